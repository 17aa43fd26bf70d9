-- Whether anything is pending is asked about every second while searches come: of a million pictures that are all
-- indexed it took reading them all. Those outside of runs have an index of their own.
create index image_indexing_pending_in_run on image_indexing (model_id)
  where state = 'PENDING' and job_id is not null;
