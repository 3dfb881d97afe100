import { extend, on, page } from '../../platform/graphql/reads';
import { PartnerApp } from '../identity';
import { Patient } from '../patients';
import { PeerMentor } from '../peers';
import { Consent } from './consent.entity';
import { ConsentRecipient, ExternalRecipient } from './consent-recipient';
import { ConsentStatus, consentStatusAt, LAPSE } from './consent-status';

export const ConsentFields = extend(
  () => Consent,
  (own) => ({
    patient: own.one(() => Patient, 'patientId').describe('Whose consent it is.'),
    status: own
      .derived(
        () => ConsentStatus,
        { status: true, expiresAt: true },
        (row, _args, now) => consentStatusAt(row, now),
      )
      .describe('Where it stands now.'),
    recipient: own
      .derived(
        () => ConsentRecipient,
        {
          partnerApp: own.one(() => PartnerApp, 'partnerAppId'),
          peerMentor: own.one(() => PeerMentor, 'peerMentorId'),
          externalName: true,
          externalIsClass: true,
          externalAddress: true,
        },
        ({ partnerApp, peerMentor, externalName, externalIsClass, externalAddress }) => {
          if (externalName !== null) return new ExternalRecipient(externalName, externalIsClass, externalAddress);
          return partnerApp ?? peerMentor;
        },
      )
      .nullable()
      .describe('Who may receive it (42 CFR 2.31(a)(4)). Null when you may not see them.'),
    supersededBy: own
      .one(() => Consent, 'supersededById')
      .nullable()
      .describe('The consent that took its place.'),
  }),
);

export const PatientConsents = extend(
  () => Patient,
  () => ({
    consents: page(() => Consent)
      .by('patientId')
      .arg('status', () => [ConsentStatus], 'Where they stand now.', on<Consent>().standsAs('status', LAPSE))
      .orderByDescending('createdAt')
      .describe('The consents of the patient that you may see, the newest first.'),
  }),
);
