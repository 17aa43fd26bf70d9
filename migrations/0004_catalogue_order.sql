-- The orders of a product list that the first indexes don't serve. The title's beginning is enough to order by,
-- and keeps cursors short.
create index products_title on products ((left(lower(title), 80)), id);
drop index products_price;
create index products_price on products (price_amount, id);
create index products_price_descending on products (price_amount desc nulls last, id desc);
