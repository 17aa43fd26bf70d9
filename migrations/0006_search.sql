-- Searches of several parts, what their results were found by, and what is kept of a photo.

alter table searches drop constraint searches_kind_check;
alter table searches add constraint searches_kind_check check (kind in ('IMAGE', 'TEXT', 'PRODUCT', 'COMPOSED'));
-- COMPOSED: its parts, so that they can be told and embedded again under another model
alter table searches add column parts jsonb;
-- a small WebP of the photo that was searched with
alter table searches add column thumbnail bytea;
-- how many results its first answer had, at most the page that was asked for
alter table searches add column result_count integer not null default 0;
create index searches_kind_created on searches (kind, created_at desc, id desc);
create index searches_found_nothing on searches (created_at desc, id desc) where result_count = 0;

-- Beside the score of each result: its ranks in the rankings that were fused, and the products folded into it.
-- [[by pictures, by words, by titles, [products]], …]; null where the order tells it.
alter table search_results add column details jsonb;

-- What titles, descriptions, brands and categories mean: a vector a product, in a table a model beside the pictures'
-- one. Models from before get theirs here, as their pictures' vectors are stored; later ones when they are registered.
do $$
declare
  model record;
begin
  for model in
    select models.id, format_type(a.atttypid, a.atttypmod) as type
    from models join pg_attribute a on a.attrelid = to_regclass('embeddings_' || models.id) and a.attname = 'v'
  loop
    execute format('create table product_embeddings_%s (
      product_id bigint primary key references products on delete cascade,
      v %s not null
    )', model.id, model.type);
    execute format('alter table product_embeddings_%s
      alter column v set storage plain, alter column v set statistics 0', model.id);
  end loop;
end $$;

-- Texts to embed. A row is there while there is work, and after it was given up; it is made where a product's texts
-- change.
create table text_indexing (
  model_id integer not null references models on delete cascade,
  product_id bigint not null references products on delete cascade,
  -- goes up with each change: what was embedded before it counts no more
  revision integer not null default 1,
  attempts integer not null default 0,
  lease_holder uuid,
  lease_until timestamptz,
  due_at timestamptz,
  -- the model refused it again and again: left alone until it changes
  given_up boolean not null default false,
  primary key (product_id, model_id)
);

create function products_become_text_work() returns trigger language plpgsql as $$
begin
  insert into text_indexing (model_id, product_id)
  select models.id, changed.id from changed, models where models.kept
  on conflict do nothing;
  return null;
end $$;
create trigger products_become_text_work after insert on products
  referencing new table as changed for each statement execute function products_become_text_work();

create function products_change_text_work() returns trigger language plpgsql as $$
begin
  insert into text_indexing (model_id, product_id)
  select models.id, new.id from models where models.kept
  on conflict (product_id, model_id) do update
    set revision = text_indexing.revision + 1, attempts = 0, lease_holder = null, lease_until = null, due_at = null,
      given_up = false;
  return null;
end $$;
-- a row at a time: most changes are of other columns, and cost a comparison
create trigger products_change_text_work after update of title, description, brand, category on products
  for each row when (
    (old.title, old.description, old.brand, old.category)
      is distinct from (new.title, new.description, new.brand, new.category)
  ) execute function products_change_text_work();

-- A model that becomes kept takes on every text there is.
create function models_take_on_texts() returns trigger language plpgsql as $$
begin
  insert into text_indexing (model_id, product_id) select new.id, id from products on conflict do nothing;
  return new;
end $$;
create trigger models_take_on_texts after insert on models
  for each row when (new.kept) execute function models_take_on_texts();
create trigger models_take_on_texts_again after update of kept on models
  for each row when (new.kept and not old.kept) execute function models_take_on_texts();

insert into text_indexing (model_id, product_id)
select models.id, products.id from models, products where models.kept;
