-- Runs that a person asked for: brought up to date picture by picture, watched, paused, cancelled.

create table reindex_jobs (
  id bigint generated always as identity primary key,
  model_id integer not null references models on delete cascade,
  scope text not null check (scope in ('MISSING', 'FAILED', 'ALL', 'PRODUCTS')),
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'RUNNING', 'PAUSED', 'CANCELLED', 'SUCCEEDED', 'FAILED')),
  -- these change in the transactions that settle items
  total integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  -- since when it has been running without a pause: the rate counts from then
  running_since timestamptz,
  finished_at timestamptz,
  -- why the run as a whole could not go on
  error text
);
create index reindex_jobs_live on reindex_jobs (model_id, id) where state in ('QUEUED', 'RUNNING', 'PAUSED');
-- asked for again while it is going on, a run of the same kind is the same run
create unique index reindex_jobs_one_live on reindex_jobs (model_id, scope)
  where state in ('QUEUED', 'RUNNING', 'PAUSED') and scope <> 'PRODUCTS';

-- A picture of a run. Who works on it holds the lease of the picture's row in image_indexing, whichever run it is for.
create table reindex_items (
  job_id bigint not null references reindex_jobs on delete cascade,
  -- not a reference: an item outlives its picture, as SKIPPED
  image_id bigint not null,
  rank integer not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'SUCCEEDED', 'FAILED', 'SKIPPED')),
  -- a retry is not due before; null until the first attempt
  due_at timestamptz,
  error_code text,
  error_message text,
  error_retryable boolean,
  settled_at timestamptz,
  primary key (job_id, image_id)
);
create index reindex_items_waiting on reindex_items (job_id, rank, image_id) where state = 'WAITING';
create index reindex_items_waiting_image on reindex_items (image_id) where state = 'WAITING';
create index reindex_items_settled on reindex_items (job_id, settled_at) where settled_at is not null;
create index reindex_items_failed on reindex_items (job_id, settled_at, image_id) where state = 'FAILED';

-- A picture without a vector that a run has taken on: left to the run, so that what a person changes goes first and a
-- pause is one.
alter table image_indexing add column job_id bigint references reindex_jobs on delete set null;
create index image_indexing_job on image_indexing (job_id) where job_id is not null;
drop index image_indexing_pending;
create index image_indexing_pending on image_indexing (model_id, rank, image_id)
  where state = 'PENDING' and job_id is null;

-- A deleted picture has nothing left to do.
create function product_images_leave_jobs() returns trigger language plpgsql as $$
begin
  if not exists (
    select from gone join reindex_items i on i.image_id = gone.id where i.state = 'WAITING'
  ) then
    return null;
  end if;
  -- jobs before items, in one order, as everywhere
  perform from reindex_jobs j
  where j.state in ('QUEUED', 'RUNNING', 'PAUSED') and j.id in (
    select i.job_id from gone join reindex_items i on i.image_id = gone.id where i.state = 'WAITING'
  ) order by j.id for update;
  with skipped as (
    update reindex_items i set state = 'SKIPPED', settled_at = now()
    from gone, reindex_jobs j
    where i.image_id = gone.id and i.state = 'WAITING'
      and j.id = i.job_id and j.state in ('QUEUED', 'RUNNING', 'PAUSED')
    returning i.job_id
  ), counted as (select job_id, count(*) as items from skipped group by job_id)
  update reindex_jobs j
  set skipped = j.skipped + c.items,
    state = case when j.succeeded + j.failed + j.skipped + c.items >= j.total then 'SUCCEEDED' else j.state end,
    finished_at = case when j.succeeded + j.failed + j.skipped + c.items >= j.total then now() end
  from counted c where j.id = c.job_id;
  return null;
end $$;
create trigger product_images_leave_jobs after delete on product_images
  referencing old table as gone for each statement execute function product_images_leave_jobs();

-- A model that is no longer kept up is run by nobody: what was asked for under it can't go on.
create function models_end_jobs() returns trigger language plpgsql as $$
begin
  update reindex_jobs set state = 'FAILED', finished_at = now(),
    error = 'Another model was made the active one; ask again to reindex under that one.'
  where model_id = new.id and state in ('QUEUED', 'RUNNING', 'PAUSED');
  return new;
end $$;
create trigger models_end_jobs after update of kept on models
  for each row when (old.kept and not new.kept) execute function models_end_jobs();

-- What the host said about the bytes it sent, so that asking again costs it little where nothing has changed.
alter table product_images add column etag text;
alter table product_images add column last_modified text;
