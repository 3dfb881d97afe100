import type { JWK } from 'jose';
import { faultOfClientKeys, usableClientKeys } from '../../../src/access/tokens/client-keys';
import { aClientKey } from '../../support/client-keys';
import { predictableKey, withExponent } from './weak-keys';

const ec = aClientKey('ES384', 'ec').publicJwk;
const rsa = aClientKey('RS384', 'rsa').publicJwk;
const without = (jwk: JWK, ...names: string[]): JWK =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name)));

describe('a key set that a client may be registered with', () => {
  it.each<[string, JWK[], string[]]>([
    ['a key on P-384', [ec], ['ec']],
    ['an RSA key', [rsa], ['rsa']],
    ['an RSA key of 4,096 bits', [aClientKey('RS384', 'long', { bits: 4_096 }).publicJwk], ['long']],
    ['keys that say no more than they must', [without(ec, 'use', 'alg'), without(rsa, 'use', 'alg')], ['ec', 'rsa']],
    ['a key to verify with', [{ ...without(ec, 'use'), key_ops: ['verify'] }], ['ec']],
    ['one for other purposes beside it', [aClientKey('ES256', 'other').publicJwk, ec], ['ec']],
    ['one to encrypt to beside it', [{ ...rsa, use: 'enc', alg: 'RSA-OAEP' }, ec], ['ec']],
  ])('holds %s', (_name, keys, usable) => {
    expect(faultOfClientKeys({ keys })).toBeUndefined();
    expect(usableClientKeys({ keys }).map(({ kid }) => kid)).toEqual(usable);
  });
});

const PRIVATE = /^must hold public keys only/;
const NONE = /^must hold a key to sign with/;
const NO_SET = /^must be a JSON Web Key Set/;
const { privateJwk } = aClientKey('ES384', 'private');
const rsaPrivate = aClientKey('RS384', 'private').privateJwk;

/** Wycheproof, json_web_key, and what goes beyond it. */
const FAULTS: readonly (readonly [name: string, jwks: unknown, fault: RegExp])[] = [
  ['null', null, NO_SET],
  ['a list', [ec], NO_SET],
  ['a key alone', ec, NO_SET],
  ['no keys', { keys: [] }, NO_SET],
  ['keys that are no list', { keys: { 0: ec } }, NO_SET],
  ['a key that is no object', { keys: [ec, 'key'] }, NO_SET],
  ['a key that is null', { keys: [null] }, NO_SET],
  ['too many keys', { keys: Array.from({ length: 21 }, (_, kid) => ({ ...ec, kid: `${kid}` })) }, NO_SET],
  ['a private key', { keys: [privateJwk] }, PRIVATE],
  ['a private key beside a public one', { keys: [ec, rsaPrivate] }, PRIVATE],
  ['a private key whose private half is in primes alone', { keys: [without(rsaPrivate, 'd')] }, PRIVATE],
  ['a shared key', { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x' }] }, PRIVATE],
  ['a shared key beside a public one', { keys: [ec, { kty: 'oct', k: 'AAAA', kid: 'x', alg: 'HS256' }] }, PRIVATE],
  ['an empty shared key', { keys: [{ kty: 'oct', k: '', kid: 'x' }] }, PRIVATE],
  ['a key for AES', { keys: [{ kty: 'oct', k: 'AAAA', kid: 'x', alg: 'A256GCM', use: 'sig' }] }, PRIVATE],
  ['one id twice', { keys: [ec, { ...rsa, kid: 'ec' }] }, /^must give each key an id/],
  ['a key without an id', { keys: [without(ec, 'kid')] }, NONE],
  ['a key with an empty id', { keys: [{ ...ec, kid: '' }] }, NONE],
  ['a key with a number for an id', { keys: [{ ...ec, kid: 1 }] }, NONE],
  ['a key to encrypt to', { keys: [{ ...ec, use: 'enc' }] }, NONE],
  ['a key to sign with', { keys: [{ ...without(ec, 'use'), key_ops: ['sign'] }] }, NONE],
  ['a key to wrap with', { keys: [{ ...without(rsa, 'use'), key_ops: ['wrapKey', 'encrypt'] }] }, NONE],
  ['operations that are no list', { keys: [{ ...without(ec, 'use'), key_ops: 'verify' }] }, NONE],
  ['a key for another algorithm', { keys: [{ ...rsa, alg: 'RS256' }] }, NONE],
  ['a key for an algorithm of another family', { keys: [{ ...rsa, alg: 'ES384' }] }, NONE],
  ['a key for an algorithm that is none', { keys: [{ ...ec, alg: 'ES224' }] }, NONE],
  ['a key on P-256', { keys: [aClientKey('ES256', 'x').publicJwk] }, NONE],
  ['a key on P-521', { keys: [aClientKey('ES512', 'x').publicJwk] }, NONE],
  [
    'a key on P-256 that says P-384',
    { keys: [{ ...aClientKey('ES256', 'x').publicJwk, crv: 'P-384', alg: 'ES384' }] },
    NONE,
  ],
  ['a point off its curve', { keys: [{ ...ec, y: ec.x }] }, NONE],
  ['a key without a coordinate', { keys: [without(ec, 'y')] }, NONE],
  ['a key of another type', { keys: [{ ...ec, kty: 'RSA' }] }, NONE],
  ['a key of a type that is none', { keys: [{ ...ec, kty: 'XX' }] }, NONE],
  ['an Edwards key', { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), kid: 'x' }] }, NONE],
  ['an RSA key of 1,024 bits', { keys: [aClientKey('RS384', 'x', { bits: 1_024 }).publicJwk] }, NONE],
  ['an RSA key of 2,040 bits', { keys: [aClientKey('RS384', 'x', { bits: 2_040 }).publicJwk] }, NONE],
  ['an RSA key with the exponent 1', { keys: [withExponent(1n)] }, NONE],
  ['an RSA key with the exponent 3', { keys: [withExponent(3n)] }, NONE],
  ['an RSA key with an even exponent', { keys: [withExponent(65_538n)] }, NONE],
  ['an RSA key that can be guessed (CVE-2017-15361)', { keys: [predictableKey()] }, NONE],
];

describe('a key set that no client may be registered with', () => {
  it.each(FAULTS)('holds %s', (_name, jwks, fault) => {
    expect(faultOfClientKeys(jwks)).toMatch(fault);
    expect(usableClientKeys(jwks)).toEqual([]);
  });

  it('is made of what would be a key otherwise', () => {
    expect(faultOfClientKeys({ keys: [withExponent(65_537n)] })).toBeUndefined();
    expect(faultOfClientKeys({ keys: [{ ...predictableKey(), n: rsa.n }] })).toBeUndefined();
  });
});
