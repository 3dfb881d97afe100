// What each operation is asked about, before a contestant puts it into its own words.

/**
 * @typedef {object} Subject
 * @property {string} persona who asks
 * @property {string} [plan] a UUID
 * @property {number} [first]
 * @property {string} [after] where a page begins, in the contestant's own notation
 * @property {string} [principal] the clinician's UUID
 * @property {string} [activity] a UUID
 * @property {object} [session] what to record
 */

/** Long ago, so that what the bench records is never among the last three; and no seed writes it, so that it can be removed. */
export const RECORDED_AT = '2020-02-02T02:02:00.000Z';

const SESSION = {
  occurredAt: RECORDED_AT,
  minutes: 50,
  attendance: 'ATTENDED',
  summary: 'Worked on coping with craving.',
};

const DASHBOARD_PATIENTS = 25;
const SYNC_PATIENTS = 200;

/** The operations, in the order of the tables. M1 is last: it writes. */
export const OPERATIONS = ['Q1', 'Q2', 'Q3', 'M1'];

/**
 * @param {{ plans: string[], activities: { id: string, persona: string }[], personas: Record<string, { principal: string }> }} world
 * @param {readonly (string | undefined)[]} cursors the places at which pages begin
 * @returns {Record<string, (first?: number) => Subject[]>} by operation; `first` is the length of the pages
 */
export function subjectsOf({ plans, activities, personas }, cursors) {
  const clinicians = Object.entries(personas).filter(([name]) => name.startsWith('clinician-'));
  return {
    Q1: () => plans.map((plan) => ({ persona: 'ehr', plan })),
    Q2: (first = DASHBOARD_PATIENTS) => clinicians.map(([persona, { principal }]) => ({ persona, principal, first })),
    Q3: (first = SYNC_PATIENTS) => cursors.map((after) => ({ persona: 'ehr', first, after })),
    M1: () => activities.map(({ id, persona }) => ({ persona, activity: id, session: SESSION })),
  };
}
