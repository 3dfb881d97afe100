import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';
import { aConsent } from './consents';

/** What a consent that names a mentor says. */
export interface SharingConsent {
  readonly patientId: string;
  readonly peerMentorId: string;
  readonly categories?: readonly string[];
  readonly startsAt?: Date;
  readonly expiresAt?: Date;
}

const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) {
  __typename ... on RevokeConsentPayload { affectedLinks { id status } } } }`;

/** A consent that the patient signed to let this mentor see some categories, PEER_SUPPORT unless others are named; answers with its id. */
export function aSharingConsent(
  app: TestApp,
  { categories = ['PEER_SUPPORT'], peerMentorId, ...input }: SharingConsent,
): Promise<string> {
  const recipient = { peerMentorId };
  return aConsent(app.as(Role.PRIVACY_OFFICER), {
    ...input,
    scope: 'PEER_SHARING',
    purpose: 'PEER_SUPPORT',
    recipient,
    categories,
  });
}

/** What `revokeConsent` answered. */
export interface Revocation {
  readonly __typename: string;
  readonly affectedLinks?: readonly { readonly id: string; readonly status: string }[];
}

/** Takes a consent back, as the patient or on their word. */
export async function revokeConsent(by: Caller, consentId: string): Promise<Revocation> {
  return (await by.data(REVOKE, { input: { consentId } })).revokeConsent;
}
