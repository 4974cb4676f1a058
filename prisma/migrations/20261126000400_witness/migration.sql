-- How far each witness has come, so that whoever leads next goes on from there and monitoring sees who lags behind.
-- A hint for delivery: what is proven rests on what the witness itself keeps.
CREATE TABLE audit.witness (
  name  text        PRIMARY KEY,
  -- Size of the last checkpoint it has.
  size  bigint      NOT NULL CHECK (size >= 0),
  -- How many events it knew beyond the database's trail when delivery began; above 0 after an older backup was restored.
  ahead bigint      NOT NULL DEFAULT 0 CHECK (ahead >= 0),
  at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
