import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let emergency: string;
beforeAll(async () => {
  world = await startWorld();
  emergency = await runAsSystem('test', () =>
    world.app
      .get(UnitOfWork, { strict: false })
      .write(async (tx) => (await tx.ward.create({ data: { code: 'CC', name: 'Cấp cứu', kind: 'emergency' } })).id),
  );
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const act = (id: string, action: string, version: number, body: object = {}) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const admit = (fields: object) =>
  world
    .as('doctor')
    .post('/api/v1/encounters', { class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt', ...fields });
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split('/').pop()];

describe('An emergency', () => {
  it('becomes an inpatient stay with the move to an inpatient ward, in one encounter', async () => {
    const { id: patientId } = await aPatient(world);
    const arrived = await admit({ patientId, class: 'emergency', wardId: emergency });
    expect([arrived.status, arrived.body.class]).toEqual([201, 'emergency']);
    const beside = await admit({ patientId, bedId: elementAt(world.wards[0].beds, 0).id });
    expect(typeOf(beside)).toEqual([409, 'stay-overlaps']);
    const moved = await act(arrived.body.id, 'transfer', 1, {
      wardId: world.wards[0].id,
      bedId: elementAt(world.wards[0].beds, 0).id,
    });
    expect(moved.body).toMatchObject({ class: 'inpatient', visitNumber: arrived.body.visitNumber });
    const back = await act(arrived.body.id, 'transfer', 2, { wardId: emergency, class: 'emergency' });
    expect(typeOf(back)).toEqual([409, 'class-change-refused']);
    expect((await act(arrived.body.id, 'discharge', 2, { disposition: 'home' })).status).toBe(200);
  });

  it('becomes what it is said to be where it lies', async () => {
    const { id: patientId } = await aPatient(world);
    const { body } = await admit({ patientId, class: 'emergency', wardId: emergency });
    const day = await act(body.id, 'transfer', 1, { wardId: emergency, class: 'day' });
    expect([day.status, day.body.class]).toEqual([200, 'day']);
    expect(await world.sql('SELECT FROM stay WHERE encounter_id = $1', [body.id])).toHaveLength(1);
    expect(typeOf(await act(body.id, 'transfer', 2, { wardId: emergency, class: 'day' }))).toEqual([
      409,
      'already-there',
    ]);
  });
});

describe('Stays of one patient', () => {
  it('do not overlap, back in time either; an outpatient visit may lie beside', async () => {
    const { id: patientId } = await aPatient(world);
    const first = await admit({ patientId, startedAt: hoursAgo(2) });
    expect((await act(first.body.id, 'discharge', 1, { disposition: 'home', at: hoursAgo(1) })).status).toBe(200);
    for (const kind of ['inpatient', 'emergency', 'day']) {
      const late = await admit({ patientId, class: kind, startedAt: hoursAgo(1.5) });
      expect([kind, ...typeOf(late)]).toEqual([kind, 409, 'stay-overlaps']);
    }
    const visit = await admit({ patientId, class: 'outpatient', startedAt: hoursAgo(1.5) });
    const next = await admit({ patientId, class: 'day', startedAt: hoursAgo(0.5) });
    expect([visit.status, next.status]).toEqual([201, 201]);
    expect(typeOf(await act(visit.body.id, 'transfer', 1, { wardId: world.wards[1].id, class: 'day' }))).toEqual([
      409,
      'stay-overlaps',
    ]);
    expect(typeOf(await act(first.body.id, 'reopen', 2, { reason: 'Nhầm' }))).toEqual([409, 'patient-admitted']);
  });

  it('of sixteen admissions at once, one begins', async () => {
    const { id: patientId } = await aPatient(world);
    const kinds = ['inpatient', 'emergency', 'day', 'inpatient'];
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => admit({ patientId, class: kinds[n % 4] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(15).fill(409)]);
  });
});

describe('During a stay', () => {
  it('a patient goes on leave with the bed kept, and comes back before anything else', async () => {
    const { id } = await anAdmission(world, { bedId: elementAt(world.wards[0].beds, 1).id });
    const reason = 'Về lo việc nhà';
    const early = await act(id, 'leave', 1, { reason, until: hoursAgo(1) });
    expect([early.status, early.body.errors[0].rule]).toEqual([400, 'back-before-leave']);
    const gone = await act(id, 'leave', 1, { reason, until: hoursAgo(-6) });
    expect(gone.body).toMatchObject({
      leave: { reason, since: expect.any(String) },
      bedId: elementAt(world.wards[0].beds, 1).id,
    });
    expect(typeOf(await act(id, 'leave', 2, { reason }))).toEqual([409, 'on-leave']);
    expect(typeOf(await act(id, 'transfer', 2, { wardId: world.wards[1].id }))).toEqual([409, 'on-leave']);
    const back = await act(id, 'return', 2);
    expect([back.status, back.body.leave]).toEqual([200, null]);
    expect(typeOf(await act(id, 'return', 3))).toEqual([409, 'not-on-leave']);
    await act(id, 'leave', 3, { reason });
    const absconded = await act(id, 'discharge', 4, { disposition: 'absconded' });
    expect([absconded.body.discharge.disposition, absconded.body.leave]).toEqual(['absconded', null]);
    const visit = await admit({ patientId: (await aPatient(world)).id, class: 'outpatient' });
    expect(typeOf(await act(visit.body.id, 'leave', 1, { reason }))).toEqual([409, 'not-an-inpatient']);
  });

  it('whoever comes back is back when they came, not when it was written down; the leave stays with the stay', async () => {
    const { body: stay } = await admit({ patientId: (await aPatient(world)).id, startedAt: hoursAgo(30) });
    const { id } = stay;
    const [left, back] = [hoursAgo(20), hoursAgo(4)];
    await act(id, 'leave', 1, { reason: 'Về lo việc nhà', at: left });
    for (const [at, rule] of [
      [hoursAgo(21), 'before-it-began'],
      [hoursAgo(-1), 'past-instant'],
      ['hôm qua', 'past-instant'],
    ]) {
      const refused = await act(id, 'return', 2, { at });
      expect([at, refused.status, refused.body.errors?.[0]]).toMatchObject([at, 400, { pointer: '/at', rule }]);
    }
    const returned = await act(id, 'return', 2, { at: back });
    expect(returned.body).toMatchObject({
      ...{ leave: null },
      leaves: [{ since: left, until: null, reason: 'Về lo việc nhà', returnedAt: back }],
    });
    // What was measured between the return and its telling needs no second look.
    const set = { heartRate: 80, effectiveAt: hoursAgo(3) };
    expect((await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, set)).status).toBe(201);
    // Nobody leaves before they were back; and again, without a time, they are back now.
    const early = await act(id, 'leave', 3, { reason: 'Về lần nữa', at: hoursAgo(5) });
    expect([early.status, early.body.errors?.[0].rule]).toEqual([400, 'before-it-began']);
    await act(id, 'leave', 3, { reason: 'Về lần nữa', at: hoursAgo(2) });
    const again = await world.as('doctor').post(`/api/v1/encounters/${id}/return`, undefined, { 'If-Match': '"4"' });
    expect([again.status, again.body.leaves?.length]).toEqual([200, 2]);
    expect(Date.now() - Date.parse(again.body.leaves[1].returnedAt)).toBeLessThan(60_000);
    // Nor is anybody moved or sent home from the ward while they were away.
    for (const [what, input] of Object.entries({
      transfer: { wardId: emergency },
      discharge: { disposition: 'home' },
    })) {
      const refused = await act(id, what, 5, { ...input, at: hoursAgo(1) });
      expect([what, refused.status, refused.body.errors?.[0].rule]).toEqual([what, 400, 'before-it-began']);
    }
    const { body } = await world.as('doctor').get(`/api/v1/wards/${elementAt(world.wards, 0).id}/movements?limit=100`);
    const moves = body.items.filter(({ encounterId }: { encounterId: string }) => encounterId === id);
    expect(moves.map(({ kind }: { kind: string }) => kind)).toEqual([
      'return',
      'leave',
      'return',
      'leave',
      'admission',
    ]);
    expect(moves[2]).toMatchObject({ at: back, text: 'Trở lại sau tạm vắng' });
  });

  it('the doctor in charge and isolation are named, and seen', async () => {
    const { id } = await anAdmission(world);
    const head = world.staff['department-head'].id;
    const led = await act(id, 'attending', 1, { staffId: head, reason: 'Bàn giao' });
    expect(led.body.attending).toEqual({ id: head, fullName: 'Người thử department-head' });
    const nurse = await act(id, 'attending', 2, { staffId: world.staff.nurse.id });
    expect([nurse.status, nurse.body.errors[0].rule]).toEqual([400, 'not-a-doctor']);
    const apart = await act(id, 'isolation', 2, { isolation: ['droplet', 'contact'], reason: 'Nghi cúm' });
    expect(apart.body.isolation).toEqual(['contact', 'droplet']);
    const board = await world.as('nurse').get(`/api/v1/wards/${apart.body.wardId}/board`);
    const row = board.body.items.find(({ encounter }: { encounter: { id: string } | null }) => encounter?.id === id);
    expect(row.encounter.isolation).toEqual(['contact', 'droplet']);
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/history`);
    expect(body.changes.map(({ fields }: { fields: string[] }) => fields)).toEqual([['attendingId'], ['isolation']]);
    expect((await act(id, 'isolation', 3, { isolation: [], reason: 'Âm tính' })).body.isolation).toEqual([]);
  });
});
