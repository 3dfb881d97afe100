import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Answer, type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCarePlan, aCareTeam, aCbtActivity, aMatActivity } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { aMentor } from '../../support/factories/peers';
import { ALL_CATEGORIES, aRestriction, sendBreakGlass, sendRestriction } from '../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const SEES = 'query ($id: ID!) { patient(id: $id) { id identity { fullName } contactPoints { value } status } }';
const LIST = 'query ($id: ID!) { patient(id: $id) { restrictions { id until holder { __typename } } } }';
const LIFT =
  'mutation ($input: LiftRestrictionInput!) { liftRestriction(input: $input) { accessRestriction { id until reason } } }';

let app: TestApp;
let director: Caller;
let officer: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  officer = app.as(Role.PRIVACY_OFFICER);
});
afterAll(() => app.stop());

const seenBy = async (caller: Caller, id: string) => (await caller.data(SEES, { id })).patient;
const lift = (caller: Caller, restrictionId: string) => caller.send(LIFT, { input: { restrictionId } });
const listedBy = async (caller: Caller, id: string): Promise<string[] | null> => {
  const { restrictions } = (await caller.data(LIST, { id })).patient;
  return restrictions?.map((restriction: { id: string }) => restriction.id) ?? null;
};

/** A patient with a login, and a clinician who treats them. */
async function aTreatedPatient() {
  const team = await aCareTeam(app);
  return { ...team, patient: await app.asHolder(Role.PATIENT, team.patientId) };
}

