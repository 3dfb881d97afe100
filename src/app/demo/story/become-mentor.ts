import { Role } from '../../../access/role';
import { type Cast, connected, credential, EVENINGS, ZONE } from './cast';
import { type Person, register } from './come-into-care';
import { prefer, type Suggestion, suggestionsFor } from './find-peers';
import { agrees, does, required, type Stage, type Versioned, voiceOf } from './stage';

/** How care ended. */
export interface Farewell {
  readonly status: string;
  readonly plan: string;
  readonly links: readonly string[];
  readonly timeline: number;
  readonly latest: readonly string[];
}

/** Who the person became, and for whom. */
export interface Mentor {
  readonly name: string;
  readonly stages: readonly string[];
  readonly seesPatient: boolean;
  readonly newcomer: string;
  readonly suggestion: Suggestion;
  readonly place: number;
}

const MOST_ENTRIES = 100;

/** Care ends, the record stays theirs to read. */
export async function sayFarewell({ director }: Cast, { self, patientId }: Person): Promise<Farewell> {
  const { patient } = await director.ask<{ patient: Versioned }>(
    'query ($id: ID!) { patient(id: $id) { id version } }',
    { id: patientId },
  );
  const ended = await agrees<{
    patient: { status: string };
    carePlans: { status: string }[];
  }>(
    director,
    'dischargePatient',
    { patientId, expectedVersion: patient.version, as: 'ALUMNUS', reason: 'Finished the program.' },
    'patient { status } carePlans { status }',
  );
  const { viewer } = await self.ask<{
    viewer: {
      patient: { peerLinks: { nodes: { status: string }[] }; timeline: { nodes: { title: string }[] } };
    };
  }>(
    `query ($first: Int) { viewer { patient { peerLinks { nodes { status } } timeline(first: $first) { nodes { title } } } } }`,
    { first: MOST_ENTRIES },
  );
  const titles = viewer.patient.timeline.nodes.map(({ title }) => title);
  return {
    status: ended.patient.status,
    plan: required(ended.carePlans[0]).status,
    links: viewer.patient.peerLinks.nodes.map(({ status }) => status),
    timeline: titles.length,
    latest: titles.slice(0, 3),
  };
}

/** The alumnus is asked, says yes, is credentialed, and is suggested to somebody who comes next. */
export async function becomeMentor(stage: Stage, cast: Cast, { self, patientId }: Person): Promise<Mentor> {
  const invitation = await does<{ mentorInvitation: { id: string } }>(
    cast.director,
    'inviteAlumnusToMentor',
    { patientId },
    'mentorInvitation { id }',
  );
  const yes = { answer: 'ACCEPT', displayName: 'Sky Walker-Example', timeZone: ZONE, capacity: 2 };
  const { peerMentor } = await agrees<{ peerMentor: Versioned & { displayName: string } }>(
    self,
    'answerMentorInvitation',
    { invitationId: invitation.mentorInvitation.id, ...yes },
    'peerMentor { id version displayName }',
  );
  const trained = await credential(cast.administrator, peerMentor, stage.calendar.day(0));
  await agrees(
    cast.administrator,
    'revisePeerMentor',
    {
      peerMentorId: trained.id,
      expectedVersion: trained.version,
      approaches: ['SECULAR'],
      modalities: ['PHONE', 'VIRTUAL'],
      languages: ['en'],
      availability: EVENINGS,
      supervisorId: cast.supervisorId,
    },
    'peerMentor { id }',
  );
  return {
    name: peerMentor.displayName,
    ...(await journeyOf(stage, self.subject)),
    ...(await meetNewcomer(stage, cast, trained.id)),
  };
}

/** The same login, with a mentor's token. */
async function journeyOf(stage: Stage, subject: string): Promise<Pick<Mentor, 'stages' | 'seesPatient'>> {
  const mentor = await voiceOf(stage, subject, Role.PEER_MENTOR);
  const { viewer } = await mentor.ask<{
    viewer: { patient: object | null; peerMentor: { journey: { stage: string }[] } };
  }>('{ viewer { patient { id } peerMentor { journey { stage } } } }');
  return { seesPatient: viewer.patient !== null, stages: viewer.peerMentor.journey.map((step) => step.stage) };
}

async function meetNewcomer(
  stage: Stage,
  { intake }: Cast,
  mentorId: string,
): Promise<Pick<Mentor, 'newcomer' | 'suggestion' | 'place'>> {
  const newcomer = 'Rowan';
  const patientId = await register(intake, newcomer, stage.calendar.day(41 * 365));
  const self = await connected(stage, intake, 'story-newcomer', Role.PATIENT, patientId);
  await prefer(self, patientId);
  const matches = await suggestionsFor(self);
  const { id, ...suggestion } = required(matches.find((match) => match.id === mentorId));
  return { newcomer, suggestion, place: matches.findIndex((match) => match.id === id) + 1 };
}
