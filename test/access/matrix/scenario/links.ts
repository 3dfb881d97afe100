import type { TableRow } from '../../../corpus/data-set/rows';
import { FUTURE, idOf, P, PAST, RECENT } from './ids';

const toMentor = (code: string): TableRow => ({ peer_mentor_id: idOf('mentor', code) });

/** The links of P: to a mentor of each kind, to a group, and to a mentor who walked along once. */
export function linkRows(organization: string): TableRow[] {
  const link = (name: string, peer: TableRow, rest: TableRow = {}): TableRow => ({
    organization_id: organization,
    id: idOf('link', name),
    version: 1,
    patient_id: P,
    care_plan_id: idOf('plan', '1'),
    peer_mentor_id: null,
    peer_group_id: null,
    ...peer,
    status: 'ACTIVE',
    patient_agreed_at: PAST,
    mentor_agreed_at: PAST,
    consent_id: null,
    purposes: ['EMOTIONAL_SUPPORT'],
    cadence: 'weekly',
    proposed_by: 'CARE_TEAM',
    started_on: '2025-01-01',
    ended_on: null,
    created_at: PAST,
    ...rest,
  });
  const standsOn = (code: string): TableRow => ({ consent_id: idOf('consent', code) });
  return [
    link('ME', toMentor('ME')),
    link('MP', toMentor('MP'), {
      status: 'PROPOSED',
      patient_agreed_at: null,
      mentor_agreed_at: null,
      started_on: null,
      // A proposal that nobody answers expires: this one never does.
      created_at: FUTURE,
    }),
    link('MV', toMentor('MV'), standsOn('MV')),
    link('MI', toMentor('MI'), standsOn('MI')),
    link('MR', toMentor('MR'), { ...standsOn('MR'), status: 'PAUSED' }),
    link('group', { peer_group_id: idOf('group', 'of P') }, { mentor_agreed_at: null }),
    link('ended', toMentor('ended'), { status: 'ENDED', ended_on: '2025-02-01' }),
  ];
}

/** Links that are to help after a return to use. */
export function recurrenceRows(organization: string): TableRow[] {
  const row = (name: string, peer: TableRow): TableRow => ({
    organization_id: organization,
    id: idOf('link', name),
    patient_id: P,
    peer_group_id: null,
    peer_mentor_id: null,
    ...peer,
  });
  return [row('ME', toMentor('ME')), row('MI', toMentor('MI')), row('group', { peer_group_id: idOf('group', 'of P') })];
}

/** When P and their peers were in touch. What lies ahead counts as lately, whenever this runs. */
export function contactRows(organization: string): TableRow[] {
  const contact = (name: string, link: string, peer: TableRow, rest: TableRow = {}): TableRow => ({
    organization_id: organization,
    id: idOf('contact', name),
    version: 1,
    patient_id: P,
    peer_link_id: idOf('link', link),
    peer_mentor_id: null,
    peer_group_id: null,
    ...peer,
    occurred_at: FUTURE,
    minutes: 30,
    mode: 'PHONE',
    note: 'A walk.',
    reported_by: 'PATIENT',
    reviewed_by_id: null,
    reviewed_at: null,
    entered_in_error_at: null,
    entered_in_error_reason: null,
    ...rest,
  });
  return [
    contact('ME', 'ME', toMentor('ME'), { reported_by: 'MENTOR' }),
    contact('reviewed', 'ME', toMentor('ME'), { reviewed_by_id: idOf('clinician', 'SV'), reviewed_at: RECENT }),
    contact('mistaken', 'ME', toMentor('ME'), { entered_in_error_at: RECENT, entered_in_error_reason: 'Another day.' }),
    contact('MV', 'MV', toMentor('MV')),
    contact('MI', 'MI', toMentor('MI'), { reported_by: 'MENTOR' }),
    contact('group', 'group', { peer_group_id: idOf('group', 'of P') }, { mode: 'GROUP_MEETING' }),
  ];
}

/** What a mentor was worried about. A trigger opens what follows it. */
export function concernRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('concern', 'ME'),
      patient_id: P,
      peer_link_id: idOf('link', 'ME'),
      ...toMentor('ME'),
      sentence: 'They would rather not wake up tomorrow.',
      is_urgent: true,
      raised_at: RECENT,
    },
  ];
}

/** What support P would like. What names a fellowship is in the row beside it. */
export function preferencesRow(organization: string): TableRow {
  return {
    organization_id: organization,
    id: P,
    patient_id: P,
    own_version: 1,
    approaches: ['SECULAR'],
    modalities: ['VIRTUAL'],
    languages: ['en'],
    availability: EVERY_DAY.map((weekday) => ({ weekday, from: '00:00', to: '23:59' })),
    max_distance_km: 25,
    mentor_notes: 'Somebody patient.',
  };
}

const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
