-- Searches as a list that people look through: newest first, by kind, those that found nothing.

-- those from before it was counted
update searches set result_count = coalesce(
  (select cardinality(product_ids) from search_results where search_id = searches.id order by created_at limit 1), 0
) where result_count = 0;

alter table searches add column found_nothing boolean not null generated always as (result_count = 0) stored;
drop index searches_kind_created;
drop index searches_found_nothing;
create index searches_history on searches (kind, found_nothing, created_at desc, id desc);
