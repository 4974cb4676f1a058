import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const HOUR = 3_600_000;

let world: World;
let medicine: string;
let surgery: string;
beforeAll(async () => {
  world = await startWorld();
  [medicine, surgery] = [world.wards[0].id, world.wards[1].id];
  await worksOnlyIn(world, 'nurse', medicine);
  await worksOnlyIn(world, 'doctor', medicine, surgery);
  await worksOnlyIn(world, 'head-nurse', surgery);
});
beforeEach(() => changeBehind(world, 'UPDATE duty SET cancelled_at = now() WHERE cancelled_at IS NULL'));
afterAll(() => world.close());

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const duty = (from: number, to: number, role: 'nurse' | 'doctor' | 'head-nurse' | 'admin' = 'nurse') => ({
  staffId: world.staff[role].id,
  startsAt: inHours(from),
  endsAt: inHours(to),
});
const plan = (duties: object[], ward = surgery, role: 'head-nurse' | 'admin' = 'head-nurse', headers = {}) =>
  world.as(role).post(`/api/v1/wards/${ward}/duties`, { duties }, headers);
const planned = async (...duties: object[]) => {
  const answer = await plan(duties);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.items as { id: string; version: number; startsAt: string; endsAt: string }[];
};
const cancel = (
  { id, version }: { id: string; version: number },
  role: 'head-nurse' | 'nurse' | 'admin' = 'head-nurse',
) => world.as(role).post(`/api/v1/duties/${id}/cancel`, { reason: 'Đổi ca' }, { 'If-Match': `"${version}"` });
const inWard = (ward: string) => world.as('head-nurse').get(`/api/v1/wards/${ward}/duties`);

