import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aClinician } from '../../support/factories';
import { aMeeting, aPeerGroup } from '../../support/factories/peers';
import { statementsOf } from '../../support/statements';

let app: TestApp;
let administrator: Caller;

beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
});
afterAll(() => app.stop());

const GROUP = `query ($id: ID!, $from: DateTime, $days: Int, $first: Int) { peerGroup(id: $id) {
  id version active displayName fellowship url meetingTypes { code label known }
  meetings { id name active group { id } }
  nextMeetings(from: $from, days: $days, first: $first) { startsAt endsAt distanceKm meeting { id name } group { id } } } }`;
const MEETING = `{ id version name active weekday startTime endTime timeZone byAppointment modality joinUrl phone notes lastSeenAt
  venue { name formattedAddress approximate location { latitude longitude } } types { code label known } source { name } group { id } }`;
const SCHEDULE = `mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { meeting ${MEETING} } }`;
const REVISE_MEETING = `mutation ($input: ReviseMeetingInput!) { reviseMeeting(input: $input) { __typename
  ... on ReviseMeetingPayload { meeting ${MEETING} } ... on VersionConflict { currentVersion } } }`;
const END = `mutation ($input: EndMeetingInput!) { endMeeting(input: $input) { __typename
  ... on EndMeetingPayload { meeting { version active } } ... on VersionConflict { currentVersion } } }`;
const CANCEL = 'mutation ($input: CancelOccurrenceInput!) { cancelOccurrence(input: $input) { meeting { id } } }';
const REVISE_GROUP = `mutation ($input: RevisePeerGroupInput!) { revisePeerGroup(input: $input) { __typename
  ... on RevisePeerGroupPayload { peerGroup { version displayName description fellowship url } } ... on VersionConflict { currentVersion } } }`;
const RETIRE = `mutation ($input: RetirePeerGroupInput!) { retirePeerGroup(input: $input) { __typename
  ... on RetirePeerGroupPayload { peerGroup { active version meetings { id } } }
  ... on VersionConflict { currentVersion } ... on TransitionNotAllowed { from allowed } } }`;
const MISSING = '00000000000040008000000000000000';

const group = {
  displayName: 'Harbor Nights',
  fellowship: 'LIFERING',
  approaches: ['SECULAR'],
  modalities: ['HYBRID'],
  languages: ['en'],
};
const REGISTER = `mutation ($input: RegisterPeerGroupInput!) { registerPeerGroup(input: $input) {
  peerGroup { id version active displayName fellowship approaches modalities languages description url meetingTypes { code label known } } } }`;

