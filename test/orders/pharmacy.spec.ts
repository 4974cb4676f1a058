import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, PARACETAMOL } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

type Role = 'pharmacist' | 'doctor' | 'nurse';
const step = (id: string, name: string, version: number, body: object = {}, who: Role = 'pharmacist') =>
  world.as(who).post(`/api/v1/orders/${id}/pharmacy/${name}`, body, { 'If-Match': `"${version}"` });
const seen = async (id: string, who: Role = 'pharmacist') =>
  (await world.as(who).get(`/api/v1/orders/${id}/pharmacy`)).body;
const pack = { quantity: 10, unit: '{tablet}', lot: 'B2411-07', expiresOn: '2031-06-30' };
const dispense = (id: string, body: object = pack, who: Role = 'pharmacist') =>
  world.as(who).post(`/api/v1/orders/${id}/dispensings`, body);
const giveBack = (id: string, version: number, quantity: number) =>
  world
    .as('pharmacist')
    .post(`/api/v1/dispensings/${id}/return`, { quantity, reason: 'Ra viện' }, { 'If-Match': `"${version}"` });
const waiting = async (status: string, query = '') => {
  const { body } = await world.as('pharmacist').get(`/api/v1/pharmacy/orders?status=${status}&limit=100${query}`);
  return body.items.map(({ id }: { id: string }) => id) as string[];
};
const tasksOf = async (id: string) => {
  const { body } = await world.as('doctor').get('/api/v1/tasks/mine?limit=100');
  return body.items
    .filter(({ focusId }: { focusId: string }) => focusId === id)
    .map(({ kind }: { kind: string }) => kind);
};
const doseOf = async (order: { id: string; encounterId: string }) => {
  const { body } = await world.as('nurse').get(`/api/v1/encounters/${order.encounterId}/mar`);
  return body.items.find(({ orderId }: { orderId: string }) => orderId === order.id);
};
const give = (id: string, body: object = {}) =>
  world.as('nurse').post(`/api/v1/doses/${id}/give`, body, { 'If-Match': '"0"' });

