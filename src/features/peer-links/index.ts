export { PeerConcern } from './concerns/peer-concern.entity';
export { PeerContact } from './contacts/peer-contact.entity';
export { expireDueProposals } from './expire-due-proposals';
export { Party } from './party';
export { PeerLink } from './peer-link.entity';
export { peerLinks } from './peer-links.feature';
