// What the owner of the tables, or a superuser, changes so that writes leave no event or the trail can be changed: the service must see
// it, refuse writes by itself within five seconds, and `emr migrate` must put it right. What harms no event must be told and stop nobody.
import { eventually } from './hospital.mjs';
import { aPatient, isToldAndStopsNobody, rowAttacks } from './rows.mjs';

const WITHIN_MS = 5000;
const CAPTURE = 'AFTER INSERT OR UPDATE OR DELETE ON patient FOR EACH ROW';
const NOTHING = `RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`;

const MONTH = `part text := 'event_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM');
  low uuid := audit.uuid_floor(date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC');
  past uuid := audit.uuid_floor((date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC')`;

/** [name, as, attack, what has to be undone by hand, if anything] */
const ESCAPES = [
  ['capture disabled', 'owner', 'ALTER TABLE patient DISABLE TRIGGER audit_capture'],
  ['capture dropped', 'owner', 'DROP TRIGGER audit_capture ON patient'],
  [
    'capture WHEN (false)',
    'owner',
    `DROP TRIGGER audit_capture ON patient; CREATE TRIGGER audit_capture ${CAPTURE} WHEN (false) EXECUTE FUNCTION audit.capture('{}')`,
  ],
  [
    'capture of inserts only',
    'owner',
    `CREATE OR REPLACE TRIGGER audit_capture AFTER INSERT ON patient FOR EACH ROW EXECUTE FUNCTION audit.capture('{}')`,
  ],
  [
    'capture of one column',
    'owner',
    `CREATE OR REPLACE TRIGGER audit_capture AFTER UPDATE OF sex ON patient FOR EACH ROW EXECUTE FUNCTION audit.capture('{}')`,
  ],
  [
    'capture that omits columns',
    'owner',
    `CREATE OR REPLACE TRIGGER audit_capture ${CAPTURE} EXECUTE FUNCTION audit.capture('{"":"{full_name,version}"}')`,
  ],
  ['capture() that does nothing', 'owner', `CREATE OR REPLACE FUNCTION audit.capture() ${NOTHING}`],
  [
    'keep() that keeps nothing',
    'owner',
    `CREATE OR REPLACE FUNCTION audit.keep(value jsonb, policy text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS 'SELECT NULL::jsonb'`,
  ],
  [
    'a function that outranks PostgreSQL’s',
    'owner',
    `CREATE FUNCTION public.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'`,
    'DROP FUNCTION public.jsonb_strip_nulls(jsonb)',
  ],
  [
    'rows of vital signs that may be anything',
    'owner',
    `DO $$ BEGIN EXECUTE regexp_replace(pg_get_functiondef('public.vital_signs_are_possible'::regproc), 'BEGIN', 'BEGIN RETURN true;'); END $$`,
  ],
  [
    'circumstances that say nothing',
    'owner',
    `CREATE OR REPLACE FUNCTION audit.note_circumstances() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  ],
  ['circumstances not noted', 'owner', 'DROP TRIGGER event_circumstances ON audit.event'],
  ['a rule on the trail', 'owner', 'CREATE RULE r AS ON INSERT TO audit.event DO INSTEAD NOTHING'],
  [
    'a trigger that swallows events',
    'owner',
    `CREATE FUNCTION public.swallow() ${NOTHING}; CREATE TRIGGER a BEFORE INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION public.swallow()`,
    'DROP FUNCTION IF EXISTS public.swallow() CASCADE',
  ],
  [
    'a trigger on one month',
    'owner',
    `CREATE FUNCTION public.swallow() ${NOTHING}; CREATE TRIGGER a BEFORE INSERT ON audit.event_default FOR EACH ROW EXECUTE FUNCTION public.swallow()`,
    'DROP FUNCTION IF EXISTS public.swallow() CASCADE',
  ],
  ['a rule on a table', 'owner', 'CREATE RULE r AS ON UPDATE TO allergy DO INSTEAD NOTHING', 'DROP RULE r ON allergy'],
  [
    'a trigger on a table',
    'owner',
    'CREATE TRIGGER zz BEFORE UPDATE ON allergy FOR EACH ROW EXECUTE FUNCTION public.touch()',
    'DROP TRIGGER zz ON allergy',
  ],
  [
    'a table declared exempt',
    'owner',
    `INSERT INTO audit.exempt_table VALUES ('patient', 'because nobody will look at it'); DROP TRIGGER audit_capture ON patient`,
  ],
  ['a policy for a column', 'owner', `INSERT INTO audit.column_policy VALUES ('patient', 'full_name', 'omit', 'x')`],
  ['files without capture', 'owner', 'ALTER TABLE stored_file_content DISABLE TRIGGER audit_capture'],
  ['messages without capture', 'owner', 'DROP TRIGGER audit_capture ON incoming_message'],
  ['what is told without capture', 'owner', 'ALTER TABLE delivery DISABLE TRIGGER audit_capture'],
  ['files that may be changed', 'owner', 'DROP TRIGGER a_record_stays_1 ON stored_file_content'],
  [
    'approval of receivers switched off',
    'owner',
    'ALTER TABLE subscription DISABLE TRIGGER subscription_waits_for_approval',
  ],
  [
    'a trigger that swallows jobs',
    'owner',
    `CREATE FUNCTION public.swallow() ${NOTHING}; CREATE TRIGGER a BEFORE INSERT ON pgboss.job_common FOR EACH ROW EXECUTE FUNCTION public.swallow()`,
    'DROP FUNCTION IF EXISTS public.swallow() CASCADE',
  ],
  [
    'a rule that swallows jobs',
    'owner',
    'CREATE RULE r AS ON INSERT TO pgboss.job DO INSTEAD NOTHING',
    'DROP RULE r ON pgboss.job',
  ],
  ['a new table without capture', 'owner', 'CREATE TABLE forgotten (id uuid PRIMARY KEY)', 'DROP TABLE forgotten'],
  [
    'a child of a table elsewhere',
    'owner',
    'CREATE SCHEMA own; CREATE TABLE own.allergy () INHERITS (public.allergy)',
    'DROP SCHEMA own CASCADE',
  ],
  [
    'a partition of a table without TRUNCATE guard',
    'owner',
    'CREATE TABLE parts (id uuid) PARTITION BY RANGE (id); CREATE TABLE parts_1 PARTITION OF parts DEFAULT',
    'DROP TABLE parts',
  ],
  ['a schema that the application looks into first', 'owner', 'CREATE SCHEMA emr_app', 'DROP SCHEMA emr_app'],
  [
    'a search path for the database',
    'owner',
    'ALTER DATABASE benh_an SET search_path = own, public',
    'ALTER DATABASE benh_an RESET search_path',
  ],
  [
    'a role that may switch triggers off',
    'superuser',
    'GRANT SET ON PARAMETER session_replication_role TO emr_app',
    'REVOKE SET ON PARAMETER session_replication_role FROM emr_app',
  ],
  [
    'triggers switched off for the application',
    'superuser',
    `ALTER ROLE emr_app SET session_replication_role = 'replica'`,
    'ALTER ROLE emr_app RESET session_replication_role',
  ],
  [
    'a schema in which the application may make functions',
    'owner',
    'GRANT CREATE ON SCHEMA public TO emr_app',
    'REVOKE CREATE ON SCHEMA public FROM emr_app',
  ],
  [
    'the application above row-level security',
    'superuser',
    'ALTER ROLE emr_app BYPASSRLS',
    'ALTER ROLE emr_app NOBYPASSRLS',
  ],
  [
    'a scope that the application has before any request',
    'superuser',
    `ALTER ROLE emr_app SET emr.scope = '**'`,
    'ALTER ROLE emr_app RESET emr.scope',
  ],
  [
    'somebody who acts wherever nobody does',
    'superuser',
    `ALTER DATABASE benh_an SET emr.context = '{"actorKind":"system","username":"x"}'`,
    'ALTER DATABASE benh_an RESET emr.context',
  ],
  ['the application a superuser', 'superuser', 'ALTER ROLE emr_app SUPERUSER', 'ALTER ROLE emr_app NOSUPERUSER'],
  ['the application in the owner’s role', 'superuser', 'GRANT emr_owner TO emr_app', 'REVOKE emr_owner FROM emr_app'],
  [
    'a table that the application owns',
    'superuser',
    'ALTER TABLE public.allergy OWNER TO emr_app',
    'ALTER TABLE public.allergy OWNER TO emr_owner',
  ],
  ['TRUNCATE of a table', 'owner', 'DROP TRIGGER audit_refuse_truncate ON vital_signs'],
  ['events that may be changed', 'owner', 'ALTER TABLE audit.event DISABLE TRIGGER event_append_only'],
  ['one month that may be changed', 'owner', 'ALTER TABLE audit.event_default DISABLE TRIGGER event_append_only'],
  ['one month that may be truncated', 'owner', 'DROP TRIGGER event_no_truncate ON audit.event_default'],
  ['row-level security switched off', 'owner', 'ALTER TABLE allergy DISABLE ROW LEVEL SECURITY'],
  ['a policy that shows everybody', 'owner', 'ALTER POLICY in_scope ON allergy USING (true)'],
  [
    'a month taken out of the trail and renamed',
    'owner',
    `DO $$ DECLARE ${MONTH}; BEGIN EXECUTE format('ALTER TABLE audit.event DETACH PARTITION audit.%I', part);
     EXECUTE format('ALTER TABLE audit.%I RENAME TO mine', part); END $$`,
    // What was recorded meanwhile lies in the default partition; what waited to be sealed is looked for again.
    `DO $$ DECLARE ${MONTH}; BEGIN ALTER TABLE audit.event DETACH PARTITION audit.event_default;
     EXECUTE format('WITH gone AS (DELETE FROM audit.event_default WHERE id >= %L AND id < %L RETURNING *) INSERT INTO audit.mine SELECT * FROM gone', low, past);
     EXECUTE format('ALTER TABLE audit.mine RENAME TO %I', part);
     EXECUTE format('ALTER TABLE audit.event ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', part, low, past);
     ALTER TABLE audit.event ATTACH PARTITION audit.event_default DEFAULT;
     UPDATE audit.seal_position SET xid = '0'; END $$`,
  ],
  [
    'a false set of definitions',
    'owner',
    `ALTER TABLE patient DISABLE TRIGGER audit_capture; INSERT INTO audit.definition_set SELECT number + 1, uuidv7(), now(), guards, migrations, '[]', repeat('0', 64) FROM audit.definition_set ORDER BY number DESC LIMIT 1`,
  ],
];

const REMARKS = [
  ['a view', 'CREATE VIEW list AS SELECT id FROM patient', 'DROP VIEW list', 'public.list'],
  [
    'a materialised copy',
    'CREATE MATERIALIZED VIEW copy AS SELECT * FROM patient',
    'DROP MATERIALIZED VIEW copy',
    'public.copy',
  ],
  [
    'a copy in another schema',
    'CREATE SCHEMA own; CREATE TABLE own.copy AS SELECT * FROM patient',
    'DROP SCHEMA own CASCADE',
    'own.copy',
  ],
  [
    'a right on a schema',
    'GRANT USAGE ON SCHEMA audit TO PUBLIC',
    'REVOKE USAGE ON SCHEMA audit FROM PUBLIC',
    'right on a schema audit',
  ],
  [
    'a right on a function',
    'GRANT EXECUTE ON FUNCTION audit.seal(int) TO emr_app',
    'REVOKE EXECUTE ON FUNCTION audit.seal(int) FROM emr_app',
    'audit.seal(integer)',
  ],
  [
    'a right for what will be made',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO emr_app',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE DELETE ON TABLES FROM emr_app',
    'default right emr_owner public r',
  ],
  ['a right given', 'GRANT DELETE ON patient TO emr_app', 'REVOKE DELETE ON patient FROM emr_app', 'public.patient'],
];

/** By which a write escapes: the service refuses writes by itself, and what `emr migrate` does not put right is undone by hand. */
export const escape = ([name, as, attack, undo], at) => ({
  name: `${as}: ${name}`,
  isShort: at % 5 === 0,
  run: async (hospital) => {
    await hospital[as].query(attack);
    try {
      // Nobody asks whether it is ready: the service looks by itself.
      await eventually(
        async () => (await hospital.post('/api/v1/patients', aPatient, 'registrar')).status === 503,
        WITHIN_MS,
      );
      return (await hospital.ready()) === 503;
    } finally {
      if (undo) await hospital[as].query(undo);
      await hospital.repair();
      await eventually(async () => (await hospital.ready()) === 200, WITHIN_MS);
      await eventually(
        async () => (await hospital.post('/api/v1/patients', aPatient, 'registrar')).status === 201,
        WITHIN_MS,
      );
    }
  },
});

/** What differs and harms no event: told, and stops nobody. Without an undo, `emr migrate` puts it back. */
export const remark = ([name, attack, undo, told, as = 'owner']) => ({
  name: `${as}: ${name} (told, ${undo ? 'and stops nobody' : 'stops nobody, and comes back'})`,
  isShort: true,
  run: async (hospital) => {
    await hospital[as].query(attack);
    let isTold = false;
    try {
      isTold = await isToldAndStopsNobody(hospital, told);
    } finally {
      if (undo) await hospital[as].query(undo);
      else await hospital.repair();
    }
    return isTold && JSON.parse((await hospital.get('/health/ready')).text).differs === undefined;
  },
});

export const definitionAttacks = [...ESCAPES.map(escape), ...rowAttacks, ...REMARKS.map(remark)];
