import type { As } from './act-as';
import { dayFromNow } from './calendar';

/** How many days ago the demo patient's recovery began; two milestones by days have come since. */
const BEGAN_DAYS_AGO = 64;

/** How the demo patient was, on the days before the seed. */
const CHECK_INS = [
  { daysAgo: 9, mood: 2, craving: 7, note: 'Payday. I went to the meeting instead.' },
  { daysAgo: 5, mood: 3, craving: 4 },
  { daysAgo: 2, mood: 4, craving: 3, note: 'Slept through the night.' },
] as const;

/** The demo patient's recovery: a period, the first meeting, kind words of the mentor, and check-ins. Milestones by days come by themselves. */
export async function seedRecovery(as: As, patientId: string): Promise<void> {
  const patient = as('patient');
  await patient(
    'mutation ($input: BeginRecoveryPeriodInput!) { beginRecoveryPeriod(input: $input) { recoveryPeriod { id } } }',
    { input: { patientId, basis: 'ABSTINENCE', startedOn: dayFromNow(-BEGAN_DAYS_AGO) } },
  );
  const { recordMilestone } = await patient<{ recordMilestone: { milestone: { id: string } } }>(
    'mutation ($input: RecordMilestoneInput!) { recordMilestone(input: $input) { milestone { id } } }',
    { input: { patientId, kind: 'FIRST_MEETING', title: 'My first meeting', reachedOn: dayFromNow(-50) } },
  );
  await as('mentor')('mutation ($input: EncourageInput!) { encourage(input: $input) { encouragement { id } } }', {
    input: {
      patientId,
      milestoneId: recordMilestone.milestone.id,
      message: 'Walking through that door the first time takes courage.',
    },
  });
  for (const { daysAgo, ...said } of CHECK_INS)
    await as('patient', new Date(`${dayFromNow(-daysAgo)}T20:00:00Z`))(
      'mutation ($input: CheckInInput!) { checkIn(input: $input) { checkIn { id } } }',
      { input: { patientId, ...said } },
    );
}
