import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prismaFolder, readGuards, readMigrations } from '../../src/platform/database/migration-files.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { takenBack } from '../support/taken-back.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

type Columns = Readonly<Record<string, unknown>>;

type Table = 'patient' | 'service_order' | 'observation' | 'diagnostic_report';
const NUMBERS: Partial<Record<Table, string>> = { patient: 'mrn', service_order: 'number' };

const attempt = (sql: string, ...values: string[]): Promise<string> =>
  takenBack(world, (tx) => tx.$executeRawUnsafe(sql, ...values));

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
      { confidentiality: 'X' },
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
      { read_back_at: at },
      { status: 'draft', signed_at: null, signed_by: null, started_at: at },
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
    const possible = names.filter((name) =>
      /_possible$|^public\.(phone_ends|contact_phones|namesake_phones)$/.test(name),
    );
    expect(possible).toHaveLength(8);
    for (const name of possible) expect(made(guards!, name)).toEqual(made(migrations!, name));
  });
});

/** The least and the most that each may be, and how much lies beyond. */
const RANGES = {
  heart_rate: [0, 350, 1],
  respiratory_rate: [0, 150, 1],
  systolic: [0, 370, 1],
  diastolic: [0, 360, 1],
  temperature: [10, 47, 0.1],
  oxygen_saturation: [0, 100, 1],
  pain: [0, 10, 1],
  capillary_refill: [0, 20, 0.1],
  weight: [0.1, 700, 0.1],
  height: [15, 275, 0.1],
  glucose: [0.1, 150, 0.1],
} as const;
const BESIDE = { oxygen_flow: [0, 100, 0.1], fio2: [21, 100, 1] } as const;
const WORDS = {
  consciousness: ['A', 'C', 'V', 'P', 'U'],
  respiratory_effort: ['normal', 'mild', 'moderate', 'severe'],
} as const;

/** A set with these values, as SQL. */
const charted = (encounter: { id: string; patientId: string }) => (values: Readonly<Record<string, string>>) =>
  attempt(
    `INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, ${Object.keys(values).join(', ')})
     VALUES ($1::uuid, $2::uuid, now(), (SELECT id FROM staff_member LIMIT 1), ${Object.values(values).join(', ')})`,
    encounter.id,
    encounter.patientId,
  );

describe('Of vital signs the database', () => {
  it('takes what the edges of possible are, and nothing beyond them', async () => {
    const write = charted(await anEncounter(world));
    const said: Record<string, string> = {};
    const ranges = Object.entries({ ...RANGES, ...BESIDE });
    for (const [column, [least, most, step]] of ranges) {
      const beside: Record<string, string> = column in BESIDE ? { heart_rate: '80' } : {};
      for (const [name, value] of Object.entries({ least, most })) {
        said[`${column} ${name}`] = await write({ ...beside, [column]: String(value) });
      }
      for (const value of [least - step, most + step]) {
        expect(await write({ ...beside, [column]: value.toFixed(1) })).toContain('vital_signs_are_possible');
      }
    }
    expect(new Set(Object.values(said))).toEqual(new Set(['done']));
  });

  it('takes no word that is none, no half of a coma scale, and no pressure upside down', async () => {
    const write = charted(await anEncounter(world));
    for (const [column, words] of Object.entries(WORDS)) {
      for (const word of words) expect(await write({ [column]: `'${word}'` })).toBe('done');
      expect(await write({ [column]: "'Z'" })).toContain('vital_signs_are_possible');
    }
    const refused: Record<string, string>[] = [
      { gcs_eye: '4' },
      { gcs_eye: '5', gcs_verbal: '5', gcs_motor: '6' },
      { gcs_eye: '4', gcs_verbal: '6', gcs_motor: '6' },
      { gcs_eye: '4', gcs_verbal: '5', gcs_motor: '7' },
      { systolic: '80', diastolic: '80' },
      { heart_rate: '80', status: "'draft'" },
      { heart_rate: '80', spo2_scale: '3' },
      { heart_rate: '80', pregnancy: "'perhaps'" },
      { heart_rate: '80', moved_by: 'gen_random_uuid()' },
      { oxygen_flow: '2' },
    ];
    for (const values of refused) expect(await write(values)).toContain('vital_signs_are_possible');
    const taken: Record<string, string>[] = [
      { gcs_eye: '4', gcs_verbal: '5', gcs_motor: '6' },
      { systolic: '0', diastolic: '0' },
      { systolic: '80', diastolic: '79' },
      { heart_rate: '80', status: "'entered-in-error'", pregnancy: "'unknown'", spo2_scale: '2' },
      { not_measured: "'[]'" },
    ];
    for (const values of taken) expect(await write(values)).toBe('done');
  });
});
