import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { readSigner, verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { reconcile } from '../../src/platform/audit/reconciliation/reconcile.js';
import { verifyDatabase } from '../../src/platform/audit/verification/verify-database.js';
import { generate } from '../../src/cli/generate/generate.js';
import { hospitalMidnight } from '../../src/kernel/hospital-time.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { Session } from '../../src/platform/database/session.js';
import { auditFiles } from '../../src/server/sealing.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { clientOf, settingsOfWorld } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const WANTED = {
  ...{ patients: 300, years: 1, seed: 11, heavyPatient: false },
  until: hospitalMidnight('2026-11-20').getTime(),
};
const quiet = { write: () => true, isTTY: false };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the statement asks for
type Row = Record<string, any>;

class Hospital {
  readonly folder = mkdtempSync(join(tmpdir(), 'generated-'));
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Pool,
  ) {}

  static async make(): Promise<Hospital> {
    const database = await createTestDatabase();
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
    owner.on('error', () => undefined);
    return new Hospital(database, owner);
  }

  readonly sql = async (text: string, values: unknown[] = []): Promise<Row[]> =>
    (await this.owner.query(text, values)).rows;
  settings = () => loadSettings(settingsOfWorld(this.database));
  generate = (wanted = WANTED) => generate({ ...this.database, dataDir: this.folder }, this.settings(), wanted, quiet);

  async close(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
    rmSync(this.folder, { recursive: true });
  }
}

let first: Hospital;
beforeAll(async () => {
  first = await Hospital.make();
  await first.generate();
}, 180_000);
afterAll(() => first.close());

/** Tables whose rows are captured under their id. */
const captured = (hospital: Hospital) =>
  hospital.sql(
    `SELECT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' WHERE t.tgname = 'audit_capture' ORDER BY 1`,
  );

/** A hash for each table over the rows that the command made, without what is never the same twice. */
async function rowsOf(hospital: Hospital): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { name } of await captured(hospital)) {
    const { hash, count } = elementAt(
      await hospital.sql(
        `SELECT count(*)::int, md5(string_agg((to_jsonb(t) - 'password_hash')::text, ';' ORDER BY t.id)) AS hash FROM ${name} t
        WHERE EXISTS (SELECT FROM audit.event e WHERE e.entity_id = t.id AND e.username = 'system:generate')`,
      ),
      0,
    );
    if (count > 0) hashes[name] = `${count} rows, ${hash}`;
  }
  return hashes;
}

