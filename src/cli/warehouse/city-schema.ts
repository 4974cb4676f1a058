import { CITY_TABLES } from './city-tables.js';

/** Who reads what stands in the warehouse: none of these may sign in but where it is said, and none may read a hospital's copy. */
export const ROLES: readonly string[] = [
  // Owns the copies, as at the hospitals; signs in for the while of a command.
  'emr_owner',
  // The rights of the copies name it; nobody works in a copy.
  'emr_app',
  // People who may ask are members of it, each with a sign-in of their own.
  'emr_city_reader',
  // What a question runs as: it reads the tables of the city and nothing else.
  'emr_city_reads',
  // What writes down who asked, before the answer: on a connection of its own.
  'emr_city_recorder',
  // Reads the copies, to fill the tables of the city from them.
  'emr_city_copies',
];

const columnsOf = (columns: (typeof CITY_TABLES)[number]['columns']): string =>
  columns.map(([name, type]) => `${name} ${type}`).join(', ');

/**
 * Functions of PostgreSQL that would make a question other than its text on record: they run a text that stands elsewhere, or read what the
 * asker has put into the session or into a large object.
 */
const UNTOLD =
  '^(\\w+_to_xml(schema|_and_xmlschema)?|ts_stat|ts_rewrite|current_setting|set_config|pg_show_all_settings|pg_stat_get_activity|pg_prepared_statement|pg_cursor|pg_listening_channels|lo_\\w+|lo(read|write))$';

/** Tables of the city, and the trail of what was asked of them. May run again: what is there stays. */
export const CITY_SCHEMA: readonly string[] = [
  'CREATE EXTENSION IF NOT EXISTS postgres_fdw',
  'CREATE EXTENSION IF NOT EXISTS dblink',
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  'CREATE SCHEMA IF NOT EXISTS city',
  `CREATE TABLE IF NOT EXISTS city.facility (
    code text PRIMARY KEY, name text NOT NULL, database text NOT NULL UNIQUE, verifier_key text,
    added_at timestamptz NOT NULL DEFAULT now(), refreshed_at timestamptz, verified_at timestamptz, checkpoint text)`,
  ...CITY_TABLES.map(
    ({ name, columns }) => `CREATE TABLE IF NOT EXISTS city.${name} (
    facility text NOT NULL REFERENCES city.facility (code), ${columnsOf(columns)}, PRIMARY KEY (facility, id)) PARTITION BY LIST (facility)`,
  ),
  `CREATE TABLE IF NOT EXISTS city.reading (
    number bigint PRIMARY KEY, at timestamptz NOT NULL, who text NOT NULL, address inet, reason text NOT NULL, question text NOT NULL,
    hash bytea NOT NULL)`,
  // What a reading is, in bytes, behind the hash of the one before it.
  `CREATE OR REPLACE FUNCTION city.reading_hash(before bytea, r city.reading) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT sha256(coalesce(before, ''::bytea) || convert_to(jsonb_build_array(r.number, extract(epoch FROM r.at), r.who, host(r.address), r.reason, r.question)::text, 'UTF8'))
  $$`,
  `CREATE OR REPLACE FUNCTION city.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'what was asked stays on record: % refused', TG_OP USING ERRCODE = 'EM002';
  END $$`,
  `CREATE OR REPLACE TRIGGER reading_append_only BEFORE UPDATE OR DELETE ON city.reading FOR EACH ROW EXECUTE FUNCTION city.refuse_change()`,
  `CREATE OR REPLACE TRIGGER reading_no_truncate BEFORE TRUNCATE ON city.reading FOR EACH STATEMENT EXECUTE FUNCTION city.refuse_change()`,
  'ALTER TABLE city.reading ENABLE ALWAYS TRIGGER reading_append_only',
  'ALTER TABLE city.reading ENABLE ALWAYS TRIGGER reading_no_truncate',
  `CREATE OR REPLACE FUNCTION city.record(asker text, from_where inet, because text, asked text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE r city.reading;
  BEGIN
    LOCK TABLE city.reading IN SHARE ROW EXCLUSIVE MODE;
    SELECT coalesce(max(b.number), 0) + 1 INTO r.number FROM city.reading b;
    r.at := clock_timestamp(); r.who := asker; r.address := from_where; r.reason := because; r.question := asked;
    r.hash := city.reading_hash((SELECT b.hash FROM city.reading b WHERE b.number = r.number - 1), r);
    INSERT INTO city.reading SELECT r.*;
    RETURN r.number;
  END $$`,
  // The question runs with the rights of its owner, who may read the tables of the city: a statement of another kind is refused, and so is a second.
  `CREATE OR REPLACE FUNCTION city.answer(question text) RETURNS SETOF jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = city, pg_catalog, pg_temp AS $$
  BEGIN
    RETURN QUERY EXECUTE 'SELECT to_jsonb(q) FROM (' || question || E'\\n) q';
  END $$`,
  `CREATE OR REPLACE FUNCTION city.ask(question text, reason text) RETURNS SETOF jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DECLARE recorded text;
  BEGIN
    IF length(btrim(coalesce(reason, ''))) < 10 THEN
      RAISE EXCEPTION 'say for what it is asked, in ten letters or more' USING ERRCODE = '22023';
    END IF;
    -- Committed before anything is read, on a connection of its own: taking the question back does not take the record back.
    recorded := public.dblink_connect('city_trail', 'city_trail');
    BEGIN
      SELECT n INTO STRICT recorded FROM public.dblink('city_trail', format('SELECT city.record(%L, %L, %L, %L)', session_user, inet_client_addr(), reason, question)) AS said (n bigint);
    EXCEPTION WHEN OTHERS OR query_canceled THEN
      PERFORM public.dblink_disconnect('city_trail');
      RAISE;
    END;
    PERFORM public.dblink_disconnect('city_trail');
    RETURN QUERY SELECT * FROM city.answer(question);
  END $$`,
  ...rightsOfTheCity(),
];

