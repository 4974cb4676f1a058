/** Whether an extension counts it as its own. Whoever owns an extension may add to it what they like. */
const isMember = (catalogue: string, oid: string): string =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`;

const C = 13;
const INTERNAL = 12;

/**
 * A condition on a function `p`: an extension's, and in C, which comes with files of the server alone. What is counted to an extension and
 * written in another language is looked at as everything else.
 */
export const FUNCTION_OF_AN_EXTENSION = `(p.prolang = ${C} AND ${isMember('pg_proc', 'p.oid')})`;

/** The same of an operator or a cast, by the function that it calls. */
export const CALL_OF_AN_EXTENSION = (catalogue: string, oid: string, called: string): string =>
  `(${isMember(catalogue, oid)} AND EXISTS (SELECT FROM pg_proc p WHERE p.oid = ${called} AND p.prolang = ${C}))`;

/** A condition on a relation `c`: a view that an extension brought, and that reads nothing of ours. */
export const VIEW_OF_AN_EXTENSION = `(c.relkind = 'v' AND ${isMember('pg_class', 'c.oid')} AND NOT EXISTS (
    SELECT FROM pg_rewrite w JOIN pg_depend u ON u.classid = 'pg_rewrite'::regclass AND u.objid = w.oid AND u.refclassid = 'pg_class'::regclass
      JOIN pg_class t ON t.oid = u.refobjid AND t.oid <> c.oid JOIN pg_namespace tn ON tn.oid = t.relnamespace AND tn.nspname IN ('public', 'audit', 'pgboss')
     WHERE w.ev_class = c.oid))`;

/** Whether a row of the catalogue was written since the cluster was made: what PostgreSQL brings along is older than its information schema. */
const later = (
  row: string,
): string => `${row}.xmin::text::bigint >= (SELECT min(first.xmin::text::bigint) FROM pg_proc first JOIN pg_namespace s ON s.oid = first.pronamespace
    WHERE s.nspname = 'information_schema' AND first.oid < 16384)`;

/** A foreign key between two plain tables is kept by four triggers. */
const LAME_KEY = `EXISTS (SELECT FROM pg_constraint k JOIN pg_class other ON other.oid = k.confrelid AND other.relkind = 'r' AND NOT other.relispartition
    WHERE k.conrelid = c.oid AND c.relkind = 'r' AND NOT c.relispartition AND k.contype = 'f' AND k.conenforced
      AND (SELECT count(*) FROM pg_trigger t WHERE t.tgconstraint = k.oid) <> 4)`;

/**
 * Catalogues in which the program ships nothing of its own. What an extension brings of the second kind only a superuser can make, so that
 * being counted to one says enough.
 */
const OTHERS: readonly (readonly [catalogue: string, where: string])[] = [
  ['pg_type', `typtype IN ('d', 'e', 'r') AND typnamespace <> 'pgboss'::regnamespace`],
  ...['pg_collation', 'pg_conversion', 'pg_transform', 'pg_ts_config', 'pg_foreign_server'].map(
    (catalogue) => [catalogue, 'true'] as const,
  ),
  ...['pg_opclass', 'pg_am', 'pg_language', 'pg_ts_dict', 'pg_foreign_data_wrapper'].map(
    (catalogue) => [catalogue, `NOT ${isMember(catalogue, `${catalogue}.oid`)}`] as const,
  ),
];

/**
 * What lies behind the definitions: names that PostgreSQL finds before ours, its own functions, and flags of its catalogue by which it passes
 * over a trigger, a rule or an index that is still written there. One SELECT (kind, name, definition) each.
 */
export const BEHIND: readonly string[] = [
  // PostgreSQL's own schema is looked into before any other.
  `SELECT CASE WHEN EXISTS (SELECT FROM relation r WHERE r.ours AND split_part(r.name, '.', 2) = c.relname) THEN 'relation before ours' ELSE 'relation elsewhere' END,
     'pg_catalog.' || c.relname, c.relkind::text FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT ${VIEW_OF_AN_EXTENSION}`,
  `SELECT 'shadow of a function', 'pg_catalog.' || p.oid::regprocedure, '' FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
     AND (p.oid >= 16384 AND NOT ${FUNCTION_OF_AN_EXTENSION} OR p.oid < 16384 AND p.prolang NOT IN (${INTERNAL}, ${C}) AND ${later('p')})`,
  // Altered in place, or given to the service beyond what everybody may: told. Whatever else an administrator gave or took leaves its own list of rights.
  `SELECT 'function of PostgreSQL', p.oid::regprocedure::text, concat_ws(' ', p.prosrc, p.proacl) FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.oid < 16384 AND p.prolang IN (${INTERNAL}, ${C}) AND NOT ${FUNCTION_OF_AN_EXTENSION} AND ${later('p')}
      AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) g WHERE pg_get_userbyid(g.grantee) IN ('emr_app', 'emr_sealer', 'emr_auditor')))`,
  // An operator, a cast or an aggregate of PostgreSQL's own that calls something else than it did.
  `SELECT 'operator', o.oid::regoperator::text, o.oprcode::text FROM pg_operator o WHERE o.oid < 16384 AND ${later('o')}`,
  `SELECT 'cast', format_type(k.castsource, NULL) || ' as ' || format_type(k.casttarget, NULL), k.castmethod::text || k.castcontext::text
     FROM pg_cast k WHERE k.oid < 16384 AND ${later('k')}`,
  `SELECT 'shadow of a function', 'pg_catalog.' || a.aggfnoid::regprocedure, '' FROM pg_aggregate a WHERE a.aggfnoid < 16384 AND ${later('a')}`,
  // By what indexes find rows, and what is equal to what.
  ...['pg_amop', 'pg_amproc', 'pg_opclass', 'pg_opfamily'].map(
    (catalogue) => `SELECT 'catalogue at odds', one.type || ' ' || one.identity, '' FROM ${catalogue} b
      CROSS JOIN LATERAL pg_identify_object('${catalogue}'::regclass, b.oid, 0) one WHERE b.oid < 16384 AND ${later('b')}`,
  ),
  // No trigger fires where the table says that it has none.
  `SELECT 'table without its triggers', r.name, '' FROM relation r JOIN pg_class c ON c.oid = r.oid
    WHERE r.ours AND NOT c.relhastriggers AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = r.oid)`,
  `SELECT 'catalogue at odds', r.name || ' ' || odds.what, '' FROM relation r JOIN pg_class c ON c.oid = r.oid CROSS JOIN LATERAL (VALUES
       ('checks', c.relchecks <> (SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')),
       ('indexes', NOT c.relhasindex AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid)),
       ('parts', EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid AND (i.inhdetachpending OR NOT c.relhassubclass))),
       ('keys', ${LAME_KEY})) odds (what, is_so)
    WHERE r.ours AND r.relkind IN ('r', 'p') AND odds.is_so`,
  // Rows that are written are not found by it, or not held apart.
  `SELECT 'catalogue at odds', r.name || '.' || c.relname, '' FROM relation r JOIN pg_index i ON i.indrelid = r.oid JOIN pg_class c ON c.oid = i.indexrelid
    WHERE r.ours AND (i.indisvalid AND NOT (i.indisready AND i.indislive)
      OR NOT i.indisunique AND EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = r.oid AND k.contype IN ('p', 'u')))`,
  `SELECT 'object of another kind', one.type || ' ' || one.identity, '' FROM (${OTHERS.map(
    ([catalogue, where]) =>
      `SELECT '${catalogue}'::regclass AS catalogue, oid FROM ${catalogue} WHERE oid >= 16384 AND ${where}`,
  ).join(' UNION ALL ')}) other CROSS JOIN LATERAL pg_identify_object(other.catalogue, other.oid, 0) one`,
];

/** Catalogues that {@link BEHIND} reads, with the columns that tell a row and its version, and which rows. */
export const BEHIND_MARKS: readonly (readonly [catalogue: string, columns: string, where: string])[] = [
  ['pg_proc', 'oid, xmin', 'oid < 16384'],
  ...['pg_operator', 'pg_cast', 'pg_amop', 'pg_amproc', 'pg_opclass', 'pg_opfamily'].map(
    (catalogue) => [catalogue, 'oid, xmin', 'oid < 16384'] as const,
  ),
  ['pg_aggregate', 'aggfnoid, xmin', 'aggfnoid < 16384'],
  ['pg_index', 'indexrelid, xmin', 'indexrelid >= 16384'],
  ...OTHERS.map(([catalogue]) => [catalogue, 'oid, xmin', 'oid >= 16384'] as const),
];