describe('emr generate', () => {
  it('writes every kind of row, each with exactly the event that the trigger writes', async () => {
    let events = 0;
    const byMigrations = ['sensitive_code', 'radar_rule'];
    for (const { name } of (await captured(first)).filter(({ name }) => !byMigrations.includes(String(name)))) {
      // What the trail must say of a row that was created and never changed, worked out anew.
      const { rows, recorded } = elementAt(
        await first.sql(
          `SELECT count(*)::int AS rows, count(*) FILTER (WHERE e.kind = 'create' AND e.actor_kind = 'system' AND e.username = 'system:generate' AND e.changes = (
             SELECT jsonb_object_agg(key, CASE WHEN p.policy IN ('hash', 'redact-hash') THEN to_jsonb('sha256:' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex')) ELSE value END)
               FROM jsonb_each(jsonb_strip_nulls(to_jsonb(t) - '{id,patient_id,encounter_id,created_at,updated_at,version}'::text[])) v
               LEFT JOIN audit.column_policy p ON p.table_name = $1 AND p.column_name = v.key
              WHERE p.policy IS DISTINCT FROM 'omit'))::int AS recorded
           FROM ${name} t LEFT JOIN audit.event e ON e.entity_id = t.id AND e.entity = $1
          WHERE NOT EXISTS (SELECT FROM audit.event d WHERE d.entity_id = t.id AND d.username = 'system:demo')`,
          [name],
        ),
        0,
      );
      expect([name, recorded]).toEqual([name, rows]);
      events += rows;
    }
    const { count } = elementAt(
      await first.sql(`SELECT count(*)::int FROM audit.event WHERE username = 'system:generate'`),
      0,
    );
    expect(events).toBe(count);
    expect(count).toBeGreaterThan(8000);
    const kinds = Object.keys(await rowsOf(first));
    for (const table of ['patient_identifier', 'note', 'allergy', 'problem', 'stay', 'vital_signs', 'note_version', 'service_order', 'observation',
      'diagnostic_report_version', 'medication_request', 'bed', 'staff_ward']) expect(kinds).toContain(table); // prettier-ignore
  });

  it('seals it all, the trail is as it was sealed, and every row is what its events say', async () => {
    const session = await Session.open(first.database.ownerUrl);
    const { keyFile, logName } = auditFiles(first.settings(), first.folder);
    const key = verifierKey(readSigner(logName, readFileSync(keyFile, 'utf8')));
    const { findings, rows } = await reconcile(session, 'audit.event');
    expect(findings.named).toEqual([]);
    expect(rows).toBeGreaterThan(8000);
    const report = await verifyDatabase(session, { trustedKeys: [key], witnessed: [] });
    await session.close();
    const { count } = elementAt(await first.sql('SELECT count(*)::int FROM audit.event'), 0);
    expect(report).toMatchObject({
      findings: [{ sentence: expect.stringContaining('no checkpoints of a witness') }],
      events: count,
    });
  });

  it('leaves no two in a bed, no gap in the numbers, and nobody in a ward without a place', async () => {
    const overlapping = await first.sql(
      `SELECT FROM stay a JOIN stay b ON a.id < b.id AND (a.bed_id = b.bed_id OR a.patient_id = b.patient_id)
         AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)`,
    );
    expect(overlapping).toEqual([]);
    const { open, places } = elementAt(
      await first.sql(
        `SELECT count(*)::int AS open, count(DISTINCT stay.bed_id)::int AS places FROM stay JOIN encounter e ON e.id = stay.encounter_id
        WHERE stay.ended_at IS NULL AND e.class = 'inpatient' AND e.status = 'in-progress'`,
      ),
      0,
    );
    expect(open).toBe(places);
    for (const [series, column, table, like] of [
      ['mrn-79016', 'mrn', 'patient', '%'],
      ['visit-2026', 'visit_number', 'encounter', '26-%'],
      ['lab-order-2026', 'number', 'service_order', 'XN26-%'],
    ]) {
      const { last, count, most } = elementAt(
        await first.sql(
          `SELECT (SELECT last::int FROM number_counter WHERE name = $1), count(*)::int, max(right(${column}, 6))::int AS most
           FROM ${table} WHERE ${column} LIKE $2`,
          [series, like],
        ),
        0,
      );
      expect([series, count, most]).toEqual([series, last, last]);
    }
  });

  it('refuses a second run, the same or another', async () => {
    await expect(first.generate()).rejects.toThrow(/already holds this generated history, whole/);
    await expect(first.generate({ ...WANTED, seed: 12 })).rejects.toThrow(
      /already holds a generated history \(--patients 300 .* --seed 11/,
    );
  });

  it('is read by the service like any other hospital', async () => {
    const app = await createApplication(first.settings(), pino({ level: 'silent' }));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    try {
      const stay = elementAt(
        await first.sql(
          `SELECT stay.ward_id, stay.patient_id, w.code, p.full_name, p.mrn, i.value AS card FROM stay JOIN ward w ON w.id = stay.ward_id
           JOIN patient p ON p.id = stay.patient_id JOIN patient_identifier i ON i.patient_id = p.id
          WHERE stay.ended_at IS NULL AND stay.bed_id IS NOT NULL AND w.code NOT IN ('NOI', 'NGOAI', 'SAN') LIMIT 1`,
        ),
        0,
      );
      const signIn = async (username: string) => {
        const { body } = await clientOf(app).post('/api/v1/auth/login', {
          username,
          password: first.settings().demoPassword,
        });
        return clientOf(app, body.accessToken);
      };
      const nurse = await signIn(`nurse-${stay['code'].toLowerCase()}-1`);
      const board = await nurse.get(`/api/v1/wards/${stay['ward_id']}/board`);
      expect(JSON.stringify(board.body)).toContain(stay['full_name']);
      const chart = await nurse.get(`/api/v1/patients/${stay['patient_id']}/chart`);
      expect(chart.body).toMatchObject({
        patient: { mrn: stay['mrn'], fullName: stay['full_name'] },
        encounter: { status: 'in-progress' },
      });
      expect(chart.body.vitals.length).toBeGreaterThan(0);
      const registrar = await signIn('registrar-tn-1');
      const found = await registrar.get(`/api/v1/patients?identifier=${stay['card']}`);
      expect(found.body.items).toMatchObject([{ id: stay['patient_id'] }]);
    } finally {
      await app.close();
    }
  });

  it('goes on where a run was broken off, and the same words make the same rows in every database', async () => {
    const second = await Hospital.make();
    try {
      await second.sql(
        `CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'pulled the plug'; END $$`,
      );
      await second.sql(
        'CREATE TRIGGER fail BEFORE INSERT ON vital_signs FOR EACH ROW WHEN (NEW.weight IS NOT NULL) EXECUTE FUNCTION fail()',
      );
      await expect(second.generate()).rejects.toThrow('pulled the plug');
      expect((await second.sql('SELECT FROM encounter WHERE visit_number IS NOT NULL')).length).toBeGreaterThan(900);
      await second.sql('DROP TRIGGER fail ON vital_signs');
      await second.generate();
      expect(await rowsOf(second)).toEqual(await rowsOf(first));
    } finally {
      await second.close();
    }
  }, 180_000);

  it.each([
    [
      'a patient',
      `INSERT INTO patient (mrn, full_name, name_search, name_sort, sex) VALUES ('X-1', 'Lê An', 'le an', 'an le', 'male')`,
    ],
    ['an administrator', `INSERT INTO staff_member (username, full_name, password_hash) VALUES ('real', 'Lê An', 'x')`],
  ])('refuses a database with %s of its own, and writes nothing', async (_what, insert) => {
    const real = await Hospital.make();
    try {
      await real.sql(
        `BEGIN; SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:emr"}', true); ${insert}; COMMIT`,
      );
      await expect(real.generate()).rejects.toThrow(/taken for a hospital at work/);
      expect(await real.sql(`SELECT FROM audit.event WHERE username IN ('system:generate', 'system:demo')`)).toEqual(
        [],
      );
    } finally {
      await real.close();
    }
  });
});
