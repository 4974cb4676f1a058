import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { markConfidential } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, controlId, message, obr, pid, potassiumOf, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

type Reader = 'admin' | 'auditor' | 'lab' | 'records-officer';
const listed = async (by: Reader, query: string) => (await world.as(by).get(`/api/v1/messages?${query}`)).body.items;

describe('The log of messages', () => {
  it('has each with its sender, number, outcome, reasons in words, and what was made of it', async () => {
    const patient = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
    const order = await anOrder(world, { encounterId });
    const [filed, kept, refused] = [controlId(), controlId(), controlId()];
    await lis.send(message([pid(patient), obr(order.number, 'L1'), potassiumOf(4.4)], { id: filed }));
    await lis.send(message([pid({ mrn: '00000-00000000' }), obr('', 'L2'), potassiumOf(4.4)], { id: kept }));
    await lis.send(message([pid(patient), obr('', 'L3'), potassiumOf('1e400x')], { id: refused, type: 'ZZZ^Z01' }));
    const items = await listed('lab', 'sender=lis&limit=3');
    expect(items).toMatchObject([
      {
        controlId: refused,
        state: 'refused',
        reasons: [{ code: 'type-unsupported', at: 'MSH^1^9^1^1' }],
        type: 'ZZZ^Z01',
      },
      { controlId: kept, state: 'kept', unmatchedStatus: 'open', patientId: null, reportIds: [] },
      {
        controlId: filed,
        state: 'filed',
        sender: 'LIS khoa Xét nghiệm',
        senderSystem: 'LIS|XN',
        patientId: patient.id,
        reasons: [],
      },
    ]);
    expect(items[0].reasons[0].message).toBe('Loại bản tin này không được nhận.');
    expect(items[1].reasons.map(({ code }: { code: string }) => code)).toContain('patient-unknown');
    const { body: report } = await world.as('doctor').get(`/api/v1/results/${items[2].reportIds[0]}`);
    expect(report.orderId).toBe(order.id);
    const { body: entry } = await world.as('lab').get(`/api/v1/results/unmatched/${items[1].unmatchedId}`);
    expect(entry.status).toBe('open');
    expect(await listed('lab', `controlId=${kept}&state=kept`)).toHaveLength(1);
    expect(await listed('lab', `controlId=${kept}&to=2026-01-01T00:00:00Z`)).toEqual([]);
    const numbersOf = async (query: string, by: Reader = 'lab') =>
      (await listed(by, query)).map((item: { controlId: string }) => item.controlId);
    const why = encodeURIComponent('không tìm thấy NGƯỜI BỆNH');
    expect(await numbersOf(`sender=lis&reason=${why}`)).toEqual([kept]);
    expect(await numbersOf('reason=type-unsupported', 'admin')).toEqual([refused]);
    expect(await numbersOf(`mrn=${patient.mrn}`)).toEqual([refused, filed]);
    expect(await numbersOf('mrn=00000-00000000')).toEqual([kept]);
    expect(await numbersOf(`mrn=${patient.mrn}`, 'admin')).toEqual([]);
    const lost = controlId();
    await lis.send(message([pid({ mrn: '00000-00000000' }), obr('XN26-999999', 'L9'), potassiumOf(4.4)], { id: lost }));
    expect(await numbersOf(`orderNumber=${order.number}`)).toEqual([filed]);
    expect(await numbersOf('orderNumber=XN26-999999&state=kept')).toEqual([lost]);
    expect(await numbersOf(`orderNumber=%20${order.number.toLowerCase()}%20`)).toEqual([filed]);
    expect(await numbersOf('orderNumber=xn26-999999&state=kept')).toEqual([lost]);
    expect(await numbersOf(`orderNumber=${order.number}`, 'admin')).toEqual([]);
    // By the name that the list shows, as somebody types it.
    expect(await numbersOf(`sender=${encodeURIComponent('lis khoa xét nghiệm')}`)).toEqual([
      lost,
      refused,
      kept,
      filed,
    ]);
    expect(await numbersOf(`sender=${encodeURIComponent('LIS khoa')}`)).toEqual([]);
    expect(await numbersOf(`senderSystem=${encodeURIComponent('lis|xn')}&protocol=hl7v2`)).toHaveLength(4);
    const { address } = items[0] as { address: string };
    expect(await numbersOf(`address=${encodeURIComponent(address)}&controlId=${filed}`)).toEqual([filed]);
    for (const other of ['senderSystem=LIS', 'protocol=fhir', 'address=10.99.0.1']) {
      expect([other, await numbersOf(`${other}&controlId=${filed}`)]).toEqual([other, []]);
    }
  });

  it('shows whose a message is and what it says to nobody who may not see the patient', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh' });
    const id = controlId();
    await lis.send(message([pid({ ...patient, name: 'LE^ANH^THI NGOC' }), obr('', 'L4'), potassiumOf(4.4)], { id }));
    for (const by of ['admin', 'auditor'] as const) {
      const [item] = await listed(by, `controlId=${id}`);
      expect(item).toMatchObject({ state: 'filed', sender: 'LIS khoa Xét nghiệm', patientId: null, reportIds: [] });
      const { body, text } = await world.as(by).get(`/api/v1/messages/${item.id}`);
      expect([body.content, body.answer]).toEqual([null, null]);
      expect(text).not.toMatch(/NGOC|\b4\.4\b/);
    }
    const [item] = await listed('lab', `controlId=${id}`);
    const { body } = await world.as('lab').get(`/api/v1/messages/${item.id}`);
    expect(body.content).toContain('LE^ANH^THI NGOC');
    expect(body.answer).toContain('MSA|AA');
    const events = await world.sql(
      `SELECT username FROM audit.event WHERE entity = 'incoming_message' AND kind = 'list' AND entity_id = $1 AND patient_id = $2`,
      [item.id, patient.id],
    );
    expect(events).toHaveLength(1);
    for (const by of ['doctor', 'nurse', 'registrar'] as const) {
      expect((await world.as(by).get('/api/v1/messages')).status).toBe(403);
    }
    expect((await world.as('lab').get('/api/v1/messages/019a1b2c-0000-7000-8000-000000000051')).status).toBe(404);
  });

  it('says on the trail whose number a kept message says, though whoever reads it may not see them', async () => {
    const patient = await aPatient(world, { fullName: 'Lý Văn Kín' });
    await markConfidential(world, patient.id, 'V');
    const id = controlId();
    await lis.send(message([pid({ ...patient, name: 'DO^HOA^THI' }), obr('', 'L5'), potassiumOf(4.4)], { id }));
    const [item] = await listed('lab', `controlId=${id}`);
    const answer = await world.as('lab').get(`/api/v1/messages/${item.id}`);
    expect([item.state, item.patientId, answer.body.content.includes(patient.mrn)]).toEqual(['kept', null, true]);
    const [event] = await world.sql('SELECT kind, patient_ids FROM audit.event WHERE request_id = $1', [
      answer.headers['x-request-id'],
    ]);
    expect(event).toEqual({ kind: 'list', patient_ids: [patient.id] });
  });
});
