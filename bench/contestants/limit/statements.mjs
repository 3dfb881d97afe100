// The hand-written statement of each operation: JSON built by PostgreSQL and sent as it comes.

const ACTIVITY_KIND = `case a.kind when 'CBT' then 'CbtActivity' when 'MAT' then 'MatActivity' else 'CounselingActivity' end`;

/** An id as the graph writes it. */
const globalId = (prefix, column) => `'${prefix}_' || replace(${column}::text, '-', '')`;

/** An instant as the graph writes it. */
const instant = (column) => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A list, empty when there is nothing. */
const list = (rows) => `(select coalesce(json_agg(r), '[]') from (${rows}) r)`;

/** An object of these fields. */
const object = (row) => `(select row_to_json(o) from (select ${row}) o)`;

const MEETINGS = list(`
  select m.name, m.weekday, m.start_time as "startTime", m.time_zone as "timeZone", m.modality, m.join_url as "joinUrl"
  from meeting m where m.peer_group_id = g.id and m.active order by m.name, m.id`);

const peer = (groupFields) => `case when l.peer_group_id is null
  then (select row_to_json(o) from (select 'PeerMentor' as "__typename", m.display_name as "displayName" from peer_mentor m where m.id = l.peer_mentor_id) o)
  else (select row_to_json(o) from (select 'PeerGroup' as "__typename", g.display_name as "displayName"${groupFields} from peer_group g where g.id = l.peer_group_id) o) end`;

const links = (groupFields, first) =>
  object(
    `${list(`
  select l.status, ${peer(groupFields)} as peer from peer_link l where l.care_plan_id = c.id order by l.created_at desc, l.id desc limit ${first}`)} as nodes`,
  );

const fieldsOfKind = (
  kind,
  typename,
  fields,
) => `when '${kind}' then (select row_to_json(o) from (select '${typename}' as "__typename",
  ${globalId(`${kind.toLowerCase()}_activity`, 'a.id')} as id, a.status, ${fields}) o)`;

const ACTIVITIES = `(select coalesce(json_agg(case a.kind
  ${fieldsOfKind('CBT', 'CbtActivity', 'a.focus, a.planned_sessions as "plannedSessions"')}
  ${fieldsOfKind('MAT', 'MatActivity', 'a.display, a.dose')}
  ${fieldsOfKind('COUNSELING', 'CounselingActivity', 'a.format, a.frequency')} end order by a.id), '[]')
  from care_activity a where a.care_plan_id = c.id)`;

const SESSIONS = object(
  `${list(`
  select ${instant('s.occurred_at')} as "occurredAt", s.attendance from session s
  where s.activity_id = a.id and s.entered_in_error_at is null order by s.occurred_at desc, s.id desc limit 3`)} as nodes`,
);

const answer = (field, value) => `select '{"data":{"${field}":' || coalesce((${value})::text, 'null') || '}}' as json`;

/** $1 the plan's id. */
const Q1 = answer(
  'carePlan',
  `select row_to_json(plan) from (
  select ${globalId('care_plan', 'c.id')} as id, c.title, c.status, ${ACTIVITIES} as activities, ${links(`, ${MEETINGS} as meetings`, 10)} as "peerLinks"
  from care_plan c where c.id = $1) plan`,
);

const PLANS = object(
  `${list(`
  select ${globalId('care_plan', 'c.id')} as id, c.title, c.status from care_plan c where c.patient_id = p.id
  order by c.created_at desc, c.id desc limit 5`)} as nodes`,
);

/** $1 how many, $2 and $3 the place after which to begin. */
const syncPage = (after) => `with page as materialized (
    select id, updated_at from patient ${after} order by updated_at desc, id desc limit $1 + 1
  ), shown as (select * from page limit $1)
  select '{"data":{"patients":' || row_to_json(answer)::text || '}}' as json from (
    select (select json_agg(r) from (
        select ${globalId('patient', 'p.id')} as id, ${instant('p.updated_at')} as "updatedAt",
          (select s.status from patient_standing s where s.id = p.id) as status, ${PLANS} as "carePlans"
        from shown p order by p.updated_at desc, p.id desc) r) as nodes,
      ${object(`(select count(*) from page) > $1 as "hasNextPage",
        (select updated_at || '|' || id from shown order by updated_at, id limit 1) as "endCursor"`)} as "pageInfo"
  ) answer`;

