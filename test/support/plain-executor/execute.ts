import { uuidOf } from '../../../src/platform/graphql/ids';
import { type EntityClass, idPrefixOf } from '../../../src/platform/graphql/nodes';
import { boundOf } from '../../../src/platform/graphql/reads/bounds';
import type { ReadContext } from '../../../src/platform/graphql/reads/context';
import { ByIdRead, DerivedRead, OneOfRead, OneRead, type Read } from '../../../src/platform/graphql/reads/declare';
import { entityById, loadOne, shown } from '../../../src/platform/graphql/reads/loaders';
import { requireOwnRows } from '../../../src/platform/graphql/reads/outsiders';
import { type Order, SetRead } from '../../../src/platform/graphql/reads/set-read';
import { readPage } from './page';
import { type Call, countSet, orderOf, readSet } from './sets';
import type { Stretch } from './statements';

/** Lists that are not paged are small by nature; longer than this is a fault worth failing for, not cutting. */
const LONGEST_LIST = 1000;

/** Executes a declared read with plain DataLoaders: one statement per field and level, whatever the number of rows. */
export async function executeRead(read: Read, call: Call): Promise<unknown> {
  if (read instanceof SetRead) return executeSet(read, call);
  if (read instanceof DerivedRead) return executeDerived(read, call);
  if (read instanceof OneRead) return loadRow(call.ctx, read.target(), call.parent?.[read.column]);
  if (read instanceof OneOfRead) return executeOneOf(read, call);
  return executeById(read, call);
}

async function executeSet(read: SetRead<object>, call: Call): Promise<unknown> {
  requireOwnRows(read, call.args, call.ctx);
  if (read.kind === 'page') return readPage(read, call);
  if (read.kind === 'count') return countSet(read, call, undefined);
  const rows = await readSet(read, call, {
    ...wholeSet(orderOf(read, call.args)),
    limit: read.kind === 'first' ? 1 : (boundOf(read, call.args) ?? LONGEST_LIST + 1),
  });
  if (read.kind === 'first') return rows[0] ? shown(call.ctx, read.target(), rows[0]) : null;
  if (rows.length > LONGEST_LIST) throw new Error(`${call.field} holds more rows than a plain list may.`);
  return rows.map((row) => shown(call.ctx, read.target(), row));
}

/** A stretch over everything. */
function wholeSet(order: Order): Stretch {
  return { order, after: undefined, before: undefined, backward: false, limit: undefined };
}

async function executeDerived(read: DerivedRead, call: Call): Promise<unknown> {
  const needs = read.needs();
  const names = Object.keys(needs);
  const values = await Promise.all(
    names.map((name) => {
      const need = needs[name];
      return need === true || need === undefined
        ? call.parent?.[name]
        : executeRead(need, { ...call, field: `${call.field}.${name}`, args: {} });
    }),
  );
  return read.derive(
    Object.fromEntries(names.map((name, index) => [name, values[index]])),
    call.args,
    call.ctx.now,
    call.ctx,
  );
}

async function executeOneOf(read: OneOfRead, call: Call): Promise<object | null> {
  if (read.at) {
    const target = read.branches[String(call.parent?.[read.at.kind])];
    return target ? loadRow(call.ctx, target(), call.parent?.[read.at.id]) : null;
  }
  for (const [column, target] of Object.entries(read.branches)) {
    if (call.parent?.[column]) return loadRow(call.ctx, target(), call.parent[column]);
  }
  return null;
}

function executeById(read: ByIdRead, call: Call): Promise<object | null> {
  const target = read.target();
  return loadRow(call.ctx, target, uuidOf([idPrefixOf(target)], String(call.args.id), 'id'));
}

async function loadRow(ctx: ReadContext, target: EntityClass, id: unknown): Promise<object | null> {
  return typeof id === 'string' ? loadOne(ctx, entityById(target), id) : null;
}
