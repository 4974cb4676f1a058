import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let own: string;
let other: string;
beforeAll(async () => {
  world = await startWorld();
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  await worksOnlyIn(world, 'head-nurse', world.wards[0].id);
  [own, other] = [await aWard('GIUONG'), elementAt(world.wards[1].beds, 0).id];
  await world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
     INSERT INTO staff_ward (staff_id, ward_id) SELECT s.id, $1 FROM c, staff_member s WHERE s.id = ANY($2)`,
    [own, [world.staff.nurse.id, world.staff['head-nurse'].id]],
  );
});
afterAll(() => world.close());

const admin = () => world.as('admin');
const aWard = async (code: string): Promise<string> =>
  (await admin().post('/api/v1/wards', { code, name: `Khoa ${code}` })).body.id;
const addBeds = (beds: object[], headers = {}) => admin().post(`/api/v1/wards/${own}/beds/batch`, { beds }, headers);
const aBed = async (code: string) => (await addBeds([{ roomCode: 'P1', code }])).body.items[0] as { id: string };
const say = (id: string, version: number, body: object, role: 'nurse' | 'head-nurse' | 'registrar' | 'lab' = 'nurse') =>
  world.as(role).post(`/api/v1/beds/${id}/state`, body, { 'If-Match': `"${version}"` });
const admit = async (bedId: string, more: object = {}) => {
  const { id: patientId } = await aPatient(world);
  const input = { patientId, class: 'inpatient', wardId: own, bedId, reason: 'Sốt', ...more };
  return world.as('doctor').post('/api/v1/encounters', input);
};

describe('The state of a bed', () => {
  it('is said by the ward, kept with its reason, listed, and shown on the board', async () => {
    const { id } = await aBed('A1');
    const kept = await say(id, 1, { state: 'reserved', reason: 'Chờ từ phòng mổ' });
    expect([kept.status, kept.body]).toMatchObject([
      200,
      { state: 'reserved', free: false, stateReason: 'Chờ từ phòng mổ', version: 2 },
    ]);
    const listed = await world.as('nurse').get(`/api/v1/beds?wardId=${own}&state=reserved`);
    expect(listed.body.items.map((bed: { id: string }) => bed.id)).toEqual([id]);
    const board = await world.as('nurse').get(`/api/v1/wards/${own}/board`);
    const row = board.body.items.find(({ bed }: { bed: { id: string } }) => bed.id === id);
    expect(row.bed).toMatchObject({ state: 'reserved', stateReason: 'Chờ từ phòng mổ', taken: false });
    const [event] = await world.sql(`SELECT username FROM audit.event WHERE entity = 'bed' ORDER BY id DESC LIMIT 1`);
    expect(event).toEqual({ username: 'nurse' });
    expect((await say(id, 2, { state: 'free' })).body).toMatchObject({ state: 'free', free: true, stateReason: null });
  });

  it('becomes cleaning by itself when somebody leaves it, where the ward wants it so, and free by a click', async () => {
    const [left, next] = [await aBed('L1'), await aBed('L2')];
    const address = `/api/v1/wards/${own}`;
    const stateOf = async (id: string) => {
      const { items } = (await world.as('nurse').get(`/api/v1/beds?wardId=${own}&limit=100`)).body;
      return (items as { id: string; state: string }[]).find((bed) => bed.id === id)?.state;
    };
    const change = async (cleaningAfterStay: boolean) => {
      const { items } = (await admin().get('/api/v1/wards')).body;
      const { version } = (items as { id: string; version: number }[]).find((ward) => ward.id === own)!;
      return admin().patch(address, { cleaningAfterStay }, { 'If-Match': `"${version}"` });
    };
    expect((await change(true)).body).toMatchObject({ cleaningAfterStay: true });
    const { id, version } = (await admit(left.id)).body;
    const act = (action: string, of: number, body: object) =>
      world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, { 'If-Match': `"${of}"` });
    const moved = await act('transfer', version, { wardId: own, bedId: next.id });
    expect([moved.status, await stateOf(left.id), await stateOf(next.id)]).toEqual([200, 'cleaning', 'occupied']);
    expectProblem(await admit(left.id), 409, 'bed-not-ready');
    const { body } = await world.as('nurse').get(`/api/v1/beds?wardId=${own}&state=cleaning`);
    expect((await say(left.id, body.items[0].version, { state: 'free' })).status).toBe(200);
    expect(await stateOf(left.id)).toBe('free');
    const ended = await act('discharge', moved.body.version, { disposition: 'home' });
    expect([ended.status, await stateOf(next.id)]).toEqual([200, 'cleaning']);
    const again = await act('reopen', ended.body.version, { reason: 'Cho ra viện nhầm người' });
    expect([again.status, await stateOf(next.id)]).toEqual([200, 'occupied']);
    await change(false);
    await act('discharge', again.body.version, { disposition: 'home' });
    expect(await stateOf(next.id)).toBe('free');
  });

  it('keeps others out: who was meant comes from the reservation, and what is being cleaned takes nobody', async () => {
    const { id } = await aBed('B1');
    await say(id, 1, { state: 'reserved' });
    expectProblem(await admit(id), 409, 'bed-reserved');
    const meant = await admit(id, { fromReservation: true });
    expect(meant.status).toBe(201);
    const { body } = await world.as('nurse').get(`/api/v1/beds?wardId=${own}&state=occupied`);
    expect(body.items).toMatchObject([{ id, free: false, stateReason: null }]);
    const { version } = body.items[0];
    expectProblem(await say(id, version, { state: 'cleaning' }), 409, 'bed-in-use');
    const { id: dirty } = await aBed('B2');
    await say(dirty, 1, { state: 'cleaning' });
    expectProblem(await admit(dirty, { fromReservation: true }), 409, 'bed-not-ready');
  });

  it('reserved for a time ends by itself', async () => {
    const { id } = await aBed('C1');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await say(id, 1, { state: 'reserved', until })).body).toMatchObject({ stateUntil: until });
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE bed SET mark_until = now() - interval '1 minute' FROM c WHERE bed.id = $1`,
      [id],
    );
    const { body } = await world.as('nurse').get(`/api/v1/beds?wardId=${own}&free=true`);
    expect(body.items.find((bed: { id: string }) => bed.id === id)).toMatchObject({ state: 'free', stateUntil: null });
    expect((await admit(id)).status).toBe(201);
  });

  it('is for those of its ward and those of the whole house; out of service for who leads', async () => {
    const { id } = await aBed('D1');
    expectProblem(await say(other, 1, { state: 'cleaning' }), 403, 'bed-of-another-ward');
    expect((await say(other, 1, { state: 'cleaning' }, 'registrar')).status).toBe(200);
    expect((await say(id, 1, { state: 'cleaning' }, 'lab')).status).toBe(403);
    expectProblem(await say(id, 1, { state: 'out-of-service' }), 403, 'bed-state-not-yours');
    const broken = await say(id, 1, { state: 'out-of-service', reason: 'Gãy thanh chắn' }, 'head-nurse');
    expect(broken.body).toMatchObject({ state: 'out-of-service', active: false, stateReason: 'Gãy thanh chắn' });
    expectProblem(await admit(id, { fromReservation: true }), 409, 'place-closed');
    expectProblem(await say(id, 2, { state: 'free' }), 403, 'bed-state-not-yours');
    expect((await say(id, 2, { state: 'free' }, 'head-nurse')).body).toMatchObject({ state: 'free', active: true });
  });

  it('said by two at once is said once, and one bed is never reserved and given', async () => {
    const { id } = await aBed('E1');
    const both = await Promise.all([say(id, 1, { state: 'reserved' }), say(id, 1, { state: 'cleaning' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { id: wanted } = await aBed('E2');
    const [given, kept] = await Promise.all([admit(wanted), say(wanted, 1, { state: 'reserved' })]);
    expect([
      [201, 409],
      [409, 200],
    ]).toContainEqual([given.status, kept.status]);
  });

  it('that nobody knows, or with a name too many, is refused', async () => {
    const { id } = await aBed('F1');
    expect((await say(id, 1, { state: 'occupied' })).status).toBe(400);
    expect((await say(id, 1, { state: 'reserved', patient: 'x' })).status).toBe(400);
    expect((await world.as('nurse').get('/api/v1/beds?state=broken')).status).toBe(400);
  });
});

describe('Beds', () => {
  it('are put many at once, all or none, once for a repeated request', async () => {
    const beds = Array.from({ length: 40 }, (_, n) => ({ roomCode: `G${n % 4}`, code: `G${n}` }));
    const added = await addBeds(beds, { 'Idempotency-Key': 'forty' });
    expect([added.status, added.body.items.length]).toEqual([201, 40]);
    expect(added.body.items[9]).toMatchObject({ roomCode: 'G1', code: 'G9', state: 'free' });
    expect((await addBeds(beds, { 'Idempotency-Key': 'forty' })).body).toEqual(added.body);
    const count = async () =>
      elementAt(await world.sql('SELECT count(*)::int AS n FROM bed WHERE ward_id = $1', [own]), 0).n;
    const before = await count();
    const refused = await addBeds([
      { roomCode: 'X', code: 'X1' },
      { roomCode: 'X', code: 'G9' },
    ]);
    expectProblem(refused, 409, 'bed-code-taken');
    expect(await count()).toBe(before);
    expect((await addBeds([])).status).toBe(400);
  });

  it('are renamed by the administrator, to a code that is free', async () => {
    const { id } = await aBed('H1');
    const rename = (code: string, version: number) =>
      admin().patch(`/api/v1/beds/${id}`, { code }, { 'If-Match': `"${version}"` });
    expect((await rename('H1-cửa', 1)).body).toMatchObject({ code: 'H1-cửa', version: 2 });
    await aBed('H2');
    expectProblem(await rename('H2', 2), 409, 'bed-code-taken');
    expect((await rename('H 2', 2)).status).toBe(400);
  });
});