const PLAN_OF_PATIENT = `(select row_to_json(plan) from (
  select ${globalId('care_plan', 'c.id')} as id, c.title, c.status,
    ${list(`select ${ACTIVITY_KIND} as "__typename", ${globalId("' || lower(a.kind) || '_activity", 'a.id')} as id, a.status, ${SESSIONS} as sessions
      from care_activity a where a.care_plan_id = c.id order by a.id`)} as activities,
    ${links('', 5)} as "peerLinks"
  from care_plan c where c.patient_id = p.id and c.status = 'ACTIVE' order by c.created_at desc, c.id desc limit 1) plan)`;

/**
 * $1 how many, $2 the clinician. The caseload comes first, whole: else the planner walks all names of the organization, because it
 * cannot know how few of them row security shows.
 */
const Q2 = `with mine as materialized (
    select m.patient_id from care_team_member m
    where m.clinician_id = $2 and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
  ), page as materialized (
    select i.id, i.name_key, i.given_name, i.family_name from mine join patient_identity i on i.id = mine.patient_id
    order by i.name_key, i.id limit $1 + 1
  ), shown as (select * from page limit $1)
  select '{"data":{"viewer":{"clinician":' || row_to_json(answer)::text || '}}}' as json from (
    select k.display_name as "displayName", ${object(`
      (select coalesce(json_agg(r), '[]') from (
        select ${globalId('patient', 'p.id')} as id, (select t.preferred_name from patient t where t.id = p.id) as "preferredName",
          (select s.status from patient_standing s where s.id = p.id) as status,
          ${object(`p.given_name || ' ' || p.family_name as "fullName"`)} as identity, ${PLAN_OF_PATIENT} as "activeCarePlan"
        from shown p order by p.name_key, p.id) r) as nodes,
      ${object(`(select count(*) from page) > $1 as "hasNextPage",
        (select name_key || '|' || id from shown order by name_key desc, id desc limit 1) as "endCursor"`)} as "pageInfo"`)} as caseload
    from clinician k where k.id = $2
  ) answer`;

/** $1 the activity, $2 when, $3 minutes, $4 attendance, $5 summary, $6 the clinician, $7 their role; $8, $9 and $10 new ids. */
const M1 = `with recorded as (
    insert into session (organization_id, id, version, patient_id, activity_id, kind, clinician_id, occurred_at, minutes, attendance, summary)
    select a.organization_id, $8::uuid, 1, a.patient_id, a.id, a.kind, $6::uuid, $2::timestamptz, $3::int, $4, $5 from care_activity a where a.id = $1
    returning *
  ), audited as (
    insert into audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, request_id)
    select r.organization_id, $9::uuid, now(), $6::uuid, $7, 'session.recorded', 'session', r.id, r.patient_id, $10::text from recorded r
  )
  select '{"data":{"recordSession":{"__typename":"RecordSessionPayload","created":true,"session":' || row_to_json(answer)::text || '}}}' as json from (
    select ${globalId('session', 's.id')} as id, ${instant('s.occurred_at')} as "occurredAt", s.minutes, s.attendance, s.summary,
      ${object(`(select k.display_name from clinician k where k.id = s.clinician_id) as "displayName"`)} as clinician,
      (select row_to_json(o) from (select ${ACTIVITY_KIND} as "__typename", ${globalId("' || lower(a.kind) || '_activity", 'a.id')} as id
        from care_activity a where a.id = s.activity_id) o) as activity
    from recorded s) answer`;

/** By the name under which each is prepared. */
export const STATEMENTS = {
  Q1,
  Q2,
  Q3: syncPage(''),
  Q3After: syncPage('where (updated_at, id) < ($2::timestamptz, $3::uuid)'),
  M1,
};
