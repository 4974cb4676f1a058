import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { aPatient } from '../support/builders.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  await worksOnlyIn(world, 'head-nurse', world.wards[1].id);
  // Both have worked there for a day.
  await runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.staffWard.updateMany({ data: { startedAt: hoursAgo(24) } });
    }),
  );
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split('/').pop()];
const sections = [{ code: 'course', text: 'Lúc 23:30 tỉnh, thở êm' }];

/** Somebody who was in the first ward from four hours ago until an hour ago. */
async function gone(fields: object = {}): Promise<{ id: string; patientId: string; version: number }> {
  const { id: patientId } = await aPatient(world);
  const doctor = world.as('doctor');
  const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
  const { body } = await doctor.post('/api/v1/encounters', { ...input, ...fields });
  const left = await doctor.post(
    `/api/v1/encounters/${body.id}/discharge`,
    { disposition: 'home', at: hoursAgo(1) },
    at(1),
  );
  expect(left.status).toBe(200);
  return left.body;
}
const vitals = (id: string, body: object, as: 'nurse' | 'head-nurse' | 'doctor' = 'nurse') =>
  world.as(as).post(`/api/v1/encounters/${id}/vitals`, { heartRate: 88, ...body });
const note = (id: string, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections, ...body });

describe('After a discharge', () => {
  it('vital signs of before are charted late, with both times; of after they are refused', async () => {
    const { id } = await gone();
    const effectiveAt = hoursAgo(2);
    const late = await vitals(id, { effectiveAt });
    expect([late.status, late.body.lateEntry, late.body.effectiveAt]).toEqual([201, true, effectiveAt]);
    expect(Date.parse(late.body.recordedAt)).toBeGreaterThan(Date.parse(effectiveAt) + 3_600_000);
    for (const body of [{}, { effectiveAt: hoursAgo(0.5) }]) {
      expect(typeOf(await vitals(id, body))).toEqual([409, 'encounter-closed']);
    }
    const early = await vitals(id, { effectiveAt: hoursAgo(5) });
    expect([early.status, early.body.errors[0].rule]).toEqual([400, 'before-encounter']);
  });

  it('a note about the time before is begun, signed and marked late', async () => {
    const { id } = await gone();
    const effectiveAt = hoursAgo(2);
    const draft = await note(id, { effectiveAt });
    expect([draft.status, draft.body.lateEntry, draft.body.effectiveAt]).toEqual([201, true, effectiveAt]);
    expect((await world.as('doctor').post(`/api/v1/notes/${draft.body.id}/sign`, {}, at(1))).status).toBe(200);
    expect(typeOf(await note(id, {}))).toEqual([409, 'encounter-closed']);
    expect(typeOf(await note(id, { effectiveAt: hoursAgo(0.5) }))).toEqual([409, 'encounter-closed']);
  });

  it('only those who cared add to it', async () => {
    const { id, patientId } = await gone();
    await breakGlass(world, 'head-nurse', patientId);
    const stranger = await vitals(id, { effectiveAt: hoursAgo(2) }, 'head-nurse');
    expect(typeOf(stranger)).toEqual([403, 'late-entry-not-yours']);
    expect((await vitals(id, { effectiveAt: hoursAgo(2) })).status).toBe(201);
    expect(await world.sql('SELECT recorded_by FROM vital_signs WHERE encounter_id = $1', [id])).toEqual([
      { recorded_by: world.staff.nurse.id },
    ]);
  });

  it('the database takes no late row that does not say so, nor one of another time', async () => {
    const { id, patientId } = await gone();
    const context = JSON.stringify({ actorKind: 'staff', actorId: world.staff.nurse.id, username: 'nurse' });
    const insert = (late: boolean, hours: number) =>
      world.sql(
        `WITH told AS (SELECT set_config('emr.context', $1, true))
          INSERT INTO vital_signs (encounter_id, patient_id, effective_at, heart_rate, recorded_by, late_entry)
          SELECT $2, $3, $4, 80, $5, $6 FROM told RETURNING id`,
        [context, id, patientId, hoursAgo(hours), world.staff.nurse.id, late],
      );
    await expect(insert(false, 2)).rejects.toThrow(/is not open/);
    await expect(insert(true, 0.5)).rejects.toThrow(/is not open/);
    await expect(insert(true, 5)).rejects.toThrow(/is not open/);
    expect(await insert(true, 2)).toHaveLength(1);
  });
});

describe('A visit that was cancelled', () => {
  it('takes nothing late', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { patientId, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', startedAt: hoursAgo(4) };
    const { body } = await world.as('doctor').post('/api/v1/encounters', input);
    await world.as('doctor').post(`/api/v1/encounters/${body.id}/cancel`, { reason: 'Nhầm' }, at(1));
    expect(typeOf(await vitals(body.id, { effectiveAt: hoursAgo(2) }, 'doctor'))).toEqual([409, 'encounter-closed']);
  });
});
