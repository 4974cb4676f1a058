import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, anOrder } from '../support/builders.js';
import { absenceAt, presentSql, type Presence } from '../../src/clinical/encounters/presence.rules.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const vitals = (id: string, fields: object) =>
  world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 80, ...fields });
const problemOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.split('/').pop(),
];
async function dies(patientId: string, at?: string) {
  const { headers } = await world.as('doctor').get(`/api/v1/patients/${patientId}`);
  const death = { cause: 'Suy hô hấp', ...(at && { at }) };
  return world.as('doctor').post(`/api/v1/patients/${patientId}/death`, death, { 'If-Match': headers.etag! });
}

describe('A death', () => {
  it('is never before what is charted in an open encounter', async () => {
    const { id, patientId } = await anEncounter(world);
    await vitals(id, { effectiveAt: minutesAgo(30) });
    const early = await dies(patientId, minutesAgo(60 * 24));
    expect([early.status, early.body.errors]).toMatchObject([400, [{ pointer: '/at', rule: 'before-charted' }]]);
    expect(early.body.errors[0].message).toMatch(/Hồ sơ có ghi chép lúc \d\d:\d\d \d\d\/\d\d\/\d{4}/);
    expect((await dies(patientId, minutesAgo(29))).status).toBe(200);
  });

  it('ends measuring, deciding, ordering and giving, and what was before it can still be charted', async () => {
    const { id, patientId } = await anEncounter(world);
    const draft = await anOrder(world, { encounterId: id, signed: false });
    const { id: medicine } = await aMedicine(world, { encounterId: id });
    expect((await dies(patientId, minutesAgo(20))).status).toBe(200);
    const doctor = world.as('doctor');
    const { body: mar } = await doctor.get(`/api/v1/encounters/${id}/mar`);
    const dose = (mar.items as { id: string; orderId: string }[]).find(({ orderId }) => orderId === medicine)!;
    const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali' };
    for (const answer of [
      await vitals(id, {}),
      await vitals(id, { effectiveAt: minutesAgo(10) }),
      await doctor.post(`/api/v1/encounters/${id}/care-level`, { level: 'I' }),
      await doctor.post(`/api/v1/encounters/${id}/orders`, { kind: 'laboratory', code }),
      await doctor.post(`/api/v1/orders/${draft.id}/sign`, {}, { 'If-Match': `"${draft.version}"` }),
      await doctor.post(`/api/v1/encounters/${id}/orders/sign`, { ids: [draft.id] }),
      await doctor.post(`/api/v1/doses/${dose.id}/give`, {}, { 'If-Match': '"0"' }),
    ]) {
      expect(problemOf(answer)).toEqual([409, 'after-death']);
    }
    expect((await vitals(id, { effectiveAt: minutesAgo(25) })).status).toBe(201);
    const held = { reason: 'Người bệnh đã tử vong' };
    expect((await doctor.post(`/api/v1/doses/${dose.id}/hold`, held, { 'If-Match': '"0"' })).status).toBe(200);
  });

  it('ends what is done to orders and stays, all but taking orders back', async () => {
    const { id, patientId } = await anEncounter(world);
    const [active, held, stopped] = [
      await anOrder(world, { encounterId: id }),
      await anOrder(world, { encounterId: id }),
      await anOrder(world, { encounterId: id }),
    ];
    const step = (order: { id: string }, action: string, version: number, body = {}, who: Role = 'doctor') =>
      world.as(who).post(`/api/v1/orders/${order.id}/${action}`, body, { 'If-Match': `"${version}"` });
    expect((await step(held, 'hold', held.version)).status).toBe(200);
    expect((await dies(patientId)).status).toBe(200);
    const { headers } = await world.as('doctor').get(`/api/v1/encounters/${id}`);
    const course = (action: string, body: object) =>
      world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, { 'If-Match': headers.etag! });
    for (const answer of [
      await step(active, 'hold', active.version),
      await step(held, 'resume', held.version + 1),
      await step(active, 'complete', active.version, {}, 'lab'),
      await course('leave', { reason: 'Về nhà' }),
      await course('transfer', { wardId: world.wards[1].id }),
    ]) {
      expect(problemOf(answer)).toEqual([409, 'after-death']);
    }
    expect((await step(stopped, 'cancel', stopped.version, { reason: 'Người bệnh đã tử vong' })).status).toBe(200);
  });

  it('of which nobody knows when ends what would be done now', async () => {
    const { id, patientId } = await anEncounter(world);
    expect((await dies(patientId)).status).toBe(200);
    expect(problemOf(await vitals(id, {}))).toEqual([409, 'after-death']);
    expect((await vitals(id, { effectiveAt: minutesAgo(30) })).status).toBe(201);
  });
});

describe('Vital signs of somebody on leave', () => {
  it('ask whether it is this patient, beside what else is unusual', async () => {
    const { id } = await anEncounter(world);
    const { headers } = await world.as('nurse').get(`/api/v1/encounters/${id}`);
    const leave = { reason: 'Về lo việc gia đình', at: minutesAgo(60) };
    const left = await world.as('nurse').post(`/api/v1/encounters/${id}/leave`, leave, { 'If-Match': headers.etag! });
    expect(left.status).toBe(200);
    const asked = await vitals(id, { heartRate: 190 });
    expect(problemOf(asked)).toEqual([422, 'confirmation-needed']);
    expect(asked.body.errors).toMatchObject([{ pointer: '/onLeave', rule: 'on-leave' }, { pointer: '/heartRate' }]);
    expect((await vitals(id, { heartRate: 190, confirmed: ['heartRate'] })).status).toBe(422);
    expect((await vitals(id, { heartRate: 190, confirmed: ['heartRate', 'onLeave'] })).status).toBe(201);
    expect((await vitals(id, { effectiveAt: minutesAgo(61) })).status).toBe(201);
  });
});

describe('Whether the patient can have been there', () => {
  it('is said by the statement that charts as by the rule, in every case and at every edge', async () => {
    const rows = await world.sql<Presence & { at: Date; now: Date; asked: boolean; present: boolean }>(
      `SELECT p.deceased_at AS "deceasedAt", p.deceased_undated AS "deceasedUndated", e.leave_since AS "leaveSince", at, asked, now(),
          ${presentSql('at', 'asked')} AS present
        FROM unnest(ARRAY[NULL, -60]) died, unnest(ARRAY[false, true]) undated, unnest(ARRAY[NULL, -60, -30]) went, unnest(ARRAY[false, true]) asked,
          unnest(ARRAY[-90, -61, -60, -59, -58, -30, -29, -2, -1, 0, 1]) moment,
          LATERAL (SELECT now() + moment * interval '1 minute' AS at) moments,
          LATERAL (SELECT now() + died * interval '1 minute' AS deceased_at, undated AS deceased_undated) p,
          LATERAL (SELECT now() + went * interval '1 minute' AS leave_since) e`,
    );
    expect(rows).toHaveLength(2 * 2 * 3 * 2 * 11);
    const absence = (row: (typeof rows)[number]) => absenceAt(row, row.at, row.now);
    expect(
      rows.filter((row) => row.present !== (absence(row) === undefined || (absence(row) === 'on-leave' && row.asked))),
    ).toEqual([]);
    expect(new Set(rows.map(({ present }) => present))).toEqual(new Set([true, false]));
  });
});
