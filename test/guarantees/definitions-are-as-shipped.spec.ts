import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { compareDefinitions, type Definition } from '../../src/platform/database/definitions/compare-definitions.js';
import { Database } from '../../src/platform/database/database.js';
import { Coverage } from '../../src/platform/database/definitions/coverage.js';
import { DEFINITIONS } from '../../src/platform/database/definitions/defined-now.js';
import { fingerprintOf, type DefinitionSetRow } from '../../src/platform/database/definitions/definition-set.js';
import { differencesNow } from '../../src/platform/database/definitions/differences-now.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { prismaFolder } from '../../src/platform/database/migration-files.js';
import { aPatient } from '../support/builders.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let patient: { id: string };
beforeAll(async () => {
  world = await startWorld();
  patient = await aPatient(world);
});
afterAll(() => world.close());

const ready = () => world.anonymous.get('/health/ready');
const write = (headers = {}) =>
  world.as('registrar').post('/api/v1/patients', { fullName: 'Trần Thị Ghi', sex: 'female' }, headers);
const repair = async () => {
  const lines: string[] = [];
  const done = await migrate({ ownerUrl: world.database.ownerUrl, log: (line) => void lines.push(line) });
  return { ...done, lines };
};
/** What the owner of the tables does so that writes leave no event, or that the trail can be changed. */
const ESCAPES: Record<string, string> = {
  'a capture trigger with a condition': `DROP TRIGGER audit_capture ON patient;
    CREATE TRIGGER audit_capture AFTER INSERT OR UPDATE OR DELETE ON patient FOR EACH ROW WHEN (false) EXECUTE FUNCTION audit.capture('{}')`,
  'a capture trigger for inserts only': `CREATE OR REPLACE TRIGGER audit_capture AFTER INSERT ON patient FOR EACH ROW EXECUTE FUNCTION audit.capture('{}')`,
  'a capture trigger that leaves columns out': `CREATE OR REPLACE TRIGGER audit_capture AFTER INSERT OR UPDATE OR DELETE ON patient
    FOR EACH ROW EXECUTE FUNCTION audit.capture('{"full_name":"omit","version":"omit"}')`,
  'a capture trigger that is disabled': 'ALTER TABLE patient DISABLE TRIGGER audit_capture',
  'a capture function that does nothing': `CREATE OR REPLACE FUNCTION audit.capture() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
  'a rule of what a row can be that takes any': `CREATE OR REPLACE FUNCTION public.diagnostic_report_is_possible(status text, display text)
    RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN RETURN true; END'`,
  'ends of telephone numbers that are none': `CREATE OR REPLACE FUNCTION public.phone_ends(phones text[])
    RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN RETURN phones; END'`,
  'a function beside PostgreSQL’s own': `CREATE FUNCTION public.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'`,
  'a rule on the trail': 'CREATE RULE r AS ON INSERT TO audit.event DO INSTEAD NOTHING',
  'a trigger on the trail that swallows events': `CREATE FUNCTION public.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER a BEFORE INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION public.swallow()`,
  'a table declared exempt': `INSERT INTO audit.exempt_table VALUES ('patient', 'because nobody will look at it'); DROP TRIGGER audit_capture ON patient`,
  'a policy for a column': `INSERT INTO audit.column_policy VALUES ('patient', 'full_name', 'omit', 'x')`,
  'events that may be changed': 'ALTER TABLE audit.event DISABLE TRIGGER event_append_only',
  'one month’s events that may be changed': 'ALTER TABLE audit.event_default DISABLE TRIGGER event_append_only',
  'events of a month that may be truncated': 'DROP TRIGGER event_no_truncate ON audit.event_default',
  'a table that may be truncated': 'DROP TRIGGER audit_refuse_truncate ON vital_signs',
  'a table without row-level security': 'ALTER TABLE allergy DISABLE ROW LEVEL SECURITY',
  'answers kept for retries that anybody may have': 'ALTER TABLE idempotency_key DISABLE ROW LEVEL SECURITY',
  'a policy that shows everybody': 'ALTER POLICY in_scope ON allergy USING (true)',
};

