import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { statementsOf } from '../../support/statements';

const PATIENTS = 50;
/** Every field of a patient, and out to the lists of those who treat them. */
const PATIENT = `id version status identity { fullName home { latitude } identifiers { value } } contactPoints { value }
  careTeam { duty coverFor { displayName } clinician { displayName caseload(first: 3) { totalCount nodes { id } } } }`;
/** Round and round: patient, team, clinician, caseload, and the same again. */
const ROUND = `id status careTeam { clinician { displayName caseload(first: 3) { nodes { id status identity { fullName }
  careTeam { clinician { displayName caseload(first: 2) { nodes { id status } } } } } } } }`;

let app: TestApp;
let director: Caller;
let clinicians: string[];
const patients: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  clinicians = await Promise.all(Array.from({ length: 5 }, () => aClinician(app)));
  await Promise.all(
    Array.from({ length: PATIENTS }, async (_, index) => {
      const [first = '', second = ''] = [clinicians[index % 5], clinicians[(index + 1) % 5]];
      const identifier = { system: 'urn:example:mrn', value: `MRN-${index}` };
      const patientId = await aPatient(app, { identifier, careTeam: [first] });
      const cover = { until: '2999-01-01T00:00:00Z', coverForId: first, reason: 'leave' };
      await aSeat(app, { patientId, clinicianId: second, ...cover });
      patients.push(patientId);
    }),
  );
});
afterAll(() => app.stop());

/** The same operation over one row and over fifty. */
async function costs(document: string, one: object, many: object, caller = director): Promise<[number, number]> {
  return [await statementsOf(app, caller, document, one), await statementsOf(app, caller, document, many)];
}

it.each([
  ['patients, by update', `query ($first: Int) { patients(first: $first) { totalCount nodes { ${PATIENT} } } }`],
  [
    'patients, by name and filter',
    `query ($first: Int) { patients(first: $first, orderBy: NAME, filter: { search: "example", status: [PRE_ADMISSION] }) { nodes { ${PATIENT} } } }`,
  ],
  ['patients from the end', `query ($first: Int) { patients(last: $first) { edges { cursor node { ${PATIENT} } } } }`],
])('costs the same number of statements for 1 and for 50: %s', async (_case, document) => {
  const [forOne, forMany] = await costs(document, { first: 1 }, { first: PATIENTS });
  expect(forMany).toBe(forOne);
  // Everything in one, and one more to write down whom the director was shown.
  expect(forOne).toBe(2);
});

it('costs the same for one caseload and for every clinician with theirs', async () => {
  const document = `query ($first: Int) { clinicians(first: $first) { nodes { caseload(first: 10) { totalCount nodes { id status contactPoints { value } identity { fullName } } } } } }`;
  const [forOne, forMany] = await costs(document, { first: 1 }, { first: 5 });
  expect(forMany).toBe(forOne);
});

it('costs no more for 50 when the operation goes round to rows that were read already', async () => {
  const document = `query ($first: Int) { patients(first: $first) { nodes { ${ROUND} } } }`;
  const [forOne, forMany] = await costs(document, { first: 1 }, { first: PATIENTS });
  expect(forMany).toBeLessThanOrEqual(forOne);
});

it('costs the same for one node and for fifty of one kind', async () => {
  const document =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Patient { status careTeam { clinician { id } } } } }';
  const [forOne, forMany] = await costs(document, { ids: patients.slice(0, 1) }, { ids: patients });
  expect(forMany).toBe(forOne);
});

it('costs the same for one patient and for thirty by alias', async () => {
  const asking = (count: number): string =>
    `{ ${patients
      .slice(0, count)
      .map((id, index) => `p${index}: patient(id: "${id}") { status }`)
      .join(' ')} }`;
  expect(await statementsOf(app, director, asking(30))).toBe(await statementsOf(app, director, asking(1)));
});

it('costs a clinician what it costs the director, who is audited in one statement more', async () => {
  const ada = await app.asClinician(clinicians[0] ?? '');
  const document = `query ($first: Int) { patients(first: $first) { nodes { ${PATIENT} } } }`;
  const [forOne, forMany] = await costs(document, { first: 1 }, { first: 20 }, ada);
  const director = await costs(document, { first: 1 }, { first: PATIENTS });
  expect(director.map((statements) => statements - 1)).toEqual([forOne, forMany]);
});

it('would notice a field that asks once a row', async () => {
  // Looking patients up by what others call them is not batched: the planted fault.
  const asking = (count: number): string => {
    const fields = Array.from(
      { length: count },
      (_, index) => `p${index}: patientByIdentifier(system: "urn:example:mrn", value: "MRN-${index}") { id }`,
    );
    return `{ ${fields.join(' ')} }`;
  };
  const [forOne, forFive] = [
    await statementsOf(app, director, asking(1)),
    await statementsOf(app, director, asking(5)),
  ];
  expect(forFive).toBeGreaterThan(forOne);
});
