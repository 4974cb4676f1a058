// What lies behind definitions: names that PostgreSQL finds before ours, objects counted to an extension, flags of the catalogue by which it
// passes over what is still written there, and settings of a session that print values otherwise.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { escape, remark } from './definitions.mjs';
import { aPatient } from './rows.mjs';
import { attacked, keepEvidence } from './trail.mjs';

/** By which writes escape: [name, as, attack, what undoes it, if `emr migrate` does not]. */
const ESCAPES = [
  [
    'triggers passed over, as the catalogue says that a table has none',
    'superuser',
    `UPDATE pg_class SET relhastriggers = false WHERE oid = 'public.patient'::regclass`,
  ],
  [
    'a table in PostgreSQL’s own schema, which is looked into first',
    'superuser',
    `CREATE SCHEMA own; CREATE TABLE own.allergy (LIKE public.allergy INCLUDING ALL); ALTER TABLE own.allergy SET SCHEMA pg_catalog`,
    `SET allow_system_table_mods = on; DROP TABLE pg_catalog.allergy; RESET allow_system_table_mods; DROP SCHEMA own`,
  ],
  [
    'a function in PostgreSQL’s own schema that fits better',
    'superuser',
    `CREATE FUNCTION pg_catalog.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'`,
    'DROP FUNCTION pg_catalog.jsonb_strip_nulls(jsonb)',
  ],
  [
    'a table without capture that is counted to an extension',
    'owner',
    'CREATE TABLE public.forgotten (id uuid PRIMARY KEY); ALTER EXTENSION btree_gist ADD TABLE public.forgotten',
    'ALTER EXTENSION btree_gist DROP TABLE public.forgotten; DROP TABLE public.forgotten',
  ],
  [
    'a function that outranks PostgreSQL’s and is counted to an extension',
    'owner',
    `CREATE FUNCTION public.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb';
     ALTER EXTENSION btree_gist ADD FUNCTION public.jsonb_strip_nulls(jsonb)`,
    `ALTER EXTENSION btree_gist DROP FUNCTION public.jsonb_strip_nulls(jsonb); DROP FUNCTION public.jsonb_strip_nulls(jsonb)`,
  ],
];

/** A hospital need not have one. */
const AN_AUDITOR = `DO $$ BEGIN IF to_regrole('emr_auditor') IS NULL THEN CREATE ROLE emr_auditor LOGIN; END IF; END $$`;

