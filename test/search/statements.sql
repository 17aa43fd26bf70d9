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
    and (select ((products.price_amount is not null and products.price_amount <= $3::numeric)) from products where products.id = e.product_id)
    order by e.v::halfvec(64) <#> $4::vector(64)::halfvec(64)
    limit 100
  ), best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from best order by score desc, product_id limit $5;

-- where vectors stand
select
    not exists (select from "embeddings_1") as pictures_empty,
    false as pictures_few,
    exists (select from image_indexing where model_id = $1 and state = 'PENDING' and job_id is null) or exists (select from image_indexing where model_id = $2 and state = 'PENDING' and job_id is not null) as pictures_pending,
    not exists (select from "product_embeddings_1") as titles_empty,
    not exists (select from "product_embeddings_1" offset 1999) as titles_few,
    exists (select from text_indexing where model_id = $3 and not given_up) as titles_pending;

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
    where e.product_id <> all($2::bigint[]) and ((products.price_amount is not null and products.price_amount <= $3::numeric))
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

-- nearest titles by index
with taken as materialized (
    select e.product_id, null::bigint as image_id, -(e.v <#> $1::vector(64)) as score
    from "product_embeddings_1" e
    where (select set_config('hnsw.ef_search', '100', true)
      || set_config('hnsw.iterative_scan', 'relaxed_order', true)
      || set_config('hnsw.max_scan_tuples', '20000', true)
      || set_config('hnsw.scan_mem_multiplier', '4', true)) is not null
    and e.product_id <> all($2::bigint[])
    order by e.v::halfvec(64) <#> $3::vector(64)::halfvec(64)
    limit 100
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from taken order by score desc, product_id limit $4;

-- nearest titles by scan, filtered
with taken as materialized (
    select e.product_id, null::bigint as image_id, -(e.v <#> $1::vector(64)) as score
    from products join "product_embeddings_1" e on e.product_id = products.id
    where e.product_id <> all($2::bigint[]) and ((products.price_amount is not null and products.price_amount <= $3::numeric))
    order by e.v <#> $4::vector(64)
    limit 100
  )
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from taken order by score desc, product_id limit $5;

-- by all words
with exact as (
    select products.id, (products.external_id = $1)::integer as score from products
    where products.codes @> $2::text[]
    order by 2 desc, 1 limit $3
  ), named as materialized (
    select products.id, products.words from products where ts_filter(products.words, '{a,b}') @@ (select $4::tsquery)
  ), anywhere as materialized (
    select products.id, products.words from products
    where products.words @@ (select $5::tsquery) and not ts_filter(products.words, '{a,b}') @@ (select $6::tsquery)
  ), candidate as (
    select id, words from named union all select id, words from anywhere limit 1000
  ), found as (
    select id, true as exact, true as titled, score, 0 as others from exact
    union all
    select id, false, length(ts_filter(words, '{a}')) = $7::integer and ts_filter(words, '{a}') @@ (select $8::tsquery), ($9::float8 * case when words @@ $10::tsquery then 0.4 + ts_rank(words, $11::tsquery) else 0 end + $12::float8 * greatest(case when words @@ $13::tsquery then 0.4 + ts_rank(words, $14::tsquery) else 0 end, 0.5 * case when words @@ $15::tsquery then 0.4 + ts_rank(words, $16::tsquery) else 0 end)), length(ts_filter(words, '{a}')) from candidate
    where id not in (select id from exact)
  )
  select id, exact from found order by exact desc, titled desc, score desc, others, id limit $17;

-- by some words, filtered
with "stage_0" as materialized (
    select products.id, products.words from products
    where products.words @@ (select $1::tsquery) and not products.words @@ $2::tsquery and ((products.price_amount is not null and products.price_amount <= $3::numeric))
  ), "stage_1" as materialized (
    select products.id, products.words from products
    where products.words @@ (select $4::tsquery) and not products.words @@ $5::tsquery and not products.words @@ $6::tsquery and ((products.price_amount is not null and products.price_amount <= $7::numeric))
  ), candidate as (
    select id, words from "stage_0" union all select id, words from "stage_1" limit 1000
  ), scored as (
    select id, ($8::float8 * case when words @@ $9::tsquery then 0.4 + ts_rank(words, $10::tsquery) else 0 end + $11::float8 * greatest(case when words @@ $12::tsquery then 0.4 + ts_rank(words, $13::tsquery) else 0 end, 0.5 * case when words @@ $14::tsquery then 0.4 + ts_rank(words, $15::tsquery) else 0 end)) as score, length(ts_filter(words, '{a}')) as others from candidate
  ), compared as (
    select *, max(score) over () as best from scored
  )
  select id from compared where score >= 0.4 * best
  order by score desc, others, id limit $16;

-- words as a language writes them
select word, plainto_tsquery('english'::regconfig, word)::text as query,
    tsvector_to_array(to_tsvector('english'::regconfig, word)) as lexemes
  from unnest($1::text[]) as word;

-- which words there are
select query from unnest($1::text[]) as query
  where (
    with holding as materialized (select from products where products.words @@ query::tsquery)
    select count(*) from (select from holding limit 1) as one
  ) > 0;

-- how frequent words are
with sampled as (
    select least(100, 100.0 * 250 * current_setting('block_size')::integer
      / greatest(1, pg_relation_size('products'))) as percent
  ), seen as (
    select word, ndoc from sampled, ts_stat(format(
      'select words from products tablesample system (%s) repeatable (1)', percent))
    where ndoc > 1
  )
  select percent::float8 / 100 as share,
    (select count(*) from products tablesample system ((select percent from sampled)) repeatable (1))::integer
      as products,
    (select array_agg(word) from seen) as lexemes, (select array_agg(ndoc) from seen) as counts
  from sampled;

-- words like another
(select word from catalog_words
    where char_length(word) = any($1::integer[]) and left(word, 1) = any($2::text[])
      and char_length(translate(word, $3, '')) <= $4::integer
      and char_length(translate($5, word, '')) <= $6::integer
    order by char_length(translate(word, $7, '')) + char_length(translate($8, word, '')), word
    limit 150) union (select word from catalog_words
    where word % $9 and char_length(word) = any($10::integer[])
    order by similarity(word, $11) desc, word limit 150);

-- products that are asked about
select id, external_id, (select vector_send("e"."v")
      from "embeddings_1" e join product_images i on i.id = e.image_id
      where e.product_id = products.id order by i.position limit 1) as vector from products
  where id = any($1::bigint[]) or external_id = any($2::text[]);

-- vectors of pictures
select image_id, vector_send("v") as vector from "embeddings_1"
  where image_id = any($1::bigint[]);

-- vectors of candidates
select e.product_id, vector_send("e"."v") as v
  from "embeddings_1" e where e.image_id = any($1::bigint[])
  union all
  select products.id, main.v from unnest($2::bigint[]) as products (id) cross join lateral (
    select vector_send("e"."v") as v from product_images i join "embeddings_1" e on e.image_id = i.id
    where i.product_id = products.id order by i.position limit 1
  ) main;

-- pictures at random
with range as (
    select min(image_id) as low, max(image_id) as high from "embeddings_1"
  ), places as materialized (
    select low + floor(random() * (high - low + 1))::bigint as place
    from range, generate_series(1, 20)
  ), chosen as (
    select distinct next.image_id from places cross join lateral (
      select image_id from "embeddings_1" where image_id >= place order by image_id limit 1
    ) next
  )
  select e.product_id, left(products.title, 200) as title, vector_send("e"."v") as v
  from (select image_id from chosen order by random() limit 10) chosen
  join "embeddings_1" e using (image_id) join products on products.id = e.product_id;

-- pictures, product by product
select e.image_id, e.product_id, i.media_hash
  from "embeddings_1" e join product_images i on i.id = e.image_id
  where e.product_id > $1::bigint order by e.product_id limit $2::integer;

-- pictures that are nearly the same
select asked.image_id, asked.product_id, near.image_id as other_image_id,
    near.product_id as other_product_id, near.score
  from "embeddings_1" asked cross join lateral (
    select e.image_id, e.product_id, -(e.v <#> asked.v) as score
    from "embeddings_1" e
    where (select set_config('hnsw.ef_search', '64', true)) is not null
      and e.product_id <> asked.product_id
    order by e.v::halfvec(64) <#> asked.v::halfvec(64)
    limit 32
  ) near
  where asked.image_id = any($1::bigint[]) and near.score >= $2::float8;

-- pictures of the same bytes
select asked.hash, same.image_id, same.product_id
  from unnest($1::bytea[]) as asked (hash) cross join lateral (
    select i.id as image_id, i.product_id
    from product_images i
    where i.media_hash = asked.hash and exists (select from "embeddings_1" e where e.image_id = i.id)
    order by i.product_id limit 32
  ) same;

-- searches, newest first
select found.* from unnest($1::text[]) as kinds (kind)
  cross join unnest($2::boolean[]) as outcomes (nothing)
  cross join lateral (
    select id, kind, text, embed_ms, search_ms, total_ms, created_at, result_count,
      thumbnail is not null as has_thumbnail, (extract(epoch from created_at) * 1000000)::bigint::text as at
    from searches
    where searches.kind = kinds.kind and searches.found_nothing = outcomes.nothing
      and created_at > now() - make_interval(days => $3::integer)
      and (created_at, id) < (timestamptz 'epoch' + $4::float8 * interval '1 microsecond', $5::uuid)
    order by created_at desc, id desc limit $6
  ) found
  order by found.created_at desc, found.id desc limit $6;

-- how many searches
select sum(counted.searches) as searches from unnest($1::text[]) as kinds (kind)
  cross join unnest($2::boolean[]) as outcomes (nothing)
  cross join lateral (
    select count(*) as searches from searches
    where searches.kind = kinds.kind and searches.found_nothing = outcomes.nothing
      and created_at > now() - make_interval(days => $3::integer)
  ) counted;

-- forget searches
delete from searches where id in (
    select id from searches
    where kind = any($1::text[]) and found_nothing = any('{true,false}')
      and created_at < now() limit 1000);

-- remember searches
with quick as materialized (
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
  on conflict (search_id, variant) do nothing;

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
