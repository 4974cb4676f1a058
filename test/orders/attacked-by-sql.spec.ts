import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_MOVES, ORDER_STATES, type OrderState } from '../../src/clinical/orders/order-state.rules.js';
import type { Tx } from '../../src/platform/database/prisma.js';
import { aMedicine, anOrder } from '../support/builders.js';
import { takenBack } from '../support/taken-back.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const attack = (work: (tx: Tx) => Promise<unknown>): Promise<string> => takenBack(world, work);

/** How an order comes into each state by moves that are allowed. */
const WAYS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  draft: [],
  active: ['active'],
  'on-hold': ['active', 'on-hold'],
  completed: ['active', 'completed'],
  cancelled: ['active', 'cancelled'],
  'entered-in-error': ['active', 'entered-in-error'],
};
const move = (tx: Tx, id: string, to: OrderState) =>
  tx.$executeRawUnsafe(
    `UPDATE service_order SET status = $2, signed_at = coalesce(signed_at, now()), signed_by = coalesce(signed_by, requested_by),
       ended_at = CASE WHEN $2 IN ('completed', 'cancelled', 'entered-in-error') THEN now() END WHERE id = $1::uuid`,
    id,
    to,
  );

describe('Whoever has the application’s role', () => {
  it('moves an order as the rules do, and in no other way', async () => {
    const { id } = await anOrder(world, { signed: false });
    const said: Record<string, boolean> = {};
    for (const from of ORDER_STATES) {
      for (const to of ORDER_STATES.filter((state) => state !== from)) {
        const answer = await attack(async (tx) => {
          for (const state of WAYS[from]) await move(tx, id, state);
          await move(tx, id, to);
        });
        if (answer !== 'done') expect(answer).toContain(`cannot become ${to} once it is ${from}`);
        said[`${from} → ${to}`] = answer === 'done';
      }
    }
    const allowed = Object.keys(said).filter((one) => said[one]);
    expect(allowed.sort()).toEqual(ORDER_MOVES.map(([from, to]) => `${from} → ${to}`).sort());
  });

  it('gives no order effect without a signature, and begins none that has ended', async () => {
    const { id } = await anOrder(world, { signed: false });
    expect(
      await attack((tx) => tx.$executeRaw`UPDATE service_order SET status = 'active' WHERE id = ${id}::uuid`),
    ).toMatch(/service_order_active_is_signed/);
    for (const state of ['on-hold', 'completed', 'cancelled', 'entered-in-error']) {
      const answer = await attack(
        (
          tx,
        ) => tx.$executeRaw`INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, requested_by,
            status, signed_by, signed_at, ended_at)
          SELECT 'X-1', patient_id, encounter_id, kind, code_system, code, display, requested_by, ${state}, requested_by, now(), now()
            FROM service_order WHERE id = ${id}::uuid`,
      );
      expect(answer).toContain('begins as a draft or signed');
    }
  });

  it('changes nothing of what was signed, nor whose it is', async () => {
    const { id } = await aMedicine(world);
    const { id: draft } = await anOrder(world, { signed: false });
    for (const set of [
      `detail = jsonb_set(detail, '{dose,value}', '5000')`,
      `code = 'N02AA01', display = 'Morphine'`,
      `priority = 'stat'`,
      `instructions = 'tiêm nhanh'`,
      `signed_by = gen_random_uuid()`,
      `number = 'X-2'`,
      `requested_by = gen_random_uuid()`,
      `kind = 'blood'`,
    ]) {
      expect([
        set,
        await attack((tx) => tx.$executeRawUnsafe(`UPDATE service_order SET ${set} WHERE id = '${id}'`)),
      ]).toEqual([set, expect.stringMatching(/never change|unchang|does not change|stays/i)]);
    }
    const text = `UPDATE service_order SET instructions = 'x' WHERE id = '${draft}'`;
    expect(await attack((tx) => tx.$executeRawUnsafe(text))).toBe('done');
  });
});
