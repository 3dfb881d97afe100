export { wordsFor } from './check-variables';
export { LIMITS } from './limits';
export { limitsPlugin } from './limits-plugin';
