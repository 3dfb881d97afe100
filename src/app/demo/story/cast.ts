import { Role } from '../../../access/role';
import { agrees, does, type Stage, type Versioned, type Voice, voiceOf } from './stage';

/** Everybody who is there before the story begins. */
export interface Cast {
  readonly administrator: Voice;
  readonly intake: Voice;
  readonly director: Voice;
  readonly counselor: Voice;
  readonly counselorId: string;
  readonly prescriberId: string;
  readonly mentor: Voice;
  readonly supervisorId: string;
}

export const ZONE = 'America/Los_Angeles';

/** When both mentors and patients of the story have time. */
export const EVENINGS = [{ weekday: 'TUESDAY', from: '17:00', to: '21:00' }];

/** Staff, two mentors and two groups: the clinic as it was before anybody came. */
export async function gather(stage: Stage): Promise<Cast> {
  const [administrator, intake, director] = await Promise.all([
    voiceOf(stage, 'story-administrator', Role.ADMINISTRATOR),
    voiceOf(stage, 'story-intake', Role.INTAKE),
    voiceOf(stage, 'story-director', Role.PROGRAM_DIRECTOR),
  ]);
  const counselorId = await clinician(administrator, 'Casey Placeholder, LADC', 'COUNSELOR', ['LADC']);
  const prescriberId = await clinician(administrator, 'Dr. Imani Sample', 'PHYSICIAN', ['MD']);
  const supervisorId = await clinician(administrator, 'Wren Placeholder', 'PEER_SUPERVISOR', ['CPRS']);
  const mentorId = await mentorOf(administrator, 'Alex Walker-Example', 'SECULAR', supervisorId);
  await mentorOf(administrator, 'Charlie Example-Reed', 'TWELVE_STEP', supervisorId);
  await groupOf(administrator, 'Tools and Choices', 'SMART_RECOVERY', 'SECULAR', 'TUESDAY');
  await groupOf(administrator, 'Harbor Steps', 'TWELVE_STEP_AA', 'TWELVE_STEP', 'MONDAY');
  return {
    administrator,
    intake,
    director,
    counselor: await connected(stage, administrator, 'story-counselor', Role.CLINICIAN, counselorId),
    counselorId,
    prescriberId,
    mentor: await connected(stage, administrator, 'story-mentor', Role.PEER_MENTOR, mentorId),
    supervisorId,
  };
}

/** Binds a login to somebody, and speaks with it. */
export async function connected(
  stage: Stage,
  binder: Voice,
  subject: string,
  role: Role,
  holderId: string,
): Promise<Voice> {
  await does(binder, 'connectAccount', { issuer: stage.issuer, subject, holderId }, 'account { id }');
  return voiceOf(stage, subject, role);
}

async function clinician(by: Voice, displayName: string, role: string, qualifications: string[]): Promise<string> {
  const input = { displayName, role, qualifications };
  const made = await does<{ clinician: { id: string } }>(by, 'registerClinician', input, 'clinician { id }');
  return made.clinician.id;
}

async function mentorOf(by: Voice, displayName: string, approach: string, supervisorId: string): Promise<string> {
  const made = await does<{ peerMentor: Versioned }>(
    by,
    'registerPeerMentor',
    {
      displayName,
      engagement: 'SUPERVISED_VOLUNTEER',
      approaches: [approach],
      modalities: ['IN_PERSON', 'PHONE'],
      languages: ['en'],
      capacity: 1,
      timeZone: ZONE,
      availability: EVENINGS,
      supervisorId,
    },
    'peerMentor { id version }',
  );
  await credential(by, made.peerMentor, '2025-01-15');
  return made.peerMentor.id;
}

/** Takes a candidate through training to a credential. */
export async function credential(by: Voice, mentor: Versioned, verifiedOn: string): Promise<Versioned> {
  const advance = async ({ id, version }: Versioned, step: object): Promise<Versioned> => {
    const input = { peerMentorId: id, expectedVersion: version, ...step };
    const moved = await agrees<{ peerMentor: Versioned }>(by, 'advanceMentor', input, 'peerMentor { id version }');
    return moved.peerMentor;
  };
  const trained = await advance(mentor, { to: 'IN_TRAINING', evidence: 'Began the 40-hour course' });
  const title = 'Certified Peer Recovery Specialist';
  return advance(trained, {
    to: 'CREDENTIALED',
    evidence: 'Passed the course',
    credential: { title, issuer: 'Example Certification Board', verifiedOn },
  });
}

async function groupOf(
  by: Voice,
  displayName: string,
  fellowship: string,
  approach: string,
  weekday: string,
): Promise<void> {
  const made = await does<{ peerGroup: { id: string } }>(
    by,
    'registerPeerGroup',
    { displayName, fellowship, approaches: [approach], modalities: ['VIRTUAL'], languages: ['en'] },
    'peerGroup { id }',
  );
  const joinUrl = 'https://meet.example.org/room';
  const hours = { weekday, startTime: '19:00', endTime: '20:00', timeZone: ZONE };
  const meeting = { peerGroupId: made.peerGroup.id, name: displayName, modality: 'VIRTUAL', joinUrl, ...hours };
  await does(by, 'scheduleMeeting', meeting, 'meeting { id }');
}
