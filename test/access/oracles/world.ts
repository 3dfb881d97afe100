import type { Client } from 'pg';
import { ASKERS, uuid } from './people';
import { LONG_AGO, Writer } from './rows';

/** What everybody has in common in both worlds. Whoever is asked about is mostly Alex; Bo is somebody whom many may see. */
export async function furnish(client: Client, organization: string): Promise<void> {
  await client.query('begin');
  const writer = new Writer(client, organization);
  await people(writer);
  await writer.patient('alex', 'Quill', '1980-04-05');
  await writer.patient('bo', 'Reed', '1981-05-06');
  for (const patient of ['alex', 'bo']) {
    await writer.account(patient, 'patient_id');
    await writer.seat(patient, 'team');
    await writer.plan(patient);
  }
  await writer.seat('bo', 'outside');
  await writer.seat('alex', 'restricted');
  await restrict(writer, 'restricted', 'clinician_id', ['MEDICATION', 'RETURN_TO_USE', 'GROUP_PARTICIPATION']);
  await writer.medication('bo');
  await writer.assessment('alex', 'screening alex');
  await writer.recoveryPeriod('alex', 20);
  await peerSupport(writer);
  await consents(writer);
  await client.query("update care_plan_change set changed_at = '2025-06-01T00:00:00Z'");
  await client.query('commit');
}

async function people(writer: Writer): Promise<void> {
  for (const name of ['team', 'outside', 'restricted', 'emergency']) {
    await writer.clinician(name);
    await writer.account(name, 'clinician_id');
  }
  for (const name of ['volunteer', 'asked', 'another']) await writer.mentor(name, 'SUPERVISED_VOLUNTEER');
  await writer.mentor('employed', 'EMPLOYED');
  for (const name of ['volunteer', 'asked', 'employed']) await writer.account(name, 'peer_mentor_id');
  await writer.put('peer_group', {
    id: uuid('group'),
    version: 1,
    display_name: 'Harbor Steps',
    approaches: ['SECULAR'],
    modalities: ['IN_PERSON'],
    languages: ['en'],
    active: true,
    fellowship: 'SMART_RECOVERY',
    meeting_types: [],
  });
  for (const name of ['careApp', 'peerApp', 'narrowApp', 'otherApp', 'ehr'] as const)
    await writer.system(name, ASKERS[name].role, ASKERS.careApp.scopes);
}

async function peerSupport(writer: Writer): Promise<void> {
  await writer.put('support_preferences', {
    id: uuid('alex'),
    patient_id: uuid('alex'),
    own_version: 1,
    approaches: ['SECULAR'],
    modalities: [],
    languages: [],
    availability: [],
  });
  await writer.link('alex', { mentor: 'volunteer' });
  await writer.link('alex', { mentor: 'employed' });
  await writer.link('bo', { mentor: 'employed' });
}

const EVERYTHING = ['IDENTITY', 'CONTACT', 'CARE_PLAN', 'MEDICATION', 'RETURN_TO_USE', 'PEER_SUPPORT'];

async function consents(writer: Writer): Promise<void> {
  await writer.consent('alex', 'volunteer', ['PEER_SUPPORT'], true);
  await writer.consent('alex', 'careApp', ['CARE_PLAN']);
  await writer.consent('bo', 'careApp', ['CARE_PLAN', 'IDENTITY', 'MEDICATION']);
  await writer.consent('alex', 'peerApp', ['PEER_SUPPORT', 'ASSESSMENT']);
  await writer.consent('alex', 'narrowApp', EVERYTHING);
  await writer.consent('alex', 'ehr', ['CARE_PLAN']);
  await writer.consent('bo', 'ehr', ['CARE_PLAN', 'IDENTITY']);
}

/** Denies somebody categories of Alex. */
export function restrict(writer: Writer, name: string, holder: string, categories: readonly string[]): Promise<void> {
  return writer.put('access_restriction', {
    id: uuid(`restriction ${name}`),
    patient_id: uuid('alex'),
    [holder]: uuid(name),
    categories,
    reason: 'They know each other.',
    starts_at: LONG_AGO,
  });
}
