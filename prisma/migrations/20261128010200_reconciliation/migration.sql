-- What comparing the hospital's data with the trail found out, run by run. Each is an event too.
CREATE TABLE audit.reconciliation (
  id       uuid        PRIMARY KEY DEFAULT uuidv7(),
  began_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Rows and events compared; rows of which some events lie in archives.
  rows     bigint      NOT NULL CHECK (rows >= 0),
  events   bigint      NOT NULL CHECK (events >= 0),
  archived bigint      NOT NULL CHECK (archived >= 0),
  findings bigint      NOT NULL CHECK (findings >= 0),
  -- {"table kind": how many}, complete.
  counts   jsonb       NOT NULL,
  -- The first of them, with table, id and columns, and no values.
  named    jsonb       NOT NULL
);
