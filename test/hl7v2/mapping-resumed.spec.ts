import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { JobQueues } from '../../src/platform/jobs/job-queues.js';
import { blocked, endBlocked } from '../support/blocked.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { until } from '../support/until.js';
import { aLis, message, obr, pid, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

const LOCAL = 'K^Kali^L';
async function sendLocal(filler: string): Promise<string> {
  const { id, mrn } = await aPatient(world, { fullName: 'Trần Thị Cúc' });
  const person = pid({ mrn, name: 'Trần^Cúc^Thị' });
  const ack = await lis.send(
    message([person, obr('', filler, { code: LOCAL }), `OBX|1|NM|${LOCAL}||7.5|mmol/L|||||F`]),
  );
  expect(ack.errors.map(({ ours }) => ours)).toContain('code-unmapped');
  return id;
}
const valuesOf = async (patientId: string): Promise<number> =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items.length;
const DUE = `UPDATE pgboss.job SET start_after = now() WHERE name = 'mapping' AND state IN ('created', 'retry')`;

it('A mapping whose request is cut off half way is applied to the rest by itself, and to nothing twice', async () => {
  const patients: string[] = [];
  for (const filler of ['R1', 'R2', 'R3']) patients.push(await sendLocal(filler));
  const [entry] = (await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items;
  const other = new pg.Client(world.database.superuserUrl);
  await other.connect();
  await other.query('BEGIN');
  await other.query(
    `SELECT FROM unmatched_result WHERE id = (SELECT max(id::text)::uuid FROM unmatched_result) FOR UPDATE`,
  );
  const mapped = world
    .as('lab')
    .patch(`/api/v1/code-mappings/${entry.id}`, { targetCode: '2823-3' }, { 'If-Match': `"${entry.version}"` })
    .then(({ status }: { status: number }) => status);
  await until(async () => (await blocked(other)) > 0);
  await endBlocked(other);
  expect(await mapped).toBeGreaterThanOrEqual(500);
  await other.query('ROLLBACK');
  await other.end();
  expect(await Promise.all(patients.map(valuesOf))).toEqual([1, 1, 0]);

  await world.sql(DUE);
  const queues = world.app.get(JobQueues, { strict: false });
  expect(await queues.workOff('mapping')).toBe(1);
  expect(await Promise.all(patients.map(valuesOf))).toEqual([1, 1, 1]);
  expect((await world.as('lab').get('/api/v1/results/unmatched')).body.items).toEqual([]);
  // A mapping of which nothing is left to do costs one look.
  expect((await world.sql(`SELECT state FROM pgboss.job WHERE name = 'mapping'`)).map(({ state }) => state)).toEqual([
    'completed',
  ]);
});
