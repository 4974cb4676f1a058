import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { act, ORDER_ACTIONS, type OrderAction, type OrderState } from '../../src/clinical/orders/order-state.rules.js';
import { anEncounter, anOrder, endEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const WHO = (action: OrderAction) => (action === 'start' || action === 'complete' ? 'lab' : 'doctor');
const needsReason = (action: OrderAction) => action === 'cancel' || action === 'discontinue';

const does = (action: OrderAction, id: string, version: number, body?: object) =>
  world
    .as(WHO(action))
    .post(`/api/v1/orders/${id}/${action}`, body ?? (needsReason(action) ? { reason: 'Đổi ý' } : {}), {
      'If-Match': `"${version}"`,
    });

const rowOf = async (id: string) => elementAt(await world.sql('SELECT * FROM service_order WHERE id = $1', [id]), 0);

/** Mostly what keeps an order alive, so that most lives are long enough to meet every rule. */
const longLife = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<OrderAction>('sign', 'start', 'hold', 'resume') },
    { weight: 1, arbitrary: fc.constantFrom(...ORDER_ACTIONS) },
  ),
  { minLength: 4, maxLength: 12 },
);

describe('Whatever is done to an order', () => {
  it('ends in the state the rules say, and what is refused changes nothing', async () => {
    const { id: encounterId } = await anEncounter(world);
    await fc.assert(
      fc.asyncProperty(longLife, async (actions) => {
        const { id } = await anOrder(world, { encounterId, signed: false });
        let expected: { state: OrderState; begun: boolean; version: number } = {
          state: 'draft',
          begun: false,
          version: 1,
        };
        for (const action of actions) {
          const before = await rowOf(id);
          const rule = act(expected, action);
          const { status, body } = await does(action, id, expected.version);
          if (rule.ok) {
            const begun = expected.begun || action === 'start';
            expected = { state: rule.state, begun, version: expected.version + 1 };
            expect([status, body.status, body.version]).toEqual([200, rule.state, expected.version]);
          } else {
            expect([status, body.type]).toEqual([409, `https://benhan.vn/problems/${rule.code}`]);
            expect(body.currentStatus).toBe(expected.state);
            expect(await rowOf(id)).toEqual(before);
          }
        }
        const row = await rowOf(id);
        expect([row.status, row.version, row.started_at !== null]).toEqual([
          expected.state,
          expected.version,
          expected.begun,
        ]);
        expect(row.ended_at !== null).toBe(['completed', 'cancelled'].includes(expected.state));
      }),
      { numRuns: 25 },
    );
  });
});

