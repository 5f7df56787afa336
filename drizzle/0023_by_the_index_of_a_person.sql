-- Saves of many people at once; one row in, one row out (`nr` counts from 1). Locks the attempts in order of their ids,
-- then reads the clock, judges, logs and writes. With `p_wait` false a locked attempt is left out as `busy` instead of
-- holding up the rest. Key of a save is (attempt, epoch, sequence): repeated it gets its first outcome again, and a
-- different save under a used key comes from another writer. A row without a sequence is a ping: judged, not written.
-- `p_ages`: milliseconds since the edit; null (a form without JavaScript) is taken as typed in time, within the grace.
-- `p_bases`: the last sequence such a form knew of; when the log is ahead of it, another page has saved meanwhile.
create or replace function save_responses(
  p_sessions text[],
  p_attempts uuid[],
  p_epochs integer[],
  p_sequences bigint[],
  p_positions integer[],
  p_responses jsonb[],
  p_flags boolean[],
  p_ages integer[],
  p_bases bigint[],
  p_wait boolean,
  p_now timestamptz default null
)
returns table (nr integer, outcome text, state text, deadline_ms double precision, now_ms double precision)
language plpgsql
-- planned once per connection, for small and large batches alike, and by index also where a table was empty at that moment
set plan_cache_mode to force_generic_plan
set enable_seqscan to off
set jit to off
as $$
#variable_conflict use_column
declare
  v_locked uuid[];
  v_busy uuid[];
  v_now timestamptz;
begin
  if p_wait then
    select array_agg(a.id) into v_locked
    from (select distinct x.id from unnest(p_attempts) as x (id) order by x.id) g
    cross join lateral (select t.id from attempts t where t.id = g.id for no key update) a;
  else
    select array_agg(a.id) into v_locked
    from (select distinct x.id from unnest(p_attempts) as x (id) order by x.id) g
    cross join lateral (select t.id from attempts t where t.id = g.id for no key update skip locked) a;
    v_busy := array(select unnest(p_attempts) except select unnest(v_locked));
  end if;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));

  return query
  with given as (
    select * from unnest(p_sessions, p_attempts, p_epochs, p_sequences, p_positions, p_responses, p_flags, p_ages, p_bases)
      with ordinality as g (session_id, attempt_id, epoch, sequence, position, response, is_flagged, age_ms, base, nr)
  ),
  judged as materialized (
    select g.*, a.state, a.deadline_at, a.last_seen_at, a.deadline_at + r.grace as closes_at, w.idles, w.idle_until,
      case
        when w.person_id is null then 'no-session'
        when a.id is null then 'not-found'
        when a.id = any (v_busy) then 'busy'
        when a.state <> 'in-progress' then 'closed'
        when g.epoch < a.writer_epoch then 'stale-writer'
        when g.epoch > a.writer_epoch then 'not-found'
        when g.sequence is null then 'seen'
        when case when g.base is not null then
          g.base < (select max(b.sequence) from save_log b where b.attempt_id = a.id and b.writer_epoch = g.epoch) end then 'behind'
        when i.choice_order @> (g.response -> 'choiceIds') is not true then 'invalid'
        when v_now >= a.deadline_at + r.grace or v_now - g.age_ms * interval '1 millisecond' >= a.deadline_at then 'late'
        else 'saved'
      end as verdict
    from given g
    -- `offset 0`: look up row by row by primary key, whatever the planner believes about tables it has not analysed
    left join lateral (
      select k.person_id, least(v_now + interval '4 hours', s.absolute_expires_at) as idle_until,
        s.expires_at < least(v_now + interval '3 hours 55 minutes', s.absolute_expires_at) as idles
      from sessions s join accounts k on k.id = s.account_id
      where s.id = g.session_id and s.expires_at > v_now and s.absolute_expires_at > v_now and k.disabled_at is null offset 0) w on true
    left join lateral (
      select t.id, t.round_id, t.state, t.deadline_at, t.last_seen_at, t.writer_epoch from attempts t
      where t.id = g.attempt_id and t.person_id = w.person_id offset 0) a on true
    left join lateral (
      select (t.rules ->> 'graceSeconds')::integer * interval '1 second' as grace from rounds t where t.id = a.round_id offset 0) r on true
    left join lateral (
      select t.choice_order from attempt_items t where t.attempt_id = a.id and t.position = g.position offset 0) i on true
  ),
  logged as (
    insert into save_log as s (attempt_id, writer_epoch, sequence, position, response, is_flagged, outcome, received_at)
    select distinct on (j.attempt_id, j.epoch, j.sequence)
      j.attempt_id, j.epoch, j.sequence, j.position, j.response, j.is_flagged, j.verdict, v_now
    from judged j
    where j.sequence is not null and j.verdict in ('saved', 'late', 'stale-writer', 'closed', 'invalid')
    order by j.attempt_id, j.epoch, j.sequence, j.nr
    on conflict do nothing
    returning s.*
  ),
  written as (
    insert into responses as c (attempt_id, position, response, is_flagged, writer_epoch, sequence, saved_at)
    select distinct on (n.attempt_id, n.position)
      n.attempt_id, n.position, n.response, n.is_flagged, n.writer_epoch, n.sequence, n.received_at
    from logged n
    where n.outcome = 'saved'
    order by n.attempt_id, n.position, n.sequence desc
    on conflict (attempt_id, position) do update
      set response = excluded.response, is_flagged = excluded.is_flagged, writer_epoch = excluded.writer_epoch,
        sequence = excluded.sequence, saved_at = excluded.saved_at
      where (c.writer_epoch, c.sequence) < (excluded.writer_epoch, excluded.sequence)
  ),
  seen as (
    update attempts a set last_seen_at = v_now
    where a.id in (select j.attempt_id from judged j where j.verdict in ('saved', 'seen') and j.last_seen_at < v_now - interval '15 seconds')
  ),
  -- saves are activity: the idle limit of app/http/session.server.ts (4 h) begins again, written at most every 5 minutes
  slid as (
    update sessions s set expires_at = d.idle_until
    from (
      select k.id, j.idle_until from judged j join sessions k on k.id = j.session_id
      where j.idles and j.verdict in ('saved', 'seen')
      order by k.id for update of k skip locked) d
    where s.id = d.id
  )
  select j.nr::integer,
    case
      when j.sequence is null or j.verdict in ('no-session', 'not-found', 'busy') then j.verdict
      when n.sequence is not null then
        case when n.position = j.position and n.response = j.response and n.is_flagged = j.is_flagged then n.outcome else 'stale-writer' end
      else coalesce((
        select case when e.position = j.position and e.response = j.response and e.is_flagged = j.is_flagged then e.outcome end
        from save_log e where e.attempt_id = j.attempt_id and e.writer_epoch = j.epoch and e.sequence = j.sequence), 'stale-writer')
    end,
    case when j.state = 'in-progress' and v_now >= j.closes_at then 'expired' else j.state end,
    (extract(epoch from j.deadline_at) * 1000)::double precision,
    (extract(epoch from v_now) * 1000)::double precision
  from judged j
  left join logged n on n.attempt_id = j.attempt_id and n.writer_epoch = j.epoch and n.sequence = j.sequence
  order by j.nr;
