export { ChangeFeed } from './change-feed';
export { exchange } from './exchange.feature';
export { placeChanges } from './place-changes';
