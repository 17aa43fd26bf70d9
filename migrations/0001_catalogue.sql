-- What is for sale, and its pictures.

create table products (
  id bigint generated always as identity primary key,
  external_id text not null unique,
  title text not null,
  description text,
  brand text,
  category text,
  price_amount numeric,
  price_currency text,
  url text,
  in_stock boolean not null default true,
  -- [{"name": …, "value": …}] in the shop's order; a name may come several times
  attributes jsonb not null default '[]',
  -- full text under CATALOG_LANGUAGE, written with the row
  words tsvector not null,
  -- title, brand, category, attributes, externalId in lower case, for substring search
  search_text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((price_amount is null) = (price_currency is null))
);
create index products_words on products using gin (words);
create index products_attributes on products using gin (attributes jsonb_path_ops);
create index products_category on products (category);
create index products_brand on products (brand);
create index products_price on products (price_amount);
create index products_created on products (created_at, id);

-- A picture's bytes, once, whoever shows them; the file lies under DATA_DIR by its hash.
create table media (
  hash bytea primary key, -- sha256 of the bytes
  format text not null,   -- jpeg png webp gif avif
  width integer not null,
  height integer not null,
  bytes bigint not null,
  created_at timestamptz not null default now()
);

-- A row is one picture and never becomes another: a new URL is a new row, so its vector is never stale.
create table product_images (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  position integer not null check (position >= 1),
  source_url text,                    -- null for an uploaded one
  media_hash bytea references media,  -- null until it is fetched
  created_at timestamptz not null default now(),
  check (source_url is not null or media_hash is not null),
  unique (product_id, position) deferrable initially deferred
);
create index product_images_media on product_images (media_hash);

-- Facts about this database that no setting holds, such as the language its words are in.
create table facts (
  name text primary key,
  value text not null
);
