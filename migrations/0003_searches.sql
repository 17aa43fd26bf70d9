-- Questions that were asked, so that they can be reopened and paged.

create table searches (
  id uuid primary key,
  kind text not null check (kind in ('IMAGE', 'TEXT', 'PRODUCT')),
  text text,                                          -- TEXT: the words
  product_id bigint,                                  -- PRODUCT: what it was like
  model_id integer references models on delete cascade, -- null for words alone
  vector bytea,                                       -- float32, little endian; null for words alone
  embed_ms real not null,
  search_ms real not null,
  total_ms real not null,
  created_at timestamptz not null default now()
);
create index searches_created on searches (created_at);

-- The ranked answer to a search under one filter and one set of options: page one when it was asked, up to
-- 1,000 once someone asks for more, never changed after that.
create table search_results (
  search_id uuid not null references searches on delete cascade,
  variant text not null,         -- hash of filter and options
  product_ids bigint[] not null,
  image_ids bigint[] not null,   -- the picture that matched best; 0 where words alone matched
  scores real[] not null,        -- empty where words alone matched
  plan text not null,
  complete boolean not null,
  created_at timestamptz not null default now(),
  primary key (search_id, variant)
);
