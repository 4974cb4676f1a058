import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hospitalDate, hospitalMidnight } from '../../src/kernel/hospital-time.js';
import { aMedicine, anAdmission, anEncounter, endEncounter, PARACETAMOL } from '../support/builders.js';
import { LENT_PASSWORD } from '../support/first-sign-in.js';
import { startWorld, type World } from '../support/world.js';
import { withinOneDay } from '../support/days.js';
import { elementAt } from '../../src/kernel/list.js';
import { type Item, sheetOf, version } from './a-sheet.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const MORPHINE = { system: 'http://www.whocc.no/atc', code: 'N02AA01', display: 'Morphin 10 mg' };
const { act, give, sheet, doseOf, signedAgo } = sheetOf(() => world);
/** Somebody whose role was taken back. */
async function aNurseOnce(): Promise<string> {
  const admin = world.as('admin');
  const hired = { username: 'tung.la.dieu.duong', fullName: 'Từng Là Điều Dưỡng', password: LENT_PASSWORD };
  const { body } = await admin.post('/api/v1/staff', { ...hired, roles: ['nurse'], practisingCertificate: '1/CCHN-T' });
  const revoked = await admin.post(`/api/v1/staff/${body.id}/roles/revoke`, { role: 'nurse' }, version(1));
  expect(revoked.status).toBe(200);
  return body.id as string;
}
const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

