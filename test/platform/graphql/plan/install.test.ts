import { GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { buildGraph } from '../../../../src/app/graph';
import { installPlan } from '../../../../src/platform/graphql/plan';

/** Adds a field that answers with a patient, as code of a feature might. */
function addField(schema: GraphQLSchema, typeName: string, name: string): void {
  const [type, patient] = [schema.getType(typeName), schema.getType('Patient')];
  if (!(type instanceof GraphQLObjectType) || !(patient instanceof GraphQLObjectType)) throw new Error('No such type.');
  const field = { name, type: patient, args: [], description: undefined, deprecationReason: undefined };
  type.getFields()[name] = { ...field, resolve: () => null, extensions: {}, astNode: undefined };
}

describe('a schema is refused', () => {
  it.each([
    ['Mutation', 'plain', 'plain answers with a record: give it a payload.'],
    ['CarePlan', 'plain', 'CarePlan.plain leads to records: declare a read of it.'],
  ])('when %s has a field that leads to a record and says nothing of it', async (typeName, name, problem) => {
    const schema = await buildGraph();
    addField(schema, typeName, name);
    const type = schema.getType(typeName) as GraphQLObjectType;
    expect(() => installPlan(schema)).toThrow(problem);
    delete type.getFields()[name];
    expect(() => installPlan(schema)).not.toThrow();
  });
});
