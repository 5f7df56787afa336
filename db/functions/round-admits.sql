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
