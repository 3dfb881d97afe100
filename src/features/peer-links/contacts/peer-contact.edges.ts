import { Int } from 'type-graphql';
import { extend, many, on, page } from '../../../platform/graphql/reads';
import { Clinician } from '../../identity';
import { Patient } from '../../patients';
import { PatientPeerSupport } from '../patient-peer-support.entity';
import { PeerLink } from '../peer-link.entity';
import { PeerContact } from './peer-contact.entity';
import { PeerContactDay } from './peer-contact-day.entity';
import { engagementOver, MOST_DAYS_BACK, PeerEngagement } from './peer-engagement';

/** Over how many days engagement is told, when nobody says. */
const DEFAULT_DAYS = 30;

const stands = on<PeerContact>().is('enteredInErrorAt', null);

export const PeerContactFields = extend(
  () => PeerContact,
  (own) => ({
    peerLink: own.one(() => PeerLink, 'peerLinkId').describe('The link that it was a contact of.'),
    reviewedBy: own
      .one(() => Clinician, 'reviewedById')
      .nullable()
      .describe('The supervisor who looked at it; null until then.'),
  }),
);

export const PeerLinkContacts = extend(
  () => PeerLink,
  () => ({
    contacts: page(() => PeerContact)
      .by('peerLinkId')
      .where(stands)
      .orderByDescending('occurredAt')
      .describe('When they were in touch, the latest first, without what was entered in error.'),
  }),
);

export const PatientPeerEngagement = extend(
  () => Patient,
  (patient) => ({
    peerEngagement: patient
      .derived(
        () => PeerEngagement,
        {
          timeZone: true,
          // There for whoever may read links to mentors and to groups, and for nobody else.
          support: patient.one(() => PatientPeerSupport, 'id').pick('id'),
          counts: many(() => PeerContactDay)
            .by('patientId')
            // A day more than can be asked for: days are the patient's.
            .where(on<PeerContactDay>().recent('lastAt', MOST_DAYS_BACK + 1))
            .orderBy('day')
            .pick('day', 'isOfGroup', 'contacts', 'lastAt'),
        },
        ({ timeZone, support, counts }, { days }: { readonly days?: number | null }, now) => {
          const engagement = engagementOver(counts, days ?? DEFAULT_DAYS, timeZone, now);
          return support ? engagement : null;
        },
      )
      .takes('days', () => Int, 'Over how many days, today included: 1 to 366.', DEFAULT_DAYS)
      .nullable()
      .describe(
        'How often the patient and their peers were in touch lately. Null unless you may read all contacts: with mentors and with groups; so it is null for mentors, who see their own.',
      ),
  }),
);
