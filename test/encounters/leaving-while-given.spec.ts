import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aMedicine, anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it('A dose that is given at the moment of a discharge is given in the stay or not at all', async () => {
  const doctor = world.as('doctor');
  for (let round = 0; round < 4; round++) {
    const stay = await anAdmission(world, { bedId: null });
    const { id: orderId } = await aMedicine(world, { encounterId: stay.id });
    const { body: mar } = await doctor.get(`/api/v1/encounters/${stay.id}/mar`);
    const [dose] = (mar.items as { id: string; orderId: string }[]).filter((item) => item.orderId === orderId);
    const passedOver = ['active-order', 'due-dose'].map((kind) => ({ kind, reason: 'Cho về uống tiếp' }));
    const [left, given] = await Promise.all([
      doctor.post(
        `/api/v1/encounters/${stay.id}/discharge`,
        { disposition: 'home', passedOver },
        { 'If-Match': `"${stay.version}"` },
      ),
      world.as('nurse').post(`/api/v1/doses/${dose!.id}/give`, {}, { 'If-Match': '"0"' }),
    ]);
    expect([200, 409, 412, 503]).toContain(left.status);
    expect([200, 409, 503]).toContain(given.status);
    const rows = await world.sql<{ within: boolean }>(
      `SELECT e.ended_at IS NULL OR d.effective_at <= e.ended_at AS within FROM dose d JOIN encounter e ON e.id = d.encounter_id
        WHERE d.encounter_id = $1 AND d.status = 'given'`,
      [stay.id],
    );
    expect(rows).toEqual(given.status === 200 ? [{ within: true }] : []);
  }
});
