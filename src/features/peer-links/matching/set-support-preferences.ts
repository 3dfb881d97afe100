import { isDeepStrictEqual } from 'node:util';
import { Field, InputType } from 'type-graphql';
import { authorize } from '../../../access/authorize';
import type { Context } from '../../../access/context';
import type { Transaction } from '../../../access/transaction';
import { violates } from '../../../platform/database/violations';
import { badInput, notFound } from '../../../platform/graphql/errors';
import {
  ExpectedVersionField,
  FloatField,
  IdField,
  LanguagesField,
  ListField,
  ObjectsField,
  TextField,
} from '../../../platform/graphql/inputs';
import { entityById } from '../../../platform/graphql/reads';
import { Payload, Refused, resultOf, VersionConflict } from '../../../platform/graphql/refusals';
import { Patient, sightOf, sitsOnCareTeam } from '../../patients';
import {
  Approach,
  AvailabilityWindowInput,
  Fellowship,
  Modality,
  meetingTypesOf,
  requireKnownTypes,
  requireWindows,
} from '../../peers';
import { shownVersion } from './support-preferences.edges';
import { FellowshipPreferences, SupportPreferences } from './support-preferences.entity';
import { maySetPreferences } from './support-preferences.policy';

/** Farther than anybody goes to a meeting. */
const FARTHEST_KM = 1000;

@InputType({
  description: 'What peer support a patient would like. What is left out stays; null clears; a list replaces.',
})
export class SetSupportPreferencesInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @ExpectedVersionField({ unless: 'when there are none yet' })
  expectedVersion?: number | null;

  @ListField('What support should build on.', () => Approach, { optional: true })
  approaches?: Approach[] | null;

  @ListField('How they would like to take part.', () => Modality, { optional: true })
  modalities?: Modality[] | null;

  @ListField('The communities they would like to meet.', () => Fellowship, { optional: true })
  fellowships?: Fellowship[] | null;

  @ListField('The communities they would rather not meet.', () => Fellowship, { optional: true })
  avoid?: Fellowship[] | null;

  @LanguagesField('The languages they would like to speak, as BCP 47 tags, the dearest first.', { optional: true })
  languages?: string[] | null;

  @ObjectsField("When they have time, every week, in the patient's zone.", () => AvailabilityWindowInput, {
    optional: true,
  })
  availability?: AvailabilityWindowInput[] | null;

  @FloatField('How far from home they would go, in kilometers as the crow flies.', {
    min: 0.1,
    max: FARTHEST_KM,
    optional: true,
  })
  maxDistanceKm?: number | null;

  @ListField('What meetings should be like, as Meeting Guide codes.', () => String, { optional: true })
  meetingTypes?: string[] | null;

  @TextField('What else they would like a mentor to know.', { max: 4000, optional: true })
  mentorNotes?: string | null;
}

@Payload('The preferences as they are now.')
export class SetSupportPreferencesPayload {
  @Field(() => SupportPreferences, { description: 'The preferences as they are now.' })
  supportPreferences: SupportPreferences;

  constructor(supportPreferences: SupportPreferences) {
    this.supportPreferences = supportPreferences;
  }
}

export const SetSupportPreferencesResult = resultOf(SetSupportPreferencesPayload);

/** Says what peer support a patient would like, for the first time or anew. */
export async function setSupportPreferences(
  ctx: Context,
  input: SetSupportPreferencesInput,
): Promise<SetSupportPreferencesPayload> {
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  const named = namedChanges(input);
  const [sight, isOnTeam] = await Promise.all([sightOf(ctx, patient.id), sitsOnCareTeam(ctx, patient.id)]);
  authorize(maySetPreferences(ctx.viewer, { sight, isOnTeam, namesFellowships: Object.keys(named).length > 0 }));
  requireWindows(input.availability ?? [], 'input.availability');
  requireKnownTypes(input.meetingTypes ?? [], 'input.meetingTypes');

  try {
    return await ctx.transaction(async (tx) => {
      const preferences = await writePreferences(tx, input, named);
      tx.emit({ kind: 'support-preferences.set', subject: patient, patientId: patient.id });
      return new SetSupportPreferencesPayload(preferences);
    });
  } catch (error) {
    // Two said so for the first time at the same moment: the key lets one through.
    if (!violates(error, 'support_preferences_pkey')) throw error;
    throw new Refused(new VersionConflict(await versionOf(ctx, patient.id)));
  }
}