describe('A roster', () => {
  it('is planned for many at once, and read by ward and by person in the order it comes', async () => {
    const answer = await plan([duty(24, 32), duty(2, 10), duty(2, 10, 'doctor')]);
    expect(answer.status).toBe(201);
    expect(answer.body.items[0]).toMatchObject({
      staff: { username: expect.any(String) },
      ward: { id: surgery },
      cancelledAt: null,
      version: 1,
    });
    const { items } = (await inWard(surgery)).body;
    expect(items.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual(
      answer.body.items.map(({ startsAt }: { startsAt: string }) => startsAt).sort(),
    );
    expect((await world.as('nurse').get('/api/v1/duties/mine')).body.items).toHaveLength(2);
    expect((await inWard(medicine)).body.items).toEqual([]);
    const event = (
      await world.sql(`SELECT username, changes FROM audit.event WHERE entity = 'duty' AND kind = 'create' LIMIT 1`)
    )[0];
    expect(event).toMatchObject({ username: 'head-nurse', changes: { staff_id: expect.any(String) } });
  });

  it('is read in pages, and for one moment', async () => {
    await planned(duty(-1, 5), duty(6, 12), duty(13, 20));
    const seen: string[] = [];
    let next: string | null = `/api/v1/wards/${surgery}/duties?limit=1`;
    while (next) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = await world.as('nurse').get(next);
      seen.push(...body.items.map(({ id }) => id));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(3);
    const now = encodeURIComponent(inHours(0));
    const present = await world.as('nurse').get(`/api/v1/wards/${surgery}/duties?from=${now}&to=${now}`);
    expect(present.body.items).toHaveLength(1);
    expectProblem(await world.as('nurse').get(`/api/v1/wards/${surgery}/duties?from=${now}&to=2020-01-01`), 400);
  });

  it('takes all duties or none', async () => {
    expectProblem(await plan([duty(2, 8), duty(7, 12)]), 409, 'duty-overlaps');
    const unknown = { ...duty(2, 8), staffId: '01900000-0000-7000-8000-000000000000' };
    expectProblem(await plan([duty(2, 8), unknown]), 422, 'duty-staff-unknown');
    expect((await inWard(surgery)).body.items).toEqual([]);
  });

  it('has nobody in two wards at once, also when two plan at the same moment', async () => {
    const answers = await Promise.all([plan([duty(2, 8)]), plan([duty(3, 9)], medicine, 'admin')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    await planned(duty(8, 10, 'doctor'), duty(10, 12, 'doctor'));
  });

  it('answers a repeated request as the first time', async () => {
    const duties = [duty(2, 8)];
    const key = { 'Idempotency-Key': 'roster-1' };
    const first = await plan(duties, surgery, 'head-nurse', key);
    const again = await plan(duties, surgery, 'head-nurse', key);
    expect(again.body).toEqual(first.body);
    expect((await inWard(surgery)).body.items).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['of no length', { startsAt: '2030-01-01T07:00:00Z', endsAt: '2030-01-01T07:00:00Z' }, 'in-order'],
    ['longer than a day', { startsAt: inHours(24), endsAt: inHours(48.01) }, 'too-long'],
    ['of yesterday', { startsAt: inHours(-30), endsAt: inHours(-22) }, 'past'],
    ['of the next decade', { startsAt: '2040-01-01T07:00:00Z', endsAt: '2040-01-01T08:00:00Z' }, 'too-far'],
    ['on no day', { startsAt: '2026-02-30T07:00:00Z', endsAt: '2026-02-30T08:00:00Z' }, 'instant'],
    ['without its time zone', { startsAt: '2026-12-30T07:00:00', endsAt: '2026-12-30T08:00:00' }, 'instant'],
  ])('takes no duty %s', async (_what, times, rule) => {
    const answer = await plan([{ ...duty(1, 2), ...times }]);
    expectProblem(answer, 400, 'validation');
    expect(JSON.stringify(answer.body.errors)).toMatch(new RegExp(rule, 'i'));
  });

  it('is changed by whoever saw the last version, and not when it is over', async () => {
    const one = elementAt(await planned(duty(2, 8)), 0);
    expectProblem(await cancel({ ...one, version: 7 }), 412);
    const answer = await cancel(one);
    expect(answer.body).toMatchObject({ id: one.id, cancelledAt: expect.any(String), version: 2 });
    expectProblem(await cancel({ ...one, version: 2 }), 409, 'duty-over');
    expect((await inWard(surgery)).body.items).toEqual([]);
    expectProblem(await cancel({ id: '01900000-0000-7000-8000-000000000000', version: 1 }), 404, 'duty-not-found');
    await planned(duty(2, 8));
  });

  it('is planned by those of the ward, and by administrators but not for themselves', async () => {
    expectProblem(await plan([duty(2, 8, 'head-nurse')], medicine), 403, 'duty-not-yours');
    expectProblem(await plan([duty(2, 8)], medicine), 403, 'duty-not-yours');
    expectProblem(await plan([duty(2, 8), duty(2, 8, 'admin')], medicine, 'admin'), 403, 'duty-not-yours');
    expect((await plan([duty(2, 8)], medicine, 'admin')).status).toBe(201);
    const [{ id, version }] = (await inWard(medicine)).body.items;
    expectProblem(await cancel({ id, version }), 403, 'duty-not-yours');
    expectProblem(await cancel({ id, version }, 'nurse'), 403, 'forbidden');
    expectProblem(await plan([duty(2, 8)], '01900000-0000-7000-8000-000000000000', 'admin'), 404, 'duty-ward-unknown');
  });
});

describe('A substitute', () => {
  let patientId: string;
  beforeAll(async () => {
    ({ patientId } = await anAdmission(world, { wardId: surgery, bedId: null }));
  });
  const chart = () => world.as('nurse').get(`/api/v1/patients/${patientId}/chart`);
  const board = async () => JSON.stringify((await world.as('nurse').get(`/api/v1/wards/${surgery}/board`)).body);
  const why = async () => (await world.as('nurse').get(`/api/v1/patients/${patientId}/access`)).body;

  it('sees the patients of the ward while on duty there, and is told why and until when', async () => {
    expectProblem(await chart(), 403, 'no-care-relationship');
    expect(await board()).not.toContain(patientId);
    const one = elementAt(await planned(duty(-1, 6)), 0);
    const answer = await chart();
    expect(answer.status).toBe(200);
    const until = new Date(Date.parse(one.endsAt) + HOUR).toISOString();
    expect(answer.headers['x-care-access']).toBe(`duty; until=${until}`);
    expect(await board()).toContain(patientId);
    expect(await why()).toMatchObject({ allowed: true, because: 'duty', until });
    expect((await cancel(one)).status).toBe(200);
    expectProblem(await chart(), 403, 'no-care-relationship');
    expect(await board()).not.toContain(patientId);
  });

  it.each([
    [-0.6, 8, true, 'has begun'],
    [0.4, 8, true, 'begins within half an hour'],
    [0.7, 8, false, 'begins later'],
  ])('whose duty from %d to %d hours from now: access is %p, as it %s', async (from, to, sees) => {
    await planned(duty(from, to));
    expect((await chart()).status).toBe(sees ? 200 : 403);
  });

  it.each([
    [0.9, true],
    [1.1, false],
  ])('whose duty ended %d hours ago: access is %p, for the hand-over', async (ago, sees) => {
    const { id } = elementAt(await planned(duty(-8, 1)), 0);
    await changeBehind(world, `UPDATE duty SET ends_at = now() - interval '${ago * 60} minutes' WHERE id = '${id}'`);
    expect((await chart()).status).toBe(sees ? 200 : 403);
  });

  it('on duty elsewhere sees the ward no more than before', async () => {
    expect((await plan([duty(-1, 6)], medicine, 'admin')).status).toBe(201);
    expectProblem(await chart(), 403, 'no-care-relationship');
  });
});

describe('Whoever leaves', () => {
  it('has no duty from then on, present or planned', async () => {
    const input = { username: 'sap.nghi', fullName: 'Người Sắp Nghỉ', roles: ['nurse'], password: PASSWORD };
    const { body: person, headers } = await world.as('admin').post('/api/v1/staff', input);
    const times = (from: number, to: number) => ({ ...duty(from, to), staffId: person.id });
    await planned(times(-1, 6), times(30, 36));
    const left = await world.as('admin').post(`/api/v1/staff/${person.id}/leave`, {}, { 'If-Match': headers.etag! });
    expect(left.status).toBe(200);
    expect((await inWard(surgery)).body.items).toEqual([]);
    expectProblem(await plan([times(50, 56)]), 422, 'duty-staff-unknown');
    expectProblem(await clientOf(world.app).get('/api/v1/duties/mine'), 401);
  });
});
