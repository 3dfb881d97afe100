export type { LiveCaller, LiveLimits } from './live-options';
export { LiveServer } from './live-server';
