import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { keepResult } from '../../src/platform/audit/reconciliation/keep-result.js';
import { GIVEN_TO_OLDER_ROWS } from '../../src/platform/audit/reconciliation/older-rows.js';
import { reconcile, type Reconciliation } from '../../src/platform/audit/reconciliation/reconcile.js';
import { SettingsTold } from '../../src/platform/audit/verification/settings-told.js';
import { NightlyReconciliation } from '../../src/platform/operations/nightly-reconciliation.js';
import { SealingMetrics } from '../../src/platform/operations/sealing-metrics.js';
import { Session } from '../../src/platform/database/session.js';
import { aPatient } from '../support/builders.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const CONTEXT = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`;

let world: World;
let owner: Session;
let superuser: pg.Client;
let patient: { id: string };
beforeAll(async () => {
  world = await startWorld();
  owner = await Session.open(world.database.ownerUrl);
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  patient = await aPatient(world);
  await aPatient(world);
  await world
    .as('registrar')
    .patch(`/api/v1/patients/${patient.id}`, { fullName: 'Lê Thị Mới' }, { 'If-Match': '"1"' });
});
afterAll(async () => {
  await owner.close();
  await superuser.end();
  await world.close();
});

/** In a session of its own: an attack can change a table's columns. */
async function run(): Promise<Reconciliation> {
  const session = await Session.open(world.database.ownerUrl);
  return reconcile(session, 'audit.event').finally(() => session.close());
}
/** What an attack adds to the findings; it is taken back after. */
async function found(attack: string, undo: string): Promise<unknown[]> {
  await attackWith(attack);
  const { findings } = await run();
  await attackWith(undo);
  return findings.named;
}
const attackWith = (sql: string) => withoutTriggers(superuser, sql);

