// Who asks: a record system and some clinicians of the volume. Their logins are bound through the public API, as an administrator
// would; what row security is told of them is read once from app.enter, so that every contestant tells it the same.
import { createRequire } from 'node:module';
import { built } from '../paths.mjs';
import { withConnection } from './connect.mjs';

const require = createRequire(import.meta.url);

/** How many clinicians ask, so that it is not one caseload over and over. */
const CLINICIANS = 8;

/** @returns {Promise<string>} the UUID of the demo clinic */
export async function clinicOf(url) {
  const { rows } = await withConnection(url, (client) =>
    client.query('select id from organization order by id limit 1'),
  );
  return rows[0].id;
}

/** Whose tokens are signed: the record system by its client id, clinicians by logins of the bench. */
export function personaOrders() {
  const { personas } = require(built('app/personas.js'));
  const ehr = personas.find(({ name }) => name === 'ehr');
  return [
    { name: 'ehr', subject: ehr.subject, role: ehr.role, scopes: ehr.scopes },
    ...Array.from({ length: CLINICIANS }, (_, index) => ({
      name: `clinician-${index + 1}`,
      subject: `bench-clinician-${index + 1}`,
      role: 'CLINICIAN',
      scopes: [],
    })),
  ];
}

/**
 * Binds the clinicians' logins to clinicians of the volume who have a full caseload, unless they are bound.
 * @param {string} url the superuser's address
 * @param {{ issuer: string, ask(document: string, variables: object): Promise<object> }} administrator
 */
export async function bindClinicians(url, { issuer, ask }) {
  const holders = await clinicians(url);
  for (const [index, id] of holders.entries()) {
    const input = { issuer, subject: `bench-clinician-${index + 1}`, holderId: `clinician_${id.replaceAll('-', '')}` };
    if (await isBound(url, issuer, input.subject)) continue;
    await ask('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
      input,
    });
  }
}

async function clinicians(url) {
  const text = "select id from clinician where display_name like 'Clinician 0%' order by display_name limit $1";
  const { rows } = await withConnection(url, (client) => client.query(text, [CLINICIANS]));
  return rows.map(({ id }) => id);
}

async function isBound(url, issuer, subject) {
  const text = 'select from account where issuer = $1 and subject = $2';
  const { rowCount } = await withConnection(url, (client) => client.query(text, [issuer, subject]));
  return rowCount > 0;
}

/**
 * What app.enter sets for each persona.
 * @returns {Promise<Record<string, import('../contestants/personas.mjs').Persona>>}
 */
export async function enteredPersonas(url, issuer, organization) {
  return withConnection(url, async (client) => {
    const entered = {};
    for (const { name, subject, role, scopes } of personaOrders()) {
      await client.query('begin');
      await client.query('select app.enter($1::uuid, $2, $3, $4, $5::text[])', [
        organization,
        issuer,
        subject,
        role,
        scopes,
      ]);
      const { rows } =
        await client.query(`select current_setting('app.organization') as organization, current_setting('app.role') as role,
        current_setting('app.principal') as principal, current_setting('app.wide') as wide`);
      await client.query('commit');
      entered[name] = rows[0];
    }
    return entered;
  });
}
