import type { DataSource } from 'typeorm';
import type { Services } from '../../access/context';
import { openDevelopmentIssuer } from '../../access/tokens';
import { foundOrganization } from '../../features/identity';
import type { Settings } from '../../platform/config/settings';
import { openDatabase } from '../../platform/database/database';
import { openAsOwner } from '../../platform/database/migrate';
import { Tables } from '../../platform/graphql/reads';
import { schemaDefinition } from '../features';
import { buildGraph } from '../graph';
import { type Actor, actorOf } from './act-as';
import { ORGANIZATIONS, personaOf } from './demo-people';
import { seedClinic } from './seed-clinic';
import { seedMeadow } from './seed-meadow';

/**
 * Seeds the demo clinic into a database that holds no organization yet, through the product's own mutations.
 * A second start finds it there and does nothing.
 */
export async function seedDemo(settings: Settings, ownerUrl: string, url: string): Promise<void> {
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  try {
    if (await hasOrganization(owner)) return;
    const harbor = await foundOrganization(owner.manager, ORGANIZATIONS[0].name, ORGANIZATIONS[0].timeZone);
    const meadow = await foundOrganization(owner.manager, ORGANIZATIONS[1].name, ORGANIZATIONS[1].timeZone);
    await seedOrganizations(settings, url, harbor, meadow);
  } finally {
    await owner.destroy();
  }
}

async function hasOrganization(owner: DataSource): Promise<boolean> {
  const rows: { found: boolean }[] = await owner.query('select exists (select 1 from organization) as found');
  return rows[0]?.found === true;
}

async function seedOrganizations(settings: Settings, url: string, harbor: string, meadow: string): Promise<void> {
  const { issuer } = await openDevelopmentIssuer(settings.dataDir, settings.environment);
  const schema = await buildGraph();
  const dataSource = await openDatabase({ url, entities: schemaDefinition.entities, poolSize: 4 });
  try {
    const services: Services = { dataSource, tables: new Tables(dataSource), maxPageSize: settings.maxPageSize };
    const as =
      (organizationId: string) =>
      (persona: string): Actor =>
        actorOf(schema, services, issuer, organizationId, personaOf(persona));
    await seedClinic(as(harbor), issuer);
    await seedMeadow(as(meadow));
  } finally {
    await dataSource.destroy();
  }
}
