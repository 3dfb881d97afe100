import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

const HEADER =
  '# The graph as it is served. Made by "npm run schema" from the code: change the code, not this file.\n\n';

/** The schema as text, the same on every machine: everything stands in alphabetical order. */
export function schemaText(schema: GraphQLSchema): string {
  return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Where two schema texts part: the line, the type it stands in, and both sides; undefined when they are the same. */
export function firstDifference(committed: string, built: string): string | undefined {
  if (committed === built) return undefined;
  const [old, now] = [committed.split('\n'), built.split('\n')];
  const at = now.findIndex((line, index) => line !== old[index]);
  // The committed text may only be longer.
  const line = at === -1 ? now.length : at;
  const type = [...now.slice(0, line + 1)]
    .reverse()
    .find((text) => /^(type|interface|union|enum|input|scalar)\b/.test(text));
  const place = type ? `line ${line + 1}, ${type.replace(/\s*(implements|[{=@]).*$/, '')}` : `line ${line + 1}`;
  return `${place}: committed ${quote(old[line])}, built ${quote(now[line])}`;
}

function quote(line: string | undefined): string {
  return line === undefined ? 'nothing' : `"${line.trim()}"`;
}
