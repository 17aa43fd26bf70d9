-- nearest by index
with taken as materialized (
    select e.product_id, e.image_id, -(e.v <#> $1::vector(64)) as score
    from "embeddings_1" e
    where (select set_config('hnsw.ef_search', '100', true)
      || set_config('hnsw.iterative_scan', 'relaxed_order', true)
      || set_config('hnsw.max_scan_tuples', '20000', true)
      || set_config('hnsw.scan_mem_multiplier', '4', true)) is not null
    and e.product_id <> all($2::bigint[])
    order by e.v::halfvec(64) <#> $3::vector(64)::halfvec(64)
    limit 100
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $4;

-- nearest by index, filtered
with taken as materialized (
    select e.product_id, e.image_id, -(e.v <#> $1::vector(64)) as score
    from "embeddings_1" e
    where (select set_config('hnsw.ef_search', '100', true)
      || set_config('hnsw.iterative_scan', 'relaxed_order', true)
      || set_config('hnsw.max_scan_tuples', '20000', true)
      || set_config('hnsw.scan_mem_multiplier', '4', true)) is not null
    and e.product_id <> all($2::bigint[])
    and (select (products.price_amount <= $3::numeric) from products where products.id = e.product_id)
    order by e.v::halfvec(64) <#> $4::vector(64)::halfvec(64)
    limit 100
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $5;

-- nearest by scan
with taken as materialized (
    select e.product_id, e.image_id, -(e.v <#> $1::vector(64)) as score
    from "embeddings_1" e
    where e.product_id <> all($2::bigint[])
    order by e.v <#> $3::vector(64)
    limit 100
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $4;

-- nearest by scan, filtered
with taken as materialized (
    select e.product_id, e.image_id, -(e.v <#> $1::vector(64)) as score
    from products join "embeddings_1" e on e.product_id = products.id
    where e.product_id <> all($2::bigint[]) and (products.price_amount <= $3::numeric)
    order by e.v <#> $4::vector(64)
    limit 100
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $5;

-- nearest by scan, all
with taken as materialized (
    select e.product_id, e.image_id, -(e.v <#> $1::vector(64)) as score
    from "embeddings_1" e
    where e.product_id <> all($2::bigint[])
    order by e.v <#> $3::vector(64)
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $4;

-- by words
select products.id from products
    where (products.words @@ (case when numnode(to_tsquery('english'::regconfig, $1)) = 0 then to_tsquery('english'::regconfig, $2) else to_tsquery('english'::regconfig, $3) || (to_tsquery('english'::regconfig, $4) && to_tsquery('simple'::regconfig, $5)) end)) and (products.price_amount <= $6::numeric)
    order by (ts_rank(products.words, (case when numnode(to_tsquery('english'::regconfig, $7)) = 0 then to_tsquery('english'::regconfig, $8) else to_tsquery('english'::regconfig, $9) || (to_tsquery('english'::regconfig, $10) && to_tsquery('simple'::regconfig, $11)) end)))::float8 desc, products.id limit $12;

-- remember a search
with quick as materialized (
    select set_config('synchronous_commit', 'off', true)
  ), asked as (
    insert into searches
      (id, kind, text, product_id, model_id, vector, embed_ms, search_ms, total_ms, created_at, result_count)
    select $1::uuid, $2, $3, $4::bigint, $5::integer, $6::bytea, $7::real, $8::real, $9::real, $10::timestamptz,
      $18::integer
    from quick
    returning id
  )
  insert into search_results (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  select id, $11, $12, $13::boolean, $14::bigint[], $15::bigint[], $16::real[], $17::jsonb from asked;

-- add an answer
insert into search_results
    (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  values ($1::uuid, $2, $3, $4::boolean, $5::bigint[], $6::bigint[], $7::real[], $8::jsonb)
  on conflict (search_id, variant) do nothing
  returning variant;

-- complete an answer
insert into search_results
    (search_id, variant, plan, complete, product_ids, image_ids, scores, details)
  values ($1::uuid, $2, $3, $4::boolean, $5::bigint[], $6::bigint[], $7::real[], $8::jsonb)
  on conflict (search_id, variant) do update
    set plan = excluded.plan, complete = excluded.complete, product_ids = excluded.product_ids,
      image_ids = excluded.image_ids, scores = excluded.scores, details = excluded.details
    where not search_results.complete
  returning variant;
