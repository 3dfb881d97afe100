import { DataSource, DefaultNamingStrategy } from 'typeorm';
import * as entities from './entities';
import * as peerEntities from './peer-entities';

class SnakeCase extends DefaultNamingStrategy {
  override tableName(className: string): string {
    return snakeCase(className);
  }

  override columnName(propertyName: string): string {
    return snakeCase(propertyName);
  }
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** A pool of as many connections as the other contestants have, with the same settings of the session. */
export function openDatabase(): Promise<DataSource> {
  const tables = Object.values({ ...entities, ...peerEntities }).filter((entity) => entity !== entities.Row);
  return new DataSource({
    type: 'postgres',
    url: String(process.env.DATABASE_URL),
    entities: tables,
    namingStrategy: new SnakeCase(),
    poolSize: Number(process.env.BENCH_POOL_SIZE),
    extra: { options: process.env.BENCH_SESSION_OPTIONS },
  }).initialize();
}
