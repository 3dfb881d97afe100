export { Party } from './party';
export { peerLinks } from './peer-links.feature';
