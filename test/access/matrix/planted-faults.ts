/** A fault of the row security, as somebody could make it; and who would see or do what they must not. */
export interface PlantedFault {
  readonly what: string;
  readonly sql: string;
  /** Part of what is said of it. The table that it begins with is the one that is looked at. */
  readonly caught: string;
}

/** As the viewer's reach is read, without a condition. */
const reachWithout = (condition: string): string => {
  const conditions = [
    "principal_id = current_setting('app.principal')::uuid",
    'valid_from <= now()',
    'valid_until > now()',
  ];
  return `create or replace view app.reach with (security_barrier) as
    select patient_id, categories & current_setting('app.mask')::int as categories from public.access_grant
    where ${conditions.filter((candidate) => !candidate.startsWith(condition)).join(' and ')}`;
};

/** Faults that a rule knows for what they are, whatever was committed. */
export const BREAK_A_RULE: readonly PlantedFault[] = [
  {
    what: 'a denial that is not looked at',
    sql: 'drop policy deny on care_plan',
    caught: 'care_plan select is open to RS',
  },
  {
    what: 'a denial that is not looked at beside a table of its own policy',
    sql: 'drop policy deny on patient_peer_support',
    caught: 'patient_peer_support select is open to RP',
  },
  {
    what: 'denials that were lost',
    sql: 'delete from access_denial',
    caught: 'goal select is open to RS',
  },
  {
    what: 'a policy that opens a table to everybody',
    sql: 'create policy open on goal using (true)',
    caught: 'goal select is open to CN',
  },
  {
    what: 'a table without the wall between organizations',
    sql: 'drop policy organization on patient_identity',
    caught: 'patient_identity select of another organization',
  },
  {
    what: 'row security that is switched off',
    sql: 'alter table dose disable row level security',
    caught: 'dose select is open to AD',
  },
  {
    what: 'a table opened by the wrong category',
    sql: "create policy wide on patient_identity using ((select true from app.reach g where g.patient_id = patient_identity.patient_id and g.categories & app.bit('CONTACT') <> 0 limit 1))",
    caught: 'patient_identity select is open to ME',
  },
  {
    what: 'the director at the counseling notes',
    sql: "create policy director on counseling_note using ((select current_setting('app.role') = 'PROGRAM_DIRECTOR'))",
    caught: 'counseling_note select is open to PD',
  },
  {
    what: 'reasons that the mentor reads',
    sql: 'drop policy within on peer_link_reason',
    caught: 'peer_link_reason select is open to ME',
  },
  {
    what: 'grants that do not end',
    sql: reachWithout('valid_until'),
    caught: 'care_plan select tells EX from CN',
  },
  {
    what: 'grants that have begun before their time',
    sql: reachWithout('valid_from'),
    caught: 'care_plan select tells AF from AN',
  },
  {
    what: "grants that are everybody's",
    sql: reachWithout('principal_id'),
    caught: 'care_plan select is open to AR',
  },
  {
    what: "a token's scopes that narrow nothing",
    sql: 'create or replace function app.mask_of(kind text, registered text[], asked text[]) returns int immutable language sql return app.categories_of(registered)',
    caught: 'care_plan select is open to AS',
  },
  {
    what: 'a role that sees more',
    sql: "create or replace function app.wide_of(role text) returns int immutable language sql return case when role in ('PRIVACY_OFFICER', 'ADMINISTRATOR') then app.all_but_notes() else 0 end",
    caught: 'care_plan select is open to PO',
  },
  {
    what: 'a grant of a mentor whose consent was revoked',
    sql: "insert into access_grant select organization_id, id, (select patient_id from peer_link limit 1), 128, 'LINK', id, '-infinity' from peer_mentor where display_name = 'Mentor MR'",
    caught: 'patient select is open to MR',
  },
];

/** Faults that no rule knows, and that the committed table does. */
export const CHANGE_THE_TABLE: readonly PlantedFault[] = [
  {
    what: 'a privilege more',
    sql: 'grant delete on patient to alongside_runtime',
    caught: 'patient delete: CT',
  },
  {
    what: 'a privilege less',
    sql: 'revoke insert on session from alongside_runtime',
    caught: 'session insert: CT',
  },
  {
    what: 'the accounting open to changes',
    sql: 'grant update on disclosure to alongside_runtime',
    caught: 'disclosure update: PO',
  },
  {
    what: 'a mentor at the links of others',
    sql: 'drop policy mentor on peer_link',
    caught: 'peer_link select: ME',
  },
  {
    what: 'a restriction that its holder sees',
    sql: 'drop policy not_the_holder on access_restriction',
    caught: 'access_restriction select: RM',
  },
  {
    what: 'a patient who is denied the record',
    sql: "delete from access_grant where basis = 'SELF'",
    caught: 'care_plan select: PT',
  },
  {
    what: 'a new table',
    sql: 'create table stray (id uuid)',
    caught: 'stray select is new and has no entry',
  },
];
