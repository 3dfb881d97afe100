import {
  encode,
  type Forgery,
  flipped,
  goodHeader,
  goodToken,
  partsOf,
  signatureOf,
  signed,
  type Target,
} from './target';

type Parts = [header: string, payload: string, signature: string];

const parts = (name: string, change: (parts: Parts, target: Target) => string): Forgery => ({
  name,
  make: (target) => change(partsOf(target), target),
});
const bytes = (part: string): Buffer => Buffer.from(part, 'base64url');

/** Wycheproof, "rejects…": parts that were changed, left out or added. */
export const COMPACT_FORM: readonly Forgery[] = [
  parts('a signature whose first byte was changed', ([h, p, s]) => `${h}.${p}.${encode(flipped(bytes(s), 0))}`),
  parts('a signature whose last byte was changed', ([h, p, s]) => `${h}.${p}.${encode(flipped(bytes(s), -1))}`),
  parts('a signature that was cut', ([h, p, s]) => `${h}.${p}.${encode(bytes(s).subarray(0, -1))}`),
  parts('no signature', ([h, p]) => `${h}.${p}.`),
  parts('no signature and no separator', ([h, p]) => `${h}.${p}`),
  parts('the signature of another token', ([h, p], target) => `${h}.${p}.${encode(signatureOf(target, 'a.b'))}`),
  parts('a payload that was changed', ([h, p, s]) => `${h}.${encode(flipped(bytes(p), 20))}.${s}`),
  parts('another payload under the signature', ([h, , s], target) => {
    return `${h}.${encode({ ...target.payload(), role: 'ADMINISTRATOR' })}.${s}`;
  }),
  parts('no payload', ([h, , s]) => `${h}..${s}`),
  parts('no payload, though it was signed so', ([h], target) => signed(target, `${h}.`)),
  parts('no payload and no separator', ([h, , s]) => `${h}.${s}`),
  parts('another header under the signature', ([, p, s], target) => {
    return `${encode({ ...goodHeader(target), more: 1 })}.${p}.${s}`;
  }),
  parts('no header', ([, p, s]) => `.${p}.${s}`),
  parts('no header, though it was signed so', ([, p], target) => signed(target, `.${p}`)),
  parts('no header and no separator', ([, p, s]) => `${p}.${s}`),
  parts('neither header nor signature', ([, p]) => `.${p}.`),
  parts('a payload alone', ([, p]) => p),
  { name: 'two separators alone', make: () => '..' },
  parts('an empty part more', ([h, p, s]) => `${h}.${p}.${s}.`),
  parts('a part more', ([h, p, s]) => `${h}.${p}.${s}.${s}`),
  parts('five parts, as if it were encrypted', ([h, p, s]) => `${h}.${p}.${s}.${p}.${s}`),
  parts('the JSON serialization', ([h, p, s]) => JSON.stringify({ protected: h, payload: p, signature: s })),
  parts('the JSON serialization with several signatures', ([h, p, s]) => {
    return JSON.stringify({ payload: p, signatures: [{ protected: h, signature: s }] });
  }),
  { name: 'two good tokens in one', make: (target) => `${goodToken(target)}.${goodToken(target)}` },
];
