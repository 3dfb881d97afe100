// @ts-check
// Who may ask what, beside the standard question of each operation. A role is asked about what it reaches; PostGraphile, which knows
// of no roles, about the same rows.

/**
 * @typedef {object} Role
 * @property {string} name as the tables call it
 * @property {string[]} personas who asks as this role, by name: `clinician-1`
 * @property {('Q1' | 'Q2' | 'Q3' | 'M1')[]} operations that it may run
 * @property {boolean} [isOutsider] what it is shown is a disclosure
 * @property {boolean} [isNarrow] it sees patients and no plans, so that its answers are smaller than PostGraphile's
 * @property {number} rows of its page of 200 patients, at least
 */

const CLINICIANS = Array.from({ length: 8 }, (_, index) => `clinician-${index + 1}`);

/** How many consents name a client that reaches many, and one that reaches few. */
export const MANY = 100_000;
export const FEW = 50;

/** How many patients have a login, so that it is not one record over and over. */
export const PATIENTS = 8;

/** @type {readonly Role[]} */
export const ROLES = [
  { name: 'record system', personas: ['ehr'], operations: ['Q1', 'Q3'], rows: 200 },
  { name: 'clinician', personas: CLINICIANS, operations: ['Q1', 'Q2', 'Q3', 'M1'], rows: 100 },
  { name: 'director', personas: ['director'], operations: ['Q1', 'Q3'], rows: 200 },
  { name: 'patient', personas: patientNames(), operations: ['Q1'], rows: 1 },
  {
    name: 'partner app, 100,000 consents',
    personas: ['app-many'],
    operations: ['Q1', 'Q3'],
    rows: 200,
    isOutsider: true,
  },
  { name: 'partner app, 50 consents', personas: ['app-few'], operations: ['Q1', 'Q3'], rows: FEW, isOutsider: true },
  {
    name: 'record system, 100,000 consents',
    personas: ['ehr-many'],
    operations: ['Q1', 'Q3'],
    rows: 200,
    isOutsider: true,
  },
  { name: 'intake', personas: ['intake'], operations: ['Q3'], rows: 200, isNarrow: true },
  { name: 'privacy officer', personas: ['privacy'], operations: ['Q3'], rows: 200, isNarrow: true },
];

/** The logins of patients, by the names of their personas. */
export function patientNames() {
  return Array.from({ length: PATIENTS }, (_, index) => `patient-${index + 1}`);
}

/** What a measurement is called: an answer that holds less says so. @param {string} operation @param {Role} role */
export const titleOf = (operation, { name, isNarrow }) =>
  `${operation} as ${name}${isNarrow ? ' (without plans)' : ''}`;
