import { runAsSystem } from '../../src/kernel/request-context.js';
import type { Tx } from '../../src/platform/database/prisma.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { World } from './world.js';

/**
 * Writes past every rule of the service, in the application's role, in a transaction of its own that is taken back.
 * @returns what the database said, or "done"
 */
export async function takenBack(world: Pick<World, 'app'>, work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const undone = new Error('done');
  return runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await work(tx);
      throw undone;
    }),
  ).then(
    () => 'kept',
    (error: unknown) => (error === undone ? 'done' : (error as Error).message),
  );
}
