/**
 * Searches and their first pages. Losing the last moments' searches in a crash is no loss, so the transaction does
 * not wait for the disk.
 */
export const rememberSearches = `with quick as materialized (
    select set_config('synchronous_commit', 'off', true)
  ), given as (
    select given.* from quick, unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::integer[], $6::bytea[],
      $7::real[], $8::real[], $9::real[], $10::timestamptz[], $11::integer[], $12::jsonb[],
      $13::text[], $14::text[], $15::boolean[], $16::text[], $17::text[], $18::text[], $19::jsonb[]
    ) as given (id, kind, text, product_id, model_id, vector, embed_ms, search_ms, total_ms, created_at, result_count,
      parts, variant, plan, complete, product_ids, image_ids, scores, details)
  ), asked as (
    insert into searches
      (id, kind, text, product_id, model_id, vector, embed_ms, search_ms, total_ms, created_at, result_count,
       parts)
    select id, kind, text, product_id, model_id, vector, embed_ms, search_ms, total_ms, created_at, result_count,
      parts
    from given
    on conflict (id) do nothing
  )
  insert into search_results (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  select id, variant, plan, complete, product_ids::bigint[], image_ids::bigint[], scores::real[], details
  from given
  on conflict (search_id, variant) do nothing`;

/** A first page under another filter; where somebody was first, theirs stays. */
export const addRanking = `insert into search_results
    (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  values ($1::uuid, $2, $3, $4::boolean, $5::bigint[], $6::bigint[], $7::real[], $8::jsonb)
  on conflict (search_id, variant) do nothing
  returning variant`;

/** A whole answer in the place of its first page; where somebody completed it before, theirs stays. */
export const completeRanking = `insert into search_results
    (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  values ($1::uuid, $2, $3, $4::boolean, $5::bigint[], $6::bigint[], $7::real[], $8::jsonb)
  on conflict (search_id, variant) do update
    set plan = excluded.plan, complete = excluded.complete, product_ids = excluded.product_ids,
      image_ids = excluded.image_ids, scores = excluded.scores, details = excluded.details
    where not search_results.complete
  returning variant`;
