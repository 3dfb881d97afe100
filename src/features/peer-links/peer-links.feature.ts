import { defineFeature } from '../../access/feature';
import { AffectedLinksResolver } from './affected-links.resolver';
import { PeerConcern } from './concerns/peer-concern.entity';
import { RaiseConcernResolver } from './concerns/raise-concern.resolver';
import { PatientPeerEngagement, PeerContactFields, PeerLinkContacts } from './contacts/peer-contact.edges';
import { PeerContact } from './contacts/peer-contact.entity';
import { PeerContactDay } from './contacts/peer-contact-day.entity';
import { PeerContactsResolver } from './contacts/peer-contacts.resolver';
import './contacts/retract-peer-contact';
import { DischargedLinksResolver } from './discharged-links.resolver';
import { CarePlanSuggestedPeers, PatientSuggestedPeers, PeerMatchFields } from './matching/peer-match.edges';
import { PeerMatch } from './matching/peer-match.entity';
import { PatientSupportPreferences, SupportPreferencesFields } from './matching/support-preferences.edges';
import { FellowshipPreferences, SupportPreferences } from './matching/support-preferences.entity';
import { SupportPreferencesResolver } from './matching/support-preferences.resolver';
import { PatientPeerSupport } from './patient-peer-support.entity';
import {
  CarePlanPeerLinks,
  PatientPeerLinks,
  PeerLinkFields,
  PeerLinkQueries,
  PeerMentorLinks,
} from './peer-link.edges';
import { PeerLink, PeerLinkReason, PeerLinkRecurrence } from './peer-link.entity';
import { PeerLinksResolver } from './peer-links.resolver';

/** Links between patients and the peers who walk alongside: rank 6. */
export const peerLinks = defineFeature({
  name: 'peer-links',
  folder: __dirname,
  rows: ['peer-links', 'supervision', 'contacts/contacts', 'concerns/concerns', 'matching/matching'],
  entities: [
    PeerLink,
    PeerLinkReason,
    PeerLinkRecurrence,
    PatientPeerSupport,
    PeerContact,
    PeerContactDay,
    PeerConcern,
    SupportPreferences,
    FellowshipPreferences,
    PeerMatch,
  ],
  resolvers: [
    PeerLinkFields,
    PatientPeerLinks,
    CarePlanPeerLinks,
    PeerMentorLinks,
    PeerLinkQueries,
    PeerLinksResolver,
    PeerContactFields,
    PeerLinkContacts,
    PatientPeerEngagement,
    PeerContactsResolver,
    RaiseConcernResolver,
    DischargedLinksResolver,
    AffectedLinksResolver,
    SupportPreferencesFields,
    PatientSupportPreferences,
    SupportPreferencesResolver,
    PeerMatchFields,
    PatientSuggestedPeers,
    CarePlanSuggestedPeers,
  ],
});
