import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { FUTURE, idOf, P, RECENT } from '../scenario/ids';

const id = (prefix: string, kind: string, name: string): string => toGlobalId(prefix, idOf(kind, name));
const patientId = toGlobalId('patient', P);
const signed = {
  signedAt: RECENT,
  signedBy: 'SELF',
  signatureMethod: 'ELECTRONIC',
  acknowledgesRightToRevoke: true,
  acknowledgesRedisclosure: true,
  acknowledgesConsequencesOfRefusal: true,
};
const { signedAt: _, ...signature } = signed;
const terms = {
  patientId,
  scope: 'NAMED_DISCLOSURE',
  discloser: 'Harbor Recovery',
  recipient: { partnerAppId: id('partner_app', 'client', 'AN') },
  categories: ['CARE_PLAN'],
  purpose: 'CARE_COORDINATION',
  expiresAt: FUTURE,
};

/** Inputs of what is done to consents. */
export const CONSENT_INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  answerConsent: { consentId: id('consent', 'consent', 'AN'), expectedVersion: 1, answer: 'ACCEPT', ...signature },
  grantConsent: { ...terms, ...signed },
  proposeConsent: terms,
  expireConsent: { consentId: id('consent', 'consent', 'external') },
  revokeConsent: { consentId: id('consent', 'consent', 'AA') },
};
