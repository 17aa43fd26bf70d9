-- The models whose vectors are kept, and where each picture stands under each of them. The vectors themselves
-- lie in a table a model, embeddings_<id>, made when the model is first seen.

create table models (
  id integer generated always as identity primary key,
  name text not null,
  version text not null,
  -- sha256 over everything that decides a vector: weights, tokenizer, preprocessing
  fingerprint text not null unique,
  dimensions integer not null check (dimensions between 1 and 2000),
  active boolean not null default false,
  -- new pictures are embedded under every model that is kept up
  kept boolean not null default true,
  created_at timestamptz not null default now()
);
create unique index models_one_active on models ((true)) where active;

create table image_indexing (
  model_id integer not null references models on delete cascade,
  image_id bigint not null references product_images on delete cascade,
  product_id bigint not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'INDEXED', 'FAILED')),
  -- 1: a main picture, or the next one where the main one failed; these go first
  rank integer not null,
  attempts integer not null default 0,
  -- who works on it, and until when; a lease that has run out is free again
  lease_holder uuid,
  lease_until timestamptz,
  -- a retry is not due before
  due_at timestamptz,
  error_code text,
  error_message text,
  error_retryable boolean,
  failed_at timestamptz,
  indexed_at timestamptz,
  primary key (model_id, image_id)
);
create index image_indexing_pending on image_indexing (model_id, rank, image_id) where state = 'PENDING';
create index image_indexing_failed on image_indexing (model_id, error_code) where state = 'FAILED';
create index image_indexing_product on image_indexing (product_id);
create index image_indexing_image on image_indexing (image_id);

-- Nothing is enqueued by hand, so nothing can be forgotten: a picture becomes work where it becomes a row.
create function product_images_become_work() returns trigger language plpgsql as $$
begin
  insert into image_indexing (model_id, image_id, product_id, rank)
  select models.id, new.id, new.product_id, new.position from models where models.kept;
  return new;
end $$;
create trigger product_images_become_work after insert on product_images
  for each row execute function product_images_become_work();

create function product_images_keep_rank() returns trigger language plpgsql as $$
begin
  update image_indexing set rank = new.position where image_id = new.id and state = 'PENDING';
  return new;
end $$;
create trigger product_images_keep_rank after update of position on product_images
  for each row when (old.position is distinct from new.position) execute function product_images_keep_rank();

-- A model that becomes kept takes on every picture there is.
create function models_take_on_work() returns trigger language plpgsql as $$
begin
  insert into image_indexing (model_id, image_id, product_id, rank)
  select new.id, i.id, i.product_id, i.position from product_images i
  on conflict do nothing;
  return new;
end $$;
create trigger models_take_on_work after insert on models
  for each row when (new.kept) execute function models_take_on_work();
create trigger models_take_on_work_again after update of kept on models
  for each row when (new.kept and not old.kept) execute function models_take_on_work();
