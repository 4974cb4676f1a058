import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, endEncounter, PARACETAMOL } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const POTASSIUM = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
const said = (fields: object = {}) => ({
  kind: 'laboratory',
  code: POTASSIUM,
  verbal: { orderedBy: world.staff.doctor.id, readBack: true },
  ...fields,
});
const take = async (body: object, encounterId?: string, who: 'nurse' | 'doctor' | 'trainee' = 'nurse') =>
  world.as(who).post(`/api/v1/encounters/${encounterId ?? (await anEncounter(world)).id}/orders`, body);
const tasksOf = async (focusId: string) =>
  (await world.as('doctor').get('/api/v1/tasks/mine?limit=100')).body.items.filter(
    (task: { focusId: string }) => task.focusId === focusId,
  );
const list = async (which: 'unsigned' | 'overdue') =>
  (await world.as('doctor').get(`/api/v1/orders?verbal=${which}&limit=100`)).body.items.map(
    ({ id }: { id: string }) => id,
  );
const sign = (id: string, version: number, body = {}) =>
  world.as('doctor').post(`/api/v1/orders/${id}/sign`, body, { 'If-Match': `"${version}"` });

describe('A verbal order', () => {
  it('has effect at once, waits for its doctor, and is theirs once signed', async () => {
    const { status, body } = await take(said());
    expect([status, body.status]).toEqual([201, 'active']);
    expect(body).toMatchObject({
      requestedBy: { id: world.staff.doctor.id },
      signedBy: null,
      verbal: { takenBy: { id: world.staff.nurse.id }, signUntil: expect.any(String) },
    });
    expect(await tasksOf(body.id)).toMatchObject([{ kind: 'verbal-order', steps: [{ to: 'requester' }] }]);
    expect(await list('unsigned')).toContain(body.id);
    const started = await world.as('lab').post(`/api/v1/orders/${body.id}/start`, {}, { 'If-Match': '"1"' });
    expect(started.status).toBe(200);
    const signed = await sign(body.id, 2);
    expect(signed.body).toMatchObject({ status: 'active', signedBy: { id: world.staff.doctor.id } });
    expect(signed.body.verbal.signUntil).toBeNull();
    expect([await tasksOf(body.id), (await list('unsigned')).includes(body.id)]).toEqual([[], false]);
    expectProblem(await sign(body.id, signed.body.version), 409, 'order-already-signed');
  });

  it('of a medicine is given before it is signed', async () => {
    const { id } = await anEncounter(world);
    const medicine = { kind: 'medication', code: undefined, medication: PARACETAMOL, route: 'oral' };
    const dose = { dose: { value: 500, unit: 'mg' }, timing: { once: true } };
    const { body } = await take(said({ ...medicine, ...dose }), id);
    expect(body.status).toBe('active');
    const mar = await world.as('nurse').get(`/api/v1/encounters/${id}/mar`);
    const planned = mar.body.items.find((item: { orderId: string }) => item.orderId === body.id);
    const given = await world.as('nurse').post(`/api/v1/doses/${planned.id}/give`, {}, { 'If-Match': '"0"' });
    expect(given.status).toBe(200);
  });

  it('is on the overdue list after a day, and may be signed when it is done', async () => {
    const { body } = await take(said());
    expect(await list('overdue')).not.toContain(body.id);
    await changeBehind(
      world,
      `UPDATE service_order SET read_back_at = now() - interval '25 hours', status = 'completed', ended_at = now() WHERE id = '${body.id}'`,
    );
    expect(await list('overdue')).toContain(body.id);
    const [{ version, ended_at }] = (await world.sql(`SELECT version, ended_at FROM service_order WHERE id = $1`, [
      body.id,
    ])) as [{ version: number; ended_at: Date }];
    const signed = await sign(body.id, version);
    expect(signed.body).toMatchObject({ status: 'completed', endedAt: ended_at.toISOString() });
    expect(await list('overdue')).not.toContain(body.id);
  });

  it('is refused without read-back, of nobody who is a doctor, and from who signs themselves', async () => {
    const verbal = { orderedBy: world.staff.doctor.id, readBack: true };
    expectProblem(await take(said({ verbal: { ...verbal, readBack: false } })), 400, 'validation');
    expectProblem(
      await take(said({ verbal: { ...verbal, orderedBy: world.staff['head-nurse'].id } })),
      400,
      'validation',
    );
    expectProblem(await take(said({ sign: true })), 400, 'validation');
    expectProblem(await take(said(), undefined, 'doctor'), 403, 'verbal-not-yours');
    expectProblem(await take(said(), undefined, 'trainee'), 403, 'forbidden');
    expectProblem(await take({ kind: 'laboratory', code: POTASSIUM }), 403, 'order-not-for-role');
  });
});

