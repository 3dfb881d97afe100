import { type GraphQLFieldConfig, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { Role } from '../../src/access/role';
import { guardRootFields } from '../../src/access/root-fields';
import { buildGraph } from '../../src/app/graph';
import { Unseen } from '../../src/platform/graphql/unseen';

function schemaWith(kind: 'Query' | 'Mutation' | 'Subscription', extensions: object): GraphQLSchema {
  const root = (name: string): GraphQLObjectType => {
    const own = name === kind ? extensions : { allow: [Role.CLINICIAN] };
    const field: GraphQLFieldConfig<unknown, unknown> = {
      type: GraphQLString,
      resolve: () => 'open',
      subscribe: () => 'listening',
      extensions: { ...own },
    };
    return new GraphQLObjectType({ name, fields: { [`planted${name}`]: field } });
  };
  return new GraphQLSchema({ query: root('Query'), mutation: root('Mutation'), subscription: root('Subscription') });
}

it('names who may call every root field of the graph', async () => {
  const schema = await buildGraph();
  const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
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

it.each(['Query', 'Mutation', 'Subscription'] as const)(
  'refuses to serve a field of %s that nobody was given',
  (kind) => {
    const message = `The root field planted${kind} is open to no role: give it a permission.`;
    expect(() => guardRootFields(schemaWith(kind, {}))).toThrow(message);
    expect(() => guardRootFields(schemaWith(kind, { allow: [] }))).toThrow(message);
    expect(() => guardRootFields(schemaWith(kind, { allow: [Role.INTAKE] }))).not.toThrow();
  },
);

it('refuses to serve a mutation that is open to systems and names no scope', () => {
  const allow = [Role.INTAKE, Role.EHR_SYSTEM];
  expect(() => guardRootFields(schemaWith('Mutation', { allow }))).toThrow(
    'The mutation plantedMutation is open to systems and names no scope.',
  );
  expect(() => guardRootFields(schemaWith('Mutation', { allow, scope: 'Patient.c' }))).not.toThrow();
});

it('refuses to serve a subscription that listens to nothing', () => {
  const schema = schemaWith('Subscription', { allow: [Role.INTAKE] });
  const field = schema.getSubscriptionType()?.getFields().plantedSubscription;
  if (field) delete field.subscribe;
  expect(() => guardRootFields(schema)).toThrow('The subscription plantedSubscription listens to nothing.');
});

it('shuts a subscription to other roles, and sends nothing of what its field does not show', async () => {
  const schema = schemaWith('Subscription', { allow: [Role.INTAKE] });
  const field = schema.getSubscriptionType()?.getFields().plantedSubscription;
  if (!field) throw new Error('There is a subscription.');
  let shown: unknown = 'open';
  field.resolve = () => shown;
  guardRootFields(schema);
  const as = (role: Role) => ({ enter: async () => ({ role }) });
  const ask = (door: 'resolve' | 'subscribe', role: Role) =>
    (field[door] as (...args: unknown[]) => Promise<unknown>)({}, {}, as(role), {});
  expect([await ask('subscribe', Role.INTAKE), await ask('resolve', Role.INTAKE)]).toEqual(['listening', 'open']);
  for (const door of ['subscribe', 'resolve'] as const)
    await expect(ask(door, Role.CLINICIAN)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  shown = null;
  await expect(ask('resolve', Role.INTAKE)).rejects.toThrow(Unseen);
});