describe('A dose', () => {
  it('is given by one of sixteen nurses who try at once; each other is told who gave it, and when', async () => {
    const order = await aMedicine(world);
    const dose = await doseOf(order);
    expect(dose).toMatchObject({ status: 'due', version: 0 });
    const answers = await Promise.all(Array.from({ length: 16 }, () => give(dose.id)));
    expect(statuses(answers)).toEqual([200, ...Array<number>(15).fill(409)]);
    const given = answers.find(({ status }) => status === 200)!;
    expect(given.headers.etag).toBe('"1"');
    expect(given.body.recorded).toMatchObject({ by: { id: world.staff.nurse.id }, dose: { value: 500, unit: 'mg' } });
    const refused = answers.find(({ status }) => status === 409)!.body;
    expect(refused).toMatchObject({
      currentStatus: 'given',
      by: { id: world.staff.nurse.id },
      at: given.body.recorded.at,
    });
    expect(refused.type).toMatch(/dose-given$/);
    expect(refused.detail).toContain(given.body.recorded.by.fullName);
    const [{ count }] = (await world.sql('SELECT count(*)::int FROM dose WHERE order_id = $1', [order.id])) as [
      { count: number },
    ];
    expect(count).toBe(1);
  });

  it('clicked twice, or sent again after the answer was lost, is given once and answered the same', async () => {
    const dose = await doseOf(await aMedicine(world));
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 6 }, () => act(dose.id, 'give', {}, 0, key)));
    expect(statuses(answers)).toEqual(Array(6).fill(200));
    for (const { body } of answers) expect(body).toEqual(elementAt(answers, 0).body);
    expect((await act(dose.id, 'give', {}, 0, key)).headers['idempotency-replayed']).toBe('true');
    expect((await give(dose.id, {}, 1)).status).toBe(409);
  });

  it('needs the version that was read, and of a record that changed it tells so', async () => {
    const dose = await doseOf(await aMedicine(world));
    expect((await world.as('nurse').post(`/api/v1/doses/${dose.id}/give`, {})).status).toBe(428);
    expect((await act(dose.id, 'hold', { reason: 'Huyết áp 85/50 mmHg' }, 0)).body).toMatchObject({
      status: 'held',
      version: 1,
    });
    expect((await give(dose.id, {}, 0)).status).toBe(412);
    expect((await give(dose.id, {}, 1)).body).toMatchObject({ status: 'given', version: 2 });
  });

  it('is refused, then wasted, then given; what was left of it is wasted after', async () => {
    const dose = await doseOf(await aMedicine(world));
    expect((await act(dose.id, 'refuse', {}, 0)).status).toBe(400);
    expect((await act(dose.id, 'refuse', { reason: 'Buồn nôn' }, 0)).body.status).toBe('refused');
    const wasted = { reason: 'Rơi xuống sàn', amount: { value: 500, unit: 'mg' } };
    expect((await act(dose.id, 'waste', wasted, 1)).body.status).toBe('wasted');
    expect((await give(dose.id, {}, 2)).body.status).toBe('given');
    const left = await act(dose.id, 'waste', { ...wasted, reason: 'Phần còn lại của viên' }, 3);
    expect(left.body).toMatchObject({ status: 'given', recorded: { wasted: { reason: 'Phần còn lại của viên' } } });
    expect((await act(dose.id, 'hold', { reason: 'Gõ nhầm' }, 4)).status).toBe(409);
  });

  it('is corrected, and both records stay readable; what never happened leaves it open again', async () => {
    const dose = await doseOf(await aMedicine(world));
    await give(dose.id);
    const less = { outcome: 'given', reason: 'Chỉ nửa viên', dose: { value: 250, unit: 'mg' } };
    expect((await act(dose.id, 'correct', less, 1)).body).toMatchObject({
      recorded: { dose: { value: 250 } },
      version: 2,
    });
    const wrong = await act(dose.id, 'correct', { outcome: 'not-given', reason: 'Ghi nhầm giường' }, 2);
    expect(wrong.body).toMatchObject({ status: 'due', recorded: null, version: 3 });
    expect((await give(dose.id, {}, 3)).body).toMatchObject({ status: 'given', version: 4 });
    const { body } = await world.as('nurse').get(`/api/v1/doses/${dose.id}/versions`);
    expect(body.items.map((item: Record<string, never>) => [item.version, item.status, item.reason])).toEqual([
      [4, 'given', null],
      [3, 'entered-in-error', 'Ghi nhầm giường'],
      [2, 'given', 'Chỉ nửa viên'],
      [1, 'given', null],
    ]);
    expect(body.items[3].recorded.dose).toEqual({ value: 500, unit: 'mg' });
    await expect(world.sql('UPDATE dose_version SET reason = $1', ['x'])).rejects.toThrow(/overwritten/);
  });

  it('of another patient, another medicine, another route, or more than ordered is refused in words', async () => {
    const order = await aMedicine(world);
    const dose = await doseOf(order);
    const [{ mrn }] = (await world.sql('SELECT mrn FROM patient WHERE id = $1', [order.patientId])) as [
      { mrn: string },
    ];
    for (const [body, status, code] of [
      [{ scan: { patient: '79016-99999999', medication: 'N02BE01' } }, 409, 'dose-other-patient'],
      [{ scan: { patient: mrn, medication: 'N02AA01' } }, 409, 'dose-other-drug'],
      [{ route: 'intravenous' }, 409, 'dose-other-route'],
      [{ dose: { value: 5000, unit: 'mg' } }, 409, 'dose-above-order'],
      [{ dose: { value: 500, unit: 'g' } }, 400, 'validation'],
      [{ dose: { value: -1, unit: 'mg' } }, 400, 'validation'],
      [{ dose: { value: 250, unit: 'mg' } }, 422, 'dose-reason-needed'],
      [{ givenAt: '2030-01-01T00:00:00Z' }, 400, 'validation'],
      [{ givenAt: '2001-01-01T00:00:00Z' }, 400, 'validation'],
    ] as const) {
      const answer = await give(dose.id, body);
      expect([answer.status, answer.body.type.split('/').at(-1)]).toEqual([status, code]);
    }
    const right = await give(dose.id, { scan: { patient: mrn, medication: 'n02be01' } });
    expect(right.body.recorded).toMatchObject({ patientScanned: true, medicationScanned: true });
  });

  const told = async (id: string) => {
    const { items } = (await world.as('doctor').get('/api/v1/tasks/mine')).body as {
      items: { focusId: string; kind: string; about: string }[];
    };
    return items.filter((task) => task.focusId === id && task.kind === 'dose-against-order').map(({ about }) => about);
  };

  it('that was larger than ordered is recorded as it was once somebody says so: with why and when, marked, told to the doctor', async () => {
    const dose = await doseOf(await aMedicine(world));
    const double = { dose: { value: 1000, unit: 'mg' }, happened: true };
    const asked = await give(dose.id, double);
    expect([asked.status, asked.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/reason', '/givenAt'],
    ]);
    const when = { reason: 'Lấy nhầm hai viên', givenAt: new Date().toISOString() };
    const given = await give(dose.id, { ...double, ...when });
    expect(given.body).toMatchObject({ status: 'given', against: ['dose'], recorded: { dose: { value: 1000 } } });
    expect(await told(dose.id)).toEqual(['Paracetamol 500 mg: liều đã dùng lớn hơn chỉ định. Lấy nhầm hai viên']);
    const noted = async () =>
      (await world.as('doctor').get(`/fhir/R4/MedicationAdministration/${dose.id}`)).body.note as unknown;
    expect(await noted()).toEqual([
      {
        text:
          'Khác chỉ định: liều đã dùng lớn hơn chỉ định (chỉ định 500 mg, đã dùng 1000 mg). ' +
          'Against the order: more was given than was ordered (ordered 500 mg, given 1000 mg).',
      },
    ]);
    const right = await act(
      dose.id,
      'correct',
      { outcome: 'given', reason: 'Đếm lại', dose: { value: 500, unit: 'mg' } },
      1,
    );
    expect([right.body.against, await told(dose.id), await noted()]).toEqual([[], [], undefined]);
    const larger = { outcome: 'given', reason: 'Thật ra ba viên', dose: { value: 1500, unit: 'mg' } };
    expect((await act(dose.id, 'correct', larger, 2)).body.type).toMatch(/dose-above-order$/);
    expect((await act(dose.id, 'correct', { ...larger, happened: true }, 2)).body.against).toEqual(['dose']);
    expect(await told(dose.id)).toHaveLength(1);
  });

  it('is at what was ordered within a thousandth: refused, marked and given are one limit', async () => {
    const exact = { dose: { value: 500.4, unit: 'mg' } };
    const first = await give((await doseOf(await aMedicine(world))).id, exact);
    expect([first.status, first.body.against]).toEqual([200, []]);
    const less = await give((await doseOf(await aMedicine(world))).id, { dose: { value: 499.6, unit: 'mg' } });
    expect(less.status).toBe(200);
    const more = await give((await doseOf(await aMedicine(world))).id, { dose: { value: 501, unit: 'mg' } });
    expect(more.body.type).toMatch(/dose-above-order$/);
    const fewer = await give((await doseOf(await aMedicine(world))).id, { dose: { value: 499, unit: 'mg' } });
    expect(fewer.body.type).toMatch(/dose-reason-needed$/);
  });

  it('that came too soon, or while its order was on hold, is recorded as it was, and corrected whenever', async () => {
    const timing = { asNeeded: { minimumGapHours: 6, maximumPerDay: 4, reason: 'Sốt' } };
    const { id: encounterId } = await anEncounter(world, { hoursAgo: 72 });
    const order = await aMedicine(world, { encounterId, timing });
    await signedAgo(order.id, 30);
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    expect((await give((await doseOf(order)).id, { givenAt: ago(8) })).status).toBe(200);
    const next = async () =>
      (await sheet(encounterId)).find(({ version: n, orderId }) => orderId === order.id && n === 0)!.id;
    const soon = { givenAt: ago(5), reason: 'Hai điều dưỡng cùng cho' };
    const second = await next();
    expect((await give(second, soon)).body.type).toMatch(/dose-too-soon$/);
    expect((await give(second, { ...soon, happened: true })).body.against).toEqual(['too-soon']);
    const { version: now } = (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body;
    await world.as('doctor').post(`/api/v1/orders/${order.id}/hold`, { reason: 'Men gan tăng' }, version(now));
    const third = await next();
    const held = { givenAt: ago(0.1), reason: 'Chưa biết chỉ định dừng' };
    expect((await give(third, held)).body.type).toMatch(/dose-order-on-hold$/);
    expect((await give(third, { ...held, happened: true })).status).toBe(200);
    expect(await told(third)).toEqual([
      expect.stringMatching(/đã dùng khi chỉ định tạm dừng, đã dùng quá sớm sau liều trước\. Chưa biết/),
    ]);
    const marked = async () => (await sheet(encounterId)).find(({ id }) => id === third);
    expect(await marked()).toMatchObject({ against: ['too-soon', 'order-on-hold'] });
    const { body: fhir } = await world.as('doctor').get(`/fhir/R4/MedicationAdministration/${third}`);
    expect(fhir.note[0].text).toContain('too soon after the one before; it was given while the order was on hold.');
    // Its time is put right: it was given while the order was on hold all the same, and the doctor is still to read it.
    const later = { outcome: 'given', reason: 'Đọc nhầm đồng hồ', givenAt: ago(0.05), happened: true };
    expect((await act(third, 'correct', later, 1)).body.against).toEqual(['too-soon', 'order-on-hold']);
    expect(await told(third)).toHaveLength(1);
    const fixed = { outcome: 'given', reason: 'Ghi nhầm giờ', givenAt: ago(12) };
    const first = (await sheet(encounterId)).find(({ status, orderId }) => orderId === order.id && status === 'given')!;
    expect((await act(first.id, 'correct', fixed, 1)).status).toBe(200);
  });

  it('of a high-alert medicine takes a second person, who is another one', async () => {
    const dose = await doseOf(await aMedicine(world, { medication: MORPHINE, dose: { value: 10, unit: 'mg' } }));
    expect(dose).toMatchObject({ highAlert: true });
    const { nurse, registrar } = world.staff;
    for (const witnessId of [undefined, nurse.id, registrar.id, await aNurseOnce(), randomUUID()]) {
      expect((await give(dose.id, { witnessId })).body.type).toMatch(/dose-witness-needed$/);
    }
    const given = await give(dose.id, { witnessId: world.staff['head-nurse'].id });
    expect(given.body.recorded.witness.id).toBe(world.staff['head-nurse'].id);
  });

  it('is recorded by those at the bedside only, while the patient is there', async () => {
    const order = await aMedicine(world);
    const dose = await doseOf(order);
    for (const role of ['pharmacist', 'registrar', 'lab', 'auditor'] as const) {
      expect((await world.as(role).post(`/api/v1/doses/${dose.id}/give`, {}, version(0))).status).toBe(403);
    }
    await endEncounter(world, order.encounterId);
    expect((await give(dose.id)).status).toBe(409);
    expect((await give(randomUUID())).status).toBe(404);
  });
});

