// A large region's peers, and what the patients of the bench would like: inserted by SQL into a copy of the small volume. Everything is
// a function of the number, so that each run asks the same.
import { withConnection } from '../database/connect.mjs';
import { AS_NOBODY } from '../roles/insert-clients.mjs';

export const MENTORS = 5_000;
export const MEETINGS = 20_000;
const MEETINGS_PER_GROUP = 4;

/** The place in a list that falls to a number, each list at a pace of its own, so that what goes with what varies. */
const oneOf = (list, pace) =>
  `(array[${list.map((item) => `'${item}'`).join(', ')}])[1 + (n * ${pace} + n / 7) % ${list.length}]`;

const id = (what) => `('00000000-0000-7000-8000-' || right(md5('${what}' || n), 12))::uuid`;
const APPROACH = ['TWELVE_STEP', 'SECULAR', 'FAITH_BASED', 'MINDFULNESS_BASED', 'MEDICATION_SUPPORTIVE'];
const MODALITY = ['IN_PERSON', 'IN_PERSON', 'VIRTUAL', 'PHONE', 'IN_PERSON', 'HYBRID'];
const LANGUAGE = ['en', 'en', 'en', 'en-US', 'es', 'en', 'en', 'vi', 'en', 'en'];
const ZONE = [
  'America/Los_Angeles',
  'America/Los_Angeles',
  'America/Los_Angeles',
  'America/Denver',
  'America/Los_Angeles',
  'America/Phoenix',
];
const DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const FELLOWSHIP = [
  'TWELVE_STEP_AA',
  'TWELVE_STEP_NA',
  'SMART_RECOVERY',
  'TWELVE_STEP_AA',
  'LIFERING',
  'RECOVERY_DHARMA',
  'AL_ANON',
];
const TYPE = ['O', 'C', 'D', 'Y', 'W', 'M', 'BE', 'LGBTQ', 'X'];
const hour = (pace) => `lpad((7 + (n * ${pace}) % 14)::text, 2, '0')`;
const window = (day, pace) =>
  `jsonb_build_object('weekday', ${oneOf(DAY, day)}, 'from', ${hour(pace)} || ':00', 'to', ${hour(pace)} || ':59')`;

const STATEMENTS = [
  `insert into peer_mentor (organization_id, id, version, display_name, approaches, modalities, languages, active, specialties, time_zone, availability, engagement)
   select $1::uuid, ${id('mentor')}, 1, 'Region ' || lpad(n::text, 5, '0'), array[${oneOf(APPROACH, 3)}], array[${oneOf(MODALITY, 5)}, 'PHONE'],
     array[${oneOf(LANGUAGE, 3)}], true, array[${oneOf(['veterans', 'young people', 'new parents'], 2)}], ${oneOf(ZONE, 5)},
     jsonb_build_array(${window(2, 3)}, ${window(3, 5)}, ${window(5, 9)}), 'EMPLOYED' from generate_series(1, ${MENTORS}) n`,
  // Every fourth has no slot left.
  `insert into peer_mentor_standing (organization_id, id, stage, capacity, slots_taken, credential_title, credential_issuer, credential_verified_on)
   select $1::uuid, ${id('mentor')}, 'CREDENTIALED', 1 + n % 8, case when n % 4 = 0 then 1 + n % 8 else (n / 3) % (1 + n % 8) end,
     'Peer specialist', 'Example Certification Board', date '2025-01-15' from generate_series(1, ${MENTORS}) n`,
  `insert into peer_group (organization_id, id, version, display_name, approaches, modalities, languages, active, fellowship, meeting_types)
   select $1::uuid, ${id('group')}, 1, 'Region ' || lpad(n::text, 5, '0'), array[${oneOf(APPROACH, 2)}], array[${oneOf(MODALITY, 5)}],
     array[${oneOf(LANGUAGE, 3)}], true, ${oneOf(FELLOWSHIP, 3)}, array[${oneOf(TYPE, 4)}, ${oneOf(TYPE, 5)}]
   from generate_series(1, ${MEETINGS / MEETINGS_PER_GROUP}) n`,
  `insert into meeting (organization_id, id, version, peer_group_id, name, active, weekday, start_time, end_time, time_zone, modality, join_url,
     formatted_address, latitude, longitude, approximate, types)
   select $1::uuid, ('00000000-0000-7000-8000-' || right(md5('meeting' || n || ' ' || m), 12))::uuid, 1, ${id('group')},
     'Region ' || lpad(n::text, 5, '0'), true, (array['${DAY.join("', '")}'])[1 + (n + 2 * m) % 7], ${hour(3)} || ':30', ${hour(3)} || ':59',
     ${oneOf(ZONE, 5)}, ${oneOf(MODALITY, 5)}, 'https://meet.example.org/' || n, n || ' Example Street',
     33.2 + (n * 37 % 1000) / 600.0, -119.2 + (n * 61 % 1000) / 500.0, false, '{}'
   from generate_series(1, ${MEETINGS / MEETINGS_PER_GROUP}) n, generate_series(1, ${MEETINGS_PER_GROUP}) m`,
  `update patient_identity set home_latitude = 33.9 + (abs(hashtext(id::text)) % 100) / 250.0, home_longitude = -118.4 + (abs(hashtext(id::text)) % 97) / 250.0
   where organization_id = $1`,
  // Two in three say when they have time and how far they would go; the others leave it open.
  `insert into support_preferences (organization_id, id, patient_id, own_version, approaches, modalities, languages, availability, max_distance_km)
   select $1::uuid, id, id, 1, array[${oneOf(APPROACH, 2)}], case n % 2 when 0 then array[${oneOf(MODALITY, 1)}] else '{}' end, '{}',
     case n % 3 when 0 then '[]' else jsonb_build_array(jsonb_build_object('weekday', ${oneOf(DAY, 2)}, 'from', '17:00', 'to', '22:00'),
       jsonb_build_object('weekday', ${oneOf(DAY, 3)}, 'from', '17:00', 'to', '22:00'), jsonb_build_object('weekday', 'SATURDAY', 'from', '09:00', 'to', '18:00')) end,
     case n % 3 when 0 then null else 10 + n % 30 end
   from (select id, row_number() over (order by id)::int as n from patient where organization_id = $1) p
   -- The demo patient has said so already.
   on conflict do nothing`,
  `update fellowship_preferences set fellowships = '{SMART_RECOVERY}', avoid = '{AL_ANON}', meeting_types = '{Y,O}', traits = '{"young people",open}'
   where organization_id = $1 and hashtext(id::text) % 2 = 0`,
];

/** @param {string} url the superuser's @param {string} organization */
export async function insertPeers(url, organization) {
  await withConnection(url, async (client) => {
    await client.query('begin');
    await client.query(AS_NOBODY);
    for (const statement of STATEMENTS) await client.query(statement, statement.includes('$1') ? [organization] : []);
    await client.query('commit');
    await client.query('vacuum (freeze, analyze)');
    await client.query('checkpoint');
  });
}
