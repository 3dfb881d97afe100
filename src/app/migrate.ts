import { migrate } from '../platform/database/migrate';
import { schemaDefinition } from './features';

/** Brings the database at this URL, of an owning login, up to the present schema and row policies. */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl, schemaDefinition);
}