describe('Doses at fixed times', () => {
  it('are planned by the ward’s clock, midnight with the new day, and are late without a reason', async () => {
    const { id: encounterId } = await anEncounter(world, { hoursAgo: 72 });
    const order = await aMedicine(world, { encounterId, timing: { times: ['00:00', '12:00'] } });
    await signedAgo(order.id, 60);
    const day = hospitalDate(new Date(Date.now() - 24 * HOUR));
    const midnight = hospitalMidnight(day);
    const items = await sheet(encounterId, `?date=${day}`);
    expect(items.map(({ plannedAt }) => plannedAt)).toEqual(
      [0, 12].map((hours) => new Date(midnight.getTime() + hours * HOUR).toISOString()),
    );
    expect(elementAt(items, 0).status).toBe('overdue');
    expect((await give(elementAt(items, 0).id)).body.type).toMatch(/dose-reason-needed$/);
    const inTime = { givenAt: new Date(midnight.getTime() - 10 * 60_000).toISOString() };
    expect((await give(elementAt(items, 0).id, inTime)).status).toBe(200);
    const between =
      elementAt(items, 0).id.slice(0, -7) + (midnight.getTime() / 60_000 + 60).toString(16).padStart(7, '0');
    expect((await give(between)).status).toBe(404);
  });
});

