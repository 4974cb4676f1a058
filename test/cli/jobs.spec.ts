import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runJobs } from '../../src/cli/jobs.js';
import { elementAt } from '../../src/kernel/list.js';
import { heard } from '../support/heard.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
const before = { ...process.env };
beforeAll(async () => {
  world = await startWorld();
  Object.assign(process.env, settingsOfWorld(world.database), { DATABASE_OWNER_URL: world.database.ownerUrl });
});
afterAll(async () => {
  process.env = before;
  await world.close();
});

const jobs = (...words: string[]) => heard(() => runJobs([...words, '--language', 'en']));

it('what failed for good is listed, is done again by the rules of its queue, or is given up', async () => {
  expect(await jobs()).toEqual({ code: 0, said: ['No job failed for good.'] });
  const dead = await world.sql<{ id: string }>(`
    INSERT INTO pgboss.job (name, data, source_name, source_retry_count) SELECT 'dead-letter', '{"level": 1}', 'escalation', 4
      FROM generate_series(1, 3) RETURNING id`);
  const [first, second] = dead.map(({ id }) => id);
  const listed = await jobs();
  expect([listed.code, listed.said.length, listed.said.at(-1)]).toEqual([
    1,
    4,
    '3 failed for good. Again: emr jobs retry ID... or --all; give up: emr jobs drop ID...',
  ]);
  const inVietnamese = await heard(() => runJobs([]));
  expect(inVietnamese.said[0]).toContain('đã thử 5 lần');
  expect(listed.said[0]).toMatch(/^\S+ {2}escalation {2}.*tried 5 times {2}\{"level": 1\}$/);
  expect(await jobs('drop', first!)).toEqual({ code: 0, said: ['1 was given up.'] });
  expect(await jobs('retry', second!, first!)).toEqual({ code: 1, said: ['1 is done again.'] });
  expect(await jobs('retry', '--all')).toEqual({ code: 0, said: ['1 is done again.'] });
  const again = await world.sql(`SELECT retry_limit AS "limit", dead_letter AS dead FROM pgboss.job
    WHERE name = 'escalation' AND state = 'created' AND data = '{"level": 1}'`);
  expect(again).toEqual([
    { limit: 1000, dead: 'dead-letter' },
    { limit: 1000, dead: 'dead-letter' },
  ]);
  await expect(async () => jobs('drop', '--all')).rejects.toThrow(/Usage: emr jobs/);
});

it('what waits already is done once, and what no queue takes any more stays for a person', async () => {
  await world.sql(`
    INSERT INTO pgboss.job (name, data, singleton_key, source_name)
      SELECT 'dead-letter', '{"name": "twice"}'::jsonb, 'twice', 'recurring' FROM generate_series(1, 2)
    UNION ALL SELECT 'dead-letter', '{}', NULL, 'queue-of-once'`);
  expect(await jobs('retry', '--all')).toEqual({
    code: 0,
    said: ['2 are done again.', 'Of these, 1 waited already: each is done once.'],
  });
  const listed = await jobs();
  expect([listed.code, listed.said.length]).toEqual([1, 2]);
  expect(listed.said[0]).toContain('queue-of-once');
  const [id] = elementAt(listed.said, 0).split(' ');
  expect(await jobs('retry', id!)).toEqual({ code: 1, said: ['0 are done again.'] });
  expect(await jobs('drop', id!, id!)).toEqual({ code: 0, said: ['1 was given up.'] });
});
