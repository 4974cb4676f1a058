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

-- Which patients a list showed beside the one it is about, in the order of time. In the owner's name, so that nothing but an event
-- adds to it: the application may not write there itself.
CREATE OR REPLACE FUNCTION audit.keep_shown() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
BEGIN
  INSERT INTO audit.shown (patient_id, event_id, actor_id)
    SELECT DISTINCT patient, NEW.id, NEW.actor_id FROM unnest(NEW.patient_ids) patient
    WHERE patient IS NOT NULL AND patient IS DISTINCT FROM NEW.patient_id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit.keep_shown() FROM PUBLIC;
CREATE OR REPLACE TRIGGER event_shown AFTER INSERT ON audit.event
  FOR EACH ROW WHEN (NEW.patient_ids <> '{}' AND NEW.patient_ids IS DISTINCT FROM ARRAY[NEW.patient_id])
  EXECUTE FUNCTION audit.keep_shown();
CREATE OR REPLACE TRIGGER shown_append_only BEFORE UPDATE OR DELETE ON audit.shown
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE OR REPLACE TRIGGER shown_no_truncate BEFORE TRUNCATE ON audit.shown
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- The smallest UUIDv7 of a moment: the bound between two months' partitions. Moments beyond what one can hold are its ends.
CREATE OR REPLACE FUNCTION audit.uuid_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(least(greatest(extract(epoch FROM moment) * 1000, 0), 281474976710655)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Creates the partitions from this month to months_ahead; as the owner, so that the application may call it.
CREATE OR REPLACE FUNCTION audit.ensure_partitions(months_ahead int DEFAULT 3) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
  first_day timestamptz;
  parent    text;
  partition text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
  FOR offset_months IN 0..months_ahead LOOP
    first_day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => offset_months);
    FOREACH parent IN ARRAY ARRAY['event', 'shown'] LOOP
      partition := parent || to_char(first_day AT TIME ZONE 'UTC', '_YYYY_MM');
      IF to_regclass('audit.' || partition) IS NULL THEN
        EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)', partition, parent,
          audit.uuid_floor(first_day), audit.uuid_floor((first_day AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
        made := made + 1;
      END IF;
      EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON audit.%I
        FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', parent || '_no_truncate', partition);
      EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_no_truncate');
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

DO $$
DECLARE part record;
BEGIN
  FOR part IN SELECT parent, relid FROM unnest(ARRAY['event', 'shown']) parent, pg_partition_tree('audit.' || parent) WHERE isleaf LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', part.parent || '_no_truncate', part.relid);
  END LOOP;
END $$;
SELECT audit.ensure_partitions(3);
