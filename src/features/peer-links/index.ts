export { PeerConcern } from './concerns/peer-concern.entity';
export { expireDueProposals } from './expire-due-proposals';
export { Party } from './party';
export { peerLinks } from './peer-links.feature';