describe('A dose when needed', () => {
  it('is given no sooner than allowed, and not too often in 24 hours, by one nurse of several', async () => {
    const { id: encounterId } = await anEncounter(world, { hoursAgo: 72 });
    const timing = { asNeeded: { reason: 'Sốt trên 38,5', minimumGapHours: 6, maximumPerDay: 2 } };
    const order = await aMedicine(world, { encounterId, timing });
    await signedAgo(order.id, 48);
    const ago = (hours: number) => ({ givenAt: new Date(Date.now() - hours * HOUR).toISOString() });
    const first = await doseOf(order);
    expect(first).toMatchObject({ status: 'available', plannedAt: null });
    const answers = await Promise.all([1, 2, 3].map(() => give(first.id, ago(8))));
    expect(statuses(answers)).toEqual([200, 409, 409]);
    const second = (await sheet(encounterId)).find(({ version: n, orderId }) => orderId === order.id && n === 0)!;
    expect((await give(second.id, ago(3))).body.type).toMatch(/dose-too-soon$/);
    expect((await give(second.id, ago(1))).status).toBe(200);
    const third = (await sheet(encounterId)).find(({ version: n, orderId }) => orderId === order.id && n === 0)!;
    expect(third.status).toBe('not-yet');
    const refused = await give(third.id);
    expect([refused.status, refused.body.earliestAt > new Date().toISOString()]).toEqual([409, true]);
  });
});

describe('An infusion', () => {
  it('is begun once, changes its rate with both kept, and ends', async () => {
    const order = await aMedicine(world, { dose: { value: 100, unit: 'mL/h' } });
    const dose = await doseOf(order);
    expect((await give(dose.id)).body).toMatchObject({ status: 'in-progress' });
    expect((await give(dose.id, {}, 1)).body.type).toMatch(/dose-running$/);
    expect((await act(dose.id, 'rate', { value: 120, reason: 'Gõ nhầm' }, 1)).body.type).toMatch(/dose-above-order$/);
    expect((await act(dose.id, 'rate', { value: 60, reason: 'Phù' }, 1)).body.recorded.dose.value).toBe(60);
    expect((await act(dose.id, 'finish', {}, 2)).body).toMatchObject({ status: 'given', version: 3 });
    expect((await act(dose.id, 'finish', {}, 3)).status).toBe(409);
  });
});

