export { type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer';
export { remoteKeys } from './remote-keys';
export type { TokenClaims } from './token-claims';
export { createTokenVerifier, type TokenVerifier } from './token-verifier';
