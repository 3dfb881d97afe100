export { Consent, ConsentStatus } from './consent.entity';
export { consents } from './consents.feature';
