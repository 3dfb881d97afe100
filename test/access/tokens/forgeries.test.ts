import { createLocalJWKSet, type JWK } from 'jose';
import { createTokenVerifier, type TokenVerifier } from '../../../src/access/tokens';
import { forgeriesFor, goodToken, handmade, pairFor, type Target } from './forgeries';
import { AUDIENCE, aPayload, ISSUER, NOW } from './issuer';

const REFUSED = { extensions: { code: 'UNAUTHENTICATED' } };

function aTarget(alg: Target['alg']): { target: Target; verifier: TokenVerifier } {
  const pair = pairFor(alg);
  const target: Target = { ...pair, kid: 'key-1', typ: 'at+jwt', payload: () => ({ ...aPayload() }) };
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg, use: 'sig' } as JWK;
  const clock = () => new Date(NOW * 1_000);
  const keys = createLocalJWKSet({ keys: [jwk] });
  return { target, verifier: createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, clock }) };
}

describe.each<Target['alg']>(['ES256', 'ES384', 'RS256', 'RS384'])(
  'a token for an issuer that signs with %s',
  (alg) => {
    const { target, verifier } = aTarget(alg);
    const verify = (token: string) => verifier.verify(`Bearer ${token}`);

    it('is accepted when it is good, so that refusals mean something', async () => {
      await expect(verify(goodToken(target))).resolves.toMatchObject({ subject: 'subject-1' });
      // White space in JSON, and headers that say nothing of keys, are anybody's affair.
      await expect(verify(goodToken(target, { more: ' { } ' }))).resolves.toBeDefined();
      if (alg.startsWith('RS')) await expect(verify(handmade.make(target))).resolves.toBeDefined();
    });

    describe.each(forgeriesFor(alg))('is refused %s:', (_group, forgeries) => {
      it.each(forgeries.map((forgery) => [forgery.name, forgery] as const))('%s', async (_name, forgery) => {
        await expect(verify(forgery.make(target))).rejects.toMatchObject(REFUSED);
      });
    });
  },
);