end
$$;
--> statement-breakpoint
-- Starts an attempt with a question set that the app has drawn. Whoever starts waits for the same person's other starts
-- in this round, so limits are counted on what is settled, for a merge, a transfer or a deletion of the person, and for a
-- change of the round; the clock is read after all three.
-- The checks and their order are those of mayStart (app/domain/contest/phase.ts); `stale-set`: the set is empty, or drawn
-- from another version of the round (`p_round_version`, its xmin: whoever changes rules or blueprint writes the round) than
-- the one that holds now; the app keeps one for two seconds. Repeating a start of attempt `p_number` gives the attempt it
-- made: as `started` the very same request (same session, seconds ago, nothing saved, nobody took over), else as
-- `started-before`, which does not make the asking browser its writer.
create or replace function start_attempt(
  p_session text,
  p_attempt uuid,
  p_round uuid,
  p_number integer,
  p_seed text,
  p_items jsonb,
  p_round_version text,
  p_now timestamptz default null
)
returns table (outcome text, attempt_id uuid, refused_until timestamptz, per text)
language plpgsql
-- by index also where a table was empty when the connection planned
set enable_seqscan to off
-- PostgreSQL before 18 prices a scan that is off at 10^10, at which it would compile the statement
set jit to off
as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_person record;
  v_round record;
  v_own attempts[];
  v_period_start timestamptz;
  v_period interval;
  v_found uuid;
  v_is_over boolean;
  v_until timestamptz;
  v_number integer;
  v_used integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_round::text || a.person_id::text, 0))
    from sessions s join accounts a on a.id = s.account_id where s.id = p_session and a.person_id is not null;
  perform from people p
    where p.id = (select a.person_id from sessions s join accounts a on a.id = s.account_id where s.id = p_session) for key share;
  select r.*, r.xmin::text as version into v_round from rounds r where r.id = p_round for key share;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));

  select * into v_person from session_person(p_session, v_now);
  if not found then outcome := 'no-session'; return next; return; end if;
  if v_round.id is null then outcome := 'not-found'; return next; return; end if;

  -- `offset 0`: by the person's index; planned when nobody was sitting, it went by the round's, through all who sit
  select array_agg(o) into v_own from (select t.* from attempts t where t.person_id = v_person.person_id offset 0) o where o.round_id = p_round;

  select a.id, case when a.state = 'in-progress' and a.started_by = p_session and a.writer_epoch = 1 and v_now < a.started_at + interval '60 seconds'
        and not exists (select from save_log s where s.attempt_id = a.id) then 'started' else 'started-before' end
    into v_found, outcome
    from unnest(v_own) a where a.number = p_number;
  if found then attempt_id := v_found; return next; return; end if;

  if v_person.is_retired or not round_admits(p_round, v_person.person_id) then outcome := 'not-in-audience'; return next; return; end if;
  if v_round.state = 'cancelled' then outcome := 'cancelled'; return next; return; end if;
  if v_round.state = 'draft' then outcome := 'not-open'; return next; return; end if;
  if v_now < v_round.opens_at then outcome := 'not-open'; refused_until := v_round.opens_at::timestamptz; return next; return; end if;
  if v_now >= v_round.closes_at then outcome := 'closed'; return next; return; end if;

  select a.id, a.deadline_at + (v_round.rules ->> 'graceSeconds')::integer * interval '1 second' <= v_now into v_found, v_is_over
    from unnest(v_own) a where a.state = 'in-progress';
  if v_is_over then
    -- what the sweeper has not come to yet
    update attempts a set state = 'expired', submitted_at = a.deadline_at
    where a.id = v_found and a.state = 'in-progress' and a.deadline_at + (v_round.rules ->> 'graceSeconds')::integer * interval '1 second' <= v_now;
    v_is_over := found;
  end if;
  if not v_is_over then outcome := 'open-attempt'; attempt_id := v_found; return next; return; end if;

  if v_round.rules -> 'attempts' ->> 'per' <> 'round' then
    -- days and weeks of Vietnam, UTC+7 all the year, whatever the server's zone files say
    v_period_start := date_trunc(v_round.rules -> 'attempts' ->> 'per', v_now at time zone interval '7 hours') at time zone interval '7 hours';
    v_period := case v_round.rules -> 'attempts' ->> 'per' when 'day' then interval '1 day' else interval '7 days' end;
  end if;
  select coalesce(max(a.number), 0) + 1,
         count(*) filter (where a.state <> 'void' and (v_period_start is null or a.started_at >= v_period_start)),
         max(coalesce(a.submitted_at, a.deadline_at)) filter (where a.state <> 'void')
           + (v_round.rules -> 'attempts' ->> 'pauseMinutes')::integer * interval '1 minute'
    into v_number, v_used, v_until
    from unnest(v_own) a;
  if v_used >= (v_round.rules -> 'attempts' ->> 'allowed')::integer then
    v_until := v_period_start + v_period;
    per := v_round.rules -> 'attempts' ->> 'per';
    outcome := 'no-attempts-left'; refused_until := case when v_until < v_round.closes_at then v_until end; return next; return;
  end if;
  if v_now < v_until then outcome := 'pause'; refused_until := v_until; return next; return; end if;

  if v_round.version is distinct from p_round_version or jsonb_array_length(p_items) = 0 then
    outcome := 'stale-set'; return next; return;
  end if;

  insert into attempts (id, round_id, person_id, unit_id, number, started_at, deadline_at, last_seen_at, seed, started_by)
  values (
    p_attempt, p_round, v_person.person_id, v_person.unit_id, v_number, v_now,
    least(v_now + (v_round.rules ->> 'minutes')::integer * interval '1 minute', v_round.closes_at),
    v_now, p_seed, p_session);
  insert into attempt_items (attempt_id, position, revision_id, choice_order, points)
  select p_attempt, i.position, i.revision_id, i.choice_order, i.points
  from jsonb_to_recordset(p_items) as i (position integer, revision_id uuid, choice_order jsonb, points integer);
  outcome := 'started';
  attempt_id := p_attempt;
  return next;
