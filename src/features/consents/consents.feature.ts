import { defineFeature } from '../../access/feature';
import { AccessRestrictionFields, PatientRestrictions } from './access-restriction.edges';
import { AccessRestriction } from './access-restriction.entity';
import { ConsentFields, PatientConsents } from './consent.edges';
import { Consent } from './consent.entity';
import { ConsentsResolver } from './consents.resolver';
import { DisclosureFields, PatientDisclosures } from './disclosure.edges';
import { Disclosure } from './disclosure.entity';
import { DisclosuresResolver } from './disclosures.resolver';
import { EmergencyAccessFields, EmergencyAccessQueries } from './emergency-access.edges';
import { EmergencyAccess } from './emergency-access.entity';
import { EmergencyAccessResolver } from './emergency-access.resolver';
import { PatientPermission } from './patient-permission.entity';
import { RestrictionsResolver } from './restrictions.resolver';

/** Consents and restrictions, disclosures and emergency accesses: rank 4. */
export const consents = defineFeature({
  name: 'consents',
  folder: __dirname,
  entities: [Consent, AccessRestriction, Disclosure, EmergencyAccess, PatientPermission],
  resolvers: [
    ConsentFields,
    PatientConsents,
    ConsentsResolver,
    AccessRestrictionFields,
    PatientRestrictions,
    RestrictionsResolver,
    DisclosureFields,
    PatientDisclosures,
    DisclosuresResolver,
    EmergencyAccessFields,
    EmergencyAccessQueries,
    EmergencyAccessResolver,
  ],
});
