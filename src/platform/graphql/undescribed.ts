import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql';

/** One word names a thing again; two can begin to say what it means. */
const FEWEST_WORDS = 2;

interface Described {
  readonly path: string;
  readonly description: string | null | undefined;
}

/** The coordinates of everything in the schema that nobody described: `Patient.name`, `Query.patients(first:)`, `Role.INTAKE`. */
export function undescribed(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  return [
    ...types.flatMap((type) => [{ path: type.name, description: type.description }, ...membersOf(type)]),
    ...directives.flatMap((directive) => [
      { path: `@${directive.name}`, description: directive.description },
      ...argumentsOf(`@${directive.name}`, directive.args),
    ]),
  ]
    .filter(({ description }) => countWords(description ?? '') < FEWEST_WORDS)
    .map(({ path }) => path)
    .sort();
}

function membersOf(type: GraphQLNamedType): Described[] {
  if (isEnumType(type)) return type.getValues().map((value) => describedAs(`${type.name}.${value.name}`, value));
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => describedAs(`${type.name}.${field.name}`, field));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [describedAs(path, field), ...argumentsOf(path, field.args)];
  });
}

function argumentsOf(path: string, args: readonly GraphQLArgument[]): Described[] {
  return args.map((argument) => describedAs(`${path}(${argument.name}:)`, argument));
}

function describedAs(path: string, { description }: Omit<Described, 'path'>): Described {
  return { path, description };
}

function countWords(text: string): number {
  return text.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}
