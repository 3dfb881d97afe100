import { Role } from '../../../src/access/role';
import { newId, toGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { badInputAt, refusalOf } from '../../support/refusals';

const SEAT = 'id duty from until clinician { id } coverFor { id }';
const JOIN = `mutation ($input: JoinCareTeamInput!) { joinCareTeam(input: $input) { __typename
  ... on JoinCareTeamPayload { careTeamMember { ${SEAT} } } ... on TransitionNotAllowed { message from to allowed } } }`;
const LEAVE = `mutation ($input: LeaveCareTeamInput!) { leaveCareTeam(input: $input) { __typename
  ... on LeaveCareTeamPayload { careTeamMember { ${SEAT} } } ... on TransitionNotAllowed { from to allowed } } }`;
const FULL = {
  __typename: 'TransitionNotAllowed',
  from: 'SEATED',
  to: 'SEATED',
  allowed: [],
  message: expect.any(String),
};

let app: TestApp;
let director: Caller;
beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
});
afterAll(() => app.stop());

const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();
const join = async (input: object, caller = director) =>
  (await caller.data(JOIN, { input: { duty: 'counselor', ...input } })).joinCareTeam;
const leave = async (careTeamMemberId: string, at?: string, caller = director) =>
  (await caller.data(LEAVE, { input: { careTeamMemberId, ...(at ? { at } : {}) } })).leaveCareTeam;

async function teamOf(id: string): Promise<string[]> {
  const { patient } = await director.data('query ($id: ID!) { patient(id: $id) { careTeam { clinician { id } } } }', {
    id,
  });
  return patient.careTeam.map(({ clinician }: { clinician: { id: string } }) => clinician.id);
}

/** A patient and a clinician who treats them, and one who does not. */
async function aTeam() {
  const [member, other] = [await aClinician(app), await aClinician(app)];
  const patientId = await aPatient(app);
  const seatId = await aSeat(app, { patientId, clinicianId: member });
  return { patientId, member, other, seatId };
}

