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

-- Texts to embed. A row is there while there is work; it is made where a product's texts change.
create table text_indexing (
  model_id integer not null references models on delete cascade,
  product_id bigint not null references products on delete cascade,
  -- goes up with each change: what was embedded before it counts no more
  revision integer not null default 1,
  attempts integer not null default 0,
  lease_holder uuid,
  lease_until timestamptz,
  due_at timestamptz,
  primary key (model_id, product_id)
);

create function products_become_text_work() returns trigger language plpgsql as $$
begin
  insert into text_indexing (model_id, product_id)
  select models.id, changed.id from changed, models where models.kept
  on conflict (model_id, product_id) do update
    set revision = text_indexing.revision + 1, attempts = 0, lease_holder = null, lease_until = null, due_at = null;
  return null;
end $$;
create trigger products_become_text_work after insert on products
  referencing new table as changed for each statement execute function products_become_text_work();

create function products_change_text_work() returns trigger language plpgsql as $$
begin
  insert into text_indexing (model_id, product_id)
  select models.id, new_rows.id from new_rows join old_rows on old_rows.id = new_rows.id, models
  where models.kept and (new_rows.title, new_rows.description, new_rows.brand, new_rows.category)
    is distinct from (old_rows.title, old_rows.description, old_rows.brand, old_rows.category)
  on conflict (model_id, product_id) do update
    set revision = text_indexing.revision + 1, attempts = 0, lease_holder = null, lease_until = null, due_at = null;
  return null;
end $$;
create trigger products_change_text_work after update on products
  referencing old table as old_rows new table as new_rows
  for each statement execute function products_change_text_work();

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
