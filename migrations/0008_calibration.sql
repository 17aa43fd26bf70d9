-- What the scores of a model mean in this catalogue, for models that bring no calibration of their own.

create table model_calibrations (
  model_id integer primary key references models on delete cascade,
  -- until then one process works on it
  claimed_until timestamptz not null,
  -- lower bounds of cosine similarity: identical, strong, related, weak; null where they are not known
  image double precision[],
  text double precision[],
  -- how many vectors there were, by the planner's estimate
  vectors bigint,
  computed_at timestamptz
);
