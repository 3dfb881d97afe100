import { defineFeature } from '../../access/feature';
import { AffectedLinksResolver } from './affected-links.resolver';
import { PeerConcern } from './concerns/peer-concern.entity';
import { RaiseConcernResolver } from './concerns/raise-concern.resolver';
import { PatientPeerEngagement, PeerContactFields, PeerLinkContacts } from './contacts/peer-contact.edges';
import { PeerContact } from './contacts/peer-contact.entity';
import { PeerContactsResolver } from './contacts/peer-contacts.resolver';
import './contacts/retract-peer-contact';
import { DischargedLinksResolver } from './discharged-links.resolver';
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
  rows: ['peer-links', 'supervision', 'contacts/contacts', 'concerns/concerns'],
  entities: [PeerLink, PeerLinkReason, PeerLinkRecurrence, PatientPeerSupport, PeerContact, PeerConcern],
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
  ],
});
