-- What a city's warehouse gets of this hospital (docs/scale.md): every table that is captured, but for secrets and for the bytes of stored
-- papers, and the trail whole, so that it can be verified there. Bookkeeping, tallies and what is derived stay here.
CREATE OR REPLACE FUNCTION audit.published_columns() RETURNS TABLE (relation regclass, columns text)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT c.oid::regclass, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
     -- Without a key an UPDATE could not be told of, and would be refused.
     AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
     AND (n.nspname = 'audit' AND c.relname !~ '^(witness|reconciliation|(event|shown)_.*)$'
       OR n.nspname = 'public' AND c.relname <> 'stored_file_content' AND c.relname NOT IN (SELECT name FROM audit.exempt_table))
     AND a.attgenerated = ''
     AND NOT EXISTS (SELECT FROM audit.column_policy p
       WHERE n.nspname = 'public' AND (p.table_name, p.column_name) = (c.relname, a.attname) AND p.policy IN ('redact', 'redact-hash'))
   GROUP BY c.oid
$$;
REVOKE EXECUTE ON FUNCTION audit.published_columns() FROM PUBLIC;

-- Where the hospital has made the role emr_warehouse, it may read that, and follow it: the publication has the role's name.
DO $$
DECLARE
  relation record;
  tables   text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'emr_warehouse') THEN
    DROP PUBLICATION IF EXISTS emr_warehouse;
    RETURN;
  END IF;
  REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM emr_warehouse;
  GRANT USAGE ON SCHEMA public, audit TO emr_warehouse;
  GRANT EXECUTE ON FUNCTION audit.published_columns() TO emr_warehouse;
  FOR relation IN
    SELECT p.relation, p.columns, c.relrowsecurity FROM audit.published_columns() p JOIN pg_class c ON c.oid = p.relation
  LOOP
    EXECUTE format('GRANT SELECT (%s) ON %s TO emr_warehouse', relation.columns, relation.relation);
    IF relation.relrowsecurity THEN
      EXECUTE format('DROP POLICY IF EXISTS warehouse_reads ON %s', relation.relation);
      EXECUTE format('CREATE POLICY warehouse_reads ON %s FOR SELECT TO emr_warehouse USING (true)', relation.relation);
    END IF;
  END LOOP;
  SELECT string_agg(format('%s (%s)', p.relation, p.columns), ', ') INTO tables FROM audit.published_columns() p;
  IF EXISTS (SELECT FROM pg_publication WHERE pubname = 'emr_warehouse') THEN
    EXECUTE 'ALTER PUBLICATION emr_warehouse SET TABLE ' || tables;
  ELSE
    EXECUTE format('CREATE PUBLICATION emr_warehouse FOR TABLE %s WITH (publish = %L, publish_via_partition_root = true)', tables, 'insert, update, delete');
  END IF;
END $$;
