-- Whether a round's audience includes a person: of a bloc that is named (none named: every bloc), and in a unit that is named
-- or below one (none named: every unit), as the person's unit is now.
create or replace function round_admits(p_round uuid, p_person uuid)
returns boolean
language sql stable
as $$
  select (
      not exists (select from round_blocs b where b.round_id = p_round)
      or exists (
        select from round_blocs b join person_blocs m on m.bloc_id = b.bloc_id
        where b.round_id = p_round and m.person_id = p_person)
    ) and (
      not exists (select from round_units u where u.round_id = p_round)
      or exists (
        with recursive above as (
          select u.id, u.parent_id from people p join units u on u.id = p.unit_id where p.id = p_person
          union
          select u.id, u.parent_id from above a join units u on u.id = a.parent_id
        )
        select from above a join round_units r on r.unit_id = a.id where r.round_id = p_round)
    )
$$;
