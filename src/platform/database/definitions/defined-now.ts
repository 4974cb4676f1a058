import type { Statement } from '../database.js';
import {
  BEHIND,
  BEHIND_MARKS,
  CALL_OF_AN_EXTENSION,
  FUNCTION_OF_AN_EXTENSION,
  VIEW_OF_AN_EXTENSION,
} from './defined-behind.js';
import { RIGHTS } from './defined-rights.js';

/** Partitions come and go with the months: each is to be as the others, under one name. */
const unmonthed = (text: string): string =>
  `regexp_replace(${text}, '(event|shown)_(\\d{4}_\\d{2}|default)', '\\1_*', 'g')`;

/** Relations of our schemas and of others, but for those of PostgreSQL and of sessions, and views of extensions. */
const RELATION = `relation AS MATERIALIZED (
    SELECT c.oid, c.relkind, c.relnamespace, c.relispartition, n.nspname IN ('public', 'audit', 'pgboss') AS ours,
        ${unmonthed(`n.nspname || '.' || c.relname`)} AS name,
        c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.reloptions
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^(pg_|information_schema$)' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND NOT ${VIEW_OF_AN_EXTENSION}),
  root AS (
    SELECT r.*, CASE WHEN r.relispartition THEN pg_partition_root(r.oid) ELSE r.oid END AS root FROM relation r),
  hospital_table AS MATERIALIZED (
    SELECT r.* FROM root r JOIN pg_class top ON top.oid = r.root
     WHERE top.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'p')
       AND top.relname NOT IN (SELECT name FROM audit.exempt_table))`;

/**
 * Months of which the tree has leaves and no table their events, without having been archived: taken out by hand, whatever became of the
 * table. Eight leaves of each are looked at, as an event alone that is gone is for verifying to name. A month of events has its month of
 * whom lists showed, and both have a table for moments that have none.
 */
const MISSING_MONTHS = `SELECT 'missing month', 'audit.' || month.partition, '' FROM (
    SELECT to_char(day, '"event_"YYYY_MM') AS partition, audit.uuid_floor(day AT TIME ZONE 'UTC') AS low,
        audit.uuid_floor((day + interval '1 month') AT TIME ZONE 'UTC') AS past
      FROM generate_series(
        date_trunc('month', coalesce(uuid_extract_timestamp((SELECT event_id FROM audit.leaf ORDER BY event_id LIMIT 1)), now()) AT TIME ZONE 'UTC'),
        (now() + interval '1 year') AT TIME ZONE 'UTC', interval '1 month') day) month
   CROSS JOIN LATERAL (SELECT array_agg(event_id) AS ids FROM (
     SELECT event_id FROM audit.leaf WHERE event_id >= month.low AND event_id < month.past ORDER BY event_id LIMIT 8) first) leaf
   WHERE leaf.ids IS NOT NULL AND NOT EXISTS (SELECT FROM audit.archive a WHERE a.partition = month.partition)
     AND NOT EXISTS (SELECT FROM audit.event e WHERE e.id = ANY (leaf.ids))
  UNION ALL
  SELECT 'missing month', 'audit.' || wanted, '' FROM (
    SELECT replace(relname, 'event_', 'shown_') FROM pg_class WHERE relnamespace = 'audit'::regnamespace AND relispartition AND relname ~ '^event_[0-9]{4}_[0-9]{2}$'
    UNION VALUES ('event_default'), ('shown_default')) needed (wanted)
   WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'audit'::regnamespace AND c.relname = wanted AND c.relispartition)`;