describe('Signing', () => {
  it('names the signer and the moment, and is on the trail as the change it is', async () => {
    const { id, patientId } = await anOrder(world, { signed: false });
    const { status, body, headers } = await does('sign', id, 1);
    expect([status, headers.etag, body.status]).toEqual([200, '"2"', 'active']);
    expect(body.signedBy).toEqual({ id: world.staff.doctor.id, fullName: 'Người thử doctor' });
    const event = elementAt(
      await world.sql(`SELECT * FROM audit.event WHERE request_id = $1`, [headers['x-request-id']]),
      0,
    );
    expect(event).toMatchObject({ kind: 'update', entity: 'service_order', patient_id: patientId, username: 'doctor' });
    expect(event.changes.status).toEqual(['draft', 'active']);
  });

  it('is refused once the encounter has ended, while what was ordered may still be done or ended', async () => {
    const { id: encounterId } = await anEncounter(world);
    const drafted = await anOrder(world, { encounterId, signed: false });
    const signed = await anOrder(world, { encounterId });
    await endEncounter(world, encounterId);
    const refused = await does('sign', drafted.id, 1);
    expect([refused.status, refused.body.type]).toEqual([409, 'https://benhan.vn/problems/encounter-closed']);
    expect((await does('cancel', drafted.id, 1)).status).toBe(200);
    expect((await does('start', signed.id, 2)).status).toBe(200);
    expect((await does('complete', signed.id, 3)).status).toBe(200);
  });

  it('by two at once happens once; the other is told what changed', async () => {
    const { id } = await anOrder(world, { signed: false });
    const answers = await Promise.all([does('sign', id, 1), does('sign', id, 1), does('cancel', id, 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const stale = answers.find(({ status }) => status === 412)!;
    expect(stale.body).toMatchObject({ currentVersion: 2 });
    expect(stale.body.changes[0].fields).toContain('status');
  });
});

describe('An action', () => {
  it.each(ORDER_ACTIONS)('(%s) needs the version read, the right role and an order', async (action) => {
    const { id, version } = await anOrder(world);
    const path = `/api/v1/orders/${id}/${action}`;
    const before = await rowOf(id);
    const reason = needsReason(action) ? { reason: 'Đổi ý' } : {};
    expect((await world.as(WHO(action)).post(path, reason)).status).toBe(428);
    expect((await world.as(WHO(action)).post(path, reason, { 'If-Match': 'x' })).status).toBe(400);
    expect((await does(action, id, version + 1)).status).toBe(412);
    const others = WHO(action) === 'lab' ? (['doctor', 'nurse', 'auditor'] as const) : (['lab', 'nurse'] as const);
    for (const role of others) {
      expect((await world.as(role).post(path, reason, { 'If-Match': `"${version}"` })).status).toBe(403);
    }
    expect(await rowOf(id)).toEqual(before);
    expect((await does(action, NOBODY, 1)).status).toBe(404);
    expect((await does(action, 'x', 1)).status).toBe(400);
  });

  it.each(['cancel', 'discontinue'] as const)('(%s) needs a reason, and keeps it', async (action) => {
    const { id } = await anOrder(world);
    for (const body of [
      {},
      { reason: '  ' },
      { reason: 7 },
      { reason: 'Gõ nhầm', other: 1 },
      { reason: 'x'.repeat(501) },
    ]) {
      expect((await does(action, id, 2, body)).status).toBe(400);
    }
    expect((await rowOf(id)).status).toBe('active');
    const { body } = await does(action, id, 2, { reason: 'Người bệnh chuyển viện' });
    expect(body).toMatchObject({ status: 'cancelled', statusReason: 'Người bệnh chuyển viện' });
    expect(body.endedAt).not.toBeNull();
  });

  it('(sign) forgets nothing of the draft and says only who signed and when', async () => {
    const drafted = await anOrder(world, { signed: false });
    const { body } = await does('sign', drafted.id, 1);
    const { signedBy, signedAt, status, version, updatedAt, checks, ...rest } = body;
    expect(checks).toEqual([]);
    expect([status, version]).toEqual(['active', 2]);
    expect(drafted).toMatchObject(rest);
    expect(Date.parse(signedAt)).toBeLessThanOrEqual(Date.parse(updatedAt) + 1000);
    expect(signedBy.id).toBe(world.staff.doctor.id);
  });

  it('(hold) may say why; going on forgets it', async () => {
    const { id } = await anOrder(world);
    expect((await does('hold', id, 2, { reason: 'Đang chạy thận' })).body.statusReason).toBe('Đang chạy thận');
    expect((await does('resume', id, 3)).body).toMatchObject({ status: 'active', statusReason: null });
    expect((await does('hold', id, 4)).body).toMatchObject({ status: 'on-hold', statusReason: null });
  });

  it('(cancel) is refused once work has begun; discontinue is not', async () => {
    const { id } = await anOrder(world);
    const started = await does('start', id, 2);
    expect(started.body.startedAt).not.toBeNull();
    const refused = await does('cancel', id, 3);
    expect([refused.status, refused.body.type]).toEqual([409, 'https://benhan.vn/problems/order-already-begun']);
    expect((await does('discontinue', id, 3)).body.status).toBe('cancelled');
  });
});
