import { type ValidationError, validate } from 'class-validator';
import { type GraphQLResolveInfo, getNamedType, isInputObjectType } from 'graphql';
import { badInput, type FieldProblem } from '../errors';
import { parseGlobalId } from '../ids';
import { idPrefixOf } from '../nodes';
import { isPlainText, NOT_PLAIN_TEXT } from '../reads/plain-text';
import { idFieldsOf } from './fields';

/**
 * Checks an input object before an action sees it, and turns its global ids into UUIDs.
 * @throws BAD_USER_INPUT naming every field that cannot be accepted, and repeating no value
 */
export async function checkArgument(
  argument: unknown,
  _type?: unknown,
  call?: { readonly info: GraphQLResolveInfo },
): Promise<void> {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument) || argument instanceof Date) return;
  const errors = await validate(argument, {
    forbidUnknownValues: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
  });
  const path = call ? argumentName(call.info) : 'input';
  const [first, ...others] = [...problemsOf(errors, path), ...unstorable(argument, path), ...decodeIds(argument, path)];
  if (first) throw badInput(first, ...others);
}

/** What the field calls its one argument that is an input object: `input` of a mutation, `filter` of a list. */
function argumentName({ parentType, fieldName }: GraphQLResolveInfo): string {
  const args = parentType.getFields()[fieldName]?.args ?? [];
  return args.find(({ type }) => isInputObjectType(getNamedType(type)))?.name ?? 'input';
}

function problemsOf(errors: readonly ValidationError[], path: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const here = `${path}.${error.property}`;
    const [rule] = Object.values(error.constraints ?? {});
    const own = rule === undefined ? [] : [{ path: here, message: `"${here}" ${rule}.` }];
    return [...own, ...problemsOf(error.children ?? [], here)];
  });
}

function unstorable(value: unknown, path: string): FieldProblem[] {
  if (value === null || isStorable(value)) return [];
  const isForeign = typeof value !== 'object' || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  // The keys of a JSONObject are the caller's own words: the path ends before them.
  if (isForeign) return [{ path, message: `"${path}" ${NOT_PLAIN_TEXT}.` }];
  return Object.entries(value).flatMap(([key, inner]) => unstorable(inner, `${path}.${key}`));
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isPlainText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  return Object.entries(value).every(([key, inner]) => isPlainText(key) && isStorable(inner));
}

function decodeIds(input: object, path: string): FieldProblem[] {
  const fields = input as Record<string, unknown>;
  const own = [...idFieldsOf(input)].flatMap(([name, types]): FieldProblem[] => {
    const id = fields[name];
    if (id === undefined || id === null) return [];
    const parsed = parseGlobalId(String(id));
    const prefixes = types().map(idPrefixOf);
    if (!parsed || !prefixes.includes(parsed.prefix)) {
      const message = `"${path}.${name}" must be an id that begins with ${prefixes.map((prefix) => `${prefix}_`).join(' or ')}.`;
      return [{ path: `${path}.${name}`, message }];
    }
    fields[name] = parsed.uuid;
    return [];
  });
  const nested = Object.entries(fields).flatMap(([name, value]) => nestedIds(value, `${path}.${name}`));
  return [...own, ...nested];
}

function nestedIds(value: unknown, path: string): FieldProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => nestedIds(item, `${path}.${index}`));
  return isInput(value) ? decodeIds(value, path) : [];
}

function isInput(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
