-- Closes up to `p_limit` attempts whose deadline and grace are over; the finish time is the deadline. Any number of
-- sweepers may run: each takes what no one else has locked. Returns how many it closed.
create or replace function expire_attempts(p_limit integer, p_now timestamptz default null)
returns integer
language plpgsql
as $$
declare
  v_now timestamptz := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));
  v_count integer;
begin
  with due as (
    select a.id from attempts a join rounds r on r.id = a.round_id
    where a.state = 'in-progress' and a.deadline_at <= v_now
      and a.deadline_at + (r.rules ->> 'graceSeconds')::integer * interval '1 second' <= v_now
    order by a.id
    limit p_limit
    for no key update of a skip locked
  )
  update attempts a set state = 'expired', submitted_at = a.deadline_at from due where a.id = due.id;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
