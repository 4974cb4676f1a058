import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, anOrder, aPatient, PARACETAMOL } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, potassiumOf, PUBLIC_URL } from '../hl7v2/messages.js';
import { hoursAgo, potassium, report, send, sodium } from '../results/reports.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
}, 120_000);
afterAll(() => world?.close());

const version = (n: number) => ({ 'If-Match': `"${n}"` });
const resultsOf = async (patientId: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items as { orderId: string }[];
const unmatched = async (): Promise<{ id: string }[]> =>
  (await world.as('lab').get('/api/v1/results/unmatched?limit=100')).body.items;

describe('What comes in wrong', () => {
  it('a dose ten times too high asks, and is signed over with a reason that the trail keeps', async () => {
    const { id: encounterId } = await anEncounter(world);
    const order = { kind: 'medication', medication: PARACETAMOL, route: 'oral', timing: { once: true } };
    const write = (dose: object, more: object = {}) =>
      world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, { ...order, dose, sign: true, ...more });
    for (const dose of [
      { value: 10, unit: 'g' },
      { value: 10_000, unit: 'mg' },
      { value: 20, unit: '{tablet}' },
    ]) {
      const asked = await write(dose);
      expectProblem(asked, 409, 'check-failed');
      expect(asked.body.checks.map(({ rule }: { rule: string }) => rule)).toContain('ten-fold-dose');
    }
    const reason = 'Ngộ độc thuốc đối kháng, theo phác đồ';
    const overrides = ['ten-fold-dose', 'daily-dose'].map((rule) => ({ rule, reason }));
    const signed = await write({ value: 10, unit: 'g' }, { overrides });
    expect(signed.status).toBe(201);
    const [event] = await world.sql<{ told: string }>(
      `SELECT changes::text AS told FROM audit.event WHERE entity = 'service_order' AND entity_id = $1 ORDER BY id LIMIT 1`,
      [signed.body.id],
    );
    expect(event?.told).toContain(reason);
    for (const value of [-1, 0, 1e9]) expect((await write({ value, unit: 'mg' })).status).toBe(400);
  });

  it('a unit is understood as it is written on a ward, or refused by its name, at every door', async () => {
    const { id: encounterId } = await anEncounter(world);
    const write = (dose: object, more: object = {}) =>
      world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, {
        ...{ kind: 'medication', medication: PARACETAMOL, route: 'oral', timing: { once: true }, dose, ...more },
      });
    for (const [typed, unit] of [
      ['ｍｇ', 'mg'],
      ['㎎', 'mg'],
      ['μg', 'ug'],
      ['mcg', 'ug'],
      ['viên'.normalize('NFD'), '{tablet}'],
      ['ong', '{ampoule}'],
      ['đv', '[iU]'],
      ['UI', '[iU]'],
    ] as const) {
      const { status, body } = await write({ value: 5, unit: typed });
      expect([typed, status, body.dose]).toEqual([typed, 201, { value: 5, unit }]);
    }
    for (const unit of ['мг', 'mсg', 'mg²', '5 mg', 'thìa']) {
      const { status, body } = await write({ value: 5, unit });
      expect([unit, status, body.errors[0].pointer]).toEqual([unit, 400, '/dose/unit']);
    }
    for (const value of ['1.000', '５', '1,5']) {
      const { status, body } = await write({ value, unit: 'mg' });
      expect([value, status, body.errors[0].pointer]).toEqual([value, 400, '/dose/value']);
    }
    const order = await aMedicine(world, { encounterId });
    const { body: mar } = await world.as('nurse').get(`/api/v1/encounters/${encounterId}/mar`);
    const { id } = mar.items.find(({ orderId }: { orderId: string }) => orderId === order.id);
    const give = (unit: string) =>
      world.as('nurse').post(`/api/v1/doses/${id}/give`, { dose: { value: 500, unit } }, version(0));
    expect([(await give('мг')).status, (await give('ＭＧ')).status]).toEqual([400, 200]);
  });

  it('a dose of a discontinued order is not given', async () => {
    const order = await aMedicine(world, { timing: { everyHours: 8 } });
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${order.encounterId}/mar`);
    const dose = body.items.find(({ orderId }: { orderId: string }) => orderId === order.id);
    const ended = await world
      .as('doctor')
      .post(`/api/v1/orders/${order.id}/discontinue`, { reason: 'Đổi thuốc' }, version(order.version));
    expect(ended.status).toBe(200);
    const given = await world.as('nurse').post(`/api/v1/doses/${dose.id}/give`, {}, version(0));
    expect([given.status, given.body.type]).toEqual([409, expect.stringMatching(/dose-order/)]);
    expect(await world.sql('SELECT id FROM dose WHERE order_id = $1', [order.id])).toEqual([]);
  });

  it('a result for a cancelled order, or of another test, is answered clearly; by HL7 v2 it waits whole for a person', async () => {
    const cancelled = await anOrder(world);
    await world
      .as('doctor')
      .post(`/api/v1/orders/${cancelled.id}/cancel`, { reason: 'Nhầm' }, version(cancelled.version));
    expect((await send(world, cancelled, report([potassium(4)]))).status).toBe(409);
    const order = await anOrder(world);
    const other = await send(world, order, report([sodium(140)]));
    expect([other.status, await resultsOf(order.patientId)]).toEqual([409, []]);
    const lis = await aLis(world, 'lis-cancelled');
    const [{ mrn }] = (await world.sql('SELECT mrn FROM patient WHERE id = $1', [cancelled.patientId])) as [
      { mrn: string },
    ];
    const before = (await unmatched()).length;
    await lis.send(message([pid({ mrn }), obr(cancelled.number, 'C1'), potassiumOf(4.2)]));
    expect([(await unmatched()).length, await resultsOf(cancelled.patientId)]).toEqual([before + 1, []]);
  });

  it('times that cannot be are refused: taken in the future, in another century, told before it was taken', async () => {
    const order = await anOrder(world);
    for (const fields of [
      { effectiveAt: hoursAgo(-2) },
      { effectiveAt: '1899-12-31T23:00:00Z' },
      { effectiveAt: hoursAgo(3), issuedAt: hoursAgo(4) },
    ]) {
      const { status } = await send(world, order, report([potassium(4)], fields));
      expect([fields, status]).toEqual([fields, 400]);
    }
    expect(await resultsOf(order.patientId)).toEqual([]);
  });

  it('one number of two laboratories is two reports, and neither corrects the other’s', async () => {
    const [one, other] = [await aLis(world, 'lis-one'), await aLis(world, 'lis-other')];
    const patients = [await aPatient(world), await aPatient(world)] as const;
    await one.send(message([pid(patients[0]), obr('', 'SAME-1'), potassiumOf(4.1)]));
    await other.send(message([pid(patients[1]), obr('', 'SAME-1'), potassiumOf(5.2)]));
    const shown = await Promise.all(patients.map(({ id }) => resultsOf(id)));
    expect(shown.map((items) => items.length)).toEqual([1, 1]);
    const correction = message([pid(patients[0]), obr('', 'SAME-1', { status: 'C' }), potassiumOf(9.9)]);
    await other.send(correction);
    const values = await world.sql(
      'SELECT value_number::float AS value FROM observation WHERE patient_id = $1 AND superseded_at IS NULL',
      [patients[0].id],
    );
    expect(values).toEqual([{ value: 4.1 }]);
  });
});
