import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { potassium, report, send } from './reports.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const orderStatus = async (id: string) => (await world.as('doctor').get(`/api/v1/orders/${id}`)).body.status;

describe('A final report', () => {
  it('completes the order and shows its values flagged', async () => {
    const order = await anOrder(world);
    const { status, body, headers } = await send(world, order, report([potassium(5.9)]));
    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      orderId: order.id,
      orderNumber: order.number,
      encounterId: order.encounterId,
      patientId: order.patientId,
      status: 'final',
      critical: false,
    });
    const [value] = body.observations;
    expect(value).toMatchObject({ code: '2823-3', value: 5.9, unit: 'mmol/L', interpretation: 'H', status: 'final' });
    expect(await orderStatus(order.id)).toBe('completed');
    const list = await world.as('doctor').get(`/api/v1/encounters/${order.encounterId}/results`);
    expect(list.body.items).toEqual([body]);
  });

  it('says who brought it on the trail, in one transaction with report, value, version and order', async () => {
    const order = await anOrder(world);
    const { body, headers } = await send(world, order, report([potassium(4)]));
    const events = await world.sql(
      `SELECT kind, entity, username, patient_id FROM audit.event WHERE request_id = $1 ORDER BY id`,
      [headers['x-request-id']],
    );
    expect(events.map(({ kind, entity }) => `${kind} ${entity}`)).toEqual([
      'create diagnostic_report',
      'create observation',
      'create diagnostic_report_version',
      'update service_order',
    ]);
    expect(events.every((event) => event.username === 'lab' && event.patient_id === body.patientId)).toBe(true);
  });
});
