import { ACTORS } from '../actors';
import { type Cells, cellOf } from '../cells';

/** Clinicians who sit on P's care team now; the denied one only where the denial does not reach. */
const TEAM = ['CT', 'NA', 'VC', 'RP'];
const TEAM_BUT_MEDICATION = [...TEAM, 'RM'];
/** Whoever breaks the glass, and whoever has an urgent follow-up, writes down what they found and did (decision 15). */
const CARERS = [...TEAM, 'EG', 'CE'];
const CARERS_BUT_MEDICATION = [...CARERS, 'RM'];
/** Who has an urgent follow-up, and those who treat the patient. */
const FOLLOWERS = [...TEAM_BUT_MEDICATION, 'CE'];
/** The care team, without the one who is denied the links to mentors. */
const TEAM_BESIDE_MENTORS = TEAM_BUT_MEDICATION.filter((code) => code !== 'RP');
/** Who says what support P would like. */
const OF_PREFERENCES = ['PT', ...TEAM_BESIDE_MENTORS];
/** Systems that see the whole program; who reads by consent writes nothing. */
const SYSTEMS = ['EP', 'EQ'];
/** All but the one whom P denied everything. */
const CLINICIANS = [...TEAM_BUT_MEDICATION, 'CN', 'CS', 'SV', 'CF', 'VB', 'VA', 'EG', 'EX', 'CE'];
const KEEPERS = ['AD', 'CS', 'SV'];
const ADMINISTRATOR = ['AD'];
/** The patient, and staff recording what the patient signed. */
const SIGNED_FOR = ['PT', 'PD', 'PO', ...TEAM_BUT_MEDICATION];

/** The patient, and the care team that writes down what they were told. */
const TELLERS = ['PT', ...TEAM_BUT_MEDICATION];

/**
 * The design's table of actions (access.md), written down once more and by hand: who may, at most. A new mutation needs a line here;
 * a line for a name stands for every input of it, unless the input has one of its own.
 */
const MAY: Readonly<Record<string, readonly string[]>> = {
  acknowledgeFollowUp: FOLLOWERS,
  'acknowledgeFollowUp of a mentor': [...FOLLOWERS, 'MI'],
  addCbtActivity: TEAM_BUT_MEDICATION,
  addCounselingActivity: TEAM_BUT_MEDICATION,
  addMatActivity: TEAM,
  advanceMentor: KEEPERS,
  'advanceMentor of oneself': [...KEEPERS, 'ME'],
  answerMentorInvitation: ['PT'],
  answerPeerLink: ['PT'],
  'answerPeerLink on behalf of the patient': ['PT', 'PD', ...TEAM_BESIDE_MENTORS],
  answerConsent: SIGNED_FOR,
  assignFollowUp: ['PD', ...FOLLOWERS],
  attachIdentifier: ['IN', ...SYSTEMS],
  beginRecoveryPeriod: TELLERS,
  breakGlass: CLINICIANS,
  cancelOccurrence: KEEPERS,
  completeFollowUp: FOLLOWERS,
  'completeFollowUp of a mentor': [...FOLLOWERS, 'MI'],
  checkIn: ['PT'],
  connectAccount: ['IN'],
  'connectAccount of a clinician': ADMINISTRATOR,
  deactivateClinician: ADMINISTRATOR,
  dischargePatient: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  draftCarePlan: TEAM_BUT_MEDICATION,
  encourage: [...TEAM_BUT_MEDICATION, 'ME'],
  'encourage about coming back': [...TEAM_BUT_MEDICATION, 'MI'],
  endMeeting: KEEPERS,
  expireConsent: SIGNED_FOR,
  grantConsent: SIGNED_FOR,
  hideDayCounts: ['PT'],
  importMeetings: KEEPERS,
  // Of Q, an alumnus on whose care team nobody sits.
  inviteAlumnusToMentor: ['PD'],
  joinCareTeam: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  'joinCareTeam to cover a colleague': CLINICIANS,
  leaveCareTeam: ['PD', ...SYSTEMS, ...TEAM_BUT_MEDICATION],
  liftRestriction: SIGNED_FOR,
  logPeerContact: ['PT', 'ME'],
  'logPeerContact by consent': ['PT', 'MV'],
  'logPeerContact of a group': ['PT'],
  markEnteredInError: TEAM_BUT_MEDICATION,
  'markEnteredInError of a contact': ['ME', ...TEAM_BESIDE_MENTORS],
  'markEnteredInError of a meeting': ['PT', ...TEAM_BUT_MEDICATION],
  'markEnteredInError of medication': TEAM,
  'markEnteredInError of a check-in': TELLERS,
  'markEnteredInError of a milestone': TELLERS,
  'markEnteredInError of a milestone by days': TELLERS,
  'markEnteredInError of a period': TELLERS,
  'markEnteredInError of a return to use': TELLERS,
  moveActivity: TEAM_BUT_MEDICATION,
  'moveActivity of medication': TEAM,
  moveCarePlan: TEAM_BUT_MEDICATION,
  moveGoal: TEAM_BUT_MEDICATION,
  moveReturnToUse: TEAM_BUT_MEDICATION,
  movePeerLink: ['PT', 'ME', ...TEAM_BESIDE_MENTORS],
  'movePeerLink by consent': ['PT', 'MV', ...TEAM_BESIDE_MENTORS],
  'movePeerLink to a group': ['PT', ...TEAM_BUT_MEDICATION],
  proposeConsent: SIGNED_FOR,
  proposePeerLink: TEAM_BESIDE_MENTORS,
  'proposePeerLink to a group': TEAM_BUT_MEDICATION,
  raiseConcern: ['ME'],
  'raiseConcern by consent': ['MV'],
  readmitPatient: ['PD', ...SYSTEMS, ...CARERS_BUT_MEDICATION],
  recordDisclosure: SIGNED_FOR.filter((code) => code !== 'PT'),
  recordAssessment: [...CARERS_BUT_MEDICATION, 'PT', 'EP'],
  recordDose: CARERS,
  recordMilestone: TELLERS,
  recordSafetyFact: CARERS,
  recordSession: CARERS_BUT_MEDICATION,
  'recordSession of medication': CARERS,
  registerClinician: ADMINISTRATOR,
  registerPartnerApp: ADMINISTRATOR,
  registerPatient: ['IN', ...SYSTEMS],
  registerPeerGroup: KEEPERS,
  registerPeerMentor: KEEPERS,
  retirePeerGroup: KEEPERS,
  restrictAccess: SIGNED_FOR,
  reviewEmergencyAccess: ['PO'],
  reviewPeerContact: ['SV'],
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
  // The person; those who may read of it; mentors, who are told no more than they knew.
  shareReturnToUse: ['PT', ...CARERS_BUT_MEDICATION, 'ME', 'MV', 'MI'],
  setSupportPreferences: OF_PREFERENCES,
  suspendPartnerApp: ADMINISTRATOR,
  writeCounselingNote: ['NA'],
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
  return [...cells].flatMap(([title, row]) =>
    [...row].filter(([, cell]) => cell === '!!').map(([code]) => `${title} by ${code}`),
  );
}

/** Mutations that nobody got done: their input is not one that can be. */
export function neverDone(cells: Cells): string[] {
  return [...cells].filter(([, row]) => ![...row.values()].some((cell) => reaches(cell))).map(([title]) => title);
}

const reaches = (cell: string): boolean => ['ok', '=', '!!', 'T', 'V', 'P', 'L', 'K', 'I'].includes(cell);
