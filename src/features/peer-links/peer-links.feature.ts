import { defineFeature } from '../../access/feature';
import { AffectedLinksResolver } from './affected-links.resolver';
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
  entities: [PeerLink, PeerLinkReason, PeerLinkRecurrence, PatientPeerSupport],
  resolvers: [
    PeerLinkFields,
    PatientPeerLinks,
    CarePlanPeerLinks,
    PeerMentorLinks,
    PeerLinkQueries,
    PeerLinksResolver,
    DischargedLinksResolver,
    AffectedLinksResolver,
  ],
});
