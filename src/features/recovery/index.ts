export { recovery } from './recovery.feature';
