import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician, aPatient } from '../../support/factories';
import { aCandidate, aMentor, VALID_CREDENTIAL } from '../../support/factories/peers';
import { badInputAt, refusalOf } from '../../support/refusals';
import { statementsOf } from '../../support/statements';

let app: TestApp;
let administrator: Caller;
let supervisor: Caller;

beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
  supervisor = await app.asClinician(await aClinician(app, { role: 'PEER_SUPERVISOR' }));
});
afterAll(() => app.stop());

const REGISTER =
  'mutation ($input: RegisterPeerMentorInput!) { registerPeerMentor(input: $input) { peerMentor { id version displayName active acceptingMentees stage capacity openSlots supervisor { id } journey { stage enteredOn evidence } availability { weekday from to } inRecoverySince } } }';
const REVISE = `mutation ($input: RevisePeerMentorInput!) { revisePeerMentor(input: $input) { __typename
  ... on RevisePeerMentorPayload { peerMentor { version displayName bio capacity openSlots supervisor { id } languages } }
  ... on VersionConflict { message currentVersion } } }`;
const ADVANCE = `mutation ($input: AdvanceMentorInput!) { advanceMentor(input: $input) { __typename
  ... on AdvanceMentorPayload { peerMentor { version stage active acceptingMentees credential { title issuer number verifiedOn expiresOn } journey { stage evidence } } }
  ... on VersionConflict { currentVersion }
  ... on TransitionNotAllowed { from to allowed } } }`;
const MENTOR = `query ($id: ID!) { peerMentor(id: $id) { id displayName active acceptingMentees capacity openSlots stage
  credential { title } supervisor { displayName } journey { stage } inRecoverySince } }`;

const someone = {
  displayName: 'Sam Rivers',
  approaches: ['TWELVE_STEP'],
  modalities: ['IN_PERSON', 'PHONE'],
  languages: ['en', 'es-MX'],
  timeZone: 'America/Los_Angeles',
  engagement: 'EMPLOYED',
  capacity: 2,
};

const register = (input: object, caller = administrator) => caller.send(REGISTER, { input: { ...someone, ...input } });
const revise = (input: object, caller = administrator) => caller.send(REVISE, { input });
const advance = (input: object, caller = administrator) => caller.send(ADVANCE, { input });
const EVIDENCE = { evidence: 'First course.' };

