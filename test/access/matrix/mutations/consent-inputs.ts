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

const disclosed = { patientId, recipient: 'Example Court', categories: ['CARE_PLAN'], at: RECENT };

/** Inputs of what is done to consents and restrictions, of disclosures and of broken glass. */
export const CONSENT_INPUTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  answerConsent: { consentId: id('consent', 'consent', 'AN'), expectedVersion: 1, answer: 'ACCEPT', ...signature },
  breakGlass: { patientId, reason: 'Unconscious in the waiting room.' },
  'breakGlass by identifier': { identifier: { system: 'urn:example:mrn', value: 'P-1' }, reason: 'Unconscious.' },
  grantConsent: { ...terms, ...signed },
  liftRestriction: { restrictionId: id('access_restriction', 'restriction', 'RM') },
  proposeConsent: terms,
  recordDisclosure: { ...disclosed, basis: 'COURT_ORDER' },
  restrictAccess: {
    patientId,
    clinicianId: id('clinician', 'clinician', 'CN'),
    categories: ['MEDICATION'],
    reason: 'They know each other.',
  },
  reviewEmergencyAccess: { emergencyAccessId: id('emergency_access', 'emergency', 'EG'), justified: true },
  expireConsent: { consentId: id('consent', 'consent', 'external') },
  revokeConsent: { consentId: id('consent', 'consent', 'AA') },
};
