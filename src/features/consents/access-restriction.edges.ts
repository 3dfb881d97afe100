import { createUnionType } from 'type-graphql';
import { extend, many, on } from '../../platform/graphql/reads';
import { Clinician, PartnerApp } from '../identity';
import { Patient } from '../patients';
import { PeerMentor } from '../peers';
import { AccessRestriction } from './access-restriction.entity';
import { PatientPermission } from './patient-permission.entity';

export const RestrictionHolder = createUnionType({
  name: 'RestrictionHolder',
  description: 'Whom a restriction keeps out.',
  types: () => [Clinician, PeerMentor, PartnerApp] as const,
});

export const AccessRestrictionFields = extend(
  () => AccessRestriction,
  (restriction) => ({
    holder: restriction
      .oneOf(() => RestrictionHolder, {
        clinicianId: () => Clinician,
        peerMentorId: () => PeerMentor,
        partnerAppId: () => PartnerApp,
      })
      .describe('Whom it keeps out; null for everybody but the patient.'),
  }),
);

export const PatientRestrictions = extend(
  () => Patient,
  (patient) => ({
    restrictions: patient
      .derived(
        () => [AccessRestriction],
        {
          permission: patient.one(() => PatientPermission, 'id').pick('id'),
          restrictions: many(() => AccessRestriction)
            .by('patientId')
            .where(on<AccessRestriction>().current('from', 'until'))
            .orderBy('from'),
        },
        ({ permission, restrictions }) => (permission ? restrictions : null),
      )
      .nullable()
      .describe(
        'Who is kept from what, now. One that keeps you out is not shown to you. Null when you may not know of any.',
      ),
  }),
);
