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
