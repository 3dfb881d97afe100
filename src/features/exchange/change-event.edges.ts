import { ID } from 'type-graphql';
import { toGlobalId } from '../../platform/graphql/ids';
import { Node } from '../../platform/graphql/nodes';
import { cursorScopeOf, extend, on, page, queries, toCursor } from '../../platform/graphql/reads';
import { CarePlan, CbtActivity, CounselingActivity, Goal, MatActivity, Session } from '../care-plans';
import { Consent } from '../consents';
import { Patient, WHO_MAY_SEE_PATIENTS } from '../patients';
import { PeerContact, PeerLink } from '../peer-links';
import { Meeting, PeerGroup, PeerMentor } from '../peers';
import { Assessment, CheckIn, FollowUp, Milestone, ReturnToUse } from '../recovery';
import { ChangeEvent, ChangeType } from './change-event.entity';

/** How many changes one page holds. */
const PAGE_SIZE = 200;

/** What events are about, by what ids of it begin with. Whose changes are logged, exchange.rows.sql says. */
const SUBJECTS = {
  patient: () => Patient,
  care_plan: () => CarePlan,
  goal: () => Goal,
  cbt_activity: () => CbtActivity,
  mat_activity: () => MatActivity,
  counseling_activity: () => CounselingActivity,
  session: () => Session,
  peer_link: () => PeerLink,
  peer_contact: () => PeerContact,
  return_to_use: () => ReturnToUse,
  assessment: () => Assessment,
  milestone: () => Milestone,
  check_in: () => CheckIn,
  follow_up: () => FollowUp,
  consent: () => Consent,
  peer_mentor: () => PeerMentor,
  peer_group: () => PeerGroup,
  meeting: () => Meeting,
};

export const ChangeEventFields = extend(
  () => ChangeEvent,
  (event) => ({
    cursor: event
      .derived(
        () => String,
        { id: true },
        ({ id }, _args, _now, ctx) => toCursor(cursorScopeOf(ctx, 'Query.changes', {}), [id]),
      )
      .describe('The place of this event, for changes(after).'),
    subjectId: event
      .derived(
        () => ID,
        { node: true, subjectId: true },
        ({ node, subjectId }) => toGlobalId(node, subjectId),
      )
      .describe('The id of what changed; of an access, of the patient.'),
    subject: event
      .oneOfKind(() => Node, { kind: 'node', id: 'subjectId' }, SUBJECTS)
      .describe('What changed, as it is now. Null only of an access that ended.'),
    patientId: event
      .derived(
        () => ID,
        { patientId: true },
        ({ patientId }) => patientId && toGlobalId('patient', patientId),
      )
      .nullable()
      .describe('Whom it is about; null of peers, groups and meetings.'),
  }),
);

export const ChangeQueries = queries({
  changes: page(() => ChangeEvent)
    .goesOn()
    .arg('types', () => [ChangeType], 'Only of these types.', on<ChangeEvent>().oneOf('type'))
    .pagesUpTo(PAGE_SIZE)
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe('Everything the caller may see that changed after a cursor, in commit order, without gaps.'),
});
