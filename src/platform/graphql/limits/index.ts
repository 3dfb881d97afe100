export { wordsFor } from './check-variables';
export { LIMITS, type Limits } from './limits';
export { limitsPlugin } from './limits-plugin';
