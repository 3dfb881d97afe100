import type { Transaction } from '../../../access/transaction';
import { dayIn } from '../../../platform/calendar/day-in';
import { entityById } from '../../../platform/graphql/reads';
import { OrganizationSettings } from '../../identity';
import { Patient } from '../../patients';
import { daysOfMonths } from '../milestones/day-milestones';
import { PatientRecovery, RecoveryCount } from '../periods/recovery-period.entity';
import { cumulativeDaysOf } from '../periods/summarize-recovery';

/**
 * Whether somebody has been in recovery for less than the program asks of a mentor (minimumMentorRecoveryMonths), as far as the viewer may
 * see it. Cumulative days count: a return to use takes none of them. Whoever does not see days finds nobody lacking, and so learns
 * nothing; whom days are hidden for is left to the person's own yes.
 */
export async function lacksRecovery(tx: Transaction, patientId: string, isOneself: boolean): Promise<boolean> {
  const [settings, patient, recovery, count] = await Promise.all([
    tx.load(entityById(OrganizationSettings), tx.organizationId),
    tx.load(entityById(Patient), patientId),
    tx.load(entityById(PatientRecovery), patientId),
    tx.load(entityById(RecoveryCount), patientId),
  ]);
  const needed = daysOfMonths(settings?.minimumMentorRecoveryMonths ?? 0);
  const seesDays = recovery !== null && (isOneself || !recovery.hidesDays);
  if (!patient || !seesDays) return false;
  return (count ? cumulativeDaysOf(count, dayIn(patient.timeZone, tx.now)) : 0) < needed;
}
