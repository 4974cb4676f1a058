-- The application's role: reads and writes rows, removes none, owns nothing, and may only add to the trail.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'emr_app') THEN
    RAISE EXCEPTION 'role emr_app does not exist: create it (LOGIN, no other right) before migrating';
  END IF;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM PUBLIC, emr_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public, audit TO emr_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO emr_app;
REVOKE INSERT, UPDATE ON note_version, hospital FROM emr_app;
GRANT INSERT ON note_version, hospital TO emr_app;
-- A view acts in its owner's name: it is for reading only.
REVOKE INSERT, UPDATE ON patient_in_scope, fhir_source_in_scope, place_taken FROM emr_app;
-- The words of names are kept by triggers and read by find_patients (85-patient-search.sql). What is known of a patient is behind the
-- row-level-security scope there as everywhere; the words of all names are nobody's to list.
REVOKE INSERT, UPDATE ON patient_name_word FROM emr_app;
REVOKE ALL ON name_word FROM emr_app;
REVOKE EXECUTE ON FUNCTION keep_new_name_words(), keep_changed_name_words(), find_patients, find_in_box FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_patients, find_in_box TO emr_app;
GRANT DELETE ON sign_in_tally, client_assertion, rate_tally TO emr_app;
GRANT SELECT ON ALL TABLES IN SCHEMA audit TO emr_app;
-- The trail and who was shown are read through views (80-row-level-security.sql); what sealing and its measure look at tells nothing of patients.
DO $$
DECLARE part regclass;
BEGIN
  FOR part IN SELECT c.oid::regclass FROM pg_class c
               WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname ~ '^(event|shown)(_|$)' LOOP
    EXECUTE format('REVOKE SELECT ON %s FROM emr_app', part);
  END LOOP;
END $$;
GRANT SELECT (id, xid, occurred_at, actor_kind) ON audit.event TO emr_app;
GRANT INSERT ON audit.event, audit.tile, audit.checkpoint, audit.signing_key TO emr_app;
GRANT INSERT, UPDATE, DELETE ON audit.witness TO emr_app;
REVOKE EXECUTE ON FUNCTION audit.attach_to_every_table(), audit.seal(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.seal(int) TO emr_app;
REVOKE EXECUTE ON FUNCTION public.forget_answers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.forget_answers() TO emr_app;

DO $$
DECLARE bookkeeping text;
BEGIN
  FOREACH bookkeeping IN ARRAY ARRAY['_prisma_migrations', '_guards_applied'] LOOP
    IF to_regclass('public.' || bookkeeping) IS NOT NULL THEN
      EXECUTE format('REVOKE INSERT, UPDATE ON public.%I FROM emr_app', bookkeeping);
    END IF;
  END LOOP;
END $$;
