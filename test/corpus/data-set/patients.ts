import { instant, nth, type TableRow, upTo, uuidFor, when } from './rows';

/** How many patients there are. */
export const PATIENTS = 36;
/** How many of them the corpus' clinician treats now: the first ones. */
export const CASELOAD = 14;
/** Two records without their usual companions: lists ordered by name leave the first out. */
const WITHOUT_IDENTITY = 9;
const WITHOUT_STANDING = 10;

const GIVEN = ['Avery', 'Émile', 'Bailey', 'Zoë', '小明', "D'Arcy", 'avery'];
const FAMILY = ['Example', 'Sample', 'Müller', 'O’Neil', 'example', 'Ñandú'];
const STATUSES = ['ACTIVE', 'ACTIVE', 'PRE_ADMISSION', 'DISCHARGED', 'ALUMNUS', 'TRANSFERRED', 'DECEASED'];
const ZONES = ['America/Los_Angeles', 'America/Chicago', 'Pacific/Honolulu'];

/** Given and family name of a patient. Several bear the same. */
export function nameOf(n: number): { given: string; family: string } {
  return { given: nth(GIVEN, n), family: nth(FAMILY, Math.floor(n / 2)) };
}

/** The birth date of a patient. Some share one. */
export function birthDateOf(n: number): string {
  return `19${50 + (n % 6) * 7}-0${1 + (n % 3)}-1${n % 2}`;
}

/** What one record system calls a patient. */
export function identifierOf(n: number): { system: string; value: string } {
  return { system: nth(['urn:example:mrn', 'urn:oid:1.2.3'], n), value: `MRN ${n}/ä` };
}

/** The records. Instants of change come in ties and differ by microseconds. */
export function patientRows(organization: string): TableRow[] {
  return upTo(PATIENTS).map((n) => ({
    organization_id: organization,
    id: uuidFor('patient', n),
    version: 1 + (n % 4),
    preferred_name: when(n % 3 !== 1, `${nth(GIVEN, n + 2)} \u{1F33B}`),
    time_zone: nth(ZONES, n),
    languages: ['en', 'es', 'fr'].slice(0, n % 4),
    updated_at: instant(Math.floor(n / 4), n % 8),
  }));
}

/** Who they are. */
export function identityRows(organization: string): TableRow[] {
  return upTo(PATIENTS)
    .filter((n) => n !== WITHOUT_IDENTITY)
    .map((n) => {
      const { given, family } = nameOf(n);
      return {
        organization_id: organization,
        id: uuidFor('patient', n),
        patient_id: uuidFor('patient', n),
        given_name: given,
        family_name: family,
        birth_date: birthDateOf(n),
        sex: nth(['UNKNOWN', 'FEMALE', 'MALE', 'OTHER'], n),
        pronouns: when(n % 4 === 1, 'they/them'),
        address: addressOf(n),
        home_latitude: when(n % 3 === 0, 37 + n / 7),
        home_longitude: when(n % 3 === 0, -122.123456789),
        name_key: fold(`${family} ${given}`),
        given_name_key: fold(`${given} ${family}`),
      };
    });
}

function addressOf(n: number): object | null {
  if (n % 3 === 2) return null;
  const lines = ['1 Example Street', 'Apt. “4”'].slice(0, n % 3);
  return {
    lines,
    city: n % 2 === 0 ? 'San José' : null,
    region: 'CA',
    postalCode: n % 4 === 0 ? '95112' : null,
    country: 'US',
  };
}

/** Without accents and in lower case, as the product folds names. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What other systems call them: none, one or two. */
export function identifierRows(organization: string): TableRow[] {
  return upTo(PATIENTS).flatMap((n) =>
    upTo(n % 5 === 4 ? 0 : 1 + (n % 2)).map((index) => ({
      organization_id: organization,
      id: uuidFor('identifier', n, index),
      patient_id: uuidFor('patient', n),
      system: index === 0 ? identifierOf(n).system : 'urn:example:other',
      value: index === 0 ? identifierOf(n).value : `other-${n}`,
    })),
  );
}

/** How to reach them: some by nothing, one has no record of it. */
export function contactRows(organization: string): TableRow[] {
  const point = (n: number): object => ({
    channel: nth(['SMS', 'PHONE', 'EMAIL'], n),
    value: `+1 555 01${String(n).padStart(2, '0')}`,
    mayLeaveMessage: n % 2 === 0,
    sayWhoWeAre: n % 3 === 0,
    safeHours: when(n % 2 === 1, 'weekday mornings'),
  });
  return upTo(PATIENTS)
    .filter((n) => n !== WITHOUT_IDENTITY)
    .map((n) => ({
      organization_id: organization,
      id: uuidFor('patient', n),
      patient_id: uuidFor('patient', n),
      points: upTo(n % 3).map((index) => point(n + index)),
    }));
}

/** Where they stand with the program; one has no standing. */
export function patientStandingRows(organization: string): TableRow[] {
  return upTo(PATIENTS)
    .filter((n) => n !== WITHOUT_STANDING)
    .map((n) => ({
      organization_id: organization,
      id: uuidFor('patient', n),
      patient_id: uuidFor('patient', n),
      status: nth(STATUSES, n),
    }));
}

/** Who treats them: seats that go on, have ended, and will begin, and covers. */
export function seatRows(organization: string): TableRow[] {
  const seat = (n: number, clinician: number, from: string, until: string | null, coverFor: number | null) => ({
    organization_id: organization,
    id: uuidFor('seat', n, clinician),
    patient_id: uuidFor('patient', n),
    clinician_id: uuidFor('clinician', clinician),
    duty: nth(['counselor', 'prescriber', 'cover “B”'], n + clinician),
    starts_at: from,
    ends_at: until,
    cover_for_id: coverFor === null ? null : uuidFor('clinician', coverFor),
    reason: null,
  });
  return upTo(PATIENTS).flatMap((n) => [
    n < CASELOAD
      ? seat(n, 0, instant(300 - (n % 3), n), n % 4 === 3 ? '2999-01-01T00:00:00Z' : null, null)
      : seat(n, 4, instant(299, n), null, null),
    ...(n % 3 === 0 ? [seat(n, 2, instant(299, n), null, null)] : []),
    ...(n % 4 === 1 ? [seat(n, 3, instant(200, n), instant(100, n), null)] : []),
    ...(n % 5 === 2 ? [seat(n, 1, instant(150, n), '2998-01-01T00:00:00Z', n % 2 === 0 ? 0 : 8)] : []),
    ...(n === CASELOAD ? [seat(n, 0, '2999-01-01T00:00:00Z', null, null)] : []),
  ]);
}
