-- Nobody has heard from the patient: somebody reaches out. A reason lies ahead in a row until its time has come, and nothing writes it then, so
-- a sweep looks for those that have come: one follow-up for each last contact, for the one who has been on the care team longest. Where other
-- thresholds are still to be derived, they wait. Once there was contact, or no plan is under way, there is nothing to do any more, and what
-- nobody has taken on ends; whoever has taken it on says what came of it. Not in the transaction of the contact: that holds the lock on what asks
-- for attention by then, and whoever completes the follow-up at that moment holds the row. At most so many, of every organization; it answers
-- how many there were.
create or replace function app.keep_re_engagements(most int) returns int volatile language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  gap record;
  done record;
  opened uuid;
  kept int := 0;
begin
  -- One server at a time, or two would say of one follow-up that they opened it. The number is ours alone.
  if not app.nobody_asks() or not pg_try_advisory_xact_lock(4215330020) then
    return 0;
  end if;
  perform app.act_as_program();
  for gap in select a.organization_id, a.patient_id, a.source_id, a.bits from public.attention a
        join public.organization_settings s on s.organization_id = a.organization_id and s.id = a.organization_id
      where a.kind = 'OUT_OF_CONTACT' and a.since <= now() and s.attention_derived_up_to is null
        and not exists (select from public.follow_up f
          where f.organization_id = a.organization_id and f.source_id = a.source_id and f.kind = 'RE_ENGAGEMENT')
        and not exists (select from public.patient_standing p
          where p.organization_id = a.organization_id and p.id = a.patient_id and p.status = 'DECEASED')
      order by a.patient_id, a.id limit most loop
    opened := app.open_follow_up(gap.organization_id, gap.patient_id, 'RECOVERY', 'RE_ENGAGEMENT', false, gap.source_id,
      clinician => app.longest_on_team(gap.organization_id, gap.patient_id, gap.bits));
    continue when opened is null;
    perform app.note_sweep(gap.organization_id, gap.patient_id, opened, 'follow-up.opened');
    kept := kept + 1;
  end loop;
  for done in select f.organization_id, f.id, f.patient_id from public.follow_up f
      where f.kind = 'RE_ENGAGEMENT' and f.completed_at is null and f.acknowledged_at is null and f.source_id is not null
        and not exists (select from public.attention a
          where a.organization_id = f.organization_id and a.patient_id = f.patient_id and a.kind = 'OUT_OF_CONTACT' and a.source_id = f.source_id)
      order by f.patient_id, f.id limit most for update of f skip locked loop
    update public.follow_up set completed_at = now(), version = version + 1 where organization_id = done.organization_id and id = done.id;
    perform app.note_sweep(done.organization_id, done.patient_id, done.id, 'follow-up.ended');
    kept := kept + 1;
  end loop;
  return kept;
end $$;
grant execute on function app.keep_re_engagements to alongside_runtime;
