import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MOST_UNLED, type EventFilter } from '../../src/platform/audit/questions/event-places.js';
import { eventQuestion, type Question } from '../../src/platform/audit/questions/event-question.js';
import { EVENT_COLUMNS } from '../../src/platform/audit/questions/event-row.js';
import { trailScans } from '../support/trail-scans.js';
import { startWorld, type World } from '../support/world.js';

/** Events of one import, most of the trail, and those that came after it. */
const [IMPORTED, LATER] = [6_000, 400];
const IMPORT = {
  username: 'system:import',
  terminal: 'KHOA-0',
  address: '10.9.9.9',
  requestId: 'import',
  actorId: '01900000-0000-7000-8000-0000000000a1',
  entityId: '01900000-0000-7000-8000-0000000000a2',
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, terminal, address, request_id, purpose, entity, entity_id)
     SELECT uuidv7(-past), now() - past, 'create', 'system', CASE WHEN imported THEN $1::uuid END,
       CASE WHEN imported THEN $2 ELSE 'x' || n % 50 END, CASE WHEN imported THEN $3 ELSE 'KHOA-' || n END,
       (CASE WHEN imported THEN $4 ELSE '10.0.0.1' END)::inet, CASE WHEN imported THEN $5 ELSE 'request-' || n END, 'TREAT', 'chart',
       CASE WHEN imported THEN $6::uuid END
     FROM (SELECT n, n <= $7 AS imported, CASE WHEN n <= $7 THEN interval '2 hours' ELSE interval '1 hour' END AS past
             FROM generate_series(1, $7::int + $8::int) n) made`,
    [
      IMPORT.actorId,
      IMPORT.username,
      IMPORT.terminal,
      IMPORT.address,
      IMPORT.requestId,
      IMPORT.entityId,
      IMPORTED,
      LATER,
    ],
  );
  await world.sql('ANALYZE audit.event');
});
afterAll(() => world.close());

/** Events that were fetched and did not answer, and those that did. */
async function walked(question: Question): Promise<{ dropped: number; led: number }> {
  const { dropped, led } = await trailScans(world, question);
  return { dropped, led };
}

it.each(Object.entries(IMPORT))(
  'Asked by the %s that most of the trail has, a page reads none of the events that came later',
  async (name, value) => {
    const filter: EventFilter = { [name]: value };
    const { page, edge } = eventQuestion(filter, EVENT_COLUMNS, 20, undefined);
    expect(await walked(page)).toEqual({ dropped: 0, led: 20 });
    expect(await walked(edge)).toMatchObject({ dropped: 0 });
    const none = eventQuestion({ ...filter, kind: 'update' }, EVENT_COLUMNS, 20, undefined).page;
    expect(await walked(none)).toEqual({ dropped: 0, led: 5_000 });
  },
);

it('Asked for what no index leads to, a page reads two thousand events, and its next goes on behind them', async () => {
  const filter: EventFilter = { role: 'pharmacist', field: 'dose' };
  const { page, edge } = eventQuestion(filter, EVENT_COLUMNS, 20, undefined);
  const { dropped, led } = await walked(page);
  expect(dropped + led).toBe(MOST_UNLED);
  expect(await walked(edge)).toEqual({ dropped: 0, led: MOST_UNLED });
});
