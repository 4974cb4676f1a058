-- What `emr migrate` left defined, object by object: triggers, functions, policies, rights. A service compares with it what is defined
-- now, and stops writing where a write could escape the trail. Each set is an event of the trail too, so that it is sealed with it.
CREATE TABLE audit.definition_set (
  number      int         PRIMARY KEY CHECK (number > 0),
  -- The event that says so; its detail has the fingerprint.
  event_id    uuid        NOT NULL UNIQUE,
  sealed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- SHA-256 over the guards that were applied.
  guards      text        NOT NULL CHECK (guards ~ '^[0-9a-f]{64}$'),
  -- Names of the migrations that were applied.
  migrations  text[]      NOT NULL,
  -- [[kind, name, SHA-256 of the definition], …]
  definitions jsonb       NOT NULL,
  -- SHA-256 over number, guards, migrations and definitions, as the service writes them.
  fingerprint text        NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$')
);
