import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { Role } from '../../src/access/role';
import { guardRootFields } from '../../src/access/root-fields';
import { buildGraph } from '../../src/app/graph';

const schemaWith = (kind: 'query' | 'mutation', extensions: object) => {
  const field = (own: object) => ({ type: GraphQLString, resolve: () => 'open', extensions: own });
  const type = (name: string, own: object) => new GraphQLObjectType({ name, fields: { [name]: field(own) } });
  const allowed = { allow: [Role.CLINICIAN] };
  return new GraphQLSchema({
    query: type('Query', kind === 'query' ? extensions : allowed),
    mutation: type('Mutation', kind === 'mutation' ? extensions : allowed),
  });
};

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

it.each(['query', 'mutation'] as const)('refuses to serve a %s that nobody was given', (kind) => {
  const name = kind === 'query' ? 'Query' : 'Mutation';
  const message = `The root field ${name} is open to no role: give it a permission.`;
  expect(() => guardRootFields(schemaWith(kind, {}))).toThrow(message);
  expect(() => guardRootFields(schemaWith(kind, { allow: [] }))).toThrow(message);
  expect(() => guardRootFields(schemaWith(kind, { allow: [Role.INTAKE] }))).not.toThrow();
});
