-- Closes an attempt for its person and returns the settled responses, read after the lock: every save acknowledged
-- before is among them, every later one finds the attempt closed. Repeated, it returns the same. Within the grace the
-- finish time is the deadline; after it the attempt counts as expired. `p_epoch` null: whoever writes.
create or replace function submit_attempt(p_session text, p_attempt uuid, p_epoch integer, p_now timestamptz default null)
returns table (outcome text, state text, epoch integer, graded_at timestamptz, now_at timestamptz, several_scoring text, items jsonb)
language plpgsql
-- by index also where a table was empty when the connection planned
set enable_seqscan to off
set jit to off
as $$
#variable_conflict use_column
declare
  v_attempt attempts;
  v_round rounds;
  v_now timestamptz;
begin
  select a.* into v_attempt from attempts a where a.id = p_attempt for no key update;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));
  if not exists (select from session_person(p_session, v_now)) then
    return query select 'no-session', null::text, null::integer, null::timestamptz, v_now, null::text, null::jsonb;
    return;
  end if;
  if v_attempt.person_id is distinct from (select w.person_id from session_person(p_session, v_now) w) then
    return query select 'not-found', null::text, null::integer, null::timestamptz, v_now, null::text, null::jsonb;
    return;
  end if;
  if v_attempt.state = 'in-progress' and p_epoch <> v_attempt.writer_epoch then
    return query select 'stale-writer', v_attempt.state, null::integer, null::timestamptz, v_now, null::text, null::jsonb;
    return;
  end if;

  select r.* into v_round from rounds r where r.id = v_attempt.round_id;
  if v_attempt.state = 'in-progress' then
    update attempts a
    set state = case
          when v_now >= v_attempt.deadline_at + (v_round.rules ->> 'graceSeconds')::integer * interval '1 second' then 'expired'
          else 'submitted' end,
        submitted_at = least(v_now, v_attempt.deadline_at),
        last_seen_at = v_now
    where a.id = p_attempt
    returning a.* into v_attempt;
  end if;
  return query select 'closed', v_attempt.state, v_attempt.writer_epoch, v_attempt.graded_at::timestamptz, v_now, v_round.rules ->> 'severalScoring', settled_items(p_attempt);
end
$$;
