import { FUNCTION_OF_AN_EXTENSION } from './defined-behind.js';

/** The roles that the service and those who prove it connect as; none of them owns anything or stands above the rules. */
const SERVICE_ROLES = `('emr_app', 'emr_sealer', 'emr_auditor')`;

/** Roles by which one reaches what no rule of the database holds. */
const MIGHTY = `('pg_write_all_data', 'pg_read_all_data', 'pg_database_owner', 'pg_maintain', 'pg_write_server_files', 'pg_read_server_files', 'pg_execute_server_program', 'pg_create_subscription')`;

/** Who holds what of an access list, such as `emr_app:EXECUTE,PUBLIC:USAGE`. */
const heldBy = (list: string): string => `(SELECT string_agg(DISTINCT who, ',' ORDER BY who) FROM (
    SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END || ':' || g.privilege_type || CASE WHEN g.is_grantable THEN '*' ELSE '' END AS who
      FROM aclexplode(${list}) g) held)`;

const OURS = `('public'::regnamespace, 'audit'::regnamespace)`;

/** Says that a kind of which there may be none was looked at. */
const ALL = '(all that there are)';

/**
 * Who may do what, beyond the rights on tables: one SELECT (kind, name, definition) each. A power of a role that the service connects as is
 * told by itself, whatever an upgrade sealed; the rest is compared with what it sealed.
 */
