import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, endEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const POTASSIUM = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const draft = (encounterId: string, fields: object = {}, headers = {}) =>
  world
    .as('doctor')
    .post(`/api/v1/encounters/${encounterId}/orders`, { kind: 'laboratory', code: POTASSIUM, ...fields }, headers);

const ordersIn = async (encounterId: string) =>
  elementAt(await world.sql(`SELECT count(*)::int AS n FROM service_order WHERE encounter_id = $1`, [encounterId]), 0)
    .n;

describe('Drafting an order', () => {
  it('gives it a number of the year and says who asked, without effect yet', async () => {
    const encounter = await anEncounter(world);
    const { status, body, headers } = await draft(encounter.id, {
      priority: 'urgent',
      instructions: 'Lấy máu lúc đói',
    });
    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(body.number).toMatch(/^XN\d{2}-\d{6}$/);
    expect(body).toMatchObject({
      patientId: encounter.patientId,
      encounterId: encounter.id,
      code: POTASSIUM,
      priority: 'urgent',
      status: 'draft',
      instructions: 'Lấy máu lúc đói',
      requestedBy: { id: world.staff.doctor.id, fullName: 'Người thử doctor' },
      signedBy: null,
      warnings: [],
    });
    const read = await world.as('nurse').get(`/api/v1/orders/${body.id}`);
    expect({ ...read.body, warnings: [] }).toEqual(body);
  });

  it('is routine by default', async () => {
    expect((await draft((await anEncounter(world)).id)).body.priority).toBe('routine');
  });

  it('issues numbers without a gap, also when several are drafted at once or one is refused', async () => {
    const encounters = await Promise.all([1, 2, 3, 4].map(() => anEncounter(world)));
    const before = (await draft(elementAt(encounters, 0).id)).body.number;
    await draft(NOBODY);
    const answers = await Promise.all(encounters.map(({ id }) => draft(id)));
    const numbers = answers.map(({ body }) => Number(body.number.slice(5))).sort((a, b) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4].map((step) => Number(before.slice(5)) + step));
  });

  it('is answered the same when the key comes again, and drafts once', async () => {
    const { id } = await anEncounter(world);
    const first = await draft(id, {}, { 'Idempotency-Key': 'order-twice' });
    const again = await draft(id, {}, { 'Idempotency-Key': 'order-twice' });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await ordersIn(id)).toBe(1);
  });

  it.each<[string, object, string]>([
    ['a kind there is not', { kind: 'prayer' }, '/kind'],
    ['no code', { code: undefined }, '/code'],
    ['a code that is text', { code: '2823-3' }, '/code'],
    ['a code without words', { code: { system: 'http://loinc.org', code: '1', display: '  ' } }, '/code/display'],
    ['a code without system', { code: { code: '1', display: 'Kali' } }, '/code/system'],
    ['an unknown priority', { priority: 'now' }, '/priority'],
    ['a status of its own', { status: 'active' }, '/status'],
    ['empty instructions', { instructions: ' ' }, '/instructions'],
    ['endless instructions', { instructions: 'x'.repeat(2001) }, '/instructions'],
  ])('refuses %s and stores nothing', async (_case, fields, pointer) => {
    const { id } = await anEncounter(world);
    const { status, body } = await draft(id, fields);
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    expect(await ordersIn(id)).toBe(0);
  });

  it('refuses an encounter that is unknown, closed, or no id at all', async () => {
    expect((await draft(NOBODY)).status).toBe(404);
    expect((await draft('x')).status).toBe(400);
    const { id: closed } = await anEncounter(world);
    await endEncounter(world, closed);
    const { status, body } = await draft(closed);
    expect([status, body.type]).toEqual([409, 'https://benhan.vn/problems/encounter-closed']);
    expect(await ordersIn(closed)).toBe(0);
  });

  it('is for doctors', async () => {
    const { id } = await anEncounter(world);
    for (const role of ['nurse', 'lab', 'registrar', 'auditor', 'admin'] as const) {
      const answer = await world
        .as(role)
        .post(`/api/v1/encounters/${id}/orders`, { kind: 'laboratory', code: POTASSIUM });
      expect([role, answer.status]).toEqual([role, 403]);
    }
    expect(await ordersIn(id)).toBe(0);
  });
});

