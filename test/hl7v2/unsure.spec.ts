import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, potassiumOf, PUBLIC_URL, inbox, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
});
afterAll(() => world.close());

const resultsOf = async (patientId: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items;
async function ordered(patientId: string) {
  const { id: encounterId } = await anEncounter(world, { patientId });
  return anOrder(world, { encounterId });
}

describe('A message that names somebody else than whom a person assigns it to', () => {
  async function kept(from: Lis, ...segments: string[]) {
    await from.send(message(segments));
    const entry = (await inbox(world)).at(-1);
    return (input: object, language = 'vi') =>
      world.as('lab').post(`/api/v1/results/unmatched/${entry.id}/assign`, input, {
        'If-Match': `"${entry.version}"`,
        'Accept-Language': language,
      });
  }
  const codesOf = ({ body }: { body: { differences?: { code: string }[] } }) =>
    body.differences?.map(({ code }) => code) ?? [];

  it('is filed only when that is confirmed with a reason in words; both sides are told', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh' });
    const assign = await kept(
      lis,
      pid({ mrn: '99999-00000009', name: 'Trần^Bê^Văn', birthDate: '1990-02-03', sex: 'M' }),
      obr('', 'P1'),
      potassiumOf(4.4),
    );
    const asked = { patientId: patient.id };
    const refused = await assign(asked);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringMatching(/unmatched-names-another$/)]);
    expect(codesOf(refused)).toEqual(['identifiers-disagree', 'name-differs', 'birth-date-differs', 'sex-differs']);
    expect(refused.body.differences[1]).toMatchObject({ said: 'Trần Văn Bê', onRecord: 'Lê Thị Ngọc Ánh' });
    expect(refused.body.detail).toContain('khác hồ sơ. Bản tin: Trần Văn Bê. Hồ sơ: Lê Thị Ngọc Ánh.');
    expect((await assign(asked, 'en')).body.detail).toContain('Message: male. Record: female.');
    const reason = 'Đã gọi phòng xét nghiệm xác nhận';
    for (const unsaid of [{ confirmed: true }, { reason }]) {
      expect((await assign({ ...asked, ...unsaid })).status).toBe(409);
    }
    expect((await assign({ ...asked, confirmed: true, reason: 'xxx' })).status).toBe(400);
    expect(await resultsOf(patient.id)).toEqual([]);
    const done = await assign({ ...asked, confirmed: true, reason });
    expect([done.status, done.body.decisionReason]).toEqual([200, reason]);
    expect(await resultsOf(patient.id)).toHaveLength(1);
  });

  it('and whose order was cancelled, comes into the chart without the order, for a reason', async () => {
    const patient = await aPatient(world);
    const order = await ordered(patient.id);
    const etag = { 'If-Match': `"${order.version}"` };
    await world.as('doctor').post(`/api/v1/orders/${order.id}/cancel`, { reason: 'Chọn nhầm' }, etag);
    const assign = await kept(lis, pid(patient), obr(order.number, 'P9'), potassiumOf(4.4));
    const asked = { patientId: patient.id };
    expect((await assign(asked)).body.type).toMatch(/order-is-final$/);
    expect((await assign({ ...asked, withoutOrder: true })).status).toBe(400);
    const reason = 'Mẫu đã lấy trước khi huỷ chỉ định';
    expect((await assign({ ...asked, withoutOrder: true, orderId: order.id, reason })).status).toBe(400);
    expect((await assign({ ...asked, withoutOrder: true, reason })).status).toBe(200);
    expect(await resultsOf(patient.id)).toMatchObject([{ orderId: null, observations: [{ value: 4.4 }] }]);
  });

  it('and is older than what the chart has of it, is told so; what waits is kept, and dismissed', async () => {
    const patient = await aPatient(world);
    const order = await ordered(patient.id);
    const etag = { 'If-Match': `"${order.version}"` };
    await world.as('doctor').post(`/api/v1/orders/${order.id}/cancel`, { reason: 'Chọn nhầm' }, etag);
    const say = (status: string) => [pid(patient), obr(order.number, 'P19', { status }), potassiumOf(4.4, { status })];
    const early = await kept(lis, ...say('P'));
    const late = await kept(lis, ...say('F'));
    const asked = { patientId: patient.id, withoutOrder: true, reason: 'Mẫu đã lấy trước khi huỷ chỉ định' };
    expect((await late(asked)).status).toBe(200);
    const refused = await early(asked);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringMatching(/unmatched-outdated$/)]);
    expect(refused.body.detail).toContain('rồi bỏ mục này');
    expect(await resultsOf(patient.id)).toMatchObject([{ status: 'final', observations: [{ value: 4.4 }] }]);
  });

  it('by its order, by another’s number, or by what another laboratory reported', async () => {
    const [patient, other] = [
      await aPatient(world),
      await aPatient(world, { identifiers: [{ system: 'passport', value: 'C7654321' }] }),
    ];
    const [order, others] = [await ordered(patient.id), await ordered(other.id)];
    const asked = { patientId: patient.id };
    const ofOthers = await kept(lis, pid(patient), obr(others.number, 'P2'), potassiumOf(4.4));
    expect(codesOf(await ofOthers(asked))).toEqual(['order-of-another-patient']);
    const numbered = await kept(lis, 'PID|1||C7654321^^^PASSPORT^PPN', obr('', 'P3'), potassiumOf(4.4));
    expect(codesOf(await numbered(asked))).toEqual(['identifiers-disagree']);
    const unknown = await kept(lis, pid(patient), obr('XN99-000001', 'P4'), potassiumOf(4.4));
    expect(codesOf(await unknown({ ...asked, orderId: order.id }))).toEqual(['order-numbers-differ']);
    await lis.send(message([pid(patient), obr(order.number, 'P5'), potassiumOf(4.4)]));
    const elsewhere = await aLis(world, 'lis-khac');
    const status = { status: 'C' };
    const correcting = await kept(elsewhere, pid(patient), obr(order.number, 'P5', status), potassiumOf(9.9, status));
    const refused = await correcting(asked);
    expect(codesOf(refused)).toEqual(['report-of-another-sender']);
    expect(refused.body.differences[0]).toMatchObject({ said: 'lis-khac', onRecord: 'lis' });
    expect((await resultsOf(patient.id))[0].observations).toMatchObject([{ value: 4.4 }]);
  });
});

