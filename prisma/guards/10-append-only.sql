-- Nobody changes or removes an audit event: not the application, not the owner, not a superuser who forgot.

CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only: % on %.% refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'EM002';
END $$;

CREATE OR REPLACE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON audit.event
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE OR REPLACE TRIGGER event_no_truncate BEFORE TRUNCATE ON audit.event
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- What an event must be; in its CHECK. Released migrations need the same.
CREATE OR REPLACE FUNCTION audit.event_is_known(kind text, actor_kind text, actor_id uuid, username text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN kind IN ('create', 'update', 'delete', 'read', 'list', 'search', 'replay', 'told', 'sign-in', 'sign-in-failed', 'sign-out', 'refusal')
    AND actor_kind IN ('staff', 'client', 'system', 'anonymous')
    AND btrim(username) <> '' AND (actor_kind NOT IN ('staff', 'client') OR actor_id IS NOT NULL);
END $$;

-- Which patients a list showed beside the one it is about, in the order of time. In the owner's name, so that nothing but an event
-- adds to it: the application may not write there itself.
CREATE OR REPLACE FUNCTION audit.keep_shown() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
BEGIN
  IF NEW.patient_ids IN ('{}', ARRAY[NEW.patient_id]) THEN
    RETURN NULL;
  END IF;
  INSERT INTO audit.shown (patient_id, event_id, actor_id)
    SELECT DISTINCT patient, NEW.id, NEW.actor_id FROM unnest(NEW.patient_ids) patient
    WHERE patient IS NOT NULL AND patient IS DISTINCT FROM NEW.patient_id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit.keep_shown() FROM PUBLIC;
-- Conditions of triggers on events are short: PostgreSQL reads and compiles them anew for every statement that adds one.
CREATE OR REPLACE TRIGGER event_shown AFTER INSERT ON audit.event
  FOR EACH ROW WHEN (NEW.patient_ids IS NOT NULL) EXECUTE FUNCTION audit.keep_shown();
CREATE OR REPLACE TRIGGER shown_append_only BEFORE UPDATE OR DELETE ON audit.shown
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE OR REPLACE TRIGGER shown_no_truncate BEFORE TRUNCATE ON audit.shown
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- The smallest UUIDv7 of a moment: the bound between two months' partitions. Moments beyond what one can hold are its ends.
CREATE OR REPLACE FUNCTION audit.uuid_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(least(greatest(extract(epoch FROM moment) * 1000, 0), 281474976710655)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes one month's partition of a table of the trail. What lies in the default partition and belongs there goes along: a clock that was
-- far ahead put it there, and a partition cannot be made beside it. The rows stay as they are, to the byte.
CREATE OR REPLACE FUNCTION audit.make_partition(parent text, key text, first_day timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
DECLARE
  partition text := parent || to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
  low  uuid := audit.uuid_floor(first_day);
  past uuid := audit.uuid_floor((first_day AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
  bounds text := format('FOR VALUES FROM (%L) TO (%L)', low, past);
  strays boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM audit.%I WHERE %I >= %L AND %I < %L)', parent || '_default', key, low, key, past) INTO strays;
  IF NOT strays THEN
    EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I %s', partition, parent, bounds);
  ELSE
    PERFORM audit.move_strays(parent, partition, key, low, past);
    EXECUTE format('ALTER TABLE audit.%I ATTACH PARTITION audit.%I %s', parent, partition, bounds);
    EXECUTE format('ALTER TABLE audit.%I ATTACH PARTITION audit.%I DEFAULT', parent, parent || '_default');
  END IF;
  EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON audit.%I
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', parent || '_no_truncate', partition);
  EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_no_truncate');
END $$;
REVOKE EXECUTE ON FUNCTION audit.make_partition(text, text, timestamptz) FROM PUBLIC;

-- For make_partition alone, which attaches both tables again: within one transaction, in which nobody else reads or writes the trail.
CREATE OR REPLACE FUNCTION audit.move_strays(parent text, partition text, key text, low uuid, past uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, audit AS $$
BEGIN
  EXECUTE format('ALTER TABLE audit.%I DETACH PARTITION audit.%I', parent, parent || '_default');
  EXECUTE format('CREATE TABLE audit.%I (LIKE audit.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition, parent);
  EXECUTE format('WITH gone AS (DELETE FROM audit.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO audit.%I SELECT * FROM gone',
    parent || '_default', key, low, key, past, partition);
END $$;
REVOKE EXECUTE ON FUNCTION audit.move_strays(text, text, text, uuid, uuid) FROM PUBLIC;

-- Creates the partitions from this month to months_ahead, a year at most; as the owner, so that the application may call it.
CREATE OR REPLACE FUNCTION audit.ensure_partitions(months_ahead int DEFAULT 3) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
  first_day timestamptz;
  parent    record;
  partition text;
  made int := 0;
BEGIN
  -- A lock that the application cannot hold.
  LOCK TABLE audit.archive IN SHARE ROW EXCLUSIVE MODE;
  FOR offset_months IN 0..least(months_ahead, 12) LOOP
    -- By the calendar first: the months of a moment are those of the session's zone.
    first_day := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => offset_months)) AT TIME ZONE 'UTC';
    FOR parent IN SELECT * FROM (VALUES ('event', 'id'), ('shown', 'event_id')) parents (name, key) LOOP
      partition := parent.name || to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
      IF to_regclass('audit.' || partition) IS NULL THEN
        PERFORM audit.make_partition(parent.name, parent.key, first_day);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION audit.ensure_partitions(int) FROM PUBLIC;

DO $$
DECLARE part record;
BEGIN
  FOR part IN SELECT parent, relid FROM unnest(ARRAY['event', 'shown']) parent, pg_partition_tree('audit.' || parent) WHERE isleaf LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', part.parent || '_no_truncate', part.relid);
  END LOOP;
END $$;
SELECT audit.ensure_partitions(3);
