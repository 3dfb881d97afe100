-- The audit log and its chain: docs/audit.md says what it shows, docs/decisions/0009-audit-chain.md why it is built so.

-- Appended to, never read back or changed by the runtime role. Which transaction wrote a line is not the writer's to say:
-- the column xid is not granted, so that its default always counts.
call app.close_to_organization('audit_event');
create policy append on audit_event for insert with check (principal_id = (select current_setting('app.principal')::uuid));
grant insert (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_id, patient_ids, reason, request_id)
  on audit_event to alongside_runtime;

-- The patients whom one answer shows whoever asks: one line for all of them. The caller waits until it is on disk before anything is
-- told, for all that wait at once (src/access/log-flush.ts), so that this commit need not wait by itself.
create or replace function app.record_looks(at timestamptz, request text, id uuid, patients uuid[]) returns void volatile language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into public.audit_event (organization_id, id, at, principal_id, role, kind, subject_type, subject_id, patient_ids, request_id)
    values (current_setting('app.organization')::uuid, id, at, current_setting('app.principal')::uuid, current_setting('app.role'), 'patients.seen',
      'answer', id, patients, request);
end $$;
grant execute on function app.record_looks to alongside_runtime;

-- The owner, as whom the sealer acts, reads events and appends seals. Not even the owner changes either.
create policy owner on audit_event for select to alongside_owner using (true);
create policy owner on audit_seal for select to alongside_owner using (true);
create policy owner_appends on audit_seal for insert to alongside_owner with check (true);
call app.open_to_owner('audit_head');
call app.open_to_owner('audit_horizon');

-- A line as bytes: its columns as a JSON array of texts, without a space; the list of patients last, where there is one. src/access/audit/audit-line.ts says the same in TypeScript, and
-- believes nothing that is computed here. JSON's way to write a time depends on no setting: ISO 8601, to the microsecond, here in UTC.
create or replace function app.audit_bytes(event public.audit_event) returns bytea stable parallel safe language sql return
  convert_to(array_to_json(array[
    event.organization_id::text, event.id::text, to_jsonb(event.at at time zone 'UTC') #>> '{}', event.principal_id::text, event.role,
    event.kind, event.subject_type, event.subject_id::text, event.patient_id::text, event.reason, event.request_id, event.xid::text
  ] || case when event.patient_ids is null then '{}' else array[event.patient_ids::text] end)::text, 'UTF8');

-- The hash of a line that follows another's: of that hash and the line.
create or replace function app.audit_hash(previous bytea, event public.audit_event) returns bytea stable parallel safe language sql return
  sha256(previous || app.audit_bytes(event));

-- Chains what was committed and is not sealed yet, about `most` lines at a time but never half a transaction. It answers
-- whether there may be more; where nothing is new it looks into one index and writes nothing.
--
-- A line may be chained when every transaction that began before its own has ended: nothing can then come in before it.
-- pg_snapshot_xmin is the oldest that has not ended. Each statement here must see what was committed before it, hence the check.
create or replace function app.seal_audit(most int) returns boolean security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  horizon public.audit_horizon;
  here bigint;
  begin_at xid8;
  end_before xid8;
  ended_below xid8;
  not_begun xid8;
  last_of_batch xid8;
  event record;
  head public.audit_head;
  seqs bigint[];
  events uuid[];
  hashes bytea[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise 'The audit log is sealed in a transaction that reads what is committed.';
  end if;
  -- Two sealers would chain the same line twice. The number is ours alone.
  perform pg_advisory_xact_lock(4215330018);
  select * into strict horizon from public.audit_horizon;
  select system_identifier into strict here from pg_control_system();
  ended_below := pg_snapshot_xmin(pg_current_snapshot());
  not_begun := pg_snapshot_xmax(pg_current_snapshot());

  if horizon.server = here then
    begin_at := horizon.sealed_below;
    select e.xid into last_of_batch from public.audit_event e
      where e.xid >= begin_at and e.xid < ended_below order by e.xid offset most - 1 limit 1;
    select e.xid into end_before from public.audit_event e
      where e.xid > last_of_batch and e.xid < ended_below order by e.xid limit 1;
    end_before := coalesce(end_before, ended_below);
  else
    -- The database was restored on another server, whose numbers began anew. All that was restored has ended, whatever its number.
    begin_at := '0';
    end_before := '18446744073709551615';
  end if;

  for event in
    select e.organization_id, e.id, app.audit_bytes(e) as bytes from public.audit_event e
    where e.xid >= begin_at and e.xid < end_before
      -- The offset keeps this a look into the index for each line: joined, all seals would be read each time.
      and not exists (select from public.audit_seal s where s.organization_id = e.organization_id and s.event_id = e.id offset 0)
    -- Of what was restored and what was written since, the restored comes first: its numbers were not given out here yet.
    order by e.organization_id, e.xid < not_begun, e.xid, e.id
  loop
    if head.organization_id is distinct from event.organization_id then
      insert into public.audit_seal (organization_id, seq, event_id, hash)
        select head.organization_id, s.seq, s.event_id, s.hash from unnest(seqs, events, hashes) as s(seq, event_id, hash);
      update public.audit_head h set seq = head.seq, hash = head.hash where h.organization_id = head.organization_id;
      seqs := '{}';
      events := '{}';
      hashes := '{}';
      select * into head from public.audit_head h where h.organization_id = event.organization_id;
      if not found then
        insert into public.audit_head values (event.organization_id, 0, sha256(convert_to(event.organization_id::text, 'UTF8')))
          returning * into head;
      end if;
    end if;
    head.seq := head.seq + 1;
    -- As app.audit_hash, whose lines the query above has made, all at once.
    head.hash := sha256(head.hash || event.bytes);
    seqs := seqs || head.seq;
    events := events || event.id;
    hashes := hashes || head.hash;
  end loop;
  -- Together: one by one, a line took twice as long.
  insert into public.audit_seal (organization_id, seq, event_id, hash)
    select head.organization_id, s.seq, s.event_id, s.hash from unnest(seqs, events, hashes) as s(seq, event_id, hash);
  update public.audit_head h set seq = head.seq, hash = head.hash where h.organization_id = head.organization_id;

  if head.organization_id is not null or last_of_batch is not null or horizon.server <> here then
    update public.audit_horizon set sealed_below = least(end_before, ended_below), server = here;
  end if;
  return last_of_batch is not null;
end $$;
grant execute on function app.seal_audit to alongside_runtime;
