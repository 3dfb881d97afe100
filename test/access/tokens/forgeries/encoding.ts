import { encode, type Forgery, goodHeader, partsOf, signed, type Target } from './target';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What decoders skip or take for something else, put into the middle of a part or at its end. */
const INSERTED: readonly [name: string, change: (part: string) => string][] = [
  ['a space', (part) => `${part.slice(0, 5)} ${part.slice(5)}`],
  ['a line break', (part) => `${part.slice(0, 5)}\n${part.slice(5)}`],
  ['a character that is none of base64url', (part) => `${part.slice(0, 5)}*${part.slice(5)}`],
  ['a character that is not ASCII', (part) => `${part.slice(0, 5)}é${part.slice(5)}`],
  ['a character replaced by one that is none', (part) => `${part.slice(0, 5)}?${part.slice(6)}`],
  ['padding', (part) => `${part}=`],
  ['padding in the middle', (part) => `${part.slice(0, 4)}==${part.slice(4)}`],
];

const PARTS = ['header', 'payload', 'signature'] as const;

/** Wycheproof, "base64": signed before the change, and signed after it. */
export const ENCODING: readonly Forgery[] = [
  ...PARTS.flatMap((part, index) =>
    INSERTED.map(([name, change]) => ({
      name: `${name} in the ${part}`,
      make: (target: Target) =>
        partsOf(target)
          .map((text, place) => (place === index ? change(text) : text))
          .join('.'),
    })),
  ),
  ...INSERTED.flatMap(([name, change]) => [
    { name: `${name} in a header that was signed with it`, make: (target: Target) => resigned(target, change, 0) },
    { name: `${name} in a payload that was signed with it`, make: (target: Target) => resigned(target, change, 1) },
  ]),
  {
    name: 'the letters of plain base64 in the signature',
    make: (target) => until(target, ([h, p, s]) => (/[-_]/.test(s) ? [h, p, plain(s)].join('.') : undefined)),
  },
  ...(['header', 'payload'] as const).map((part, index) => ({
    name: `unused bits in a ${part} that was signed with them`,
    make: (target: Target) => strayBits(target, index),
  })),
];

/** Bytes are the same, text is not: not for ES384, whose signatures fill their last letter. */
export const STRAY_SIGNATURE: Forgery = {
  name: 'unused bits in the signature',
  make: (target) => {
    const [header, payload, signature] = partsOf(target);
    return `${header}.${payload}.${withStrayBits(signature)}`;
  },
};

function resigned(target: Target, change: (part: string) => string, index: number): string {
  const [header, payload] = partsOf(target);
  return signed(target, [header, payload].map((text, place) => (place === index ? change(text) : text)).join('.'));
}

function plain(part: string): string {
  return part.replaceAll('-', '+').replaceAll('_', '/');
}

/** The last letter of a part whose length is no multiple of four says more than its bytes. */
function strayBits(target: Target, index: number): string {
  for (let filler = ''; filler.length < 3; filler += 'x') {
    const parts = [encode({ ...goodHeader(target), filler }), encode({ ...target.payload(), filler })];
    const part = parts[index] ?? '';
    if (part.length % 4 === 0) continue;
    parts[index] = withStrayBits(part);
    return signed(target, parts.join('.'));
  }
  throw new Error('Every length was a multiple of four.');
}

function withStrayBits(part: string): string {
  return part.slice(0, -1) + LETTERS[LETTERS.indexOf(part.slice(-1)) + 1];
}

function until(target: Target, make: (parts: [string, string, string]) => string | undefined): string {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const made = make(partsOf(target));
    if (made !== undefined) return made;
  }
  throw new Error('No such token came about.');
}
