import { Arg, Extensions, FieldResolver, ID, Int, Query, Resolver } from 'type-graphql';
import type { EntityClass } from '../nodes';
import { connectionOf } from './connections';
import { ByIdRead, DerivedRead, OneOfRead, type ParentReads, type Read, readsOf } from './declare';
import type { TypeThunk } from './read-base';
import { SetRead } from './set-read';

type ReadMap = Record<string, Read>;
type FieldDecorator = (type: TypeThunk, options: { nullable: boolean; description: string }) => MethodDecorator;

/**
 * Adds declared reads to a GraphQL type of this or of a lower feature.
 * @returns a resolver class for the schema; it holds no code, for the executor installs itself on the fields
 */
export function extend<P extends object>(
  target: () => EntityClass<P>,
  declare: (parent: ParentReads<P>) => ReadMap,
): NewableFunction {
  const resolver = class DeclaredReads {};
  Resolver(target as never)(resolver);
  for (const [name, read] of Object.entries(declare(readsOf<P>()))) {
    read.place = () => `${target().name}.${name}`;
    declareField(resolver.prototype, name, read, FieldResolver as FieldDecorator);
  }
  return resolver;
}

/** Declares root query fields. Each must say which roles it is open to. */
export function queries(reads: ReadMap): NewableFunction {
  const resolver = class DeclaredQueries {};
  Resolver()(resolver);
  for (const [name, read] of Object.entries(reads)) {
    read.place = () => `Query.${name}`;
    declareField(resolver.prototype, name, read, Query as FieldDecorator);
  }
  return resolver;
}

function declareField(prototype: object, name: string, read: Read, decorate: FieldDecorator): void {
  Object.defineProperty(prototype, name, {
    value: () => {
      throw new Error(`${name} is a declared read, and no executor was installed.`);
    },
    configurable: true,
    writable: true,
  });
  // type-graphql collects its types once, so a connection type has to exist before the schema is built.
  if (read instanceof SetRead && read.kind === 'page') connectionOf(read.target(), read.isLog);
  declareArguments(prototype, name, read);
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
  decorate(graphqlType(read), { nullable: read.isNullable, description: read.description })(
    prototype,
    name,
    descriptor,
  );
  Extensions({ read, ...(read.allowed ? { allow: read.allowed } : {}), ...sizes(read) })(prototype, name, descriptor);
}

/** How many rows may be asked for, where that is not as everywhere. */
function sizes(read: Read): object {
  if (!(read instanceof SetRead)) return {};
  if (read.bound) return { longestList: read.bound.most };
  return read.maxPageSize ? { maxPageSize: read.maxPageSize } : {};
}

function graphqlType(read: Read): TypeThunk {
  if (read instanceof SetRead) return setType(read);
  if (read instanceof OneOfRead || read instanceof DerivedRead) return read.type;
  return () => read.target();
}

function setType(read: SetRead<object>): TypeThunk {
  if (read.kind === 'count') return () => Int;
  if (read.kind === 'many') return () => [read.target()];
  return () => (read.kind === 'page' ? connectionOf(read.target(), read.isLog) : read.target());
}

function declareArguments(prototype: object, name: string, read: Read): void {
  let index = 0;
  const arg = (argument: string, type: TypeThunk, description: string, options: object = { nullable: true }): void => {
    (Arg as (name: string, type: TypeThunk, options: object) => ParameterDecorator)(argument, type, {
      description,
      ...options,
    })(prototype, name, index++);
  };
  if (read instanceof ByIdRead) arg('id', () => ID, 'The id of the record.', {});
  if (read instanceof DerivedRead) {
    for (const [argument, { type, description, initial }] of read.args) {
      arg(
        argument,
        type,
        description,
        initial === undefined ? { nullable: true } : { nullable: true, defaultValue: initial },
      );
    }
  }
  if (!(read instanceof SetRead)) return;
  if (read.filterInput)
    arg('filter', read.filterInput, 'Only what passes every key that is given.', {
      nullable: !read.filterIsRequired,
      ...(read.initialFilter ? { defaultValue: read.initialFilter } : {}),
    });
  for (const [argument, { type, description }] of read.args) arg(argument, type, description);
  if (read.orderChoices)
    arg('orderBy', read.orderChoices.type, 'In which order.', { defaultValue: read.orderChoices.initial });
  if (read.bound)
    arg('first', () => Int, `How many at most, 1 to ${read.bound.most}.`, {
      nullable: true,
      defaultValue: read.bound.initial,
    });
  if (read.kind === 'page') declarePageArguments(arg, read);
}

function declarePageArguments(
  arg: (name: string, type: TypeThunk, description: string, options?: object) => void,
  read: SetRead<object>,
): void {
  if (read.isLog) {
    arg(
      'after',
      () => String,
      'Begin behind this cursor, whatever it was given out for; without it, at the beginning.',
    );
    const description = `How many; up to ${read.maxPageSize}.`;
    arg('first', () => Int, description, { nullable: true, defaultValue: read.maxPageSize });
    return;
  }
  const cap = read.maxPageSize ? `; up to ${read.maxPageSize}` : '';
  arg('first', () => Int, `How many from the start, or after the cursor${cap}. Neither first nor last means 25.`);
  arg('after', () => String, 'Begin behind this cursor.');
  arg('last', () => Int, `How many from the end, or before the cursor${cap}.`);
  arg('before', () => String, 'Stop short of this cursor.');
}
