-- Files that were sent to be imported: each waits on disk, is worked off batch by batch, watched, cancelled.

create table import_jobs (
  id bigint generated always as identity primary key,
  -- the name of its file under DATA_DIR/imports, for as long as it has not ended
  file uuid not null unique,
  -- what its sender calls it
  file_name text not null,
  format text not null check (format in ('ndjson', 'csv')),
  images_base text,
  state text not null default 'QUEUED'
    check (state in ('QUEUED', 'RUNNING', 'CANCELLED', 'SUCCEEDED', 'FAILED')),
  bytes bigint not null,
  -- these change together, once a batch: how far it is, what came of it, how fast it goes
  bytes_read bigint not null default 0,
  lines integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  lines_per_second double precision,
  bytes_per_second double precision,
  -- What was stored of the batch in hand, by externalId: it changes with the products themselves, so that a batch that
  -- broke off counts as what it was.
  stored jsonb not null default '{}',
  lease_holder uuid,
  lease_until timestamptz,
  -- how often it was begun since a batch of it came through: a file that ends its process does so a few times only
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- why the file as a whole could not be imported
  error text
);
create index import_jobs_live on import_jobs (id) where state in ('QUEUED', 'RUNNING');
-- one at a time, whoever asks
create unique index import_jobs_one_running on import_jobs ((true)) where state = 'RUNNING';

-- Lines that could not be imported.
create table import_failures (
  job_id bigint not null references import_jobs on delete cascade,
  line integer not null,
  external_id text,
  message text not null,
  primary key (job_id, line)
);
