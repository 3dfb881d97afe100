import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLTimeZone } from 'graphql-scalars';

/** An instant: RFC 3339 in, UTC with milliseconds out. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  name: 'DateTime',
  description: 'An instant as RFC 3339 text: 2026-03-01T17:30:00.000Z. Answers are in UTC with milliseconds.',
  serialize: (value) =>
    (typeof value === 'string' ? instantOfDatabase(value) : undefined) ?? GraphQLDateTime.serialize(value),
});

/** An instant as PostgreSQL writes it into JSON while its zone is UTC: with microseconds as far as there are any, or without a fraction. */
const IN_JSON = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,6}))?\+00:00$/;

/** The same instant as answers show it; undefined when the text is no such instant. */
function instantOfDatabase(text: string): string | undefined {
  const found = IN_JSON.exec(text);
  return found ? `${text.slice(0, 19)}.${(found[1] ?? '').slice(0, 3).padEnd(3, '0')}Z` : undefined;
}

/** A calendar day, kept as the text YYYY-MM-DD: it has no zone. */
export const LocalDate = textScalar('Date', 'A calendar day without a time zone: 2026-03-01.', isCalendarDay);

/** An IANA time zone name; offsets are refused, for they forget daylight saving. */
export const TimeZone = new GraphQLScalarType({
  ...GraphQLTimeZone.toConfig(),
  name: 'TimeZone',
  description: 'A time zone by its IANA name: America/Los_Angeles.',
  // Names are checked on their way in; to check each again on its way out would take as long as all the rest of an answer.
  serialize: (value) => String(value),
  parseValue: (value) => ianaName(value),
  parseLiteral: (node) => ianaName(node.kind === Kind.STRING ? node.value : undefined),
});

/** A time of day on the wall clock, kept as the text HH:MM. */
export const LocalTime = textScalar('LocalTime', 'A time of day on the wall clock, 24 hours: 19:30.', (text) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
);

/** An absolute URL or URN, kept letter for letter as it was given. */
export const Url = textScalar(
  'URL',
  'An absolute URL or URN: https://example.org/a or urn:oid:2.16.840.1.113883.4.1.',
  (text) => text.length <= 2048 && /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}\p{Surrogate}]+$/iu.test(text) && URL.canParse(text),
);

/** An object of unknown shape, for maps and foreign formats. */
export const JSONObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: 'JSONObject',
  description: 'A JSON object.',
});

function textScalar(name: string, description: string, fits: (text: string) => boolean): GraphQLScalarType<string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && fits(value)) return value;
    throw new TypeError(`${name} expects ${description}`);
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

function isCalendarDay(text: string): boolean {
  // ISO 8601 has a year 0000, PostgreSQL has not.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  // A 30th of February would be read as a day of March.
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

function ianaName(value: unknown): string {
  // Intl also takes offsets such as +02:00 on newer engines; only names carry their daylight-saving rules.
  if (typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(value) && isTimeZone(value)) return value;
  throw new TypeError('TimeZone expects an IANA name such as America/Los_Angeles.');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
