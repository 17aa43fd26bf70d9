-- Failed pictures newest first, of one reason or, merged, of several, and still counted by reason.

create index image_indexing_failures on image_indexing (model_id, error_code, failed_at desc, image_id desc)
  where state = 'FAILED';
drop index image_indexing_failed;
