import type { DataCategory } from '../../access/data-category';

/** Whom a preview is about, as app.preview says. */
export type RecipientKind = 'PARTNER_APP' | 'EHR_SYSTEM' | 'PEER_MENTOR' | 'CLINICIAN';

const NAMES: Record<RecipientKind, string> = {
  PARTNER_APP: 'This app',
  EHR_SYSTEM: 'This record system',
  PEER_MENTOR: 'This mentor',
  CLINICIAN: 'This clinician',
};

/** Each category as the end of "sees that there is such a patient, …". */
const WORDS: Record<DataCategory, string> = {
  IDENTITY: 'who they are',
  CONTACT: 'how to reach them',
  CARE_PLAN: 'their care plans and sessions',
  MEDICATION: 'their medication',
  ASSESSMENT: 'their assessments',
  RECOVERY: 'their recovery milestones and check-ins',
  RETURN_TO_USE: 'returns to use',
  PEER_SUPPORT: 'their peer support',
  GROUP_PARTICIPATION: 'the groups they go to',
  COUNSELING_NOTE: 'counseling notes',
};

/** What a recipient sees, in a sentence for the patient and the staff. */
export function previewSentence(kind: RecipientKind, seesPatient: boolean, visible: readonly DataCategory[]): string {
  if (!seesPatient) return `${NAMES[kind]} sees nothing, not even that there is such a patient.`;
  const seen = [
    'that there is such a patient',
    'what they like to be called',
    ...visible.map((category) => WORDS[category]),
  ];
  const last = seen.pop();
  return `${NAMES[kind]} sees ${seen.join(', ')} and ${last}, and nothing else.`;
}