/** What a person must decide about; undone by the second statement. */
const FOREIGN: Record<string, readonly [attack: string, undo: string]> = {
  'a rule on a table': ['CREATE RULE r AS ON UPDATE TO allergy DO INSTEAD NOTHING', 'DROP RULE r ON allergy'],
  'a trigger on a table': [
    'CREATE TRIGGER zz BEFORE UPDATE ON allergy FOR EACH ROW EXECUTE FUNCTION public.touch()',
    'DROP TRIGGER zz ON allergy',
  ],
  'a child of a table in another schema': [
    'CREATE SCHEMA own; CREATE TABLE own.patient () INHERITS (public.allergy)',
    'DROP SCHEMA own CASCADE',
  ],
  'a schema that the application looks into first': ['CREATE SCHEMA emr_app', 'DROP SCHEMA emr_app'],
  'a schema in which the application may make functions': [
    'GRANT CREATE ON SCHEMA public TO emr_app',
    'REVOKE CREATE ON SCHEMA public FROM emr_app',
  ],
  'a table renamed away': [
    'ALTER TABLE recovery_code RENAME TO recovery_code_real',
    'ALTER TABLE recovery_code_real RENAME TO recovery_code',
  ],
};

/** What copies data and hinders no event. */
const REMARKS: Record<string, readonly [attack: string, undo: string, name: string]> = {
  'a view': ['CREATE VIEW list AS SELECT id FROM patient', 'DROP VIEW list', 'public.list'],
  'a materialised view': [
    'CREATE MATERIALIZED VIEW copy AS SELECT * FROM patient',
    'DROP MATERIALIZED VIEW copy',
    'public.copy',
  ],
  'a table in another schema': [
    'CREATE SCHEMA own; CREATE TABLE own.copy AS SELECT * FROM patient',
    'DROP SCHEMA own CASCADE',
    'own.copy',
  ],
  'a trigger that stands on somebody’s table': [
    'CREATE TABLE own (id uuid); CREATE TRIGGER t BEFORE UPDATE ON own FOR EACH ROW EXECUTE FUNCTION public.touch(); SELECT audit.attach_to_every_table()',
    'DROP TABLE own',
    'public.own',
  ],
  'a right': ['GRANT DELETE ON patient TO emr_app', 'REVOKE DELETE ON patient FROM emr_app', 'public.patient'],
  'a right on a schema': [
    'GRANT USAGE ON SCHEMA audit TO PUBLIC',
    'REVOKE USAGE ON SCHEMA audit FROM PUBLIC',
    'right on a schema audit',
  ],
  'a right on a function': [
    'GRANT EXECUTE ON FUNCTION audit.seal(int) TO emr_app',
    'REVOKE EXECUTE ON FUNCTION audit.seal(int) FROM emr_app',
    'right on a function audit.seal(integer)',
  ],
  'figures of columns together': [
    'CREATE STATISTICS public.together ON sex, birth_date FROM patient',
    'DROP STATISTICS public.together',
    'statistics public.together',
  ],
  'running numbers': ['CREATE SEQUENCE public.running', 'DROP SEQUENCE public.running', 'sequence running'],
  'an index': ['CREATE INDEX own ON patient (sex)', 'DROP INDEX own', 'index public.patient.own'],
  'a right for what will be made': [
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO emr_app',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE DELETE ON TABLES FROM emr_app',
    'default right emr_owner public r',
  ],
};

const COUNTED = 'ALTER EXTENSION btree_gist ADD';
const OUTRANKS = `CREATE FUNCTION public.jsonb_strip_nulls(jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT NULL::jsonb'`;
const FLAG = `UPDATE pg_class SET`;
const OPERATOR = `UPDATE pg_operator SET`;
const AGGREGATE = `UPDATE pg_aggregate SET aggfinalfn = 'jsonb_agg_finalfn'::regproc WHERE aggfnoid`;
const [UNLIKE, EQUAL] = [`'<>(text,text)'::regoperator`, `'=(jsonb,jsonb)'::regoperator`];
const DETACH = 'ALTER TABLE audit.event DETACH PARTITION audit.%event%';