describe('Doses of an order', () => {
  const change = async (order: { id: string }, action: string, n: number) => {
    const answer = await world
      .as('doctor')
      .post(`/api/v1/orders/${order.id}/${action}`, { reason: 'Đổi thuốc' }, version(n));
    expect(answer.status).toBe(200);
    return answer.body.version as number;
  };

  it('that is held are not due, and go on with it', async () => {
    const order = await aMedicine(world);
    const dose = await doseOf(order);
    const held = await change(order, 'hold', order.version);
    expect((await doseOf(order)).status).toBe('on-hold');
    expect((await give(dose.id)).body.type).toMatch(/dose-order-on-hold$/);
    await change(order, 'resume', held);
    expect((await give(dose.id)).status).toBe(200);
  });

  it('that was discontinued are planned no more; what was given stays, and what was given before its end can be recorded', async () => {
    const { id: encounterId } = await anEncounter(world, { hoursAgo: 72 });
    const order = await aMedicine(world, { encounterId, timing: { everyHours: 6 } });
    await signedAgo(order.id, 13);
    const [first, second] = (await sheet(encounterId)) as [Item, Item];
    const at = (item: Item) => ({ givenAt: item.plannedAt! });
    expect((await give(first.id, at(first))).status).toBe(200);
    const { version: now } = (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body;
    await change(order, 'discontinue', now);
    const left = await sheet(encounterId);
    expect(left.filter(({ plannedAt }) => plannedAt! > new Date().toISOString())).toEqual([]);
    expect(left[0]).toMatchObject({ id: first.id, status: 'given' });
    const later = second.id.slice(0, -7) + (Date.parse(second.plannedAt!) / 60_000 + 720).toString(16).padStart(7, '0');
    expect((await give(later)).body.type).toMatch(/dose-order-ended$/);
    expect((await give(second.id, at(second))).status).toBe(200);
  });

  it('that is a draft are none', async () => {
    const order = await aMedicine(world, { signed: false });
    expect(await sheet(order.encounterId)).toEqual([]);
  });

  it('keep their stay from being cancelled', async () => {
    const order = await aMedicine(world);
    await give((await doseOf(order)).id);
    const at = (await world.as('doctor').get(`/api/v1/encounters/${order.encounterId}`)).body;
    const answer = await world
      .as('doctor')
      .post(`/api/v1/encounters/${order.encounterId}/cancel`, { reason: 'Nhầm' }, version(at.version));
    expect(answer.status).toBe(409);
  });
});

describe('A round', () => {
  it('shows the doses of everybody in the ward, by bed, and is on the trail with its patients', async () => {
    const ward = world.wards[1];
    const { id: encounterId, patientId } = await anAdmission(world, {
      wardId: ward.id,
      bedId: elementAt(ward.beds, 1).id,
    });
    const order = await aMedicine(world, { encounterId });
    const { status, body } = await world.as('nurse').get(`/api/v1/wards/${ward.id}/mar`);
    expect(status).toBe(200);
    const row = body.items.find((item: { encounterId: string }) => item.encounterId === encounterId);
    expect(row).toMatchObject({ patientId, bed: 'P1.G2', doses: [{ orderId: order.id, status: 'due' }] });
    const event = elementAt(
      await world.sql(
        `SELECT entity, patient_ids FROM audit.event WHERE kind = 'list' AND entity = 'dose' AND entity_id = $1 ORDER BY id DESC LIMIT 1`,
        [ward.id],
      ),
      0,
    );
    expect(event.patient_ids).toContain(patientId);
    expect((await world.as('nurse').get(`/api/v1/wards/${randomUUID()}/mar`)).status).toBe(404);
  });
});

describe('The disclosure of medicines to the patient', () => {
  it(
    'tells what was given on a day, in all and each time',
    withinOneDay(async () => {
      const order = await aMedicine(world, { timing: { asNeeded: { minimumGapHours: 0.05, maximumPerDay: 4 } } });
      await give((await doseOf(order)).id);
      const { body } = await world.as('nurse').get(`/api/v1/encounters/${order.encounterId}/medicine-disclosure`);
      expect(body).toMatchObject({ patientId: order.patientId, date: hospitalDate(), complete: true });
      expect(body.items).toMatchObject([
        { medication: PARACETAMOL, unit: 'mg', total: 500, given: [{ value: 500 }], notGiven: 0 },
      ]);
      const other = await world
        .as('nurse')
        .get(`/api/v1/encounters/${order.encounterId}/medicine-disclosure?date=2026-01-01`);
      expect(other.body.items).toEqual([]);
    }),
  );
});
