import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder, aPatient, anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, potassiumOf, PUBLIC_URL, sendAs, inbox, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

/** A patient with a signed order of potassium. */
async function ordered(fields: object = {}, code?: object) {
  const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh', ...fields });
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  const order = await anOrder(world, { encounterId, code });
  return { patient, order };
}

const resultsOf = async (patientId: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items;
const orderOf = async (id: string) => (await world.as('doctor').get(`/api/v1/orders/${id}`)).body;
const unmatched = () => inbox(world);
const rowsOf = (id: string) =>
  world.sql('SELECT state, patient_id FROM incoming_message WHERE control_id = $1 ORDER BY id', [id]);

describe('A result that comes as HL7 v2', () => {
  it('is in the chart, with its value, range and flag, and completes its order', async () => {
    const { patient, order } = await ordered();
    const ack = await lis.send(
      message([
        pid({ mrn: patient.mrn, name: 'LE^ANH^THI NGOC', birthDate: '19800203', sex: 'F' }),
        obr(order.number, 'A1'),
        potassiumOf('5.90'),
        'NTE|1||Mẫu không vỡ hồng cầu',
      ]),
    );
    expect(ack).toMatchObject({ status: 200, code: 'AA', errors: [] });
    const [report] = await resultsOf(patient.id);
    expect(report).toMatchObject({ orderNumber: order.number, status: 'final' });
    expect(report.conclusion).toBe('Kali: Mẫu không vỡ hồng cầu');
    expect(report.observations).toMatchObject([
      { value: 5.9, valueText: '5.90', interpretation: 'H', referenceHigh: 5.1, note: 'Mẫu không vỡ hồng cầu' },
    ]);
    expect((await orderOf(order.id)).status).toBe('completed');
    const [kept] = await world.sql('SELECT state, patient_id, sender FROM incoming_message ORDER BY id DESC LIMIT 1');
    expect(kept).toEqual({ state: 'filed', patient_id: patient.id, sender: 'lis' });
  });

  it('that comes again is answered as before, and is there once; by two at once, too', async () => {
    const { patient, order } = await ordered();
    const text = message([pid(patient), obr(order.number, 'A2'), potassiumOf(4.4)], { id: 'REPEATED-1' });
    const [one, other] = await Promise.all([lis.send(text), lis.send(text)]);
    const again = await lis.send(text.replace(/(?<=\|BV\|)\d+/, hl7Time(-1).slice(0, 8) + '000000'));
    expect([one.code, other.text, again.text]).toEqual(['AA', one.text, one.text]);
    expect(await resultsOf(patient.id)).toHaveLength(1);
    expect(await rowsOf('REPEATED-1')).toHaveLength(1);
  });

  it('under a number of a message that said something else waits for a person, and its sender is told', async () => {
    const { patient, order } = await ordered();
    const said = (value: number) =>
      message([pid(patient), obr(order.number, 'A3'), potassiumOf(value)], { id: 'REUSED-1' });
    expect((await lis.send(said(4.4))).errors).toEqual([]);
    const ack = await lis.send(said(6.6));
    expect(ack).toMatchObject({ code: 'AA', errors: [{ severity: 'W', ours: 'kept' }, { ours: 'number-reused' }] });
    expect((await resultsOf(patient.id))[0].observations).toMatchObject([{ value: 4.4 }]);
  });

  it('preliminary becomes final, and what was corrected keeps what it said before', async () => {
    const { patient, order } = await ordered();
    const send = (value: number, status: string) =>
      lis.send(message([pid(patient), obr(order.number, 'A4', { status }), potassiumOf(value, { status })]));
    for (const [value, status] of [
      [4.1, 'P'],
      [4.2, 'F'],
      [6.9, 'C'],
    ] as const) {
      expect(await send(value, status)).toMatchObject({ code: 'AA', errors: [] });
    }
    const [report] = await resultsOf(patient.id);
    expect(report).toMatchObject({ status: 'corrected', observations: [{ value: 6.9, critical: true }] });
    const { body } = await world.as('doctor').get(`/api/v1/results/${report.id}`);
    expect(body.versions.map(({ status }: { status: string }) => status)).toEqual([
      'corrected',
      'final',
      'preliminary',
    ]);
    const stale = await send(4.3, 'F');
    expect(stale.errors.map(({ ours }) => ours)).toEqual(['kept', 'report-refuses']);
  });

  it('withdrawn, opens its order again', async () => {
    const { patient, order } = await ordered();
    const send = (value: string, status: string) =>
      lis.send(message([pid(patient), obr(order.number, 'A5', { status: 'C' }), potassiumOf(value, { status })]));
    await lis.send(message([pid(patient), obr(order.number, 'A5'), potassiumOf(4.1)]));
    expect((await orderOf(order.id)).status).toBe('completed');
    expect(await send('4.1', 'W')).toMatchObject({ code: 'AA', errors: [] });
    const [report] = await resultsOf(patient.id);
    expect(report.observations.filter(({ status }: { status: string }) => status !== 'entered-in-error')).toEqual([]);
  });

  it('of several requests on one order is one report; specimen, values and notes in whatever order', async () => {
    const send = ({ patient, order }: Awaited<ReturnType<typeof ordered>>) =>
      lis.send(
        message([
          pid(patient),
          `ORC|RE|${order.number}|B${order.number}^LIS`,
          obr(order.number, `B${order.number}`, { code: '2823-3^Kali^LN' }),
          potassiumOf(4.4),
          'SPM|1|||119297000^Máu toàn phần^SCT',
          obr(order.number, `C${order.number}`, { code: '2951-2^Natri^LN', place: 2 }),
          'NTE|1||Mẫu lấy lúc đói',
          'OBX|1|SN|2951-2^Natri^LN||<^110|mmol/L|135-145||||F',
        ]),
      );
    // Of a panel that is known, each test by itself; of another test nobody knows whether they are meant.
    const electrolytes = await ordered({}, { code: '24326-1', display: 'Điện giải đồ' });
    expect((await send(electrolytes)).errors).toEqual([]);
    expect(await resultsOf(electrolytes.patient.id)).toMatchObject([
      { observations: [{ value: 4.4 }, { value: 110 }] },
    ]);
    for (const code of ['4548-4', '58410-2']) {
      const { errors } = await send(await ordered({}, { code, display: 'Khác' }));
      expect(errors.map(({ ours }) => ours)).toEqual(['kept', 'order-of-another-test']);
    }
    const { patient: one, order: panel } = await ordered(
      {},
      { system: 'urn:bv', code: 'DGD', display: 'Điện giải đồ' },
    );
    const other = await lis.send(
      message([
        pid(one),
        obr(panel.number, 'B3'),
        potassiumOf(4.4),
        'SPM|1|||119297000^Máu toàn phần^SCT',
        obr(panel.number, 'B4', { code: '2951-2^Natri^LN', place: 2 }),
        'NTE|1||Mẫu lấy lúc đói',
        'OBX|1|SN|2951-2^Natri^LN||<^110|mmol/L|135-145||||F',
      ]),
    );
    expect(other.errors).toEqual([]);
    const reports = await resultsOf(one.id);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      conclusion: 'Bệnh phẩm: Máu toàn phần\nMẫu lấy lúc đói',
      specimen: 'Máu toàn phần',
    });
    expect(reports[0].observations).toMatchObject([{ value: 4.4 }, { value: 110, comparator: '<', critical: true }]);
  });

  it('for a known patient and no order is a report of its own; sent again with another number, once', async () => {
    const patient = await aPatient(world);
    const said = [pid(patient), obr('', 'C1'), potassiumOf(4.6)];
    expect([(await lis.send(message(said))).errors, (await lis.send(message(said))).errors]).toEqual([[], []]);
    expect(await resultsOf(patient.id)).toMatchObject([{ orderNumber: null, observations: [{ value: 4.6 }] }]);
  });

  it('OUL^R22 is taken as ORU^R01 is: its specimen comes first', async () => {
    const { patient, order } = await ordered();
    const ack = await lis.send(
      message(
        [
          pid(patient),
          'SPM|1|S1||119364003^Huyết thanh^SCT|||||||||||||20261101080000+0700',
          `OBR|1|${order.number}|D1^LIS|2823-3^Kali^LN|||||||||||||||||||||F`,
          `ORC|RE|${order.number}|D1^LIS`,
          potassiumOf(4.7),
        ],
        { type: 'OUL^R22^OUL_R22' },
      ),
    );
    expect(ack).toMatchObject({ code: 'AA', errors: [] });
    const [report] = await resultsOf(patient.id);
    expect(report).toMatchObject({ effectiveAt: '2026-11-01T01:00:00.000Z', observations: [{ value: 4.7 }] });
  });
});

