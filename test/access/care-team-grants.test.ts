import fc from 'fast-check';
import type { Client } from 'pg';
import { Role } from '../../src/access/role';
import { RUNTIME_ROLE } from '../../src/platform/database/roles';
import { type Caller, startTestApp, type TestApp } from '../support/app';
import { asAdmin } from '../support/database';
import { aClinician, aPatient, aSeat } from '../support/factories';
import { uuidOf } from '../support/uuid-of';

const JOIN =
  'mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { ... on JoinCareTeamPayload { careTeamMember { id } } } }';
const LEAVE = 'mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename } }';
const DEACTIVATE = 'mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }';

/** What the grants of care teams have to be while they last, made anew from the seats, less what they are, and the other way round. */
const DIFFERENCES = `
  with due as (
    select organization_id, clinician_id as principal_id, patient_id, app.of_care_team() as categories, id as source_id,
      starts_at as valid_from, coalesce(ends_at, 'infinity') as valid_until
    from care_team_member where ends_at is null or ends_at > greatest(starts_at, now())),
  kept as (
    select organization_id, principal_id, patient_id, categories, source_id, valid_from, valid_until from access_grant
    where basis = 'CARE_TEAM' and valid_until > now())
  select 'missing' as fault, m.* from (table due except all table kept) m
  union all select 'stray', s.* from (table kept except all table due) s`;

let app: TestApp;
let director: Caller;
let administrator: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  administrator = app.as(Role.ADMINISTRATOR);
});
afterAll(() => app.stop());

async function differences(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ fault: string }>(DIFFERENCES);
  return rows.map(({ fault }) => fault);
}

interface Step {
  readonly act: 'join' | 'cover' | 'leave' | 'leave later' | 'deactivate';
  readonly clinician: number;
  readonly patient: number;
  readonly hours: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('join', 'join', 'cover', 'leave', 'leave later', 'deactivate'),
  clinician: fc.nat(2),
  patient: fc.nat(1),
  hours: fc.integer({ min: -48, max: 48 }),
});
const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function take({ act, hours }: Step, clinicianId: string, patientId: string, seats: string[]): Promise<void> {
  const send = (document: string, input: object) => director.send(document, { input });
  const careTeamMemberId = seats[Math.abs(hours) % Math.max(seats.length, 1)];
  if (act === 'deactivate') await administrator.send(DEACTIVATE, { input: { clinicianId, expectedVersion: 1 } });
  if (act === 'leave' && careTeamMemberId) await send(LEAVE, { careTeamMemberId });
  if (act === 'leave later' && careTeamMemberId) await send(LEAVE, { careTeamMemberId, at: at(Math.abs(hours) + 1) });
  if (act !== 'join' && act !== 'cover') return;
  const span = act === 'join' ? { from: at(hours) } : { from: at(hours), until: at(hours + 24) };
  const { data } = await send(JOIN, { patientId, clinicianId, duty: 'any', ...span });
  const id: string | undefined = data?.joinCareTeam?.careTeamMember?.id;
  if (id) seats.push(id);
}

it('grants what the seats say, after any history of joining, leaving and deactivating', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (history) => {
      const clinicians = await Promise.all([1, 2, 3].map(() => aClinician(app)));
      const patients = await Promise.all([1, 2].map(() => aPatient(app)));
      const seats: string[] = [];
      for (const one of history) await take(one, clinicians[one.clinician] ?? '', patients[one.patient] ?? '', seats);
      expect(await asAdmin(app.databaseUrl, differences)).toEqual([]);
      // And the caseloads are the seats that last now.
      const { rows } = await asAdmin(app.databaseUrl, (admin) =>
        admin.query(
          'select clinician_id, patient_id from care_team_member where starts_at <= now() and (ends_at is null or ends_at > now())',
        ),
      );
      const now = new Set(rows.map((row) => `${row.clinician_id}/${row.patient_id}`));
      for (const id of clinicians) {
        const { clinician } = await director.data(
          'query ($id: ID!) { clinician(id: $id) { caseload { nodes { id } } } }',
          { id },
        );
        const caseload = clinician.caseload.nodes.map((node: { id: string }) => `${uuidOf(id)}/${uuidOf(node.id)}`);
        expect(caseload.sort()).toEqual([...now].filter((pair) => pair.startsWith(uuidOf(id))).sort());
      }
    }),
    { numRuns: 6 },
  );
});

it.each([
  ['a grant that is missing', 'delete from access_grant where source_id = $1', ['missing']],
  [
    'a grant that lasts too long',
    "update access_grant set valid_until = 'infinity' where source_id = $1",
    ['missing', 'stray'],
  ],
  ['a grant of more', 'update access_grant set categories = 2047 where source_id = $1', ['missing', 'stray']],
  [
    'a grant to somebody else',
    'update access_grant set principal_id = patient_id where source_id = $1',
    ['missing', 'stray'],
  ],
  [
    'a seat that was changed past the trigger',
    'update care_team_member set ends_at = starts_at where id = $1',
    ['stray'],
  ],
])('would notice %s', async (_case, planted, faults) => {
  const seatId = await aSeat(app, { patientId: await aPatient(app), clinicianId: await aClinician(app), until: at(5) });
  await asAdmin(app.databaseUrl, async (admin) => {
    expect(await differences(admin)).toEqual([]);
    await admin.query('begin');
    await admin.query("set local session_replication_role = 'replica'");
    await admin.query(planted, [uuidOf(seatId)]);
    expect((await differences(admin)).sort()).toEqual(faults);
    await admin.query('rollback');
  });
});

it.each([
  ['in its first instant', 'starts_at = now(), ends_at = null', true],
  ['an instant before', "starts_at = now() + interval '1 microsecond', ends_at = null", false],
  [
    'an instant before its last',
    "starts_at = now() - interval '1 day', ends_at = now() + interval '1 microsecond'",
    true,
  ],
  ['in its last instant', "starts_at = now() - interval '1 day', ends_at = now()", false],
  ['when it begins and ends in the same instant', 'starts_at = now(), ends_at = now()', false],
])('a seat shows the patient %s: %s', async (_case, span, isSeen) => {
  const [patientId, clinicianId] = [await aPatient(app), await aClinician(app)];
  const seatId = await aSeat(app, { patientId, clinicianId });
  const login = await app.asClinician(clinicianId);
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query('begin');
    await admin.query(`update care_team_member set ${span} where id = $1`, [uuidOf(seatId)]);
    await admin.query(`set local role ${RUNTIME_ROLE}`);
    await admin.query("select app.enter($1, $2, $3, 'CLINICIAN', '{}')", [
      app.harbor.uuid,
      app.issuer.issuer,
      login.subject,
    ]);
    for (const table of [
      'patient',
      'patient_identity',
      'patient_contact',
      'patient_standing',
      'care_episode',
      'care_team_member',
    ]) {
      const { rowCount } = await admin.query(`select from ${table}`);
      expect([table, rowCount]).toEqual([table, isSeen ? 1 : 0]);
    }
    await admin.query('rollback');
  });
});