describe('Comparing the data with the trail', () => {
  it('finds every row of a hospital as its events say, as owner and as the application', async () => {
    const result = await run();
    expect(result.findings.named).toEqual([]);
    expect(result.rows).toBeGreaterThan(50);
    const app = await Session.open(world.database.appUrl);
    const same = await reconcile(app, 'audit.trail');
    await app.close();
    expect(same.findings.named).toEqual([]);
    expect([same.rows, same.events]).toEqual([result.rows, result.events]);
  });

  it.each([
    [
      'a value changed with the triggers off',
      `UPDATE patient SET sex = 'other' WHERE id = $`,
      { kind: 'differs', columns: ['sex'] },
    ],
    ['a version set by hand', `UPDATE patient SET version = 6 WHERE id = $`, { kind: 'version' }],
    [
      'a list changed',
      `UPDATE patient SET phones = ARRAY['+84900000000'] WHERE id = $`,
      { kind: 'differs', columns: ['phones'] },
    ],
  ])('names %s', async (_, attack, finding) => {
    await attackWith(`CREATE TEMP TABLE kept AS SELECT * FROM patient WHERE id = '${patient.id}'`);
    const undo = `UPDATE patient SET sex = kept.sex, version = kept.version, phones = kept.phones FROM kept WHERE kept.id = patient.id; DROP TABLE kept`;
    expect(await found(attack.replace('$', `'${patient.id}'`), undo)).toEqual(
      expect.arrayContaining([expect.objectContaining({ table: 'patient', id: patient.id, ...finding })]),
    );
  });

  it('names rows that appeared or went without an event', async () => {
    const made = `INSERT INTO ward (id, code, name) VALUES ('019a0000-0000-7000-8000-000000000001', 'LEN', 'Khoa lén')`;
    const gone = `CREATE TEMP TABLE kept AS SELECT * FROM staff_role LIMIT 1; DELETE FROM staff_role WHERE id IN (SELECT id FROM kept)`;
    const named = await found(
      `${made}; ${gone}`,
      `DELETE FROM ward WHERE code = 'LEN'; INSERT INTO staff_role SELECT * FROM kept; DROP TABLE kept`,
    );
    expect(named).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'unwritten', table: 'ward', id: '019a0000-0000-7000-8000-000000000001' }),
        expect.objectContaining({ kind: 'gone', table: 'staff_role' }),
      ]),
    );
  });

  it('names an account that was taken over with the triggers off, though nobody is shown a secret', async () => {
    const { id } = elementAt(
      await world.sql<{ id: string }>(`SELECT id FROM staff_member WHERE username = 'doctor'`),
      0,
    );
    const kept = `CREATE TEMP TABLE kept AS SELECT id, password_hash FROM staff_member WHERE id = '${id}'`;
    const undo = `UPDATE staff_member m SET password_hash = kept.password_hash FROM kept WHERE kept.id = m.id; DROP TABLE kept`;
    const taken = `UPDATE staff_member SET password_hash = (SELECT password_hash || 'x' FROM staff_member WHERE username = 'nurse') WHERE id = '${id}'`;
    expect(await found(`${kept}; ${taken}`, undo)).toEqual([
      { kind: 'differs', table: 'staff_member', id, columns: ['password_hash'] },
    ]);
    const event = elementAt(
      await world.sql<{ told: string }>(
        `SELECT changes->>'password_hash' AS told FROM audit.event WHERE entity_id = '${id}' AND kind = 'create'`,
      ),
      0,
    );
    expect(event.told).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await run()).unknown).toBe(0);
  });

  it('says of how many rows the trail never kept the hash of a secret, and names one that was taken away', async () => {
    const { id } = elementAt(
      await world.sql<{ id: string }>(`SELECT id FROM staff_member WHERE username = 'nurse'`),
      0,
    );
    const of = `WHERE entity_id = '${id}' AND changes ? 'password_hash'`;
    const told = `CREATE TEMP TABLE told AS SELECT id, changes FROM audit.event ${of}`;
    await attackWith(`${told}; UPDATE audit.event SET changes = changes || '{"password_hash":"***"}' ${of}`);
    const older = await run();
    expect([older.unknown, older.findings.named]).toEqual([1, []]);
    await attackWith(`UPDATE audit.event e SET changes = told.changes FROM told WHERE told.id = e.id; DROP TABLE told`);
  });

  it.each([
    ['created_at', `patient SET created_at = created_at - interval '1 day' WHERE id = $`, 'patient'],
    ['updated_at', `patient SET updated_at = updated_at - interval '1 day' WHERE id = $`, 'patient'],
  ])('names a row whose %s was set to another day', async (column, attack, table) => {
    const back = attack.replace('- interval', '+ interval');
    const at = (sql: string) => `UPDATE ${sql.replace('$', `'${patient.id}'`)}`;
    expect(await found(at(attack), at(back))).toEqual([{ kind: 'differs', table, id: patient.id, columns: [column] }]);
  });

  it('names a rule of the radar that was switched off with the triggers off', async () => {
    const headers = { 'If-Match': '"0"' };
    expect((await world.as('auditor').patch('/api/v1/radar/rules/odd-hours', { enabled: true }, headers)).status).toBe(
      200,
    );
    const set = (to: boolean) => `UPDATE radar_rule SET enabled = ${to} WHERE code = 'odd-hours'`;
    expect(await found(set(false), set(true))).toMatchObject([
      { kind: 'differs', table: 'radar_rule', columns: ['enabled'] },
    ]);
    const stale = await world.as('auditor').patch('/api/v1/radar/rules/odd-hours', {}, headers);
    expect([stale.status, stale.body.changes?.length ?? 0]).toEqual([412, 0]);
  });

  it('names what its owner wrote while the capture was replaced, and that it was in between when it is put back', async () => {
    const write = (name: string) => `BEGIN; ${CONTEXT}; UPDATE ward SET name = '${name}' WHERE code = 'RULE'; COMMIT`;
    await world.sql(`BEGIN; ${CONTEXT}; INSERT INTO ward (code, name) VALUES ('RULE', 'Khoa'); COMMIT`);
    const { id } = elementAt(await world.sql<{ id: string }>(`SELECT id FROM ward WHERE code = 'RULE'`), 0);
    const { body } = elementAt(
      await world.sql<{ body: string }>(`SELECT pg_get_functiondef('audit.capture'::regproc) AS body`),
      0,
    );
    const of = async () => (await run()).findings.named.filter((finding) => finding.id === id);
    await world.sql(
      `CREATE OR REPLACE FUNCTION audit.capture() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    );
    await world.sql(write('Khoa hai'));
    await world.sql(body);
    expect((await of()).map(({ kind }) => kind)).toEqual(['differs', 'version']);
    await world.sql(write('Khoa ba'));
    expect(await of()).toMatchObject([{ kind: 'between', columns: ['name', 'version'] }]);
  });

  it('names a text of which the trail keeps the hash only', async () => {
    const { id } = elementAt(
      await world.sql<{ id: string }>(
        `INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource, patient_id)
       SELECT 'x', 'Patient', 'x', 'x', '{"a": null, "b": [1, {"c": null, "d": 2}]}', $1 FROM (${CONTEXT}) named RETURNING id`,
        [patient.id],
      ),
      0,
    );
    const of = (named: readonly unknown[]) => (named as { id: string }[]).filter((finding) => finding.id === id);
    expect(of((await run()).findings.named)).toEqual([]);
    await world.sql(
      `BEGIN; ${CONTEXT}; UPDATE fhir_source SET resource = '{"a": null, "b": 2}' WHERE id = '${id}'; COMMIT`,
    );
    expect(of((await run()).findings.named)).toEqual([]);
    const change = (b: number) => `UPDATE fhir_source SET resource = '{"a": null, "b": ${b}}' WHERE id = '${id}'`;
    expect(of(await found(change(3), change(2)))).toMatchObject([{ kind: 'differs', columns: ['resource'] }]);
  });

  it('takes a text that looks like a hash or a redaction for the text that it is', async () => {
    const posted = `sha256:${'a'.repeat(64)}`;
    const { id } = elementAt(
      await world.sql<{ id: string }>(
        `INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource, patient_id)
       SELECT '***', 'Patient', '${posted}', 'x', '{}', $1 FROM (${CONTEXT}) named RETURNING id`,
        [patient.id],
      ),
      0,
    );
    const of = (named: readonly unknown[]) => (named as { id: string }[]).filter((finding) => finding.id === id);
    expect(of((await run()).findings.named)).toEqual([]);
    const change = (source: string, sourceId: string) =>
      `UPDATE fhir_source SET source = '${source}', source_id = '${sourceId}' WHERE id = '${id}'`;
    expect(of(await found(change('y', 'y'), change('***', posted)))).toMatchObject([
      { kind: 'differs', columns: ['source', 'source_id'] },
    ]);
  });

  it('names every row of a column that was added with a value, and knows what the migrations gave to older rows', async () => {
    const named = await found(`ALTER TABLE ward ADD COLUMN slipped text DEFAULT 'in'`, '');
    await world.sql(`ALTER TABLE ward DROP COLUMN slipped`);
    const wards = await world.sql(`SELECT FROM ward`);
    const differing = (named as { kind: string }[]).filter(({ kind }) => kind === 'differs');
    expect(differing).toEqual(wards.map(() => expect.objectContaining({ table: 'ward', columns: ['slipped'] })));
    const given = await world.sql<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       LEFT JOIN audit.column_policy p ON (p.table_name, p.column_name) = (c.relname, a.attname)
       WHERE a.atthasmissing AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace AND a.attname <> 'version'
         AND p.policy IS NULL AND c.relname NOT IN (SELECT name FROM audit.exempt_table) ORDER BY 1`,
    );
    expect(given.map(({ name }) => name)).toEqual(Object.keys(GIVEN_TO_OLDER_ROWS));
  });

  it('refuses another id for a row, and leads from the patient it was of to a row that was moved', async () => {
    const { id } = elementAt(await world.sql<{ id: string }>(`SELECT id FROM fhir_source WHERE source = 'x'`), 0);
    const rename = `BEGIN; ${CONTEXT}; UPDATE fhir_source SET id = uuidv7() WHERE id = '${id}'; COMMIT`;
    await expect(world.sql(rename)).rejects.toMatchObject({ code: 'EM004' });
    await world.sql('ROLLBACK');
    const other = await aPatient(world);
    await world.sql(`BEGIN; ${CONTEXT}; UPDATE fhir_source SET patient_id = '${other.id}' WHERE id = '${id}'; COMMIT`);
    const { body } = await world
      .as('auditor')
      .get(`/api/v1/audit/events?patientId=${patient.id}&entity=fhir_source&kind=update`);
    const changes = (body.items as { changes: Record<string, unknown> }[]).map((event) => event.changes['patientId']);
    expect(changes).toContainEqual({ old: patient.id, new: other.id });
  });

  it('keeps its result, as a row and as an event, which only the trail can add', async () => {
    const result = await run();
    await keepResult(owner, result);
    const [kept] = await world.sql(
      `SELECT rows::int, findings::int, counts FROM audit.reconciliation ORDER BY id DESC LIMIT 1`,
    );
    expect(kept).toEqual({ rows: result.rows, findings: result.findings.total, counts: result.findings.counts });
    const [event] = await world.sql(`SELECT kind, detail FROM audit.event WHERE entity = 'audit.reconciliation'`);
    expect(event).toMatchObject({ kind: 'create', detail: { rows: [{ rows: result.rows }] } });
    await expect(world.sql('DELETE FROM audit.reconciliation')).rejects.toMatchObject({ code: 'EM002' });
    await expect(
      world.appSql(`INSERT INTO audit.reconciliation SELECT * FROM audit.reconciliation`),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is listed for auditors, newest first and by pages, with counts and no rows', async () => {
    await keepResult(owner, await run());
    const { body } = await world.as('auditor').get('/api/v1/audit/reconciliations?limit=1');
    const { body: earlier } = await world.as('auditor').get(body.next as string);
    expect(Object.keys(body.items[0]).sort()).toEqual(
      ['id', 'beganAt', 'endedAt', 'rows', 'events', 'archived', 'unknown', 'findings', 'counts'].sort(),
    );
    expect(body.items[0].id > earlier.items[0].id).toBe(true);
    expect((await world.as('doctor').get('/api/v1/audit/reconciliations')).status).toBe(403);
  });
});

