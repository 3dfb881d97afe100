import { CATEGORIES, OF_INDEPENDENT } from '../scenario/permissions';

/**
 * The table of roles of the design (access.md), written down once more and by hand: not from the SQL, which it is there to judge.
 * Beside the ten categories: STATUS (who is in care), PERMISSION (consents and restrictions), ACCOUNTING (disclosures and emergency
 * accesses), LOGIN (that a login is a patient's), and what is only one's own.
 */
export type Kind = string;

const CLINICAL = [...CATEGORIES, 'STATUS'];
/**
 * REASON: why a link rests or ended, which the peer and whoever reads by consent are not told.
 * CONCERN: what a peer told the supervisor, which is for the staff, and not for the patient.
 * INVITATION: that the patient was asked to mentor others, which no system is told either.
 * SUGGESTION: which peers fit, which nobody is told but the patient, whoever treats them and the director.
 * ATTENTION: why somebody should look after the patient, for the patient and the program, and its own systems.
 */
const OF_RECORD = [...CLINICAL, 'REASON', 'CONCERN', 'INVITATION', 'SUGGESTION', 'ATTENTION'];
const OF_TEAM = [...OF_RECORD, 'PERMISSION'];

/** What each actor may see of P at most. Whoever is not named may see nothing at all. */
export const ALLOWED: Readonly<Record<string, readonly Kind[]>> = {
  IN: ['IDENTITY', 'CONTACT', 'STATUS', 'LOGIN'],
  PD: OF_TEAM,
  PO: ['IDENTITY', 'PERMISSION', 'ACCOUNTING', 'OWN_LOOK'],
  CT: OF_TEAM,
  // Peer support alone, and not why links rest or ended.
  SV: ['PEER_SUPPORT', 'CONCERN', 'ATTENTION'],
  NA: [...OF_TEAM, 'OWN_NOTE', 'OWN_DISCLOSURE'],
  VC: OF_TEAM,
  // An hour of the whole record, and of no consent or restriction.
  EG: [...OF_RECORD, 'OWN_LOOK'],
  EX: ['OWN_LOOK'],
  // The same, for as long as an urgent follow-up is theirs.
  CE: [...OF_RECORD, 'OWN_FOLLOW_UP'],
  RM: OF_TEAM.filter((kind) => kind !== 'MEDICATION'),
  RP: OF_TEAM.filter((kind) => !['PEER_SUPPORT', 'CONCERN'].includes(kind)),
  ME: ['PEER_SUPPORT', 'CONTACT', 'RECOVERY'],
  MV: ['PEER_SUPPORT', 'OWN_CONSENT'],
  MI: [...OF_INDEPENDENT, 'OWN_CONSENT'],
  PT: [...OF_TEAM.filter((kind) => kind !== 'CONCERN'), 'ACCOUNTING', 'OWN_LOOK'],
  AA: [...CLINICAL, 'COUNSELING_NOTE', 'OWN_CONSENT'],
  AP: ['PEER_SUPPORT', 'OWN_CONSENT'],
  AS: ['PEER_SUPPORT', 'OWN_CONSENT'],
  EP: [...CLINICAL, 'REASON', 'ATTENTION'],
  EQ: ['IDENTITY', 'CONTACT', 'STATUS', 'CARE_PLAN', 'MEDICATION', 'PEER_SUPPORT', 'REASON', 'ATTENTION'],
  EC: [...CLINICAL, 'OWN_CONSENT'],
};

/** Who sees the record itself: everybody who may see any of it, but for their own look through broken glass. */
export const mayKnowP = (actor: string): boolean => (ALLOWED[actor] ?? []).some((kind) => kind !== 'OWN_LOOK');

/**
 * Whether an actor may see what belongs to any of these kinds. ANY is the record itself; BOTH_LINKS takes links of either kind, and
 * ASSESSMENT_AND_IDENTITY takes both, too.
 */
export function mayView(actor: string, kinds: readonly Kind[]): boolean {
  const own = ALLOWED[actor] ?? [];
  if (kinds.includes('BOTH_LINKS') && own.includes('PEER_SUPPORT') && own.includes('GROUP_PARTICIPATION')) return true;
  if (kinds.includes('ASSESSMENT_AND_IDENTITY') && own.includes('ASSESSMENT') && own.includes('IDENTITY')) return true;
  if (kinds.includes('ANY') && mayKnowP(actor)) return true;
  return kinds.some((kind) => own.includes(kind));
}
