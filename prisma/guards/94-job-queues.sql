-- The job queues (schema pgboss) carry names and ids only, so that the trail and row-level security leave them out: each job does what
-- it does through a unit of work, which is on the trail. The application adds, takes and ends jobs; it makes no queue and changes no table.
REVOKE ALL ON ALL TABLES IN SCHEMA pgboss FROM PUBLIC, emr_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA pgboss FROM PUBLIC, emr_app;
GRANT USAGE ON SCHEMA pgboss TO emr_app;
GRANT SELECT ON pgboss.version, pgboss.queue, pgboss.job, pgboss.job_common, pgboss.job_dependency, pgboss.schedule, pgboss.subscription TO emr_app;
GRANT INSERT, UPDATE, DELETE ON pgboss.job, pgboss.job_common, pgboss.job_dependency TO emr_app;
-- What a queue is stays as the migration made it; how many wait in it, and when something was last done, is counted.
DO $$
DECLARE
  kept    text[] := ARRAY['name', 'policy', 'retry_limit', 'retry_delay', 'retry_backoff', 'retry_delay_max', 'expire_seconds', 'retention_seconds',
    'deletion_seconds', 'dead_letter', 'partition', 'table_name', 'warning_queued', 'heartbeat_seconds', 'notify', 'created_on', 'version'];
  counted record;
BEGIN
  FOR counted IN
    SELECT a.attrelid::regclass AS relation, string_agg(quote_ident(a.attname), ', ') AS columns FROM pg_attribute a
     WHERE a.attrelid IN ('pgboss.queue'::regclass, 'pgboss.version'::regclass) AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attname <> ALL (kept) GROUP BY 1
  LOOP
    EXECUTE format('GRANT UPDATE (%s) ON %s TO emr_app', counted.columns, counted.relation);
  END LOOP;
END $$;
GRANT SELECT, INSERT, DELETE ON pgboss.warning TO emr_app;
GRANT EXECUTE ON FUNCTION pgboss.job_now() TO emr_app;

INSERT INTO audit.open_table (name, reason)
  SELECT 'pgboss.' || name, 'jobs: names and ids, no word of a patient' FROM unnest(ARRAY['version', 'queue', 'job', 'job_common',
    'job_dependency', 'schedule', 'subscription', 'warning']) name;
