import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anAdmission, anOrder } from '../support/builders.js';
import { potassium, report, send } from '../results/reports.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const act = (id: string, action: string, version: number, body: object, as: 'doctor' | 'records-officer' = 'doctor') =>
  world.as(as).post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const draftNote = (id: string) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections: [] });
const patientOf = async (id: string) => (await world.as('doctor').get(`/api/v1/patients/${id}`)).body;

describe('A discharge', () => {
  it('lists what is open, in words, and changes nothing until each is settled or passed over with a reason', async () => {
    const { id, patientId } = await anAdmission(world, { bedId: elementAt(world.wards[0].beds, 0).id });
    const draft = await anOrder(world, { encounterId: id, signed: false });
    const active = await anOrder(world, { encounterId: id, code: { code: '718-7', display: 'Hemoglobin' } });
    const note = await draftNote(id);

    const asked = await act(id, 'discharge', 1, { disposition: 'home' });
    expect([asked.status, asked.body.type]).toEqual([409, expect.stringContaining('discharge-open-items')]);
    const items = [
      ['draft-order', draft.id, 'Chỉ định chưa ký: Kali huyết thanh'],
      ['active-order', active.id, 'Chỉ định chưa xong: Hemoglobin'],
      ['unsigned-note', note.body.id, 'Bệnh án chưa ký: Tờ điều trị'],
    ];
    const told = (list: { kind: string; id: string; text: string }[]) =>
      list.map((one) => [one.kind, one.id, one.text]);
    expect(told(asked.body.items)).toEqual(expect.arrayContaining(items));
    expect(asked.body.items).toHaveLength(3);
    const preview = await world.as('nurse').get(`/api/v1/encounters/${id}/open-items`, { 'Accept-Language': 'en' });
    expect(preview.body).toMatchObject({ encounterId: id, patientId });
    expect(told(preview.body.items).map(([, , text]) => text)).toContain('Active order: Hemoglobin');

    const half = await act(id, 'discharge', 1, {
      disposition: 'home',
      passedOver: [
        { item: draft.id, reason: 'Không cần nữa' },
        { kind: 'unsigned-note', reason: 'Ký sau trong ngày' },
      ],
    });
    expect([half.status, told(half.body.items)]).toEqual([409, [items[1]]]);

    const done = await act(id, 'discharge', 1, {
      disposition: 'home',
      passedOver: ['draft-order', 'active-order', 'unsigned-note'].map((kind) => ({ kind, reason: `Bỏ qua ${kind}` })),
    });
    expect(done.status).toBe(200);
    expect(done.body.discharge.passedOver).toContainEqual({
      kind: 'active-order',
      id: active.id,
      text: 'Chỉ định chưa xong: Hemoglobin',
      reason: 'Bỏ qua active-order',
    });
    const event = elementAt(
      await world.sql(
        `SELECT changes FROM audit.event WHERE entity = 'encounter' AND entity_id = $1 AND kind = 'update' ORDER BY id DESC LIMIT 1`,
        [id],
      ),
      0,
    );
    expect(JSON.stringify(event.changes)).toContain('Bỏ qua active-order');
    const registrar = await world.as('registrar').get(`/api/v1/encounters/${id}`);
    expect(registrar.body.discharge.passedOver).toEqual([]);
  });

  it('lists the doses that are due and the results that no doctor has looked at; each is settled, or passed over', async () => {
    const { id } = await anAdmission(world);
    const medicine = await aMedicine(world, { encounterId: id });
    const order = await anOrder(world, { encounterId: id });
    const now = { effectiveAt: new Date().toISOString() };
    const { body: result } = await send(world, order, report([potassium(4)], now));
    const items = async (as: 'home' | 'exp') => {
      const { body } = await act(id, 'discharge', 1, { disposition: as });
      return (body.items as { kind: string; id: string; text: string }[]).map((one) => [one.kind, one.id, one.text]);
    };
    const [due, active, unread] = [
      ['due-dose', medicine.id, 'Thuốc đến giờ chưa ghi đã dùng: Paracetamol 500 mg'],
      ['active-order', medicine.id, 'Chỉ định chưa xong: Paracetamol 500 mg'],
      ['unread-result', result.id, expect.stringMatching(/^Kết quả bác sĩ chưa xem: /)],
    ];
    expect(new Set(await items('home'))).toEqual(new Set([due, active, unread]));
    // To the dead nothing is given.
    expect(new Set(await items('exp'))).toEqual(new Set([active, unread]));
    const { body: sheet } = await world.as('nurse').get(`/api/v1/encounters/${id}/mar`);
    const dose = (sheet.items as { id: string; orderId: string }[]).find(({ orderId }) => orderId === medicine.id)!;
    expect((await world.as('nurse').post(`/api/v1/doses/${dose.id}/give`, {}, at(0))).status).toBe(200);
    const seen = await world.as('doctor').post(`/api/v1/results/${result.id}/review`, undefined, at(result.version));
    expect(seen.status).toBe(200);
    expect((await items('home')).map(([kind]) => kind)).toEqual(['active-order']);
    const { body: later } = await send(world, order, report([potassium(4.4)], { ...now, status: 'corrected' }));
    expect((await items('home')).map(([kind]) => kind)).toContain('unread-result');
    const passedOver = [medicine.id, later.id].map((item) => ({ item, reason: 'Đã dặn người bệnh' }));
    expect((await act(id, 'discharge', 1, { disposition: 'home', passedOver })).status).toBe(200);
  });

  it('asks nothing when all is settled, whatever was passed over', async () => {
    const { id } = await anAdmission(world);
    const order = await anOrder(world, { encounterId: id });
    await world.as('doctor').post(`/api/v1/orders/${order.id}/cancel`, { reason: 'Không cần' }, at(order.version));
    const { status, body } = await act(id, 'discharge', 1, {
      disposition: 'home',
      passedOver: [{ kind: 'active-order', reason: 'Bỏ' }],
    });
    expect([status, body.discharge.passedOver]).toEqual([200, []]);
  });

  it('while somebody charts: what came before it is asked about or late, nothing slips between', async () => {
    const { id } = await anAdmission(world);
    const [left, note, order] = await Promise.all([
      act(id, 'discharge', 1, { disposition: 'home' }),
      draftNote(id),
      world.as('doctor').post(`/api/v1/encounters/${id}/orders`, {
        kind: 'laboratory',
        code: { system: 'http://loinc.org', code: '718-7', display: 'Hemoglobin' },
      }),
    ]);
    const rows = elementAt(
      await world.sql(
        `SELECT (SELECT count(*)::int FROM note WHERE encounter_id = $1) + (SELECT count(*)::int FROM service_order WHERE encounter_id = $1) AS n`,
        [id],
      ),
      0,
    );
    expect(rows.n).toBe([note, order].filter(({ status }) => status === 201).length);
    if (left.status === 200) expect([note.status, order.status]).toEqual([409, 409]);
    else expect([left.status, rows.n > 0]).toEqual([409, true]);
  });
});

