import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let encounter: { id: string; patientId: string };
beforeAll(async () => {
  world = await startWorld();
  encounter = await anEncounter(world);
}, 120_000);
afterAll(() => world?.close());

/** Writes a set past every rule of the service, in the application's role, and takes it back. @returns what the database said, or "done" */
async function write(values: Readonly<Record<string, string>>): Promise<string> {
  const undone = new Error('done');
  const columns = Object.keys(values);
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.$executeRawUnsafe(
        `INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, ${columns.join(', ')})
         VALUES ($1::uuid, $2::uuid, now(), (SELECT id FROM staff_member LIMIT 1), ${columns.map((column) => values[column]).join(', ')})`,
        encounter.id,
        encounter.patientId,
      );
      throw undone;
    }),
  ).then(
    () => 'kept',
    (error: unknown) => (error as Error).message,
  );
}

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

describe('The database', () => {
  it('takes what the edges of possible are, and nothing beyond them', async () => {
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
