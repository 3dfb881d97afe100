export { peerLinks } from './peer-links.feature';