describe('How a patient left', () => {
  it('says where to for a transfer, and a cause for a death', async () => {
    const { id } = await anAdmission(world);
    const nowhere = await act(id, 'discharge', 1, { disposition: 'other-hcf' });
    expect([nowhere.status, nowhere.body.errors[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/destination', rule: 'destination-needed', message: 'Ghi nơi chuyển đến.' }),
    ]);
    const wrong = await act(id, 'discharge', 1, { disposition: 'home', deathCause: 'x', destination: 'y' });
    expect(wrong.body.errors.map(({ rule }: { rule: string }) => rule)).toEqual([
      'destination-not-meant',
      'death-not-meant',
    ]);
    const told = { destination: 'Bệnh viện Chợ Rẫy', destinationCode: '79024' };
    const { body } = await act(id, 'discharge', 1, { disposition: 'other-hcf', ...told });
    expect(body.discharge).toMatchObject({ dispositionText: 'Chuyển viện', ...told });
  });

  it('is corrected, and the death it told with it', async () => {
    const { id, patientId } = await anAdmission(world);
    const died = await act(id, 'discharge', 1, { disposition: 'exp', deathCause: 'Suy hô hấp' });
    expect(await patientOf(patientId)).toMatchObject({ deceased: true, deathCause: 'Suy hô hấp' });
    const { status, body } = await act(id, 'discharge/correct', died.body.version, {
      disposition: 'aadvice',
      note: 'Gia đình xin về',
      reason: 'Chọn nhầm',
    });
    expect([status, body.status, body.endedAt]).toEqual([200, 'finished', died.body.endedAt]);
    expect(body.discharge).toMatchObject({ disposition: 'aadvice', note: 'Gia đình xin về' });
    expect(await patientOf(patientId)).toMatchObject({ deceased: false, deathCause: null });
    const back = await act(id, 'discharge/correct', body.version, { disposition: 'exp', reason: 'Đúng là tử vong' });
    expect(back.body.discharge.disposition).toBe('exp');
    expect(await patientOf(patientId)).toMatchObject({ deceased: true, deceasedAt: died.body.endedAt });
    const open = await anAdmission(world);
    const refused = await act(open.id, 'discharge/correct', 1, { disposition: 'home', reason: 'Gõ nhầm' });
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('encounter-not-finished')]);
  });
});

describe('An encounter begun by mistake', () => {
  it('is cancelled when everything charted in it was entered in error', async () => {
    const { id } = await anAdmission(world);
    const doctor = world.as('doctor');
    const vitals = await doctor.post(`/api/v1/encounters/${id}/vitals`, { heartRate: 88 });
    const note = await draftNote(id);
    const order = await anOrder(world, { encounterId: id });
    expect((await act(id, 'cancel', 1, { reason: 'Nhầm người' })).body.type).toMatch(/encounter-charted$/);
    const reason = { reason: 'Ghi nhầm người bệnh' };
    const marks = await Promise.all([
      doctor.post(`/api/v1/vitals/${vitals.body.id}/mark-in-error`, reason, at(1)),
      doctor.post(`/api/v1/notes/${note.body.id}/mark-in-error`, reason, at(1)),
    ]);
    expect(marks.map(({ status }) => status)).toEqual([200, 200]);
    expect((await act(id, 'cancel', 1, { reason: 'Nhầm người' })).status).toBe(409);
    await doctor.post(`/api/v1/orders/${order.id}/cancel`, reason, at(order.version));
    const { status, body } = await act(id, 'cancel', 1, { reason: 'Nhầm người' });
    expect([status, body.status]).toEqual([200, 'cancelled']);
  });
});
