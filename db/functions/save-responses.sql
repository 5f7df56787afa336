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