describe('Who kept a result', () => {
  it('is told by the connection, and what the application kept is never taken for a comparison by an auditor', async () => {
    const forged = `SELECT set_config('emr.context', '{"actorKind":"system","username":"emr_auditor"}', true),
      audit.keep_reconciliation('{"began_at":"2026-01-01Z","rows":1,"events":1,"archived":0,"findings":0,"counts":{},"named":[]}')`;
    await world.appSql(forged);
    const told = new SettingsTold();
    const events = await world.sql<{ leaf: string }>(
      `SELECT audit.leaf_text(e) AS leaf FROM audit.event e WHERE entity = 'audit.reconciliation' ORDER BY id`,
    );
    for (const { leaf } of events) told.take(leaf);
    expect(told.lastSaidByApplication).toMatchObject({ by: 'emr_app', row: { rows: 1 } });
    expect(told.lastReconciliation?.row['rows']).toBeGreaterThan(50);
    for (const [name, entity] of [
      ['emr_auditor', 'audit.reconciliation'],
      ['emr migrate', 'ward'],
    ]) {
      const insert = `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('create', 'system', '${name}', '${entity}')`;
      await expect(world.appSql(insert)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('Every night', () => {
  it('one process compares, keeps the result, and metrics and the verifier tell of it', async () => {
    const nightly = world.app.get(NightlyReconciliation, { strict: false });
    const kept = async () => (await world.sql(`SELECT FROM audit.reconciliation`)).length;
    await withoutTriggers(superuser, `UPDATE audit.reconciliation SET ended_at = '2026-01-01Z'`);
    const before = await kept();
    await nightly.tonight(new Date('2026-01-02T01:00:00Z')); // 08:00 on the ward
    expect(await kept()).toBe(before);
    await nightly.tonight(new Date('2026-01-01T19:30:00Z')); // 02:30
    expect(await kept()).toBe(before + 1);
    const metrics = await world.app.get(SealingMetrics, { strict: false }).text();
    expect(metrics).toMatch(/^audit_reconciliation_findings \d+$/m);
    expect(metrics).toMatch(/^audit_last_reconciliation_timestamp_seconds \d{10}/m);
  });
});
