import { expect } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { World } from '../support/world.js';

export type Item = { id: string; orderId: string; plannedAt: string | null; status: string; version: number };

export const version = (n: number) => ({ 'If-Match': `"${n}"` });

/** The sheet of medicines of a world, as its nurse reads it and acts on it. */
export function sheetOf(world: () => World) {
  const act = (id: string, action: string, body: object, n: number, headers: Record<string, string> = {}) =>
    world()
      .as('nurse')
      .post(`/api/v1/doses/${id}/${action}`, body, { ...version(n), ...headers });
  const give = (id: string, body: object = {}, n = 0) => act(id, 'give', body, n);
  async function sheet(encounterId: string, query = ''): Promise<Item[]> {
    const { status, body } = await world().as('nurse').get(`/api/v1/encounters/${encounterId}/mar${query}`);
    expect(status).toBe(200);
    return body.items;
  }
  const doseOf = async ({ id, encounterId }: { id: string; encounterId: string }): Promise<Item> =>
    (await sheet(encounterId)).find(({ orderId }) => orderId === id)!;
  /** As if it had been signed some hours ago; written behind the service. */
  function signedAgo(id: string, hours: number): Promise<void> {
    const minute = Math.floor(Date.now() / 60_000) - hours * 60;
    return runAsSystem('test', () =>
      world()
        .app.get(UnitOfWork, { strict: false })
        .write(async (tx) => {
          await tx.serviceOrder.update({ where: { id }, data: { signedAt: new Date(minute * 60_000) } });
        }),
    );
  }
  return { act, give, sheet, doseOf, signedAgo };
}
