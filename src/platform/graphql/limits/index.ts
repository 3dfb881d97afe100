export { wordsFor } from './check-variables';
export { LIMITS } from './limits';
export { limitsOf, limitsPlugin } from './limits-plugin';
