import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import { type Answer, type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician, aPatient } from '../../support/factories';
import { aCareTeam, type CareTeam } from '../../support/factories/care-plans';
import {
  aClient,
  aConsentingPatient,
  type Client,
  type ConsentingPatient,
  hoursAhead,
  signedTerms,
} from '../../support/factories/consents';
import { aMentor } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { __typename
  ... on GrantConsentPayload { consent { id version status scope discloser categories purpose purposeText startsAt expiresAt expiryEvent
    signedAt signedBy signatureMethod revokedAt revokedReason patient { id } supersededBy { id }
    recipient { __typename ... on PartnerApp { id name } ... on PeerMentor { id displayName acceptingMentees } ... on ExternalRecipient { name isClass address } } } }
  ... on ConsentIncomplete { message missing } } }`;

let app: TestApp;
let team: CareTeam;
let client: Client;
let mentorId: string;
let self: Caller;
let about: ConsentingPatient['about'];

beforeAll(async () => {
  app = await startTestApp();
  ({ team, client, self, about } = await aConsentingPatient(app));
  mentorId = await aMentor(app);
});
afterAll(() => app.stop());

const send = (by: Caller, input: object = {}): Promise<Answer> =>
  by.send(GRANT, { input: signedTerms(about({ ...input })) });
const granted = async (by: Caller, input: object = {}) => {
  const { data, errors } = await send(by, input);
  expect(errors).toBeUndefined();
  return data.grantConsent;
};
const missing = async (input: object) => (await granted(team.clinician, input)).missing;
/** How many consents there are, so that a refusal can be seen to have written nothing. */
const count = async (): Promise<number> => {
  const ask = 'query ($id: ID!) { patient(id: $id) { consents { totalCount } } }';
  return (await team.clinician.data(ask, { id: team.patientId })).patient.consents.totalCount;
};

describe('granting a consent', () => {
  it('records what was signed, word by word', async () => {
    const expiresAt = hoursAhead(48);
    const { consent } = await granted(team.clinician, {
      expiresAt,
      expiryEvent: 'The end of this plan',
      authority: null,
    });
    expect(consent).toMatchObject({
      version: 1,
      status: 'ACTIVE',
      scope: 'NAMED_DISCLOSURE',
      discloser: 'Harbor Recovery',
      categories: ['CARE_PLAN'],
      purpose: 'CARE_COORDINATION',
      purposeText: 'So that those who care for the patient work as one',
      expiresAt,
      expiryEvent: 'The end of this plan',
      signedBy: 'SELF',
      signatureMethod: 'ELECTRONIC',
      revokedAt: null,
      revokedReason: null,
      supersededBy: null,
      patient: { id: team.patientId },
      recipient: { __typename: 'PartnerApp', id: client.id },
    });
    expect(Date.parse(consent.signedAt)).toBeLessThanOrEqual(Date.now());
  });

  it.each<[string, () => Caller]>([
    ['the patient', () => self],
    ['a clinician of the care team', () => team.clinician],
    ['the director', () => app.as(Role.PROGRAM_DIRECTOR)],
    ['the privacy officer', () => app.as(Role.PRIVACY_OFFICER)],
  ])('is for %s', async (_who, caller) => {
    expect((await granted(caller())).__typename).toBe('GrantConsentPayload');
  });

  it('can name a mentor, and somebody outside', async () => {
    const toMentor = await granted(self, { scope: 'PEER_SHARING', recipient: { peerMentorId: mentorId } });
    expect(toMentor.consent.recipient).toMatchObject({
      __typename: 'PeerMentor',
      id: mentorId,
      acceptingMentees: true,
    });
    const outside = { externalName: 'Dr. Example', externalAddress: '1 Example Street' };
    expect((await granted(self, { recipient: outside })).consent.recipient).toEqual({
      __typename: 'ExternalRecipient',
      name: 'Dr. Example',
      isClass: false,
      address: '1 Example Street',
    });
  });

  it('can name a class of recipients, and no end, for treatment, payment and operations', async () => {
    const { consent } = await granted(self, {
      scope: 'TREATMENT_PAYMENT_OPERATIONS',
      purpose: 'TREATMENT',
      recipient: { externalName: 'My treating providers, health plans and third-party payers', externalIsClass: true },
      expiresAt: null,
    });
    expect(consent).toMatchObject({ expiresAt: null, expiryEvent: null, recipient: { isClass: true, address: null } });
  });

  it('writes one line to the audit log, with no health facts in it', async () => {
    const { result, lines } = await allLinesOf(app, () => granted(self, { purposeText: 'For my sister' }));
    expect(lines).toMatchObject([{ kind: 'consent.granted', subject_type: 'consent', role: 'PATIENT', reason: null }]);
    expect(lines[0]?.patient_id).not.toBeNull();
    expect(result.consent.purposeText).toBe('For my sister');
  });

  it('takes the clock of the caller to be a little ahead, and signs nothing in the future', async () => {
    const { consent } = await granted(self, { signedAt: hoursAhead(0.05) });
    expect(Date.parse(consent.signedAt)).toBeLessThanOrEqual(Date.now());
  });
});

describe('a consent that lacks an element of 42 CFR 2.31(a)', () => {
  it.each<[string, object]>([
    ['discloser', { discloser: null }],
    ['recipient', { recipient: {} }],
    ['categories', { categories: [] }],
    ['expiresAt', { expiresAt: null }],
    ['signedAt', { signedAt: null }],
    ['signedBy', { signedBy: null }],
    ['signatureMethod', { signatureMethod: null }],
    ['authority', { signedBy: 'PARENT_OR_GUARDIAN' }],
    ['acknowledgesRightToRevoke', { acknowledgesRightToRevoke: null }],
    ['acknowledgesRedisclosure', { acknowledgesRedisclosure: false }],
    ['acknowledgesConsequencesOfRefusal', { acknowledgesConsequencesOfRefusal: null }],
  ])('is told: %s', async (element, input) => {
    const before = await count();
    expect(await missing(input)).toEqual([element]);
    expect(await count()).toBe(before);
  });

  it('is told of all of them at once', async () => {
    const bare = {
      patientId: team.patientId,
      scope: 'NAMED_DISCLOSURE',
      recipient: {},
      categories: [],
      purpose: 'PAYMENT',
    };
    const { grantConsent } = await team.clinician.data(GRANT, { input: bare });
    expect(grantConsent).toEqual({
      __typename: 'ConsentIncomplete',
      message: 'This consent is not complete yet. Please fill in what is missing.',
      missing: [
        'discloser',
        'recipient',
        'categories',
        'expiresAt',
        'signedAt',
        'signedBy',
        'signatureMethod',
        'acknowledgesRightToRevoke',
        'acknowledgesRedisclosure',
        'acknowledgesConsequencesOfRefusal',
      ],
    });
  });

  it('may end upon an event instead of a day', async () => {
    expect(await missing({ expiresAt: null, expiryEvent: 'The end of treatment' })).toBeUndefined();
  });
});

describe('a consent that contradicts itself', () => {
  it.each<[string, object, string]>([
    ['two recipients', { recipient: { partnerAppId: 'APP', peerMentorId: 'MENTOR' } }, 'recipient'],
    [
      'a class outside treatment, payment and operations',
      { recipient: { externalName: 'All payers', externalIsClass: true } },
      'recipient.externalIsClass',
    ],
    ['a client as a class', { recipient: { partnerAppId: 'APP', externalIsClass: true } }, 'recipient.externalIsClass'],
    [
      'a client with an address',
      { recipient: { partnerAppId: 'APP', externalAddress: '1 Example Street' } },
      'recipient.externalAddress',
    ],
    ['peer sharing without a mentor', { scope: 'PEER_SHARING' }, 'recipient.peerMentorId'],
    [
      'counseling notes beside others',
      { categories: ['CARE_PLAN', 'COUNSELING_NOTE'], scope: 'COUNSELING_NOTES' },
      'categories',
    ],
    ['counseling notes in another scope', { categories: ['COUNSELING_NOTE'] }, 'scope'],
    ['another category in the scope of notes', { scope: 'COUNSELING_NOTES' }, 'categories'],
    [
      'another purpose in the scope of treatment, payment and operations',
      { scope: 'TREATMENT_PAYMENT_OPERATIONS', purpose: 'PEER_SUPPORT' },
      'purpose',
    ],
    ['an end that has passed', { expiresAt: hoursAhead(-1) }, 'expiresAt'],
    ['an end before its beginning', { startsAt: hoursAhead(3), expiresAt: hoursAhead(2) }, 'expiresAt'],
    ['a signature in the future', { signedAt: hoursAhead(1) }, 'signedAt'],
  ])('is refused by the name of the field: %s', async (_case, input, field) => {
    const ids = JSON.parse(JSON.stringify(input).replace('APP', client.id).replace('MENTOR', mentorId));
    const before = await count();
    const answer = await send(team.clinician, ids);
    expect(refusalOf(answer)).toEqual(badInputAt(`input.${field}`));
    expect(answer.text).not.toContain(client.id);
    expect(await count()).toBe(before);
  });

  it('holds counseling notes alone, in a consent of their own', async () => {
    expect((await granted(self, { scope: 'COUNSELING_NOTES', categories: ['COUNSELING_NOTE'] })).__typename).toBe(
      'GrantConsentPayload',
    );
  });

  it('is signed by the patient where the patient signs', async () => {
    const answer = await send(self, { signedBy: 'REPRESENTATIVE', authority: 'Power of attorney' });
    expect(refusalOf(answer)).toEqual(badInputAt('input.signedBy'));
    expect(
      (await granted(team.clinician, { signedBy: 'REPRESENTATIVE', authority: 'Power of attorney' })).consent.signedBy,
    ).toBe('REPRESENTATIVE');
  });
});

describe('who may not grant a consent', () => {
  it.each<[string, () => Promise<Caller> | Caller]>([
    ['the front desk', () => app.as(Role.INTAKE)],
    ['the administrator', () => app.as(Role.ADMINISTRATOR)],
    ['a mentor', () => app.asHolder(Role.PEER_MENTOR, mentorId)],
    ['the client that it names', () => client.caller],
    [
      'a record system of the program',
      () => app.asClient(Role.EHR_SYSTEM, ['system/Patient.cruds', 'system/CarePlan.cruds']),
    ],
  ])('%s is turned away at the door', async (_who, caller) => {
    expect(refusalOf(await send(await caller())).code).toBe('FORBIDDEN');
  });

  it('whoever does not see the patient is told the same as of nobody', async () => {
    const absent = toGlobalId('patient', newId());
    const former = await aClinician(app);
    const strangers = [
      await app.asClinician(former),
      (await aCareTeam(app, app.meadow)).clinician,
      app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow }),
      await app.asHolder(Role.PATIENT, await aPatient(app)),
    ];
    for (const stranger of strangers) {
      const answer = await send(stranger);
      expect(refusalOf(answer).code).toBe('NOT_FOUND');
      expect(answer.text).toBe((await send(stranger, { patientId: absent })).text);
    }
  });

  it('whoever left the care team is told nothing', async () => {
    const { patientId, clinician, clinicianId } = await aCareTeam(app);
    const leave = await seatOf(patientId, clinicianId);
    await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }', {
        input: { careTeamMemberId: leave },
      });
    expect(refusalOf(await send(clinician, { patientId })).code).toBe('NOT_FOUND');
  });

  const seatOf = async (patientId: string, clinicianId: string): Promise<string> => {
    const { patient } = await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('query ($id: ID!) { patient(id: $id) { careTeam { id clinician { id } } } }', { id: patientId });
    return patient.careTeam.find((seat: { clinician: { id: string } }) => seat.clinician.id === clinicianId).id;
  };

  it('whoever looks past the care team in an emergency sees the patient, and records nothing', async () => {
    const clinicianId = await aClinician(app);
    await asAdmin(app.databaseUrl, (admin) =>
      admin.query(
        `insert into emergency_access (organization_id, id, patient_id, clinician_id, reason, granted_at, expires_at)
         values ($1, gen_random_uuid(), $2, $3, 'Found unconscious', now(), now() + interval '60 minutes')`,
        [app.harbor.uuid, uuidOf(team.patientId), uuidOf(clinicianId)],
      ),
    );
    const answer = await send(await app.asClinician(clinicianId));
    expect([refusalOf(answer).code, answer.errors?.[0]?.message]).toEqual([
      'FORBIDDEN',
      'Only a clinician of the care team may record what the patient consents to.',
    ]);
  });

  it('nobody names a recipient whom they do not see, or who was suspended', async () => {
    const elsewhere = await aClient(app, { organization: app.meadow });
    const suspended = await aClient(app);
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: SuspendPartnerAppInput!) { suspendPartnerApp(input: $input) { __typename } }', {
        input: { partnerAppId: suspended.id, expectedVersion: 1 },
      });
    const [one, other] = [elsewhere, suspended].map(({ id }) => send(self, { recipient: { partnerAppId: id } }));
    expect(refusalOf((await one) as Answer).code).toBe('NOT_FOUND');
    expect(((await one) as Answer).text).toBe(((await other) as Answer).text);
    const foreign = await aMentor(app, { organization: app.meadow });
    expect(refusalOf(await send(self, { recipient: { peerMentorId: foreign } })).code).toBe('NOT_FOUND');
  });

  it('lists to patients and clinicians whom a consent can name', async () => {
    for (const caller of [self, team.clinician]) {
      const { partnerApps } = await caller.data('{ partnerApps(first: 100) { nodes { id name } } }');
      expect(partnerApps.nodes.map(({ id }: { id: string }) => id)).toContain(client.id);
    }
  });
});

it('is recorded once under an idempotency key', async () => {
  const input = signedTerms({ patientId: team.patientId, recipient: { partnerAppId: client.id } });
  const [one, two] = await Promise.all([1, 2].map(() => self.send(GRANT, { input }, { idempotencyKey: 'grant-once' })));
  expect(one?.data.grantConsent.consent.id).toBe(two?.data.grantConsent.consent.id);
});
