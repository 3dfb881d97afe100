import type { Client } from 'pg';
import { Role } from '../../../src/access/role';
import { deriveAttentionAnew } from '../../../src/features/insight';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin, asNobody } from '../../support/database';
import {
  aCarePlan,
  aCareTeam,
  aCbtActivity,
  aMatActivity,
  aSession,
  type CareTeam,
} from '../../support/factories/care-plans';
import { anActiveLink, anEmployedMentor, move } from '../../support/factories/peer-links';
import { aPeerGroup } from '../../support/factories/peers';
import { aCheckIn, markInError } from '../../support/factories/recovery';
import { aRestriction } from '../../support/factories/restrictions';
import { aReturnToUse } from '../../support/factories/returns-to-use';
import { uuidOf } from '../../support/uuid-of';

const ATTENTION = 'query ($id: ID!) { patient(id: $id) { attention { kind since sentence } } }';
const CASELOAD = `query ($needs: Boolean) { viewer { clinician { caseload(filter: { needsAttention: $needs }) { totalCount nodes { id } } } } }`;
const DAY = 86_400_000;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

describe('attention', () => {
  let app: TestApp;
  let team: CareTeam;
  let patient: Caller;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
    await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: ReadmitPatientInput!) { readmitPatient(input: $input) { __typename } }', {
        input: { patientId: team.patientId, expectedVersion: await versionOf(team.patientId) },
      });
    patient = await app.asHolder(Role.PATIENT, team.patientId);
  });
  afterAll(() => app.stop());

  const asOwner = <T>(work: (admin: Client) => Promise<T>): Promise<T> => asNobody(app.databaseUrl, work);
  const versionOf = async (id: string): Promise<number> =>
    (await app.as(Role.PROGRAM_DIRECTOR).data('query ($id: ID!) { patient(id: $id) { version } }', { id })).patient
      .version;
  const kindsSeenBy = async (by: Caller, id = team.patientId): Promise<string[]> => {
    const data = await by.data(ATTENTION, { id });
    return data.patient.attention.map(({ kind }: { kind: string }) => kind).sort();
  };
  const caseload = async (needs: boolean): Promise<string[]> => {
    const { viewer } = await team.clinician.data(CASELOAD, { needs });
    return viewer.clinician.caseload.nodes.map(({ id }: { id: string }) => id);
  };
  /** As if a plan or a link had begun so many days earlier, or gone on after a rest. */
  const earlier = (table: 'care_plan' | 'peer_link', id: string, days: number) =>
    asOwner(async (admin) => {
      const at = [uuidOf(id), days];
      await admin.query("update timeline_entry set at = at - $2 * interval '1 day' where subject_id = $1", at);
      const begun =
        table === 'peer_link'
          ? 'started_on = started_on - $2::int'
          : 'created_at = created_at - make_interval(days => $2)';
      await admin.query(`update ${table} set status = status, ${begun} where id = $1`, at);
    });
  /** What is stored is what the sources say, whatever happened in this test. */
  afterEach(async () => {
    const differences = await asOwner(async (admin) => {
      const { rows } = await admin.query(`
        with present as (select p.organization_id, p.id as patient_id, a.* from patient p,
            lateral app.present_attention(p.organization_id, p.id, app.all_attention()) a)
        select p.kind as wanted, a.kind as stored, patient_id, since, source_id from present p
          full join attention a using (organization_id, patient_id, kind, source_id, bits, since) where p.kind is null or a.kind is null`);
      return rows;
    });
    expect(differences).toEqual([]);
  });

  it('has nothing to say of somebody for whom nothing asks', async () => {
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    expect(await caseload(false)).toEqual([team.patientId]);
    expect(await caseload(true)).toEqual([]);
  });

  it('asks while a return to use is not settled, and no longer', async () => {
    let { id, version } = await aReturnToUse(patient, { patientId: team.patientId });
    expect(await kindsSeenBy(team.clinician)).toEqual(['RETURN_TO_USE']);
    for (const to of ['ACKNOWLEDGED', 'SUPPORT_IN_PROGRESS', 'PLAN_REVIEWED', 'SETTLED']) {
      const data = await team.clinician.data(
        'mutation ($input: MoveReturnToUseInput!) { moveReturnToUse(input: $input) { ... on MoveReturnToUsePayload { returnToUse { version } } } }',
        { input: { returnToUseId: id, expectedVersion: version, to } },
      );
      version = data.moveReturnToUse.returnToUse.version;
    }
    expect(await kindsSeenBy(team.clinician)).not.toContain('RETURN_TO_USE');
  });

  it('goes by the latest check-in, from a craving of 7 on', async () => {
    const first = await aCheckIn(patient, team.patientId, { craving: 6 });
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    const second = await aCheckIn(patient, team.patientId, { craving: 7 });
    expect(await kindsSeenBy(team.clinician)).toEqual(['HIGH_CRAVING']);
    expect(await caseload(true)).toEqual([team.patientId]);
    await markInError(patient, second);
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    await markInError(patient, first);
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
  });

  it('asks until somebody has called whoever wished it', async () => {
    await aCheckIn(patient, team.patientId, { craving: 1, wantsContact: true });
    expect(await kindsSeenBy(team.clinician)).toEqual(['ASKED_FOR_CONTACT']);
    const { followUps } = await team.clinician.data('{ followUps { nodes { id version kind patient { id } } } }');
    const call = followUps.nodes.find((node: { patient: { id: string } }) => node.patient.id === team.patientId);
    await team.clinician.data(
      'mutation ($input: CompleteFollowUpInput!) { completeFollowUp(input: $input) { __typename } }',
      { input: { followUpId: call.id, expectedVersion: call.version, outcome: 'We talked.' } },
    );
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
  });

  it('asks once a follow-up is past its time, by itself', async () => {
    await aCheckIn(patient, team.patientId, { craving: 1, wantsContact: true });
    await asOwner((admin) =>
      admin.query("update follow_up set due_at = now() - interval '1 minute' where patient_id = $1", [
        uuidOf(team.patientId),
      ]),
    );
    expect(await kindsSeenBy(team.clinician)).toEqual(['ASKED_FOR_CONTACT', 'OVERDUE_FOLLOW_UP']);
  });

  it('says nothing of a follow-up to those for whom there is no such follow-up', async () => {
    const peerMentorId = await anEmployedMentor(app);
    const { id } = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    await mentor.data('mutation ($input: RaiseConcernInput!) { raiseConcern(input: $input) { __typename } }', {
      input: { peerLinkId: id, sentence: 'I am worried.', urgent: false },
    });
    await asOwner((admin) =>
      admin.query("update follow_up set due_at = now() - interval '1 minute' where patient_id = $1", [
        uuidOf(team.patientId),
      ]),
    );
    const system = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs', 'system/PeerSupport.rs']);
    expect(await kindsSeenBy(team.clinician)).toEqual(['OVERDUE_FOLLOW_UP']);
    for (const other of [patient, system]) expect(await kindsSeenBy(other)).toEqual([]);
    expect(await caseload(true)).toEqual([team.patientId]);
  });

  it('is told of nobody by a transaction that does not see what others have committed', async () => {
    const derive = (isolation: string) =>
      asOwner(async (admin) => {
        await admin.query(`begin isolation level ${isolation}`);
        await admin.query(
          "select app.derive_attention(organization_id, id, '{HIGH_CRAVING}') from patient where id = $1",
          [uuidOf(team.patientId)],
        );
      });
    await expect(derive('repeatable read')).rejects.toThrow('reads what is committed');
    await expect(derive('read committed')).resolves.toBeUndefined();
  });

  it('asks after as many sessions as a threshold between two numbers takes', async () => {
    await asOwner((admin) =>
      admin.query(`update organization_settings set attention_thresholds = '{"MISSED_SESSIONS": 1.5}' where id = $1`, [
        app.harbor.uuid,
      ]),
    );
    const carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
    const cbt = await aCbtActivity(team.clinician, carePlanId);
    await aSession(team.clinician, cbt, { occurredAt: daysAgo(4), attendance: 'NO_SHOW' });
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    await aSession(team.clinician, cbt, { occurredAt: daysAgo(3), attendance: 'NO_SHOW' });
    expect(await kindsSeenBy(team.clinician)).toEqual(['MISSED_SESSIONS']);
    await asOwner((admin) => admin.query("update organization_settings set attention_thresholds = '{}'"));
  });

  describe('with a plan under way', () => {
    let carePlanId: string;
    beforeEach(async () => {
      carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId, status: 'ACTIVE' });
    });

    it('asks for a peer where nobody walks alongside', async () => {
      expect(await kindsSeenBy(team.clinician)).toEqual(['PLAN_WITHOUT_PEER']);
      await anActiveLink(app, team.clinician, { patientId: team.patientId, peerGroupId: await aPeerGroup(app) });
      expect(await kindsSeenBy(team.clinician)).toEqual([]);
    });

    it('tells nobody that there is no peer who may not see peers of both kinds', async () => {
      await aRestriction(patient, {
        patientId: team.patientId,
        clinicianId: team.clinicianId,
        categories: ['GROUP_PARTICIPATION'],
      });
      expect(await kindsSeenBy(team.clinician)).toEqual([]);
      expect(await caseload(true)).toEqual([]);
      expect(await kindsSeenBy(patient)).toEqual(['PLAN_WITHOUT_PEER']);
    });

    it('asks after two sessions missed in a row, of medication apart from all others', async () => {
      const cbt = await aCbtActivity(team.clinician, carePlanId);
      const mat = await aMatActivity(team.clinician, carePlanId);
      const missed = { attendance: 'NO_SHOW' };
      await aSession(team.clinician, cbt, { occurredAt: daysAgo(9) });
      await aSession(team.clinician, cbt, { occurredAt: daysAgo(8), ...missed });
      await aSession(team.clinician, mat, { occurredAt: daysAgo(7), ...missed });
      await aSession(team.clinician, cbt, { occurredAt: daysAgo(6), attendance: 'CANCELLED_BY_PROGRAM' });
      expect(await kindsSeenBy(team.clinician)).not.toContain('MISSED_SESSIONS');
      const last = await aSession(team.clinician, cbt, { occurredAt: daysAgo(5), ...missed });
      expect(await kindsSeenBy(team.clinician)).toContain('MISSED_SESSIONS');
      await markInError(team.clinician, last);
      expect(await kindsSeenBy(team.clinician)).not.toContain('MISSED_SESSIONS');
      await aSession(team.clinician, mat, { occurredAt: daysAgo(4), ...missed });
      expect(await kindsSeenBy(team.clinician)).toContain('MISSED_SESSIONS');
      await aRestriction(patient, {
        patientId: team.patientId,
        clinicianId: team.clinicianId,
        categories: ['MEDICATION'],
      });
      expect(await kindsSeenBy(team.clinician)).not.toContain('MISSED_SESSIONS');
    });

    it('asks once the day of a dose is over', async () => {
      await aMatActivity(team.clinician, carePlanId, { nextDoseOn: daysAgo(2).slice(0, 10) });
      expect(await kindsSeenBy(team.clinician)).toContain('DOSE_OVERDUE');
    });

    it('does not ask before the day of a dose is over', async () => {
      await aMatActivity(team.clinician, carePlanId, { nextDoseOn: daysAgo(-2).slice(0, 10) });
      expect(await kindsSeenBy(team.clinician)).not.toContain('DOSE_OVERDUE');
    });

    it('asks after 14 days with neither a session attended nor a check-in', async () => {
      await earlier('care_plan', carePlanId, 15);
      expect(await kindsSeenBy(team.clinician)).toContain('OUT_OF_CONTACT');
      await aCheckIn(patient, team.patientId, { craving: 1 });
      expect(await kindsSeenBy(team.clinician)).not.toContain('OUT_OF_CONTACT');
    });

    it('does not ask for what was before the plan began', async () => {
      await asOwner(async (admin) => {
        await admin.query('update care_plan set created_at = $2 where id = $1', [uuidOf(carePlanId), daysAgo(20)]);
        await admin.query('update care_plan set status = status where id = $1', [uuidOf(carePlanId)]);
      });
      const { attention } = (await team.clinician.data(ATTENTION, { id: team.patientId })).patient;
      expect(attention).toMatchObject([{ kind: 'PLAN_WITHOUT_PEER' }]);
      expect(Date.now() - Date.parse(attention[0].since)).toBeLessThan(DAY / 24);
    });

    it('does not ask for what was before a link was resumed', async () => {
      const peerMentorId = await anEmployedMentor(app);
      const { id, version } = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
      await earlier('peer_link', id, 20);
      expect(await kindsSeenBy(team.clinician)).toEqual(['NO_PEER_CONTACT']);
      const paused = await move(team.clinician, id, version, 'PAUSED');
      expect(await kindsSeenBy(team.clinician)).toEqual([]);
      await move(team.clinician, id, paused.peerLink?.version ?? 0, 'ACTIVE');
      expect(await kindsSeenBy(team.clinician)).toEqual([]);
      await earlier('peer_link', id, 15);
      expect(await kindsSeenBy(team.clinician)).toEqual(['NO_PEER_CONTACT']);
    });

    it('asks after 14 days without a contact with the mentor', async () => {
      const peerMentorId = await anEmployedMentor(app);
      const { id } = await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
      expect(await kindsSeenBy(team.clinician)).not.toContain('NO_PEER_CONTACT');
      await earlier('peer_link', id, 15);
      expect(await kindsSeenBy(team.clinician)).toContain('NO_PEER_CONTACT');
      await patient.data('mutation ($input: LogPeerContactInput!) { logPeerContact(input: $input) { __typename } }', {
        input: { peerLinkId: id, occurredAt: daysAgo(1), minutes: 20, mode: 'PHONE' },
      });
      expect(await kindsSeenBy(team.clinician)).not.toContain('NO_PEER_CONTACT');
    });

    it('has nothing to say of care any more when care has ended', async () => {
      await team.clinician.data(
        'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
        { input: { patientId: team.patientId, expectedVersion: await versionOf(team.patientId), as: 'ALUMNUS' } },
      );
      expect(await kindsSeenBy(team.clinician)).toEqual([]);
    });
  });

  it('asks when a total rose by 5, and when the latest PHQ-9 tells of self-harm', async () => {
    const assess = (input: object) =>
      team.clinician.data(
        'mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { assessment { id } } }',
        {
          input: { patientId: team.patientId, instrument: 'PHQ_9', takenAt: daysAgo(1), ...input },
        },
      );
    await assess({ total: 4, takenAt: daysAgo(30) });
    await assess({ total: 8, takenAt: daysAgo(20) });
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    await assess({ total: 13, takenAt: daysAgo(10) });
    expect(await kindsSeenBy(team.clinician)).toEqual(['RISING_SCORE']);
    await assess({ items: [{ linkId: '44260-8', answer: 1 }], takenAt: daysAgo(2) });
    // There is no medical staff here: the call is nobody's, and that does not wait for its time.
    expect(await kindsSeenBy(team.clinician)).toEqual(['OVERDUE_FOLLOW_UP', 'RISING_SCORE', 'SELF_HARM_ITEM']);
    await aRestriction(patient, {
      patientId: team.patientId,
      clinicianId: team.clinicianId,
      categories: ['ASSESSMENT'],
    });
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
  });

  it('says it in sentences, the latest first, and shows it to the patient', async () => {
    await aReturnToUse(patient, { patientId: team.patientId });
    await aCheckIn(patient, team.patientId, { craving: 9 });
    const data = await patient.data(ATTENTION, { id: team.patientId });
    expect(data.patient.attention).toEqual([
      { kind: 'HIGH_CRAVING', since: expect.any(String), sentence: 'The latest check-in tells of a strong craving.' },
      { kind: 'RETURN_TO_USE', since: expect.any(String), sentence: expect.stringContaining('Support') },
    ]);
  });

  it('is nothing for a mentor, whatever they may see', async () => {
    const peerMentorId = await anEmployedMentor(app);
    await anActiveLink(app, team.clinician, { patientId: team.patientId, peerMentorId });
    await aCheckIn(patient, team.patientId, { craving: 9 });
    expect(await kindsSeenBy(await app.asHolder(Role.PEER_MENTOR, peerMentorId))).toEqual([]);
    expect(await kindsSeenBy(team.clinician)).toEqual(['HIGH_CRAVING']);
  });

  it('agrees with the caseload for whoever sees a part', async () => {
    await aCheckIn(patient, team.patientId, { craving: 9 });
    expect(await caseload(true)).toEqual([team.patientId]);
    await aRestriction(patient, { patientId: team.patientId, clinicianId: team.clinicianId, categories: ['RECOVERY'] });
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
    expect([await caseload(true), await caseload(false)]).toEqual([[], [team.patientId]]);
  });

  it('is right after changes at the same moment', async () => {
    await Promise.all([9, 2, 8, 1, 10, 3].map((craving) => aCheckIn(patient, team.patientId, { craving })));
    // afterEach compares with the sources.
    expect(await kindsSeenBy(team.clinician)).toEqual(await kindsSeenBy(patient));
  });

  it('goes by the thresholds of the program, for those who were here before, too', async () => {
    await aCheckIn(patient, team.patientId, { craving: 5 });
    const administrator = app.as(Role.ADMINISTRATOR);
    const set = async (attentionThresholds: object) => {
      const { viewer } = await administrator.data('{ viewer { organization { version } } }');
      await administrator.data(
        'mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }',
        {
          input: { expectedVersion: viewer.organization.version, attentionThresholds },
        },
      );
      await deriveAttentionAnew(app.api.services.dataSource);
    };
    await set({ HIGH_CRAVING: 5 });
    expect(await kindsSeenBy(team.clinician)).toEqual(['HIGH_CRAVING']);
    await set({});
    expect(await kindsSeenBy(team.clinician)).toEqual([]);
  });

  it('is derived for every organization, also after one in which nobody is', async () => {
    const empty = await startTestApp();
    const left = await asAdmin(empty.databaseUrl, async (admin) => {
      await admin.query(
        "update organization_settings set attention_derived_up_to = '00000000-0000-0000-0000-000000000000'",
      );
      await deriveAttentionAnew(empty.api.services.dataSource);
      const { rows } = await admin.query(
        'select id from organization_settings where attention_derived_up_to is not null',
      );
      return rows;
    });
    await empty.stop();
    expect(left).toEqual([]);
  });
});
