import type { Client } from 'pg';
import { toGlobalId } from '../../../src/platform/graphql/ids';
import { idOf } from '../matrix/scenario/ids';
import type { Question } from './everything-that-leaves';

/** What a goal's statement begins with, and what the database makes of it. */
const FAULTS = {
  check: 'perform 1;',
  unique: 'perform 1;',
  foreign: 'perform 1;',
  raised: `raise exception 'no %', new.statement using detail = new.statement, hint = new.statement, errcode = 'P0001';`,
  unforeseen: `raise exception 'no %', new.statement using detail = new.statement, hint = new.statement, errcode = 'XX000';`,
  cast: `perform new.statement::int;`,
  division: `raise exception 'no %', new.statement using errcode = '22012', column = new.statement, table = new.statement, constraint = new.statement;`,
  serialization: `raise exception 'no %', new.statement using errcode = '40001';`,
  deadlock: `raise exception 'no %', new.statement using errcode = '40P01';`,
  timeout: `perform pg_cancel_backend(pg_backend_pid()); perform pg_sleep(5);`,
  gone: `perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5);`,
} as const;

/**
 * From now on, goals break in every way that the database knows, with their words in its messages, details and hints; real
 * violations, too: a CHECK's detail holds the whole row.
 */
export async function breakGoals(admin: Client): Promise<void> {
  const cases = Object.entries(FAULTS).map(([name, sql]) => `when '${name}' then ${sql}`);
  await admin.query(`
    create function public.canary_break() returns trigger language plpgsql security definer as $$
    begin
      case split_part(new.statement, ' ', 1) ${cases.join('\n')} else null; end case;
      return new;
    end $$;
    create trigger canary_break before insert or update on goal for each row execute function public.canary_break();
    create table public.canary_word (word text primary key);
    alter table goal add constraint canary_check check (statement not like 'check %') not valid;
    create unique index canary_unique on goal (split_part(statement, ' ', 1)) where statement like 'unique %';
    alter table goal add column canary_word text generated always as (case when statement like 'foreign %' then statement end) stored
      constraint canary_foreign references public.canary_word;`);
}

/** Goals that break. */
export function breakings(canaries: readonly string[]): Question[] {
  const carePlanId = toGlobalId('care_plan', idOf('plan', '1'));
  const query = 'mutation ($input: SetGoalInput!) { setGoal(input: $input) { __typename } }';
  return [...Object.keys(FAULTS), 'unique'].flatMap((fault) =>
    canaries.slice(0, 3).map((canary) => ({
      query,
      variables: { input: { carePlanId, statement: `${fault} ${canary}`, inOwnWords: canary } },
    })),
  );
}
