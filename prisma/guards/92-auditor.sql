-- Who verifies, exports and compares needs to read, and nothing else. Where the hospital has made the role emr_auditor (docs/auditors.md), it
-- reads the trail and the rows that are compared with it, but for secrets, and adds what its comparison found. Its reading of the database
-- is not recorded, as that of no role is: keep its password where the auditor keeps the public key.
DO $$
DECLARE
  relation record;
  columns  text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'emr_auditor') THEN
    RETURN;
  END IF;
  REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM emr_auditor;
  GRANT USAGE ON SCHEMA public, audit TO emr_auditor;
  GRANT SELECT ON ALL TABLES IN SCHEMA audit TO emr_auditor;
  GRANT EXECUTE ON FUNCTION audit.keep_reconciliation(jsonb) TO emr_auditor;
  FOR relation IN
    SELECT c.oid, c.relname, c.relrowsecurity FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
  LOOP
    SELECT string_agg(quote_ident(a.attname), ', ') INTO columns FROM pg_attribute a
     WHERE a.attrelid = relation.oid AND a.attnum > 0 AND NOT a.attisdropped
       AND NOT EXISTS (SELECT FROM audit.column_policy p
         WHERE (p.table_name, p.column_name, p.policy) = (relation.relname, a.attname, 'redact'));
    EXECUTE format('GRANT SELECT (%s) ON public.%I TO emr_auditor', columns, relation.relname);
    IF relation.relrowsecurity THEN
      EXECUTE format('DROP POLICY IF EXISTS auditor_reads ON public.%I', relation.relname);
      EXECUTE format('CREATE POLICY auditor_reads ON public.%I FOR SELECT TO emr_auditor USING (true)', relation.relname);
    END IF;
  END LOOP;
END $$;
