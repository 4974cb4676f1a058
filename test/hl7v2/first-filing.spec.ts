import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, potassiumOf, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

it('the first report on an order is kept, read for, and written in four statements; sent by sixteen at once it is there once', async () => {
  const patient = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  const said = async (filler: string) => {
    const order = await anOrder(world, { encounterId });
    return message([pid({ mrn: patient.mrn }), obr(order.number, filler), potassiumOf(4.4)]);
  };
  await lis.send(await said('S0'));
  const text = await said('S1');
  const sent = await statementsOf(world.app, () => lis.send(text));
  expect(sent.filter((name) => name.startsWith('import.'))).toEqual([
    'import.keep-message',
    'import.finding',
    'import.before-later-result',
    'import.first-filing',
  ]);
  const busy = await said('S2');
  const acks = await Promise.all(Array.from({ length: 16 }, () => lis.send(busy)));
  expect(new Set(acks.map(({ text: answer }) => answer)).size).toBe(1);
  const [counts] = await world.sql(
    `SELECT count(DISTINCT r.report_id)::int AS reports, count(o.id)::int AS values FROM received_report r
       JOIN observation o ON o.report_id = r.report_id WHERE r.number = 'S2^LIS'`,
  );
  expect(counts).toEqual({ reports: 1, values: 1 });
  const [log] = (await world.as('lab').get('/api/v1/messages?limit=1')).body.items;
  expect([log.state, log.patientId, log.reportIds.length]).toEqual(['filed', patient.id, 1]);
});
