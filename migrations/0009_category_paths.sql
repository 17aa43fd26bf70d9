-- Categories are looked for by their beginning too, which the database's own order of letters does not serve.
drop index products_category;
create index products_category on products (category text_pattern_ops);
