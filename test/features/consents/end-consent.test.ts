import { Role } from '../../../src/access/role';
import { RUNTIME_ROLE } from '../../../src/platform/database/roles';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { allLinesOf } from '../../access/audit-lines';
import type { Caller } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician } from '../../support/factories';
import { aCareTeam } from '../../support/factories/care-plans';
import { aConsent, aProposedConsent, hoursAhead, letExpire } from '../../support/factories/consents';
import { aMentor } from '../../support/factories/peers';
import { refusalOf } from '../../support/refusals';
import { uuidOf } from '../../support/uuid-of';
import { forEachTest } from './for-each-test';

const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename
  ... on RevokeConsentPayload { consent { version status revokedAt revokedReason } } ... on TransitionNotAllowed { from to allowed } } }`;
const EXPIRE = `mutation ($input: ExpireConsentInput!) { expireConsent(input: $input) { __typename
  ... on ExpireConsentPayload { consent { version status expiredReason revokedAt } } ... on TransitionNotAllowed { from to allowed message } } }`;
const SEEN = 'query ($id: ID!) { patient(id: $id) { id } }';

const scene = forEachTest();

const granted = (input: object = {}) => aConsent(scene.team.clinician, scene.about(input));
const revoke = async (by: Caller, consentId: string, reason?: string) =>
  (await by.data(REVOKE, { input: { consentId, reason } })).revokeConsent;
const expire = async (by: Caller, consentId: string, reason?: string) =>
  (await by.data(EXPIRE, { input: { consentId, reason } })).expireConsent;
const isSeen = async () => (await scene.client.caller.data(SEEN, { id: scene.team.patientId })).patient !== null;

describe('revoking a consent', () => {
  it('needs no reason, and ends at once what was seen by it', async () => {
    const consentId = await granted();
    expect(await isSeen()).toBe(true);
    const { result, lines } = await allLinesOf(scene.app, () => revoke(scene.self, consentId));
    expect(result.consent).toMatchObject({
      version: 2,
      status: 'REVOKED',
      revokedAt: expect.any(String),
      revokedReason: null,
    });
    expect(lines).toMatchObject([{ kind: 'consent.revoked', role: 'PATIENT', reason: null }]);
    expect(await isSeen()).toBe(false);
  });

  it('keeps a reason in the record, and out of the audit log', async () => {
    const consentId = await granted();
    const { result, lines } = await allLinesOf(scene.app, () =>
      revoke(scene.team.clinician, consentId, 'Changed my mind'),
    );
    expect(result.consent.revokedReason).toBe('Changed my mind');
    expect(lines).toMatchObject([{ kind: 'consent.revoked', role: 'CLINICIAN', reason: null }]);
  });

  it('is possible before it has begun', async () => {
    const consentId = await granted({ startsAt: hoursAhead(1) });
    expect((await revoke(scene.self, consentId)).consent.status).toBe('REVOKED');
  });

  it('is no step from a consent that was not signed, or that has ended', async () => {
    const open = await aProposedConsent(scene.team.clinician, scene.about());
    expect(await revoke(scene.self, open)).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'PROPOSED',
      to: 'REVOKED',
      allowed: ['ACTIVE', 'REJECTED'],
    });
    const over = await granted();
    await letExpire(scene.app, over);
    expect(await revoke(scene.self, over)).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'EXPIRED',
      to: 'REVOKED',
      allowed: [],
    });
    const gone = await granted();
    await revoke(scene.self, gone);
    expect(await revoke(scene.self, gone)).toMatchObject({ from: 'REVOKED', allowed: [] });
  });

  it('succeeds once, of two at the same moment', async () => {
    const consentId = await granted();
    const names = (await Promise.all([revoke(scene.self, consentId), revoke(scene.team.clinician, consentId)])).map(
      ({ __typename }) => __typename,
    );
    expect(names.sort()).toEqual(['RevokeConsentPayload', 'TransitionNotAllowed']);
  });

  it('leaves another consent to the same recipient as it is', async () => {
    const [one, two] = [await granted(), await granted({ categories: ['PEER_SUPPORT'] })];
    await Promise.all([revoke(scene.self, one), revoke(scene.self, await granted())]);
    expect(await isSeen()).toBe(true);
    await revoke(scene.self, two);
    expect(await isSeen()).toBe(false);
  });

  it('is not for the recipient, though it sees the consent', async () => {
    const consentId = await granted();
    const { node } = await scene.client.caller.data(
      'query ($id: ID!) { node(id: $id) { ... on Consent { status categories patient { id } } } }',
      { id: consentId },
    );
    expect(node).toEqual({ status: 'ACTIVE', categories: ['CARE_PLAN'], patient: { id: scene.team.patientId } });
    expect(refusalOf(await scene.client.caller.send(REVOKE, { input: { consentId } })).code).toBe('FORBIDDEN');
    const mentorId = await aMentor(scene.app);
    const toMentor = await granted({ scope: 'PEER_SHARING', recipient: { peerMentorId: mentorId } });
    const mentor = await scene.app.asHolder(Role.PEER_MENTOR, mentorId);
    expect(refusalOf(await mentor.send(REVOKE, { input: { consentId: toMentor } })).code).toBe('FORBIDDEN');
    // Without a link the mentor knows of no such patient, and so of no such consent.
    expect(
      (
        await mentor.data('query ($id: ID!) { node(id: $id) { id ... on Consent { patient { id } } } }', {
          id: toMentor,
        })
      ).node,
    ).toBeNull();
    expect(refusalOf(await scene.app.as(Role.INTAKE).send(REVOKE, { input: { consentId } })).code).toBe('FORBIDDEN');
  });

  it('finds nothing for who does not see the patient, in the words of an absent consent', async () => {
    const consentId = await granted();
    const absent = toGlobalId('consent', newId());
    for (const caller of [
      await scene.app.asClinician(await aClinician(scene.app)),
      (await aCareTeam(scene.app, scene.app.meadow)).clinician,
      scene.app.as(Role.PRIVACY_OFFICER, { organization: scene.app.meadow }),
    ]) {
      const answer = await caller.send(REVOKE, { input: { consentId } });
      expect(refusalOf(answer).code).toBe('NOT_FOUND');
      expect(answer.text).toBe((await caller.send(REVOKE, { input: { consentId: absent } })).text);
    }
  });

  it('is for the care team, and not for who looks past it in an emergency', async () => {
    const consentId = await granted();
    const clinicianId = await aClinician(scene.app);
    await asAdmin(scene.app.databaseUrl, (admin) =>
      admin.query(
        `insert into emergency_access (organization_id, id, patient_id, clinician_id, reason, granted_at, expires_at)
         values ($1, gen_random_uuid(), $2, $3, 'Found unconscious', now(), now() + interval '60 minutes')`,
        [scene.app.harbor.uuid, uuidOf(scene.team.patientId), uuidOf(clinicianId)],
      ),
    );
    const answer = await (await scene.app.asClinician(clinicianId)).send(REVOKE, { input: { consentId } });
    // What an emergency shows is the record, not what the patient permitted to whom.
    expect(refusalOf(answer).code).toBe('NOT_FOUND');
  });
});

describe('the event upon which a consent ends', () => {
  it('is recorded when it has come, and ends what was seen by it', async () => {
    const consentId = await granted({ expiresAt: null, expiryEvent: 'The end of treatment' });
    const { result, lines } = await allLinesOf(scene.app, () =>
      expire(scene.team.clinician, consentId, 'Treatment ended'),
    );
    expect(result.consent).toEqual({
      version: 2,
      status: 'EXPIRED',
      expiredReason: 'Treatment ended',
      revokedAt: null,
    });
    expect(lines).toMatchObject([{ kind: 'consent.expired', reason: null }]);
    expect(await isSeen()).toBe(false);
    expect(await expire(scene.self, consentId)).toMatchObject({ from: 'EXPIRED', to: 'EXPIRED', allowed: [] });
  });

  it('has to be one that the consent names', async () => {
    expect(await expire(scene.self, await granted())).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'ACTIVE',
      to: 'EXPIRED',
      allowed: ['REVOKED', 'SUPERSEDED'],
      message: 'This consent names no event that ends it. It can be revoked.',
    });
  });

  it('and a revocation at the same moment end it once', async () => {
    const consentId = await granted({ expiryEvent: 'The end of treatment' });
    const names = (await Promise.all([revoke(scene.self, consentId), expire(scene.team.clinician, consentId)])).map(
      ({ __typename }) => __typename,
    );
    expect(names.filter((name) => name === 'TransitionNotAllowed')).toHaveLength(1);
  });
});

describe('the database', () => {
  const change = (consentId: string, set: string, role = 'alongside_owner') =>
    asAdmin(scene.app.databaseUrl, async (admin) => {
      await admin.query(`set role ${role}`);
      await admin.query(
        "select set_config('app.organization', $1, false), set_config('app.role', 'PROGRAM_DIRECTOR', false)",
        [scene.app.harbor.uuid],
      );
      await admin.query(
        "select set_config('app.principal', gen_random_uuid()::text, false), set_config('app.wide', '4095', false), set_config('app.mask', '-1', false), set_config('app.denied', '', false)",
      );
      await admin.query(`update consent set ${set} where id = $1`, [uuidOf(consentId)]);
    });

  it('changes nothing of a consent that ended', async () => {
    const consentId = await granted();
    await revoke(scene.self, consentId);
    for (const set of ["status = 'ACTIVE', revoked_at = null", 'revoked_reason = null', 'version = version + 1'])
      for (const role of ['alongside_owner', RUNTIME_ROLE])
        await expect(change(consentId, set, role)).rejects.toMatchObject({ constraint: 'consent_ended_is_kept' });
  });

  it.each([
    "categories = '{IDENTITY}'",
    "purpose_text = 'For everything'",
    "discloser = 'Somebody else'",
    "expires_at = expires_at + interval '1 year'",
    "starts_at = '2020-01-01'",
    "created_at = '2020-01-01'",
  ])('keeps what a consent says: %s', async (set) => {
    const consentId = await granted();
    await expect(change(consentId, set)).rejects.toMatchObject({ constraint: 'consent_words_are_kept' });
    await expect(change(consentId, set, RUNTIME_ROLE)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    "signed_by = 'REPRESENTATIVE', authority = 'x'",
    'acknowledges_redisclosure = true, signed_at = now()',
    "status = 'PROPOSED'",
    "status = 'REJECTED'",
  ])('keeps what was signed: %s', async (set) => {
    const consentId = await granted();
    for (const role of ['alongside_owner', RUNTIME_ROLE])
      await expect(change(consentId, set, role)).rejects.toMatchObject({ constraint: 'consent_signature_is_kept' });
  });

  it('lets no recipient write the consent that would name it', async () => {
    const consentId = await granted();
    const copy = asAdmin(scene.app.databaseUrl, async (admin) => {
      await admin.query('begin');
      await admin.query(`set local role ${RUNTIME_ROLE}`);
      await admin.query("select app.become($1, 'PARTNER_APP', $2, 0, -1, 'partner_app')", [
        scene.app.harbor.uuid,
        uuidOf(scene.client.id),
      ]);
      const { rowCount } = await admin.query(
        "update consent set status = 'REVOKED', revoked_at = now() where id = $1",
        [uuidOf(consentId)],
      );
      expect(rowCount).toBe(0);
      await admin.query(
        `insert into consent (organization_id, id, version, patient_id, scope, discloser, partner_app_id, external_is_class, categories, purpose, purpose_text, status,
           starts_at, expires_at, signed_at, signed_by, signature_method, acknowledges_right_to_revoke, acknowledges_redisclosure, acknowledges_consequences_of_refusal, created_at)
         values ($1, gen_random_uuid(), 1, $2, 'NAMED_DISCLOSURE', 'x', $3, false, '{IDENTITY}', 'TREATMENT', 'x', 'ACTIVE',
           now(), now() + interval '1 day', now(), 'SELF', 'ELECTRONIC', true, true, true, now())`,
        [scene.app.harbor.uuid, uuidOf(scene.team.patientId), uuidOf(scene.client.id)],
      );
    });
    await expect(copy).rejects.toMatchObject({ code: '42501' });
  });
});