export const RIGHTS: readonly string[] = [
  `SELECT 'right on a schema', n.nspname, ${heldBy(`coalesce(n.nspacl, acldefault('n', n.nspowner))`)} FROM pg_namespace n
    WHERE n.nspname IN ('public', 'audit')`,
  `SELECT 'right on a function', p.oid::regprocedure::text, ${heldBy(`coalesce(p.proacl, acldefault('f', p.proowner))`)} FROM pg_proc p
    WHERE p.pronamespace IN ${OURS} AND NOT ${FUNCTION_OF_AN_EXTENSION}`,
  `SELECT 'right on a sequence', c.oid::regclass::text, ${heldBy(`coalesce(c.relacl, acldefault('s', c.relowner))`)} FROM pg_class c
    WHERE c.relkind = 'S' AND c.relnamespace IN ${OURS}`,
  `SELECT 'default right', concat_ws(' ', pg_get_userbyid(f.defaclrole), nullif(f.defaclnamespace, 0)::regnamespace::text, f.defaclobjtype), ${heldBy('f.defaclacl')} FROM pg_default_acl f`,
  `SELECT 'owner', n.nspname || '.' || p.proname, string_agg(DISTINCT pg_get_userbyid(p.proowner), ',') FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.pronamespace IN ${OURS} AND NOT ${FUNCTION_OF_AN_EXTENSION} GROUP BY 1, 2`,
  `SELECT 'owner', r.name, pg_get_userbyid(c.relowner) FROM relation r JOIN pg_class c ON c.oid = r.oid WHERE r.ours`,
  `SELECT 'owner', n.nspname, pg_get_userbyid(n.nspowner) FROM pg_namespace n WHERE n.nspname IN ('public', 'audit')`,
  `SELECT 'member', pg_get_userbyid(m.member) || ' of ' || pg_get_userbyid(m.roleid), concat_ws(' ', m.admin_option, m.inherit_option, m.set_option) FROM pg_auth_members m
    WHERE pg_get_userbyid(m.member) !~ '^pg_' AND NOT (pg_get_userbyid(m.member) = 'emr_sealer' AND pg_get_userbyid(m.roleid) = 'pg_signal_backend')`,
  ...[
    'default right',
    'member',
    'role above the rules',
    'collation',
    'tablespace',
    'limit',
    'statistics',
    'sequence',
    'function of PostgreSQL',
  ].map((kind) => `SELECT '${kind}', '${ALL}', ''`),
  // PostgreSQL's own superuser (10) is there always, and a warehouse follows by replication. Roles made before the server first ran have low numbers as well.
  `SELECT 'role above the rules', rolname, concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, rolreplication) FROM pg_roles
    WHERE oid <> 10 AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)
      AND NOT (rolname = 'emr_warehouse' AND rolreplication AND NOT (rolsuper OR rolbypassrls OR rolcreaterole))`,
  // By another order, or another equality, a unique index holds other things apart.
  `SELECT 'collation', r.name || '.' || a.attname, a.attcollation::regcollation::text FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type t ON t.oid = a.atttypid WHERE r.ours AND r.relkind IN ('r', 'p') AND a.attcollation <> t.typcollation`,
  // By what they say of columns together, and by numbers that begin elsewhere, questions and rows come out another way.
  `SELECT 'statistics', n.nspname || '.' || s.stxname, concat_ws(' ', pg_get_statisticsobjdef(s.oid), s.stxstattarget) FROM pg_statistic_ext s
     JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN relation r ON r.oid = s.stxrelid WHERE r.ours`,
  `SELECT 'sequence', c.oid::regclass::text, concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, c.relpersistence,
     (SELECT d.refobjid::regclass || '.' || d.refobjsubid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))
     FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'audit', 'pgboss')`,
  // A disk of its own, which may be one that forgets.
  `SELECT 'tablespace', r.name, s.spcname FROM relation r JOIN pg_class c ON c.oid = r.oid JOIN pg_tablespace s ON s.oid = c.reltablespace WHERE r.ours`,
  // What stops writing, lets it be lost, or lets a transaction stand open; the settings by which a write escapes are told by themselves.
  `SELECT 'limit', coalesce(d.datname, '*') || ' ' || coalesce(pg_get_userbyid(nullif(s.setrole, 0)), '*') || ' ' || split_part(one, '=', 1), one
     FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase CROSS JOIN unnest(s.setconfig) one
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND split_part(one, '=', 1) IN ('default_transaction_read_only', 'default_transaction_isolation', 'synchronous_commit', 'statement_timeout', 'lock_timeout',
        'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'TimeZone', 'DateStyle', 'lo_compat_privileges')`,
  // How many of them may come, until when, or whether at all. A time that never comes is none: PostgreSQL has no other way to take one back.
  `SELECT 'limit', 'role ' || rolname, concat_ws(' ', CASE WHEN NOT rolcanlogin THEN 'NOLOGIN' END, rolconnlimit,
     extract(epoch FROM nullif(rolvaliduntil, 'infinity'))) FROM pg_roles
    WHERE rolname IN ${SERVICE_ROLES} AND (NOT rolcanlogin OR rolconnlimit <> -1 OR rolvaliduntil <> 'infinity')`,
  // The same as earlier versions sealed it, in the zones that their sessions may have had: what was sealed then is not changed by being written otherwise.
  `SELECT 'limit as written before', 'role ' || rolname, concat_ws(' ', CASE WHEN NOT rolcanlogin THEN 'NOLOGIN' END, rolconnlimit, moment)
     FROM pg_roles CROSS JOIN LATERAL (VALUES (rolvaliduntil::text), (to_char(rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || '+00'),
       (to_char(rolvaliduntil AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI:SS') || '+07')) written (moment)
    WHERE rolname IN ${SERVICE_ROLES} AND rolvaliduntil IS NOT NULL`,
  `SELECT 'limit', 'database', concat_ws(' ', datallowconn, datconnlimit) FROM pg_database
    WHERE datname = current_database() AND (NOT datallowconn OR datconnlimit <> -1)`,
  // Bytes that belong to no table.
  `SELECT 'large object', oid::text, '' FROM pg_largeobject_metadata`,
  `SELECT 'power of the service', rolname || ' ' || power, '' FROM pg_roles CROSS JOIN LATERAL unnest(ARRAY[
      CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
      CASE WHEN rolreplication THEN 'REPLICATION' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END]) power
    WHERE rolname IN ${SERVICE_ROLES} AND power IS NOT NULL`,
  `SELECT 'power of the service', r.rolname || ' is member of ' || above.rolname, '' FROM pg_roles r JOIN pg_roles above ON above.oid <> r.oid
    WHERE r.rolname IN ${SERVICE_ROLES} AND NOT r.rolsuper AND pg_has_role(r.oid, above.oid, 'MEMBER') AND (above.rolsuper OR above.rolbypassrls OR above.rolname IN ${MIGHTY}
      OR above.rolname IN ${SERVICE_ROLES} OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = above.oid AND c.relnamespace IN ${OURS} AND c.relkind IN ('r', 'p')))`,
  `SELECT 'power of the service', r.rolname || ' owns ' || c.oid::regclass, '' FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE r.rolname IN ${SERVICE_ROLES} AND c.relnamespace IN ${OURS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')`,
  `SELECT 'power of the service', r.rolname || ' owns ' || p.oid::regprocedure, '' FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
    WHERE r.rolname IN ${SERVICE_ROLES} AND p.pronamespace IN ${OURS}`,
  `SELECT 'power of the service', r.rolname || ' may make objects in ' || n.nspname, '' FROM pg_namespace n JOIN pg_roles r ON r.rolname IN ${SERVICE_ROLES}
    WHERE n.nspname IN ('public', 'audit') AND NOT r.rolsuper AND has_schema_privilege(r.oid, n.oid, 'CREATE')`,
  `SELECT 'power of the service', r.rolname || ' owns the database', '' FROM pg_database b JOIN pg_roles r ON r.oid = b.datdba
    WHERE b.datname = current_database() AND r.rolname IN ${SERVICE_ROLES}`,
  `SELECT 'power of the service', r.rolname || ' may make schemas', '' FROM pg_roles r
    WHERE r.rolname IN ${SERVICE_ROLES} AND NOT r.rolsuper AND has_database_privilege(r.oid, current_database(), 'CREATE')`,
  // A temporary table stands before ours wherever one is named without its schema.
  `SELECT 'right to temporary tables', r.rolname, '' FROM pg_roles r
    WHERE r.rolname IN ${SERVICE_ROLES} AND NOT r.rolsuper AND has_database_privilege(r.oid, current_database(), 'TEMP')`,
];