describe('A message that names a patient by an insurance card', () => {
  const fullName = 'Lê Thị Ngọc Ánh';
  const card = (value: string) => ({ system: 'bhyt', value });
  const said = (number: string) => `PID|1||${number}^^^BHYT^HC||LE^ANH^THI NGOC`;

  it.each([
    ['the last ten digits of the card on record', card('GD4790155667788'), '0155667788'],
    ['the long form of the digits on record', card('0155667799'), 'HS4790155667799'],
    ['the card of another group, in pieces', card('TE1790155667700'), 'DN-4-79-0155667700'],
    ['the citizen number, which serves as one', { system: 'cccd', value: '001180012399' }, '001180012399'],
  ])('is filed by %s', async (_, identifier, number) => {
    const patient = await aPatient(world, { fullName, identifiers: [identifier] });
    const order = await ordered(patient.id);
    const { errors } = await lis.send(message([said(number), obr(order.number, `B-${number}`), potassiumOf(4.4)]));
    expect([errors, (await resultsOf(patient.id)).length]).toEqual([[], 1]);
  });

  it('waits where the patient of the order has another card', async () => {
    const patient = await aPatient(world, { fullName, identifiers: [card('GD4790155667711')] });
    const order = await ordered(patient.id);
    const { errors } = await lis.send(message([said('0155667712'), obr(order.number, 'B-9'), potassiumOf(4.4)]));
    expect(errors.map(({ ours }) => ours)).toContain('identifiers-disagree');
    expect(await resultsOf(patient.id)).toEqual([]);
  });
});

