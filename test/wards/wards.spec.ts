import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const openWard = (input: object, headers?: Record<string, string>) =>
  world.as('admin').post('/api/v1/wards', input, headers);
const addBed = (wardId: string, input: object) => world.as('admin').post(`/api/v1/wards/${wardId}/beds`, input);
const bedsOf = async (query: string) =>
  (await world.as('nurse').get(`/api/v1/beds?${query}`)).body.items as { id: string; code: string; free: boolean }[];
const countOf = async (table: string) =>
  elementAt(await world.sql(`SELECT count(*)::int AS n FROM ${table}`), 0).n as number;

describe('Wards', () => {
  it('are listed by code, a page at a time', async () => {
    const first = await world.as('registrar').get('/api/v1/wards?limit=1');
    expect(first.body.items).toEqual([
      {
        id: world.wards[1].id,
        code: 'NGOAI',
        name: 'Khoa NGOAI',
        kind: 'inpatient',
        active: true,
        sensitive: false,
        cleaningAfterStay: false,
        version: 1,
      },
    ]);
    const second = await world.as('registrar').get(first.body.next);
    expect(second.body).toMatchObject({ items: [{ code: 'NOI' }], next: null });
  });

  it('are opened by the administrator, on the trail', async () => {
    const answer = await openWard({ code: 'CC', name: 'Khoa Cấp cứu', kind: 'emergency' });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      code: 'CC',
      name: 'Khoa Cấp cứu',
      kind: 'emergency',
      active: true,
      version: 1,
    });
    const [event] = await world.sql(
      `SELECT kind, entity, username, entity_id FROM audit.event ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ kind: 'create', entity: 'ward', username: 'admin', entity_id: answer.body.id });
  });

  it('keep their code to themselves, also when two open one at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => openWard({ code: 'MAT', name: 'Khoa Mắt' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.type).toMatch(/ward-code-taken$/);
  });

  it('are opened once by a repeated request', async () => {
    const input = { code: 'DA', name: 'Khoa Da liễu' };
    const first = await openWard(input, { 'Idempotency-Key': 'ward-1' });
    const second = await openWard(input, { 'Idempotency-Key': 'ward-1' });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it.each([
    [{ name: 'Khoa Tim' }, '/code'],
    [{ code: 'T M', name: 'Khoa Tim' }, '/code'],
    [{ code: 'TIM', name: '   ' }, '/name'],
    [{ code: 'TIM', name: 'Khoa Tim', kind: 'hotel' }, '/kind'],
    [{ code: 'TIM', name: 'Khoa Tim', beds: 5 }, '/beds'],
  ])('refuse %j', async (input, pointer) => {
    const before = await countOf('ward');
    const answer = await openWard(input);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(await countOf('ward')).toBe(before);
  });

  it('are managed by the administrator only', async () => {
    const [ward] = world.wards;
    for (const role of ['doctor', 'nurse', 'registrar', 'lab', 'auditor'] as const) {
      expect((await world.as(role).post('/api/v1/wards', { code: 'X', name: 'X' })).status).toBe(403);
      expect((await world.as(role).patch(`/api/v1/wards/${ward.id}`, { active: false })).status).toBe(403);
    }
  });

  it('go out of service and take nobody then, and not while patients are in them', async () => {
    const { body: ward } = await openWard({ code: 'TAM', name: 'Khoa tạm' });
    const patch = (input: object, version: number) =>
      world.as('admin').patch(`/api/v1/wards/${ward.id}`, input, { 'If-Match': `"${version}"` });
    expect((await patch({ active: false }, 1)).body).toMatchObject({ active: false, version: 2 });
    await expect(anAdmission(world, { wardId: ward.id })).rejects.toThrow('409');
    expect((await patch({ active: true, name: 'Khoa Tạm trú' }, 1)).status).toBe(412);
    expect((await patch({ active: true, name: 'Khoa Tạm trú' }, 2)).body).toMatchObject({ name: 'Khoa Tạm trú' });
    await anAdmission(world, { wardId: ward.id });
    const refused = await patch({ active: false }, 3);
    expect(refused.status).toBe(409);
    expect(refused.body.type).toMatch(/ward-in-use$/);
  });

  it('that do not exist are not found', async () => {
    const admin = world.as('admin');
    expect((await admin.patch(`/api/v1/wards/${NOBODY}`, { name: 'X' }, { 'If-Match': '"1"' })).status).toBe(404);
    expect((await admin.patch(`/api/v1/wards/${NOBODY}`, { name: 'X' })).status).toBe(428);
    expect((await addBed(NOBODY, { roomCode: 'P1', code: 'G1' })).status).toBe(404);
    expect((await world.as('nurse').get(`/api/v1/wards/${NOBODY}/board`)).status).toBe(404);
  });
});

describe('Beds', () => {
  it('are put into a room, which is made when it is new', async () => {
    const { body: ward } = await openWard({ code: 'SAN', name: 'Khoa Sản' });
    const first = await addBed(ward.id, { roomCode: 'P2', code: 'P2.1' });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(String),
      wardId: ward.id,
      wardCode: 'SAN',
      roomCode: 'P2',
      code: 'P2.1',
      active: true,
      free: true,
      state: 'free',
      stateReason: null,
      stateUntil: null,
      version: 1,
    });
    await addBed(ward.id, { roomCode: 'P2', code: 'P2.2' });
    expect(await world.sql('SELECT code FROM room WHERE ward_id = $1', [ward.id])).toEqual([{ code: 'P2' }]);
    const twice = await addBed(ward.id, { roomCode: 'P3', code: 'P2.2' });
    expect(twice.status).toBe(409);
    expect(twice.body.type).toMatch(/bed-code-taken$/);
    expect(await world.sql('SELECT code FROM room WHERE ward_id = $1', [ward.id])).toEqual([{ code: 'P2' }]);
  });

  it('put into one new room at once share it', async () => {
    const { body: ward } = await openWard({ code: 'NHI', name: 'Khoa Nhi' });
    const answers = await Promise.all(['G1', 'G2', 'G3'].map((code) => addBed(ward.id, { roomCode: 'P1', code })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await world.sql('SELECT code FROM room WHERE ward_id = $1', [ward.id])).toEqual([{ code: 'P1' }]);
  });

  it('are listed by room and code as people count, a page at a time', async () => {
    const { body: ward } = await openWard({ code: 'LAO', name: 'Khoa Lão' });
    for (const [roomCode, code] of [
      ['P10', 'P10.1'],
      ['P2', 'P2.10'],
      ['P2', 'P2.9'],
    ]) {
      await addBed(ward.id, { roomCode, code });
    }
    const codes: string[] = [];
    for (let next = `/api/v1/beds?wardId=${ward.id}&limit=2`; next;) {
      const { body } = await world.as('lab').get(next);
      codes.push(...body.items.map(({ code }: { code: string }) => code));
      next = body.next;
    }
    expect(codes).toEqual(['P2.9', 'P2.10', 'P10.1']);
  });

  it('are free until somebody lies in them and after', async () => {
    const [ward] = world.wards;
    const bed = elementAt(ward.beds, 0);
    const isFree = async () => (await bedsOf(`wardId=${ward.id}&free=true`)).some(({ id }) => id === bed.id);
    expect(await isFree()).toBe(true);
    const { id, version } = await anAdmission(world, { bedId: bed.id });
    expect(await isFree()).toBe(false);
    expect((await bedsOf(`wardId=${ward.id}&free=false`)).map((taken) => taken.id)).toEqual([bed.id]);
    await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': `"${version}"` });
    expect(await isFree()).toBe(true);
  });

  it('show nobody', async () => {
    const { patientId } = await anAdmission(world, { bedId: elementAt(world.wards[0].beds, 1).id });
    const answer = await world.as('admin').get('/api/v1/beds?limit=100');
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(patientId);
  });

  it('go out of service and take nobody then, and not while somebody lies in them', async () => {
    const bed = elementAt(world.wards[1].beds, 0);
    const patch = (active: boolean, version: number) =>
      world.as('admin').patch(`/api/v1/beds/${bed.id}`, { active }, { 'If-Match': `"${version}"` });
    expect((await patch(false, 1)).body).toMatchObject({ active: false, free: false, version: 2 });
    await expect(anAdmission(world, { wardId: world.wards[1].id, bedId: bed.id })).rejects.toThrow('409');
    expect((await patch(true, 1)).status).toBe(412);
    expect((await patch(true, 2)).body).toMatchObject({ active: true, free: true });
    await anAdmission(world, { wardId: world.wards[1].id, bedId: bed.id });
    const refused = await patch(false, 3);
    expect(refused.status).toBe(409);
    expect(refused.body.type).toMatch(/bed-in-use$/);
    expect((await patch(true, 2)).status).toBe(412);
  });

  it('wanted for a patient and out of service at once go one way, never both', async () => {
    const ward = world.wards[1];
    const bed = elementAt(ward.beds, 2);
    const patch = (active: boolean, version: number) =>
      world.as('admin').patch(`/api/v1/beds/${bed.id}`, { active }, { 'If-Match': `"${version}"` });
    const stateOf = async () =>
      elementAt(
        await world.sql(
          `SELECT active, version, (SELECT encounter_id FROM stay WHERE bed_id = b.id AND ended_at IS NULL) AS taken
           FROM bed b WHERE id = $1`,
          [bed.id],
        ),
        0,
      );
    for (let round = 1; round <= 5; round++) {
      const { version } = await stateOf();
      const { id: patientId } = await aPatient(world);
      const input = { patientId, class: 'inpatient', wardId: ward.id, bedId: bed.id, reason: 'Sốt' };
      const [admitted, closed] = await Promise.all([
        world.as('doctor').post('/api/v1/encounters', input),
        patch(false, version),
      ]);
      const after = await stateOf();
      expect([admitted.status, closed.status]).toEqual(after.taken ? [201, 409] : [409, 200]);
      expect(after.active).toBe(after.taken !== null);
      const gone = { disposition: 'home' };
      const leave = `/api/v1/encounters/${after.taken}/discharge`;
      await (after.active ? world.as('doctor').post(leave, gone, { 'If-Match': '"1"' }) : patch(true, after.version));
    }
  });

  it('answer nonsense with what is wrong', async () => {
    const [ward] = world.wards;
    expect((await addBed(ward.id, { roomCode: 'P1', code: '' })).status).toBe(400);
    expect((await addBed(ward.id, { code: 'G9' })).status).toBe(400);
    for (const query of ['wardId=NOI', 'free=perhaps', 'limit=0', 'cursor=x', 'wards=1']) {
      expect([query, (await world.as('nurse').get(`/api/v1/beds?${query}`)).status]).toEqual([query, 400]);
    }
    const admin = world.as('admin');
    expect((await admin.patch(`/api/v1/beds/${NOBODY}`, { active: true }, { 'If-Match': '"1"' })).status).toBe(404);
    expect(
      (await admin.patch(`/api/v1/beds/${elementAt(ward.beds, 2).id}`, { active: 1 }, { 'If-Match': '"1"' })).status,
    ).toBe(400);
  });
});
