import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { createPool } from '../../src/platform/database/pool.js';
import { onlyPatients } from '../../src/kernel/scope.js';
import type { ScopedPool } from '../../src/platform/database/scoped-pool.js';
import { anAdmission } from '../support/builders.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
let pool: ScopedPool;
beforeAll(async () => {
  world = await startWorld();
  // One connection, so that what a statement leaves behind would meet the next.
  pool = createPool(world.database.appUrl, { ...loadSettings(settingsOfWorld(world.database)), databasePoolSize: 1 });
});
afterAll(async () => {
  await pool.end();
  await world.close();
});

const CHART = {
  name: 'test.chart',
  text: `INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate)
         SELECT e.id, e.patient_id, now(), $2::uuid, $3::smallint FROM encounter e WHERE e.id = $1 RETURNING id, patient_id`,
};

interface Charted {
  id: string;
  patient_id: string;
}

async function charting(username: string, heartRate: number, scope?: string) {
  const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id });
  return {
    patientId,
    ...CHART,
    values: [id, world.staff.nurse.id, heartRate],
    settings: {
      scope: scope ?? onlyPatients([patientId]),
      context: username ? JSON.stringify({ actorKind: 'system', username }) : '',
    },
  };
}

const storedFor = async (patientId: string): Promise<number> =>
  (await world.sql('SELECT FROM vital_signs WHERE patient_id = $1', [patientId])).length;

describe('Statements of several requests that travel together', () => {
  it('answer each request its own rows, in one transaction whose events name each person', async () => {
    const both = [await charting('system:one', 61), await charting('system:other', 62)];
    const results = await pool.joined<Charted>(both);
    expect(results.map(({ rows }) => rows[0]!.patient_id)).toEqual(both.map(({ patientId }) => patientId));
    const events = await world.sql(
      `SELECT username, patient_id, xid FROM audit.event WHERE entity_id = ANY ($1) ORDER BY id`,
      [results.map(({ rows }) => rows[0]!.id)],
    );
    expect(events).toMatchObject([
      { username: 'system:one', patient_id: both[0]!.patientId },
      { username: 'system:other', patient_id: both[1]!.patientId },
    ]);
    expect(events[0]!['xid']).toBe(events[1]!['xid']);
  });

  it('see each only what its own request may see', async () => {
    const one = await charting('system:one', 61);
    const blind = await charting('system:other', 62, onlyPatients([one.patientId]));
    const [seen, unseen] = await pool.joined<Charted>([one, blind]);
    expect([seen!.rows.length, unseen!.rows.length]).toEqual([1, 0]);
    expect(await storedFor(blind.patientId)).toBe(0);
  });

  it('do not lend their person to one that names nobody: it is refused, and nothing of any is stored', async () => {
    const one = await charting('system:one', 61);
    const nameless = await charting('', 62);
    await expect(pool.joined([one, nameless])).rejects.toMatchObject({ code: 'EM001' });
    expect([await storedFor(one.patientId), await storedFor(nameless.patientId)]).toEqual([0, 0]);
  });

  it('store nothing when the last is against a rule of the data', async () => {
    const one = await charting('system:one', 61);
    const wrong = await charting('system:other', 9999);
    await expect(pool.joined([one, wrong])).rejects.toMatchObject({ code: '23514' });
    expect(await storedFor(one.patientId)).toBe(0);
  });

  it('leave a connection that sees nobody and names nobody', async () => {
    await pool.joined([await charting('system:one', 61)]);
    const { rows } = await pool.seeing(undefined, {
      text: `SELECT current_setting('emr.scope', true) AS scope, current_setting('emr.context', true) AS context,
        count(*)::int AS seen FROM vital_signs`,
    });
    expect(rows).toEqual([{ scope: '', context: '', seen: 0 }]);
  });
});

describe('Requests that chart at the same moment', () => {
  it('are each answered for themselves when one of them may not', async () => {
    const admissions = await Promise.all(
      [0, 1, 2].map(() => anAdmission(world, { wardId: world.wards[0].id, bedId: undefined })),
    );
    const version = (await world.as('doctor').get(`/api/v1/encounters/${admissions[1]!.id}`)).headers['etag'];
    const discharged = await world
      .as('doctor')
      .post(`/api/v1/encounters/${admissions[1]!.id}/discharge`, { disposition: 'home' }, { 'If-Match': version! });
    expect(discharged.status).toBe(200);
    const answers = await Promise.all(
      admissions.map(({ id }, at) => world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 70 + at })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 201]);
    expect(answers[2]!.body).toMatchObject({ heartRate: 72, patientId: admissions[2]!.patientId });
  });

  it('under one Idempotency-Key are stored once, and both get the same answer', async () => {
    const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    const chart = () =>
      world
        .as('nurse')
        .post(`/api/v1/encounters/${id}/vitals`, { heartRate: 75 }, { 'Idempotency-Key': 'double-click' });
    const [first, second] = await Promise.all([chart(), chart()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await storedFor(patientId)).toBe(1);
  });
});