describe('joinCareTeam', () => {
  it('seats a clinician from now on, without an end', async () => {
    const { patientId, other: clinicianId, member } = await aTeam();
    const began = Date.now();
    const { careTeamMember } = await join({ patientId, clinicianId, duty: 'prescriber' });
    expect(careTeamMember).toMatchObject({
      duty: 'prescriber',
      until: null,
      clinician: { id: clinicianId },
      coverFor: null,
    });
    expect(Date.parse(careTeamMember.from)).toBeGreaterThanOrEqual(began);
    expect(await teamOf(patientId)).toEqual([member, clinicianId]);
    const { node } = await director.data(`query ($id: ID!) { node(id: $id) { ... on CareTeamMember { ${SEAT} } } }`, {
      id: careTeamMember.id,
    });
    expect(node).toEqual(careTeamMember);
  });

  it('seats somebody for a span, to cover a colleague', async () => {
    const { patientId, member, other } = await aTeam();
    const [from, until] = [hours(1), hours(25)];
    const { careTeamMember } = await join({
      patientId,
      clinicianId: other,
      from,
      until,
      coverForId: member,
      reason: 'Leave.',
    });
    expect(careTeamMember).toMatchObject({ from, until, coverFor: { id: member } });
  });

  it.each<[string, boolean, { from?: number; until?: number }]>([
    ['the same span', false, { from: 10, until: 20 }],
    ['a span within', false, { from: 12, until: 18 }],
    ['a span around', false, { from: 5, until: 25 }],
    ['a span that overlaps the beginning', false, { from: 5, until: 11 }],
    ['a span that overlaps the end', false, { from: 19, until: 30 }],
    ['everything from before on', false, { from: 5 }],
    ['a span that ends when it begins', true, { from: 5, until: 10 }],
    ['a span that begins when it ends', true, { from: 20, until: 25 }],
    ['everything after', true, { from: 20 }],
  ])('beside a seat that lasts, %s is possible: %s', async (_case, isPossible, { from, until }) => {
    const [patientId, clinicianId] = [await aPatient(app), await aClinician(app)];
    // The same instants for both, to the millisecond.
    const start = Date.now();
    const at = (count?: number) => (count === undefined ? null : new Date(start + count * 3_600_000).toISOString());
    await join({ patientId, clinicianId, from: at(10), until: at(20) });
    const second = await join({ patientId, clinicianId, from: at(from), until: at(until) });
    expect(second.__typename).toBe(isPossible ? 'JoinCareTeamPayload' : 'TransitionNotAllowed');
  });

  it('seats nobody twice at the same time', async () => {
    const { patientId, member, other, seatId } = await aTeam();
    expect(await join({ patientId, clinicianId: member })).toEqual(FULL);
    await leave(seatId);
    expect((await join({ patientId, clinicianId: member })).__typename).toBe('JoinCareTeamPayload');
    expect(
      await join({ patientId, clinicianId: member, until: hours(2), coverForId: other, reason: 'Leave.' }),
    ).toEqual(FULL);
  });

  it.each([
    ['without an end', () => ({})],
    ['for spans that overlap', (index: number) => ({ from: hours(index), until: hours(index + 20) })],
  ])('seats somebody once when several try at the same moment, %s', async (_case, spanOf) => {
    const [patientId, clinicianId] = [await aPatient(app), await aClinician(app)];
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, index) => join({ patientId, clinicianId, ...spanOf(index) })),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'JoinCareTeamPayload',
      ...Array(4).fill('TransitionNotAllowed'),
    ]);
  });

  it('seats several clinicians at the same moment', async () => {
    const patientId = await aPatient(app);
    const clinicians = await Promise.all(Array.from({ length: 4 }, () => aClinician(app)));
    await Promise.all(clinicians.map((clinicianId) => join({ patientId, clinicianId })));
    expect((await teamOf(patientId)).sort()).toEqual([...clinicians].sort());
  });

  it.each<[string, (team: Awaited<ReturnType<typeof aTeam>>) => object, string]>([
    ['an end before the beginning', () => ({ from: hours(2), until: hours(1) }), 'input.until'],
    ['an end at the beginning', () => ({ from: '2999-01-01T00:00:00Z', until: '2999-01-01T00:00:00Z' }), 'input.until'],
    ['an end in the past', () => ({ until: hours(-1) }), 'input.until'],
    ['a cover without an end', ({ member }) => ({ coverForId: member, reason: 'Leave.' }), 'input.until'],
    ['a cover without a reason', ({ member }) => ({ coverForId: member, until: hours(1) }), 'input.reason'],
    [
      'somebody who covers themselves',
      ({ other }) => ({ coverForId: other, until: hours(1), reason: 'Leave.' }),
      'input.coverForId',
    ],
    ['a blank duty', () => ({ duty: ' ' }), 'input.duty'],
  ])('refuses %s', async (_case, inputOf, path) => {
    const team = await aTeam();
    const answer = await director.send(JOIN, {
      input: { patientId: team.patientId, clinicianId: team.other, duty: 'any', ...inputOf(team) },
    });
    expect(refusalOf(answer)).toEqual(badInputAt(path));
    expect(await teamOf(team.patientId)).toEqual([team.member]);
  });

  it('refuses a clinician who works here no more, and does not find one who never did', async () => {
    const { patientId, other } = await aTeam();
    await app
      .as(Role.ADMINISTRATOR)
      .data('mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }', {
        input: { clinicianId: other, expectedVersion: 1 },
      });
    const refusal = async (input: object) =>
      refusalOf(await director.send(JOIN, { input: { patientId, duty: 'any', ...input } }));
    expect(await refusal({ clinicianId: other })).toEqual(badInputAt('input.clinicianId'));
    const cover = { clinicianId: await aClinician(app), until: hours(1), reason: 'Leave.' };
    for (const absent of [toGlobalId('clinician', newId()), await aClinician(app, { organization: app.meadow })]) {
      expect((await refusal({ clinicianId: absent })).code).toBe('NOT_FOUND');
      expect((await refusal({ ...cover, coverForId: absent })).code).toBe('NOT_FOUND');
    }
  });
});

