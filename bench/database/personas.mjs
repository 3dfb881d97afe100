// Who asks: a record system and some clinicians of the volume. Their logins are bound through the public API, as an administrator
// would; what row security is told of them is read once from app.enter, so that every contestant tells it the same.
import { createRequire } from 'node:module';
import { built } from '../paths.mjs';
import { withConnection } from './connect.mjs';

const require = createRequire(import.meta.url);

/** How many clinicians ask, so that it is not one caseload over and over. */
const CLINICIANS = 8;

const subjectOf = (index) => `bench-clinician-${index + 1}`;

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
      subject: subjectOf(index),
      role: 'CLINICIAN',
      scopes: [],
    })),
  ];
}

/**
 * The logins of the bench that are not bound yet, each with a clinician of the volume who has a full caseload.
 * @param {string} url the superuser's address
 * @returns {Promise<{ issuer: string, subject: string, holderId: string }[]>} inputs of connectAccount
 */
export async function unboundLogins(url, issuer) {
  return withConnection(url, async (client) => {
    const clinicians = await client.query(CLINICIANS_OF_VOLUME, [CLINICIANS]);
    const bound = await client.query('select subject from account where issuer = $1', [issuer]);
    const subjects = bound.rows.map(({ subject }) => subject);
    return clinicians.rows
      .map(({ id }, index) => ({ issuer, subject: subjectOf(index), holderId: `clinician_${id.replaceAll('-', '')}` }))
      .filter(({ subject }) => !subjects.includes(subject));
  });
}

const CLINICIANS_OF_VOLUME =
  "select id from clinician where display_name like 'Clinician 0%' order by display_name limit $1";

/**
 * Binds logins.
 * @param {(document: string, variables: object) => Promise<object>} ask as an administrator
 * @param {readonly object[]} inputs
 */
export async function bindLoginsAs(ask, inputs) {
  const document = 'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }';
  for (const input of inputs) await ask(document, { input });
}

/**
 * What app.enter sets for each persona, in a transaction like those that read: one that writes looks for denials at every row.
 * @returns {Promise<Record<string, import('../contestants/personas.mjs').Persona>>}
 */
export async function enteredPersonas(url, issuer, organization, orders) {
  return withConnection(url, async (client) => {
    const entered = {};
    for (const { name, subject, role, scopes } of orders) {
      await client.query('begin isolation level repeatable read');
      await client.query('select app.enter($1::uuid, $2, $3, $4, $5::text[])', [
        organization,
        issuer,
        subject,
        role,
        scopes,
      ]);
      const { rows } =
        await client.query(`select current_setting('app.organization') as organization, current_setting('app.role') as role,
        current_setting('app.principal') as principal, current_setting('app.wide') as wide, current_setting('app.mask') as mask,
        current_setting('app.denied') as denied`);
      await client.query('commit');
      entered[name] = rows[0];
    }
    return entered;
  });
}
