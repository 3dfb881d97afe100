export { PeerLink } from './peer-link.entity';
export { peerLinks } from './peer-links.feature';