describe('leaveCareTeam', () => {
  it('ends a seat now, and the sight that came with it', async () => {
    const { patientId, member, seatId } = await aTeam();
    const ada = await app.asClinician(member);
    const SEES = 'query ($id: ID!) { patient(id: $id) { id } }';
    expect((await ada.data(SEES, { id: patientId })).patient).toEqual({ id: patientId });
    const { careTeamMember } = await leave(seatId);
    expect(careTeamMember).toMatchObject({ id: seatId, clinician: { id: member } });
    expect(Date.parse(careTeamMember.until)).toBeLessThanOrEqual(Date.now());
    expect(await teamOf(patientId)).toEqual([]);
    expect((await ada.data(SEES, { id: patientId })).patient).toBeNull();
  });

  it('sets an end, and brings it forward, but never puts it off', async () => {
    const { seatId } = await aTeam();
    const [tomorrow, later, sooner] = [hours(24), hours(25), hours(1)];
    expect((await leave(seatId, tomorrow)).careTeamMember.until).toBe(tomorrow);
    expect(refusalOf(await director.send(LEAVE, { input: { careTeamMemberId: seatId, at: later } }))).toEqual(
      badInputAt('input.at'),
    );
    expect((await leave(seatId, sooner)).careTeamMember.until).toBe(sooner);
  });

  it('refuses an end in the past, or before the seat begins', async () => {
    const [patientId, clinicianId] = [await aPatient(app), await aClinician(app)];
    const { careTeamMember } = await join({ patientId, clinicianId, from: hours(10) });
    for (const at of [hours(-1), hours(5)])
      expect(refusalOf(await director.send(LEAVE, { input: { careTeamMemberId: careTeamMember.id, at } }))).toEqual(
        badInputAt('input.at'),
      );
  });

  it('ends a seat once', async () => {
    const { seatId } = await aTeam();
    await leave(seatId);
    expect(await leave(seatId)).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'ENDED',
      to: 'ENDED',
      allowed: [],
    });
  });

  it('ends a seat once when several try at the same moment', async () => {
    const { seatId } = await aTeam();
    const results = await Promise.all(Array.from({ length: 5 }, () => leave(seatId)));
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'LeaveCareTeamPayload',
      ...Array(4).fill('TransitionNotAllowed'),
    ]);
  });
});

describe('who may change a care team', () => {
  it('a clinician who is on it: seats a colleague, ends a seat, leaves', async () => {
    const { patientId, member, other, seatId } = await aTeam();
    const ada = await app.asClinician(member);
    const { careTeamMember } = await join({ patientId, clinicianId: other }, ada);
    expect(await teamOf(patientId)).toEqual([member, other]);
    await leave(careTeamMember.id, undefined, ada);
    await leave(seatId, undefined, ada);
    expect(await teamOf(patientId)).toEqual([]);
    expect(refusalOf(await ada.send(JOIN, { input: { patientId, clinicianId: other, duty: 'any' } })).code).toBe(
      'NOT_FOUND',
    );
  });

  it('no clinician who is not, but to cover for a colleague: for them there is neither patient nor seat', async () => {
    const { patientId, member, other, seatId } = await aTeam();
    const ben = await app.asClinician(other);
    expect(refusalOf(await ben.send(JOIN, { input: { patientId, clinicianId: other, duty: 'any' } })).code).toBe(
      'NOT_FOUND',
    );
    expect(refusalOf(await ben.send(LEAVE, { input: { careTeamMemberId: seatId } })).code).toBe('NOT_FOUND');
    expect(await teamOf(patientId)).toEqual([member]);
  });

  it('a record system that may write and read care', async () => {
    const { patientId, other: clinicianId, seatId } = await aTeam();
    const system = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.ru']);
    expect((await join({ patientId, clinicianId }, system)).__typename).toBe('JoinCareTeamPayload');
    expect((await leave(seatId, undefined, system)).__typename).toBe('LeaveCareTeamPayload');
  });

  it.each([Role.ADMINISTRATOR, Role.INTAKE, Role.PRIVACY_OFFICER, Role.PEER_MENTOR, Role.PATIENT])(
    'not %s',
    async (role) => {
      const { patientId, other, seatId } = await aTeam();
      expect(
        refusalOf(await app.as(role).send(JOIN, { input: { patientId, clinicianId: other, duty: 'any' } })).code,
      ).toBe('FORBIDDEN');
      expect(refusalOf(await app.as(role).send(LEAVE, { input: { careTeamMemberId: seatId } })).code).toBe('FORBIDDEN');
    },
  );

  it('nobody of what is absent or of another organization', async () => {
    const clinicianId = await aClinician(app);
    const organization = app.meadow;
    const foreign = await aPatient(app, { organization });
    const foreignSeat = await aSeat(app, {
      organization,
      patientId: foreign,
      clinicianId: await aClinician(app, { organization }),
    });
    for (const patientId of [toGlobalId('patient', newId()), foreign])
      expect(refusalOf(await director.send(JOIN, { input: { patientId, clinicianId, duty: 'any' } })).code).toBe(
        'NOT_FOUND',
      );
    for (const careTeamMemberId of [toGlobalId('care_team_member', newId()), foreignSeat])
      expect(refusalOf(await director.send(LEAVE, { input: { careTeamMemberId } })).code).toBe('NOT_FOUND');
  });
});
