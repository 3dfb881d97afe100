import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { idOf, P } from '../scenario/ids';

const id = (prefix: string, kind: string, name: string): string => toGlobalId(prefix, idOf(kind, name));
const patientId = toGlobalId('patient', P);

export const RECOVERY_INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  beginRecoveryPeriod: { patientId, basis: 'SELF_DEFINED', startedOn: '2025-06-01' },
  checkIn: { patientId, mood: 3, craving: 4, wantsContact: true },
  encourage: { patientId, message: 'Well done.' },
  'encourage about a milestone': { patientId, milestoneId: id('milestone', 'milestone', '1'), message: 'Well done.' },
  'encourage about coming back': {
    patientId,
    milestoneId: id('milestone', 'milestone', 'back'),
    message: 'Well done.',
  },
  hideDayCounts: { patientId, hidden: true },
  'markEnteredInError of a check-in': { id: id('check_in', 'check-in', '1'), reason: 'Wrong record' },
  'markEnteredInError of a milestone': { id: id('milestone', 'milestone', '1'), reason: 'Wrong record' },
  'markEnteredInError of a milestone by days': { id: id('milestone', 'milestone', 'days'), reason: 'Wrong record' },
  'markEnteredInError of a period': { id: id('recovery_period', 'recovery period', '1'), reason: 'Wrong record' },
  recordMilestone: { patientId, kind: 'PERSONAL', title: 'A year of Sundays', reachedOn: '2025-02-01' },
  'recordMilestone of coming back': {
    patientId,
    kind: 'BACK_AFTER_RECURRENCE',
    title: 'Back',
    reachedOn: '2025-02-01',
  },
};
