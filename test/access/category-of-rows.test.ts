import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { requireCategories, toldBy } from '../../src/access/category-of-rows';
import { bitOf, categoriesIn, DataCategory } from '../../src/access/data-category';
import { openServices } from '../../src/access/services';
import { schemaDefinition } from '../../src/app/features';
import { MatActivity } from '../../src/features/care-plans/mat-activity.entity';
import { PeerLink } from '../../src/features/peer-links/peer-link.entity';
import { type Entities, openDatabase } from '../../src/platform/database/database';
import { asAdmin, createTestDatabase, type TestDatabase } from '../support/database';

@Entity('patient_planted')
class Planted {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  patientId!: string;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

async function withEntities(entities: Entities, work: (dataSource: DataSource) => Promise<void>) {
  const dataSource = await openDatabase({ url: database.url, entities });
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

it('knows the category of every table about patients', () =>
  withEntities(schemaDefinition.entities, async (dataSource) => {
    expect(() => requireCategories(dataSource)).not.toThrow();
  }));

it('starts no server with a table about patients whose category nobody named', () =>
  withEntities([...schemaDefinition.entities, Planted], async (dataSource) => {
    await expect(openServices(dataSource, { maxPageSize: 1 })).rejects.toThrow(
      'Of which category are the rows of Planted?',
    );
  }));

it.each([
  ['of one kind of an inherited table', MatActivity, { patientId: 'p', kind: 'MAT' }, [DataCategory.MEDICATION]],
  [
    'that are of one category or another',
    PeerLink,
    { patientId: 'p', peerGroupId: 'g' },
    [DataCategory.GROUP_PARTICIPATION],
  ],
  ['that are of one category or another', PeerLink, { patientId: 'p', peerGroupId: null }, [DataCategory.PEER_SUPPORT]],
])('names rows %s', (_case, entity, row, categories) => {
  const told = toldBy(entity, row);
  expect([told?.patientId, categoriesIn(told?.bits ?? 0)]).toEqual(['p', categories]);
});

it('has the bits that the database has', () =>
  asAdmin(database.url, async (admin) => {
    for (const category of Object.values(DataCategory)) {
      const { rows } = await admin.query('select app.bit($1) as bit, app.categories($2) as categories', [
        category,
        bitOf(category),
      ]);
      expect(rows).toEqual([{ bit: bitOf(category), categories: [category] }]);
    }
  }));
