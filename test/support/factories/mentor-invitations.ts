import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';
import { aCareTeam, type CareTeam } from './care-plans';

/** A patient who has finished the program, their clinician, and themselves. */
export interface Alumnus extends CareTeam {
  readonly self: Caller;
}

/** An alumnus of the program, with one clinician on the care team. */
export async function anAlumnus(app: TestApp): Promise<Alumnus> {
  const team = await aCareTeam(app);
  const data = await team.clinician.data(
    'mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }',
    { input: { patientId: team.patientId, expectedVersion: 1, as: 'ALUMNUS' } },
  );
  if (data.dischargePatient.__typename !== 'DischargePatientPayload') throw new Error('They are no alumnus.');
  return { ...team, self: await app.asHolder(Role.PATIENT, team.patientId) };
}

/** Invites them; answers with the id of the invitation. */
export async function anInvitation({ clinician, patientId }: CareTeam): Promise<string> {
  const data = await clinician.data(
    'mutation ($input: InviteAlumnusToMentorInput!) { inviteAlumnusToMentor(input: $input) { mentorInvitation { id } } }',
    { input: { patientId } },
  );
  return data.inviteAlumnusToMentor.mentorInvitation.id;
}

/** The least that a yes says. */
export const A_BEGINNING = { displayName: 'Sky Walker-Example', timeZone: 'America/Los_Angeles', capacity: 2 };

/** Says yes to it; answers with the id of the mentor whom they have become. */
export async function acceptedBy({ self }: Alumnus, invitationId: string): Promise<string> {
  const data = await self.data(
    `mutation ($input: AnswerMentorInvitationInput!) { answerMentorInvitation(input: $input) {
       ... on AnswerMentorInvitationPayload { peerMentor { id } } } }`,
    { input: { invitationId, answer: 'ACCEPT', ...A_BEGINNING } },
  );
  return data.answerMentorInvitation.peerMentor.id;
}
