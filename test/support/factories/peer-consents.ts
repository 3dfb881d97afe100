import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';

/** What a consent that names a mentor says. */
export interface SharingConsent {
  readonly patientId: string;
  readonly peerMentorId: string;
  readonly categories?: readonly string[];
  readonly startsAt?: Date;
  readonly expiresAt?: Date;
}

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) {
  __typename ... on GrantConsentPayload { consent { id } } ... on ConsentIncomplete { missing } } }`;
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) {
  __typename ... on RevokeConsentPayload { affectedLinks { id status } } } }`;

/** A consent that the patient signed, recorded by the privacy officer, to let this mentor see some categories; answers with its id. */
export async function aSharingConsent(
  app: TestApp,
  { categories = ['PEER_SUPPORT'], peerMentorId, startsAt, expiresAt, ...input }: SharingConsent,
): Promise<string> {
  const { grantConsent } = await app.as(Role.PRIVACY_OFFICER).data(GRANT, {
    input: {
      ...input,
      scope: 'PEER_SHARING',
      discloser: app.harbor.name,
      recipient: { peerMentorId },
      categories,
      purpose: 'PEER_SUPPORT',
      startsAt,
      ...(expiresAt ? { expiresAt } : { expiryEvent: 'The link ends' }),
      signedAt: new Date(),
      signedBy: 'SELF',
      signatureMethod: 'HANDWRITTEN',
      acknowledgesRightToRevoke: true,
      acknowledgesRedisclosure: true,
      acknowledgesConsequencesOfRefusal: true,
    },
  });
  if (!grantConsent.consent) throw new Error(`No consent was granted: ${JSON.stringify(grantConsent)}`);
  return grantConsent.consent.id;
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
