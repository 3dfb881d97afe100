// Who asks, for contestants without tokens: what app.enter set for each persona, given at start. A request names its persona.

/** @typedef {{ organization: string, role: string, principal: string, wide: string, mask: string, denied: string }} Persona */

/** @returns {Record<string, Persona>} by the name that the header x-persona carries */
export function personasFromEnvironment() {
  return JSON.parse(process.env.BENCH_PERSONAS ?? '{}');
}

/** The settings of a persona, in the order of SET_PERSONA's parameters. @param {Persona} persona */
export const settingsOf = ({ organization, role, principal, wide, mask, denied }) => [
  organization,
  role,
  principal,
  wide,
  mask,
  denied,
];

/** Tells row security who asks, for this transaction only. */
export const SET_PERSONA = `select set_config('app.organization', $1, true), set_config('app.role', $2, true),
  set_config('app.principal', $3, true), set_config('app.wide', $4, true), set_config('app.mask', $5, true), set_config('app.denied', $6, true)`;

const OPTIONS = '-c timezone=UTC -c jit=off';

/** What the product's pool asks of every session (src/platform/database/database.ts). */
export const SESSION_OPTIONS = `-c role=alongside_runtime ${OPTIONS}`;

/** The same, for who is kept to the organization and to nothing else (database/bench-schema.sql). */
export const ORGANIZATION_OPTIONS = `-c role=bench_organization ${OPTIONS}`;

/** Connections of a contestant's pool: as many as the product's. */
export const POOL_SIZE = 10;
