import { constants, createHash, privateEncrypt } from 'node:crypto';
import { encode, type Forgery, hashOf, partsOf, signatureOf, type Target } from './target';

/** The object identifiers of SHA-256 and SHA-384. */
const OIDS = {
  sha256: Buffer.from('608648016503040201', 'hex'),
  sha384: Buffer.from('608648016503040202', 'hex'),
};
const EMPTY = Buffer.alloc(0);
const [SEQUENCE, OID, NULL, OCTETS] = [0x30, 0x06, 0x05, 0x04] as const;

/** One element of the padding's DigestInfo: how it is written is what a forgery changes. */
type Write = (tag: number, value: Buffer) => Buffer;
const plain: Write = (tag, value) => Buffer.concat([Buffer.from([tag, value.length]), value]);

const NAMES = ['the digest info', 'the algorithm', 'the identifier', 'the null', 'the digest'] as const;

/** Wycheproof, "ModifiedPadding": DER that a lenient parser would take, at each of its five elements. */
const WRITINGS: readonly [name: string, write: Write][] = [
  ['a length in the long form', (tag, value) => bytes([tag, 0x81, value.length], value)],
  ['a length with a leading zero', (tag, value) => bytes([tag, 0x82, 0, value.length], value)],
  ['a length that is too large', (tag, value) => bytes([tag, value.length + 1], value)],
  ['a length that is too small', (tag, value) => bytes([tag, value.length - 1], value)],
  ['a length that overflows 32 bits', (tag, value) => bytes([tag, 0x85, 1, 0, 0, 0, value.length], value)],
  ['a length that overflows 64 bits', (tag, value) => bytes([tag, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, value.length], value)],
  ['a length of 2 GB', (tag, value) => bytes([tag, 0x84, 0x7f, 0xff, 0xff, 0xff], value)],
  ['an indefinite length', (tag, value) => bytes([tag, 0x80], value, [0, 0])],
  ['an indefinite length without an end', (tag, value) => bytes([tag, 0x80], value)],
  ['another tag', (tag, value) => bytes([tag ^ 0x1f, value.length], value)],
  ['its value dropped', (tag) => bytes([tag, 0])],
  ['its value cut', (tag, value) => bytes([tag, Math.max(0, value.length - 1)], value.subarray(0, -1))],
  ['its tag alone', (tag) => bytes([tag])],
  ['zeros behind its value', (tag, value) => bytes([tag, value.length + 2], value, [0, 0])],
  ['zeros before its value', (tag, value) => bytes([tag, value.length + 2], [0, 0], value)],
  ['a null behind its value', (tag, value) => bytes([tag, value.length + 2], value, [NULL, 0])],
  ['garbage before its value', (tag, value) => bytes([tag, value.length + 4], [0x49, 0x77, 0x25, 0], value)],
  ['an undefined tag around it', (tag, value) => bytes([0xaa, value.length + 4, tag, value.length], value, [0xbb, 0])],
  ['itself twice', (tag, value) => Buffer.concat([plain(tag, value), plain(tag, value)])],
  ['itself left out', () => Buffer.alloc(0)],
  ['itself as a composition', (tag, value) => bytes([tag | 0x20, value.length + 2, tag & ~0x20, value.length], value)],
];

function bytes(...parts: (readonly number[] | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** What is signed under PKCS #1 v1.5, with one of its elements written differently. */
function digestInfo(target: Pick<Target, 'alg'>, text: string, writes: Partial<Record<number, Write>> = {}): Buffer {
  const hash = hashOf(target);
  const write = (at: number): Write => writes[at] ?? plain;
  const algorithm = Buffer.concat([write(2)(OID, OIDS[hash]), write(3)(NULL, Buffer.alloc(0))]);
  const digest = createHash(hash).update(text).digest();
  return write(0)(SEQUENCE, Buffer.concat([write(1)(SEQUENCE, algorithm), write(4)(OCTETS, digest)]));
}

const LENGTH = 256;

/** Block type 1 around it. */
function padded(info: Buffer, { type = 1, filler = 0xff, tail = Buffer.alloc(0) } = {}): Buffer {
  const room = LENGTH - 3 - info.length - tail.length;
  return Buffer.concat([Buffer.from([0, type]), Buffer.alloc(room, filler), Buffer.from([0]), info, tail]);
}

/** The block that a signature over this text is a power of. With the exponent 1, it is the signature. */
export function signedBlock(target: Pick<Target, 'alg'>, text: string): Buffer {
  return padded(digestInfo(target, text));
}

function rawSigned({ privateKey }: Pick<Target, 'privateKey'>, block: Buffer): Buffer {
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
}

const over = (name: string, signature: (parts: string, target: Target) => Buffer): Forgery => ({
  name,
  make: (target) => {
    const [header, payload] = partsOf(target);
    const parts = `${header}.${payload}`;
    return `${parts}.${encode(signature(parts, target))}`;
  },
});

const block = (name: string, make: (info: Buffer, text: string, target: Target) => Buffer): Forgery =>
  over(name, (parts, target) => rawSigned(target, make(digestInfo(target, parts), parts, target)));

/** What the private key says of a block that was put together here: a good signature, when the block is. */
export const handmade: Forgery = block('a signature made by hand', (info) => padded(info));

function modulusOf({ publicKey }: Target): bigint {
  return BigInt(`0x${Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`);
}
const fixed = (value: bigint, length = LENGTH): Buffer =>
  Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');

/** Numbers and lengths at the edges, and paddings that are none (Wycheproof, "ModifiedSignature" and "ModifiedPadding"). */
export const RSA: readonly Forgery[] = [
  over('the signature 0', () => fixed(0n)),
  over('the signature 1', () => fixed(1n)),
  over('the signature n - 1', (_parts, target) => fixed(modulusOf(target) - 1n)),
  over('the signature n', (_parts, target) => fixed(modulusOf(target))),
  over('a signature that is larger by n', (parts, target) => {
    return fixed(BigInt(`0x${signatureOf(target, parts).toString('hex')}`) + modulusOf(target), LENGTH + 1);
  }),
  over('zeros before the signature', (parts, target) => Buffer.concat([Buffer.alloc(2), signatureOf(target, parts)])),
  over('zeros behind the signature', (parts, target) => Buffer.concat([signatureOf(target, parts), Buffer.alloc(2)])),
  block('block type 2', (info) => padded(info, { type: 2 })),
  block('block type 0', (info) => padded(info, { type: 0, filler: 0 })),
  block('a filler that is not ff', (info) => padded(info, { filler: 0xfe })),
  block('a short filler, and garbage behind the digest', (info) => padded(info, { tail: Buffer.alloc(100, 7) })),
  block('no filler', (info) => padded(info, { tail: Buffer.alloc(LENGTH - 3 - info.length, 7) })),
  block('the digest alone', (info) => padded(info.subarray(info.length - (info.length > 60 ? 48 : 32)))),
  block("another hash's identifier", (_info, text, target) => {
    const other = hashOf(target) === 'sha256' ? OIDS.sha384 : OIDS.sha256;
    const wrong: Write = (tag) => plain(tag, other);
    return padded(digestInfo(target, text, { 2: wrong }));
  }),
  ...NAMES.flatMap((element, at) =>
    WRITINGS.filter(([, write]) => at !== 3 || !write(NULL, EMPTY).equals(plain(NULL, EMPTY))).map(([name, write]) =>
      block(`${element} with ${name}`, (_info, text, target) => padded(digestInfo(target, text, { [at]: write }))),
    ),
  ),
];
