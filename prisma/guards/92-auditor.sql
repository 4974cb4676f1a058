-- What comparing needs of a secret: the hash that the trail keeps of it, and nothing else. Read by the auditor's role, which does not see the
-- secrets; whoever may read them hashes them itself.
DO $$
DECLARE parts text;
BEGIN
  SELECT string_agg(format('SELECT %L::text AS table_name, id AS row_id, jsonb_build_object(%s) AS hashes FROM public.%I', table_name, columns, table_name),
      ' UNION ALL ' ORDER BY table_name) INTO parts
    FROM (SELECT table_name, string_agg(format($c$%L, 'sha256:' || encode(sha256(convert_to(to_jsonb(%I)::text, 'UTF8')), 'hex')$c$,
              column_name, column_name), ', ' ORDER BY column_name) AS columns
            FROM audit.column_policy WHERE policy = 'redact-hash' AND EXISTS (SELECT FROM pg_attribute a
              WHERE a.attrelid = to_regclass('public.' || quote_ident(table_name)) AND a.attname = column_name) GROUP BY table_name) secret;
  EXECUTE 'CREATE OR REPLACE VIEW audit.secret_hash AS ' || parts;
  REVOKE ALL ON audit.secret_hash FROM PUBLIC, emr_app;
END $$;

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
         WHERE (p.table_name, p.column_name) = (relation.relname, a.attname) AND p.policy IN ('redact', 'redact-hash'));
    EXECUTE format('GRANT SELECT (%s) ON public.%I TO emr_auditor', columns, relation.relname);
    IF relation.relrowsecurity THEN
      EXECUTE format('DROP POLICY IF EXISTS auditor_reads ON public.%I', relation.relname);
      EXECUTE format('CREATE POLICY auditor_reads ON public.%I FOR SELECT TO emr_auditor USING (true)', relation.relname);
    END IF;
  END LOOP;
END $$;
