import { constants, sign } from 'node:crypto';
import {
  attackerFor,
  encode,
  type Forgery,
  hashOf,
  hmac,
  partsOf,
  signatureOf,
  signedParts,
  type Target,
} from './target';

const under = (name: string, alg: unknown, signature: (parts: string, target: Target) => string | Buffer): Forgery => ({
  name,
  make: (target) => {
    const parts = signedParts(target, { alg });
    return `${parts}.${encode(signature(parts, target))}`;
  },
});

const NONE = ['none', 'None', 'NONE', 'nOnE', 'none ', ''];
const UNSIGNED: readonly Forgery[] = NONE.flatMap((alg) => [
  under(`the algorithm "${alg}" without a signature`, alg, () => ''),
  under(`the algorithm "${alg}" with a good signature`, alg, (parts, target) => signatureOf(target, parts)),
]);

/** Everything that somebody could take the public key for. */
const SECRETS: readonly [name: string, of: (target: Target) => string | Buffer][] = [
  ['its PEM', ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' })],
  [
    'its PEM without the last line break',
    ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
  ],
  ['its DER', ({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' })],
  ['its JWK', ({ publicKey }) => JSON.stringify(publicKey.export({ format: 'jwk' }))],
  ['its number', ({ publicKey }) => numberOf(publicKey.export({ format: 'jwk' }))],
  ['nothing', () => ''],
];
const CONFUSED: readonly Forgery[] = SECRETS.flatMap(([name, secretOf]) => [
  ...['256', '384', '512'].map((size) => ({
    name: `HS${size} with the public key for its secret: ${name}`,
    make: (target: Target) => hmac(`sha${size}`, secretOf(target), signedParts(target, { alg: `HS${size}` })),
  })),
  {
    name: `an HMAC under the true algorithm: ${name}`,
    make: (target: Target) => hmac(hashOf(target), secretOf(target), signedParts(target)),
  },
]);

function numberOf({ n, x, y }: { n?: string; x?: string; y?: string }): Buffer {
  return Buffer.concat([n, x, y].map((part) => Buffer.from(part ?? '', 'base64url')));
}

const OTHER: Readonly<Record<Target['alg'], readonly string[]>> = {
  ES256: ['ES384', 'ES512', 'ES256K', 'RS256', 'EdDSA', 'es256', 'ES256 '],
  ES384: ['ES256', 'ES512', 'ES256K', 'RS384', 'EdDSA', 'es384', 'ES384 '],
  RS256: ['RS384', 'RS512', 'PS256', 'ES256', 'RS1', 'rs256', 'RSA-OAEP'],
  RS384: ['RS256', 'RS512', 'PS384', 'ES384', 'RS1', 'rs384', 'RSA-OAEP'],
};

/** Signatures of another algorithm than the header names, and the other way round (Wycheproof, "WrongPrimitive"). */
export function algorithmsFor(alg: Target['alg']): readonly Forgery[] {
  return [
    ...UNSIGNED,
    ...CONFUSED,
    ...OTHER[alg].map((other) =>
      under(`${other} in the header of what ${alg} signed`, other, (parts, target) => signatureOf(target, parts)),
    ),
    ...(alg.startsWith('RS') ? RSA : ECDSA),
    { name: "somebody else's key under the same id", make: (target) => foreign(target, {}) },
    { name: "somebody else's key without an id", make: (target) => foreign(target, { kid: undefined }) },
    { name: 'the algorithm of another family, with a key of it', make: otherFamily },
  ];
}

function foreign(target: Target, header: Record<string, unknown>): string {
  const parts = signedParts(target, header);
  return `${parts}.${encode(signatureOf(attackerFor(target.alg), parts))}`;
}

function otherFamily(target: Target): string {
  const pair = attackerFor(target.alg.startsWith('RS') ? 'ES384' : 'RS384');
  const parts = signedParts(target, { alg: pair.alg });
  return `${parts}.${encode(signatureOf(pair, parts))}`;
}

const rsa = (hash: string, pss: boolean) => (parts: string, target: Target) =>
  sign(hash, Buffer.from(parts), {
    key: target.privateKey,
    ...(pss && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }),
  });

/** The true key with another hash or padding: named in the header, or not. */
const RSA: readonly Forgery[] = ['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash) => [
  { name: `a PSS signature over ${hash} under the true algorithm`, make: (target) => rsaUnderTrue(target, hash, true) },
  under(`PS${hash.slice(3)}, with the true key`, `PS${hash.slice(3)}`, rsa(hash, true)),
  {
    name: `a hash that is not the algorithm's, beside ${hash}`,
    make: (target) => rsaUnderTrue(target, otherHash(target, hash), false),
  },
]);

function rsaUnderTrue(target: Target, hash: string, pss: boolean): string {
  const parts = signedParts(target);
  return `${parts}.${encode(rsa(hash, pss)(parts, target))}`;
}

function otherHash(target: Target, hash: string): string {
  return hash === hashOf(target) ? 'md5' : hash;
}

const ECDSA: readonly Forgery[] = ['sha1', 'sha512'].map((hash) => ({
  name: `an ECDSA signature over ${hash} under the true algorithm`,
  make: (target) => {
    const [header, payload] = partsOf(target);
    const text = Buffer.from(`${header}.${payload}`);
    return `${text}.${encode(sign(hash, text, { key: target.privateKey, dsaEncoding: 'ieee-p1363' }))}`;
  },
}));
