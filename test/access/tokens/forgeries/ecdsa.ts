import { sign } from 'node:crypto';
import { encode, type Forgery, hashOf, partsOf, signatureOf, type Target } from './target';

/** The orders of the groups of P-256 and P-384. */
const ORDERS = {
  sha256: BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'),
  sha384: BigInt('0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973'),
};
const LENGTHS = { sha256: 32, sha384: 48 };

const over = (name: string, signature: (parts: string, target: Target) => Buffer): Forgery => ({
  name,
  make: (target) => {
    const [header, payload] = partsOf(target);
    const parts = `${header}.${payload}`;
    return `${parts}.${encode(signature(parts, target))}`;
  },
});

const number = (value: bigint, length: number): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

/** Numbers at the edges of what r and s may be, by name. */
const EDGES: readonly [name: string, of: (order: bigint) => bigint][] = [
  ['0', () => 0n],
  ['1', () => 1n],
  ['n - 1', (order) => order - 1n],
  ['n', (order) => order],
];

/** r and s of a good signature, changed. */
const changed = (name: string, change: (r: bigint, s: bigint, order: bigint) => [bigint, bigint, extra?: number]) =>
  over(name, (parts, target) => {
    const hash = hashOf(target);
    const good = signatureOf(target, parts);
    const [r, s] = [good.subarray(0, LENGTHS[hash]), good.subarray(LENGTHS[hash])].map((half) =>
      BigInt(`0x${half.toString('hex')}`),
    );
    const [newR, newS, extra = 0] = change(r ?? 0n, s ?? 0n, ORDERS[hash]);
    return Buffer.concat([newR, newS].map((value) => number(value, LENGTHS[hash] + extra)));
  });

/** Wycheproof, "SpecialCaseEs256". */
export const ECDSA: readonly Forgery[] = [
  over('a signature in DER', (parts, { privateKey, ...target }) =>
    sign(hashOf(target), Buffer.from(parts), privateKey),
  ),
  over('a signature that is too long', (parts, target) =>
    Buffer.concat([signatureOf(target, parts), Buffer.alloc(32, 1)]),
  ),
  over('zeros behind the signature', (parts, target) => Buffer.concat([signatureOf(target, parts), Buffer.alloc(2)])),
  over('zeros before the signature', (parts, target) => Buffer.concat([Buffer.alloc(2), signatureOf(target, parts)])),
  over('half a signature', (parts, target) => signatureOf(target, parts).subarray(0, LENGTHS[hashOf(target)])),
  over('an enormous signature', () => Buffer.alloc(3_000, 0xff)),
  changed('r and s with a leading zero each', (r, s) => [r, s, 1]),
  changed('r and s exchanged', (r, s) => [s, r]),
  changed('r that is larger by n', (r, s, order) => [r + order, s, 1]),
  changed('s that is larger by n', (r, s, order) => [r, s + order, 1]),
  changed('r that is negative', (r, s, order) => [order - r, s]),
  changed('r and s at their largest', (_r, _s, order) => [order * 2n - 1n, order * 2n - 1n, 1]),
  ...EDGES.flatMap(([rName, rOf]) =>
    EDGES.map(([sName, sOf]) => changed(`r = ${rName} and s = ${sName}`, (_r, _s, order) => [rOf(order), sOf(order)])),
  ),
];
