import { conflict, forbidden, type PublicError, tooCostly, unavailable } from './errors';

/** Somebody else's transaction was in the way: serialization failure, deadlock, a lock that was not to be had. */
const CONFLICTS = /^(40001|40P01|55P03)$/;

/** A statement or a transaction ran out of time. */
const TIMEOUTS = /^(57014|25P04)$/;

/** No connection, a lost one, a server that stops or starts, or one without room. */
const UNAVAILABLE =
  /^(08...|53...|57P0[1-5]|25P03|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What pg says of its connections, without a code. */
const LOST =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end)/;

/**
 * Where PostgreSQL checks a row that is written against the policies. A privilege that is missing has the same code, and is our fault.
 * An action loads what it is about first, so that whoever comes as far already sees that.
 */
const ROW_SECURITY = { code: '42501', routine: 'ExecWithCheckOptions' };

const MAX_CAUSES = 5;

/** What a caller is told of an error of the database or of the way to it; undefined when it is neither. */
export function maskDatabaseError(error: unknown): PublicError | undefined {
  for (const cause of causesOf(error)) {
    const { code, message, routine } = cause as Record<string, unknown>;
    const name = typeof code === 'string' ? code : '';
    if (CONFLICTS.test(name)) return conflict('Somebody else changed this at the same moment. Please try again.');
    if (TIMEOUTS.test(name)) return tooCostly('The answer took too long to find. Ask for less.');
    if (code === ROW_SECURITY.code && routine === ROW_SECURITY.routine)
      return forbidden('This part of the record is not open to you.');
    if (UNAVAILABLE.test(name) || (typeof message === 'string' && LOST.test(message))) return unavailable();
  }
  return undefined;
}

/** The error and those beneath it, by the names that Node, GraphQL and TypeORM give them. */
function causesOf(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return [];
  const { originalError, driverError, cause } = error as Record<string, unknown>;
  return [error, ...[originalError, driverError, cause].flatMap((inner) => causesOf(inner, depth + 1))];
}
