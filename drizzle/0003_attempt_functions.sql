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
--> statement-breakpoint
-- Whether a round's audience includes a person: no bloc named means every bloc.
create or replace function round_admits(p_round uuid, p_person uuid)
returns boolean
language sql stable
as $$
  select not exists (select from round_blocs b where b.round_id = p_round)
    or exists (
      select from round_blocs b join person_blocs m on m.bloc_id = b.bloc_id
      where b.round_id = p_round and m.person_id = p_person)
$$;
--> statement-breakpoint
-- The one prediction of a person in a round, editable while the round is open and until the person's first attempt is
-- closed. Locks the person's attempts of the round, so it cannot slip in beside a submit.
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
      and (a.state in ('submitted', 'expired') or (a.state = 'in-progress' and a.deadline_at <= v_now))
  ) then return 'locked'; end if;
  insert into predictions as p (round_id, person_id, value, updated_at) values (p_round, v_person.person_id, p_value, v_now)
  on conflict (round_id, person_id) do update set value = excluded.value, updated_at = excluded.updated_at;
  return 'saved';
end
$$;
--> statement-breakpoint
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
-- Whom a session stands for: a person of the roster, within idle and absolute limit, account not disabled; else no row.
create or replace function session_person(p_session text, p_now timestamptz)
returns table (person_id uuid, unit_id uuid, is_retired boolean)
language sql stable
as $$
  select p.id, p.unit_id, p.retired_at is not null
  from sessions s
  join accounts a on a.id = s.account_id
  join people p on p.id = a.person_id
  where s.id = p_session and s.expires_at > p_now and s.absolute_expires_at > p_now and a.disabled_at is null
$$;
--> statement-breakpoint
-- What grading needs of an attempt: its items with their responses, in order. No answer key: those the app knows by revision.
create or replace function settled_items(p_attempt uuid)
returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'position', i.position, 'revisionId', i.revision_id, 'points', i.points, 'response', r.response) order by i.position), '[]')
  from attempt_items i
  left join responses r on r.attempt_id = i.attempt_id and r.position = i.position
  where i.attempt_id = p_attempt
