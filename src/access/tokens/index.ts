export { tokenRoutes } from './client-credentials';
export { faultOfClientKeys } from './client-keys';
export { type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer';
export { remoteKeys } from './remote-keys';
export type { TokenClaims } from './token-claims';
export { createTokenVerifier, type TokenVerifier } from './token-verifier';
