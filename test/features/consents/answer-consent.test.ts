import { Role } from '../../../src/access/role';
import { allLinesOf } from '../../access/audit-lines';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import type { CareTeam } from '../../support/factories/care-plans';
import {
  ACKNOWLEDGED,
  aConsentingPatient,
  aProposedConsent,
  type Client,
  type ConsentingPatient,
  hoursAhead,
  letExpire,
  terms,
} from '../../support/factories/consents';
import { badInputAt, refusalOf } from '../../support/refusals';

const PROPOSE = `mutation ($input: GrantConsentInput!) { proposeConsent(input: $input) { __typename
  ... on ProposeConsentPayload { consent { id version status signedAt signedBy signatureMethod } } ... on ConsentIncomplete { missing } } }`;
const ANSWER = `mutation ($input: AnswerConsentInput!) { answerConsent(input: $input) { __typename
  ... on AnswerConsentPayload { consent { version status signedAt signedBy signatureMethod } }
  ... on ConsentIncomplete { missing } ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from to allowed message } } }`;

let app: TestApp;
let team: CareTeam;
let client: Client;
let self: Caller;
let about: ConsentingPatient['about'];

beforeAll(async () => {
  app = await startTestApp();
  ({ team, client, self, about } = await aConsentingPatient(app));
});
afterAll(() => app.stop());

const proposed = (input: object = {}) => aProposedConsent(team.clinician, about(input));
const send = (by: Caller, consentId: string, input: object = {}) =>
  by.send(ANSWER, { input: { consentId, expectedVersion: 1, answer: 'ACCEPT', ...ACKNOWLEDGED, ...input } });
const answered = async (by: Caller, consentId: string, input: object = {}) => {
  const { data, errors } = await send(by, consentId, input);
  expect(errors).toBeUndefined();
  return data.answerConsent;
};

describe('proposing a consent', () => {
  it('prepares it without a signature, and opens nothing', async () => {
    const { result, lines } = await allLinesOf(app, () => team.clinician.data(PROPOSE, { input: terms(about()) }));
    expect(result.proposeConsent.consent).toMatchObject({
      version: 1,
      status: 'PROPOSED',
      signedAt: null,
      signedBy: null,
      signatureMethod: null,
    });
    expect(lines).toMatchObject([{ kind: 'consent.proposed', reason: null }]);
    expect(
      (await client.caller.data('query ($id: ID!) { patient(id: $id) { id } }', { id: team.patientId })).patient,
    ).toBeNull();
  });

  it('asks for everything else that it has to say', async () => {
    const bare = { discloser: null, recipient: {}, categories: [], expiresAt: null };
    const { proposeConsent } = await team.clinician.data(PROPOSE, { input: terms(about(bare)) });
    expect(proposeConsent.missing).toEqual(['discloser', 'recipient', 'categories', 'expiresAt']);
  });

  it('refuses a signature that comes before the answer, and terms that contradict themselves', async () => {
    const signed = { signedAt: hoursAhead(-1), signedBy: 'SELF', signatureMethod: 'ELECTRONIC' };
    const answer = await team.clinician.send(PROPOSE, { input: terms(about(signed)) });
    expect(refusalOf(answer)).toEqual(badInputAt('input.signedAt', 'input.signedBy', 'input.signatureMethod'));
    const ended = await team.clinician.send(PROPOSE, { input: terms(about({ expiresAt: hoursAhead(-1) })) });
    expect(refusalOf(ended)).toEqual(badInputAt('input.expiresAt'));
  });

  it('is for staff who see the patient', async () => {
    expect(refusalOf(await self.send(PROPOSE, { input: terms(about()) })).code).toBe('FORBIDDEN');
    const stranger = await app.asClinician(await aClinician(app));
    expect(refusalOf(await stranger.send(PROPOSE, { input: terms(about()) })).code).toBe('NOT_FOUND');
  });
});