describe('Definitions in the database are as they were shipped', () => {
  it.each(Object.entries(ESCAPES))(
    '%s is seen, writes are refused, and emr migrate puts it right',
    async (_, attack) => {
      await world.sql(attack);
      const refused = await ready();
      expect(refused.status).toBe(503);
      const [vietnamese, english] = [await write(), await write({ 'Accept-Language': 'en' })];
      expect([vietnamese.status, english.status]).toEqual([503, 503]);
      expect(vietnamese.body.detail).toMatch(/emr migrate/);
      expect(english.body.title).toMatch(/audit trail/);
      const { repaired, left } = await repair();
      await world.sql('DROP FUNCTION IF EXISTS public.swallow(), public.jsonb_strip_nulls(jsonb)');
      expect([repaired.length > 0, left.filter(({ escapes, kind }) => escapes && !kind.startsWith('shadow'))]).toEqual([
        !attack.includes('jsonb_strip_nulls'),
        [],
      ]);
      expect((await ready()).body).toMatchObject({ status: 'ok' });
      expect((await write()).status).toBe(201);
    },
  );

  it.each(Object.entries(FOREIGN))('%s is seen and named for a person to decide', async (_, [attack, undo]) => {
    await world.sql(attack);
    expect((await ready()).status).toBe(503);
    expect((await write()).status).toBe(503);
    const { lines } = await repair();
    expect(lines.join('\n')).toMatch(/^Decide: /m);
    expect((await ready()).status).toBe(503);
    await world.sql(undo);
    await repair();
    expect((await ready()).body).toMatchObject({ status: 'ok' });
  });

  it.each(Object.entries(REMARKS))('%s is told of, and stops nobody', async (_, [attack, undo, name]) => {
    await world.sql(attack);
    const { status, body } = await ready();
    expect(status).toBe(200);
    expect(body.differs).toContain(name);
    expect((await write()).status).toBe(201);
    await world.sql(undo);
    expect((await ready()).body).toMatchObject({ status: 'ok' });
  });

  // Roles belong to the whole cluster: looked at within a transaction that is taken back, so that no other spec sees them.
  it.each([
    ['ALTER ROLE emr_app BYPASSRLS', 'emr_app BYPASSRLS'],
    ['ALTER ROLE emr_sealer SUPERUSER', 'emr_sealer SUPERUSER'],
    ['GRANT emr_owner TO emr_app', 'emr_app is member of emr_owner'],
    ['GRANT pg_write_all_data TO emr_app', 'emr_app is member of pg_write_all_data'],
    ['ALTER TABLE allergy OWNER TO emr_app', 'emr_app owns allergy'],
    ['ALTER FUNCTION audit.capture() OWNER TO emr_app', 'emr_app owns audit.capture()'],
  ])('%s gives the service a power by which writes escape', async (attack, name) => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const powers = async () => {
      const { rows } = await superuser.query<Definition>(DEFINITIONS.text);
      return compareDefinitions([], rows).filter(({ kind }) => kind === 'power of the service');
    };
    expect(await powers()).toEqual([]);
    await superuser.query(`BEGIN; ${attack}`);
    expect(await powers()).toContainEqual({ kind: 'power of the service', name, how: 'foreign', escapes: true });
    await superuser.query('ROLLBACK');
    await superuser.end();
  });

  it('another owner, another member and another role above the rules are told of', async () => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const now = async () => (await superuser.query<Definition>(DEFINITIONS.text)).rows;
    const sealed = await now();
    await superuser.query(
      `BEGIN; CREATE ROLE emr_friend CREATEROLE; GRANT emr_owner TO emr_friend; ALTER TABLE allergy OWNER TO postgres`,
    );
    const told = compareDefinitions(sealed, await now());
    await superuser.query('ROLLBACK');
    await superuser.end();
    expect(told.map(({ kind, name, how }) => `${kind} ${name} ${how}`)).toEqual(
      expect.arrayContaining([
        'owner public.allergy changed',
        'member emr_friend of emr_owner foreign',
        'role above the rules emr_friend foreign',
      ]),
    );
  });

  // What is counted to an extension, what PostgreSQL finds before ours, and flags of its catalogue by which it passes over what is written there.
  it.each([
    [`CREATE TABLE forgotten (id uuid); ${COUNTED} TABLE forgotten`, 'uncovered table public.forgotten', true],
    [`${OUTRANKS}; ${COUNTED} FUNCTION public.jsonb_strip_nulls(jsonb)`, 'shadow of a function', true],
    [`CREATE VIEW everyone AS SELECT * FROM patient; ${COUNTED} VIEW everyone`, 'view public.everyone', false],
    [
      'CREATE SCHEMA own; CREATE TABLE own.allergy (LIKE allergy); ALTER TABLE own.allergy SET SCHEMA pg_catalog',
      'relation before ours pg_catalog.allergy',
      true,
    ],
    [OUTRANKS.replace('public', 'pg_catalog'), 'shadow of a function pg_catalog.jsonb_strip_nulls(jsonb)', true],
    [
      `CREATE OR REPLACE FUNCTION pg_catalog.jsonb_strip_nulls(target jsonb, strip_in_arrays boolean DEFAULT false) RETURNS jsonb LANGUAGE sql AS 'SELECT target'`,
      'shadow of a function pg_catalog.jsonb_strip_nulls(jsonb,boolean)',
      true,
    ],
    [`${OPERATOR} oprcode = 'texteq'::regproc WHERE oid = ${UNLIKE}`, 'operator <>(text,text)', true],
    [`${AGGREGATE} = 'jsonb_object_agg'::regproc`, 'shadow of a function pg_catalog.jsonb_object_agg', true],
    [`UPDATE pg_amop SET amopstrategy = 9 WHERE amopopr = ${EQUAL}`, 'catalogue at odds operator of access', false],
    [`${FLAG} relhastriggers = false WHERE relname = 'patient'`, 'table without its triggers public.patient', true],
    [`${FLAG} relchecks = 0 WHERE relname = 'dose'`, 'catalogue at odds public.dose checks', false],
    [`${FLAG} relhassubclass = false WHERE relname = 'event'`, 'catalogue at odds audit.event parts', false],
    [
      `UPDATE pg_index SET indisready = false WHERE indexrelid = 'allergy_active_once'::regclass`,
      'catalogue at odds public.allergy.allergy_active_once',
      false,
    ],
    [
      `DELETE FROM pg_trigger t USING pg_constraint k WHERE t.tgconstraint = k.oid AND k.contype = 'f' AND k.conrelid = 'note'::regclass`,
      'catalogue at odds public.note keys',
      false,
    ],
    ['CREATE DOMAIN heart AS int', 'object of another kind type public.heart', false],
    ['GRANT EXECUTE ON FUNCTION pg_read_file(text) TO emr_app', 'function of PostgreSQL pg_read_file(text)', false],
    ['ALTER ROLE emr_app CONNECTION LIMIT 500', 'limit role emr_app', false],
  ])('%s is seen as %s', async (attack, name, escapes) => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const now = async () => (await superuser.query<Definition>(DEFINITIONS.text)).rows;
    const sealed = await now();
    await superuser.query(`BEGIN; ${attack}`);
    const told = compareDefinitions(sealed, await now());
    await superuser.query('ROLLBACK');
    await superuser.end();
    const found = told.find((one) => `${one.kind} ${one.name}`.startsWith(name));
    expect([told, found?.how, found?.escapes]).toEqual([told, 'foreign', escapes]);
  });

  // Each within a transaction that is taken back.
  it.each([
    [`${DETACH}; DROP TABLE audit.%event%`, '%event%'],
    [`${DETACH}; ALTER TABLE audit.%event% RENAME TO mine; SELECT audit.ensure_partitions()`, '%event%'],
    [`${DETACH}; CREATE SCHEMA own; ALTER TABLE audit.%event% SET SCHEMA own`, '%event%'],
    [`ALTER TABLE audit.shown DETACH PARTITION audit.%shown%; DROP TABLE audit.%shown%`, '%shown%'],
    ['DROP TABLE audit.event_default', 'event_default'],
    ['DROP TABLE audit.shown_default', 'shown_default'],
  ])('%s takes a month out of the trail, and is seen', async (attack, name) => {
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    const ofThisMonth = (text: string) => text.replace(/%(\w+)%/g, `$1_${month}`);
    const owner = new pg.Client(world.database.ownerUrl);
    await owner.connect();
    const ask = async <Row extends object>({ text }: { text: string }) => (await owner.query<Row>(text)).rows;
    const missing = async () =>
      compareDefinitions([], await ask<Definition>(DEFINITIONS)).filter(({ kind }) => kind === 'missing month');
    await owner.query('SELECT audit.seal(100000)');
    expect(await missing()).toEqual([]);
    await owner.query(`BEGIN; ${ofThisMonth(attack)}`);
    const found = { kind: 'missing month', name: `audit.${ofThisMonth(name)}`, how: 'foreign', escapes: true };
    // Also where the event that vouches for the sealed set went with it.
    expect([await missing(), elementAt(await differencesNow(ask), 0)]).toEqual([[found], found]);
    // Who must go on without it writes the loss down, which is an event and which verifying names.
    await owner.query(`INSERT INTO audit.archive (partition, first_id, last_id, events, file_name, file_sha256)
      SELECT 'event_${month}', min(event_id::text)::uuid, max(event_id::text)::uuid, count(*), 'lost', repeat('0', 64) FROM audit.leaf`);
    expect(await missing()).toEqual(name === '%event%' ? [] : [found]);
    await owner.query('ROLLBACK');
    await owner.end();
  });

  it('a setting of the database that leads writes elsewhere is seen', async () => {
    await world.sql(`ALTER DATABASE ${world.database.name} SET search_path = elsewhere, public`);
    expect((await ready()).status).toBe(503);
    await world.sql(`ALTER DATABASE ${world.database.name} RESET search_path`);
    expect((await ready()).status).toBe(200);
  });

  it.each([
    ['triggers that do not fire', `session_replication_role = 'replica'`],
    ['everybody in sight', `emr.scope = '**'`],
    ['somebody who acts', `emr.context = '{"actorKind":"system","username":"x"}'`],
    ['another place to look first', 'search_path = own, public'],
  ])('what a new connection brings along stays with none of them: %s', async (_, setting) => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const [{ database } = { database: '' }] = await world.sql<{ database: string }>(
      'SELECT current_database() AS database',
    );
    const role = `ALTER ROLE emr_app IN DATABASE "${database}"`;
    const app = world.app.get(Database);
    try {
      await superuser.query(`${role} SET ${setting}`);
      // It is taken away again as soon as connections are there, before anybody looks.
      const gone = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'emr_app' AND datname = current_database()`;
      await superuser.query(gone);
      await Promise.allSettled(
        Array.from({ length: 8 }, () => app.queryWithoutScope({ name: 'one', text: 'SELECT 1' })),
      );
    } finally {
      await superuser.query(`${role} RESET ${setting.split(' = ')[0]}`);
      await superuser.end();
    }
    await until(async () => (await ready()).status === 200);
    const sees = {
      name: 'sees',
      text: `SELECT count(*)::int AS n, current_setting('search_path') AS path FROM patient`,
    };
    const seen = await Promise.all(Array.from({ length: 8 }, () => app.queryWithoutScope(sees)));
    expect(seen.flat()).toEqual(Array(8).fill({ n: 0, path: '"$user", public' }));
    for (let n = 0; n < 8; n++) {
      const { status, body } = await write();
      expect(status).toBe(201);
      expect(await world.sql('SELECT kind FROM audit.event WHERE entity_id = $1', [body.id])).toContainEqual({
        kind: 'create',
      });
    }
  });

  it('the process that serves sees it by itself, within seconds', async () => {
    await world.sql('ALTER TABLE patient DISABLE TRIGGER audit_capture');
    const deadline = Date.now() + 30_000; // a slow machine's
    let last = 201;
    while (last !== 503 && Date.now() < deadline) last = (await write()).status;
    expect(last).toBe(503);
    await repair();
  });

  it('reads of patients do not leave while their events may not arrive', async () => {
    await world.sql(valueOf(ESCAPES, 'a trigger on the trail that swallows events'));
    await ready();
    expect((await world.as('registrar').get(`/api/v1/patients/${patient.id}`)).status).toBe(503);
    await repair();
    await world.sql('DROP FUNCTION public.swallow()');
  });

  it('a set that somebody wrote, or changed, is not taken', async () => {
    const all = `SELECT number, guards, migrations, definitions FROM audit.definition_set ORDER BY number DESC LIMIT 1`;
    await world.sql(`ALTER TABLE patient DISABLE TRIGGER audit_capture;
      INSERT INTO audit.definition_set (number, event_id, guards, migrations, definitions, fingerprint)
        SELECT number + 1, uuidv7(), guards, migrations, '[]', repeat('0', 64) FROM (${all}) last`);
    expect((await ready()).status).toBe(503);
    await repair();
    await world.sql(`ALTER TABLE audit.definition_set DISABLE TRIGGER ALL; UPDATE audit.definition_set SET guards = repeat('0', 64);
      ALTER TABLE audit.definition_set ENABLE TRIGGER ALL`);
    expect((await ready()).status).toBe(503);
    await repair();
    expect((await ready()).status).toBe(200);
  });

  it('a set that the owner seals anew, with an event that vouches for it, is not taken where it leaves out what makes writes events', async () => {
    const [newest] = await world.sql<DefinitionSetRow>(
      'SELECT number, guards, migrations, definitions FROM audit.definition_set ORDER BY number DESC LIMIT 1',
    );
    const left = newest!.definitions.filter(([, name]) => name !== 'audit.event.event_circumstances');
    const definitions = left.map(([kind, name, hash]) => ({ kind, name, hash }));
    const set = { ...newest!, number: newest!.number + 1, definitions };
    await world.sql('DROP TRIGGER event_circumstances ON audit.event');
    await world.sql(
      `WITH event AS (INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
         VALUES ('create', 'system', 'system:migrate', 'definition_set', jsonb_build_object('fingerprint', $5::text)) RETURNING id)
       INSERT INTO audit.definition_set (number, event_id, guards, migrations, definitions, fingerprint)
         SELECT $1, id, $2, $3, $4::jsonb, $5 FROM event`,
      [set.number, set.guards, set.migrations, JSON.stringify(left), fingerprintOf(set)],
    );
    expect([(await ready()).status, (await write()).status]).toEqual([503, 503]);
    await repair();
    expect((await ready()).body).toMatchObject({ status: 'ok' });
    expect(
      await world.sql(`SELECT FROM pg_trigger WHERE tgname = 'event_circumstances' AND tgparentid = 0`),
    ).toHaveLength(1);
  });

  it('an upgrade seals nothing that was slipped in before it', async () => {
    await world.sql('CREATE RULE r AS ON UPDATE TO allergy DO INSTEAD NOTHING');
    await world.sql(`INSERT INTO public._guards_applied (hash) VALUES ('older')`);
    expect((await repair()).left).toMatchObject([{ kind: 'rule', escapes: true }]);
    await world.sql('DROP RULE r ON allergy');
    expect((await ready()).status).toBe(200);
  });

  it('what a newer version sealed serves the older process, which says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'newer-'));
    cpSync(prismaFolder(), folder, { recursive: true });
    mkdirSync(join(folder, 'migrations', '29990101000000_next'));
    writeFileSync(
      join(folder, 'migrations', '29990101000000_next', 'migration.sql'),
      'CREATE TABLE next (id uuid PRIMARY KEY);',
    );
    const capture = readFileSync(join(folder, 'guards', '20-capture.sql'), 'utf8');
    writeFileSync(join(folder, 'guards', '20-capture.sql'), capture.replace('RETURN NULL;', 'RETURN NULL; -- next'));
    await migrate({ ownerUrl: world.database.ownerUrl, folder, log: () => undefined });
    rmSync(folder, { recursive: true });
    expect((await ready()).body).toMatchObject({ status: 'ok' });
    expect(world.app.get(Coverage, { strict: false }).state).toEqual({ differences: [], isNewer: true });
    expect((await write()).status).toBe(201);
  });
});