describe('Nothing ends in the wrong chart', () => {
  const because = (ack: { errors: readonly { ours: string; severity: string }[] }) =>
    ack.errors.map(({ ours }) => ours).filter((code) => code !== 'kept');

  it.each([
    ['another name', { name: 'Trần^Bê^Thị' }, ['name-differs']],
    ['another birth date', { birthDate: '19900203' }, ['birth-date-differs']],
    ['another sex', { sex: 'M' }, ['sex-differs']],
    ['a name without its accents', { name: 'LE^THI NGOC ANH' }, []],
    ['the year of birth alone', { birthDate: '1980' }, []],
  ])('%s beside the number', async (_what, said, reasons) => {
    const { patient, order } = await ordered();
    const ack = await lis.send(
      message([pid({ ...patient, ...said }), obr(order.number, `E-${order.number}`), potassiumOf(4.4)]),
    );
    expect([ack.code, because(ack)]).toEqual(['AA', reasons]);
    expect(await resultsOf(patient.id)).toHaveLength(reasons.length === 0 ? 1 : 0);
  });

  it('two numbers of two people, another patient’s order, an order for another test, and orders nobody has', async () => {
    const [{ patient, order }, { patient: other, order: others }] = [
      await ordered({ identifiers: [{ system: 'cccd', value: '001180012345' }] }),
      await ordered(),
    ];
    const both = `PID|1||${other.mrn}^^^MRN^MR~001180012345^^^CCCD^NI`;
    const send = async (...segments: string[]) => because(await lis.send(message(segments)));
    expect(await send(both, obr('', 'F1'), potassiumOf(4))).toEqual(['identifiers-disagree']);
    expect(await send(pid(patient), obr(others.number, 'F2'), potassiumOf(4))).toEqual(['order-of-another-patient']);
    const sodium = 'OBX|1|NM|2951-2^Natri^LN||140|mmol/L|||||F';
    expect(await send(pid(patient), obr(order.number, 'F3', { code: '2951-2^Natri^LN' }), sodium)).toEqual([
      'order-of-another-test',
    ]);
    expect(await send(pid(patient), obr('XN99-000001', 'F4'), potassiumOf(4))).toEqual(['order-unknown']);
    expect(await send(pid(patient), obr('', 'F5'), potassiumOf(4))).toEqual(['order-not-named']);
    expect(await send(pid({ mrn: '99999-00000001' }), obr('', 'F6'), potassiumOf(4))).toEqual(['patient-unknown']);
    expect(await resultsOf(patient.id)).toEqual([]);
    expect(await resultsOf(other.id)).toEqual([]);
  });

  it('animals, tests of the line, times that cannot be, and orders that take no result', async () => {
    const { patient, order } = await ordered({ birthDate: '2020-05-01' });
    const send = async (...segments: string[]) => because(await lis.send(message(segments)));
    const dog = `PID|1||${patient.mrn}^^^MRN^MR${'|'.repeat(32)}L-80700^Canine^SNM`;
    expect(await send(dog, obr(order.number, 'G1'), potassiumOf(4))).toEqual(['not-human']);
    const at = (time: string) => obr(order.number, 'G2', { at: time });
    expect(await send(pid(patient), at('20190101080000'), potassiumOf(4))).toEqual(['time-impossible']);
    expect(await send(pid(patient), at(hl7Time(-48)), potassiumOf(4))).toContain('time-impossible');
    await world
      .as('doctor')
      .post(`/api/v1/orders/${order.id}/cancel`, { reason: 'Nhầm' }, { 'If-Match': `"${order.version}"` });
    expect(await send(pid(patient), obr(order.number, 'G3'), potassiumOf(4))).toEqual(['order-refuses']);
    expect(await resultsOf(patient.id)).toEqual([]);
  });

  it('no laboratory corrects what another reported', async () => {
    const { patient, order } = await ordered();
    await lis.send(message([pid(patient), obr(order.number, 'H1'), potassiumOf(4.4)]));
    const other = await aLis(world, 'lis-khac');
    const ack = await other.send(
      message([pid(patient), obr(order.number, 'H1', { status: 'C' }), potassiumOf(9.9, { status: 'C' })]),
    );
    expect(because(ack)).toEqual(['report-of-another-sender']);
    expect((await resultsOf(patient.id))[0].observations).toMatchObject([{ value: 4.4 }]);
  });

  it('a code that is not LOINC and nobody mapped, and a unit that is none', async () => {
    const { patient, order } = await ordered();
    const text = [pid(patient), obr(order.number, 'I1', { code: 'K^Kali^L' }), 'OBX|1|NM|K^Kali^L||7.5|mmol/cốc|||||F'];
    expect(because(await lis.send(message(text)))).toEqual(['code-unmapped', 'unit-unmapped']);
    expect(await world.sql('SELECT kind, code FROM code_mapping ORDER BY kind')).toEqual([
      { kind: 'code', code: 'K' },
      { kind: 'unit', code: 'mmol/cốc' },
    ]);
  });
});