describe('answering a consent', () => {
  it('signs it now, by whom and how the signer says', async () => {
    const consentId = await proposed();
    const { result, lines } = await allLinesOf(app, () => answered(self, consentId));
    expect(result.consent).toMatchObject({
      version: 2,
      status: 'ACTIVE',
      signedBy: 'SELF',
      signatureMethod: 'ELECTRONIC',
    });
    expect(Math.abs(Date.parse(result.consent.signedAt) - Date.now())).toBeLessThan(60_000);
    expect(lines).toMatchObject([{ kind: 'consent.accepted', role: 'PATIENT', reason: null }]);
    expect(
      (await client.caller.data('query ($id: ID!) { patient(id: $id) { status } }', { id: team.patientId })).patient,
    ).toEqual({ status: 'PRE_ADMISSION' });
  });

  it('turns it down without a signature, which is final', async () => {
    const consentId = await proposed();
    const none = { answer: 'DECLINE', signedBy: null, signatureMethod: null, acknowledgesRightToRevoke: null };
    expect((await answered(self, consentId, none)).consent).toMatchObject({
      status: 'REJECTED',
      signedAt: null,
      signedBy: null,
    });
    const again = await answered(self, consentId, { expectedVersion: 2 });
    expect(again).toMatchObject({ __typename: 'TransitionNotAllowed', from: 'REJECTED', to: 'ACTIVE', allowed: [] });
  });

  it('is recorded by staff, on paper and for who may sign', async () => {
    const word = { signedBy: 'PARENT_OR_GUARDIAN', signatureMethod: 'HANDWRITTEN' };
    const consentId = await proposed();
    expect((await answered(team.clinician, consentId, word)).missing).toEqual(['authority']);
    const { consent } = await answered(team.clinician, consentId, { ...word, authority: 'Mother' });
    expect(consent).toMatchObject({ status: 'ACTIVE', ...word });
    expect(refusalOf(await send(self, await proposed(), { ...word, authority: 'Mother' }))).toEqual(
      badInputAt('input.signedBy'),
    );
  });

  it.each(Object.keys(ACKNOWLEDGED))('names what is missing: %s', async (element) => {
    expect((await answered(self, await proposed(), { [element]: null })).missing).toEqual([element]);
  });

  it('does not ask again for what the form said when it was prepared', async () => {
    const { signedBy, signatureMethod, ...said } = ACKNOWLEDGED;
    const consentId = await proposed(said);
    const { answerConsent } = await self.data(ANSWER, {
      input: { consentId, expectedVersion: 1, answer: 'ACCEPT', signedBy, signatureMethod },
    });
    expect(answerConsent.__typename).toBe('AnswerConsentPayload');
  });

  it('comes too late once its end has passed', async () => {
    const consentId = await proposed();
    await letExpire(app, consentId);
    expect(await answered(self, consentId)).toMatchObject({
      from: 'PROPOSED',
      to: 'ACTIVE',
      allowed: ['REJECTED'],
      message: 'The day on which it was to end has passed. Please prepare it anew.',
    });
    expect((await answered(self, consentId, { answer: 'DECLINE' })).consent.status).toBe('REJECTED');
  });

  it('lets one of two answers at the same moment win', async () => {
    const consentId = await proposed();
    const names = (
      await Promise.all([answered(self, consentId), answered(self, consentId, { answer: 'DECLINE' })])
    ).map(({ __typename }) => __typename);
    expect(names.sort()).toEqual(['AnswerConsentPayload', 'VersionConflict']);
  });

  it('and a revocation at the same moment leave a consent that was signed, then revoked, or signed alone', async () => {
    const consentId = await proposed();
    const revoke = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename ... on TransitionNotAllowed { from } } }`;
    const [signed, { revokeConsent }] = await Promise.all([
      answered(self, consentId),
      team.clinician.data(revoke, { input: { consentId } }),
    ]);
    expect(signed.__typename).toBe('AnswerConsentPayload');
    const { node } = await self.data('query ($id: ID!) { node(id: $id) { ... on Consent { status } } }', {
      id: consentId,
    });
    const wasRevoked = revokeConsent.__typename === 'RevokeConsentPayload';
    expect(node.status).toBe(wasRevoked ? 'REVOKED' : 'ACTIVE');
    if (!wasRevoked) expect(revokeConsent.from).toBe('PROPOSED');
  });

  it('finds nothing for who does not see the patient, the recipient included', async () => {
    const consentId = await proposed();
    expect(refusalOf(await send(await app.asClinician(await aClinician(app)), consentId)).code).toBe('NOT_FOUND');
    expect(refusalOf(await send(app.as(Role.PROGRAM_DIRECTOR, { organization: app.meadow }), consentId)).code).toBe(
      'NOT_FOUND',
    );
    expect(refusalOf(await send(client.caller, consentId)).code).toBe('FORBIDDEN');
    expect((await client.caller.data('query ($id: ID!) { node(id: $id) { id } }', { id: consentId })).node).toBeNull();
  });
});
