import { type GraphQLInputType, getNamedType, getNullableType, isEnumType, isListType } from 'graphql';
import { CORPUS_NOW, instant } from '../data-set/rows';
import type { Draft } from './draft';
import { idOf } from './ids';

/** Where a value is wanted. */
export interface Place {
  readonly type: GraphQLInputType;
  /** The name of the argument, or of the key of the input object. */
  readonly name: string;
  /** `Query.patients` */
  readonly field: string;
}

const DAY = 86_400_000;

/** A value that fits, and finds something where it can. Null is never answered here. */
export function valueFor(draft: Draft, place: Place): unknown {
  const known = BY_NAME[place.name];
  if (known) return known(draft, place);
  const { choice } = draft;
  const named = getNamedType(place.type);
  if (isEnumType(named)) {
    const values = named.getValues().map(({ name }) => name);
    const aimedAt = values.find((value) => draft.aim.place === `${place.field}(${place.name}: ${value})`);
    if (aimedAt !== undefined) return aimedAt;
    return isListType(getNullableType(place.type)) ? choice.some(values, values.length) : choice.pick(values);
  }
  if (named.name === 'Boolean') return choice.chance(0.5);
  if (named.name === 'Int') return 1 + choice.below(5);
  throw new Error(`The corpus has no value for ${place.name} of ${place.field}.`);
}

const BY_NAME: Readonly<Record<string, (draft: Draft, place: Place) => unknown>> = {
  search: (draft, { field }) => (field.startsWith('Query.peer') ? partOfName(draft) : prefixOfName(draft)),
  updatedSince: someInstant,
  from: ({ choice }, { field }) => {
    const daysAhead = field === 'Patient.disclosures' ? -choice.below(60) : choice.below(20) - 4;
    return stamp(choice.below(2) === 0, CORPUS_NOW.getTime() + daysAhead * DAY);
  },
  to: ({ choice }) => stamp(choice.below(2) === 0, CORPUS_NOW.getTime() - choice.below(40) * DAY),
  dueBefore: ({ choice }) => stamp(choice.below(2) === 0, CORPUS_NOW.getTime() + (choice.below(6) - 2) * DAY),
  assigneeId: (draft) => idOf(draft, ['clinician', 'peer_mentor']).id,
  patientId: (draft) => idOf(draft, ['patient']).id,
  recipientId: (draft) => idOf(draft, ['partner_app', 'peer_mentor', 'clinician']).id,
  clinicianId: (draft) => idOf(draft, ['clinician']).id,
  languages: ({ choice }) => choice.some(['en', 'es', 'fr-CA', 'zh-Hans', 'xx'], 3),
  types: ({ choice }, { field }) =>
    field === 'Query.changes'
      ? choice.some(['PATIENT', 'CARE_PLAN', 'ACTIVITY', 'SESSION', 'PEER_LINK', 'CONSENT', 'MEETING'], 4)
      : choice.some(['O', 'X', 'WHAT?', 'ZZ'], 2),
  days: (draft) => (draft.fault(0.05) && draft.choice.chance(0.9) ? 99 : 1 + draft.choice.below(31)),
  near: ({ choice }) => ({
    latitude: choice.pick([37.3, 37.5, -90, 0]),
    longitude: choice.pick([-121.9, -122, 179.5]),
    withinKm: choice.pick([0, 12.5, 80, 20038, 20038]),
  }),
  fellowships: ({ choice }) => choice.some(['TWELVE_STEP_AA', 'SMART_RECOVERY', 'AL_ANON', 'OTHER', 'LIFERING'], 4),
  // Both answers are asked for; more often the one that finds somebody.
  active: ({ choice }) => choice.chance(0.8),
};

function prefixOfName(draft: Draft): string {
  const { choice } = draft;
  const people = draft.facts.people.get(draft.actor.name) ?? [];
  if (people.length === 0 || choice.chance(0.1)) return choice.pick(['zzz', '', ' ']);
  const { given, family } = choice.pick(people);
  const prefix = choice.pick([given, family, `${family} ${given}`]).slice(0, 1 + choice.below(4));
  return choice.chance(0.5) ? prefix : choice.pick([prefix.toUpperCase(), prefix.toLowerCase(), ` ${prefix}`]);
}

function partOfName({ choice }: Draft): string {
  return choice.pick(['Twin', 'twin', 'o', 'R', 'ÉLA', 'ñandú', '100%_', '%', '', 'nobody at all']);
}

function someInstant({ choice }: Draft): string {
  if (choice.chance(0.5)) return stamp(true, CORPUS_NOW.getTime() - 500 * DAY);
  return stamp(choice.chance(0.7), Date.parse(`${instant(choice.below(40), 0).slice(0, 23)}Z`) + choice.below(3) - 1);
}

/** An instant in UTC, or with an offset. */
function stamp(isUtc: boolean, time: number): string {
  if (isUtc) return new Date(time).toISOString();
  return new Date(time + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
}