/** How rows of a table are stored and counted, where it is not PostgreSQL's own way: an action of ALTER TABLE in each line. Read again by put-back-storage.ts. */
const STORAGE = `array_to_string(ARRAY(
    SELECT format('SET (%s=%L)', o.option_name, o.option_value) FROM pg_class c, pg_options_to_table(c.reloptions) o WHERE c.oid = r.oid
    UNION ALL SELECT format('SET (toast.%s=%L)', o.option_name, o.option_value)
      FROM pg_class c JOIN pg_class aside ON aside.oid = c.reltoastrelid, pg_options_to_table(aside.reloptions) o WHERE c.oid = r.oid
    UNION ALL SELECT 'REPLICA IDENTITY ' || CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' ELSE (SELECT format('USING INDEX %I', x.relname)
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = r.oid AND i.indisreplident) END FROM pg_class c WHERE c.oid = r.oid AND c.relreplident <> 'd'
    UNION ALL SELECT format('ALTER COLUMN %I %s', a.attname, way) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid CROSS JOIN LATERAL (
        SELECT format('SET (%s=%L)', o.option_name, o.option_value) FROM pg_options_to_table(a.attoptions) o
        UNION ALL SELECT 'SET STATISTICS ' || a.attstattarget WHERE a.attstattarget IS NOT NULL
        UNION ALL SELECT 'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END WHERE a.attstorage <> t.typstorage
        UNION ALL SELECT 'SET COMPRESSION ' || CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END WHERE a.attcompression <> '') ways (way)
     WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1), E'\\n')`;

/** What of a table `emr migrate` puts back from the text that is shipped or was kept of it, see put-back.ts: its rules for rows and what finds them, not its data. */
const PUT_BACK: readonly string[] = [
  // Column by column: an upgrade adds some at the end. Read again by put-back-columns.ts.
  `SELECT 'column', r.name || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity,
     pg_get_expr(d.adbin, d.adrelid), CASE WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
       AND NOT k.convalidated) THEN 'NOT VALID' END) FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE r.ours AND r.relkind IN ('r', 'p')`,
  `SELECT 'constraint', r.name || '.' || ${unmonthed('k.conname')}, pg_get_constraintdef(k.oid) FROM relation r JOIN pg_constraint k ON k.conrelid = r.oid
    WHERE r.ours AND k.contype <> 'n' AND k.conparentid = 0 AND NOT r.relispartition`,
  // Those of constraints are named with them, those of a partition with its table's. Without one, what it found fast is found slowly.
  `SELECT CASE WHEN i.indisunique THEN 'unique index' ELSE 'index' END, r.name || '.' || c.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END)
     FROM relation r JOIN pg_index i ON i.indrelid = r.oid JOIN pg_class c ON c.oid = i.indexrelid
    WHERE r.ours AND NOT r.relispartition AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = r.oid)`,
  `SELECT 'storage', r.name, ${STORAGE} FROM relation r WHERE r.ours AND r.relkind IN ('r', 'p')`,
];

