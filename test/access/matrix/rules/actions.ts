import { ACTORS } from '../actors';
import { type Cells, cellOf } from '../cells';

/** Clinicians who sit on P's care team now; the denied one only where the denial does not reach. */
const TEAM = ['CT', 'NA', 'VC'];
const TEAM_BUT_MEDICATION = [...TEAM, 'RM'];
const SYSTEMS = ['EP', 'EQ', 'EC'];
const KEEPERS = ['AD', 'CS'];
const ADMINISTRATOR = ['AD'];
/** The patient, and staff recording what the patient signed. */
const SIGNED_FOR = ['PT', 'PD', 'PO', ...TEAM_BUT_MEDICATION];

/**
 * The design's table of actions (access.md), written down once more and by hand: who may, at most. A new mutation needs a line here;
 * a line for a name stands for every input of it, unless the input has one of its own.
 */
const MAY: Readonly<Record<string, readonly string[]>> = {
  addCbtActivity: TEAM_BUT_MEDICATION,
  addCounselingActivity: TEAM_BUT_MEDICATION,
  addMatActivity: TEAM,
  advanceMentor: KEEPERS,
  answerConsent: SIGNED_FOR,
  attachIdentifier: ['IN', ...SYSTEMS],
  cancelOccurrence: KEEPERS,
  connectAccount: ['IN'],
  'connectAccount of a clinician': ADMINISTRATOR,
  deactivateClinician: ADMINISTRATOR,
  dischargePatient: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  draftCarePlan: TEAM_BUT_MEDICATION,
  endMeeting: KEEPERS,
  expireConsent: ['PD', 'PO', ...TEAM_BUT_MEDICATION],
  grantConsent: SIGNED_FOR,
  importMeetings: KEEPERS,
  joinCareTeam: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  leaveCareTeam: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  markEnteredInError: TEAM_BUT_MEDICATION,
  'markEnteredInError of medication': TEAM,
  moveActivity: TEAM_BUT_MEDICATION,
  'moveActivity of medication': TEAM,
  moveCarePlan: TEAM_BUT_MEDICATION,
  moveGoal: TEAM_BUT_MEDICATION,
  movePeerLink: TEAM_BUT_MEDICATION,
  proposeConsent: SIGNED_FOR,
  proposePeerLink: TEAM_BUT_MEDICATION,
  readmitPatient: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  recordDose: TEAM,
  recordSafetyFact: TEAM,
  recordSession: TEAM_BUT_MEDICATION,
  'recordSession of medication': TEAM,
  registerClinician: ADMINISTRATOR,
  registerPartnerApp: ADMINISTRATOR,
  registerPatient: ['IN', ...SYSTEMS],
  registerPeerGroup: KEEPERS,
  registerPeerMentor: KEEPERS,
  retirePeerGroup: KEEPERS,
  reviseCarePlan: TEAM_BUT_MEDICATION,
  reviseCbtActivity: TEAM_BUT_MEDICATION,
  reviseCounselingActivity: TEAM_BUT_MEDICATION,
  reviseGoal: TEAM_BUT_MEDICATION,
  reviseMatActivity: TEAM,
  reviseMeeting: KEEPERS,
  reviseOrganization: ADMINISTRATOR,
  revisePatient: ['IN', 'PT', ...SYSTEMS],
  'revisePatient in identity': ['IN', ...SYSTEMS],
  revisePeerGroup: KEEPERS,
  revisePeerMentor: KEEPERS,
  revokeConsent: SIGNED_FOR,
  scheduleMeeting: KEEPERS,
  setGoal: TEAM_BUT_MEDICATION,
  suspendPartnerApp: ADMINISTRATOR,
};

/** Mutations that nobody said who may do. */
export function unruledMutations(names: readonly string[]): string[] {
  return names.filter((name) => !(name in MAY));
}

/** Whoever gets something done that the design gives to others. A refusal that names a state counts: it answers about the record. */
export function doneBeyondAllowed(cells: Cells): string[] {
  return [...cells.keys()].flatMap((title) => {
    const allowed = MAY[title] ?? MAY[title.split(' ', 1)[0] ?? ''] ?? [];
    return ACTORS.filter(({ code }) => reaches(cellOf(cells, title, code)) && !allowed.includes(code)).map(
      ({ code, who }) => `${title} by ${code} (${who})`,
    );
  });
}

/** What is done leaves a line in the audit log. */
export function unauditedMutations(cells: Cells): string[] {
  return [...cells].flatMap(([title, row]) => [...row].filter(([, cell]) => cell === '!!').map(([code]) => `${title} by ${code}`));
}

/** Mutations that nobody got done: their input is not one that can be. */
export function neverDone(cells: Cells): string[] {
  return [...cells].filter(([, row]) => ![...row.values()].some((cell) => reaches(cell))).map(([title]) => title);
}

const reaches = (cell: string): boolean => ['ok', '=', '!!', 'T', 'V', 'P', 'L', 'K', 'I'].includes(cell);
