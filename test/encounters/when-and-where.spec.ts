import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { potassium, report, send } from '../results/reports.js';
import { aPatient, anAdmission, anOrder } from '../support/builders.js';
import { startWorld, type Ward, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let noi: Ward;
let ngoai: Ward;
beforeAll(async () => {
  world = await startWorld();
  [noi, ngoai] = world.wards;
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const admit = (fields: object) =>
  world.as('doctor').post('/api/v1/encounters', { class: 'inpatient', wardId: noi.id, reason: 'Sốt cao', ...fields });
const act = (id: string, action: string, version: number, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const leave = async ({ id, version }: { id: string; version: number }) => {
  const answer = await act(id, 'discharge', version, { disposition: 'home' });
  expect(answer.status).toBe(200);
};
const chart = (id: string, effectiveAt: string) =>
  world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 80, effectiveAt });

async function aSignedNote(id: string): Promise<void> {
  const sections = [{ code: 'course', text: 'Tỉnh, không sốt' }];
  const note = await world.as('doctor').post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections });
  const signed = await world.as('doctor').post(`/api/v1/notes/${note.body.id}/sign`, {}, at(1));
  expect(signed.status).toBe(200);
}

/** Taken for an order that was signed when the encounter began. */
async function aSpecimen(encounterId: string, effectiveAt: string): Promise<void> {
  const { id } = await anOrder(world, { encounterId });
  await runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.serviceOrder.update({ where: { id }, data: { signedAt: minutesAgo(600) } });
    }),
  );
  expect((await send(world, { id }, report([potassium(4.1)], { effectiveAt }))).status).toBe(201);
}

describe('Discharge and what was charted', () => {
  const admitted = async (fields: object = {}) =>
    (await admit({ patientId: (await aPatient(world)).id, startedAt: minutesAgo(600), ...fields })).body as {
      id: string;
      version: number;
    };
  const passedOver = ['active-order', 'unread-result'].map((kind) => ({ kind, reason: 'Trả kết quả sau' }));
  const discharge = (id: string, at?: string) => act(id, 'discharge', 1, { disposition: 'home', at, passedOver });
  const expectTooEarly = ({ status, body }: Awaited<ReturnType<typeof discharge>>) =>
    expect([status, body.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/at', rule: 'before-charted' }),
    ]);

  it.each([
    ['vital signs', (id: string) => chart(id, minutesAgo(60))],
    ['a signed order', (encounterId: string) => anOrder(world, { encounterId })],
    ['a signed note', (id: string) => aSignedNote(id)],
    ['a specimen', (id: string) => aSpecimen(id, minutesAgo(60))],
  ])('cannot come before %s; now it can', async (_, charted) => {
    const { id } = await admitted();
    await charted(id);
    expectTooEarly(await discharge(id, minutesAgo(61)));
    expect((await discharge(id)).status).toBe(200);
  });

  it('leaves out what was entered in error', async () => {
    const { id } = await admitted();
    const { body } = await chart(id, minutesAgo(60));
    await world.as('nurse').post(`/api/v1/vitals/${body.id}/mark-in-error`, { reason: 'Nhầm người' }, at(1));
    const answer = await discharge(id, minutesAgo(61));
    expect([answer.status, answer.body.endedAt]).toEqual([200, expect.any(String)]);
  });

  it('is possible now, whatever a clock that runs ahead has charted', async () => {
    const { id } = await admitted();
    expect((await chart(id, minutesAgo(-4))).status).toBe(201);
    const answer = await discharge(id);
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.body.endedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('of one moment: either the charting came first and is respected, or it finds the encounter closed', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await admitted();
      const [left, charted] = await Promise.all([discharge(id, minutesAgo(61)), chart(id, minutesAgo(60))]);
      expect([
        [200, 409],
        [400, 201],
      ]).toContainEqual([left.status, charted.status]);
      if (left.status === 400) expect((await discharge(id)).status).toBe(200);
    }
  });

  it('leaves no transfer before the last one', async () => {
    const { id } = await admitted();
    expect((await act(id, 'transfer', 1, { wardId: ngoai.id, at: minutesAgo(60) })).status).toBe(200);
    const early = await act(id, 'transfer', 2, { wardId: noi.id, at: minutesAgo(61) });
    expect([early.status, early.body.errors[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/at', rule: 'before-it-began' }),
    ]);
    await leave({ id, version: 2 });
  });
});

describe('Where an encounter may take place', () => {
  const clinic = async () => {
    const code = `K${randomUUID().slice(0, 6).toUpperCase()}`;
    const { body } = await world.as('admin').post('/api/v1/wards', { code, name: 'Khoa Khám bệnh', kind: 'clinic' });
    return body.id as string;
  };

  it('is no clinic for an inpatient, by admission or by transfer', async () => {
    const wardId = await clinic();
    const { id: patientId } = await aPatient(world);
    const refused = await admit({ patientId, wardId });
    const admission = await anAdmission(world);
    const moved = await act(admission.id, 'transfer', 1, { wardId });
    for (const { status, body } of [refused, moved]) {
      expect([status, body.errors?.[0]]).toEqual([
        400,
        expect.objectContaining({ pointer: '/wardId', rule: 'inpatient-in-clinic' }),
      ]);
    }
    const visit = await admit({ patientId, wardId, class: 'outpatient' });
    expect(visit.status).toBe(201);
    await leave(visit.body);
    await leave(admission);
  });

  it('is no bed for an outpatient', async () => {
    const { id: patientId } = await aPatient(world);
    const bedId = elementAt(noi.beds, 0).id;
    const refused = await admit({ patientId, bedId, class: 'outpatient' });
    expect([refused.status, refused.body.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/bedId', rule: 'outpatient-in-bed' }),
    ]);
    const byDay = await admit({ patientId, bedId, class: 'day' });
    expect(byDay.status).toBe(201);
    await leave(byDay.body);
  });
});
