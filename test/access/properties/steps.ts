import fc from 'fast-check';
import { CATEGORIES, type Category, EVERY_CATEGORY, type Span } from './world';

export const ACTS = [
  'grant',
  'supersede',
  'propose consent',
  'answer consent',
  'revoke',
  'expire',
  'propose link',
  'patient answers',
  'mentor answers',
  'begin',
  'pause',
  'end',
  'join',
  'leave',
  'restrict',
  'lift',
  'break glass',
  'clock',
] as const;
export type Act = (typeof ACTS)[number];

/** One thing that happens. What the numbers choose from depends on the act, and on what there is by then. */
export interface Step {
  readonly act: Act;
  readonly patient: 0 | 1;
  readonly who: number;
  readonly which: number;
  readonly span: number;
  readonly isYes: boolean;
}

/** Categories to consent to. */
export const TO_GRANT: readonly [readonly Category[], ...(readonly Category[])[]] = [
  ['PEER_SUPPORT'],
  ['PEER_SUPPORT', 'CONTACT', 'IDENTITY', 'RETURN_TO_USE'],
  CATEGORIES,
  ['CONTACT', 'RETURN_TO_USE'],
  ['CARE_PLAN', 'IDENTITY', 'GROUP_PARTICIPATION'],
  ['MEDICATION', 'PEER_SUPPORT'],
];

/** Categories to deny. */
export const TO_DENY: readonly [readonly string[], ...(readonly string[])[]] = [
  EVERY_CATEGORY,
  ['PEER_SUPPORT'],
  ['IDENTITY', 'CARE_PLAN'],
  ['RETURN_TO_USE', 'MEDICATION'],
  ['IDENTITY', 'CONTACT', 'CARE_PLAN'],
  CATEGORIES,
  ['GROUP_PARTICIPATION', 'CONTACT'],
];

/** In hours from now. Clocks step by whole and half hours, so no end falls on a look. */
export const SPANS: readonly [Readonly<Span>, ...Readonly<Span>[]] = [
  { from: 0, until: Number.POSITIVE_INFINITY },
  { from: 0, until: 0.75 },
  { from: 0, until: 5.25 },
  { from: 1.25, until: 9.25 },
];
export const CLOCK_STEPS = [0.5, 1, 3, 10] as const;

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(fc.constantFrom(...ACTS), fc.constantFrom('grant', 'clock', 'mentor answers', 'restrict', 'begin')),
  patient: fc.constantFrom(0, 0, 0, 1),
  who: fc.nat(40),
  which: fc.nat(40),
  span: fc.nat(3),
  isYes: fc.constantFrom(true, true, true, false),
});

const first = (act: Act, more: Partial<Step> = {}): Step => ({
  act,
  patient: 0,
  who: 0,
  which: 0,
  span: 0,
  isYes: true,
  ...more,
});

/** How histories may begin: with nothing; with links that were agreed to; with consents. By chance alone few come so far. */
const BEGINNINGS: readonly (readonly Step[])[] = [
  [],
  [
    first('grant', { which: 1, span: 2 }),
    first('propose link'),
    first('patient answers'),
    first('mentor answers'),
    first('begin'),
  ],
  [
    first('propose link', { who: 1, which: 1 }),
    first('patient answers'),
    first('mentor answers'),
    first('begin'),
    first('grant', { who: 2, which: 3, span: 2 }),
  ],
  [
    first('grant', { who: 1, which: 2 }),
    first('grant', { who: 3, which: 2 }),
    first('grant', { who: 4, which: 2, span: 2 }),
  ],
];

export const histories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { minLength: 6, maxLength: 14, size: 'max' }))
  .map(([beginning, then]) => [...beginning, ...then]);