/** One SELECT (kind, name, definition) for each kind of object. */
const KINDS: readonly string[] = [
  `SELECT 'table', name, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity) FROM relation
    WHERE ours AND relkind IN ('r', 'p') AND (relispartition OR name !~ '_\\*$')`,
  // What is missing on one partition, the others have.
  `SELECT 'partition', name, (SELECT string_agg(t.tgname || ' ' || t.tgenabled::text, ', ' ORDER BY t.tgname) FROM pg_trigger t
     WHERE t.tgrelid = relation.oid AND NOT t.tgisinternal) FROM relation WHERE ours AND relispartition`,
  `SELECT CASE WHEN EXISTS (SELECT FROM audit.archive WHERE partition = c.relname) THEN 'archived month' ELSE 'detached month' END, 'audit.' || c.relname, ''
     FROM pg_class c WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition AND c.relname ~ '^(event|shown)_'`,
  MISSING_MONTHS,
  `SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END, name,
     concat_ws(' ', reloptions, pg_get_viewdef(oid)) FROM relation WHERE ours AND relkind IN ('v', 'm', 'f')`,
  `SELECT 'relation elsewhere', name, relkind::text FROM relation WHERE NOT ours`,
  `SELECT 'schema', nspname, '' FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'`,
  // Looked into before public, by whoever has that name.
  `SELECT 'schema of a role', nspname, '' FROM pg_namespace WHERE nspname IN (SELECT rolname FROM pg_roles) AND nspname !~ '^pg_'`,
  ...PUT_BACK,
  // Whose rows a question of the parent shows as well.
  `SELECT 'child table', r.name, child.oid::regclass::text FROM relation r JOIN pg_inherits i ON i.inhparent = r.oid JOIN pg_class child ON child.oid = i.inhrelid
    WHERE r.ours AND NOT child.relispartition`,
  `SELECT 'trigger', r.name || '.' || t.tgname, t.tgenabled::text || ' ' || ${unmonthed('pg_get_triggerdef(t.oid)')}
     FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE r.ours AND (NOT t.tgisinternal OR t.tgenabled <> 'O')`,
  `SELECT 'rule', r.name || '.' || w.rulename, w.ev_enabled::text || ' ' || pg_get_ruledef(w.oid) FROM relation r JOIN pg_rewrite w ON w.ev_class = r.oid
    WHERE r.ours AND w.rulename <> '_RETURN'`,
  `SELECT 'policy', r.name || '.' || p.polname, concat_ws(' ', p.polcmd, p.polpermissive,
     (SELECT string_agg(CASE WHEN o = 0 THEN 'public' ELSE pg_get_userbyid(o) END, ',' ORDER BY o) FROM unnest(p.polroles) o),
     pg_get_expr(p.polqual, p.polrelid), '/', pg_get_expr(p.polwithcheck, p.polrelid))
     FROM relation r JOIN pg_policy p ON p.polrelid = r.oid WHERE r.ours`,
  `SELECT 'function', p.oid::regprocedure::text, CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.prokind::text END FROM pg_proc p
    WHERE p.pronamespace IN ('public'::regnamespace, 'audit'::regnamespace)
      AND NOT ${FUNCTION_OF_AN_EXTENSION}`,
  `SELECT 'body', n.nspname || '.' || p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'audit') AND p.prokind = 'f'
      AND NOT ${FUNCTION_OF_AN_EXTENSION}`,
  // PostgreSQL takes the one whose arguments fit best, wherever it lies.
  `SELECT 'shadow of a function', p.oid::regprocedure::text, '' FROM pg_proc p
    WHERE p.pronamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND EXISTS (SELECT FROM pg_proc s WHERE s.proname = p.proname AND s.pronamespace = 'pg_catalog'::regnamespace)
      AND NOT ${FUNCTION_OF_AN_EXTENSION}`,
  `SELECT 'operator', o.oid::regoperator::text, o.oprcode::text FROM pg_operator o WHERE o.oid >= 16384
      AND NOT ${CALL_OF_AN_EXTENSION('pg_operator', 'o.oid', 'o.oprcode')}`,
  `SELECT 'cast', format_type(k.castsource, NULL) || ' as ' || format_type(k.casttarget, NULL), k.castmethod::text || k.castcontext::text FROM pg_cast k WHERE k.oid >= 16384
      AND NOT ${CALL_OF_AN_EXTENSION('pg_cast', 'k.oid', 'k.castfunc')}`,
  `SELECT 'exemption', name, reason FROM audit.exempt_table`,
  `SELECT 'column policy', table_name || '.' || column_name, policy FROM audit.column_policy`,
  `SELECT 'open table', name, reason FROM audit.open_table`,
  // Looked at whatever was shipped: what a row trigger must be.
  `SELECT 'uncovered table', h.name, '' FROM hospital_table h WHERE NOT h.relispartition AND NOT EXISTS (
     SELECT FROM pg_trigger t WHERE t.tgrelid = h.oid AND t.tgname = 'audit_capture' AND t.tgenabled IN ('O', 'A') AND t.tgtype = 29
       AND t.tgqual IS NULL AND t.tgattr = ''::int2vector AND t.tgfoid = 'audit.capture'::regproc AND t.tgnargs = 1)`,
  `SELECT 'truncatable table', h.name, '' FROM hospital_table h WHERE NOT EXISTS (
     SELECT FROM pg_trigger t WHERE t.tgrelid = h.oid AND t.tgname = 'audit_refuse_truncate' AND t.tgenabled IN ('O', 'A') AND t.tgtype = 34
       AND t.tgfoid = 'audit.refuse_truncate'::regproc)`,
  `SELECT 'table without row-level security', r.name, '' FROM relation r JOIN pg_class c ON c.oid = r.oid
     JOIN pg_attribute a ON a.attrelid = r.oid AND NOT a.attisdropped AND a.attname = CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END
    WHERE c.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'p') AND NOT r.relispartition
      AND c.relname NOT IN (SELECT name FROM audit.open_table)
      AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`,
  `SELECT 'setting', coalesce(d.datname, '*') || ' ' || coalesce(pg_get_userbyid(nullif(s.setrole, 0)), '*') || ' ' || split_part(one, '=', 1), one
     FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase CROSS JOIN unnest(s.setconfig) one
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND (split_part(one, '=', 1) IN ('search_path', 'session_replication_role', 'row_security', 'role', 'session_preload_libraries', 'local_preload_libraries')
        -- Who acts, and whom a statement sees, is said for each transaction: said beforehand, it would be so where nobody said it.
        OR one LIKE 'emr.%')`,
  `SELECT 'setting', '* * session_replication_role', setting FROM pg_settings WHERE name = 'session_replication_role' AND setting <> 'origin'`,
  `SELECT 'right to set', parname, '' FROM pg_parameter_acl WHERE parname IN ('session_replication_role', 'row_security')`,
  `SELECT 'subscription', subname, subenabled::text FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  // That of emr_warehouse is made by the guards, where the hospital has made the role.
  `SELECT 'publication', pubname, '' FROM pg_publication WHERE pubname <> 'emr_warehouse'`,
  `SELECT 'event trigger', evtname, evtenabled::text || evtfoid::regproc FROM pg_event_trigger`,
  `SELECT 'extension', extname, '' FROM pg_extension WHERE extname <> 'plpgsql'`,
  `SELECT 'right', r.name, (SELECT string_agg(DISTINCT who || ':' || privilege_type, ',') FROM (
       SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END AS who, g.privilege_type
         FROM pg_class c, aclexplode(c.relacl) g WHERE c.oid = r.oid AND g.grantee <> c.relowner) held)
     FROM relation r WHERE r.ours`,
  `SELECT 'right', r.name || '.' || a.attname, (SELECT string_agg(DISTINCT who || ':' || privilege_type, ',') FROM (
       SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END AS who, g.privilege_type FROM aclexplode(a.attacl) g) held)
     FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid WHERE r.ours AND a.attacl IS NOT NULL`,
  ...RIGHTS,
  ...BEHIND,
];

/** What is defined in the database now: kind, name and SHA-256 of each object. Reads PostgreSQL's catalogue and nothing that can be replaced. */
export const DEFINITIONS: Statement = {
  name: 'definitions.now',
  text: `WITH ${RELATION}, defined (kind, name, definition) AS (${KINDS.join('\n UNION ALL ')})
    SELECT DISTINCT kind, name, encode(sha256(convert_to(coalesce(definition, ''), 'UTF8')), 'hex') AS hash FROM defined ORDER BY 1, 2, 3`,
};

const PUT_BACK_NOW = `WITH ${RELATION}, defined (kind, name, definition) AS (${PUT_BACK.join('\n UNION ALL ')})`;

/** The texts of what can be put back, with their hashes as {@link DEFINITIONS} has them. */
export const DEFINITION_TEXTS = `${PUT_BACK_NOW}
    SELECT DISTINCT encode(sha256(convert_to(definition, 'UTF8')), 'hex') AS hash, definition FROM defined`;

/** The same with kinds and names, as the program ships them: see shipped-definitions.ts. */
export const NAMED_TEXTS = `${PUT_BACK_NOW} SELECT DISTINCT kind, name, definition FROM defined`;

/** What this transaction has made anew, by kind and name as {@link DEFINITIONS} has them: where several go by one name, all of them. */
export const MADE_NOW = `WITH ${RELATION}, made (kind, name, by) AS (
    SELECT 'trigger', r.name || '.' || t.tgname, t.xmin FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE r.ours AND (NOT t.tgisinternal OR t.tgenabled <> 'O')
    UNION ALL SELECT 'policy', r.name || '.' || p.polname, p.xmin FROM relation r JOIN pg_policy p ON p.polrelid = r.oid WHERE r.ours
    UNION ALL SELECT 'view', r.name, w.xmin FROM relation r JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename = '_RETURN' WHERE r.ours AND r.relkind = 'v')
  SELECT kind, name FROM made GROUP BY kind, name HAVING bool_and(by = pg_current_xact_id()::xid)`;

/** The tables, and partitions, that go by a name of {@link DEFINITIONS} (`$1`), and how a column of theirs (`$2`) is; parents first. */
export const COLUMN_NOW = `WITH ${RELATION} SELECT r.oid::regclass::text AS relation, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "isRequired",
    a.attgenerated::text AS generated, a.attidentity::text AS identity, pg_get_expr(d.adbin, d.adrelid) AS "default",
    EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND NOT k.convalidated) AS "isUnchecked"
  FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = $2 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE r.ours AND r.relkind IN ('r', 'p') AND r.name = $1 ORDER BY r.relispartition, 1`;

/** The tables, and partitions, that go by a name of {@link DEFINITIONS} (`$1`), and how their rows are stored now. */
export const STORAGE_NOW = `WITH ${RELATION} SELECT r.oid::regclass::text AS relation, ${STORAGE} AS text
  FROM relation r WHERE r.ours AND r.relkind IN ('r', 'p') AND r.name = $1 ORDER BY 1`;

/** A catalogue's rows as one number that changes with any of them: each row has the number of the transaction that wrote it. */
const mark = (catalogue: string, columns = 'oid, xmin', where = 'oid >= 16384'): string =>
  `(SELECT count(*) || ' ' || coalesce(sum(hash_record_extended(ROW(${columns}), 0)), 0) FROM ${catalogue} WHERE ${where})`;

/**
 * A text that differs as soon as anything that {@link DEFINITIONS} reads does: some milliseconds, for asking every few seconds.
 * Constraints are seen by the tables that they change (CHECKs, keys and unique indexes), or by their triggers (foreign keys).
 */
export const DEFINITIONS_MARK: Statement = {
  name: 'definitions.mark',
  text: `SELECT concat_ws(' ', ${[
    ...['pg_class', 'pg_trigger', 'pg_proc', 'pg_rewrite', 'pg_policy', 'pg_namespace', 'pg_attrdef'].map((name) =>
      mark(name),
    ),
    ...['pg_operator', 'pg_cast', 'pg_extension', 'pg_event_trigger', 'pg_publication', 'pg_statistic_ext'].map(
      (name) => mark(name),
    ),
    mark('pg_attribute', 'attrelid, attnum, xmin', 'attrelid >= 16384 AND attnum > 0'),
    mark('pg_namespace', 'oid, xmin', `nspname IN ('public', 'audit')`),
    mark('pg_default_acl'),
    mark('pg_auth_members', 'oid, xmin', 'true'),
    mark(
      'pg_roles',
      'oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb, rolcanlogin, rolconnlimit, rolvaliduntil',
      'true',
    ),
    ...BEHIND_MARKS.map(([catalogue, columns, where]) => mark(catalogue, columns, where)),
    mark('pg_database', 'oid, datacl::text, datdba, datconnlimit, datallowconn', 'datname = current_database()'),
    mark('pg_sequence', 'seqrelid, xmin', 'true'),
    mark('pg_inherits', 'inhrelid, xmin', 'true'),
    mark('pg_db_role_setting', 'setdatabase, setrole, xmin', 'true'),
    mark('pg_parameter_acl', 'oid, xmin', 'true'),
    mark('pg_largeobject_metadata', 'oid, xmin', 'true'),
    mark('pg_subscription', 'oid, subname, subenabled', 'true'),
    mark('audit.exempt_table', 'name, reason', 'true'),
    mark('audit.column_policy', 'table_name, column_name, policy', 'true'),
    mark('audit.open_table', 'name, reason', 'true'),
    mark('audit.definition_set', 'number, xmin', 'true'),
    mark('audit.archive', 'partition, xmin', 'true'),
    `(SELECT setting FROM pg_settings WHERE name = 'session_replication_role')`,
  ].join(',\n ')}) AS mark`,
};
