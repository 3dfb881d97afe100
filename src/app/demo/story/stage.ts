import { DateTime } from 'luxon';
import type { Role } from '../../../access/role';

/** Somebody with a token of their own, who asks the server over HTTP as clients do. */
export interface Voice {
  readonly subject: string;
  /** The data of an answer. @throws when it holds errors: the story cannot go on */
  ask<T>(document: string, variables?: object): Promise<T>;
}

/** Where the story is played: a server with an organization that nobody is in yet. */
export interface Stage {
  /** The address of the server, without a path. */
  readonly url: string;
  readonly issuer: string;
  readonly calendar: Calendar;
  /** A development token. */
  sign(subject: string, role: Role, scopes?: readonly string[]): Promise<string>;
}

/** Days before the one "today" of the story, where its people live. */
export interface Calendar {
  /** The calendar day so many days ago; the days to come count below zero. */
  day(daysAgo: number): string;
  /** An instant in the afternoon of that day. */
  afternoon(daysAgo: number): string;
  /** How many days ago a calendar day was. */
  daysSince(day: string): number;
}

/** The calendar of a place. @param zone IANA */
export function calendarOf(zone: string, now: Date): Calendar {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const ago = (days: number): DateTime => today.minus({ days });
  const text = (time: DateTime, format: string): string => time.toFormat(format);
  return {
    day: (daysAgo) => text(ago(daysAgo), 'yyyy-MM-dd'),
    afternoon: (daysAgo) => text(ago(daysAgo).set({ hour: 15 }).toUTC(), "yyyy-MM-dd'T'HH:mm:ss'Z'"),
    daysSince: (day) => Math.round(today.diff(DateTime.fromISO(day, { zone }), 'days').days),
  };
}

/** Gives somebody a voice. */
export async function voiceOf(
  stage: Stage,
  subject: string,
  role: Role,
  scopes: readonly string[] = [],
): Promise<Voice> {
  const token = await stage.sign(subject, role, scopes);
  return {
    subject,
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const response = await fetch(`${stage.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
      if (errors?.[0] || !data) throw new Error(`The story cannot go on: ${errors?.[0]?.message ?? 'no answer'}`);
      return data;
    },
  };
}

/** Does something that has one outcome. @param select what to read of the payload */
export async function does<T>(by: Voice, mutation: string, input: object, select: string): Promise<T> {
  const data = await by.ask<Record<string, T>>(documentOf(mutation, `{ ${select} }`), { input });
  return required(data[mutation]);
}

/** Does something that may be refused. @throws with the words of the refusal */
export async function agrees<T>(by: Voice, mutation: string, input: object, select: string): Promise<T> {
  const payload = `{ ... on ${capital(mutation)}Payload { ${select} } ... on Refusal { refusal: message } }`;
  const data = await by.ask<Record<string, T & { refusal?: string }>>(documentOf(mutation, payload), { input });
  const outcome = required(data[mutation]);
  if (outcome.refusal !== undefined) throw new Error(`The story cannot go on: ${outcome.refusal}`);
  return outcome;
}

function documentOf(mutation: string, select: string): string {
  return `mutation ($input: ${capital(mutation)}Input!) { ${mutation}(input: $input) ${select} }`;
}

const capital = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());

/** @throws when what the story needs is not there */
export function required<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('The story cannot go on: something is missing.');
  return value;
}

/** Something with a version, as it was last seen. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
}