/** Both rows change under the lock of the first. @throws Refused with VersionConflict */
async function writePreferences(
  tx: Transaction,
  input: SetSupportPreferencesInput,
  named: Partial<FellowshipPreferences>,
): Promise<SupportPreferences> {
  const { patientId: id, expectedVersion = null } = input;
  const before = await tx.hold(SupportPreferences, id);
  const namedBefore = before && (await tx.load(entityById(FellowshipPreferences), id));
  const version = before && shownVersion(before, namedBefore);
  if (version !== expectedVersion) throw new Refused(new VersionConflict(version ?? 0));
  requireOneMind({ ...namedBefore, ...named });

  const changes = changesTo(before, ownChanges(input));
  const namesAny = Object.keys(named).length > 0;
  // One step, whoever looks: where both change, the first row counts it, which everybody sees who sees any of this.
  const countsNamed = before !== null && namesAny && Object.keys(changes).length === 0;
  const ownVersion = (before?.ownVersion ?? 0) + (countsNamed ? 0 : 1);
  const after = Object.assign(new SupportPreferences(), NOTHING_SAID, before, changes, { ownVersion });
  if (before) tx.update(SupportPreferences, { id }, { ...changes, ownVersion });
  const written = before ? after : tx.insertAs(id, SupportPreferences, { ...after, patientId: id });
  const counted = countsNamed && namedBefore ? { ownVersion: namedBefore.ownVersion + 1 } : {};
  if (namesAny) tx.update(FellowshipPreferences, { id }, { ...named, ...counted });
  return written;
}

const NOTHING_SAID = {
  approaches: [],
  modalities: [],
  languages: [],
  availability: [],
  maxDistanceKm: null,
  mentorNotes: null,
};

/** What was given of these, where null clears a list. */
function given<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** What differs from what there was: a form that is sent whole, with another fellowship in it, is no change of what it says besides. */
function changesTo<T extends object>(before: T | null, values: Partial<T>): Partial<T> {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const differs = ([key, value]: [string, unknown]): boolean =>
    !before || !isDeepStrictEqual(plain(before[key as keyof T]), plain(value));
  return Object.fromEntries(Object.entries(values).filter(differs)) as Partial<T>;
}

function ownChanges(input: SetSupportPreferencesInput): Partial<SupportPreferences> {
  const { approaches, modalities, languages, availability, maxDistanceKm, mentorNotes } = input;
  return given<Partial<SupportPreferences>>({
    approaches: cleared(approaches),
    modalities: cleared(modalities),
    languages: cleared(languages),
    availability: cleared(availability),
    maxDistanceKm,
    mentorNotes,
  });
}

function namedChanges(input: SetSupportPreferencesInput): Partial<FellowshipPreferences> {
  const meetingTypes = cleared(input.meetingTypes);
  return given<Partial<FellowshipPreferences>>({
    fellowships: cleared(input.fellowships),
    avoid: cleared(input.avoid),
    meetingTypes,
    traits: meetingTypes && meetingTypesOf(meetingTypes).map(({ label }) => label.toLowerCase()),
  });
}

function cleared<T>(list: T[] | null | undefined): T[] | undefined {
  return list === null ? [] : list;
}

/** @throws BAD_USER_INPUT when a community is both wanted and avoided */
function requireOneMind({ fellowships = [], avoid = [] }: Partial<FellowshipPreferences>): void {
  if (!fellowships.some((fellowship) => avoid.includes(fellowship))) return;
  throw badInput({ path: 'input.avoid', message: '"input.avoid" must not hold a community that is also wanted.' });
}

async function versionOf(ctx: Context, id: string): Promise<number> {
  const [preferences, named] = await Promise.all([
    ctx.load(entityById(SupportPreferences), id),
    ctx.load(entityById(FellowshipPreferences), id),
  ]);
  return preferences ? shownVersion(preferences, named) : 0;
}
