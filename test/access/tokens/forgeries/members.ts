import { encode, type Forgery, goodHeader, signed, type Target } from './target';

const json = (value: object): string => JSON.stringify(value);

const header = (name: string, text: (good: string, target: Target) => string | Buffer): Forgery => ({
  name: `a header ${name}`,
  make: (target) => signed(target, `${encode(text(json(goodHeader(target)), target))}.${encode(target.payload())}`),
});
const payload = (name: string, text: (good: string) => string | Buffer): Forgery => ({
  name: `a payload ${name}`,
  make: (target) => signed(target, `${encode(goodHeader(target))}.${encode(text(json(target.payload())))}`),
});

const invalidUtf8 = (good: string): Buffer =>
  Buffer.concat([Buffer.from(`${good.slice(0, -1)},"x":"`), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);

/** Well signed all of them: JSON that two readers could read differently, or that is no object. */
export const MEMBERS: readonly Forgery[] = [
  header('that names its algorithm twice', (good) => `{"alg":"none",${good.slice(1)}`),
  header('that names its key twice', (good) => `{"kid":"another",${good.slice(1)}`),
  header('that names a member twice, once with an escape', (good) => `{"\\u0061lg":"HS256",${good.slice(1)}`),
  header('with a member named twice further inside', (good) => `${good.slice(0, -1)},"x":[{"a":1,"a":1}]}`),
  header('that is a list', (good) => `[${good}]`),
  header('that is a string', (good) => json([good]).slice(1, -1)),
  header('that is null', () => 'null'),
  header('that goes on', (good) => `${good}{}`),
  header('that is cut', (good) => good.slice(0, -1)),
  header('with a byte order mark', (good) => `\ufeff${good}`),
  header('that is no UTF-8', invalidUtf8),
  header('with a comma too many', (good) => `${good.slice(0, -1)},}`),
  header('without an algorithm', (_good, { kid, typ }) => json({ kid, typ })),
  header('whose algorithm is a list', (_good, { alg, kid, typ }) => json({ alg: [alg], kid, typ })),
  header('without a type', (_good, { alg, kid }) => json({ alg, kid })),
  header('of another type', (_good, { alg, kid }) => json({ alg, kid, typ: 'logout+jwt' })),
  payload('that names its subject twice', (good) => `{"sub":"somebody else",${good.slice(1)}`),
  payload('that names its end twice', (good) => `${good.slice(0, -1)},"\\u0065xp":9999999999}`),
  payload('that is a list', (good) => `[${good}]`),
  payload('that is null', () => 'null'),
  payload('that is no JSON', () => 'sub=somebody'),
  payload('with a byte order mark', (good) => `\ufeff${good}`),
  payload('that is no UTF-8', invalidUtf8),
];
