import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { prismaFolder, readGuards, readMigrations } from '../../src/platform/database/migration-files.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

type Columns = Readonly<Record<string, unknown>>;

type Table = 'patient' | 'service_order' | 'observation' | 'diagnostic_report';
const NUMBERS: Partial<Record<Table, string>> = { patient: 'mrn', service_order: 'number' };

/** Writes past every rule of the service, and takes it back. @returns what the database said, or "done" */
async function attempt(sql: string, ...values: string[]): Promise<string> {
  const undone = new Error('done');
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.$executeRawUnsafe(sql, ...values);
      throw undone;
    }),
  ).then(
    () => 'kept',
    (error: unknown) => (error as Error).message,
  );
}

/** A copy of a row, with other columns. */
const copy = (table: Table, id: string, columns: Columns): Promise<string> =>
  attempt(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(kept, $2::jsonb)).* FROM ${table} kept WHERE id = $1::uuid`,
    id,
    JSON.stringify({ id: randomUUID(), ...(NUMBERS[table] && { [NUMBERS[table]]: randomUUID() }), ...columns }),
  );

const insert = (table: Table, columns: Columns): Promise<string> =>
  attempt(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb)).*`,
    JSON.stringify({ id: randomUUID(), ...columns }),
  );

async function expectAll(said: (columns: Columns) => Promise<string>, rows: readonly Columns[], words: string) {
  const other: string[] = [];
  for (const row of rows) {
    const answer = await said(row);
    if (!answer.includes(words)) other.push(`${JSON.stringify(row)}: ${answer}`);
  }
  expect(other).toEqual([]);
}

describe('The database takes no row that cannot be', () => {
  it('of a patient', async () => {
    const { id } = await aPatient(world);
    const write = (columns: Columns) =>
      copy('patient', id, { birth_date: '2000-02-03', birth_date_precision: 'day', ...columns });
    const own = randomUUID();
    const refused: Columns[] = [
      { sex: 'x' },
      { full_name: ' ' },
      { full_name: 'Ánh'.normalize('NFD') },
      { birth_date: null },
      { birth_date_precision: null },
      { birth_date_precision: 'week' },
      { birth_date_estimated: true },
      { id: own, merged_into: own },
      { id: own, mother_id: own },
      { death_cause: 'unknown' },
      { death_place: 'home' },
      ...[99, 9001].map((birth_weight_grams) => ({ birth_weight_grams })),
      ...[99, 331].map((gestation_days) => ({ gestation_days })),
      ...[0, 10].map((birth_order) => ({ birth_order })),
      ...[0, 10].map((birth_count) => ({ birth_count })),
      { birth_order: 3, birth_count: 2 },
    ];
    await expectAll(write, refused, 'patient_is_possible');
    const taken: Columns[] = [
      {},
      { sex: 'unknown', birth_date: null, birth_date_precision: null },
      { birth_date: '2000-01-01', birth_date_precision: 'year', birth_date_estimated: true },
      { birth_weight_grams: 100, gestation_days: 330, birth_order: 2, birth_count: 2 },
      { birth_weight_grams: 9000, gestation_days: 100, birth_order: 9, birth_count: 9 },
      { deceased_undated: true, death_cause: 'unknown', death_place: 'home' },
    ];
    await expectAll(write, taken, 'done');
  });

  it('of an order', async () => {
    const { id } = await anOrder(world);
    const write = (columns: Columns) => copy('service_order', id, columns);
    const at = new Date().toISOString();
    const refused: Columns[] = [
      { kind: 'x' },
      { priority: 'soon' },
      { code: ' ' },
      { display: '' },
      { detail: [] },
      { kind: 'medication', detail: { dose: 1, route: 'PO' } },
      { requested_by: null },
      { verbal_by: randomUUID() },
      { sent_by: 'a' },
      { sender_system: 'a' },
      { placer_number: '1' },
      { collected_at: at },
      { collected_by: randomUUID() },
      { set_code: 'a' },
      { set_version: 1 },
      { rejected_specimens: [] },
      { rejected_specimens: {} },
      { kind: 'imaging', rejected_specimens: [{}] },
    ];
    await expectAll(write, refused, 'service_order_is_possible');
    const taken: Columns[] = [{}, { set_code: 'a', set_version: 1 }, { rejected_specimens: [{}] }];
    await expectAll(write, taken, 'done');
  });

  it('of a report and its values', async () => {
    const { id: encounter_id, patientId: patient_id } = await anEncounter(world);
    const said = {
      code_system: 'http://loinc.org',
      code: '2823-3',
      display: 'Kali',
      category: 'laboratory',
      status: 'final',
    };
    const now = new Date().toISOString();
    const kept = {
      ...said,
      encounter_id,
      patient_id,
      effective_at: now,
      issued_at: now,
      recorded_at: now,
      created_at: now,
      updated_at: now,
    };
    const write = (table: Table) => (columns: Columns) => insert(table, { ...kept, version: 1, ...columns });
    const own = randomUUID();
    const refused: Columns[] = [
      { status: 'x' },
      { display: ' ' },
      { value_comparator: '=' },
      { criticality: 'high' },
      { criticality: 'not-judged' },
      { criticality: 'critical', not_judged_because: 'no-range' },
      { id: own, corrects_id: own },
    ];
    await expectAll(write('observation'), refused, 'observation_is_possible');
    const taken: Columns[] = [
      {},
      { value_comparator: '<', status: 'entered-in-error' },
      { criticality: 'not-judged', not_judged_because: 'no-range' },
      { criticality: 'critical' },
    ];
    await expectAll(write('observation'), taken, 'done');
    await expectAll(write('diagnostic_report'), [{ status: 'x' }, { display: '' }], 'diagnostic_report_is_possible');
    await expectAll(write('diagnostic_report'), [{}, { status: 'appended' }], 'done');
  });

  it('by functions that the guards put back, as migrations made them last', async () => {
    const textsOf = (parts: readonly { sql: string }[]) => parts.map(({ sql }) => sql).join('\n');
    const [migrations, guards] = [readMigrations(prismaFolder()), readGuards(prismaFolder(), 'emr_app')].map(textsOf);
    const made = (text: string, name: string) =>
      [...text.matchAll(new RegExp(`FUNCTION ${name}\\((.*?)\\$\\$;`, 'gs'))].at(-1)?.[1];
    const functions = await world.sql<{ name: string }>(
      `SELECT DISTINCT pronamespace::regnamespace || '.' || proname AS name FROM pg_proc p WHERE pronamespace IN ('public'::regnamespace, 'audit'::regnamespace)
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`,
    );
    const names = functions.map(({ name }) => name);
    expect(names.filter((name) => !guards!.includes(`FUNCTION ${name}(`))).toEqual([]);
    const possible = names.filter((name) => /_possible$|^public\.(phone_ends|contact_phones)$/.test(name));
    expect(possible).toHaveLength(7);
    for (const name of possible) expect(made(guards!, name)).toEqual(made(migrations!, name));
  });
});
