// @ts-check
// One notation for what contestants write differently and mean the same: used to compare answers, never while timing.

const GLOBAL_ID = /^[a-z_]+_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * An answer in one notation:
 * - an id as the UUID in it (Alongside and limit: `patient_0198…`),
 * - an instant in UTC with milliseconds (PostGraphile: `…00.000000+00:00`),
 * - a cursor, which is opaque by definition, as the word `cursor`.
 * @param {unknown} value
 * @param {string} [key] the field's name
 * @returns {unknown}
 */
export function canonical(value, key) {
  if (Array.isArray(value)) return value.map((item) => canonical(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item, name)]));
  }
  if (typeof value !== 'string') return value;
  if (key === 'endCursor') return 'cursor';
  if (key === 'id') return value.replace(GLOBAL_ID, '$1-$2-$3-$4-$5');
  return INSTANT.test(value) ? new Date(value).toISOString() : value;
}

/**
 * The answer to M1 without the one thing that is new each time: the session's id.
 * @param {{ recordSession: { session: object } }} data
 */
export function withoutNewId({ recordSession }) {
  return { recordSession: { ...recordSession, session: { ...recordSession.session, id: 'new' } } };
}

/**
 * Where two answers first differ, as a path with both values; undefined when they are the same.
 * @param {unknown} expected
 * @param {unknown} actual
 * @param {string} [path]
 * @returns {string | undefined}
 */
export function firstDifference(expected, actual, path = '') {
  const areObjects = [expected, actual].every((value) => typeof value === 'object' && value !== null);
  // A list with nothing in it is not an object with nothing in it.
  if (!areObjects || Array.isArray(expected) !== Array.isArray(actual)) {
    if (Object.is(expected, actual)) return undefined;
    return `${path || '.'}: ${brief(expected)} here, ${brief(actual)} there`;
  }
  const left = /** @type {Record<string, unknown>} */ (expected);
  const right = /** @type {Record<string, unknown>} */ (actual);
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const difference = firstDifference(left[name], right[name], `${path}.${name}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** @param {unknown} value */
const brief = (value) => String(JSON.stringify(value)).slice(0, 80);
