-- Assessments. Written once; only that one was made by mistake is said later, by a clinician of the care team.
call app.open_to_reach('assessment', app.bit('ASSESSMENT'));
call app.open_to_owner('assessment');
create policy retract on assessment as restrictive for update to alongside_runtime using ((select current_setting('app.role') = 'CLINICIAN'));
grant select, insert, update (version, entered_in_error_at, entered_in_error_reason) on assessment to alongside_runtime;

call app.open_to_reach('assessment_identifier', app.bit('ASSESSMENT'));
grant select, insert on assessment_identifier to alongside_runtime;

-- A band by sex tells the sex: for those who may see both. Nobody writes it but the triggers below.
call app.open_to_reach('assessment_sex_band', app.bit('ASSESSMENT'));
call app.close_beside('assessment_sex_band', 'identity', app.bit('IDENTITY')::text);
call app.open_to_owner('assessment_sex_band');
grant select on assessment_sex_band to alongside_runtime;

-- The database looks at the sex on record, whether or not whoever records the score may see it.
create policy cut on patient_identity to alongside_owner using (true);

-- AUDIT-C is positive from 3 for women and from 4 for men; the total whose cut depends on sex is 3. Where the sex is neither, or is not on
-- record, there is no band. Whoever corrects the sex at the same moment waits for the row, or is waited for.
create or replace function app.keep_sex_band() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  sex text;
begin
  select i.sex into sex from public.patient_identity i
    where i.organization_id = new.organization_id and i.id = new.patient_id for share;
  if sex in ('FEMALE', 'MALE') then
    insert into public.assessment_sex_band (organization_id, id, patient_id, band)
    values (new.organization_id, new.id, new.patient_id, app.band_of_sex(sex));
  end if;
  return null;
end $$;
create or replace trigger keep_sex_band after insert on assessment
  for each row when ('CUT_DEPENDS_ON_SEX' = any(new.flags)) execute function app.keep_sex_band();

create or replace function app.band_of_sex(sex text) returns text immutable language sql return
  case sex when 'FEMALE' then 'POSITIVE' when 'MALE' then 'NEGATIVE' end;

-- A sex that is corrected, or recorded later, corrects the bands that followed from it (docs/decisions/0016-assessments.md).
create or replace function app.correct_sex_bands() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.assessment_sex_band b where b.organization_id = new.organization_id and b.patient_id = new.patient_id;
  insert into public.assessment_sex_band (organization_id, id, patient_id, band)
    select a.organization_id, a.id, a.patient_id, app.band_of_sex(new.sex) from public.assessment a
    where a.organization_id = new.organization_id and a.patient_id = new.patient_id and 'CUT_DEPENDS_ON_SEX' = any(a.flags)
      and new.sex in ('FEMALE', 'MALE');
  return null;
end $$;
create or replace trigger correct_sex_bands after update of sex on patient_identity
  for each row when (new.sex is distinct from old.sex) execute function app.correct_sex_bands();

-- Item 9 of the PHQ-9 above zero is a matter for today: it waits for nobody's consent and for no reader of scores.
create or replace function app.follow_self_harm_item() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.open_follow_up(new.organization_id, new.patient_id, 'ASSESSMENT', 'URGENT_SAFETY_CALL', true, new.id);
  return null;
end $$;
create or replace trigger follow_self_harm_item after insert on assessment
  for each row when ('SELF_HARM_ITEM' = any(new.flags)) execute function app.follow_self_harm_item();
