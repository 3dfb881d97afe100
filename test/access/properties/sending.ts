import type { Answer, Caller } from '../../support/app';
import { hoursAhead } from '../../support/factories/consents';
import type { Stage } from './cast';
import { SPANS } from './steps';
import type { Holder, Patient } from './world';

/** @returns what the payload holds, where the step was taken */
export async function expectOutcome(
  by: Caller,
  field: string,
  name: string,
  input: object,
  isTaken: boolean,
  selection = '__typename',
  payload = `${name}Payload`,
): Promise<Record<string, { readonly id: string } | undefined>> {
  const document = `mutation ($input: ${name}Input!) { ${field}(input: $input) { __typename ... on ${payload} { ${selection} } } }`;
  const sent: Answer = await by.send(document, { input });
  const result = sent.data?.[field];
  const outcome =
    result?.__typename === payload ? 'taken' : (result?.__typename ?? sent.errors?.map(({ message }) => message));
  if ((outcome === 'taken') !== isTaken)
    expect({ field, outcome }).toEqual({ field, outcome: isTaken ? 'taken' : 'refused' });
  return outcome === 'taken' ? result : {};
}

export async function versionOf(patient: Caller, type: 'Consent' | 'PeerLink', id: string): Promise<number> {
  return (await patient.data(`query ($id: ID!) { node(id: $id) { ... on ${type} { version } } }`, { id })).node.version;
}

export function named({ ids }: Stage, holder: Holder | 'everybody'): object {
  if (holder === 'everybody') return {};
  if (holder === 'ada' || holder === 'cover') return { clinicianId: ids[holder] };
  return holder === 'employed' || holder === 'volunteer'
    ? { peerMentorId: ids[holder] }
    : { partnerAppId: ids[holder] };
}

export function spanFrom({ world: { now } }: Stage, span: number): { from: number; until: number } {
  const { from, until } = pick(SPANS, span);
  return { from: now + from, until: now + until };
}

/** A span as inputs say it: what begins now, or does not end, is left out. */
export function instants(
  { world: { now } }: Stage,
  { from, until }: { from: number; until: number },
  start: string,
  end: string,
): object {
  return {
    ...(from > now ? { [start]: hoursAhead(from - now) } : {}),
    ...(until < Number.POSITIVE_INFINITY ? { [end]: hoursAhead(until - now) } : {}),
  };
}

export const patientOf = ({ patients }: Stage, { patient }: { readonly patient: Patient }): Caller => patients[patient];

export function pick<T>(from: readonly [T, ...T[]], number: number): T;
export function pick<T>(from: readonly T[], number: number): T | undefined;
export function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}
