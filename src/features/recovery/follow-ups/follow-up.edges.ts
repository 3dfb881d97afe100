import { createUnionType, InputType } from 'type-graphql';
import { IdField, ListField, ValueField } from '../../../platform/graphql/inputs';
import { defineFilter, extend, on, page, queries } from '../../../platform/graphql/reads';
import { DateTime } from '../../../platform/graphql/scalars';
import { Clinician, ViewerProfile } from '../../identity';
import { Patient, WHO_MAY_SEE_PATIENTS } from '../../patients';
import { PeerMentor } from '../../peers';
import { FollowUp, FollowUpKind } from './follow-up.entity';

export const Assignee = createUnionType({
  name: 'Assignee',
  description: 'Who is to do it.',
  types: () => [Clinician, PeerMentor] as const,
});

@InputType({ description: 'Which follow-ups.' })
export class FollowUpFilter {
  @ValueField('True: only your own; false: only those of others and of nobody in particular.', () => Boolean, {
    optional: true,
  })
  mine?: boolean | null;

  @ValueField('True: only what is not done though its time has come; false: only the rest.', () => Boolean, {
    optional: true,
  })
  overdue?: boolean | null;

  @ValueField('True: only what is still to be done; false: only what is done; null: both.', () => Boolean, {
    initial: true,
  })
  open?: boolean | null;

  @ListField('Only of these kinds.', () => FollowUpKind, { optional: true })
  kinds?: FollowUpKind[] | null;

  @IdField('Only for this patient.', () => [Patient], { optional: true })
  patientId?: string | null;

  @IdField('Only what this clinician or mentor is to do.', () => [Clinician, PeerMentor], { optional: true })
  assigneeId?: string | null;

  @ValueField('Only what is due before this instant.', () => DateTime, { optional: true })
  dueBefore?: Date | null;
}

const own = on<FollowUp>();
const ASSIGNEES = (): [typeof Clinician, typeof PeerMentor] => [Clinician, PeerMentor];

defineFilter(FollowUpFilter, {
  mine: own.neighborOrNot('assigneeId', () => ViewerProfile, 'id'),
  overdue: own.currentOrNot('dueAt', 'completedAt'),
  open: own.equals('isOpen'),
  kinds: own.oneOf('kind'),
  patientId: own.refersTo('patientId', () => [Patient]),
  // An assignee whom the viewer does not see is not found either: the field is null there.
  assigneeId: own.anyOf(
    own.neighbor('assigneeId', () => Clinician, 'id', on<Clinician>().refersTo('id', ASSIGNEES)),
    own.neighbor('assigneeId', () => PeerMentor, 'id', on<PeerMentor>().refersTo('id', ASSIGNEES)),
  ),
  dueBefore: own.before('dueAt'),
});

export const FollowUpFields = extend(
  () => FollowUp,
  (followUp) => ({
    patient: followUp.one(() => Patient, 'patientId').describe('Whom it is for.'),
    assignee: followUp
      .oneOf(() => Assignee, { assigneeClinicianId: () => Clinician, assigneeMentorId: () => PeerMentor })
      .describe('Who is to do it; null for nobody in particular, and when you may not see them.'),
    overdue: followUp
      .derived(
        () => Boolean,
        { dueAt: true, completedAt: true },
        ({ dueAt, completedAt }, _args, now) => completedAt === null && dueAt <= now,
      )
      .describe('Whether it is not done though its time has come.'),
  }),
);

export const PatientFollowUps = extend(
  () => Patient,
  () => ({
    followUps: page(() => FollowUp)
      .by('patientId')
      .arg(
        'open',
        () => Boolean,
        'True: only what is still to be done; false: only what is done.',
        own.equals('isOpen'),
      )
      .orderBy('dueAt')
      .describe('What is to be done for the patient, and what was, as far as you may know of it, the first due first.'),
  }),
);

export const FollowUpQueries = queries({
  followUps: page(() => FollowUp)
    .filter(() => FollowUpFilter, { open: true })
    .orderBy('dueAt')
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe(
      'What is to be done for the patients you may see, the first due first; unless you ask otherwise, what is still open. With mine, your own queue.',
    ),
});
