import { Role } from '../../../src/access/role';
import { RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Answer, type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam } from '../../support/factories/care-plans';
import { aRestriction, sendBreakGlass } from '../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const SHOWN =
  'id at basis recipient recipientAffiliation recipientAddress purpose categories description nature operation consent { id }';
const RECORD = `mutation ($input: RecordDisclosureInput!) { recordDisclosure(input: $input) { disclosure { ${SHOWN} } } }`;
const LIST = `query ($id: ID!, $from: DateTime, $to: DateTime, $first: Int, $after: String) { patient(id: $id) {
  disclosures(from: $from, to: $to, first: $first, after: $after) { totalCount pageInfo { endCursor } nodes { ${SHOWN} } } } }`;

const COURT = {
  basis: 'COURT_ORDER',
  recipient: 'Superior Court',
  categories: ['CARE_PLAN'],
  at: '2026-03-02T17:00:00.000Z',
};
const EMERGENCY = {
  basis: 'MEDICAL_EMERGENCY',
  recipient: 'Dr. Lee',
  recipientAffiliation: 'General Hospital',
  categories: ['MEDICATION'],
  at: '2026-03-02T17:00:00.000Z',
  nature: 'Overdose.',
  consentUnobtainable: true,
};
const FAX = {
  basis: 'CONSENT',
  recipient: 'Main Street Pharmacy',
  categories: ['MEDICATION'],
  at: '2026-03-02T17:00:00.000Z',
};

let app: TestApp;
let officer: Caller;
let director: Caller;
let patientId: string;
let patient: Caller;
let clinician: Caller;
beforeAll(async () => {
  app = await startTestApp();
  officer = app.as(Role.PRIVACY_OFFICER);
  director = app.as(Role.PROGRAM_DIRECTOR);
});
beforeEach(async () => {
  ({ patientId, clinician } = await aCareTeam(app));
  patient = await app.asHolder(Role.PATIENT, patientId);
});
afterAll(() => app.stop());

const sql = (text: string, values: unknown[]) => asAdmin(app.databaseUrl, (admin) => admin.query(text, values));
const record = (input: object, by = clinician): Promise<Answer> => by.send(RECORD, { input: { patientId, ...input } });
const recorded = async (input: object, by = clinician) => {
  const { data, errors } = await record(input, by);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.recordDisclosure.disclosure;
};
const listedBy = async (caller: Caller, variables: object = {}) =>
  (await caller.data(LIST, { id: patientId, ...variables })).patient?.disclosures;

/** A consent to an external recipient, as the table holds it; answers with its id. */
async function aConsentRow(values: Record<string, unknown> = {}): Promise<string> {
  const row: Record<string, unknown> = {
    organization_id: app.harbor.uuid,
    id: newId(),
    version: 1,
    patient_id: uuidOf(patientId),
    scope: 'NAMED_DISCLOSURE',
    discloser: 'Harbor Recovery',
    external_name: 'Main Street Pharmacy',
    external_is_class: false,
    categories: ['MEDICATION', 'IDENTITY'],
    purpose: 'TREATMENT',
    purpose_text: 'Dispensing.',
    status: 'ACTIVE',
    starts_at: '2026-01-01T00:00:00Z',
    expires_at: '2027-01-01T00:00:00Z',
    signed_at: '2026-01-01T00:00:00Z',
    signed_by: 'SELF',
    signature_method: 'HANDWRITTEN',
    acknowledges_right_to_revoke: true,
    acknowledges_redisclosure: true,
    acknowledges_consequences_of_refusal: true,
    created_at: '2026-01-01T00:00:00Z',
    ...values,
  };
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  await sql(`insert into consent (${Object.keys(row)}) values (${places})`, Object.values(row));
  return toGlobalId('consent', String(row.id));
}

