drop function submit_attempt(text, uuid, integer, timestamptz);
--> statement-breakpoint
-- Closes an attempt for its person and returns the settled responses, read after the lock: every save acknowledged
-- before is among them, every later one finds the attempt closed. Repeated, it returns the same. Within the grace the
-- finish time is the deadline; after it the attempt counts as expired. `p_epoch` null: whoever writes.
create or replace function submit_attempt(p_session text, p_attempt uuid, p_epoch integer, p_now timestamptz default null)
returns table (outcome text, state text, epoch integer, graded_at timestamptz, now_at timestamptz, several_scoring text, items jsonb)
language plpgsql
-- by index also where a table was empty when the connection planned
set enable_seqscan to off
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
--> statement-breakpoint
-- Stores version 1 of the grades of closed attempts and takes these off the list of what is to be graded. A grade that
-- is there already stays; one of responses read before the attempt was reopened or had responses handed in (its writer
-- epoch has grown since) is dropped. `p_grades` is a list of objects with the columns of `grades` and the `epoch`.
create or replace function store_grades(p_grades jsonb, p_now timestamptz default null)
returns void
language plpgsql
as $$
declare
  v_closed uuid[];
  v_now timestamptz;
begin
  select array_agg(l.id) into v_closed from (
    select a.id from attempts a
    join jsonb_array_elements(p_grades) g on a.id = (g ->> 'attempt_id')::uuid and a.writer_epoch = (g ->> 'epoch')::integer
    where a.state in ('submitted', 'expired')
    order by a.id for no key update of a) l;
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
--> statement-breakpoint
-- The one prediction of a person in a round, editable while the round is open and until the person's first attempt is
-- closed, and not again after a reopening. Locks the person's attempts of the round, so it cannot slip in beside a submit.
create or replace function save_prediction(p_session text, p_round uuid, p_value integer, p_now timestamptz default null)
returns text
language plpgsql
as $$
declare
  v_now timestamptz;
  v_person record;
  v_round rounds;
begin
  perform from attempts a
    where a.round_id = p_round
      and a.person_id = (select k.person_id from sessions s join accounts k on k.id = s.account_id where s.id = p_session)
    order by a.id for no key update;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));
  select * into v_person from session_person(p_session, v_now);
  if not found then return 'no-session'; end if;
  select r.* into v_round from rounds r where r.id = p_round and r.state <> 'draft';
  if not found then return 'not-found'; end if;
  if v_person.is_retired or not round_admits(p_round, v_person.person_id) then return 'not-found'; end if;
  if v_round.rules ->> 'prediction' is null then return 'not-asked'; end if;
  if v_round.state <> 'ready' or v_now < v_round.opens_at or v_now >= v_round.closes_at then return 'not-open'; end if;
  if exists (
    select from attempts a
    where a.round_id = p_round and a.person_id = v_person.person_id
      and (a.state in ('submitted', 'expired') or (a.state = 'in-progress' and (a.reopened_at is not null or a.deadline_at <= v_now)))
  ) then return 'locked'; end if;
  insert into predictions as p (round_id, person_id, value, updated_at) values (p_round, v_person.person_id, p_value, v_now)
  on conflict (round_id, person_id) do update set value = excluded.value, updated_at = excluded.updated_at;
  return 'saved';
end
$$;