describe('registering a group', () => {
  it('keeps what was said of it, and meeting types that nobody published', async () => {
    const input = {
      ...group,
      description: 'For the evening.',
      url: 'https://example.org/nights',
      meetingTypes: ['O', 'ZZ'],
    };
    const { registerPeerGroup } = await administrator.data(REGISTER, { input });
    expect(registerPeerGroup.peerGroup).toMatchObject({
      ...input,
      version: 1,
      active: true,
      meetingTypes: [
        { code: 'O', label: 'Open', known: true },
        { code: 'ZZ', label: 'ZZ', known: false },
      ],
    });
  });

  it('takes web addresses only', async () => {
    const { errors } = await administrator.send(REGISTER, { input: { ...group, url: 'javascript:alert(1)' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.url' }] });
  });

  it('is for administrators and peer supervisors', async () => {
    const supervisor = await app.asClinician(await aClinician(app, { role: 'PEER_SUPERVISOR' }));
    await supervisor.data(REGISTER, { input: group });
    for (const caller of [await app.asClinician(await aClinician(app)), app.as(Role.INTAKE)]) {
      const { errors } = await caller.send(REGISTER, { input: group });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('revising and retiring a group', () => {
  it('changes what is given, clears what is null and keeps the rest', async () => {
    const peerGroupId = await aPeerGroup(app, { description: 'Once.', url: 'https://example.org' });
    const input = { peerGroupId, expectedVersion: 1, displayName: 'New Name', description: null };
    const { revisePeerGroup } = await administrator.data(REVISE_GROUP, { input });
    expect(revisePeerGroup.peerGroup).toEqual({
      version: 2,
      displayName: 'New Name',
      description: null,
      fellowship: 'SMART_RECOVERY',
      url: 'https://example.org',
    });
  });

  it('lets one of two changes at once through', async () => {
    const peerGroupId = await aPeerGroup(app);
    const revise = (displayName: string) =>
      administrator.data(REVISE_GROUP, { input: { peerGroupId, expectedVersion: 1, displayName } });
    const both = await Promise.all([revise('One'), revise('Two')]);
    expect(both.map((data) => data.revisePeerGroup.__typename).sort()).toEqual([
      'RevisePeerGroupPayload',
      'VersionConflict',
    ]);
  });

  it('does not clear the fellowship', async () => {
    const peerGroupId = await aPeerGroup(app);
    const { errors } = await administrator.send(REVISE_GROUP, {
      input: { peerGroupId, expectedVersion: 1, fellowship: null },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.fellowship' }] });
  });

  it('ends its meetings with it, once', async () => {
    const peerGroupId = await aPeerGroup(app);
    const meetingId = await aMeeting(app, { peerGroupId });
    const first = await administrator.data(RETIRE, { input: { peerGroupId, expectedVersion: 1 } });
    expect(first.retirePeerGroup.peerGroup).toEqual({ active: false, version: 2, meetings: [] });
    const { node } = await administrator.data(
      'query ($id: ID!) { node(id: $id) { ... on Meeting { active version } } }',
      {
        id: meetingId,
      },
    );
    expect(node).toEqual({ active: false, version: 2 });
    const again = await administrator.data(RETIRE, { input: { peerGroupId, expectedVersion: 2 } });
    expect(again.retirePeerGroup).toEqual({ __typename: 'TransitionNotAllowed', from: 'RETIRED', allowed: [] });
  });

  it('does not find a group of another organization, nor one that never was, and is not for everybody', async () => {
    const elsewhere = await aPeerGroup(app, { organization: app.meadow });
    for (const peerGroupId of [elsewhere, `peer_group_${MISSING}`]) {
      for (const document of [REVISE_GROUP, RETIRE]) {
        const { errors } = await administrator.send(document, { input: { peerGroupId, expectedVersion: 1 } });
        expect(errors?.[0]).toMatchObject({ message: 'Peer group not found.', extensions: { code: 'NOT_FOUND' } });
      }
    }
    const peerGroupId = await aPeerGroup(app);
    for (const document of [REVISE_GROUP, RETIRE]) {
      const counselor = await app.asClinician(await aClinician(app));
      const { errors } = await counselor.send(document, { input: { peerGroupId, expectedVersion: 1 } });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('listing groups', () => {
  it('narrows by everything a group has, and finds none that takes mentees', async () => {
    const organization = app.meadow;
    await aPeerGroup(app, { organization, displayName: 'Alpha', fellowship: 'LIFERING', languages: ['es'] });
    await aPeerGroup(app, { organization, displayName: 'Beta', approaches: ['FAITH_BASED'], modalities: ['VIRTUAL'] });
    const names = async (filter: object): Promise<string[]> => {
      const data = await app
        .as(Role.INTAKE, { organization })
        .data('query ($filter: PeerFilter) { peerGroups(filter: $filter) { nodes { displayName } } }', {
          filter: { search: 'A', ...filter },
        });
      return data.peerGroups.nodes.map(({ displayName }: { displayName: string }) => displayName);
    };
    expect(await names({ fellowships: ['LIFERING', 'AL_ANON'] })).toEqual(['Alpha']);
    expect(await names({ languages: ['es'] })).toEqual(['Alpha']);
    expect(await names({ approaches: ['FAITH_BASED'] })).toEqual(['Beta']);
    expect(await names({ modalities: ['VIRTUAL', 'PHONE'] })).toEqual(['Beta']);
    expect(await names({ acceptingMentees: true })).toEqual([]);
    expect(await names({ acceptingMentees: false, active: true })).toEqual(expect.arrayContaining(['Alpha', 'Beta']));
  });

  it('is for every role, partner apps included, and stays within the organization', async () => {
    const id = await aPeerGroup(app, { displayName: 'Open To All' });
    const document =
      'query ($id: ID!) { peerGroup(id: $id) { displayName } peerGroups(filter: { search: "open to all" }) { nodes { id } } node(id: $id) { id } }';
    const partner = await app.asClient(Role.PARTNER_APP, ['system/PeerSupport.rs']);
    for (const caller of [partner, app.as(Role.PRIVACY_OFFICER)]) {
      expect(await caller.data(document, { id })).toEqual({
        peerGroup: { displayName: 'Open To All' },
        peerGroups: { nodes: [{ id }] },
        node: { id },
      });
    }
    const stranger = app.as(Role.ADMINISTRATOR, { organization: app.meadow });
    expect(await stranger.data(document, { id })).toEqual({ peerGroup: null, peerGroups: { nodes: [] }, node: null });
  });
});

const wednesdays = { weekday: 'WEDNESDAY', startTime: '19:00', endTime: '20:30', timeZone: 'America/Los_Angeles' };
const atAPlace = {
  modality: 'IN_PERSON',
  venue: { name: 'Library', formattedAddress: '1 Example Street', location: { latitude: 34.05, longitude: -118.24 } },
};

describe('scheduling a meeting', () => {
  const schedule = async (input: object, caller = administrator) =>
    caller.send(SCHEDULE, { input: { peerGroupId: await aPeerGroup(app), name: 'Evening', ...input } });

  it('keeps what was said of it', async () => {
    const { data } = await schedule({
      ...wednesdays,
      ...atAPlace,
      types: ['W'],
      notes: 'Ring twice.',
      phone: '+1 555 0100',
    });
    expect(data.scheduleMeeting.meeting).toMatchObject({
      ...wednesdays,
      modality: 'IN_PERSON',
      version: 1,
      active: true,
      byAppointment: false,
      venue: { ...atAPlace.venue, approximate: false },
      types: [{ code: 'W', label: 'Women', known: true }],
      source: null,
      lastSeenAt: null,
    });
  });

  it('takes a meeting by appointment, without day and times', async () => {
    const { data } = await schedule({ ...atAPlace, timeZone: 'America/Los_Angeles' });
    expect(data.scheduleMeeting.meeting).toMatchObject({ byAppointment: true, weekday: null, startTime: null });
  });

  it.each([
    ['input.endTime', { ...wednesdays, ...atAPlace, endTime: null }],
    ['input.startTime', { ...wednesdays, ...atAPlace, startTime: undefined }],
    ['input.weekday', { ...wednesdays, ...atAPlace, weekday: null }],
    ['input.endTime', { ...wednesdays, ...atAPlace, endTime: '19:00' }],
    ['input.venue.formattedAddress', { ...wednesdays, modality: 'IN_PERSON', venue: { name: 'Library' } }],
    ['input.venue.formattedAddress', { ...wednesdays, modality: 'HYBRID', joinUrl: 'https://meet.example.org/a' }],
    ['input.joinUrl', { ...wednesdays, modality: 'VIRTUAL' }],
    ['input.joinUrl', { ...wednesdays, modality: 'VIRTUAL', joinUrl: 'http://meet.example.org/a' }],
    ['input.phone', { ...wednesdays, modality: 'PHONE' }],
    [
      'input.venue.location.latitude',
      { ...wednesdays, ...atAPlace, venue: { location: { latitude: 91, longitude: 0 } } },
    ],
  ])('refuses what nobody could find or join, naming %s', async (path, input) => {
    const { errors } = await schedule(input);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  it('refuses a group that is retired, and does not find one of another organization', async () => {
    const peerGroupId = await aPeerGroup(app);
    await administrator.data(RETIRE, { input: { peerGroupId, expectedVersion: 1 } });
    const retired = await schedule({ ...wednesdays, ...atAPlace, peerGroupId });
    expect(retired.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.peerGroupId' }] });
    const elsewhere = await aPeerGroup(app, { organization: app.meadow });
    const missing = await schedule({ ...wednesdays, ...atAPlace, peerGroupId: elsewhere });
    expect(missing.errors?.[0]).toMatchObject({ message: 'Peer group not found.', extensions: { code: 'NOT_FOUND' } });
  });

  it('is for administrators and peer supervisors', async () => {
    const { errors } = await schedule({ ...wednesdays, ...atAPlace }, await app.asClinician(await aClinician(app)));
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('revising and ending a meeting', () => {
  it('looks at the meeting as it would be', async () => {
    const meetingId = await aMeeting(app);
    const online = { meetingId, expectedVersion: 1, modality: 'VIRTUAL', venue: null };
    const { errors } = await administrator.send(REVISE_MEETING, { input: online });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.joinUrl' }] });
    const { reviseMeeting } = await administrator.data(REVISE_MEETING, { input: { ...online, phone: '+1 555 0100' } });
    expect(reviseMeeting.meeting).toMatchObject({ version: 2, modality: 'VIRTUAL', venue: null, weekday: 'WEDNESDAY' });
  });

  it('makes it by appointment when all three times are cleared, and refuses to clear one', async () => {
    const meetingId = await aMeeting(app);
    const { errors } = await administrator.send(REVISE_MEETING, {
      input: { meetingId, expectedVersion: 1, endTime: null },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.endTime' }] });
    const { reviseMeeting } = await administrator.data(REVISE_MEETING, {
      input: { meetingId, expectedVersion: 1, weekday: null, startTime: null, endTime: null },
    });
    expect(reviseMeeting.meeting.byAppointment).toBe(true);
  });

  it('lets one of two changes at once through', async () => {
    const meetingId = await aMeeting(app);
    const revise = (name: string) =>
      administrator.data(REVISE_MEETING, { input: { meetingId, expectedVersion: 1, name } });
    const both = await Promise.all([revise('One'), revise('Two')]);
    expect(both.map((data) => data.reviseMeeting.__typename).sort()).toEqual([
      'ReviseMeetingPayload',
      'VersionConflict',
    ]);
  });

  it('ends a meeting once', async () => {
    const meetingId = await aMeeting(app);
    const ended = await administrator.data(END, { input: { meetingId, expectedVersion: 1 } });
    expect(ended.endMeeting.meeting).toEqual({ version: 2, active: false });
    const again = await administrator.data(END, { input: { meetingId, expectedVersion: 2 } });
    expect(again.endMeeting.__typename).toBe('TransitionNotAllowed');
  });

  it('does not find a meeting of another organization, nor one that never was, and is not for everybody', async () => {
    const elsewhere = await aMeeting(app, { organization: app.meadow });
    const here = await aMeeting(app);
    const counselor = await app.asClinician(await aClinician(app));
    const inputs = (meetingId: string): [string, object][] => [
      [REVISE_MEETING, { meetingId, expectedVersion: 1 }],
      [END, { meetingId, expectedVersion: 1 }],
      [CANCEL, { meetingId, on: '2026-03-04' }],
    ];
    for (const [document, input] of [...inputs(elsewhere), ...inputs(`meeting_${MISSING}`)]) {
      const { errors } = await administrator.send(document, { input });
      expect(errors?.[0]).toMatchObject({ message: 'Meeting not found.', extensions: { code: 'NOT_FOUND' } });
    }
    for (const [document, input] of inputs(here)) {
      const { errors } = await counselor.send(document, { input });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('when a group meets next', () => {
  const next = async (id: string, variables: object) =>
    (await administrator.data(GROUP, { id, ...variables })).peerGroup.nextMeetings;

  it('computes each time in the zone of the meeting, across the change of the clocks', async () => {
    const peerGroupId = await aPeerGroup(app);
    const meetingId = await aMeeting(app, { peerGroupId, weekday: 'SUNDAY', startTime: '09:00', endTime: '10:00' });
    const found = await next(peerGroupId, { from: '2026-03-01T00:00:00Z', days: 14 });
    expect(found).toMatchObject([
      { startsAt: '2026-03-01T17:00:00.000Z', endsAt: '2026-03-01T18:00:00.000Z', meeting: { id: meetingId } },
      { startsAt: '2026-03-08T16:00:00.000Z', endsAt: '2026-03-08T17:00:00.000Z', group: { id: peerGroupId } },
    ]);
    expect(found[0].distanceKm).toBeNull();
  });

  it('puts the soonest first, takes a week and ten unless told otherwise, and leaves out what has ended', async () => {
    const peerGroupId = await aPeerGroup(app);
    const daily = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    for (const weekday of daily) await aMeeting(app, { peerGroupId, weekday });
    const ended = await aMeeting(app, { peerGroupId });
    await administrator.data(END, { input: { meetingId: ended, expectedVersion: 1 } });
    const week = await next(peerGroupId, { from: '2026-03-02T08:00:00Z' });
    expect(week).toHaveLength(7);
    const starts = week.map(({ startsAt }: { startsAt: string }) => startsAt);
    expect(starts).toEqual([...starts].sort());
    expect(await next(peerGroupId, { from: '2026-03-02T08:00:00Z', days: 31 })).toHaveLength(10);
    expect(await next(peerGroupId, { from: '2026-03-02T08:00:00Z', days: 31, first: 31 })).toHaveLength(31);
  });

  it('refuses more than 31 days', async () => {
    const { errors } = await administrator.send(GROUP, { id: await aPeerGroup(app), days: 32 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'days' }] });
  });

  it('skips a cancelled occurrence; cancelling twice or at once is cancelling once', async () => {
    const peerGroupId = await aPeerGroup(app);
    const meetingId = await aMeeting(app, { peerGroupId });
    const cancel = () => administrator.data(CANCEL, { input: { meetingId, on: '2026-03-11', reason: 'Holiday.' } });
    await Promise.all([cancel(), cancel()]);
    await cancel();
    const found = await next(peerGroupId, { from: '2026-03-02T00:00:00Z', days: 21 });
    // Wednesday evening in Los Angeles is Thursday in UTC.
    expect(found.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual([
      '2026-03-05T03:00:00.000Z',
      '2026-03-19T02:00:00.000Z',
    ]);
  });

  it.each([
    ['another day of the week', {}, '2026-03-12'],
    ['a meeting by appointment', { weekday: null, startTime: null, endTime: null }, '2026-03-11'],
  ])('refuses to cancel on %s', async (_, times, on) => {
    const meetingId = await aMeeting(app, times);
    const { errors } = await administrator.send(CANCEL, { input: { meetingId, on } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.on' }] });
  });

  it('refuses to cancel an occurrence of a meeting that has ended', async () => {
    const meetingId = await aMeeting(app);
    await administrator.data(END, { input: { meetingId, expectedVersion: 1 } });
    const { errors } = await administrator.send(CANCEL, { input: { meetingId, on: '2026-03-11' } });
    expect(errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'input.on' }] });
  });

  it('sends as many statements for one group as for many', async () => {
    const document = `query ($first: Int!) { peerGroups(first: $first) { nodes { displayName
      meetings { name venue { name } group { displayName } } nextMeetings { startsAt group { displayName } meeting { name } } } } }`;
    const forOne = await statementsOf(app, administrator, document, { first: 1 });
    // One for the page, and one for the groups of occurrences, which are computed and are no rows.
    expect(forOne).toBe(2);
    expect(await statementsOf(app, administrator, document, { first: 20 })).toBe(forOne);
  });
});
