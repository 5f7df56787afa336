-- Stores version 1 of the grades of closed attempts and takes these off the list of what is to be graded. A grade that
-- is there already stays; one of responses read before the attempt was reopened or had responses handed in (its writer
-- epoch has grown since) is dropped. `p_grades` is a list of objects with the columns of `grades` and the `epoch`.
create or replace function store_grades(p_grades jsonb, p_now timestamptz default null)
returns void
language plpgsql
set enable_seqscan to off
set jit to off
as $$
declare
  v_closed uuid[];
  v_now timestamptz;
begin
  select array_agg(l.id) into v_closed from (
    -- one by one, in the order of their ids: joined, the planner went through all attempts that are closed
    select a.id from (select e.* from jsonb_to_recordset(p_grades) as e (attempt_id uuid, epoch integer) order by e.attempt_id) g
    cross join lateral (
      select t.id from attempts t
      where t.id = g.attempt_id and t.writer_epoch = g.epoch and t.state in ('submitted', 'expired') for no key update) a) l;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));
  insert into grades (attempt_id, version, score, max_score, answered_count, correct_count, per_item, graded_at)
  select g.attempt_id, 1, g.score, g.max_score, g.answered_count, g.correct_count, g.per_item, v_now
  from jsonb_to_recordset(p_grades) as g (
    attempt_id uuid, score integer, max_score integer, answered_count integer, correct_count integer, per_item jsonb)
  where g.attempt_id = any (v_closed)
  on conflict do nothing;
  update attempts a set graded_at = v_now where a.id = any (v_closed) and a.graded_at is null;
end
$$;
