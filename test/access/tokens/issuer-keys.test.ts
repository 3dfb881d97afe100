import {
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  verify as verifySignature,
} from 'node:crypto';
import { createLocalJWKSet, type JWK } from 'jose';
import { createTokenVerifier } from '../../../src/access/tokens';
import { isSoundKey } from '../../../src/access/tokens/sound-key';
import { aClientKey } from '../../support/client-keys';
import { goodToken, signedBlock, signedParts, type Target } from './forgeries';
import { AUDIENCE, aPayload, ISSUER, NOW } from './issuer';
import { predictableKey, withExponent } from './weak-keys';

const REFUSED = { extensions: { code: 'UNAUTHENTICATED' } };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Verifies a good token by an issuer that publishes these keys. */
async function verify(pair: { privateKey: KeyObject; publicKey: KeyObject }, keys: object[], header = {}) {
  const alg = pair.privateKey.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';
  const target: Target = { ...pair, alg, kid: 'key-1', typ: 'JWT', payload: () => ({ ...aPayload() }) };
  const clock = () => new Date(NOW * 1_000);
  const options = { issuer: ISSUER, audience: AUDIENCE, keys: createLocalJWKSet({ keys: keys as JWK[] }), clock };
  return createTokenVerifier(options).verify(`Bearer ${goodToken(target, header)}`);
}

const published = ({ publicKey }: { publicKey: KeyObject }, changes: object = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid: 'key-1',
  ...changes,
});

it.each([
  ['RSA', rsa],
  ['EC', ec],
])('an issuer may publish a plain %s key', async (_name, pair) => {
  await expect(verify(pair, [published(pair)])).resolves.toBeDefined();
  await expect(verify(pair, [published(pair, { use: 'sig', key_ops: ['verify'] })])).resolves.toBeDefined();
});

describe('a token is refused, well signed as it is, when the issuer publishes', () => {
  it.each<[string, { privateKey: KeyObject; publicKey: KeyObject }, () => object[]]>([
    ['no key', ec, () => []],
    ['the key to encrypt to', ec, () => [published(ec, { use: 'enc' })]],
    ['an RSA key to encrypt to', rsa, () => [published(rsa, { use: 'enc' })]],
    ['the key for other operations', ec, () => [published(ec, { key_ops: ['encrypt'] })]],
    ['an RSA key for other operations', rsa, () => [published(rsa, { key_ops: ['encrypt'] })]],
    ['the key for another algorithm', rsa, () => [published(rsa, { alg: 'RS384' })]],
    ['the key for an algorithm of another family', rsa, () => [published(rsa, { alg: 'ES256' })]],
    ['the key for an algorithm that is none', ec, () => [published(ec, { alg: 'ES224' })]],
    ['the key on another curve', ec, () => [published(ec, { crv: 'P-384' })]],
    ['the key under another type', ec, () => [published(ec, { kty: 'RSA' })]],
    ['a point off the curve', ec, () => [published(ec, { y: published(ec).x })]],
    ['two keys under its id', ec, () => [published(ec), published(ec)]],
    ['the private key', ec, () => [{ ...ec.privateKey.export({ format: 'jwk' }), kid: 'key-1' }]],
    ['the key as a shared one', ec, () => [{ kty: 'oct', k: published(ec).x, kid: 'key-1', alg: 'ES256' }]],
  ])('%s', async (_name, pair, keys) => {
    await expect(verify(pair, keys())).rejects.toMatchObject(REFUSED);
  });

  it('an RSA key of 1,024 bits, signed with it', async () => {
    const short = aClientKey('RS384', 'key-1', { bits: 1_024 });
    await expect(verify(short, [published(short)])).rejects.toMatchObject(REFUSED);
  });

  it('an RSA key with the exponent 3, signed with it', async () => {
    const small = aClientKey('RS384', 'key-1', { exponent: 3 });
    await expect(verify(small, [published(small)])).rejects.toMatchObject(REFUSED);
  });

  it('an RSA key with the exponent 1, for which anybody can sign', async () => {
    const jwk = withExponent(1n);
    const target: Target = { ...rsa, alg: 'RS256', kid: 'key-1', typ: 'JWT', payload: () => ({ ...aPayload() }) };
    const parts = signedParts(target);
    const block = signedBlock(target, parts);
    // OpenSSL does not mind: a block is its own signature.
    expect(verifySignature('sha256', Buffer.from(parts), { key: jwk as JsonWebKey, format: 'jwk' }, block)).toBe(true);
    const options = { issuer: ISSUER, audience: AUDIENCE, clock: () => new Date(NOW * 1_000) };
    const verifier = createTokenVerifier({ ...options, keys: createLocalJWKSet({ keys: [{ ...jwk, alg: 'RS256' }] }) });
    await expect(verifier.verify(`Bearer ${parts}.${block.toString('base64url')}`)).rejects.toMatchObject(REFUSED);
  });
});

it('tells a modulus that can be guessed from one that cannot (CVE-2017-15361)', () => {
  const keyOf = (jwk: JWK) => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  expect(isSoundKey(keyOf(predictableKey()))).toBe(false);
  expect(isSoundKey(rsa.publicKey)).toBe(true);
});
