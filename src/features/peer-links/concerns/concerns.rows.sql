-- What a peer is worried about: for the staff, never for the patient, a mentor, an app or another system.
call app.open_to_reach('peer_concern', app.bit('PEER_SUPPORT'));
create policy within on peer_concern as restrictive to alongside_runtime
  using ((select current_setting('app.role') in ('CLINICIAN', 'PROGRAM_DIRECTOR')));
call app.open_to_owner('peer_concern');
grant select on peer_concern to alongside_runtime;

-- A mentor writes down a concern about somebody whom they walk alongside, and does not read it. Of an open link of their own, while they
-- see it. Whether it was written.
create or replace function app.raise_concern(id uuid, link uuid, sentence text, is_urgent boolean, raised_at timestamptz)
  returns boolean volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  insert into public.peer_concern (organization_id, id, patient_id, peer_link_id, peer_mentor_id, sentence, is_urgent, raised_at)
    select l.organization_id, raise_concern.id, l.patient_id, l.id, l.peer_mentor_id, raise_concern.sentence, raise_concern.is_urgent, raise_concern.raised_at
    from public.peer_link l
    where l.organization_id = current_setting('app.organization')::uuid and l.id = raise_concern.link
      and current_setting('app.role') = 'PEER_MENTOR' and l.peer_mentor_id = current_setting('app.principal')::uuid
      and l.patient_agreed_at is not null and l.status in ('PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED')
      and app.sight_of(l.patient_id) & app.bit('PEER_SUPPORT') <> 0;
  return found;
end $$;
grant execute on function app.raise_concern to alongside_runtime;