describe('restrictAccess', () => {
  it('keeps one clinician out from now on, and nobody else', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const { result, lines } = await allLinesOf(app, () => aRestriction(patient, { patientId, clinicianId }));
    expect(result).toMatchObject({
      until: null,
      categories: ALL_CATEGORIES,
      holder: { __typename: 'Clinician', id: clinicianId },
    });
    expect(lines.map(({ kind, patient_id }) => [kind, patient_id])).toEqual([['access.restricted', uuidOf(patientId)]]);
    expect(await seenBy(clinician, patientId)).toBeNull();
    for (const caller of [patient, director, officer]) expect(await seenBy(caller, patientId)).not.toBeNull();
  });

  it('answers who is denied everything as if there were no such patient, byte for byte', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const carePlanId = await aCarePlan(app, { by: clinician, patientId, status: 'ACTIVE' });
    await aRestriction(patient, { patientId, clinicianId });
    const [absent, absentPlan] = [toGlobalId('patient', newId()), toGlobalId('care_plan', newId())];
    const operations: [string, (patientId: string, planId: string) => object][] = [
      [SEES, (id) => ({ id })],
      ['query ($id: ID!) { node(id: $id) { id } }', (id) => ({ id })],
      ['query ($id: ID!) { carePlan(id: $id) { id } }', (_, id) => ({ id })],
      [
        'mutation ($input: DraftCarePlanInput!) { draftCarePlan(input: $input) { carePlan { id } } }',
        (id) => ({ input: { patientId: id, title: 'Plan' } }),
      ],
      [
        'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename } }',
        (id) => ({ input: { patientId: id, clinicianId, duty: 'any' } }),
      ],
      [
        'mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { accessRestriction { id } } }',
        (id) => ({ input: { patientId: id, categories: ['MEDICATION'], reason: 'Any.' } }),
      ],
      [
        'mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { emergencyAccess { id } } }',
        (id) => ({ input: { patientId: id, reason: 'An emergency.' } }),
      ],
    ];
    const told = ({ status, text, headers }: Answer) => ({ status, text, length: headers['content-length'] });
    for (const [document, variables] of operations)
      expect(told(await clinician.send(document, variables(patientId, carePlanId)))).toEqual(
        told(await clinician.send(document, variables(absent, absentPlan))),
      );
    const { viewer, patients, carePlans } = await clinician.data(
      '{ viewer { clinician { caseload { totalCount nodes { id } } } } patients { totalCount } carePlans { totalCount } }',
    );
    expect([viewer.clinician.caseload, patients, carePlans]).toEqual([
      { totalCount: 0, nodes: [] },
      { totalCount: 0 },
      { totalCount: 0 },
    ]);
  });

  it('denies a single category, and whatever hangs on it', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const plan = await aCarePlan(app, { by: clinician, patientId, status: 'ACTIVE' });
    const [cbt] = [await aCbtActivity(clinician, plan), await aMatActivity(clinician, plan)];
    await aRestriction(patient, { patientId, clinicianId, categories: ['MEDICATION'] });
    const data = await clinician.data(
      'query ($id: ID!, $p: ID!) { carePlan(id: $id) { activities { id } } patient(id: $p) { safetyFacts { id } status } }',
      { id: plan, p: patientId },
    );
    expect(data).toEqual({
      carePlan: { activities: [{ id: cbt }] },
      patient: { safetyFacts: null, status: 'ACTIVE' },
    });
  });

  it('beats roles that see every patient, record systems and consents, when it names nobody', async () => {
    const { patient, patientId, clinician } = await aTreatedPatient();
    const ehr = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/CarePlan.rs']);
    const { id, caller: partner } = await aClient(app);
    await aConsent(patient, { patientId, recipient: { partnerAppId: id }, categories: ['IDENTITY', 'CARE_PLAN'] });
    const others = [clinician, director, officer, app.as(Role.INTAKE), ehr, partner];
    for (const caller of others) expect(await seenBy(caller, patientId)).toMatchObject({ id: patientId });
    const restriction = await aRestriction(patient, { patientId });
    expect(restriction.holder).toBeNull();
    for (const caller of others) expect(await seenBy(caller, patientId)).toBeNull();
    expect(await seenBy(patient, patientId)).toMatchObject({ id: patientId });
    await lift(patient, restriction.id);
    for (const caller of others) expect(await seenBy(caller, patientId)).toMatchObject({ id: patientId });
  });

  it('lets the front desk register nobody again by the identifier of somebody who is hidden, and say no more', async () => {
    const identifier = { system: 'urn:example:mrn', value: newId() };
    const patientId = await aPatient(app, { identifier });
    await aRestriction(await app.asHolder(Role.PATIENT, patientId), { patientId });
    const answer = await app
      .as(Role.INTAKE)
      .send('mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { created patient { id } } }', {
        input: { givenName: 'Robin', familyName: 'Example', birthDate: '1985-05-05', identifier },
      });
    expect(refusalOf(answer).code).toBe('CONFLICT');
    expect(answer.data).toBeNull();
  });

  it('keeps a client out whatever its agreement says, and leaves the others', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const scopes = ['system/Patient.rs', 'system/CarePlan.rs'];
    const [ehr, other] = [await app.asClient(Role.EHR_SYSTEM, scopes), await app.asClient(Role.EHR_SYSTEM, scopes)];
    const { partnerApps } = await app
      .as(Role.ADMINISTRATOR)
      .data('{ partnerApps(first: 100) { nodes { id clientId } } }');
    const named = partnerApps.nodes.find(({ clientId }: { clientId: string }) => clientId === ehr.subject);
    const { holder } = await aRestriction(patient, { patientId, partnerAppId: named.id, categories: ['IDENTITY'] });
    expect(holder).toEqual({ __typename: 'PartnerApp', id: named.id });
    expect((await seenBy(ehr, patientId)).identity).toBeNull();
    expect((await seenBy(other, patientId)).identity).not.toBeNull();
  });

  it('can name a mentor', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const peerMentorId = await aMentor(app);
    expect((await aRestriction(patient, { patientId, peerMentorId })).holder).toEqual({
      __typename: 'PeerMentor',
      id: peerMentorId,
    });
  });

  it('is stronger than breaking the glass, whichever came first', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const clinicianId = await aClinician(app);
    const clinician = await app.asClinician(clinicianId);
    expect((await sendBreakGlass(clinician, { patientId })).errors).toBeUndefined();
    expect(await seenBy(clinician, patientId)).not.toBeNull();
    await aRestriction(patient, { patientId, clinicianId });
    expect(await seenBy(clinician, patientId)).toBeNull();
    expect(refusalOf(await sendBreakGlass(clinician, { patientId })).code).toBe('NOT_FOUND');
  });

  it('lets a clinician keep themselves out, and answers them for the last time', async () => {
    const { patientId, clinician, clinicianId } = await aTreatedPatient();
    const restriction = await aRestriction(clinician, { patientId, clinicianId });
    expect(restriction.holder).toEqual({ __typename: 'Clinician', id: clinicianId });
    expect(await seenBy(clinician, patientId)).toBeNull();
    expect(refusalOf(await lift(clinician, restriction.id)).code).toBe('NOT_FOUND');
  });

  it('ends by itself at the instant it names', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const until = new Date(Date.now() + 1000).toISOString();
    expect((await aRestriction(patient, { patientId, clinicianId, until })).until).toBe(until);
    expect(await seenBy(clinician, patientId)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await seenBy(clinician, patientId)).not.toBeNull();
    expect(await listedBy(patient, patientId)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['two holders', { both: true }, 'input.clinicianId'],
    ['an end in the past', { until: '2026-01-01T00:00:00Z' }, 'input.until'],
    ['no category', { categories: [] }, 'input.categories'],
    ['a category twice', { categories: ['CONTACT', 'CONTACT'] }, 'input.categories'],
    ['a blank reason', { reason: ' ' }, 'input.reason'],
    ['an id of another kind', { clinicianId: 'patient_0198c2a47d3e7b118c550242ac120002' }, 'input.clinicianId'],
  ])('refuses %s', async (_case, { both, ...input }: { both?: boolean }, path) => {
    const { patient, patientId, clinicianId } = await aTreatedPatient();
    const holders = both ? { clinicianId, peerMentorId: await aMentor(app) } : {};
    expect(refusalOf(await sendRestriction(patient, { patientId, ...holders, ...input }))).toEqual(badInputAt(path));
    expect(await listedBy(patient, patientId)).toEqual([]);
  });

  it('does not find a holder who is absent, or of another organization', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const holders = [
      { clinicianId: toGlobalId('clinician', newId()) },
      { clinicianId: await aClinician(app, { organization: app.meadow }) },
      { peerMentorId: toGlobalId('peer_mentor', newId()) },
      { partnerAppId: toGlobalId('partner_app', newId()) },
    ];
    for (const holder of holders)
      expect(refusalOf(await sendRestriction(patient, { patientId, ...holder })).code).toBe('NOT_FOUND');
  });
});

