import { ID } from 'type-graphql';
import { Role } from '../../access/role';
import { toGlobalId } from '../../platform/graphql/ids';
import { idPrefixOf } from '../../platform/graphql/nodes';
import { byId, extend, on, page, queries } from '../../platform/graphql/reads';
import { Account } from './account.entity';
import { boundHolder } from './account-holders';
import { Clinician } from './clinician.entity';
import { Organization, OrganizationSettings } from './organization.entity';
import { PartnerApp } from './partner-app.entity';

/** Everybody of the program itself, and patients and mentors; not the systems of others. */
const EVERYONE_HERE = Object.values(Role).filter((role) => role !== Role.PARTNER_APP);

export const OrganizationFields = extend(
  () => Organization,
  (organization) => ({
    settings: organization.one(() => OrganizationSettings, 'id').describe('What the program decides for itself.'),
  }),
);

export const OrganizationSettingsFields = extend(
  () => OrganizationSettings,
  (settings) => ({
    onCall: settings
      .one(() => Clinician, 'onCallId')
      .nullable()
      .describe('Whom an urgent follow-up that nobody takes reaches.'),
  }),
);

export const AccountFields = extend(
  () => Account,
  (account) => ({
    holderId: account
      .derived(
        () => ID,
        { clinicianId: true, peerMentorId: true, patientId: true },
        (row) => {
          const { holder, id } = boundHolder(row as Account);
          return toGlobalId(idPrefixOf(holder.entity), id);
        },
      )
      .describe('The clinician, mentor or patient who uses the login.'),
  }),
);

export const IdentityQueries = queries({
  clinician: byId(() => Clinician)
    .allow(EVERYONE_HERE)
    .describe('A clinician by id.'),
  clinicians: page(() => Clinician)
    .arg(
      'active',
      () => Boolean,
      'Only those who work here now, or only those who do not.',
      on<Clinician>().equals('active'),
    )
    .orderBy('displayName')
    .allow(EVERYONE_HERE)
    .describe('The clinicians of the program, by name.'),
  partnerApps: page(() => PartnerApp)
    .orderBy('name')
    .allow([Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.PROGRAM_DIRECTOR, Role.CLINICIAN, Role.PATIENT])
    .describe('The registered clients of the program, by name: whom a consent can name among them.'),
});
