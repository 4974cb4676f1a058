import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('A transaction of the application', () => {
  it('is ended after five minutes, so that nothing keeps the trail from being sealed for longer', async () => {
    const database = world.app.get(Database, { strict: false });
    const row = elementAt(
      await database.query<{ limit: string }>({
        text: `SELECT current_setting('transaction_timeout') AS limit`,
      }),
      0,
    );
    expect(row.limit).toBe('5min');
  });
});
