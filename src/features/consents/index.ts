export { Answer } from './answer';
export { Consent } from './consent.entity';
export { ConsentStatus } from './consent-status';
export { consents } from './consents.feature';
export { expireDueConsents } from './expire-due-consents';
export { RevokeConsentPayload } from './revoke-consent';
