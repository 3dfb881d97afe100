import fc from 'fast-check';
import { Role } from '../../../../src/access/role';
import { escalateDueFollowUps } from '../../../../src/features/recovery';
import { SafetyNeed } from '../../../../src/features/recovery/returns-to-use/safety-need';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient } from '../../../support/factories';
import { aSharingConsent } from '../../../support/factories/peer-consents';
import { anActiveLink, anEmployedMentor, aPeerLink, move } from '../../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../../support/factories/peers';
import {
  aReturnToUse,
  changeFollowUp,
  followUpsOf,
  letEscalate,
  putOnCall,
  sendFollowUp,
} from '../../../support/factories/returns-to-use';
import { uuidOf } from '../../../support/uuid-of';

jest.setTimeout(120_000);

const RETURNS = 'query ($id: ID!) { patient(id: $id) { returnsToUse(first: 50) { nodes { id version status } } } }';
const MOVE = 'mutation ($input: MoveReturnToUseInput!) { moveReturnToUse(input: $input) { __typename } }';
const MARK = 'mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename } }';

let app: TestApp;
let clinicianId: string;
let clinician: Caller;
let patientId: string;
let patient: Caller;
let mentor: Caller;
beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app, { role: 'NURSE' });
  clinician = await app.asClinician(clinicianId);
  await putOnCall(app, await aClinician(app));
  patientId = await aPatient(app, { careTeam: [clinicianId] });
  patient = await app.asHolder(Role.PATIENT, patientId);
  const [employed, volunteer] = [await anEmployedMentor(app), await aMentor(app)];
  for (const [peerMentorId, categories] of [
    [employed, ['PEER_SUPPORT', 'RETURN_TO_USE']],
    [volunteer, ['PEER_SUPPORT']],
  ] as const)
    await aSharingConsent(app, { patientId, peerMentorId, categories: [...categories] });
  await anActiveLink(app, clinician, { patientId, peerMentorId: employed });
  await anActiveLink(app, clinician, { patientId, peerGroupId: await aPeerGroup(app) });
  const resting = await anActiveLink(app, clinician, { patientId, peerMentorId: volunteer });
  await move(clinician, resting.id, resting.version, 'PAUSED');
  await aPeerLink(clinician, { patientId, peerMentorId: await anEmployedMentor(app) });
  mentor = await app.asHolder(Role.PEER_MENTOR, employed);
});
afterAll(() => app.stop());

/** Everything that is stored of the patient's links: the links, why they rest, the slots they hold, and what mentors see by them. */
async function links(): Promise<unknown[]> {
  return asAdmin(app.databaseUrl, async (admin) => {
    const { rows } = await admin.query(
      `select to_jsonb(l) as link, to_jsonb(r) as reason, s.slots_taken, (select jsonb_agg(to_jsonb(g) order by g.basis) from access_grant g
         where g.patient_id = l.patient_id and g.principal_id = l.peer_mentor_id) as grants
       from peer_link l join peer_link_reason r using (organization_id, id)
         left join peer_mentor_standing s on s.organization_id = l.organization_id and s.id = l.peer_mentor_id
       where l.patient_id = $1 order by l.id`,
      [uuidOf(patientId)],
    );
    return rows;
  });
}

/** One thing that happens; numbers say to which of what is there. */
interface Event {
  readonly act:
    | 'share'
    | 'tell the team'
    | 'tell the mentor'
    | 'move'
    | 'mark'
    | 'acknowledge'
    | 'complete'
    | 'assign'
    | 'escalate';
  readonly needs: readonly SafetyNeed[];
  readonly ends: boolean;
  readonly which: number;
}

const events: fc.Arbitrary<Event> = fc.record({
  act: fc.constantFrom(
    'share',
    'tell the team',
    'tell the mentor',
    'move',
    'mark',
    'acknowledge',
    'complete',
    'assign',
    'escalate',
  ),
  needs: fc.subarray(Object.values(SafetyNeed)),
  ends: fc.boolean(),
  which: fc.nat(20),
});

async function happen({ act, needs, ends, which }: Event): Promise<void> {
  const told = { patientId, safetyNeeds: needs, patientAgreed: true };
  if (act === 'share') await aReturnToUse(patient, { ...told, endsRecoveryPeriod: ends });
  if (act === 'tell the team') await aReturnToUse(clinician, { ...told, endsRecoveryPeriod: ends });
  if (act === 'tell the mentor') await aReturnToUse(mentor, told);
  if (act === 'move' || act === 'mark') await moveOn(act, which);
  const open = await followUpsOf(clinician, { patientId });
  const followUp = open[which % Math.max(open.length, 1)];
  if (!followUp) return;
  if (act === 'acknowledge') await changeFollowUp(clinician, 'Acknowledge', followUp);
  if (act === 'complete') await changeFollowUp(clinician, 'Complete', followUp);
  if (act === 'assign') await sendFollowUp(clinician, 'Assign', followUp, { assigneeId: clinicianId });
  const urgent = open.find(({ escalatesAt }) => escalatesAt);
  if (act !== 'escalate' || !urgent) return;
  await letEscalate(app, urgent);
  await escalateDueFollowUps(app.api.services.dataSource);
}

const AFTER: Readonly<Record<string, string>> = {
  SHARED: 'ACKNOWLEDGED',
  ACKNOWLEDGED: 'SUPPORT_IN_PROGRESS',
  SUPPORT_IN_PROGRESS: 'PLAN_REVIEWED',
  PLAN_REVIEWED: 'SETTLED',
};

async function moveOn(act: 'move' | 'mark', which: number): Promise<void> {
  const { nodes } = (await clinician.data(RETURNS, { id: patientId })).patient.returnsToUse;
  const shared = nodes[which % Math.max(nodes.length, 1)];
  if (!shared) return;
  if (act === 'mark') await clinician.data(MARK, { input: { id: shared.id, reason: 'A mistake.' } });
  else
    await clinician.data(MOVE, {
      input: { returnToUseId: shared.id, expectedVersion: shared.version, to: AFTER[shared.status] ?? 'SETTLED' },
    });
}

it('leaves every peer link exactly as it was, whatever happens after a return to use', async () => {
  const before = await links();
  expect(before).toHaveLength(4);
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 8 }), async (history) => {
      for (const event of history) await happen(event);
      expect(await links()).toEqual(before);
    }),
    { numRuns: Number(process.env.HISTORIES ?? 15), endOnFailure: true },
  );
});

it('would notice a return to use that pauses a link', async () => {
  const before = await links();
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(`create function public.punish() returns trigger language plpgsql security definer as $$ begin
        update public.peer_link set status = 'PAUSED' where patient_id = new.patient_id and status = 'ACTIVE'; return null; end $$;
      create trigger punish after insert on return_to_use for each row execute function public.punish()`),
  );
  await happen({ act: 'share', needs: [], ends: false, which: 0 });
  expect(await links()).not.toEqual(before);
});
