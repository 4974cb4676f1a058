-- The audit trail. It lives in a schema of its own that Prisma does not manage.
-- Rows are partitioned by month through their id: UUIDv7 is ordered by time, so the primary key alone finds the
-- partition and pages through time.
CREATE SCHEMA audit;

CREATE TABLE audit.event (
  id           uuid        NOT NULL DEFAULT uuidv7(),
  occurred_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The writing transaction: lets a later reader know when no older row can still appear.
  xid          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  kind         text        NOT NULL,
  actor_kind   text        NOT NULL,
  actor_id     uuid,
  username     text        NOT NULL,
  role         text,
  session_id   uuid,
  terminal     text,
  address      inet,
  request_id   text,
  purpose      text,
  reason       text,
  entity       text        NOT NULL,
  entity_id    uuid,
  patient_id   uuid,
  encounter_id uuid,
  -- Every patient shown by a list or a search.
  patient_ids  uuid[],
  changes      jsonb,
  detail       jsonb,
  PRIMARY KEY (id),
  CONSTRAINT event_kind CHECK (kind IN ('create', 'update', 'delete', 'read', 'list', 'search', 'replay',
    'sign-in', 'sign-in-failed', 'sign-out', 'refusal')),
  CONSTRAINT event_actor_kind CHECK (actor_kind IN ('staff', 'client', 'system', 'anonymous')),
  CONSTRAINT event_actor_named CHECK (btrim(username) <> '' AND (actor_kind NOT IN ('staff', 'client') OR actor_id IS NOT NULL))
) PARTITION BY RANGE (id);

CREATE INDEX event_patient ON audit.event (patient_id, id DESC) WHERE patient_id IS NOT NULL;
CREATE INDEX event_patients_shown ON audit.event USING gin (patient_ids) WHERE patient_ids IS NOT NULL;
CREATE INDEX event_actor ON audit.event (actor_id, id DESC);
CREATE INDEX event_entity ON audit.event (entity_id, id DESC) WHERE entity_id IS NOT NULL;

CREATE TABLE audit.event_default PARTITION OF audit.event DEFAULT;

-- Tables that need no trigger, each with its reason; a test fails for any other table without one.
CREATE TABLE audit.exempt_table (
  name   text PRIMARY KEY,
  reason text NOT NULL CHECK (length(btrim(reason)) > 20)
);

-- Columns whose value never stands in the trail: 'hash' keeps its SHA-256, 'redact' only that it changed.
CREATE TABLE audit.column_policy (
  table_name  text NOT NULL,
  column_name text NOT NULL,
  policy      text NOT NULL CHECK (policy IN ('hash', 'redact', 'omit')),
  reason      text NOT NULL,
  PRIMARY KEY (table_name, column_name)
);
