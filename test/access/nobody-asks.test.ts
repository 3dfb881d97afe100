import { Role } from '../../src/access/role';
import { startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient } from '../support/factories';
import { aClient, aConsent } from '../support/factories/consents';
import { aPeerLink } from '../support/factories/peer-links';
import { aPeerGroup } from '../support/factories/peers';
import { aCheckIn } from '../support/factories/recovery';
import { aReturnToUse, putOnCall } from '../support/factories/returns-to-use';

jest.setTimeout(60_000);

/** Later than any of these tests: they look at what waits to be done. */
const NEVER_MS = 10 ** 8;

const DIRECTOR = "select app.enter($1, 'urn:issuer', 'somebody', 'PROGRAM_DIRECTOR', '{}')";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({}, undefined, { sweepMs: NEVER_MS, jobsMs: NEVER_MS });
  const [nurseId, onCallId] = [await aClinician(app, { role: 'NURSE' }), await aClinician(app, { role: 'NURSE' })];
  await putOnCall(app, onCallId);
  const nurse = await app.asClinician(nurseId);
  const patientId = await aPatient(app, { careTeam: [nurseId] });
  const patient = await app.asHolder(Role.PATIENT, patientId);
  await aReturnToUse(patient, { patientId, safetyNeeds: ['SELF_HARM_RISK'] });
  await aCheckIn(patient, patientId, { wantsContact: true });
  await aPeerLink(nurse, { patientId, peerGroupId: await aPeerGroup(app) });
  await aConsent(nurse, { patientId, recipient: { partnerAppId: (await aClient(app)).id } });
});
afterAll(() => app.stop());

/** What acts on every organization, or tells of it: asked for, there is something to do once it is planted. */
const ROUTINES: readonly [asked: string, planted: string][] = [
  [
    'app.place_changes(1)',
    `insert into change_inbox (organization_id, type, node, subject_id, bits, part, part_id)
     select id, 'MEETING', 'meeting', id, 0, 'meeting', id from organization`,
  ],
  ["(select count(*) from app.changes_after('00000000-0000-0000-0000-000000000000', 9)) > 0", 'select'],
  ["app.last_change() > '00000000-0000-0000-0000-000000000000'", 'select'],
  ['app.expire_consents(9) > 0', 'alter table consent disable trigger user; update consent set expires_at = now()'],
  ['app.expire_proposals(9) > 0', "update peer_link set created_at = now() - interval '40 days'"],
  ['app.escalate_follow_ups(9) > 0', 'update follow_up set escalates_at = now() where is_urgent'],
  ['app.release_follow_ups(9) > 0', 'delete from access_grant'],
  [
    'app.keep_re_engagements(9) > 0',
    "update attention set kind = 'OUT_OF_CONTACT', since = now() where id = (select min(id::text)::uuid from attention)",
  ],
  [
    'app.forget_outcomes(9) > 0',
    `insert into idempotency_key (organization_id, principal_id, key, field, at, body_digest, outcome)
     select id, id, 'key', 'field', now() - interval '8 days', '', '{}' from organization`,
  ],
  [
    'app.derive_attention_anew(9)',
    "update organization_settings set attention_derived_up_to = '00000000-0000-0000-0000-000000000000'",
  ],
];

it.each(ROUTINES)('%s is done for nobody who asks', async (asked, planted) => {
  const [byDirector, byNobody] = await asAdmin(app.databaseUrl, async (admin) => {
    const answer = async () => (await admin.query(`select ${asked} as answer`)).rows[0].answer;
    await admin.query(`begin; ${planted}; set local role alongside_runtime`);
    await admin.query(DIRECTOR, [app.harbor.uuid]);
    const answers = [await answer()];
    await admin.query("select set_config('app.role', '', true)");
    return [...answers, await answer()];
  });
  expect({ byDirector, byNobody }).toEqual({ byDirector: false, byNobody: true });
});
