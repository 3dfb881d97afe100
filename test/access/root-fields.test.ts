import { type GraphQLFieldConfig, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { Role } from '../../src/access/role';
import { guardRootFields } from '../../src/access/root-fields';
import { buildGraph } from '../../src/app/graph';

function schemaWith(kind: 'Query' | 'Mutation', extensions: object): GraphQLSchema {
  const root = (name: string): GraphQLObjectType => {
    const own = name === kind ? extensions : { allow: [Role.CLINICIAN] };
    const field: GraphQLFieldConfig<unknown, unknown> = {
      type: GraphQLString,
      resolve: () => 'open',
      extensions: { ...own },
    };
    return new GraphQLObjectType({ name, fields: { [`planted${name}`]: field } });
  };
  return new GraphQLSchema({ query: root('Query'), mutation: root('Mutation') });
}

it('names who may call every root field of the graph', async () => {
  const schema = await buildGraph();
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );
  expect(fields.length).toBeGreaterThan(20);
  const roles: readonly string[] = Object.values(Role);
  for (const { name, extensions } of fields) {
    const allowed = extensions.allow as readonly string[];
    expect({ name, isOpen: allowed.length > 0 }).toEqual({ name, isOpen: true });
    expect({ name, unknown: allowed.filter((role) => !roles.includes(role)) }).toEqual({ name, unknown: [] });
  }
});

it.each(['Query', 'Mutation'] as const)('refuses to serve a field of %s that nobody was given', (kind) => {
  const message = `The root field planted${kind} is open to no role: give it a permission.`;
  expect(() => guardRootFields(schemaWith(kind, {}))).toThrow(message);
  expect(() => guardRootFields(schemaWith(kind, { allow: [] }))).toThrow(message);
  expect(() => guardRootFields(schemaWith(kind, { allow: [Role.INTAKE] }))).not.toThrow();
});

it('refuses to serve a mutation that is open to systems and names no scope', () => {
  const allow = [Role.INTAKE, Role.EHR_SYSTEM];
  expect(() => guardRootFields(schemaWith('Mutation', { allow }))).toThrow(
    'The mutation plantedMutation is open to systems and names no scope.',
  );
  expect(() => guardRootFields(schemaWith('Mutation', { allow, scope: 'Patient.c' }))).not.toThrow();
});