describe('A laboratory that cancels what it has issued as final', () => {
  const cancelled = { status: 'X' };
  const entries = () => inbox(world);
  const statusOf = async (order: { id: string }) =>
    (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status;
  async function issued(code?: object) {
    const patient = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
    const order = await anOrder(world, { encounterId, code });
    const say = (...segments: string[]) => lis.send(message([pid(patient), ...segments]));
    return { patient, order, say };
  }

  it.each(['takes it back, when a person says so for a reason', 'leaves it as it is, when a person dismisses that'])(
    'waits for a person, who is told of whom it is: %s',
    async (how) => {
      const { patient, order, say } = await issued();
      const filler = `X ${order.number}`;
      await say(obr(order.number, filler), potassiumOf(6.9));
      const ack = await say(obr(order.number, filler, cancelled));
      expect(ack.errors.map(({ at, ours }) => `${at} ${ours}`)).toEqual([' kept', 'OBR^1^25^1 report-cancelled']);
      expect(await resultsOf(patient.id)).toMatchObject([{ status: 'final', observations: [{ value: 6.9 }] }]);
      const entry = (await entries()).at(-1);
      expect(entry.reasons[0].message).toContain('thu hồi kết quả đã trả');
      expect(entry.suggestions).toMatchObject([{ patient: { id: patient.id }, orderId: order.id }]);
      const settle = (act: string, body: object) =>
        world
          .as('lab')
          .post(`/api/v1/results/unmatched/${entry.id}/${act}`, body, { 'If-Match': `"${entry.version}"` });
      const reason = 'Đã hỏi phòng xét nghiệm: nhầm ống máu';
      if (how.startsWith('leaves')) {
        expect((await settle('dismiss', { reason })).status).toBe(200);
        expect(await resultsOf(patient.id)).toMatchObject([{ status: 'final' }]);
        expect(await statusOf(order)).toBe('completed');
        return;
      }
      const asked = await settle('assign', { patientId: patient.id });
      expect([asked.status, asked.body.differences]).toMatchObject([409, [{ code: 'report-cancelled' }]]);
      expect((await settle('assign', { patientId: patient.id, confirmed: true, reason })).status).toBe(200);
      expect(await resultsOf(patient.id)).toMatchObject([{ status: 'entered-in-error', observations: [] }]);
      expect(await statusOf(order)).toBe('active');
    },
  );

  it('waits the same of a test of a panel that is told by itself, and of a report without an order', async () => {
    const panel = await issued({ code: '24326-1', display: 'Điện giải đồ' });
    await panel.say(obr(panel.order.number, 'X2'), potassiumOf(6.9));
    const sodium = { code: '2951-2^Natri^LN' };
    await panel.say(obr(panel.order.number, 'X3', sodium), 'OBX|1|NM|2951-2^Natri^LN||140|mmol/L|||||F');
    const ack = await panel.say(obr(panel.order.number, 'X2', cancelled));
    expect(ack.errors.map(({ ours }) => ours)).toEqual(['kept', 'report-cancelled']);
    const entry = (await entries()).at(-1);
    const body = { patientId: panel.patient.id, confirmed: true, reason: 'Đã hỏi phòng xét nghiệm: mẫu tán huyết' };
    const match = { 'If-Match': `"${entry.version}"` };
    expect((await world.as('lab').post(`/api/v1/results/unmatched/${entry.id}/assign`, body, match)).status).toBe(200);
    const [report] = await resultsOf(panel.patient.id);
    const told = report.observations.map((one: { display: string; status: string }) => `${one.display} ${one.status}`);
    expect(told.toSorted()).toEqual(['Kali entered-in-error', 'Natri final']);
    const alone = await issued();
    await alone.say(obr('', 'X4', { code: '2951-2^Natri^LN' }), 'OBX|1|NM|2951-2^Natri^LN||140|mmol/L|||||F');
    const again = await alone.say(obr('', 'X4', { code: '2951-2^Natri^LN', ...cancelled }));
    expect(again.errors.map(({ ours }) => ours)).toEqual(['kept', 'report-cancelled']);
  });

  it('but could first not make it, takes its own further, which nobody else has sent', async () => {
    const { patient, order, say } = await issued();
    const filler = `X ${order.number}`;
    const value = (status: string) => say(obr(order.number, filler, { status }), potassiumOf(4.4, { status }));
    expect((await say(obr(order.number, filler, cancelled))).errors).toEqual([]);
    for (const status of ['P', 'F', 'C']) expect((await value(status)).errors).toEqual([]);
    expect((await resultsOf(patient.id))[0]).toMatchObject({ status: 'corrected', observations: [{ value: 4.4 }] });
    expect(await statusOf(order)).toBe('completed');
  });

  it.each(['could not make it', 'took it back'])(
    'and first %s, without an order, brings it under the same number: a person files it as the correction',
    async (how) => {
      const { patient, say } = await issued({ code: '2951-2', display: 'Natri' });
      const filler = `X6 ${how}`;
      const value = (status: string, number: number) =>
        say(obr('', filler, { status }), potassiumOf(number, { status: status || 'D' }));
      if (how === 'took it back') {
        await value('F', 4.9);
        expect((await value('', 4.9)).errors).toEqual([]);
      } else expect((await say(obr('', filler, cancelled))).errors).toEqual([]);
      const ack = await value('F', 7.9);
      expect(ack.errors.map(({ ours }) => ours)).toEqual(['kept', 'report-was-withdrawn']);
      const entry = (await entries()).find(({ critical }: { critical: string[] }) => critical[0] === 'Kali 7.9 mmol/L');
      expect(entry.suggestions).toMatchObject([{ patient: { id: patient.id } }]);
      const assign = (body: object) =>
        world
          .as('lab')
          .post(`/api/v1/results/unmatched/${entry.id}/assign`, body, { 'If-Match': `"${entry.version}"` });
      const asked = await assign({ patientId: patient.id });
      expect([asked.status, asked.body.differences]).toMatchObject([409, [{ code: 'report-was-withdrawn' }]]);
      const reason = 'Đã hỏi phòng xét nghiệm: đã chạy lại được mẫu';
      expect((await assign({ patientId: patient.id, confirmed: true, reason })).status).toBe(200);
      expect(await resultsOf(patient.id)).toMatchObject([
        { status: 'corrected', observations: [{ value: 7.9, critical: true }] },
      ]);
      const tasks = await world.sql(`SELECT kind, status FROM task WHERE patient_id = $1`, [patient.id]);
      expect(tasks).toEqual([{ kind: 'critical-result', status: 'open' }]);
      // From now on its sender takes it further as any other.
      expect((await value('C', 4.4)).errors).toEqual([]);
      expect(await resultsOf(patient.id)).toMatchObject([{ status: 'corrected', observations: [{ value: 4.4 }] }]);
    },
  );

  it('and says so of each value corrects it, and waits for nobody', async () => {
    const { patient, order, say } = await issued();
    await say(obr(order.number, 'X5'), potassiumOf(6.9));
    const ack = await say(obr(order.number, 'X5', cancelled), potassiumOf('', cancelled));
    expect(ack).toMatchObject({ code: 'AA', errors: [] });
    expect(await resultsOf(patient.id)).toMatchObject([
      { status: 'corrected', observations: [{ display: 'Kali', status: 'cancelled', value: null }] },
    ]);
  });
});

describe('What ORC says of the order', () => {
  const statusOf = async ({ id }: { id: string }) => (await world.as('doctor').get(`/api/v1/orders/${id}`)).body.status;
  async function asked() {
    const patient = await aPatient(world);
    const order = await ordered(patient.id);
    const say = (orc: string, obr25: string, ...values: string[]) =>
      lis.send(message([pid(patient), orc, obr(order.number, `O ${order.number}`, { status: obr25 }), ...values]));
    return { patient, order, say };
  }

  it.each(['ORC|RE', 'ORC|SC|||||', 'ORC|OK', 'ORC|NW'])('%s brings the results that stand behind it', async (orc) => {
    const { patient, order, say } = await asked();
    expect(await say(orc, 'F', potassiumOf(4.4))).toMatchObject({ code: 'AA', errors: [] });
    expect(await resultsOf(patient.id)).toMatchObject([{ status: 'final', observations: [{ value: 4.4 }] }]);
    expect(await statusOf(order)).toBe('completed');
  });

  it.each(['ORC|OC', 'ORC|CA', 'ORC|CR', 'ORC|UA', 'ORC|SC||||CA'])(
    '%s says that there will be none, and is refused beside one',
    async (orc) => {
      const { patient, order, say } = await asked();
      const refused = await say(orc, 'F', potassiumOf(4.4));
      const place = orc.includes('SC') ? 'ORC^1^5^1' : 'ORC^1^1^1';
      expect([refused.code, refused.errors]).toEqual([
        'AE',
        [{ at: place, code: '103', severity: 'E', ours: 'order-control-contradicts' }],
      ]);
      expect(await resultsOf(patient.id)).toEqual([]);
      expect(await say(orc, 'F', 'NTE|1||Mẫu tán huyết')).toMatchObject({ code: 'AA', errors: [] });
      const [report] = await world.sql('SELECT status FROM diagnostic_report WHERE order_id = $1', [order.id]);
      expect([report, await statusOf(order)]).toEqual([{ status: 'cancelled' }, 'active']);
    },
  );

  it('on hold is to come; what was issued and is cancelled so waits for a person; a code of no table is told', async () => {
    const { patient, order, say } = await asked();
    expect(await say('ORC|OH', '')).toMatchObject({ code: 'AA', errors: [] });
    expect(await statusOf(order)).toBe('active');
    const told = await say('ORC|ZZ', 'F', potassiumOf(4.4));
    expect([told.code, told.errors.map(({ at, ours }) => `${at} ${ours}`)]).toEqual([
      'AA',
      ['ORC^1^1^1 order-control-unknown'],
    ]);
    expect(await resultsOf(patient.id)).toMatchObject([{ status: 'final', observations: [{ value: 4.4 }] }]);
    expect((await say('ORC|OC', '')).errors.map(({ ours }) => ours)).toEqual(['kept', 'report-cancelled']);
  });
});

describe('Messages of one filler number at once', () => {
  it('are one report, which ends corrected', async () => {
    const patient = await aPatient(world);
    const said = (filler: string, value: number, status: string) =>
      lis.send(message([pid(patient), obr('', filler, { status }), potassiumOf(value, { status })]));
    const fillers = Array.from({ length: 12 }, (_, place) => `Q${place}`);
    for (const filler of fillers) {
      const acks = await Promise.all([said(filler, 2.21, 'F'), said(filler, 2.211, 'C')]);
      expect(acks.map(({ code }) => code)).toEqual(['AA', 'AA']);
    }
    const reports = await resultsOf(patient.id);
    expect(reports.map(({ status }: { status: string }) => status)).toEqual(fillers.map(() => 'corrected'));
  });
});

describe('A number alone', () => {
  const because = (ack: { errors: readonly { ours: string }[] }) => ack.errors.map(({ ours }) => ours);

  it('does not say whose a result is; with a name, a birth date, or an order of the same patient it does', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh' });
    const { mrn } = patient;
    const send = async (person: string, order: string, filler: string) =>
      because(await lis.send(message([person, obr(order, filler), potassiumOf(4.4)])));
    expect(await send(pid({ mrn }), '', 'R1')).toEqual(['kept', 'number-alone']);
    expect(await send(pid({ mrn, sex: 'F' }), '', 'R2')).toEqual(['kept', 'number-alone']);
    expect(await resultsOf(patient.id)).toEqual([]);
    expect(await send(pid({ mrn, name: 'LE^ANH^THI NGOC' }), '', 'R3')).toEqual([]);
    expect(await send(pid({ mrn, birthDate: '1980' }), '', 'R4')).toEqual([]);
    const { number } = await ordered(patient.id);
    expect(await send(pid({ mrn }), number, 'R5')).toEqual([]);
  });
});

describe('A value whose code names one test and whose words another', () => {
  it('waits for a person, who asks the sender; the same with words that fit is filed', async () => {
    const patient = await aPatient(world);
    const sodium = (name: string) => `OBX|1|NM|2951-2^${name}^LN||7.1|mmol/L|3.5-5.1||||F`;
    const ack = await lis.send(message([pid(patient), obr('', 'C1'), sodium('Kali')]));
    expect([ack.code, ack.errors.map(({ ours }) => ours)]).toEqual(['AA', ['kept', 'code-contradicts']]);
    expect(await resultsOf(patient.id)).toEqual([]);
    await lis.send(message([pid(patient), obr('', 'C2'), sodium('Natri')]));
    expect(await resultsOf(patient.id)).toHaveLength(1);
  });
});
