import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { id } from '../people';

/** Records that everybody may have heard of, and one that there never was, by the argument that names them. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  patientId: [id('patient', 'alex'), id('patient', 'bo')],
  carePlanId: [id('care_plan', 'plan alex'), id('care_plan', 'plan bo')],
  clinicianId: [id('clinician', 'team'), id('clinician', 'outside')],
  coverForId: [id('clinician', 'team')],
  supervisorId: [id('clinician', 'team')],
  onCallId: [id('clinician', 'team')],
  peerMentorId: [id('peer_mentor', 'volunteer'), id('peer_mentor', 'another')],
  peerGroupId: [id('peer_group', 'group')],
  partnerAppId: [id('partner_app', 'otherApp')],
  peerLinkId: [id('peer_link', 'link alex volunteer')],
  activityId: [id('cbt_activity', 'cbt alex'), id('mat_activity', 'mat bo')],
  goalId: [id('goal', 'goal alex')],
  sessionId: [id('session', 'session cbt alex')],
  careTeamMemberId: [id('care_team_member', 'seat alex team')],
  consentId: [id('consent', 'consent alex careApp')],
  returnToUseId: [id('return_to_use', 'return alex')],
  followUpId: [id('follow_up', 'follow-up alex')],
  assigneeId: [id('clinician', 'team'), id('peer_mentor', 'volunteer')],
  holderId: [id('patient', 'alex'), id('clinician', 'emergency')],
};

/** Whatever else there is that has an id. */
const ANY = [id('patient', 'alex'), id('care_plan', 'plan alex'), id('peer_link', 'link alex volunteer')];

const isId = (text: string): boolean => /^[a-z_]+_[0-9a-f]{32}$/.test(text);

/** The ids that an argument may be tried with: those among the clues that fit it, those known, and one of nobody. */
export function idsFor(name: string, clues: readonly string[]): string[] {
  const known = NAMED[name] ?? ANY;
  const prefixes = new Set((NAMED[name] ?? []).map((text) => text.slice(0, text.lastIndexOf('_'))));
  const fits = (clue: string) => prefixes.size === 0 || prefixes.has(clue.slice(0, clue.lastIndexOf('_')));
  const [first = ''] = known;
  const nobody = `${first.slice(0, first.lastIndexOf('_'))}_0198c0ffee0070008000000000000000`;
  return [...new Set([...clues.filter((clue) => isId(clue) && fits(clue)), ...known, nobody])];
}

/** What can be said in the place of a scalar or enum, words of the clues first. */
export function valuesFor(name: string, type: GraphQLInputType, clues: readonly string[]): unknown[] {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  const one = (values: readonly unknown[]) => (isList ? values.map((value) => [value]) : [...values]);
  if (isEnumType(named)) return one(named.getValues().map((value) => value.name));
  const words = clues.filter((clue) => !isId(clue));
  switch (named.name) {
    case 'ID':
      return one(idsFor(name, clues));
    case 'Boolean':
      return [true, false];
    case 'Int':
      return /version/i.test(name) ? [99] : [1];
    case 'Float':
      return [1];
    case 'DateTime':
      return one(['2025-01-02T00:00:00Z', '2999-01-01T00:00:00Z', new Date(Date.now() - 3_600_000).toISOString()]);
    case 'Date':
      return one([...words.filter((word) => /^\d{4}-\d\d-\d\d$/.test(word)), '1980-04-05', '2026-01-05']);
    case 'LocalTime':
      return one(['19:00']);
    case 'TimeZone':
      return one(['America/Chicago']);
    case 'URL':
      return one([/issuer/i.test(name) ? 'https://login.example/' : 'urn:example:mrn']);
    case 'JSONObject':
      return one([{ CHECK_IN_CALL: 72 }]);
    default:
      return one([...words, ...(name === 'languages' ? ['en'] : ['Quill'])]);
  }
}

/** The least that has to be said: required fields, each with its first value. */
export function leastInput(
  schema: GraphQLSchema,
  type: GraphQLInputType,
  name: string,
  clues: readonly string[],
): unknown {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return valuesFor(name, type, clues)[0];
  const fields = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
  const value = Object.fromEntries(
    fields.map((field) => [field.name, leastInput(schema, field.type, field.name, clues)]),
  );
  return isListType(getNullableType(type)) ? [value] : value;
}
