import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The owner reads here, past policies that stand and want to know who asks: nobody does. */
const AS_NOBODY = `select set_config(name, value, true) from (values ('app.organization', '00000000-0000-0000-0000-000000000000'),
  ('app.principal', '00000000-0000-0000-0000-000000000000'), ('app.role', ''), ('app.holder', ''), ('app.wide', '0'), ('app.mask', '0'),
  ('app.denied', '')) as setting(name, value)`;

/** What support a patient would like, and by what peers are found that fit. */
export class Matching1767225600018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AS_NOBODY);
    await runner.query(`
      create table support_preferences (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        own_version int not null,
        approaches text[] not null constraint support_preferences_approaches check (approaches <@ array${APPROACHES}),
        modalities text[] not null constraint support_preferences_modalities check (modalities <@ array${MODALITIES}),
        languages text[] not null,
        availability jsonb not null,
        max_distance_km float8 constraint support_preferences_distance check (max_distance_km > 0),
        mentor_notes text,
        constraint support_preferences_pkey primary key (organization_id, id),
        constraint support_preferences_same_id check (id = patient_id),
        constraint support_preferences_patient foreign key (organization_id, patient_id) references patient (organization_id, id)
      );
      -- What names a fellowship is of another category, so it has a row and a version of its own.
      create table fellowship_preferences (
        organization_id uuid not null,
        id uuid not null,
        patient_id uuid not null,
        own_version int not null,
        fellowships text[] not null constraint fellowship_preferences_wanted check (fellowships <@ array${FELLOWSHIPS}),
        avoid text[] not null constraint fellowship_preferences_avoided check (avoid <@ array${FELLOWSHIPS}),
        meeting_types text[] not null,
        -- The same in words, lower-case: mentors say so what they know well.
        traits text[] not null,
        constraint fellowship_preferences_pkey primary key (organization_id, id),
        constraint fellowship_preferences_one_mind check (not fellowships && avoid),
        constraint fellowship_preferences_same_id check (id = patient_id),
        constraint fellowship_preferences_of foreign key (organization_id, id) references support_preferences (organization_id, id)
      );

      -- When mentors have time, in minutes since their Monday began: the windows of peer_mentor.availability, kept by a trigger.
      create table peer_mentor_hours (
        organization_id uuid not null,
        id uuid not null default gen_random_uuid(),
        peer_mentor_id uuid not null,
        time_zone text not null,
        starts int not null,
        ends int not null,
        constraint peer_mentor_hours_pkey primary key (organization_id, id),
        constraint peer_mentor_hours_span check (starts < ends),
        constraint peer_mentor_hours_mentor foreign key (organization_id, peer_mentor_id) references peer_mentor (organization_id, id)
      );
      insert into peer_mentor_hours (organization_id, peer_mentor_id, time_zone, starts, ends)
        select m.organization_id, m.id, m.time_zone, day + ${minuteOf("w->>'from'")},
          day + case w->>'to' when '23:59' then 1440 else ${minuteOf("w->>'to'")} end
        from peer_mentor m, jsonb_array_elements(m.availability) w, lateral (select ${dayOf("w->>'weekday'")}) as at(day);
      create index peer_mentor_hours_by_start on peer_mentor_hours (organization_id, time_zone, starts) include (ends, peer_mentor_id);
      create index peer_mentor_hours_by_mentor on peer_mentor_hours (organization_id, peer_mentor_id, starts);

      -- What mentors and groups are weighed by: sets as bits, languages without dialects, what they know well or what meetings are like.
      -- Kept by triggers.
      create table peer_profile (
        organization_id uuid not null,
        id uuid not null,
        is_mentor boolean not null,
        active boolean not null,
        approaches int not null,
        modalities int not null,
        languages text[] not null,
        fellowship text,
        traits text[] not null,
        constraint peer_profile_pkey primary key (organization_id, id),
        constraint peer_profile_organization foreign key (organization_id, organization_id) references organization (organization_id, id)
      );
      insert into peer_profile (organization_id, id, is_mentor, active, approaches, modalities, languages, fellowship, traits)
        select p.organization_id, p.id, p.is_mentor, p.active,
          (select coalesce(bit_or(1 << (array_position(array${APPROACHES}, a) - 1)), 0) from unnest(p.approaches) a),
          (select coalesce(bit_or(1 << (array_position(array${MODALITIES}, m) - 1)), 0) from unnest(p.modalities) m),
          array(select distinct split_part(l, '-', 1) from unnest(p.languages) l), p.fellowship, p.traits
        from (select organization_id, id, true as is_mentor, active, approaches, modalities, languages, null as fellowship,
            array(select lower(t) from unnest(specialties) t) as traits from peer_mentor
          union all
          select organization_id, id, false, active, approaches, modalities, languages, fellowship, meeting_types from peer_group) p;
      create index peer_profile_by_kind on peer_profile (organization_id, is_mentor, active);

      -- Meetings by when they begin, in minutes since Monday on their own clock, and by where.
      create index meeting_by_hour on meeting (organization_id, time_zone, ((${dayOf('weekday')}) + (${minuteOf('start_time')})))
        include (peer_group_id, start_time, end_time) where active and weekday is not null;
      create index meeting_by_place on meeting (organization_id, latitude, longitude) include (peer_group_id)
        where active and modality = 'IN_PERSON' and latitude is not null;
      create index meeting_without_place on meeting (organization_id, peer_group_id) where active and latitude is null;

      -- Who must not be linked to a patient is found by the patient.
      create index account_by_patient on account (organization_id, patient_id) where patient_id is not null;
      create index access_denial_by_patient on access_denial (organization_id, patient_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger if exists keep_mentor_hours on peer_mentor;
      drop trigger if exists keep_peer_profile on peer_mentor;
      drop trigger if exists keep_peer_profile on peer_group;
      drop view if exists app.peer_match;
      drop trigger if exists open_fellowship_preferences on support_preferences;
      drop index account_by_patient, access_denial_by_patient, meeting_by_hour, meeting_by_place, meeting_without_place;
      drop table peer_profile, peer_mentor_hours, fellowship_preferences, support_preferences;
      drop function if exists app.match_peers, app.match_groups, app.match_mentors, app.wishes_of, app.keep_mentor_hours, app.keep_peer_profile, app.open_fellowship_preferences;
    `);
  }
}