const REMARKS = [
  [
    'a view that is counted to an extension',
    'CREATE VIEW public.everyone AS SELECT * FROM patient; ALTER EXTENSION btree_gist ADD VIEW public.everyone',
    'ALTER EXTENSION btree_gist DROP VIEW public.everyone; DROP VIEW public.everyone',
    'public.everyone',
  ],
  [
    'a function with its owner’s rights that is counted to an extension',
    `CREATE FUNCTION public.read_all() RETURNS SETOF public.patient LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM public.patient';
     ALTER EXTENSION btree_gist ADD FUNCTION public.read_all()`,
    'ALTER EXTENSION btree_gist DROP FUNCTION public.read_all(); DROP FUNCTION public.read_all()',
    'read_all()',
  ],
  ['a domain', `CREATE DOMAIN public.heart AS int CHECK (VALUE < 60)`, 'DROP DOMAIN public.heart', 'public.heart'],
  [
    'an order of texts of its own',
    `CREATE COLLATION public.own (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
    'DROP COLLATION public.own',
    'public.own',
  ],
  [
    'another reading of what clients send',
    `CREATE DEFAULT CONVERSION public.own FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8`,
    'DROP CONVERSION public.own',
    'conversion public.own',
    'superuser',
  ],
  [
    'a store of another name',
    'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler',
    'DROP ACCESS METHOD heap2',
    'heap2',
    'superuser',
  ],
  [
    'a server of elsewhere',
    'CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing',
    'DROP SERVER elsewhere; DROP FOREIGN DATA WRAPPER nothing',
    'elsewhere',
    'superuser',
  ],
  [
    'a file reader of PostgreSQL’s own, for the application',
    'GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO emr_app',
    'REVOKE EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) FROM emr_app',
    'function of PostgreSQL pg_read_file(text)',
    'superuser',
  ],
  [
    'an application that may connect so many times only',
    'ALTER ROLE emr_app CONNECTION LIMIT 500',
    'ALTER ROLE emr_app CONNECTION LIMIT -1',
    'limit role emr_app',
    'superuser',
  ],
  ...['emr_app', 'emr_sealer', 'emr_auditor'].flatMap((role) =>
    [
      ['whose password runs out', `VALID UNTIL '2020-01-01'`, `VALID UNTIL 'infinity'`],
      ['who may not connect', 'CONNECTION LIMIT 0', 'CONNECTION LIMIT -1'],
      ['who may not sign in', 'NOLOGIN', 'LOGIN'],
    ].map(([what, attack, undo]) => [
      `${role} ${what}`,
      `${AN_AUDITOR}; ALTER ROLE ${role} ${attack}`,
      `ALTER ROLE ${role} ${undo}`,
      `limit role ${role}`,
      'superuser',
    ]),
  ),
];

/** What cannot be undone without a trace, in a copy: `emr audit reconcile` names the definition. */
const IN_A_COPY = [
  [
    'a function of PostgreSQL’s own that was replaced',
    `CREATE OR REPLACE FUNCTION pg_catalog.jsonb_strip_nulls(target jsonb, strip_in_arrays boolean DEFAULT false) RETURNS jsonb LANGUAGE sql AS 'SELECT target'`,
    'jsonb_strip_nulls',
  ],
  [
    'an operator of PostgreSQL’s own that calls something else, so that events leave out what was changed',
    `UPDATE pg_operator SET oprcode = 'text_ge'::regproc WHERE oid = '<>(text,text)'::regoperator`,
    '<>(text,text)',
  ],
  [
    'an aggregate of PostgreSQL’s own that makes something else',
    `UPDATE pg_aggregate SET aggfinalfn = 'jsonb_agg_finalfn'::regproc WHERE aggfnoid = 'jsonb_object_agg'::regproc`,
    'jsonb_object_agg',
  ],
  [
    'a unique index that is not written to any more',
    `UPDATE pg_index SET indisready = false WHERE indexrelid = 'public.allergy_active_once'::regclass`,
    'public.allergy.allergy_active_once',
  ],
  [
    'a primary key that holds nothing apart',
    `UPDATE pg_index SET indisunique = false WHERE indexrelid = 'public.vital_signs_pkey'::regclass`,
    'public.vital_signs.vital_signs_pkey',
  ],
  ['CHECKs passed over', `UPDATE pg_class SET relchecks = 0 WHERE oid = 'public.dose'::regclass`, 'public.dose checks'],
  [
    'a foreign key without what keeps it',
    `DELETE FROM pg_trigger WHERE tgconstraint = (SELECT oid FROM pg_constraint WHERE conrelid = 'public.note'::regclass AND contype = 'f' LIMIT 1)`,
    'public.note keys',
  ],
  [
    'indexes of a table that the catalogue denies',
    `UPDATE pg_class SET relhasindex = false WHERE oid = 'public.task'::regclass`,
    'public.task indexes',
  ],
].map(([name, attack, told]) => ({
  name: `superuser: ${name} (named by comparing)`,
  isShort: false,
  before: keepEvidence,
  run: async (hospital) => {
    const { output } = hospital.emr(['audit', 'reconcile', '--json'], await attacked(hospital, attack));
    const isTold = output.includes(told);
    if (!isTold) console.log(output.slice(-600));
    return isTold;
  },
}));

const findingsOf = (hospital) => {
  const { status, output } = hospital.emr(['audit', 'reconcile', '--json']);
  return { status, total: JSON.parse(output.slice(output.indexOf('{'))).findings.total };
};

const otherwise = {
  name: 'app: values written by a session of another zone, date style and byte format (comparing finds them as they are)',
  isShort: true,
  run: async (hospital) => {
    const before = findingsOf(hospital);
    const forged = JSON.stringify({
      actorKind: 'staff',
      actorId: '019a0000-0000-7000-8000-000000000001',
      username: 'x',
    });
    const other = new pg.Client(hospital.appUrl);
    await other.connect();
    try {
      await other.query(`SET TimeZone = 'Asia/Kathmandu'; SET DateStyle = 'SQL, DMY'; SET IntervalStyle = 'sql_standard'; SET bytea_output = 'escape';
        SET extra_float_digits = -15; SET quote_all_identifiers = on; SET default_transaction_isolation = 'repeatable read'`);
      await other.query(`BEGIN; SELECT set_config('emr.context', '${forged}', true), set_config('emr.scope', '**', true);
        UPDATE vital_signs SET effective_at = effective_at - interval '1 second', version = version + 1 WHERE id = (SELECT id FROM vital_signs ORDER BY id LIMIT 1); COMMIT`);
    } catch (error) {
      console.log(`        ${error.message}`);
      return false;
    } finally {
      await other.end();
    }
    await hospital.sealed();
    const after = findingsOf(hospital);
    return after.total === before.total && after.status === before.status;
  },
};

const flood = {
  name: 'app: 20,000 notices that mean nothing (sessions end at once all the same, and nobody is signed out)',
  isShort: true,
  run: async (hospital) => {
    const { app, get, ready } = hospital;
    for (const channel of ['session_revoked', 'session_notice_test']) {
      await app.query(`SELECT count(pg_notify('${channel}', CASE n % 4 WHEN 0 THEN '' WHEN 1 THEN '{"' WHEN 2 THEN repeat('x', 7000) ELSE gen_random_uuid()::text END))
        FROM generate_series(1, 10000) n`);
    }
    await sleep(500);
    return (await get('/api/v1/auth/me', 'doctor')).status === 200 && (await ready()) === 200;
  },
};

const locks = {
  name: 'app: every lock that a number can name for long (patients are registered and read, sealing goes on)',
  isShort: false,
  run: async ({ app, post, get, sealed }) => {
    await app.query(`SET lock_timeout = '300ms'`);
    await app
      .query(
        `SELECT count(pg_try_advisory_lock(hashtext(name))) FROM unnest(ARRAY['audit.sealer', 'emr.migrate', 'emr generate', 'radar', 'outbox']) name`,
      )
      .catch(() => undefined);
    try {
      const { status } = await post('/api/v1/patients', aPatient, 'registrar');
      await sealed();
      return status === 201 && (await get('/api/v1/auth/me', 'nurse')).status === 200;
    } finally {
      await app.query('SELECT pg_advisory_unlock_all()');
    }
  },
};

/** A month that PostgreSQL passes over, or is about to let go: the events are not there for whoever asks. */
const passedOver = [
  [
    'as the catalogue says that it has no months',
    `UPDATE pg_class SET relhassubclass = false WHERE oid = 'audit.event'::regclass`,
  ],
  [
    'as they are about to be taken out',
    `UPDATE pg_inherits SET inhdetachpending = true WHERE inhparent = 'audit.event'::regclass`,
  ],
].map(([name, attack]) => ({
  name: `superuser: months of events passed over, ${name}`,
  isShort: false,
  before: keepEvidence,
  run: async (hospital) => {
    const { key, witness } = hospital.evidence;
    const url = await attacked(hospital, attack);
    const { status, output } = hospital.emr(['audit', 'verify', '--key', key, '--witness', witness], url);
    if (status !== 1) console.log(`        ${output.split('\n')[0]}`);
    return status === 1;
  },
}));

/** While the service runs. */
export const behindAttacks = [...ESCAPES.map(escape), ...REMARKS.map(remark), otherwise, flood, locks];
/** In copies of its database, when it has stopped. */
export const behindCopies = [...IN_A_COPY, ...passedOver];