describe('An order of a medicine in the pharmacy', () => {
  it('is given out in packs as a ward says them, and in nothing that is no pack', async () => {
    const order = await aMedicine(world, { timing: { everyHours: 8 } });
    expect((await step(order.id, 'verify', 0)).status).toBe(200);
    for (const [typed, unit, lot] of [
      ['chai', '{bottle}', 'C1'],
      ['Tuýp'.normalize('NFD'), '{tube}', 'C2'],
      ['hộp', '{box}', 'C3'],
      ['blister pack', '{blister}', 'C4'],
    ] as const) {
      const part = await dispense(order.id, { ...pack, quantity: 1, unit: typed, lot, complete: false });
      expect([typed, part.status, part.body.unit]).toEqual([typed, 201, unit]);
    }
    const wrong = await dispense(order.id, { ...pack, unit: 'thùng' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/unit']);
  });

  it('waits for a pharmacist, is verified once with its checks shown, given out in parts, and what is left comes back', async () => {
    const order = await aMedicine(world, { timing: { everyHours: 8 } });
    expect(await waiting('pending')).toContain(order.id);
    expect(await waiting('pending', `&wardId=${world.wards[1].id}`)).not.toContain(order.id);
    const before = await seen(order.id);
    expect(before).toMatchObject({ review: { status: 'pending', version: 0 }, dispensings: [], allergies: [] });
    expect(before.allergyStatus).toBe('never-asked');
    expect(before.checksNow.map(({ rule }: { rule: string }) => rule)).toEqual(
      before.checks.map(({ rule }: { rule: string }) => rule),
    );
    expect((await doseOf(order)).pharmacy).toEqual({ status: 'pending', product: null });
    expectProblem(await dispense(order.id), 409, 'pharmacy-not-released');
    expect((await step(order.id, 'verify', 0, {}, 'nurse')).status).toBe(403);
    const answers = await Promise.all(
      [0, 0, 0].map((version) => step(order.id, 'verify', version, { comment: 'Sau ăn' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await seen(order.id, 'doctor')).review).toMatchObject({
      ...{ status: 'verified', comment: 'Sau ăn', version: 1 },
      reviewedBy: { id: world.staff.pharmacist.id },
    });
    expect([await waiting('pending'), await waiting('verified')].map((ids) => ids.includes(order.id))).toEqual([
      false,
      true,
    ]);
    const part = await dispense(order.id, { ...pack, quantity: 4, complete: false });
    expect([part.status, part.body.product]).toEqual([201, PARACETAMOL.display]);
    const rest = await dispense(order.id);
    expectProblem(await giveBack(rest.body.id, 1, 10.5), 409, 'dispensing-return-too-much');
    expect((await giveBack(rest.body.id, 1, 3)).body).toMatchObject({ status: 'dispensed', returnedQuantity: 3 });
    expect((await giveBack(rest.body.id, 1, 3)).status).toBe(412);
    expect((await giveBack(rest.body.id, 2, 7)).body).toMatchObject({ status: 'returned', returnedQuantity: 10 });
    expectProblem(await giveBack(rest.body.id, 3, 1), 409, 'dispensing-returned');
    const { dispensings } = await seen(order.id);
    expect(dispensings.map(({ status }: { status: string }) => status)).toEqual(['returned', 'dispensed']);
    expect((await give((await doseOf(order)).id)).status).toBe(200);
  });

  it('is questioned: its doctor is told and keeps it for a reason, or a routine dose meanwhile needs one', async () => {
    const order = await aMedicine(world);
    expectProblem(await step(order.id, 'answer', 0, { answer: 'Giữ' }, 'doctor'), 409, 'pharmacy-not-questioned');
    expect((await step(order.id, 'question', 0, {})).status).toBe(400);
    expect((await step(order.id, 'question', 0, { question: 'Giảm liều?' })).body.status).toBe('questioned');
    expectProblem(await step(order.id, 'question', 1, { question: 'Lần nữa' }), 409, 'pharmacy-questioned');
    expect(await tasksOf(order.id)).toEqual(['pharmacy-question']);
    expectProblem(await give((await doseOf(order)).id), 422, 'dose-reason-needed');
    expect((await give((await doseOf(order)).id, { reason: 'Đau nhiều, bác sĩ đã biết' })).status).toBe(200);
    expect((await step(order.id, 'answer', 1, { answer: 'Giữ liều' }, 'nurse')).status).toBe(403);
    const answered = await step(order.id, 'answer', 1, { answer: 'Giữ liều 24 giờ' }, 'doctor');
    expect(answered.body).toMatchObject({ status: 'answered', answeredBy: { id: world.staff.doctor.id }, version: 2 });
    expect(await tasksOf(order.id)).toEqual([]);
    expect((await step(order.id, 'verify', 2)).body).toMatchObject({ status: 'verified', answer: 'Giữ liều 24 giờ' });
  });

  it('gets another product of the same substance at once, and another substance as a proposal to its doctor', async () => {
    const order = await aMedicine(world);
    const syrup = {
      medication: { ...PARACETAMOL, code: 'VN-123', display: 'Hapacol (paracetamol)' },
      form: 'gói',
      strength: '250 mg',
    };
    const done = await step(order.id, 'substitute', 0, { product: syrup, reason: 'Hết viên 500 mg' });
    expect(done.body).toMatchObject({ status: 'substituted', product: syrup, reason: 'Hết viên 500 mg' });
    expect(await tasksOf(order.id)).toEqual(['medicine-substituted']);
    const dose = await doseOf(order);
    expect(dose).toMatchObject({ medication: PARACETAMOL, pharmacy: { status: 'substituted', product: syrup } });
    expect((await dispense(order.id, { ...pack, quantity: 2 })).body.product).toBe(
      'Hapacol (paracetamol), gói, 250 mg',
    );
    expectProblem(await give(dose.id, { scan: { medication: 'VN-999' } }), 409, 'dose-other-drug');
    expect((await give(dose.id, { scan: { medication: 'VN-123' } })).status).toBe(200);

    const both = { medication: { ...PARACETAMOL, display: 'Paracetamol + ibuprofen' } };
    const mixed = await aMedicine(world);
    const proposed = await step(mixed.id, 'substitute', 0, { product: both, reason: 'Hết viên 500 mg' });
    expect(proposed.body).toMatchObject({ status: 'questioned', proposal: both, product: null });

    const other = await aMedicine(world);
    const ibuprofen = { medication: { ...PARACETAMOL, code: 'M01AE01', display: 'Ibuprofen 400 mg' } };
    const asked = await step(other.id, 'substitute', 0, { product: ibuprofen, reason: 'Hết paracetamol' });
    expect(asked.body).toMatchObject({ status: 'questioned', proposal: ibuprofen, product: null });
    const revised = await world.as('doctor').post(
      `/api/v1/orders/${other.id}/revise`,
      {
        kind: 'medication',
        ...ibuprofen,
        dose: { value: 400, unit: 'mg' },
        route: 'oral',
        timing: { once: true },
        reason: 'Theo dược',
      },
      { 'If-Match': `"${other.version}"` },
    );
    expect([revised.status, await tasksOf(other.id)]).toEqual([200, []]);
    expect(await seen(other.id)).toMatchObject({ status: 'cancelled', replacement: revised.body.id });
    expect(await waiting('pending')).toContain(revised.body.id);
    expectProblem(await step(other.id, 'verify', 1), 409, 'pharmacy-no-medicine');
  });

  it('given out whole is given out again only for a reason, whoever clicks at once; what came back whole counts for nothing', async () => {
    const order = await aMedicine(world, { timing: { everyHours: 8 } });
    await step(order.id, 'verify', 0);
    const answers = await Promise.all(Array.from({ length: 4 }, () => dispense(order.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expectProblem(await dispense(order.id, { ...pack, complete: false }), 409, 'pharmacy-dispensed');
    const again = await dispense(order.id, { ...pack, reason: 'Hộp trước bị vỡ' });
    expect(again.status).toBe(201);
    const [event] = await world.sql(`SELECT reason FROM audit.event WHERE entity = 'dispensing' AND entity_id = $1`, [
      again.body.id,
    ]);
    expect(event).toEqual({ reason: 'Hộp trước bị vỡ' });
    const { dispensings } = await seen(order.id);
    for (const { id } of dispensings) expect((await giveBack(id, 1, 10)).status).toBe(200);
    expect((await dispense(order.id)).status).toBe(201);
  });

  it('is given out as much as was ordered; another amount, or a part twice, asks for a reason', async () => {
    const order = await aMedicine(world, { timing: { everyHours: 8, durationDays: 5 } });
    await step(order.id, 'verify', 0);
    const asked = await dispense(order.id, { ...pack, quantity: 150 });
    expectProblem(asked, 409, 'pharmacy-amount-differs');
    expect(asked.body).toMatchObject({ ordered: 15, given: 150, unit: '{tablet}' });
    expect(asked.body.detail).toContain('Chỉ định cần 15 viên, tổng cấp phát là 150 viên');
    expectProblem(await dispense(order.id, { ...pack, quantity: 5 }), 409, 'pharmacy-amount-differs');
    const part = { ...pack, quantity: 5, complete: false };
    const clicks = await Promise.all(Array.from({ length: 16 }, () => dispense(order.id, part)));
    expect(clicks.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(15).fill(409)]);
    expect(clicks.find(({ status }) => status === 409)?.body.type).toContain('pharmacy-dispensed-just-now');
    expect((await dispense(order.id, { ...part, reason: 'Người bệnh làm rơi vỉ trước' })).status).toBe(201);
    expectProblem(await dispense(order.id, { ...part, quantity: 6, lot: 'B2412-01' }), 409, 'pharmacy-amount-differs');
    expect((await dispense(order.id, { ...pack, quantity: 5, lot: 'B2412-01' })).status).toBe(201);
  });

  it('that is no medicine in force, or a package that has expired, is refused; the database refuses what the rules do', async () => {
    const draft = await aMedicine(world, { signed: false });
    expectProblem(await step(draft.id, 'verify', 0), 409, 'pharmacy-no-medicine');
    const { id: encounterId } = await anEncounter(world);
    const order = await aMedicine(world, { encounterId });
    expect((await dispense(order.id, { ...pack, expiresOn: '2020-01-01' })).body.errors[0].pointer).toBe('/expiresOn');
    expect((await dispense(order.id, { ...pack, expiresOn: '9999-12-31' })).body.errors[0].rule).toBe('too-far');
    expect((await dispense(order.id, { ...pack, lot: '\u3164' })).body.errors[0].pointer).toBe('/lot');
    expect((await dispense(order.id, { ...pack, unit: 'mL/h' })).status).toBe(400);
    expect((await dispense(order.id, { ...pack, quantity: -1 })).status).toBe(400);
    expect((await dispense(order.id, pack, 'nurse')).status).toBe(403);
    const row = `(patient_id, encounter_id, order_id, product, quantity, unit, lot, expires_on, complete, dispensed_by)
      SELECT patient_id, encounter_id, id, 'x', 1, '{tablet}', 'L', '2031-01-01', true, signed_by FROM service_order WHERE id = '${order.id}'`;
    await expect(changeBehind(world, `INSERT INTO dispensing ${row}`)).rejects.toThrow(/not verified/);
    await step(order.id, 'verify', 0);
    await expect(
      changeBehind(
        world,
        `UPDATE pharmacy_review SET status = 'answered', question = 'x', answer = 'y', answered_by = reviewed_by, answered_at = now() WHERE order_id = '${order.id}'`,
      ),
    ).rejects.toThrow();
  });
});
