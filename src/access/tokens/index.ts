export { type DevelopmentIssuer, openDevelopmentIssuer, type TokenOrder } from './development-issuer';
export { remoteKeys } from './remote-keys';
export type { TokenClaims } from './token-claims';
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier';
