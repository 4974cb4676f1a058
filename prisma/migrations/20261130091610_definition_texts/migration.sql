-- What the sealed hash of a CHECK, a key or a unique index stands for, so that `emr migrate` can put back one that somebody dropped. The hash of the
-- set vouches for the text: one that was altered here is not used.
CREATE TABLE audit.definition_text (
  hash       text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  definition text NOT NULL
);
