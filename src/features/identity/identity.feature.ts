import { defineFeature } from '../../access/feature';
import { Account } from './account.entity';
import { Clinician } from './clinician.entity';
import { AccountFields, IdentityQueries, OrganizationFields, OrganizationSettingsFields } from './identity.edges';
import { IdentityResolver } from './identity.resolver';
import { Organization, OrganizationSettings } from './organization.entity';
import { PartnerApp } from './partner-app.entity';
import { ViewerFields, ViewerQueries, ViewerResolver } from './viewer.edges';
import { ViewerProfile } from './viewer.entity';

/** Organizations, accounts, clinicians and clients: rank 1, known by all, knowing nobody. */
export const identity = defineFeature({
  name: 'identity',
  folder: __dirname,
  entities: [Organization, OrganizationSettings, Clinician, PartnerApp, Account, ViewerProfile],
  resolvers: [
    ViewerFields,
    ViewerQueries,
    ViewerResolver,
    OrganizationFields,
    OrganizationSettingsFields,
    AccountFields,
    IdentityQueries,
    IdentityResolver,
  ],
});
