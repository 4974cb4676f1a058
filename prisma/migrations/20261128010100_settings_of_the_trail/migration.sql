-- What the trail itself goes by (which months are archived, which keys sign, which tables and columns are left out) is under the
-- tree from now on: prisma/guards/16-settings-of-the-trail.sql writes an event for each change. What stands there already is
-- told once.
INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
  SELECT 'create', 'system', 'emr migrate', 'audit.archive', jsonb_build_object('rows', jsonb_agg(to_jsonb(a) ORDER BY first_id))
    FROM audit.archive a HAVING count(*) > 0;
INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
  SELECT 'create', 'system', 'emr migrate', 'audit.signing_key', jsonb_build_object('rows', jsonb_agg(to_jsonb(k) ORDER BY number))
    FROM audit.signing_key k HAVING count(*) > 0;
-- The guards fill them again, and so tell of them.
DELETE FROM audit.exempt_table;
DELETE FROM audit.column_policy;
