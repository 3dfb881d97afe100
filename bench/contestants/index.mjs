// Who is compared, in the order of the tables.
import { alongside } from './alongside.mjs';
import { limit } from './limit.mjs';
import { naive } from './naive.mjs';
import { postgraphile } from './postgraphile.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(world: object) => Parameters<typeof import('../servers/start-process.mjs').startProcess>[1]} order how to start it
 * @property {(operation: string, subject: import('../load/subjects-of.mjs').Subject) => string} body of a request
 * @property {(operation: string, data: object) => object} reshape puts fields where Alongside has them; for verification only
 * @property {(data: object) => { pageInfo: { endCursor: string } }} pageOf the page in the data of Q3
 */

/** @type {readonly Contestant[]} */
export const CONTESTANTS = [alongside, postgraphile, limit, naive];