describe('A message that cannot be taken', () => {
  const segments = ['PID|1||1^^^MRN', 'OBR|1|||2823-3^K^LN|||20261101080000', 'OBX|1|NM|2823-3^K^LN||4|mmol/L|||||F'];
  const header = (type: string, processing: string, version: string) =>
    `MSH|^~\\&|LIS|XN|EMR|BV|20261123080000||${type}|X1|${processing}|${version}`;

  it.each([
    ['another type', header('SIU^S12', 'P', '2.3.1'), 'AR', '200', ''],
    ['another event', header('ORU^R99', 'P', '2.5'), 'AR', '201', 'MSH^1^9^1^2'],
    ['for training', header('ORU^R01', 'T', '2.5'), 'AR', '202', 'MSH^1^11^1'],
    ['for debugging', header('ORU^R01', 'D^T', '2.8'), 'AR', '202', 'MSH^1^11^1'],
    ['version 3', header('ORU^R01', 'P', '3.0'), 'AR', '203', 'MSH^1^12^1'],
    ['one that goes on from another', `${header('ORU^R01', 'P', '2.5.1')}||PART-1`, 'AR', '100', 'MSH^1^14^1'],
    ['one that goes on in another', `${header('ORU^R01', 'P', '2.5.1')}\rDSC|PART-2|F`, 'AR', '100', 'DSC^1^1^1'],
  ])('%s', async (_what, head, code, number, at) => {
    const ack = await lis.send(message(segments, { header: head }));
    expect(ack).toMatchObject({ status: 200, code, of: 'X1' });
    if (at) expect(ack.errors).toMatchObject([{ at, code: number, severity: 'E' }]);
    else expect(ack.text).toContain(number);
  });

  it('is told what is wrong, and where, all at once; and is kept', async () => {
    const ack = await lis.send(
      message(
        [
          'PID|1||1^^^MRN||||19801350',
          'OBR|1|||2823-3^K^LN|||yesterday',
          'OBX|1|NM|2823-3^K^LN||4|mmol/L|||||Q',
          'OBX|2||630-4^Cấy^LN||112283007^E. coli^SCT||||||F',
        ],
        { id: 'WRONG-1' },
      ),
    );
    expect(ack.code).toBe('AE');
    expect(ack.errors.map(({ at, code }) => `${at} ${code}`)).toEqual([
      'PID^1^7^1 102',
      'OBX^1^11^1 103',
      'OBX^2^2^1 101',
      'OBR^1^7^1 102',
    ]);
    expect(await rowsOf('WRONG-1')).toEqual([{ state: 'refused', patient_id: null }]);
  });

  it('what is no message, and bytes that are not of its character set', async () => {
    expect(await lis.send('hello')).toMatchObject({ status: 200, code: 'AR', errors: [{ ours: 'no-header' }] });
    const wrong = Buffer.concat([Buffer.from(message(segments)), Buffer.from([0xff, 0xfe])]);
    expect(await lis.send(wrong)).toMatchObject({
      code: 'AR',
      errors: [{ at: 'MSH^1^18^1', ours: 'character-set-unfit' }],
    });
  });

  it('needs a token with the scope for it, and a media type of HL7', async () => {
    const text = message(segments);
    expect((await sendAs(world, undefined, text)).status).toBe(401);
    const reader = await aLis(world, 'chi-doc', ['system/Patient.r']);
    expect((await reader.send(text)).status).toBe(403);
    expect((await lis.send(text, { 'Content-Type': 'image/png' })).status).toBe(415);
    expect((await world.as('lab').post('/hl7v2', {})).status).toBe(415);
    expect((await world.as('nurse').post('/hl7v2', {})).status).toBe(403);
  });

  it('several at once, in frames of MLLP or as a batch, are answered each', async () => {
    const { patient, order } = await ordered();
    const one = message([pid(patient), obr(order.number, 'J1'), potassiumOf(4.4)], { id: 'BATCH-1' });
    const two = message(segments, { header: header('ORU^R01', 'T', '2.5') });
    const framed = await lis.send(`\x0b${one.replaceAll('\r', '\r\n')}\x1c\r`);
    expect([framed.code, framed.of]).toEqual(['AA', 'BATCH-1']);
    const batch = await lis.send(`FHS|^~\\&\rBHS|^~\\&\r${one}${two}BTS|2\rFTS|1\r`);
    expect(batch.text.match(/MSA\|\w\w/g)).toEqual(['MSA|AA', 'MSA|AR']);
    expect(batch.text).toMatch(/^BHS\|[\s\S]*BTS\|2\r$/);
    expect(await resultsOf(patient.id)).toHaveLength(1);
  });
});

