export type { LiveLimits } from './live-options';
export { LiveServer } from './live-server';
