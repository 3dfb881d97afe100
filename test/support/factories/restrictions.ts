import type { Answer, Caller } from '../app';

/** Every category of the graph: who is denied all of them is denied the patient. */
export const ALL_CATEGORIES = [
  'IDENTITY',
  'CONTACT',
  'CARE_PLAN',
  'MEDICATION',
  'ASSESSMENT',
  'RECOVERY',
  'RETURN_TO_USE',
  'PEER_SUPPORT',
  'GROUP_PARTICIPATION',
  'COUNSELING_NOTE',
];

const RESTRICT = `mutation ($input: RestrictAccessInput!) { restrictAccess(input: $input) { accessRestriction {
  id categories reason from until holder { __typename ... on Clinician { id } ... on PeerMentor { id } ... on PartnerApp { id } } } } }`;
const BREAK = `mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { emergencyAccess {
  id reason grantedAt expiresAt reviewedAt justified patient { id } clinician { id } reviewedBy { id } } } }`;

/** A restriction as it is answered with. */
export interface Restriction {
  readonly id: string;
  readonly categories: readonly string[];
  readonly reason: string;
  readonly from: string;
  readonly until: string | null;
  readonly holder: { readonly __typename: string; readonly id: string } | null;
}

/** Asks for a restriction, of every category unless told otherwise; whatever comes of it. */
export function sendRestriction(by: Caller, input: object): Promise<Answer> {
  return by.send(RESTRICT, { input: { categories: ALL_CATEGORIES, reason: 'They know each other.', ...input } });
}

/** Sets a restriction. */
export async function aRestriction(by: Caller, input: object): Promise<Restriction> {
  const { data, errors } = await sendRestriction(by, input);
  if (errors) throw new Error(`No restriction was set: ${JSON.stringify(errors)}`);
  return data.restrictAccess.accessRestriction;
}

/** Breaks the glass; whatever comes of it. */
export function sendBreakGlass(by: Caller, input: object): Promise<Answer> {
  return by.send(BREAK, { input: { reason: 'Found in distress at the front door.', ...input } });
}
