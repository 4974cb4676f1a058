import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aWholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** Tables with a patient's id that row-level security leaves out, each with its reason in prisma/guards/80-row-level-security.sql. */
const OPEN = ['access_grant', 'staff_member'];
/** Tables that only those who review see, whatever patients are in scope. */
const OF_REVIEWERS = ['radar_case', 'radar_exception'];
/** Views that act in their owner's name, and hold the policies in their own conditions. */
const SCOPED_VIEWS = ['audit.record_change', 'audit.shown_in_scope', 'audit.trail', 'fhir_source_in_scope'];

let world: World;
let app: pg.Client;
let tables: { name: string; patient: string }[];
let [one, other]: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  one = (await aWholeChart(world)).patientId;
  other = (await aWholeChart(world)).patientId;
  app = new pg.Client(world.database.appUrl);
  await app.connect();
  tables =
    await world.sql(`SELECT c.relname AS name, a.attname AS patient FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
      AND a.attname = CASE c.relname WHEN 'patient' THEN 'id' ELSE 'patient_id' END ORDER BY 1`);
});
afterAll(async () => {
  await app.end();
  await world.close();
});

/** A statement of the application's role with these session settings. */
async function as({ scope, context = '' }: { scope: string; context?: string }, text: string, values?: unknown[]) {
  await app.query('BEGIN');
  try {
    const settings = `SELECT set_config('emr.scope', $1, true), set_config('emr.context', $2, true)`;
    await app.query(settings, [scope, context]);
    return await app.query(text, values);
  } finally {
    await app.query('ROLLBACK');
  }
}

/** What the application's role finds when its request may see this much. */
async function seen({ name, patient }: { name: string; patient: string }, scope?: string): Promise<string[]> {
  await app.query('BEGIN');
  try {
    if (scope !== undefined) await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
    const { rows } = await app.query(
      `SELECT DISTINCT ${patient}::text AS id FROM ${name} WHERE ${patient} IS NOT NULL`,
    );
    return rows.map(({ id }) => id as string).sort();
  } finally {
    await app.query('ROLLBACK');
  }
}

const secured = () => tables.filter(({ name }) => ![...OPEN, ...OF_REVIEWERS].includes(name));

