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
