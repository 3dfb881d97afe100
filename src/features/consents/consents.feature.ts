import { defineFeature } from '../../access/feature';
import { AccessRestriction } from './access-restriction.entity';
import { ConsentFields, PatientConsents } from './consent.edges';
import { Consent } from './consent.entity';
import { ConsentsResolver } from './consents.resolver';
import { Disclosure } from './disclosure.entity';
import { EmergencyAccess } from './emergency-access.entity';

/** Consents and restrictions, disclosures and emergency accesses: rank 4. */
export const consents = defineFeature({
  name: 'consents',
  folder: __dirname,
  entities: [Consent, AccessRestriction, Disclosure, EmergencyAccess],
  resolvers: [ConsentFields, PatientConsents, ConsentsResolver],
});