describe('No row is out of scope', () => {
  it('everything the application may read is behind row-level security, or open for a written reason', async () => {
    const readable = await world.sql<{ name: string; secured: boolean }>(
      `SELECT CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || relname AS name,
         c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid) AS secured
       FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname !~ '^(pg_|information_schema$)'
         AND has_schema_privilege('emr_app', n.oid, 'USAGE') AND has_any_column_privilege('emr_app', c.oid, 'SELECT')`,
    );
    const open = (await world.sql<{ name: string }>('SELECT name FROM audit.open_table')).map(({ name }) => name);
    const named = readable.filter(({ secured }) => !secured).map(({ name }) => name);
    expect(named.sort()).toEqual([...open, ...SCOPED_VIEWS].sort());
    expect(tables.map(({ name }) => name).filter((name) => open.includes(name))).toEqual(OPEN);
    expect(await world.sql('SELECT name FROM audit.table_without_policy')).toEqual([]);
    expect(secured().map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'allergy',
        'diagnostic_report',
        'encounter',
        'note',
        'observation',
        'patient',
        'vital_signs',
      ]),
    );
  });

  it('what is open holds nothing that was charted, and not who was', async () => {
    const { mrn } = elementAt(await world.sql<{ mrn: string }>('SELECT mrn FROM patient WHERE id = $1', [one]), 0);
    const told = [mrn, 'Tỉnh, không sốt', 'Viêm phổi', 'Penicillin'];
    const shown: string[] = [];
    for (const { name } of await world.sql<{ name: string }>('SELECT name FROM audit.open_table')) {
      const columns = name === 'audit.event' ? 'id, xid, occurred_at, actor_kind' : '*';
      const { rows } = await app.query(`SELECT ${columns} FROM ${name}`);
      if (told.some((text) => JSON.stringify(rows).includes(text))) shown.push(name);
    }
    expect(shown).toEqual([]);
    expect(await world.sql('SELECT FROM audit.event WHERE changes::text LIKE $1', [`%${mrn}%`])).not.toEqual([]);
  });

  it('the trail is for those who review it: others see the names of changed fields of records in scope', async () => {
    await world.as('registrar').patch(`/api/v1/patients/${one}`, { phones: ['0903111222'] }, { 'If-Match': '"1"' });
    const count = async (name: string, scope: string) =>
      (await as({ scope }, `SELECT count(*)::int AS n FROM ${name}`)).rows[0].n as number;
    const found = `/api/v1/patients?name=${encodeURIComponent('nguyen')}`;
    expect((await world.as('registrar').get(found)).body.items.length).toBeGreaterThan(1);
    for (const scope of ['', '*', `{${one}}`, `+{${one}}`]) {
      expect([await count('audit.trail', scope), await count('audit.shown_in_scope', scope)]).toEqual([0, 0]);
    }
    for (const scope of ['#', '**']) {
      expect(await count('audit.trail', scope)).toBeGreaterThan(20);
      expect(await count('audit.shown_in_scope', scope)).toBeGreaterThan(1);
    }
    const change = `(SELECT FROM audit.record_change WHERE entity_id = '${one}') change`;
    expect([await count(change, ''), await count(change, `{${other}}`)]).toEqual([0, 0]);
    expect([await count(change, `{${one}}`), await count(change, '*')]).toEqual([1, 1]);
    for (const part of ['audit.event', 'audit.event_default']) {
      await expect(as({ scope: '**' }, `SELECT changes FROM ${part}`)).rejects.toThrow(/permission denied/);
    }
    for (const part of ['audit.shown', 'audit.shown_default']) {
      await expect(as({ scope: '**' }, `SELECT patient_id FROM ${part}`)).rejects.toThrow(/permission denied/);
    }
  });

  it('those who review see who everyone is and where they stayed, and no charts', async () => {
    const seen = async (name: string) => (await as({ scope: '#' }, `SELECT FROM ${name}`)).rowCount! > 0;
    for (const name of ['patient', 'encounter', 'stay']) expect([name, await seen(name)]).toEqual([name, true]);
    for (const name of ['note', 'observation', 'vital_signs', 'allergy', 'problem', 'service_order']) {
      expect([name, await seen(name)]).toEqual([name, false]);
    }
  });

  it('an answer kept for a retry is seen by who got it, and by no one else', async () => {
    const path = `/api/v1/patients/${one}/allergies`;
    const allergy = {
      code: { system: 'http://www.whocc.no/atc', code: 'N02BA01', display: 'Aspirin' },
      category: 'medication',
    };
    const first = await world.as('doctor').post(path, allergy, { 'Idempotency-Key': 'kept-1' });
    const again = await world.as('doctor').post(path, allergy, { 'Idempotency-Key': 'kept-1' });
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    const kept = async (actorId?: string) =>
      (await as({ scope: '**', context: actorId && JSON.stringify({ actorId }) }, 'SELECT FROM idempotency_key'))
        .rowCount;
    expect([await kept(), await kept(world.staff.nurse.id), await kept(world.staff.doctor.id)]).toEqual([0, 0, 1]);
  });

  it('answers older than a day are forgotten, whoever got them', async () => {
    const { Housekeeping } = await import('../../src/platform/operations/housekeeping.js');
    await world.sql(`UPDATE idempotency_key SET created_at = now() - interval '25 hours'`);
    await world.app.get(Housekeeping, { strict: false }).clean();
    expect(await world.sql('SELECT FROM idempotency_key')).toEqual([]);
    await expect(app.query('DELETE FROM idempotency_key')).rejects.toThrow(/permission denied/);
  });

  it('a statement that says nothing about its scope sees nobody', async () => {
    for (const name of SCOPED_VIEWS.filter((view) => view !== 'audit.record_change')) {
      expect([name, (await app.query(`SELECT FROM ${name}`)).rowCount]).toEqual([name, 0]);
    }
    for (const table of secured()) expect([table.name, await seen(table)]).toEqual([table.name, []]);
  });

  it('a statement without a condition sees the patients of its request, and no other', async () => {
    for (const table of secured()) {
      const all = await seen(table, '*');
      expect([table.name, await seen(table, `{${one}}`)]).toEqual([table.name, all.filter((id) => id === one)]);
    }
    const filled = await Promise.all(
      ['note', 'observation', 'service_order', 'vital_signs'].map((name) =>
        world.sql(`SELECT FROM ${name} WHERE patient_id = $1 LIMIT 1`, [other]),
      ),
    );
    expect(filled.every((rows) => rows.length === 1)).toBe(true);
  });

  it('names alone show who everyone is, and nothing of any record', async () => {
    for (const table of secured()) {
      const names = ['patient', 'patient_identifier'].includes(table.name);
      const shown = await seen(table, '+{}');
      expect([table.name, shown]).toEqual([table.name, names ? await seen(table, '*') : []]);
    }
  });

  it('suspicions are for those who review, whatever patients are in scope', async () => {
    const exception = {
      actorId: world.staff.nurse.id,
      patientId: one,
      until: new Date(Date.now() + 86_400_000).toISOString(),
      reason: 'Người nhà',
    };
    expect((await world.as('auditor').post('/api/v1/radar/exceptions', exception)).status).toBe(201);
    const seen = async (scope: string) => (await as({ scope }, 'SELECT FROM radar_exception')).rowCount;
    expect([await seen(''), await seen('*'), await seen(`{${one}}`), await seen('#')]).toEqual([0, 0, 0, 1]);
  });

  it('nothing is written about a patient out of scope either', async () => {
    const context = JSON.stringify({ actorKind: 'system', username: 'system:test' });
    const attempt = (text: string, values: unknown[]) => as({ scope: `{${one}}`, context }, text, values);
    expect((await attempt('UPDATE patient SET phones = phones WHERE id = $1', [other])).rowCount).toBe(0);
    expect((await attempt('UPDATE patient SET phones = phones WHERE id = $1', [one])).rowCount).toBe(1);
    const allergy = `INSERT INTO allergy (patient_id, display, recorded_at, clinical_status, verification_status)
      VALUES ($1, 'Penicillin', now(), 'active', 'confirmed')`;
    await expect(attempt(allergy, [other])).rejects.toThrow(/row-level security/);
  });

  it('the view that stands in for a table holds the same and takes no writes', async () => {
    const view = { name: 'fhir_source_in_scope', patient: 'patient_id' };
    expect(await seen(view)).toEqual([]);
    expect((await seen(view, `{${one}}`)).every((id) => id === one)).toBe(true);
    await expect(app.query('UPDATE fhir_source_in_scope SET source = source')).rejects.toThrow(/permission denied/);
  });

  it('who has a number is told of those alone whom the request may see', async () => {
    const people = await world.sql<{ mrn: string }>('SELECT mrn FROM patient WHERE id = ANY ($1)', [[one, other]]);
    const mrns = people.map(({ mrn }) => mrn);
    const told = async (scope: string) =>
      (await as({ scope }, `SELECT unnest(patients_with_number('identifier', $1)) AS id`, [mrns])).rows
        .map(({ id }) => id)
        .sort();
    expect(await told('')).toEqual([]);
    expect(await told(`{${one}}`)).toEqual([one]);
    expect(await told('+{}')).toEqual([one, other].sort());
  });

  it('a connection that goes back to the pool sees nobody', async () => {
    await world.as('doctor').get(`/api/v1/patients/${one}/chart`);
    await world.as('lab').get('/api/v1/orders?status=active');
    const { Database } = await import('../../src/platform/database/database.js');
    const { pool } = world.app.get(Database, { strict: false });
    const left = await Promise.all(
      Array.from({ length: 6 }, () =>
        pool.seeing<{ scope: string }>(undefined, { text: `SELECT current_setting('emr.scope', true) AS scope` }),
      ),
    );
    expect(left.flatMap(({ rows }) => rows.map(({ scope }) => scope || null))).toEqual(Array(6).fill(null));
  });
});
