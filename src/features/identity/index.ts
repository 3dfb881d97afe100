export { defineAccountHolder } from './account-holders';
export { Clinician, ClinicianRole } from './clinician.entity';
export { foundOrganization } from './found-organization';
export { identity } from './identity.feature';
export { Organization, OrganizationSettings } from './organization.entity';
export { PartnerApp } from './partner-app.entity';
export { ViewerProfile } from './viewer.entity';