describe('Nursing care', () => {
  it('is ordered by a nurse in their own right', async () => {
    const care = { system: 'urn:oid:1.2.3', code: 'VE-SINH', display: 'Vệ sinh răng miệng' };
    const { status, body } = await take({ kind: 'nursing', code: care, sign: true });
    expect([status, body.signedBy?.id]).toEqual([201, world.staff.nurse.id]);
  });
});

describe('Several drafts', () => {
  it('are signed together, all or none, with the verbal orders of whoever signs', async () => {
    const { id: encounterId } = await anEncounter(world);
    const [one, other] = [
      await anOrder(world, { encounterId, signed: false }),
      await anOrder(world, { encounterId, signed: false, code: { code: '2951-2', display: 'Natri' } }),
    ];
    const { body: verbal } = await take(said({ code: { ...POTASSIUM, code: '2160-0' } }), encounterId);
    const elsewhere = await anOrder(world, { signed: false });
    const signAll = (ids: string[]) =>
      world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders/sign`, { ids });
    expectProblem(await signAll([one.id, elsewhere.id]), 404, 'order-not-found');
    const ids = [other.id, verbal.id, one.id];
    const signed = await signAll(ids);
    expect(signed.status).toBe(200);
    expect(signed.body.orders.map(({ id }: { id: string }) => id)).toEqual(ids);
    for (const order of signed.body.orders) {
      expect([order.status, order.signedBy.id]).toEqual(['active', world.staff.doctor.id]);
    }
    const third = await anOrder(world, { encounterId, signed: false });
    expectProblem(await signAll([third.id, one.id]), 409, 'order-already-signed');
    expect((await world.as('doctor').get(`/api/v1/orders/${third.id}`)).body.status).toBe('draft');
  });
});

describe('After the end', () => {
  it('of the stay a verbal order is still signed with others; of the patient no specimen is taken', async () => {
    const { id: encounterId, patientId } = await anEncounter(world);
    const { body: verbal } = await take(said(), encounterId);
    const draft = await anOrder(world, { encounterId, signed: false });
    const ordered = await anOrder(world, { encounterId, code: { code: '2951-2', display: 'Natri' } });
    await endEncounter(world, encounterId);
    const signAll = (ids: string[]) =>
      world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders/sign`, { ids });
    expectProblem(await signAll([verbal.id, draft.id]), 409, 'encounter-closed');
    expect((await signAll([verbal.id])).body.orders[0].signedBy.id).toBe(world.staff.doctor.id);
    const at = new Date(Date.now() - 120_000).toISOString();
    const collect = (body: object, version: number) =>
      world.as('nurse').post(`/api/v1/orders/${ordered.id}/collect`, body, { 'If-Match': `"${version}"` });
    await changeBehind(
      world,
      `UPDATE patient SET deceased_at = now() - interval '90 seconds' WHERE id = '${patientId}'`,
    );
    expectProblem(await collect({}, ordered.version), 409, 'after-death');
    expect((await collect({ collectedAt: at }, ordered.version)).status).toBe(200);
  });
});

describe('The database', () => {
  it('refuses every move of an order that the rules do not make, whoever writes', async () => {
    const order = await anOrder(world);
    const move = (status: string) =>
      changeBehind(world, `UPDATE service_order SET status = '${status}' WHERE id = '${order.id}'`);
    await expect(move('draft')).rejects.toThrow(/cannot become draft once it is active/);
    await changeBehind(
      world,
      `UPDATE service_order SET status = 'cancelled', ended_at = now() WHERE id = '${order.id}'`,
    );
    for (const status of ['active', 'on-hold', 'completed']) {
      await expect(move(status)).rejects.toThrow(/cannot become/);
    }
  });
});
