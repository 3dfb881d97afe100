export { Consent, ConsentScope, ConsentStatus } from './consent.entity';
export { consents } from './consents.feature';