describe('liftRestriction', () => {
  it('ends a restriction now and keeps it; asked again, it is answered with as it is', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const { id } = await aRestriction(patient, { patientId, clinicianId });
    const { result, lines } = await allLinesOf(app, () => lift(patient, id));
    expect(lines.map(({ kind }) => kind)).toEqual(['access.restriction-lifted']);
    expect(await seenBy(clinician, patientId)).not.toBeNull();
    expect(await listedBy(patient, patientId)).toEqual([]);
    const again = await lift(officer, id);
    expect(again.data).toEqual(result.data);
    const { node } = await officer.data(
      'query ($id: ID!) { node(id: $id) { ... on AccessRestriction { reason until } } }',
      { id },
    );
    expect(node).toEqual({
      reason: 'They know each other.',
      until: result.data.liftRestriction.accessRestriction.until,
    });
  });

  it('ends it once when several lift it at the same moment', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const { id } = await aRestriction(patient, { patientId, categories: ['CONTACT'] });
    const { result, lines } = await allLinesOf(app, () =>
      Promise.all(Array.from({ length: 5 }, () => lift(patient, id))),
    );
    expect(new Set(result.map(({ text }) => text)).size).toBe(1);
    expect(lines).toHaveLength(1);
  });

  it('leaves another restriction of the same person in force', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const [first, second] = [
      await aRestriction(patient, { patientId, clinicianId }),
      await aRestriction(patient, { patientId, clinicianId }),
    ];
    await lift(patient, first.id);
    expect(await seenBy(clinician, patientId)).toBeNull();
    await lift(patient, second.id);
    expect(await seenBy(clinician, patientId)).not.toBeNull();
  });

  it('finds none that is absent or of another organization', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const { id } = await aRestriction(patient, { patientId, categories: ['CONTACT'] });
    const elsewhere = app.as(Role.PRIVACY_OFFICER, { organization: app.meadow });
    for (const [caller, restrictionId] of [
      [officer, toGlobalId('access_restriction', newId())],
      [elsewhere, id],
      [(await aTreatedPatient()).patient, id],
      [(await aTreatedPatient()).clinician, id],
    ] as const)
      expect(refusalOf(await lift(caller, restrictionId)).code).toBe('NOT_FOUND');
  });
});