describe('recordDisclosure', () => {
  it('writes down what left by court order', async () => {
    const { result, lines } = await allLinesOf(app, () =>
      recorded({ ...COURT, recipientAddress: '1 Main St', description: 'The plan.' }),
    );
    expect(result).toEqual({
      ...COURT,
      id: expect.stringMatching(/^disclosure_/),
      purpose: 'OPERATIONS',
      recipientAffiliation: null,
      recipientAddress: '1 Main St',
      description: 'The plan.',
      nature: null,
      operation: null,
      consent: null,
    });
    expect(lines.map(({ kind, patient_id }) => [kind, patient_id])).toEqual([
      ['disclosure.recorded', uuidOf(patientId)],
    ]);
    const { rows } = await sql('select discloser_id from disclosure where id = $1', [uuidOf(result.id)]);
    expect(rows).toEqual([{ discloser_id: lines[0]?.principal_id }]);
  });

  it('writes down what went to medical personnel in an emergency, with all that 42 CFR 2.51(c) asks for', async () => {
    const { consentUnobtainable: _, ...shown } = EMERGENCY;
    expect(await recorded(EMERGENCY)).toMatchObject({ ...shown, purpose: 'EMERGENCY' });
  });

  it.each([
    ['recipientAffiliation', null],
    ['nature', null],
    ['consentUnobtainable', null],
    ['consentUnobtainable', false],
  ])('refuses an emergency when %s is %s', async (name, value) => {
    expect(refusalOf(await record({ ...EMERGENCY, [name]: value }))).toEqual(badInputAt(`input.${name}`));
  });

  it('names everything that an emergency lacks at once', async () => {
    const { recipientAffiliation: _, nature: __, consentUnobtainable: ___, ...rest } = EMERGENCY;
    expect(refusalOf(await record(rest))).toEqual(
      badInputAt('input.recipientAffiliation', 'input.nature', 'input.consentUnobtainable'),
    );
  });

  it.each<[string, object, string]>([
    ['an instant that is still to come', { ...COURT, at: '2999-01-01T00:00:00Z' }, 'input.at'],
    ['a blank recipient', { ...COURT, recipient: ' ' }, 'input.recipient'],
    ['something else that nothing describes', { ...COURT, basis: 'OTHER' }, 'input.description'],
    [
      'counseling notes for an audit',
      { ...COURT, basis: 'AUDIT', categories: ['COUNSELING_NOTE'] },
      'input.categories',
    ],
    ['a category twice', { ...COURT, categories: ['CONTACT', 'CONTACT'] }, 'input.categories'],
  ])('refuses %s', async (_case, input, path) => {
    expect(refusalOf(await record(input))).toEqual(badInputAt(path));
    expect((await listedBy(officer)).nodes).toEqual([]);
  });

  it.each([
    ['COURT_ORDER', COURT],
    ['MEDICAL_EMERGENCY', EMERGENCY],
  ])('writes down counseling notes on the basis %s', async (_basis, input) => {
    expect((await recorded({ ...input, categories: ['COUNSELING_NOTE'] })).categories).toEqual(['COUNSELING_NOTE']);
  });

  describe('on a consent', () => {
    it('names the consent that covers it, and its purpose', async () => {
      await aConsentRow({ external_name: 'Another Pharmacy' });
      const consentId = await aConsentRow();
      expect(await recorded({ ...FAX, recipient: ' main street  pharmacy ' })).toMatchObject({
        purpose: 'TREATMENT',
        consent: { id: consentId },
      });
    });

    it('writes down what left before the consent was revoked', async () => {
      const consentId = await aConsentRow({ status: 'REVOKED', revoked_at: '2026-03-03T00:00:00Z' });
      expect((await recorded(FAX)).consent).toEqual({ id: consentId });
    });

    it('writes down counseling notes only on a consent of their own', async () => {
      await aConsentRow();
      const notes = { ...FAX, categories: ['COUNSELING_NOTE'] };
      expect(refusalOf(await record(notes))).toEqual(badInputAt('input.basis'));
      await aConsentRow({ scope: 'COUNSELING_NOTES', categories: ['COUNSELING_NOTE'] });
      expect((await recorded(notes)).categories).toEqual(['COUNSELING_NOTE']);
      expect(refusalOf(await record({ ...FAX, categories: ['COUNSELING_NOTE', 'MEDICATION'] }))).toEqual(
        badInputAt('input.basis'),
      );
    });

    it.each<[string, Record<string, unknown> | undefined]>([
      ['none at all', undefined],
      ['one that names somebody else', { external_name: 'Another Pharmacy' }],
      ['one that does not cover it', { categories: ['IDENTITY'] }],
      ['one that has begun since', { starts_at: '2026-03-03T00:00:00Z' }],
      ['one that was signed since', { signed_at: '2026-03-03T00:00:00Z' }],
      ['one that had expired', { expires_at: '2026-03-01T00:00:00Z' }],
      ['one that had been revoked', { status: 'REVOKED', revoked_at: '2026-03-01T00:00:00Z' }],
      ['one that nobody has answered', { status: 'PROPOSED' }],
    ])('refuses %s', async (_case, values) => {
      if (values) await aConsentRow(values);
      expect(refusalOf(await record(FAX))).toEqual(badInputAt('input.basis'));
      expect((await listedBy(officer)).nodes).toEqual([]);
    });

    it('refuses the consent of another patient', async () => {
      await aConsentRow({ patient_id: uuidOf(await aPatient(app)) });
      expect(refusalOf(await record(FAX))).toEqual(badInputAt('input.basis'));
    });
  });

  it('is for the care team, the director and the privacy officer', async () => {
    for (const caller of [clinician, director, officer]) expect(await recorded(COURT, caller)).toMatchObject(COURT);
    for (const caller of [patient, app.as(Role.ADMINISTRATOR), app.as(Role.INTAKE), app.as(Role.PEER_MENTOR)])
      expect(refusalOf(await record(COURT, caller)).code).toBe('FORBIDDEN');
    const stranger = await app.asClinician(await aClinician(app));
    expect(refusalOf(await record(COURT, stranger)).code).toBe('NOT_FOUND');
    await sendBreakGlass(stranger, { patientId });
    expect(refusalOf(await record(COURT, stranger)).code).toBe('FORBIDDEN');
  });

  it('finds no patient who is absent, of another organization, or denied', async () => {
    for (const absent of [toGlobalId('patient', newId()), await aPatient(app, { organization: app.meadow })])
      expect(refusalOf(await record({ ...COURT, patientId: absent }, officer)).code).toBe('NOT_FOUND');
    await aRestriction(patient, { patientId });
    expect(refusalOf(await record(COURT)).code).toBe('NOT_FOUND');
  });

  it('is done once under an idempotency key, and told again to who wrote it', async () => {
    const input = { input: { patientId, ...COURT } };
    const first = await clinician.send(RECORD, input, { idempotencyKey: 'fax-1' });
    const second = await clinician.send(RECORD, input, { idempotencyKey: 'fax-1' });
    expect(second.text).toBe(first.text);
    expect((await listedBy(officer)).totalCount).toBe(1);
  });
});

