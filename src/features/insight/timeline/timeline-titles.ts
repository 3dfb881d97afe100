import { type TimelineEntry, TimelineKind } from './timeline-entry.entity';

/** What an entry is called, by what it is about and what happened to it. Plain words that blame nobody and tell no more than the entry. */
const TITLES: Readonly<Record<TimelineKind, Readonly<Record<string, string>>>> = {
  CARE_PLAN: {
    DRAFT: 'A care plan was drafted',
    ACTIVE: 'The care plan began',
    ON_HOLD: 'The care plan was put on hold',
    COMPLETED: 'The care plan was completed',
    REVOKED: 'The care plan was given up',
  },
  SESSION: {
    ATTENDED: 'Came to a session',
    NO_SHOW: 'A session did not come about',
    CANCELLED_BY_PATIENT: 'A session was called off',
    CANCELLED_BY_PROGRAM: 'The program called a session off',
  },
  PEER_LINK: {
    PROPOSED: 'A peer was suggested',
    ACCEPTED: 'Agreed to walk alongside',
    ACTIVE: 'Walking alongside',
    PAUSED: 'Taking a break from walking alongside',
    DECLINED: 'Said no to a suggestion',
    WITHDRAWN: 'A suggestion was taken back',
    EXPIRED: 'A suggestion was not answered in time',
    ENDED: 'Walking alongside came to its end',
  },
  PEER_CONTACT: {
    IN_PERSON: 'Met in person',
    PHONE: 'Talked on the phone',
    VIDEO: 'Talked by video',
    MESSAGE: 'Exchanged messages',
    GROUP_MEETING: 'Went to a meeting',
  },
  MILESTONE: {},
  CHECK_IN: {},
  RETURN_TO_USE: {
    SHARED: 'Shared a return to use',
    ACKNOWLEDGED: 'A return to use was acknowledged',
    SUPPORT_IN_PROGRESS: 'Support after a return to use is under way',
    PLAN_REVIEWED: 'The plan was looked at after a return to use',
    SETTLED: 'Back on the way after a return to use',
  },
  ASSESSMENT: {},
  CONSENT: {
    PROPOSED: 'A consent was prepared',
    ACTIVE: 'Gave a consent',
    REJECTED: 'Said no to a consent',
    REVOKED: 'Took a consent back',
    EXPIRED: 'A consent ran out',
    SUPERSEDED: 'A consent gave way to another',
  },
};

/** The same of an activity, which is a part of a plan: not of what kind, for that of medication is a category of its own. */
const OF_ACTIVITY: Readonly<Record<string, string>> = {
  ADDED: 'Something new became part of the plan',
  NOT_STARTED: 'A part of the plan was put back to not begun',
  SCHEDULED: 'An appointment for a part of the plan was made',
  IN_PROGRESS: 'A part of the plan began',
  ON_HOLD: 'A part of the plan was put on hold',
  COMPLETED: 'A part of the plan was completed',
  STOPPED: 'A part of the plan was stopped',
};

/** Where what happened has no words of its own. */
const OTHERWISE: Readonly<Record<TimelineKind, string>> = {
  CARE_PLAN: 'The care plan changed',
  SESSION: 'A session',
  PEER_LINK: 'A peer link changed',
  PEER_CONTACT: 'Were in touch',
  MILESTONE: 'Reached a milestone',
  CHECK_IN: 'Checked in',
  RETURN_TO_USE: 'A return to use',
  ASSESSMENT: 'Filled in an assessment',
  CONSENT: 'A consent changed',
};

type Entry = Pick<TimelineEntry, 'kind' | 'event' | 'carePlanId'>;

/** The title of an entry. `event` is what happened to the subject, as timeline.rows.sql writes it. */
export function timelineTitle({ kind, event, carePlanId }: Entry): string {
  const isOfActivity = kind === TimelineKind.CARE_PLAN && carePlanId === null;
  return (isOfActivity ? OF_ACTIVITY : TITLES[kind])[event] ?? OTHERWISE[kind];
}
