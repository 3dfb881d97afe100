import { createPublicKey } from 'node:crypto';
import { attackerFor, encode, type Forgery, signatureOf, signed, signedParts, type Target } from './target';

/** Somebody else's signature, with a header that helps to believe it. */
const foreign = (name: string, header: (jwk: object, target: Target) => Record<string, unknown>): Forgery => ({
  name,
  make: (target) => {
    const pair = attackerFor(target.alg);
    const jwk = createPublicKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' });
    const parts = signedParts(target, header(jwk, target));
    return `${parts}.${encode(signatureOf(pair, parts))}`;
  },
});

const KEY_IDS = [
  '../../../../dev/null',
  '/etc/passwd',
  'file:///dev/null',
  'https://attacker.example/jwks.json',
  "' or 1=1 --",
  "x' union select 'key",
  '$(id)',
  '__proto__',
  'constructor',
  '\u0000',
  '',
];

const own = (name: string, header: Record<string, unknown>): Forgery => ({
  name,
  make: (target) => signed(target, signedParts(target, header)),
});

/** Keys that a token brings along, points to or names, and extensions that nobody understands. */
export const HEADERS: readonly Forgery[] = [
  foreign('a key that it brings along', (jwk) => ({ jwk, kid: undefined })),
  foreign('a key that it brings along, under the true id', (jwk, { kid }) => ({ jwk: { ...jwk, kid } })),
  foreign('a certificate that it brings along', () => ({ x5c: ['MIIBszCCAVmgAwIBAgIU'] })),
  foreign('the thumbprint of a certificate', () => ({ x5t: 'AAAA', 'x5t#S256': 'AAAA' })),
  ...KEY_IDS.flatMap((kid) => [
    foreign(`the key id ${JSON.stringify(kid)}`, () => ({ kid })),
    own(`the key id ${JSON.stringify(kid)} on what the true key signed`, { kid }),
  ]),
  own('a critical extension that nobody knows', { crit: ['exploit'], exploit: true }),
  own('a critical extension that libraries know', { crit: ['b64'], b64: true }),
  own('a critical extension that is not there', { crit: ['exp'] }),
  own('an empty list of critical extensions', { crit: [] }),
  own('critical extensions that are no list', { crit: 'b64', b64: true }),
  {
    name: 'a payload that is not encoded (RFC 7797)',
    make: (target) => {
      const header = signedParts(target, { b64: false, crit: ['b64'] }).split('.')[0];
      const raw = JSON.stringify(target.payload());
      const signature = signatureOf(target, `${header}.${raw}`);
      return `${header}.${encode(raw)}.${encode(signature)}`;
    },
  },
];

/** Addresses of keys; a test tells that they were never fetched. */
export function pointersTo(address: string): readonly Forgery[] {
  return ['jku', 'x5u'].flatMap((name) => [
    foreign(`${name}`, () => ({ [name]: address, kid: undefined })),
    foreign(`${name}, under the true id`, () => ({ [name]: address })),
  ]);
}