describe('who knows of a restriction, and sets one', () => {
  it('the patient, the care team, the director and the privacy officer; not whom it keeps out', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const others = [patient, director, officer];
    for (const caller of [...others, clinician]) expect(await listedBy(caller, patientId)).toEqual([]);
    const { id } = await aRestriction(patient, { patientId, clinicianId, categories: ['MEDICATION'] });
    for (const caller of others) expect(await listedBy(caller, patientId)).toEqual([id]);
    expect(await listedBy(clinician, patientId)).toEqual([]);
    expect((await clinician.data('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    for (const caller of [app.as(Role.INTAKE), await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs'])])
      expect(await listedBy(caller, patientId)).toBeNull();
  });

  it('staff may set and lift it for the patient', async () => {
    const { patientId, clinician } = await aTreatedPatient();
    const clinicianId = await aClinician(app);
    for (const caller of [clinician, director, officer]) {
      const { id } = await aRestriction(caller, { patientId, clinicianId, categories: ['GROUP_PARTICIPATION'] });
      expect((await lift(caller, id)).errors).toBeUndefined();
    }
  });

  it('several that together deny every category deny the patient, as one does', async () => {
    const { patient, patientId, clinician, clinicianId } = await aTreatedPatient();
    const rest = ALL_CATEGORIES.filter((category) => category !== 'CONTACT' && category !== 'IDENTITY');
    await aRestriction(patient, { patientId, clinicianId, categories: rest });
    expect(await seenBy(clinician, patientId)).toMatchObject({ id: patientId });
    await aRestriction(patient, { patientId, clinicianId, categories: ['CONTACT', 'IDENTITY'] });
    expect(await seenBy(clinician, patientId)).toBeNull();
  });

  it('what keeps everybody out, is lifted by nobody whom it keeps out: only by the patient or the privacy officer', async () => {
    const { patient, patientId, clinician } = await aTreatedPatient();
    const { id } = await aRestriction(patient, { patientId, categories: ['CARE_PLAN'] });
    for (const caller of [clinician, director]) expect(refusalOf(await lift(caller, id)).code).toBe('FORBIDDEN');
    expect((await lift(officer, id)).errors).toBeUndefined();
    const again = await aRestriction(patient, { patientId, categories: ['CARE_PLAN'] });
    expect((await lift(patient, again.id)).errors).toBeUndefined();
  });

  it('not whoever broke the glass', async () => {
    const { patient, patientId } = await aTreatedPatient();
    const clinician = await app.asClinician(await aClinician(app));
    await sendBreakGlass(clinician, { patientId });
    expect(await listedBy(clinician, patientId)).toBeNull();
    expect(refusalOf(await sendRestriction(clinician, { patientId })).code).toBe('FORBIDDEN');
    const { id } = await aRestriction(patient, { patientId, categories: ['CONTACT'] });
    expect(refusalOf(await lift(clinician, id)).code).toBe('NOT_FOUND');
  });

  it('nobody of what is absent, of another organization, or of another patient or team', async () => {
    const { patient, clinician } = await aTreatedPatient();
    const foreign = await aPatient(app, { organization: app.meadow });
    for (const patientId of [toGlobalId('patient', newId()), foreign])
      for (const caller of [patient, clinician, director])
        expect(refusalOf(await sendRestriction(caller, { patientId })).code).toBe('NOT_FOUND');
    const other = await aPatient(app);
    for (const caller of [patient, clinician])
      expect(refusalOf(await sendRestriction(caller, { patientId: other })).code).toBe('NOT_FOUND');
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PEER_MENTOR])('not %s', async (role) => {
    const { patient, patientId } = await aTreatedPatient();
    const { id } = await aRestriction(patient, { patientId, categories: ['CONTACT'] });
    expect(refusalOf(await sendRestriction(app.as(role), { patientId })).code).toBe('FORBIDDEN');
    expect(refusalOf(await lift(app.as(role), id)).code).toBe('FORBIDDEN');
  });
});
