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

  if v_person.is_retired then
    if v_round.state = 'ready' and v_now < v_round.closes_at then
      outcome := 'off-roster'; select p.retired_at::timestamptz into refused_until from people p where p.id = v_person.person_id; return next; return;
    end if;
  elsif not round_admits(p_round, v_person.person_id) then
    outcome := 'not-in-audience'; return next; return;
  end if;
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
