import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, anOrder } from '../support/builders.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let closed: Awaited<ReturnType<typeof aClosedRecord>>;
beforeAll(async () => {
  world = await startWorld();
  closed = await aClosedRecord();
  // A doctor of another ward, who is let in now and did not care for the patient then.
  await worksOnlyIn(world, 'department-head', world.wards[1].id);
  await breakGlass(world, 'department-head', closed.patientId);
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type?.split('/').pop()];
const ruleOf = ({ status, body }: { status: number; body: { errors?: { pointer: string; rule: string }[] } }) => [
  status,
  ...(body.errors ?? []).map(({ pointer, rule }) => `${pointer} ${rule}`),
];
const NOT_THEIRS = [403, 'late-entry-not-yours'];
const HOLLOW = ['.', 'x', 'gấp', 'test', 'asdf', '...!', 'khẩn cấp'];

async function aClosedRecord() {
  const { id, patientId } = await anAdmission(world, { wardId: world.wards[0].id });
  const doctor = world.as('doctor');
  const { body: problem } = await doctor.post(`/api/v1/patients/${patientId}/problems`, {
    ...{ code: { system: 'icd-10', code: 'J18.9' }, encounterId: id, rank: 'main' },
  });
  const { body: vitals } = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 80 });
  const { body: fluid } = await world
    .as('nurse')
    .post(`/api/v1/encounters/${id}/fluids`, { direction: 'in', kind: 'oral', volume: 200 });
  const { body: note } = await doctor.post(`/api/v1/encounters/${id}/notes`, {
    type: 'progress',
    sections: [{ code: 'course', text: 'Ổn định' }],
  });
  expect((await doctor.post(`/api/v1/notes/${note.id}/sign`, {}, at(1))).status).toBe(200);
  const order = await anOrder(world, { encounterId: id });
  const leaving = { disposition: 'home', passedOver: [{ kind: 'active-order', reason: 'Trả sau' }] };
  expect((await doctor.post(`/api/v1/encounters/${id}/discharge`, leaving, at(1))).status).toBe(200);
  const { missing } = (await doctor.get(`/api/v1/encounters/${id}/completeness`)).body;
  const passedOver = missing.map(({ code }: { code: string }) => ({ code, reason: 'Không có trong lần này' }));
  const done = await doctor.post(`/api/v1/encounters/${id}/close`, { passedOver }, at(2));
  expect([done.status, done.text]).toEqual([200, done.text]);
  return { id, patientId, problem, vitals, fluid, note, order };
}

describe('What stands in a closed record', () => {
  const change = (body: object, as: 'doctor' | 'department-head' = 'doctor', version = 1) =>
    world.as(as).patch(`/api/v1/problems/${closed.problem.id}`, body, at(version));

  it('is a diagnosis that no doctor changes who did not care for the patient then, whatever the reason', async () => {
    const refuted = { verificationStatus: 'refuted', lateReason: 'Xem lại phim, không có viêm phổi' };
    expect(typeOf(await change(refuted, 'department-head'))).toEqual(NOT_THEIRS);
    expect(typeOf(await change({ verificationStatus: 'refuted' }, 'department-head'))).toEqual([409, 'record-closed']);
    // How it goes on afterwards is no matter of that stay.
    expect((await change({ clinicalStatus: 'remission' }, 'department-head')).status).toBe(200);
  });

  it('is a diagnosis that those who cared change with a reason that says something', async () => {
    for (const lateReason of HOLLOW) {
      const refused = await change({ rank: 'additional', lateReason }, 'doctor', 2);
      expect([lateReason, ...ruleOf(refused)]).toEqual([lateReason, 400, '/lateReason says-why']);
    }
    expect((await change({ rank: 'additional', lateReason: 'Sửa theo hội chẩn' }, 'doctor', 2)).status).toBe(200);
  });

  it.each(['vitals', 'fluids', 'notes'] as const)(
    'are %s that are marked as an error by the same rule',
    async (what) => {
      const { id } = { vitals: closed.vitals, fluids: closed.fluid, notes: closed.note }[what];
      const version = what === 'notes' ? 2 : 1;
      const mark = (reason: string, as: 'doctor' | 'department-head') =>
        world.as(as).post(`/api/v1/${what}/${id}/mark-in-error`, { reason }, at(version));
      expect(typeOf(await mark('Ghi nhầm người bệnh', 'department-head'))).toEqual(NOT_THEIRS);
      for (const reason of HOLLOW) {
        expect([reason, ...ruleOf(await mark(reason, 'doctor'))]).toEqual([reason, 400, '/reason says-why']);
      }
      expect((await mark('Ghi nhầm người bệnh', 'doctor')).status).toBe(200);
    },
  );

  it('is an order that those who cared end, and not without a reason', async () => {
    const { id, version } = closed.order;
    const act = (action: string, reason: string | undefined, as: 'doctor' | 'department-head') =>
      world.as(as).post(`/api/v1/orders/${id}/${action}`, { reason }, at(version));
    expect(typeOf(await act('cancel', 'Hết chỉ định', 'department-head'))).toEqual(NOT_THEIRS);
    expect(typeOf(await act('hold', undefined, 'doctor'))).toEqual([409, 'record-closed']);
    expect((await act('cancel', 'Hết chỉ định', 'doctor')).status).toBe(200);
  });

  it('is added to late with a reason that says something', async () => {
    const effectiveAt = closed.vitals.effectiveAt;
    for (const lateReason of HOLLOW) {
      const refused = await world
        .as('nurse')
        .post(`/api/v1/encounters/${closed.id}/vitals`, { heartRate: 82, effectiveAt, lateReason });
      expect([lateReason, ...ruleOf(refused)]).toEqual([lateReason, 400, '/lateReason says-why']);
    }
    const addendum = (lateReason: string) =>
      world.as('doctor').post(`/api/v1/notes/${closed.note.id}/addenda`, {
        ...{ sections: [{ code: 'course', text: 'Giải phẫu bệnh: lành tính' }], lateReason },
      });
    for (const lateReason of HOLLOW) {
      expect(ruleOf(await addendum(lateReason))).toEqual([400, '/lateReason says-why']);
    }
    const said = { heartRate: 82, effectiveAt, lateReason: 'Mất điện, ghi giấy' };
    expect((await world.as('nurse').post(`/api/v1/encounters/${closed.id}/vitals`, said)).status).toBe(201);
  });
});
