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
