import { type GraphQLField, getNamedType } from 'graphql';
import type { Operation } from '../operation';
import type { Draft } from './draft';
import { nodeTypeNamed, prefixesOf } from './ids';
import { Scope } from './scope';
import { type Spot, writeField } from './selections';

type RootField = GraphQLField<unknown, unknown>;

/** Writes one operation: one to three root fields that whoever asks may ask, mostly such that find something. */
export function writeOperation(draft: Draft): Operation {
  const { choice, schema } = draft;
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no query type.');
  const fields = Object.values(query.getFields()) as RootField[];
  const spot: Spot = { scope: new Scope(), depth: 3 + choice.below(6), width: 1, expected: [], isShared: false };
  const count = choice.chance(0.6) ? 1 : 2 + choice.below(2);
  const parts = Array.from({ length: count }, () => {
    return writeField(
      draft,
      query,
      choice.weighted(fields, (field) => weightOf(draft, field) * draft.aim.pull(query.name, field)),
      spot,
    );
  });
  if (choice.chance(0.1)) parts.push('__typename');
  return draft.finish(`{ ${parts.join(' ')} }`);
}

function weightOf(draft: Draft, field: RootField): number {
  const allowed = (field.extensions.allow ?? []) as readonly string[];
  if (!allowed.includes(draft.actor.role)) return 0.02;
  const node = nodeTypeNamed(draft.schema, getNamedType(field.type).name);
  const prefixes = prefixesOf(draft.schema, node);
  const isBare = prefixes.length > 0 && prefixes.every((prefix) => draft.ids(prefix).visible.length === 0);
  if (isBare) return 0.05;
  return ['node', 'nodes'].includes(field.name) ? 3 : 1;
}