function rightsOfTheCity(): string[] {
  const dblink = `SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    JOIN pg_extension e ON e.oid = d.refobjid AND e.extname IN ('dblink', 'postgres_fdw')`;
  return [
    `DO $$ DECLARE f record; BEGIN
      FOR f IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '${UNTOLD}' LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name); END LOOP; END $$`,
    `DO $$ DECLARE f record; BEGIN
      FOR f IN ${dblink} LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name); END LOOP; END $$`,
    'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA city FROM PUBLIC',
    'REVOKE ALL ON ALL TABLES IN SCHEMA city FROM PUBLIC',
    'GRANT USAGE ON SCHEMA city TO emr_city_reader, emr_city_reads, emr_city_recorder',
    'GRANT USAGE ON SCHEMA public TO emr_city_recorder',
    ...CITY_TABLES.map(({ name }) => `GRANT SELECT ON city.${name} TO emr_city_reads`),
    'GRANT SELECT (code, name, refreshed_at) ON city.facility TO emr_city_reads',
    'GRANT CREATE ON SCHEMA city TO emr_city_reads, emr_city_recorder',
    'ALTER FUNCTION city.answer(text) OWNER TO emr_city_reads',
    'ALTER FUNCTION city.ask(text, text) OWNER TO emr_city_recorder',
    'REVOKE CREATE ON SCHEMA city FROM emr_city_reads, emr_city_recorder',
    'GRANT EXECUTE ON FUNCTION city.answer(text) TO emr_city_recorder',
    'GRANT EXECUTE ON FUNCTION city.record(text, inet, text, text) TO emr_city_recorder',
    'GRANT EXECUTE ON FUNCTION city.ask(text, text) TO emr_city_reader',
    'GRANT EXECUTE ON FUNCTION public.dblink_connect(text, text), public.dblink(text, text), public.dblink_disconnect(text) TO emr_city_recorder',
  ];
}