describe('The same test ordered twice', () => {
  it('is answered with a warning that names the other order while that is open', async () => {
    const { id } = await anEncounter(world);
    const first = await anOrder(world, { encounterId: id });
    const second = await draft(id);
    expect(second.status).toBe(201);
    expect(second.body.warnings).toEqual([{ code: 'duplicate', orderId: first.id, number: first.number }]);
    const other = await draft(id, { code: { ...POTASSIUM, code: '2951-2', display: 'Natri' } });
    expect(other.body.warnings).toEqual([]);
    expect((await draft((await anEncounter(world)).id)).body.warnings).toEqual([]);
  });

  it('by two doctors at once: one of them is warned', async () => {
    const { id } = await anEncounter(world);
    const answers = await Promise.all([draft(id), draft(id)]);
    expect(answers.map(({ body }) => body.warnings.length).sort()).toEqual([0, 1]);
  });

  it('is no duplicate once the other has ended', async () => {
    const { id } = await anEncounter(world);
    const first = await anOrder(world, { encounterId: id });
    const cancelled = await world
      .as('doctor')
      .post(`/api/v1/orders/${first.id}/cancel`, { reason: 'Chưa cần' }, { 'If-Match': `"${first.version}"` });
    expect(cancelled.status).toBe(200);
    expect((await draft(id)).body.warnings).toEqual([]);
  });
});

describe('The orders of an encounter', () => {
  it('come newest first, page by page, each once', async () => {
    const { id, patientId } = await anEncounter(world);
    const made: string[] = [];
    for (let number = 0; number < 5; number++) made.unshift((await draft(id)).body.id);
    const seen: string[] = [];
    let next: string | null = `/api/v1/encounters/${id}/orders?limit=2`;
    while (next) {
      const { body } = await world.as('nurse').get(next);
      expect(body).toMatchObject({ patientId, encounterId: id });
      seen.push(...body.items.map((item: { id: string }) => item.id));
      next = body.next;
    }
    expect(seen).toEqual(made);
  });

  it('of an unknown encounter are not found, and a cursor of our own making is refused', async () => {
    expect((await world.as('doctor').get(`/api/v1/encounters/${NOBODY}/orders`)).status).toBe(404);
    const { id } = await anEncounter(world);
    const cursor = Buffer.from('["x"]').toString('base64url');
    expect((await world.as('doctor').get(`/api/v1/encounters/${id}/orders?cursor=${cursor}`)).status).toBe(400);
  });

  it('are put on the trail with their patient, also when there are none', async () => {
    const { id, patientId } = await anEncounter(world);
    await world.as('nurse').get(`/api/v1/encounters/${id}/orders`);
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'list', entity: 'service_order', patient_id: patientId, encounter_id: id });
  });
});

describe('The worklist of the laboratory', () => {
  it('shows signed orders of all patients, the most urgent first, then in the order they were written', async () => {
    const fresh = await startWorld();
    try {
      const routine = await anOrder(fresh);
      const asap = await anOrder(fresh, { priority: 'asap' });
      const laterRoutine = await anOrder(fresh);
      const urgent = await anOrder(fresh, { priority: 'urgent' });
      const stat = await anOrder(fresh, { priority: 'stat' });
      await anOrder(fresh, { priority: 'stat', signed: false });
      const expected = [stat, asap, urgent, routine, laterRoutine];
      const seen: { number: string; patient: { id: string; mrn: string } }[] = [];
      let next: string | null = '/api/v1/orders?status=active&kind=laboratory&limit=2';
      while (next) {
        const { body } = await fresh.as('lab').get(next);
        seen.push(...body.items);
        next = body.next;
      }
      expect(seen.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
      expect(seen[0]).toMatchObject({ patient: { id: stat.patientId }, wardName: 'Khoa NOI' });
      expect(elementAt(seen, 0).patient.mrn).toMatch(/^\d{5}-\d{8}$/);
      const event = elementAt(await fresh.sql(`SELECT * FROM audit.event WHERE kind = 'list' ORDER BY id LIMIT 1`), 0);
      expect(new Set(event.patient_ids)).toEqual(new Set([stat.patientId, asap.patientId]));
      const drafts = await fresh.as('doctor').get('/api/v1/orders?status=draft');
      expect(drafts.body.items).toHaveLength(1);
    } finally {
      await fresh.close();
    }
  });

  it('refuses states and kinds there are not, and whoever has no business there', async () => {
    expect((await world.as('lab').get('/api/v1/orders?status=open')).status).toBe(400);
    expect((await world.as('lab').get('/api/v1/orders?kind=prayer')).status).toBe(400);
    expect((await world.as('registrar').get('/api/v1/orders')).status).toBe(403);
  });
});

describe('The history of an order', () => {
  it('tells who wrote it, who signed it, and who began it', async () => {
    const order = await anOrder(world);
    await world.as('lab').post(`/api/v1/orders/${order.id}/start`, {}, { 'If-Match': '"2"' });
    const { status, body } = await world.as('nurse').get(`/api/v1/orders/${order.id}/history`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: order.id, patientId: order.patientId, encounterId: order.encounterId });
    expect(
      body.items.map(({ version, by }: { version: number; by: { username: string } }) => [version, by.username]),
    ).toEqual([
      [1, 'doctor'],
      [2, 'doctor'],
      [3, 'lab'],
    ]);
    expect(body.items[1].fields).toEqual(['judged', 'signedAt', 'signedBy', 'status']);
    expect((await world.as('nurse').get(`/api/v1/orders/${NOBODY}/history`)).status).toBe(404);
  });
});
