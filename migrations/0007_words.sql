-- Words as people type them: codes first, names before descriptions, misspelt ones corrected.

-- externalId, sku, gtin and the like without case and separators, written with the row
alter table products add column codes text[] not null default '{}';
create index products_codes on products using gin (codes) with (fastupdate = off);

-- words of title, brand, category and externalId alone: where many products have a word, these are looked at first
create index products_names on products using gin (ts_filter(words, '{a,b}'));

-- unspaced scripts are in `words` now, as pairs of characters
drop index if exists products_trigrams;
alter table products drop column search_text;

-- The words of the catalogue's texts, without accents: what a misspelt word may have meant. It only grows.
create table catalog_words (
  word text collate "C" primary key
);
-- what has about as many letters and begins alike
create index catalog_words_alike on catalog_words (char_length(word), left(word, 1)) include (word);
