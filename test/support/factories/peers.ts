import { Role } from '../../../src/access/role';
import type { TestApp, TestOrganization } from '../app';
import { serial } from '../factories';

type Input = { readonly organization?: TestOrganization } & Record<string, unknown>;

/** Registers a mentor, a candidate; answers with the id. */
export async function aCandidate(app: TestApp, { organization = app.harbor, ...input }: Input = {}): Promise<string> {
  const data = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data('mutation ($input: RegisterPeerMentorInput!) { registerPeerMentor(input: $input) { peerMentor { id } } }', {
      input: {
        displayName: `Mentor ${serial()}`,
        approaches: ['SECULAR'],
        modalities: ['IN_PERSON'],
        languages: ['en'],
        timeZone: 'America/Los_Angeles',
        engagement: 'SUPERVISED_VOLUNTEER',
        capacity: 3,
        ...input,
      },
    });
  return data.registerPeerMentor.peerMentor.id;
}

/** A credential that is valid. */
export const VALID_CREDENTIAL = {
  title: 'Certified Peer Recovery Specialist',
  issuer: 'Example Board',
  number: 'CPRS-1',
  verifiedOn: '2026-01-02',
};

/** Registers a mentor and takes them to CREDENTIALED; answers with the id. */
export async function aMentor(app: TestApp, input: Input = {}): Promise<string> {
  const peerMentorId = await aCandidate(app, input);
  const administrator = app.as(Role.ADMINISTRATOR, { organization: input.organization ?? app.harbor });
  const advance = (step: object) => administrator.data(ADVANCE, { input: { peerMentorId, ...step } });
  await advance({ expectedVersion: 1, to: 'IN_TRAINING', evidence: 'The course in May.' });
  await advance({
    expectedVersion: 2,
    to: 'CREDENTIALED',
    evidence: 'Passed the course.',
    credential: VALID_CREDENTIAL,
  });
  return peerMentorId;
}

const ADVANCE = `mutation ($input: AdvanceMentorInput!) { advanceMentor(input: $input) {
  ... on AdvanceMentorPayload { peerMentor { id } } } }`;

/** Registers a group; answers with the id. */
export async function aPeerGroup(app: TestApp, { organization = app.harbor, ...input }: Input = {}): Promise<string> {
  const data = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data('mutation ($input: RegisterPeerGroupInput!) { registerPeerGroup(input: $input) { peerGroup { id } } }', {
      input: {
        displayName: `Group ${serial()}`,
        fellowship: 'SMART_RECOVERY',
        approaches: ['SECULAR'],
        modalities: ['IN_PERSON'],
        languages: ['en'],
        ...input,
      },
    });
  return data.registerPeerGroup.peerGroup.id;
}

/** Schedules a meeting on Wednesdays at 19:00 in Los Angeles, of a group that it makes unless one is named; answers with the id. */
export async function aMeeting(app: TestApp, { organization = app.harbor, ...input }: Input = {}): Promise<string> {
  const peerGroupId = input.peerGroupId ?? (await aPeerGroup(app, { organization }));
  const data = await app
    .as(Role.ADMINISTRATOR, { organization })
    .data('mutation ($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { meeting { id } } }', {
      input: {
        name: `Meeting ${serial()}`,
        weekday: 'WEDNESDAY',
        startTime: '19:00',
        endTime: '20:00',
        timeZone: 'America/Los_Angeles',
        modality: 'IN_PERSON',
        venue: { formattedAddress: '1 Example Street, Los Angeles' },
        ...input,
        peerGroupId,
      },
    });
  return data.scheduleMeeting.meeting.id;
}
