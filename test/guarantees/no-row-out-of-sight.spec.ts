import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aWholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';

/** Tables with a patient's id that the wall leaves out, each with its reason in prisma/guards/80-sight.sql. */
const OPEN = ['access_grant', 'radar_case', 'radar_exception', 'staff_member'];

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

/** What the application's role finds when its request may see this much. */
async function seen({ name, patient }: { name: string; patient: string }, sight?: string): Promise<string[]> {
  await app.query('BEGIN');
  try {
    if (sight !== undefined) await app.query(`SELECT set_config('emr.sight', $1, true)`, [sight]);
    const { rows } = await app.query(
      `SELECT DISTINCT ${patient}::text AS id FROM ${name} WHERE ${patient} IS NOT NULL`,
    );
    return rows.map(({ id }) => id as string).sort();
  } finally {
    await app.query('ROLLBACK');
  }
}

const walled = () => tables.filter(({ name }) => !OPEN.includes(name));

describe('No row is out of sight', () => {
  it('every table that knows a patient is behind the wall, or open for a written reason', async () => {
    const open = await world.sql<{ name: string }>('SELECT name FROM audit.open_table ORDER BY name');
    expect(open.map(({ name }) => name)).toEqual(OPEN);
    expect(await world.sql('SELECT name FROM audit.unwalled_table')).toEqual([]);
    expect(walled().map(({ name }) => name)).toEqual(
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

  it('a statement that says nothing about its sight sees nobody', async () => {
    for (const table of walled()) expect([table.name, await seen(table)]).toEqual([table.name, []]);
  });

  it('a statement without a condition sees the patients of its request, and no other', async () => {
    for (const table of walled()) {
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
    for (const table of walled()) {
      const names = ['patient', 'patient_identifier'].includes(table.name);
      const shown = await seen(table, '+{}');
      expect([table.name, shown]).toEqual([table.name, names ? await seen(table, '*') : []]);
    }
  });

  it('nothing is written about a patient out of sight either', async () => {
    const context = JSON.stringify({ actorKind: 'system', username: 'system:test' });
    const attempt = async (text: string, values: unknown[]) => {
      await app.query('BEGIN');
      try {
        await app.query(`SELECT set_config('emr.sight', $1, true), set_config('emr.context', $2, true)`, [
          `{${one}}`,
          context,
        ]);
        return await app.query(text, values);
      } finally {
        await app.query('ROLLBACK');
      }
    };
    expect((await attempt('UPDATE patient SET phones = phones WHERE id = $1', [other])).rowCount).toBe(0);
    expect((await attempt('UPDATE patient SET phones = phones WHERE id = $1', [one])).rowCount).toBe(1);
    const allergy = `INSERT INTO allergy (patient_id, display, recorded_at, clinical_status, verification_status)
      VALUES ($1, 'Penicillin', now(), 'active', 'confirmed')`;
    await expect(attempt(allergy, [other])).rejects.toThrow(/row-level security/);
  });

  it('the views that stand in for tables hold the same and take no writes', async () => {
    for (const name of ['patient_in_sight', 'fhir_source_in_sight']) {
      const patient = name === 'patient_in_sight' ? 'id' : 'patient_id';
      expect(await seen({ name, patient })).toEqual([]);
      expect((await seen({ name, patient }, `{${one}}`)).every((id) => id === one)).toBe(true);
    }
    await expect(app.query('UPDATE patient_in_sight SET full_name = full_name')).rejects.toThrow(/permission denied/);
  });

  it('a connection that goes back to the pool sees nobody', async () => {
    await world.as('doctor').get(`/api/v1/patients/${one}/chart`);
    await world.as('lab').get('/api/v1/orders?status=active');
    const { Database } = await import('../../src/database/database.js');
    const { pool } = world.app.get(Database, { strict: false });
    const left = await Promise.all(
      Array.from({ length: 6 }, () =>
        pool.seeing<{ sight: string }>(undefined, { text: `SELECT current_setting('emr.sight', true) AS sight` }),
      ),
    );
    expect(left.flatMap(({ rows }) => rows.map(({ sight }) => sight || null))).toEqual(Array(6).fill(null));
  });
});
