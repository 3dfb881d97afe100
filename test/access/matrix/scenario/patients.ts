import type { TableRow } from '../../../corpus/data-set/rows';
import { FAR_FUTURE, FUTURE, idOf, P, PAST, Q, RECENT } from './ids';

/** P, and Q of whom there is next to nothing. */
export function patientRows(organization: string): TableRow[] {
  return [P, Q].map((id) => ({
    organization_id: organization,
    id,
    version: 1,
    preferred_name: id === P ? 'Pat' : 'Quinn',
    time_zone: 'America/Los_Angeles',
    languages: ['en'],
    updated_at: RECENT,
  }));
}

/** Who P is. */
export function identityRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: P,
      patient_id: P,
      given_name: 'Pat',
      family_name: 'Placeholder',
      birth_date: '1985-05-05',
      sex: 'OTHER',
      pronouns: 'they/them',
      address: { lines: ['1 Example Street'], city: 'San José', region: 'CA', postalCode: '95112', country: 'US' },
      home_latitude: 37.3,
      home_longitude: -121.9,
      name_key: 'placeholder pat',
      given_name_key: 'pat placeholder',
    },
  ];
}

/** What another system calls P. */
export function identifierRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('identifier', '1'),
      patient_id: P,
      system: 'urn:example:mrn',
      value: 'P-1',
    },
  ];
}

/** How to reach P. */
export function contactRows(organization: string): TableRow[] {
  const point = {
    channel: 'SMS',
    value: '+1 555 0100',
    mayLeaveMessage: true,
    sayWhoWeAre: true,
    safeHours: 'mornings',
  };
  return [{ organization_id: organization, id: P, patient_id: P, points: [point] }];
}

/** That P is in care, and Q an alumnus. */
export function standingRows(organization: string): TableRow[] {
  return [
    { organization_id: organization, id: P, patient_id: P, status: 'ACTIVE' },
    { organization_id: organization, id: Q, patient_id: Q, status: 'ALUMNUS' },
  ];
}

/** Who sits on P's care team, and from when to when. */
export function seatRows(organization: string): TableRow[] {
  const seat = (code: string, from = PAST, until: string | null = null, coverFor: string | null = null): TableRow => ({
    organization_id: organization,
    id: idOf('seat', code),
    patient_id: P,
    clinician_id: idOf('clinician', code),
    duty: 'counselor',
    starts_at: from,
    ends_at: until,
    cover_for_id: coverFor && idOf('clinician', coverFor),
    reason: coverFor && 'Leave',
  });
  return [
    seat('CT', PAST, FAR_FUTURE),
    seat('NA'),
    seat('CF', PAST, RECENT),
    seat('VB', FUTURE, FAR_FUTURE, 'CT'),
    seat('VC', RECENT, FAR_FUTURE, 'CT'),
    seat('VA', PAST, RECENT, 'CT'),
    seat('RS'),
    seat('RM'),
    seat('RP'),
  ];
}
