-- What the trail goes by is on the trail: a month archived, a key registered, a table exempted, a column left out. One event for
-- each statement, with its rows. Whoever set no context (a migration, a command) is named by the role of their connection.
CREATE OR REPLACE FUNCTION audit.record_settings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
DECLARE
  context jsonb := nullif(current_setting('emr.context', true), '')::jsonb;
  told    jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT jsonb_build_object('rows', jsonb_agg(to_jsonb(n))) INTO told FROM now_ n;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT jsonb_build_object('rows', jsonb_agg(to_jsonb(w))) INTO told FROM was_ w;
  ELSE
    SELECT jsonb_build_object('rows', (SELECT jsonb_agg(to_jsonb(n)) FROM now_ n),
      'was', (SELECT jsonb_agg(to_jsonb(w)) FROM was_ w)) INTO told;
  END IF;
  IF told->'rows' = 'null' THEN
    RETURN NULL;
  END IF;
  INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, session_id, terminal, address, request_id, purpose, reason,
                           entity, detail)
  VALUES (CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
    coalesce(context->>'actorKind', 'system'), (context->>'actorId')::uuid,
    -- Who compared is told by the connection: a context can name anybody.
    CASE TG_TABLE_NAME WHEN 'reconciliation' THEN session_user ELSE coalesce(context->>'username', session_user) END,
    context->>'role', (context->>'sessionId')::uuid, context->>'terminal', (context->>'address')::inet, context->>'requestId',
    context->>'purpose', context->>'reason', 'audit.' || TG_TABLE_NAME, told);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION audit.record_settings() FROM PUBLIC;

-- What a comparison of the data with the trail found out is kept, and is an event. Whoever may compare may add it.
CREATE OR REPLACE FUNCTION audit.keep_reconciliation(result jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
  INSERT INTO audit.reconciliation (began_at, rows, events, archived, findings, counts, named, unknown)
    SELECT began_at, rows, events, archived, findings, counts, named, coalesce(unknown, 0) FROM jsonb_populate_record(NULL::audit.reconciliation, result)
$$;
REVOKE EXECUTE ON FUNCTION audit.keep_reconciliation(jsonb) FROM PUBLIC;
CREATE OR REPLACE TRIGGER reconciliation_append_only BEFORE UPDATE OR DELETE ON audit.reconciliation
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE OR REPLACE TRIGGER reconciliation_no_truncate BEFORE TRUNCATE ON audit.reconciliation
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['archive', 'signing_key', 'exempt_table', 'column_policy', 'reconciliation'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER recorded_insert AFTER INSERT ON audit.%I REFERENCING NEW TABLE AS now_
      FOR EACH STATEMENT EXECUTE FUNCTION audit.record_settings()', name);
    EXECUTE format('CREATE OR REPLACE TRIGGER recorded_update AFTER UPDATE ON audit.%I
      REFERENCING OLD TABLE AS was_ NEW TABLE AS now_ FOR EACH STATEMENT EXECUTE FUNCTION audit.record_settings()', name);
    EXECUTE format('CREATE OR REPLACE TRIGGER recorded_delete AFTER DELETE ON audit.%I REFERENCING OLD TABLE AS was_
      FOR EACH STATEMENT EXECUTE FUNCTION audit.record_settings()', name);
  END LOOP;
END $$;

-- What is append-only stays so whatever session_replication_role says; capture and everything else is ordinary, so that a copy
-- that is fed by replication does not record each row twice.
DO $$
DECLARE guard record;
BEGIN
  FOR guard IN
    SELECT t.tgrelid::regclass AS relation, t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'audit'::regnamespace AND t.tgparentid = 0 AND t.tgfoid = 'audit.refuse_change'::regproc
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guard.relation, guard.name);
  END LOOP;
END $$;

-- Rows that came with a migration, before there were triggers, or got their id by one, are told once, in one event.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sensitive_code', 'radar_rule'] LOOP
    EXECUTE format($sql$
      INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
        SELECT 'create', 'system', 'emr migrate', %1$L, jsonb_build_object('rows', jsonb_agg(to_jsonb(s) ORDER BY id))
          FROM public.%1$I s
         WHERE NOT EXISTS (SELECT FROM audit.event e WHERE e.username = 'emr migrate' AND e.entity = %1$L)
           AND NOT EXISTS (SELECT FROM audit.event e WHERE e.entity_id = s.id AND e.entity = %1$L AND e.kind = 'create')
        HAVING count(*) > 0$sql$, name);
  END LOOP;
END $$;
