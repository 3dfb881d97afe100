import { toGlobalId } from '../../../src/platform/graphql/ids';
import { uuidFor } from '../data-set/rows';
import type { Operation, Variables } from '../operation';

/** An operation written by hand for what it could trip over. */
export interface WrittenOperation extends Operation {
  readonly name: string;
}

/** A written operation, asked by the program director unless somebody else is named. */
export function written(
  name: string,
  document: string,
  variables: Variables = {},
  rest: { readonly role?: string; readonly cursors?: Readonly<Record<string, number>> } = {},
): WrittenOperation {
  return { name, document, variables, role: 'PROGRAM_DIRECTOR', ...rest };
}

/** Ids of the data set, by what they are. The first patient has plans, links and everything else. */
export const ID = {
  patient: toGlobalId('patient', uuidFor('patient', 0)),
  patientOfNobody: toGlobalId('patient', uuidFor('patient', 30)),
  patientWithoutIdentity: toGlobalId('patient', uuidFor('patient', 9)),
  patientWithoutStanding: toGlobalId('patient', uuidFor('patient', 10)),
  plan: toGlobalId('care_plan', uuidFor('plan', 0, 0)),
  otherPlan: toGlobalId('care_plan', uuidFor('plan', 2, 1)),
  clinician: toGlobalId('clinician', uuidFor('clinician', 0)),
  mentor: toGlobalId('peer_mentor', uuidFor('mentor', 0)),
  mentorWithoutStanding: toGlobalId('peer_mentor', uuidFor('mentor', 9)),
  group: toGlobalId('peer_group', uuidFor('group', 0)),
  groupWithoutMeetings: toGlobalId('peer_group', uuidFor('group', 2)),
  link: toGlobalId('peer_link', uuidFor('link', 0, 0)),
  account: toGlobalId('account', uuidFor('account', 0)),
  brokenMeeting: toGlobalId('meeting', uuidFor('broken meeting', 1)),
  absent: 'patient_0198c0ffee0070008000000000000000',
} as const;