$$;
--> statement-breakpoint
-- Starts an attempt with a question set that the app has drawn. Whoever starts waits for the same person's other starts
-- in this round, so limits are counted on what is settled; the clock is read after that. The checks and their order are
-- those of mayStart (app/domain/contest/phase.ts); `stale-set`: the blueprint has changed since the app read it. Repeating a start of attempt `p_number` gives the attempt it made.
create or replace function start_attempt(
  p_session text,
  p_attempt uuid,
  p_round uuid,
  p_number integer,
  p_seed text,
  p_items jsonb,
  p_now timestamptz default null
)
returns table (outcome text, attempt_id uuid, refused_until timestamptz, per text)
language plpgsql
-- by index also where a table was empty when the connection planned
set enable_seqscan to off
as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_person record;
  v_round rounds;
  v_period_start timestamptz;
  v_period interval;
  v_found uuid;
  v_until timestamptz;
  v_number integer;
  v_used integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_round::text || a.person_id::text, 0))
    from sessions s join accounts a on a.id = s.account_id where s.id = p_session and a.person_id is not null;
  v_now := date_trunc('milliseconds', coalesce(p_now, clock_timestamp()));

  select * into v_person from session_person(p_session, v_now);
  if not found then outcome := 'no-session'; return next; return; end if;
  select r.* into v_round from rounds r where r.id = p_round for key share;
  if not found then outcome := 'not-found'; return next; return; end if;

  select a.id into v_found from attempts a where a.round_id = p_round and a.person_id = v_person.person_id and a.number = p_number;
  if found then outcome := 'started'; attempt_id := v_found; return next; return; end if;

  if v_person.is_retired or not round_admits(p_round, v_person.person_id) then outcome := 'not-in-audience'; return next; return; end if;
  if v_round.state = 'cancelled' then outcome := 'cancelled'; return next; return; end if;
  if v_round.state = 'draft' then outcome := 'not-open'; return next; return; end if;
  if v_now < v_round.opens_at then outcome := 'not-open'; refused_until := v_round.opens_at::timestamptz; return next; return; end if;
  if v_now >= v_round.closes_at then outcome := 'closed'; return next; return; end if;

  -- what the sweeper has not come to yet
  update attempts a set state = 'expired', submitted_at = a.deadline_at
  where a.round_id = p_round and a.person_id = v_person.person_id and a.state = 'in-progress'
    and a.deadline_at + (v_round.rules ->> 'graceSeconds')::integer * interval '1 second' <= v_now;

  select a.id into v_found from attempts a where a.round_id = p_round and a.person_id = v_person.person_id and a.state = 'in-progress';
  if found then outcome := 'open-attempt'; attempt_id := v_found; return next; return; end if;

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
    from attempts a where a.round_id = p_round and a.person_id = v_person.person_id;
  if v_used >= (v_round.rules -> 'attempts' ->> 'allowed')::integer then
    v_until := v_period_start + v_period;
    per := v_round.rules -> 'attempts' ->> 'per';
    outcome := 'no-attempts-left'; refused_until := case when v_until < v_round.closes_at then v_until end; return next; return;
  end if;
  if v_now < v_until then outcome := 'pause'; refused_until := v_until; return next; return; end if;

  if (select (coalesce(sum(l.count), 0), coalesce(sum(l.count * l.points), 0)) from blueprint_lines l where l.round_id = p_round)
    is distinct from (select (count(*), sum((i ->> 'points')::integer)) from jsonb_array_elements(p_items) i)
  then outcome := 'stale-set'; return next; return; end if;

  insert into attempts (id, round_id, person_id, unit_id, number, started_at, deadline_at, last_seen_at, seed)
  values (
    p_attempt, p_round, v_person.person_id, v_person.unit_id, v_number, v_now,
    least(v_now + (v_round.rules ->> 'minutes')::integer * interval '1 minute', v_round.closes_at),
    v_now, p_seed);
  insert into attempt_items (attempt_id, position, revision_id, choice_order, points)
  select p_attempt, i.position, i.revision_id, i.choice_order, i.points
  from jsonb_to_recordset(p_items) as i (position integer, revision_id uuid, choice_order jsonb, points integer);
  outcome := 'started';
  attempt_id := p_attempt;
  return next;
end
$$;
--> statement-breakpoint
-- Stores version 1 of the grades of closed attempts and takes these off the list of what is to be graded. A grade that
-- is there already stays. `p_grades` is a list of objects with the columns of `grades`.
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
    where a.id in (select (g ->> 'attempt_id')::uuid from jsonb_array_elements(p_grades) g)
      and a.state in ('submitted', 'expired')
    order by a.id for no key update) l;
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
-- Closes an attempt for its person and returns the settled responses, read after the lock: every save acknowledged
-- before is among them, every later one finds the attempt closed. Repeated, it returns the same. Within the grace the
-- finish time is the deadline; after it the attempt counts as expired. `p_epoch` null: whoever writes.
create or replace function submit_attempt(p_session text, p_attempt uuid, p_epoch integer, p_now timestamptz default null)
returns table (outcome text, state text, graded_at timestamptz, now_at timestamptz, several_scoring text, items jsonb)
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
    return query select 'no-session', null::text, null::timestamptz, v_now, null::text, null::jsonb;
    return;
  end if;
  if v_attempt.person_id is distinct from (select w.person_id from session_person(p_session, v_now) w) then
    return query select 'not-found', null::text, null::timestamptz, v_now, null::text, null::jsonb;
    return;
  end if;
  if v_attempt.state = 'in-progress' and p_epoch <> v_attempt.writer_epoch then
    return query select 'stale-writer', v_attempt.state, null::timestamptz, v_now, null::text, null::jsonb;
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
  return query select 'closed', v_attempt.state, v_attempt.graded_at::timestamptz, v_now, v_round.rules ->> 'severalScoring', settled_items(p_attempt);
end
$$;
--> statement-breakpoint
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