end
$$;
--> statement-breakpoint
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
--> statement-breakpoint
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
--> statement-breakpoint
-- The one prediction of a person in a round, editable while the round is open and until the person's first attempt is
-- closed, and not again after a reopening. Waits for a merge, a transfer or a deletion of the person, then locks the
-- person's attempts of the round, so it cannot slip in beside a submit.
create or replace function save_prediction(p_session text, p_round uuid, p_value integer, p_now timestamptz default null)
returns text
language plpgsql
set enable_seqscan to off
set jit to off
as $$
declare
  v_now timestamptz;
  v_asking uuid;
  v_person record;
  v_round rounds;
begin
  select k.person_id into v_asking from sessions s join accounts k on k.id = s.account_id where s.id = p_session;
  perform from people p where p.id = v_asking for key share;
  -- `offset 0`: by the person's index, whatever the planner believes about a round that nobody has started yet
  perform from attempts a
    where a.id in (select o.id from (select t.id, t.round_id from attempts t where t.person_id = v_asking offset 0) o where o.round_id = p_round)
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
    select from (select t.* from attempts t where t.person_id = v_person.person_id offset 0) a
    where a.round_id = p_round
      and (a.state in ('submitted', 'expired') or (a.state = 'in-progress' and (a.reopened_at is not null or a.deadline_at <= v_now)))
  ) then return 'locked'; end if;
  insert into predictions as p (round_id, person_id, value, updated_at) values (p_round, v_person.person_id, p_value, v_now)
  on conflict (round_id, person_id) do update set value = excluded.value, updated_at = excluded.updated_at;
  return 'saved';
end
$$;