describe('registering a mentor', () => {
  it('makes a candidate with a journey that begins, and takes nobody on yet', async () => {
    const supervisorId = await aClinician(app);
    const availability = [{ weekday: 'TUESDAY', from: '09:00', to: '11:30' }];
    const { data } = await register({ supervisorId, availability, inRecoverySince: 2015 }, supervisor);
    expect(data.registerPeerMentor.peerMentor).toMatchObject({
      version: 1,
      displayName: 'Sam Rivers',
      active: false,
      acceptingMentees: false,
      stage: 'CANDIDATE',
      capacity: 2,
      openSlots: 2,
      supervisor: { id: supervisorId },
      journey: [{ stage: 'CANDIDATE', evidence: null }],
      availability,
      inRecoverySince: 2015,
    });
  });

  it.each([
    ['input.availability.0.to', { availability: [{ weekday: 'MONDAY', from: '22:00', to: '01:00' }] }],
    ['input.inRecoverySince', { inRecoverySince: 2999 }],
    ['input.capacity', { capacity: -1 }],
    ['input.languages', { languages: ['English'] }],
  ])('refuses what cannot be, naming %s', async (path, input) => {
    const { errors } = await register(input);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('refuses a supervisor who no longer works here', async () => {
    const supervisorId = await aClinician(app);
    await administrator.data(
      'mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { __typename } }',
      { input: { clinicianId: supervisorId, expectedVersion: 1 } },
    );
    const { errors } = await register({ supervisorId });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.supervisorId' }] });
  });

  it('does not find a supervisor of another organization', async () => {
    const supervisorId = await aClinician(app, { organization: app.meadow });
    const { errors } = await register({ supervisorId });
    expect(errors?.[0]).toMatchObject({ message: 'Clinician not found.', extensions: { code: 'NOT_FOUND' } });
  });

  it('is for administrators and peer supervisors', async () => {
    const counselor = await app.asClinician(await aClinician(app));
    for (const caller of [counselor, app.as(Role.CLINICIAN), app.as(Role.PROGRAM_DIRECTOR)]) {
      const { errors } = await register({}, caller);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('revising a mentor', () => {
  it('changes what is given, clears what is null and keeps the rest', async () => {
    const supervisorId = await aClinician(app);
    const peerMentorId = await aCandidate(app, { bio: 'Ten years.', supervisorId });
    const { data } = await revise(
      { peerMentorId, expectedVersion: 1, bio: null, capacity: 5, supervisorId: null, languages: ['fr'] },
      supervisor,
    );
    expect(data.revisePeerMentor).toMatchObject({
      __typename: 'RevisePeerMentorPayload',
      peerMentor: { version: 2, bio: null, capacity: 5, openSlots: 5, supervisor: null, languages: ['fr'] },
    });
  });

  it('tells of a change in the meantime, and lets one of two at once through', async () => {
    const peerMentorId = await aCandidate(app);
    const both = await Promise.all(
      ['One', 'Two'].map((displayName) => revise({ peerMentorId, expectedVersion: 1, displayName })),
    );
    const kinds = both.map(({ data }) => data.revisePeerMentor.__typename).sort();
    expect(kinds).toEqual(['RevisePeerMentorPayload', 'VersionConflict']);
  });

  it('keeps everything when the version was old, the capacity too', async () => {
    const peerMentorId = await aCandidate(app);
    await revise({ peerMentorId, expectedVersion: 1, displayName: 'Newer' });
    const { data } = await revise({ peerMentorId, expectedVersion: 1, capacity: 9 });
    expect(data.revisePeerMentor).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    const after = await administrator.data(MENTOR, { id: peerMentorId });
    expect(after.peerMentor.capacity).toBe(3);
  });

  it.each([
    ['input.displayName', { displayName: null }],
    ['input.capacity', { capacity: null }],
  ])('does not clear %s', async (path, change) => {
    const peerMentorId = await aCandidate(app);
    const { errors } = await revise({ peerMentorId, expectedVersion: 1, ...change });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('does not find a mentor of another organization, nor one that never was', async () => {
    const elsewhere = await aCandidate(app, { organization: app.meadow });
    for (const peerMentorId of [elsewhere, 'peer_mentor_00000000000040008000000000000000']) {
      const { errors } = await revise({ peerMentorId, expectedVersion: 1 });
      expect(errors?.[0]).toMatchObject({ message: 'Peer mentor not found.', extensions: { code: 'NOT_FOUND' } });
    }
  });

  it('is for administrators and peer supervisors', async () => {
    const peerMentorId = await aCandidate(app);
    const { errors } = await revise({ peerMentorId, expectedVersion: 1 }, await app.asClinician(await aClinician(app)));
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('advancing a mentor', () => {
  it('goes from candidate through training to credentialed, and then they take somebody on', async () => {
    const peerMentorId = await aCandidate(app);
    const training = await advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', ...EVIDENCE });
    expect(training.data.advanceMentor.peerMentor).toMatchObject({ version: 2, stage: 'IN_TRAINING', active: false });
    const credential = { ...VALID_CREDENTIAL, expiresOn: '2999-01-01' };
    const passed = { evidence: 'Passed it.', credential };
    const { data } = await advance({ peerMentorId, expectedVersion: 2, to: 'CREDENTIALED', ...passed }, supervisor);
    expect(data.advanceMentor.peerMentor).toEqual({
      version: 3,
      stage: 'CREDENTIALED',
      active: true,
      acceptingMentees: true,
      credential,
      journey: [
        { stage: 'CANDIDATE', evidence: null },
        { stage: 'IN_TRAINING', evidence: 'First course.' },
        { stage: 'CREDENTIALED', evidence: 'Passed it.' },
      ],
    });
  });

  it('pauses and comes back with the credential on file', async () => {
    const peerMentorId = await aMentor(app);
    const paused = await advance({ peerMentorId, expectedVersion: 3, to: 'PAUSED' });
    expect(paused.data.advanceMentor.peerMentor).toMatchObject({ active: false, acceptingMentees: false });
    const back = await advance({ peerMentorId, expectedVersion: 4, to: 'CREDENTIALED' });
    expect(back.data.advanceMentor.peerMentor).toMatchObject({ active: true, acceptingMentees: true });
  });

  it('lets a mentor step back to any earlier stage', async () => {
    const peerMentorId = await aMentor(app);
    const { data } = await advance({ peerMentorId, expectedVersion: 3, to: 'CANDIDATE' });
    expect(data.advanceMentor.peerMentor).toMatchObject({ stage: 'CANDIDATE', active: false });
  });

  it('renews a credential', async () => {
    const peerMentorId = await aMentor(app);
    const credential = { ...VALID_CREDENTIAL, number: 'CPRS-2' };
    const { data } = await advance({ peerMentorId, expectedVersion: 3, to: 'CREDENTIALED', ...EVIDENCE, credential });
    expect(data.advanceMentor.peerMentor.credential.number).toBe('CPRS-2');
  });

  it('refuses to skip the training, and to come back from retirement', async () => {
    const peerMentorId = await aCandidate(app);
    const skipped = await advance({
      peerMentorId,
      expectedVersion: 1,
      to: 'CREDENTIALED',
      credential: VALID_CREDENTIAL,
    });
    expect(skipped.data.advanceMentor).toEqual({
      __typename: 'TransitionNotAllowed',
      from: 'CANDIDATE',
      to: 'CREDENTIALED',
      allowed: ['IN_TRAINING', 'RETIRED'],
    });
    await advance({ peerMentorId, expectedVersion: 1, to: 'RETIRED' });
    const back = await advance({ peerMentorId, expectedVersion: 2, to: 'CANDIDATE' });
    expect(back.data.advanceMentor).toMatchObject({ __typename: 'TransitionNotAllowed', allowed: [] });
  });

  it.each([
    ['input.credential', undefined],
    ['input.credential.expiresOn', { ...VALID_CREDENTIAL, expiresOn: '2026-01-03' }],
    ['input.credential.verifiedOn', { ...VALID_CREDENTIAL, verifiedOn: '2999-01-03' }],
  ])('needs a valid credential, naming %s', async (path, credential) => {
    const peerMentorId = await aCandidate(app);
    await advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', ...EVIDENCE });
    const { errors } = await advance({ peerMentorId, expectedVersion: 2, to: 'CREDENTIALED', ...EVIDENCE, credential });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    const { peerMentor } = await administrator.data(MENTOR, { id: peerMentorId });
    expect(peerMentor).toMatchObject({ stage: 'IN_TRAINING', credential: null });
  });

  it('needs evidence for each step onward and for a new credential, and for none back', async () => {
    const needed = badInputAt('input.evidence');
    const peerMentorId = await aCandidate(app);
    const credential = VALID_CREDENTIAL;
    for (const evidence of [undefined, null])
      expect(refusalOf(await advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', evidence }))).toEqual(
        needed,
      );
    await advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', ...EVIDENCE });
    const onward = { peerMentorId, to: 'CREDENTIALED', credential };
    expect(refusalOf(await advance({ ...onward, expectedVersion: 2 }))).toEqual(needed);
    await advance({ ...onward, expectedVersion: 2, ...EVIDENCE });
    expect(refusalOf(await advance({ ...onward, expectedVersion: 3 }))).toEqual(needed);
    const back = await advance({ peerMentorId, expectedVersion: 3, to: 'IN_TRAINING' });
    expect(back.data.advanceMentor.peerMentor.journey.at(-1)).toEqual({ stage: 'IN_TRAINING', evidence: null });
  });

  it('writes one step when two are asked for at once', async () => {
    const peerMentorId = await aCandidate(app);
    const both = await Promise.all(
      [1, 2].map(() => advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING', ...EVIDENCE })),
    );
    const kinds = both.map(({ data }) => data.advanceMentor.__typename).sort();
    expect(kinds).toEqual(['AdvanceMentorPayload', 'VersionConflict']);
    const { peerMentor } = await administrator.data(MENTOR, { id: peerMentorId });
    expect(peerMentor.journey).toEqual([{ stage: 'CANDIDATE' }, { stage: 'IN_TRAINING' }]);
  });

  it('does not find a mentor of another organization, and is not for every clinician', async () => {
    const peerMentorId = await aCandidate(app, { organization: app.meadow });
    const missing = await advance({ peerMentorId, expectedVersion: 1, to: 'IN_TRAINING' });
    expect(missing.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const here = await aCandidate(app);
    const counselor = await app.asClinician(await aClinician(app));
    const refused = await advance({ peerMentorId: here, expectedVersion: 1, to: 'IN_TRAINING' }, counselor);
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('stepping back by oneself', () => {
  it('pauses and finishes, with no evidence and nobody asked', async () => {
    const peerMentorId = await aMentor(app);
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const paused = await advance({ peerMentorId, expectedVersion: 3, to: 'PAUSED' }, mentor);
    expect(paused.data.advanceMentor.peerMentor).toMatchObject({
      stage: 'PAUSED',
      active: false,
      acceptingMentees: false,
    });
    const { data } = await advance({ peerMentorId, expectedVersion: 4, to: 'RETIRED' }, mentor);
    // Shown in the answer that says so, for the last time.
    expect(data.advanceMentor.peerMentor).toMatchObject({ stage: 'RETIRED', version: 5 });
    const steps = data.advanceMentor.peerMentor.journey.slice(-2);
    expect(steps).toEqual([
      { stage: 'PAUSED', evidence: null },
      { stage: 'RETIRED', evidence: null },
    ]);
    const after = await mentor.send(MENTOR, { id: peerMentorId });
    expect(after.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('keeps a pause when two are asked for at once, and writes it once', async () => {
    const peerMentorId = await aMentor(app);
    const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
    const both = await Promise.all(
      [mentor, administrator].map((by) => advance({ peerMentorId, expectedVersion: 3, to: 'PAUSED' }, by)),
    );
    const kinds = both.map(({ data }) => data.advanceMentor.__typename).sort();
    expect(kinds).toEqual(['AdvanceMentorPayload', 'VersionConflict']);
  });

  it.each(['CREDENTIALED', 'IN_TRAINING', 'CANDIDATE'])(
    'does not take a mentor to %s by their own hand',
    async (to) => {
      const peerMentorId = await aMentor(app);
      const mentor = await app.asHolder(Role.PEER_MENTOR, peerMentorId);
      const { errors } = await advance({ peerMentorId, expectedVersion: 3, to }, mentor);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    },
  );

  it('is for oneself: another mentor is refused as one is who never was', async () => {
    const mentor = await app.asHolder(Role.PEER_MENTOR, await aMentor(app));
    const others = [await aMentor(app), 'peer_mentor_00000000000040008000000000000000'];
    const answers = await Promise.all(
      others.map((peerMentorId) => advance({ peerMentorId, expectedVersion: 3, to: 'PAUSED' }, mentor)),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(answers[0]?.text).toBe(answers[1]?.text);
  });

  it('is never called a demotion, nor by any other word that blames', () => {
    const schema = readFileSync(join(__dirname, '../../../schema.graphql'), 'utf8');
    expect(schema).not.toMatch(/demot|downgrad|dismiss|disqualif|strip|fail(ed|ure) as/i);
  });
});

describe('who sees a mentor', () => {
  const hidden = { capacity: null, openSlots: null, stage: null, credential: null, supervisor: null, journey: null };

  it('shows everything to supervision and to the mentor', async () => {
    const id = await aMentor(app, { supervisorId: await aClinician(app, { displayName: 'Dr. Lee' }) });
    const mentor = await app.asHolder(Role.PEER_MENTOR, id);
    for (const caller of [administrator, supervisor, app.as(Role.PROGRAM_DIRECTOR), mentor]) {
      const { peerMentor } = await caller.data(MENTOR, { id });
      expect(peerMentor).toMatchObject({ capacity: 3, openSlots: 3, stage: 'CREDENTIALED', acceptingMentees: true });
      expect(peerMentor).toMatchObject({ credential: { title: VALID_CREDENTIAL.title } });
      expect(peerMentor.journey).toHaveLength(3);
    }
    const { peerMentor } = await administrator.data(MENTOR, { id });
    expect(peerMentor.supervisor).toEqual({ displayName: 'Dr. Lee' });
  });

  it("shows a mentor's journey to the clinician who supervises them, and to no other", async () => {
    const supervisorId = await aClinician(app);
    const id = await aMentor(app, { supervisorId });
    const own = await (await app.asClinician(supervisorId)).data(MENTOR, { id });
    expect(own.peerMentor.journey).toHaveLength(3);
    const other = await (await app.asClinician(await aClinician(app))).data(MENTOR, { id });
    expect(other.peerMentor).toMatchObject({ stage: 'CREDENTIALED', capacity: 3, journey: null });
  });

  it('shows patients who the mentor is, whether they take somebody on, and nothing of their standing', async () => {
    const id = await aMentor(app, { inRecoverySince: 2014 });
    const patient = await app.asHolder(Role.PATIENT, await aPatient(app));
    const { peerMentor } = await patient.data(MENTOR, { id });
    expect(peerMentor).toMatchObject({ ...hidden, active: true, acceptingMentees: true, inRecoverySince: 2014 });
  });

  it('shows a mentor themselves, as viewer and in the list, and no other mentor', async () => {
    const id = await aMentor(app, { displayName: 'Only Me' });
    const other = await aMentor(app);
    const mentor = await app.asHolder(Role.PEER_MENTOR, id);
    const data = await mentor.data(
      'query ($other: ID!) { viewer { displayName peerMentor { id } } peerMentors { nodes { id } } peerMentor(id: $other) { id } node(id: $other) { id } }',
      { other },
    );
    expect(data).toEqual({
      viewer: { displayName: 'Only Me', peerMentor: { id } },
      peerMentors: { nodes: [{ id }] },
      peerMentor: null,
      node: null,
    });
  });

  it('shows no mentor to a partner app, not even as a node', async () => {
    const id = await aMentor(app);
    const partner = await app.asClient(Role.PARTNER_APP, ['system/PeerSupport.rs']);
    const refused = await partner.send(MENTOR, { id });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { node } = await partner.data('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(node).toBeNull();
  });

  it('shows mentors to a record system of the program that may read peer support, without their standing', async () => {
    const id = await aMentor(app);
    const reads = await app.asClient(Role.EHR_SYSTEM, ['system/PeerSupport.rs']);
    const { peerMentor } = await reads.data(MENTOR, { id });
    expect(peerMentor).toMatchObject({ ...hidden, id, acceptingMentees: true });
    const doesNot = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rs']);
    expect((await doesNot.data(MENTOR, { id })).peerMentor).toBeNull();
  });

  it('shows nothing to the other organization', async () => {
    const id = await aMentor(app, { displayName: 'Harbor Only' });
    const stranger = app.as(Role.ADMINISTRATOR, { organization: app.meadow });
    const data = await stranger.data(
      'query ($id: ID!) { peerMentor(id: $id) { id } node(id: $id) { id } peerMentors(filter: { search: "harbor only" }) { totalCount nodes { id } } }',
      { id },
    );
    expect(data).toEqual({ peerMentor: null, node: null, peerMentors: { totalCount: 0, nodes: [] } });
  });
});

describe('listing mentors', () => {
  const LIST = `query ($filter: PeerFilter, $first: Int, $after: String) { peerMentors(filter: $filter, first: $first, after: $after) {
    totalCount nodes { displayName acceptingMentees } pageInfo { hasNextPage endCursor } } }`;
  const names = async (filter: object): Promise<string[]> => {
    const data = await administrator.data(LIST, { filter: { search: 'listed', ...filter } });
    return data.peerMentors.nodes.map(({ displayName }: { displayName: string }) => displayName);
  };

  beforeAll(async () => {
    await aMentor(app, { displayName: 'Listed Éva', approaches: ['SECULAR', 'MINDFULNESS_BASED'], languages: ['hu'] });
    await aMentor(app, { displayName: 'Listed Ana', approaches: ['FAITH_BASED'], modalities: ['PHONE'] });
    await aMentor(app, { displayName: 'Listed Full', capacity: 0 });
    await aCandidate(app, { displayName: 'Listed Candidate' });
  });

  it('lists by name, in pages', async () => {
    const first = await administrator.data(LIST, { filter: { search: 'LISTED' }, first: 3 });
    expect(first.peerMentors).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = await administrator.data(LIST, {
      filter: { search: 'LISTED' },
      first: 3,
      after: first.peerMentors.pageInfo.endCursor,
    });
    const all = [...first.peerMentors.nodes, ...second.peerMentors.nodes];
    expect(all.map(({ displayName }) => displayName)).toEqual([
      'Listed Ana',
      'Listed Candidate',
      'Listed Full',
      'Listed Éva',
    ]);
  });

  it.each([
    [{ search: 'listed éVA' }, ['Listed Éva']],
    [{ approaches: ['MINDFULNESS_BASED', 'FAITH_BASED'] }, ['Listed Ana', 'Listed Éva']],
    [{ modalities: ['PHONE'] }, ['Listed Ana']],
    [{ languages: ['hu'] }, ['Listed Éva']],
    [{ active: false }, ['Listed Candidate']],
    [{ acceptingMentees: true }, ['Listed Ana', 'Listed Éva']],
    [{ acceptingMentees: false }, ['Listed Candidate', 'Listed Full']],
    [{ fellowships: ['SMART_RECOVERY'] }, []],
    [{ fellowships: null, active: null }, ['Listed Ana', 'Listed Candidate', 'Listed Full', 'Listed Éva']],
  ])('narrows by %j', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('sends as many statements for one mentor as for many', async () => {
    const document = `query ($first: Int!) { peerMentors(first: $first) {
      nodes { displayName acceptingMentees capacity supervisor { id } journey { stage } } } }`;
    const forOne = await statementsOf(app, administrator, document, { first: 1 });
    expect(forOne).toBe(1);
    expect(await statementsOf(app, administrator, document, { first: 20 })).toBe(forOne);
  });
});