/** The minute of the week at which a weekday begins, Monday first. */
const dayOf = (weekday: string): string =>
  `1440 * case ${weekday} when 'MONDAY' then 0 when 'TUESDAY' then 1 when 'WEDNESDAY' then 2 when 'THURSDAY' then 3
    when 'FRIDAY' then 4 when 'SATURDAY' then 5 when 'SUNDAY' then 6 end`;

/** The minute of the day at which clocks show a time, HH:MM. */
const minuteOf = (time: string): string => `60 * substr(${time}, 1, 2)::int + substr(${time}, 4, 2)::int`;

const APPROACHES = `['TWELVE_STEP', 'SECULAR', 'FAITH_BASED', 'MINDFULNESS_BASED', 'MEDICATION_SUPPORTIVE']`;
const MODALITIES = `['IN_PERSON', 'VIRTUAL', 'HYBRID', 'ONLINE_FORUM', 'MOBILE_APP', 'PHONE']`;
const FELLOWSHIPS = `['TWELVE_STEP_AA', 'TWELVE_STEP_NA', 'TWELVE_STEP_OTHER', 'AL_ANON', 'SMART_RECOVERY', 'LIFERING', 'RECOVERY_DHARMA',
  'WOMEN_FOR_SOBRIETY', 'CELEBRATE_RECOVERY', 'CLINIC_RUN', 'ONLINE_COMMUNITY', 'OTHER']`;
