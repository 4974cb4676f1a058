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

-- The smallest UUIDv7 of a moment: the bound between two months' partitions. Moments beyond what one can hold are its ends.
CREATE OR REPLACE FUNCTION audit.uuid_floor(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(least(greatest(extract(epoch FROM moment) * 1000, 0), 281474976710655)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Creates the partitions from this month to months_ahead; as the owner, so that the application may call it.
CREATE OR REPLACE FUNCTION audit.ensure_partitions(months_ahead int DEFAULT 3) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
  first_day timestamptz;
  partition text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
  FOR offset_months IN 0..months_ahead LOOP
    first_day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => offset_months);
    partition := 'event_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM');
    IF to_regclass('audit.' || partition) IS NULL THEN
      EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.event FOR VALUES FROM (%L) TO (%L)', partition,
        audit.uuid_floor(first_day), audit.uuid_floor((first_day AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
      made := made + 1;
    END IF;
    EXECUTE format('CREATE OR REPLACE TRIGGER event_no_truncate BEFORE TRUNCATE ON audit.%I
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', partition);
  END LOOP;
  RETURN made;
END $$;

CREATE OR REPLACE TRIGGER event_no_truncate BEFORE TRUNCATE ON audit.event_default
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
SELECT audit.ensure_partitions(3);
