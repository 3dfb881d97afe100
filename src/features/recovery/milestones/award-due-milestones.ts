import type { DataSource } from 'typeorm';
import { asProgram } from '../../../access/as-program';
import { Milestone } from './milestone.entity';

/** A patient whose next milestone by days has come. */
export interface DuePatient {
  readonly organizationId: string;
  readonly patientId: string;
}

/** So many are looked for at a time. */
const MOST_AT_ONCE = 200;

/** Patients of every organization whose next milestone by days has come where they live, at most so many, the earliest first. */
export async function dueMilestones(dataSource: DataSource, now: Date): Promise<DuePatient[]> {
  return dataSource.query(
    'select organization_id as "organizationId", patient_id as "patientId" from app.due_milestones($1, $2)',
    [now, MOST_AT_ONCE],
  );
}

/** Awards a patient every milestone by days that has come. Done twice, by two servers or after a crash, it is done once. */
export async function awardMilestones(
  dataSource: DataSource,
  { organizationId, patientId }: DuePatient,
  now: Date,
): Promise<void> {
  await asProgram(dataSource, organizationId, now, async (program) => {
    const rows = await program.query('select app.award_due_milestones($1, $2) as id', [patientId, now]);
    for (const { id } of rows) {
      const subject = Object.assign(new Milestone(), { id });
      await program.emit({ kind: 'milestone.reached', subject, patientId });
    }
  });
}

/** The same for everybody for whom one has come, without a queue in between. */
export async function awardDueMilestones(dataSource: DataSource, now: Date): Promise<void> {
  let due: DuePatient[];
  do {
    due = await dueMilestones(dataSource, now);
    for (const patient of due) await awardMilestones(dataSource, patient, now);
  } while (due.length === MOST_AT_ONCE);
}
