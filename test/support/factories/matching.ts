import type { Caller } from '../app';

const SET = `mutation ($input: SetSupportPreferencesInput!) { setSupportPreferences(input: $input) {
  __typename
  ... on SetSupportPreferencesPayload { supportPreferences {
    version approaches modalities fellowships avoid languages availability { weekday from to } maxDistanceKm meetingTypes { code } mentorNotes } }
  ... on VersionConflict { message currentVersion } } }`;

/** What `setSupportPreferences` answered. */
export interface PreferencesAnswer {
  readonly __typename: string;
  readonly currentVersion?: number;
  readonly supportPreferences?: { readonly version: number } & Record<string, unknown>;
}

/** Says what support a patient would like; whatever comes of it. */
export async function setPreferences(by: Caller, input: object): Promise<PreferencesAnswer> {
  return (await by.data(SET, { input })).setSupportPreferences;
}

/** The same, to be sent where an error may come of it. */
export const SET_PREFERENCES = SET;

/** A suggestion as tests read it. */
export interface Suggestion {
  readonly peer: { readonly __typename: string; readonly id: string; readonly displayName: string };
  readonly score: number;
  readonly reasons: readonly { readonly factor: string; readonly weight: number; readonly sentence: string }[];
  readonly nextMeeting: { readonly startsAt: string; readonly meeting: { readonly name: string } } | null;
}

/** What the tests ask of suggestions. */
export const SUGGESTIONS = `query ($id: ID!, $first: Int = 20, $kinds: [PeerKind!]) { patient(id: $id) { suggestedPeers(first: $first, kinds: $kinds) {
  peer { __typename id displayName } score reasons { factor weight sentence } nextMeeting { startsAt meeting { name } } } } }`;

/** The peers that are suggested to a patient, as this caller sees it. */
export async function suggestions(by: Caller, id: string, args: object = {}): Promise<Suggestion[]> {
  return (await by.data(SUGGESTIONS, { id, ...args })).patient.suggestedPeers;
}
