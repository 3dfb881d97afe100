import fc from 'fast-check';
import { Role } from '../../../src/access/role';
import { newId, parseGlobalId, toGlobalId, uuidOf } from '../../../src/platform/graphql/ids';
import { GraphNode, idPrefixOf, nodeTypeOf } from '../../../src/platform/graphql/nodes';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

describe('an id', () => {
  const prefix = fc.stringMatching(/^[a-z]{1,8}(_[a-z]{1,8}){0,2}$/);

  it('carries its type and comes apart again', () => {
    fc.assert(
      fc.property(prefix, fc.uuid({ version: 7 }), (kind, uuid) => {
        expect(parseGlobalId(toGlobalId(kind, uuid))).toEqual({ prefix: kind, uuid });
      }),
    );
  });

  it('is new each time, and later ones sort behind', () => {
    const ids = Array.from({ length: 500 }, newId);
    expect(new Set(ids).size).toBe(500);
    expect([...ids].sort()).toEqual(ids);
  });

  const uuid = '0198c2a4-7d3e-7b11-9c55-0242ac120002';
  const hex = uuid.replaceAll('-', '');
  it.each([
    '',
    'patient',
    'patient_',
    hex,
    `_${hex}`,
    `Patient_${hex}`,
    `patient_${uuid}`,
    `patient_${hex.toUpperCase()}`,
    `patient_${hex}0`,
    `patient_${hex.slice(1)}`,
    ` patient_${hex}`,
    `patient_${hex}\n`,
    `patient__${hex}`,
    `patient_${'z'.repeat(32)}`,
    `patient_${'1'.repeat(32)}`,
  ])('is not %j', (text) => {
    expect(parseGlobalId(text)).toBeNull();
    expect(() => uuidOf(['patient'], text, 'id')).toThrow('"id" must be an id that begins with patient_.');
  });

  it('of another kind is refused, naming every kind that would do', () => {
    expect(uuidOf(['patient', 'care_plan'], `care_plan_${hex}`, 'input.id')).toBe(uuid);
    expect(() => uuidOf(['patient', 'care_plan'], `clinician_${hex}`, 'input.id')).toThrow(
      '"input.id" must be an id that begins with patient_ or care_plan_.',
    );
  });
});

describe('a node type', () => {
  it('is known by how its ids begin, and no two begin alike', () => {
    @GraphNode('planted_node', { description: 'A node of the tests.' })
    class Planted {}
    expect(nodeTypeOf('planted_node')).toBe(Planted);
    expect(idPrefixOf(Planted)).toBe('planted_node');
    expect(() => GraphNode('planted_node', { description: 'Another.' })(class {})).toThrow(
      'Two node types begin their ids with planted_node_.',
    );
    expect(() => idPrefixOf(class Stray {})).toThrow('Stray is not a node type.');
  });
});

describe('node and nodes', () => {
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Clinician { displayName } } }';
  let app: TestApp;
  let director: Caller;
  let clinicianId: string;
  let patientId: string;
  beforeAll(async () => {
    app = await startTestApp();
    director = app.as(Role.PROGRAM_DIRECTOR);
    clinicianId = await aClinician(app, { displayName: 'Ada' });
    patientId = await aPatient(app);
  });
  afterAll(() => app.stop());

  it('find a record of any kind by its id alone', async () => {
    const data = await director.data(
      'query ($a: ID!, $b: ID!, $c: ID!) { a: node(id: $a) { __typename id } b: node(id: $b) { __typename ... on Patient { version } } c: node(id: $c) { ... on Organization { name } } }',
      { a: clinicianId, b: patientId, c: app.harbor.id },
    );
    expect(data).toEqual({
      a: { __typename: 'Clinician', id: clinicianId },
      b: { __typename: 'Patient', version: 1 },
      c: { name: app.harbor.name },
    });
  });

  it('answer in the order asked, with null for what is not there, and twice what is asked twice', async () => {
    const absent = toGlobalId('patient', newId());
    const { nodes } = await director.data(NODES, { ids: [patientId, absent, clinicianId, patientId] });
    expect(nodes).toEqual([{ id: patientId }, null, { id: clinicianId, displayName: 'Ada' }, { id: patientId }]);
    expect(await director.data(NODES, { ids: [] })).toEqual({ nodes: [] });
  });

  it('take at most 100 ids', async () => {
    const ids = Array.from({ length: 101 }, () => clinicianId);
    expect(refusalOf(await director.send(NODES, { ids }))).toEqual(badInputAt('ids'));
    expect((await director.data(NODES, { ids: ids.slice(1) })).nodes).toHaveLength(100);
  });

  it.each(['CANARY', '', 'patient_1', 'unicorn_0198c2a47d3e7b119c550242ac120002'])(
    'refuse an id that this graph never gave out: %j',
    async (id) => {
      const one = await director.send('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect(refusalOf(one)).toEqual(badInputAt('id'));
      const several = await director.send(NODES, { ids: [patientId, id] });
      expect(refusalOf(several)).toEqual(badInputAt('ids.1'));
      for (const { text } of [one, several]) expect(text).not.toContain(id || 'CANARY');
    },
  );

  it('refuse an id of another kind where a kind is meant, in queries and in inputs', async () => {
    const query = await director.send('query ($id: ID!) { patient(id: $id) { id } }', { id: clinicianId });
    expect(refusalOf(query)).toEqual(badInputAt('id'));
    expect(query.errors?.[0]?.message).toBe('"id" must be an id that begins with patient_.');
    const mutation = await director.send(
      'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }',
      {
        input: { patientId: clinicianId, clinicianId: patientId, duty: 'any', coverForId: 'CANARY' },
      },
    );
    expect(refusalOf(mutation)).toEqual(badInputAt('input.patientId', 'input.clinicianId', 'input.coverForId'));
    expect(mutation.text).not.toContain('CANARY');
  });
});
