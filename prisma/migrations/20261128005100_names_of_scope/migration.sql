-- The words of row-level security are PostgreSQL's: scope, policy. Goes with what had other names; the guards make it anew, and until
-- they have, a table without its policy shows nothing to the application.
DO $$
DECLARE secured record;
BEGIN
  FOR secured IN SELECT schemaname, tablename FROM pg_policies WHERE policyname = 'in_sight' LOOP
    EXECUTE format('DROP POLICY in_sight ON %I.%I', secured.schemaname, secured.tablename);
  END LOOP;
END $$;
DROP VIEW IF EXISTS public.patient_in_sight, public.fhir_source_in_sight, audit.unwalled_table;
DROP FUNCTION IF EXISTS public.patients_in_sight();
DROP FUNCTION IF EXISTS audit.attach_sight();
-- Their parameters have other names.
DROP FUNCTION IF EXISTS public.open_to_role(text, uuid);
DROP FUNCTION IF EXISTS public.care_decision(uuid, text, text, uuid, uuid, boolean, int);
DROP FUNCTION IF EXISTS public.role_reason(uuid, text, uuid, boolean, int);
