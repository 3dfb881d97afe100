import { CATEGORIES, OF_INDEPENDENT } from '../scenario/permissions';

/**
 * The table of roles of the design (access.md), written down once more and by hand: not from the SQL, which it is there to judge.
 * Beside the ten categories: STATUS (who is in care), PERMISSION (consents and restrictions), ACCOUNTING (disclosures and emergency
 * accesses), LOGIN (that a login is a patient's), and what is only one's own.
 */
export type Kind = string;

const CLINICAL = [...CATEGORIES, 'STATUS'];
/**
 * REASON: why a link rests or ended, which the peer and whoever reads by consent are not told. SUGGESTION: which peers fit, which nobody is
 * told but the patient, whoever treats them and the director.
 */
const OF_TEAM = [...CLINICAL, 'PERMISSION', 'REASON', 'SUGGESTION'];

/** What each actor may see of P at most. Whoever is not named may see nothing at all. */
export const ALLOWED: Readonly<Record<string, readonly Kind[]>> = {
  IN: ['IDENTITY', 'CONTACT', 'STATUS', 'LOGIN'],
  PD: OF_TEAM,
  PO: ['IDENTITY', 'PERMISSION', 'ACCOUNTING', 'OWN_LOOK'],
  CT: OF_TEAM,
  NA: [...OF_TEAM, 'OWN_NOTE', 'OWN_DISCLOSURE'],
  VC: OF_TEAM,
  // An hour of the whole record, and of no consent or restriction.
  EG: [...CLINICAL, 'REASON', 'SUGGESTION', 'OWN_LOOK'],
  EX: ['OWN_LOOK'],
  RM: OF_TEAM.filter((kind) => kind !== 'MEDICATION'),
  RP: OF_TEAM.filter((kind) => kind !== 'PEER_SUPPORT'),
  ME: ['PEER_SUPPORT', 'CONTACT', 'RECOVERY'],
  MV: ['PEER_SUPPORT', 'OWN_CONSENT'],
  MI: [...OF_INDEPENDENT, 'OWN_CONSENT'],
  PT: [...OF_TEAM, 'ACCOUNTING', 'OWN_LOOK'],
  AA: [...CLINICAL, 'COUNSELING_NOTE', 'OWN_CONSENT'],
  AP: ['PEER_SUPPORT', 'OWN_CONSENT'],
  AS: ['PEER_SUPPORT', 'OWN_CONSENT'],
  EP: [...CLINICAL, 'REASON'],
  EQ: ['IDENTITY', 'CONTACT', 'STATUS', 'CARE_PLAN', 'MEDICATION', 'PEER_SUPPORT', 'REASON'],
  EC: [...CLINICAL, 'OWN_CONSENT'],
};

/** Who sees the record itself: everybody who may see any of it, but for their own look through broken glass. */
export const mayKnowP = (actor: string): boolean => (ALLOWED[actor] ?? []).some((kind) => kind !== 'OWN_LOOK');

/** Whether an actor may see what belongs to any of these kinds. ANY is the record itself; BOTH_LINKS takes links of either kind. */
export function mayView(actor: string, kinds: readonly Kind[]): boolean {
  const own = ALLOWED[actor] ?? [];
  if (kinds.includes('BOTH_LINKS') && own.includes('PEER_SUPPORT') && own.includes('GROUP_PARTICIPATION')) return true;
  if (kinds.includes('ANY') && mayKnowP(actor)) return true;
  return kinds.some((kind) => own.includes(kind));
}
