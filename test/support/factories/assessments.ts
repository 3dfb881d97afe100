import type { Caller } from '../app';

/** The nine items of the PHQ-9, in their order. */
export const PHQ_9_ITEMS = [
  '44250-9',
  '44255-8',
  '44259-0',
  '44254-1',
  '44251-7',
  '44258-2',
  '44252-5',
  '44253-3',
  '44260-8',
];

/** These answers to these items, one by one. */
export function answers(linkIds: readonly string[], points: readonly number[]): { linkId: string; answer: number }[] {
  return points.map((answer, index) => ({ linkId: linkIds[index] ?? '', answer }));
}

/** Records an assessment, an AUDIT of 9 unless something else is said; answers with its id. */
export async function anAssessment(by: Caller, patientId: string, input: object = {}): Promise<string> {
  const data = await by.data(
    'mutation ($input: RecordAssessmentInput!) { recordAssessment(input: $input) { assessment { id } } }',
    { input: { patientId, instrument: 'AUDIT', takenAt: '2026-03-02T17:00:00Z', total: 9, ...input } },
  );
  return data.recordAssessment.assessment.id;
}