describe('Patient.disclosures', () => {
  it('lists the latest first, page by page', async () => {
    const ats = ['2026-01-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z', '2026-02-02T00:00:00.000Z'];
    for (const at of ats) await recorded({ ...COURT, at });
    const sorted = [...ats].sort().reverse();
    const { nodes, pageInfo } = await listedBy(patient, { first: 2 });
    const rest = await listedBy(patient, { first: 2, after: pageInfo.endCursor });
    expect([...nodes, ...rest.nodes].map(({ at }: { at: string }) => at)).toEqual(sorted);
  });

  it('begins with the first instant and stops short of the last', async () => {
    const [first, second, third] = ['2026-01-02T00:00:00.000Z', '2026-02-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z'];
    for (const at of [first, second, third]) await recorded({ ...COURT, at });
    const ats = async (variables: object) =>
      (await listedBy(officer, variables)).nodes.map(({ at }: { at: string }) => at);
    expect(await ats({ from: first, to: third })).toEqual([second, first]);
    expect(await ats({ from: third })).toEqual([third]);
    expect(await ats({ to: first })).toEqual([]);
  });

  it('is for the patient and the privacy officer; others see what they wrote themselves', async () => {
    const { id } = await recorded(COURT, director);
    for (const caller of [patient, officer, director]) expect((await listedBy(caller)).nodes).toMatchObject([{ id }]);
    for (const caller of [clinician, app.as(Role.INTAKE)]) {
      expect((await listedBy(caller)).nodes).toEqual([]);
      expect((await caller.data('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    }
  });
});

describe('the runtime role', () => {
  const asOfficer = async (text: string, values: unknown[]): Promise<unknown> =>
    asAdmin(app.databaseUrl, async (runtime) => {
      await runtime.query('begin');
      await runtime.query(`set local role ${RUNTIME_ROLE}`);
      await runtime.query("select app.enter($1, 'urn:issuer', 'somebody', 'PRIVACY_OFFICER', '{}')", [app.harbor.uuid]);
      try {
        return (await runtime.query(text, values)).rowCount;
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await runtime.query('rollback');
      }
    });
  const INSERT = `insert into disclosure (organization_id, id, patient_id, at, basis, recipient, purpose, categories, consent_id, operation, discloser_id)
    values ($1, gen_random_uuid(), $2, now(), $3, 'Somebody', 'TREATMENT', $4, $5, $6, coalesce($7, current_setting('app.principal')::uuid))`;
  const insert = (
    basis: string,
    categories: string[],
    consentId: string | null = null,
    operation: string | null = null,
    discloser: string | null = null,
  ) =>
    asOfficer(INSERT, [
      app.harbor.uuid,
      uuidOf(patientId),
      basis,
      categories,
      consentId && uuidOf(consentId),
      operation,
      discloser,
    ]);

  it('appends disclosures, and neither changes nor deletes one', async () => {
    const { id } = await recorded(COURT);
    for (const statement of [
      "update disclosure set recipient = 'Nobody' where id = $1",
      'update disclosure set id = id where id = $1',
      'delete from disclosure where id = $1',
    ])
      expect(await asOfficer(statement, [uuidOf(id)])).toBe('42501');
    expect(await asOfficer('truncate disclosure', [])).toBe('42501');
  });

  it('writes down none in the name of somebody else, of the API, or beyond its consent', async () => {
    const consentId = await aConsentRow();
    expect(await insert('COURT_ORDER', ['CARE_PLAN'])).toBe(1);
    expect(await insert('CONSENT', ['MEDICATION'], consentId)).toBe(1);
    expect(await insert('COURT_ORDER', ['CARE_PLAN'], null, null, newId())).toBe('42501');
    expect(await insert('COURT_ORDER', ['CARE_PLAN'], null, 'query')).toBe('42501');
    expect(await insert('COURT_ORDER', ['CARE_PLAN'], consentId)).toBe('42501');
    expect(await insert('CONSENT', ['CARE_PLAN'], consentId)).toBe('42501');
    expect(await insert('CONSENT', ['MEDICATION'], toGlobalId('consent', newId()))).toBe('42501');
  });

  it('changes nothing of a restriction but its end, nor of an emergency access but its review', async () => {
    for (const statement of [
      "update access_restriction set categories = '{CONTACT}'",
      "update access_restriction set reason = 'Any.'",
      'delete from access_restriction',
      'update emergency_access set expires_at = now()',
      "update emergency_access set reason = 'Any.'",
      'delete from emergency_access',
      'select from emergency_attempt',
      'delete from emergency_attempt',
    ])
      expect(await asOfficer(statement, [])).toBe('42501');
  });
});
