-- The application's role: reads and writes rows, removes none, owns nothing, and may only add to the trail.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'emr_app') THEN
    RAISE EXCEPTION 'role emr_app does not exist: create it (LOGIN, no other right) before migrating';
  END IF;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM PUBLIC, emr_app;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'emr_sealer') THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM emr_sealer;
  END IF;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- A temporary table or type stands before ours wherever one is named without its schema: who serves or seals makes none.
DO $$
DECLARE one text;
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  FOR one IN SELECT rolname FROM pg_roles WHERE rolname IN ('emr_app', 'emr_sealer', 'emr_auditor') LOOP
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM %I', current_database(), one);
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public, audit TO emr_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO emr_app;
REVOKE INSERT, UPDATE ON note_version, note_signature, stored_file_content, hospital FROM emr_app;
GRANT INSERT ON note_version, note_signature, stored_file_content, hospital TO emr_app;
-- A view acts in its owner's name: it is for reading only.
REVOKE INSERT, UPDATE ON fhir_source_in_scope, place_taken, message_log, delivery_log FROM emr_app;
-- The words of names are kept by triggers and read by find_patients (85-patient-search.sql). What is known of a patient is behind the
-- row-level-security scope there as everywhere; the words of all names are nobody's to list.
REVOKE INSERT, UPDATE ON patient_name_word FROM emr_app;
REVOKE ALL ON name_word FROM emr_app;
REVOKE EXECUTE ON FUNCTION keep_new_name_words(), keep_changed_name_words(), find_patients, find_in_box, patients_with_number, patients_alike, bracelet_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_patients, find_in_box, patients_with_number, patients_alike, bracelet_of TO emr_app;
-- Patients are merged by the functions of 89-merge.sql alone, which hold and record all of it.
REVOKE INSERT, UPDATE ON patient_merge FROM emr_app;
REVOKE EXECUTE ON FUNCTION merge_patients, unmerge_patients, merge_preview, hold_patients, survivor_of, merge_partners, move_records, refuse_writing_to_merged FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merge_patients, unmerge_patients, merge_preview, hold_patients, survivor_of, merge_partners TO emr_app;
GRANT DELETE ON sign_in_tally, client_assertion, rate_tally, bulk_export_part TO emr_app;
REVOKE UPDATE ON bulk_export_part FROM emr_app;
-- Its key is sealed anew when the service's keys change; what it opens stays.
GRANT UPDATE (sealed_key) ON bulk_export_part TO emr_app;
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
-- Of an event the application says what a request may say. Its number, its moment and its transaction are the database's: with those it
-- could slip one in behind the seal, or into a month that is not there.
GRANT INSERT (kind, actor_kind, actor_id, username, role, session_id, terminal, address, request_id, purpose, reason, entity, entity_id,
  patient_id, encounter_id, patient_ids, changes, detail) ON audit.event TO emr_app;
REVOKE EXECUTE ON FUNCTION audit.attach_to_every_table(), audit.seal(int) FROM PUBLIC, emr_app;
GRANT EXECUTE ON FUNCTION audit.ensure_partitions(int) TO emr_app;

-- Sealing has a role of its own, so that whoever steals the application's cannot touch the tree. Where the hospital has not made it, the
-- application's role seals.
DO $$
DECLARE sealer text := coalesce((SELECT rolname FROM pg_roles WHERE rolname = 'emr_sealer'), 'emr_app');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA audit TO %I', sealer);
  EXECUTE format('GRANT SELECT ON audit.leaf, audit.tile, audit.checkpoint, audit.signing_key, audit.seal_position, audit.witness, audit.archive TO %I', sealer);
  EXECUTE format('GRANT SELECT (id, xid, occurred_at) ON audit.event TO %I', sealer);
  EXECUTE format('GRANT INSERT ON audit.tile, audit.checkpoint, audit.signing_key TO %I', sealer);
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON audit.witness TO %I', sealer);
  EXECUTE format('GRANT EXECUTE ON FUNCTION audit.seal(int) TO %I', sealer);
END $$;
GRANT EXECUTE ON FUNCTION audit.keep_reconciliation(jsonb) TO emr_app;
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