describe('What waits for a person', () => {
  async function waiting(): Promise<{ id: string; version: number; patient: { id: string; mrn: string } }> {
    const patient = await aPatient(world, { fullName: 'Phạm Văn Chờ' });
    await lis.send(
      message([
        pid({ mrn: '', name: 'Phạm^Chờ^Văn', birthDate: '19800203' }),
        obr('', `K${patient.mrn}`),
        potassiumOf(7.4),
      ]),
    );
    const items = await unmatched();
    return { ...items.at(-1), patient };
  }

  it('is listed with why, and who may be meant; each reading names whom it showed', async () => {
    const { id, patient } = await waiting();
    const [entry] = (await unmatched()).slice(-1);
    expect(entry).toMatchObject({
      status: 'open',
      sender: 'LIS khoa Xét nghiệm',
      reasons: [{ code: 'patient-unknown', of: 'Phạm Văn Chờ', message: 'Không tìm thấy người bệnh.' }],
      reports: ['Kali'],
    });
    expect(entry.suggestions.map((one: { patient: { id: string } }) => one.patient.id)).toContain(patient.id);
    const one = await world.as('records-officer').get(`/api/v1/results/unmatched/${id}`, { 'Accept-Language': 'en' });
    expect(one.body).toMatchObject({ reasons: [{ message: 'The patient is not known here.' }] });
    expect(one.body.facts.reports[0].values).toMatchObject([{ value: 7.4, unit: 'mmol/L' }]);
    expect(one.body.message).toMatch(/^MSH\|[\s\S]*Phạm\^Chờ\^Văn/);
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({
      kind: 'list',
      entity: 'unmatched_result',
      entity_id: id,
      username: 'records-officer',
    });
    expect(event?.patient_ids).toContain(patient.id);
    for (const role of ['doctor', 'nurse', 'registrar', 'pharmacist', 'admin'] as const) {
      expect([role, (await world.as(role).get('/api/v1/results/unmatched')).status]).toEqual([role, 403]);
    }
  });

  it('comes into the chart of whom a person names, critical and told; of two at once one is told who was faster', async () => {
    const { id, version, patient } = await waiting();
    const assign = (role: 'lab' | 'records-officer') =>
      world
        .as(role)
        .post(`/api/v1/results/unmatched/${id}/assign`, { patientId: patient.id }, { 'If-Match': `"${version}"` });
    expect(
      (await world.as('lab').post(`/api/v1/results/unmatched/${id}/assign`, { patientId: patient.id })).status,
    ).toBe(428);
    const answers = await Promise.all([assign('lab'), assign('records-officer')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409)!;
    expect(lost.body).toMatchObject({
      decidedBy: { fullName: expect.stringMatching(/^Người thử/) },
      currentStatus: 'assigned',
    });
    expect(lost.body.detail).toMatch(/^Người thử .* đã xử lý lúc 20/);
    const [report] = await resultsOf(patient.id);
    expect(report.observations).toMatchObject([{ value: 7.4, critical: true }]);
    expect(await world.sql('SELECT status FROM task WHERE focus_id = $1', [report.id])).toEqual([{ status: 'open' }]);
    expect((await unmatched()).map((one: { id: string }) => one.id)).not.toContain(id);
  });

  it('once assigned, its correction finds its way by itself', async () => {
    const { id, version, patient } = await waiting();
    await world
      .as('lab')
      .post(`/api/v1/results/unmatched/${id}/assign`, { patientId: patient.id }, { 'If-Match': `"${version}"` });
    const ack = await lis.send(
      message([
        pid({ mrn: '', name: 'Phạm^Chờ^Văn', birthDate: '19800203' }),
        obr('', `K${patient.mrn}`, { status: 'C' }),
        potassiumOf(4.7, { status: 'C' }),
      ]),
    );
    expect(ack.errors).toEqual([]);
    expect(await resultsOf(patient.id)).toMatchObject([{ status: 'corrected', observations: [{ value: 4.7 }] }]);
  });

  it('is not assigned to another patient’s order, and is dismissed only with a reason', async () => {
    const { id, version, patient } = await waiting();
    const { order } = await ordered();
    const [etag, address] = [{ 'If-Match': `"${version}"` }, `/api/v1/results/unmatched/${id}`];
    const wrong = await world.as('lab').post(`${address}/assign`, { patientId: patient.id, orderId: order.id }, etag);
    expect([wrong.status, wrong.body.type]).toEqual([409, expect.stringMatching(/unmatched-order-of-another$/)]);
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect((await world.as('lab').post(`${address}/assign`, { patientId: nobody }, etag)).status).toBe(404);
    expect((await world.as('lab').post(`${address}/dismiss`, {}, etag)).status).toBe(400);
    const done = await world.as('lab').post(`${address}/dismiss`, { reason: 'Mẫu kiểm chuẩn' }, etag);
    expect(done.body).toMatchObject({
      status: 'dismissed',
      decisionReason: 'Mẫu kiểm chuẩn',
      decidedBy: { id: world.staff.lab.id },
    });
    const listed = await world.as('lab').get('/api/v1/results/unmatched?status=dismissed');
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(id);
  });
});
