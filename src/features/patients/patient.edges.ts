import { InputType } from 'type-graphql';
import { Role } from '../../access/role';
import { GeoPoint, pointOf } from '../../platform/graphql/geo';
import { ListField, TextField, ValueField } from '../../platform/graphql/inputs';
import {
  byId,
  companion,
  defineFilter,
  descending,
  extend,
  many,
  on,
  page,
  queries,
} from '../../platform/graphql/reads';
import { DateTime } from '../../platform/graphql/scalars';
import { Clinician, ViewerProfile } from '../identity';
import { CareTeamMember } from './care-team-member.entity';
import { ContactPoint, PatientContact } from './contact-point.entity';
import { CareEpisode, Patient, PatientStanding, PatientStatus } from './patient.entity';
import { foldName, Identifier, PatientIdentifier, PatientIdentity } from './patient-identity.entity';
import { PatientOrder } from './patient-order';
import { PatientSight } from './patient-sight.entity';
import { WithheldCategory, withheldFromRole } from './withheld';

/** Everybody but the administrator, whose work needs no patient. Row security decides whom each of them sees. */
export const WHO_MAY_SEE_PATIENTS = Object.values(Role).filter((role) => role !== Role.ADMINISTRATOR);

@InputType({ description: 'Which patients.' })
export class PatientFilter {
  @TextField(
    'How a name begins, given or family name first. Only identities you may read are considered. Not open to callers outside the program.',
    { max: 200, optional: true },
  )
  search?: string | null;

  @ListField('Where they stand with the program. Not open to callers outside the program.', () => PatientStatus, {
    optional: true,
  })
  status?: PatientStatus[] | null;

  @ValueField('Changed at or after this instant.', () => DateTime, { optional: true })
  updatedSince?: Date | null;
}

@InputType({ description: 'Which patients of a caseload.' })
export class CaseloadFilter {
  @TextField('How a name begins, given or family name first. Only identities you may read are considered.', {
    max: 200,
    optional: true,
  })
  search?: string | null;
}

const patient = on<Patient>();
const byName = patient.exists(
  () => PatientIdentity,
  'id',
  on<PatientIdentity>().startsWith(['nameKey', 'givenNameKey'], foldName),
);

defineFilter(PatientFilter, {
  search: byName,
  status: patient.exists(() => PatientStanding, 'id', on<PatientStanding>().oneOf('status')),
  updatedSince: patient.since('updatedAt'),
});
defineFilter(CaseloadFilter, { search: byName });

export const PatientFields = extend(
  () => Patient,
  (own) => ({
    identity: own
      .one(() => PatientIdentity, 'id')
      .nullable()
      .describe('Who this is. Null when you may know the record but not the person.'),
    contactPoints: own
      .derived(
        () => [ContactPoint],
        { contact: own.one(() => PatientContact, 'id').pick('points') },
        ({ contact }) => contact?.points ?? null,
      )
      .nullable()
      .describe('How to reach the patient safely. Null when you may not know.'),
    status: own
      .derived(
        () => PatientStatus,
        { standing: own.one(() => PatientStanding, 'id').pick('status') },
        ({ standing }) => standing?.status ?? null,
      )
      .nullable()
      .describe('Where the patient stands with the program. Null when you may not know.'),
    careTeam: own
      .derived(
        () => [CareTeamMember],
        {
          episode: own.one(() => CareEpisode, 'id').pick('id'),
          seats: many(() => CareTeamMember)
            .by('patientId')
            .where(on<CareTeamMember>().current('from', 'until'))
            .orderBy('from'),
        },
        ({ episode, seats }) => (episode ? seats : null),
      )
      .nullable()
      .describe('Who treats the patient now. Null when you may not know.'),
    withheld: own
      .derived(
        () => [WithheldCategory],
        { sight: own.one(() => PatientSight, 'id').pick('bits', 'role', 'isBesideCare') },
        ({ sight }) => (sight && !sight.isBesideCare ? withheldFromRole(sight.role, sight.bits) : []),
      )
      .describe(
        'For the patient, the care team and the director: categories that you do not see now. Empty for others.',
      ),
  }),
);

export const PatientIdentityFields = extend(
  () => PatientIdentity,
  (own) => ({
    fullName: own
      .derived(
        () => String,
        { givenName: true, familyName: true },
        ({ givenName, familyName }) => `${givenName} ${familyName}`,
      )
      .describe('Given and family name.'),
    home: own
      .derived(
        () => GeoPoint,
        { homeLatitude: true, homeLongitude: true },
        (row) => pointOf(row.homeLatitude, row.homeLongitude),
      )
      .nullable()
      .describe('Where home is.'),
    identifiers: own
      .derived(
        () => [Identifier],
        {
          identifiers: many(() => PatientIdentifier)
            .by('patientId')
            .orderBy('system', 'value')
            .pick('system', 'value'),
        },
        ({ identifiers }) => identifiers,
      )
      .describe('What other systems call the patient.'),
  }),
);

export const CareTeamMemberFields = extend(
  () => CareTeamMember,
  (seat) => ({
    clinician: seat
      .one(() => Clinician, 'clinicianId')
      .nullable()
      .describe('Who sits here.'),
    coverFor: seat
      .one(() => Clinician, 'coverForId')
      .nullable()
      .describe('The colleague who is covered for.'),
  }),
);

export const ClinicianCaseload = extend(
  () => Clinician,
  () => ({
    caseload: page(() => Patient)
      .through(() => CareTeamMember, 'clinicianId', 'patientId', on<CareTeamMember>().current('from', 'until'))
      .filter(() => CaseloadFilter)
      .orderByCompanion(() => PatientIdentity, 'id', 'nameKey')
      .describe(
        'By name: the patients on whose care team this clinician stands now, as far as you may see them. Not open to callers outside the program.',
      ),
  }),
);

export const ViewerPatient = extend(
  () => ViewerProfile,
  (viewer) => ({
    patient: viewer
      .one(() => Patient, 'patientId')
      .nullable()
      .describe('The patient behind the login, if it is one.'),
  }),
);

export const PatientQueries = queries({
  patient: byId(() => Patient)
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe('A patient by id.'),
  patients: page(() => Patient)
    .filter(() => PatientFilter)
    .orders(() => PatientOrder, PatientOrder.UPDATED_AT, {
      UPDATED_AT: descending<Patient>('updatedAt'),
      NAME: companion(() => PatientIdentity, 'id', 'nameKey'),
    })
    .pagesUpTo(200)
    .allow(WHO_MAY_SEE_PATIENTS)
    .describe(
      'The patients you may see, those changed last first unless you ask otherwise. first may be up to 200 here, for syncing.',
    ),
});
