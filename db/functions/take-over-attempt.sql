-- The asking session becomes the one writer of its person's open attempt: the epoch grows, older writers get 409.
create or replace function take_over_attempt(p_session text, p_attempt uuid, p_now timestamptz default null)
returns table (outcome text, writer_epoch integer)
language plpgsql
as $$
#variable_conflict use_column
declare
  v_attempt attempts;
  v_now timestamptz;
begin
  select a.* into v_attempt from attempts a where a.id = p_attempt for no key update;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));
  if not exists (select from session_person(p_session, v_now)) then
    return query select 'no-session', null::integer;
  elsif v_attempt.person_id is distinct from (select w.person_id from session_person(p_session, v_now) w) then
    return query select 'not-found', null::integer;
  elsif v_attempt.state <> 'in-progress' then
    return query select 'closed', v_attempt.writer_epoch;
  else
    return query
    update attempts a set writer_epoch = a.writer_epoch + 1, last_seen_at = v_now
    where a.id = p_attempt
    returning 'taken-over', a.writer_epoch;
  end if;
end
$$;
