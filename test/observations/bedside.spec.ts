import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayBegan } from '../../src/clinical/observations/bedside/fluid.rules.js';
import { hospitalMidnight, hospitalDate } from '../../src/kernel/hospital-time.js';
import { print } from '../documents/printed.js';
import { aPatient, anAdmission, anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Call = (
  path: string,
  body: object,
  headers?: Record<string, string>,
) => ReturnType<ReturnType<World['as']>['post']>;
const post: Call = (path, body, headers = {}) => world.as('nurse').post(`/api/v1/${path}`, body, headers);
const get = (path: string) => world.as('nurse').get(`/api/v1/${path}`);
const version = (n: number) => ({ 'If-Match': `"${n}"` });
const WELL = {
  heartRate: 80,
  respiratoryRate: 16,
  systolic: 120,
  diastolic: 78,
  temperature: 37,
  oxygenSaturation: 98,
  supplementalOxygen: false,
  consciousness: 'A',
};

/** Numbers from 0 to 1 in an order that the seed gives (mulberry32): a failure can be tried again. */
function sequenceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('Fluid balance', () => {
  it('adds up by shift and by day of shifts of the ward’s clock, without what was entered in error', async () => {
    const { id } = await anEncounter(world, { hoursAgo: 60 });
    const midnight = hospitalMidnight(hospitalDate(new Date(Date.now() - 86_400_000)));
    const at = (hours: number) => new Date(midnight.getTime() + hours * 3_600_000).toISOString();
    const record = (direction: string, kind: string, volume: number, hours: number) =>
      post(`encounters/${id}/fluids`, { direction, kind, volume, effectiveAt: at(hours) });
    // Half past midnight is the night that began on the day before, and its day; in UTC it is neither.
    await record('in', 'intravenous', 500, 0.5);
    await record('out', 'urine', 300, 5.99);
    await record('in', 'oral', 200, 6);
    await record('out', 'urine', 250, 13.99);
    await record('out', 'vomit', 100, 14);
    const wrong = await record('out', 'urine', 3000, 15);
    expect(wrong.status).toBe(201);
    const marked = await post(`fluids/${wrong.body.id}/mark-in-error`, { reason: 'Gõ nhầm' }, version(1));
    expect(marked.body).toMatchObject({ status: 'entered-in-error', statusReason: 'Gõ nhầm' });
    const { body } = await get(`encounters/${id}/fluids?from=${at(-24)}`);
    expect([body.unit, body.items.length]).toEqual(['mL', 6]);
    const day = hospitalDate(midnight);
    const before = hospitalDate(new Date(midnight.getTime() - 1));
    expect(body.shifts.map((s: Record<string, unknown>) => [s.date, s.shift, s.in, s.out, s.balance])).toEqual([
      [day, 'afternoon', 0, 100, -100],
      [day, 'morning', 200, 250, -50],
      [before, 'night', 500, 300, 200],
    ]);
    expect(body.days).toMatchObject([
      { date: day, from: at(6), to: at(30), shift: null, in: 200, out: 350, balance: -150 },
      { date: before, from: at(-18), to: at(6), shift: null, in: 500, out: 300, balance: 200 },
    ]);
    expect(body.days[0].byKind).toEqual({ in: { oral: 200 }, out: { urine: 250, vomit: 100 } });
    // A period that only touches a shift shows the whole of it, never a part that looks like its total.
    const touched = (await get(`encounters/${id}/fluids?from=${at(5.95)}&to=${at(6.5)}`)).body;
    expect(touched.items).toHaveLength(2);
    expect(touched.shifts.find((s: Record<string, unknown>) => s.shift === 'night')).toMatchObject({
      in: 500,
      out: 300,
    });
  });

  it('comes to the same by shift, by day, entry by entry, and on paper, whatever was charted late or corrected', async () => {
    const { id } = await anEncounter(world, { hoursAgo: 24 * 6 });
    const seed = Date.now() % 1e6;
    const random = sequenceOf(seed);
    // Shift by shift: at its border, a minute before, a millisecond before, at midnight, and anywhere.
    const edges = [0, -1, -60_000, 2 * 3_600_000, 3_599_999];
    const first = dayBegan(new Date(Date.now() - 5 * 86_400_000)).getTime();
    const counted: { at: number; direction: 'in' | 'out'; volume: number }[] = [];
    for (let n = 0; n < 48; n++) {
      const at = first + Math.floor(n / 4) * 8 * 3_600_000 + (edges[n % 7] ?? Math.floor(random() * 28_800_000));
      const direction = random() < 0.5 ? 'in' : 'out';
      const volume = 1 + Math.floor(random() * 400);
      const kind = direction === 'in' ? 'oral' : 'urine';
      const entry = { direction, kind, volume, effectiveAt: new Date(at).toISOString() };
      const made = await post(`encounters/${id}/fluids`, entry);
      expect([seed, n, made.status]).toEqual([seed, n, 201]);
      if (n % 5 === 0) await post(`fluids/${made.body.id}/mark-in-error`, { reason: 'Gõ nhầm' }, version(1));
      else if (n % 5 === 1) {
        const right = { direction, kind, volume: volume + 7, reason: 'Đọc lại vạch' };
        expect((await post(`fluids/${made.body.id}/correct`, right, version(1))).status).toBe(200);
        counted.push({ at, direction, volume: volume + 7 });
      } else counted.push({ at, direction, volume });
    }
    const { body } = await get(`encounters/${id}/fluids?from=${new Date(first - 86_400_000).toISOString()}&limit=1`);
    type Sum = { from: string; to: string; date: string; in: number; out: number; balance: number };
    for (const sums of [body.shifts, body.days] as Sum[][]) {
      for (const { from, to, ...sum } of sums) {
        const own = counted.filter(({ at }) => at >= Date.parse(from) && at < Date.parse(to));
        const of = (one: string) => own.filter((c) => c.direction === one).reduce((all, c) => all + c.volume, 0);
        expect([seed, from, sum.in, sum.out, sum.balance]).toEqual([
          seed,
          from,
          of('in'),
          of('out'),
          of('in') - of('out'),
        ]);
      }
      const all = (one: 'in' | 'out') => sums.reduce((total, sum) => total + sum[one], 0);
      expect(all('in') + all('out')).toBe(counted.reduce((total, { volume }) => total + volume, 0));
    }
    for (const day of body.days as Sum[]) {
      const shifts = (body.shifts as Sum[]).filter(({ date }) => date === day.date);
      expect([day.in, day.out]).toEqual([shifts.reduce((n, s) => n + s.in, 0), shifts.reduce((n, s) => n + s.out, 0)]);
    }
    const paper = await print(world, `/api/v1/encounters/${id}/documents/fluids.pdf`, 'nurse');
    for (const { date, in: taken, out } of body.days as Sum[]) {
      const [year, month, dayOf] = date.split('-');
      expect(paper.text).toContain(`${dayOf}/${month}/${year} 24 giờ (6–6 h) ${taken} ${out} `);
    }
  });

  it('of an unusual volume asks, by the weight that was measured, and an impossible one is refused', async () => {
    const { id } = await anEncounter(world);
    const drink = { direction: 'in', kind: 'oral', volume: 1200 };
    await post(`encounters/${id}/vitals`, { weight: 20, confirmed: ['weight'] });
    const much = await post(`encounters/${id}/fluids`, drink);
    expect([much.status, much.body.errors]).toMatchObject([422, [{ pointer: '/volume', rule: 'improbable' }]]);
    expect(much.body.errors[0].message).toMatch(/1\D?000 ml/);
    const confirmed = ['volume'];
    expect((await post(`encounters/${id}/fluids`, { ...drink, confirmed })).status).toBe(201);
    const tooMuch = await post(`encounters/${id}/fluids`, { ...drink, volume: 5001, confirmed });
    expect([tooMuch.status, tooMuch.body.errors]).toMatchObject([400, [{ pointer: '/volume', rule: 'impossible' }]]);
  });

  it('is corrected in one step, and both volumes stay readable', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const typed = { direction: 'out', kind: 'urine', volume: 3500, confirmed: ['volume'] };
    const wrong = (await post(`encounters/${id}/fluids`, typed)).body;
    const right = { direction: 'out', kind: 'urine', volume: 350, reason: 'Thừa một số không' };
    const answers = await Promise.all([1, 2].map(() => post(`fluids/${wrong.id}/correct`, right, version(1))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { body } = await get(`encounters/${id}/fluids`);
    expect(body.items.map((item: Record<string, unknown>) => [item.volume, item.status, item.replacesId])).toEqual([
      [350, 'final', wrong.id],
      [3500, 'entered-in-error', null],
    ]);
    expect(body.days[0]).toMatchObject({ out: 350 });
  });

  it('clicked twice is recorded once', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const key = { 'Idempotency-Key': randomUUID() };
    const drink = { direction: 'in', kind: 'oral', volume: 200 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(`encounters/${id}/fluids`, drink, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await get(`encounters/${id}/fluids`)).body.days[0].in).toBe(200);
  });

  it.each([
    ['a kind of the other direction', { direction: 'in', kind: 'urine', volume: 100 }, '/kind'],
    ['more than anybody holds', { direction: 'in', kind: 'oral', volume: 20_001 }, '/volume'],
    ['less than nothing', { direction: 'out', kind: 'urine', volume: -1 }, '/volume'],
    ['a drain that is none', { direction: 'out', kind: 'drain', volume: 10, siteId: randomUUID() }, '/siteId'],
    [
      'a time before the encounter',
      { direction: 'out', kind: 'urine', volume: 1, effectiveAt: '2001-01-01T00:00:00Z' },
      '/effectiveAt',
    ],
  ])('refuses %s', async (_, body, pointer) => {
    const { id } = await anAdmission(world, { bedId: null });
    const answer = await post(`encounters/${id}/fluids`, body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

describe('Wounds and drains', () => {
  it('are recorded, measured and ended once', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const place = { kind: 'drain', type: 'Dẫn lưu ổ bụng', location: 'Hố chậu phải' };
    const { body: drain } = await post(`encounters/${id}/sites`, place);
    const wound = (await post(`encounters/${id}/sites`, { ...place, kind: 'wound', type: 'Vết mổ' })).body;
    const out = { direction: 'out', kind: 'drain', volume: 60 };
    expect((await post(`encounters/${id}/fluids`, { ...out, siteId: drain.id })).status).toBe(201);
    expect((await post(`encounters/${id}/fluids`, { ...out, siteId: wound.id })).status).toBe(400);
    const seen = { kind: 'wound', items: { lengthMm: 45, exudate: 'ít, trong' } };
    expect((await post(`encounters/${id}/assessments`, { ...seen, siteId: wound.id })).status).toBe(201);
    expect((await post(`encounters/${id}/assessments`, { ...seen, siteId: drain.id })).status).toBe(400);
    const ended = await post(`sites/${drain.id}/end`, { reason: 'Rút ống' }, version(1));
    expect(ended.body).toMatchObject({ endedReason: 'Rút ống', endedAt: expect.any(String) });
    expect((await post(`sites/${drain.id}/end`, { reason: 'Rút ống' }, version(2))).status).toBe(409);
    expect((await get(`encounters/${id}/sites`)).body.items).toHaveLength(2);
  });
});

describe('Falls and pressure ulcers', () => {
  const morse = (points: readonly number[]) => {
    const names = ['fallHistory', 'secondaryDiagnosis', 'ambulatoryAid', 'intravenousAccess', 'gait', 'mentalStatus'];
    return { kind: 'morse', items: Object.fromEntries(names.map((name, at) => [name, points[at]])) };
  };
  const braden = (points: readonly number[]) => {
    const names = ['sensoryPerception', 'moisture', 'activity', 'mobility', 'nutrition', 'frictionAndShear'];
    return { kind: 'braden', items: Object.fromEntries(names.map((name, at) => [name, points[at]])) };
  };

  it.each([
    [morse([0, 0, 0, 0, 0, 0]), 0, 'low', '59460-6'],
    [morse([0, 0, 0, 20, 0, 0]), 20, 'low', '59460-6'],
    [morse([25, 0, 0, 0, 0, 0]), 25, 'moderate', '59460-6'],
    [morse([25, 15, 0, 0, 0, 0]), 40, 'moderate', '59460-6'],
    [morse([25, 0, 0, 20, 0, 0]), 45, 'high', '59460-6'],
    [morse([25, 15, 30, 20, 20, 15]), 125, 'high', '59460-6'],
    [braden([4, 4, 4, 4, 4, 3]), 23, 'none', '38227-5'],
    [braden([4, 4, 3, 3, 3, 2]), 19, 'none', '38227-5'],
    [braden([4, 3, 3, 3, 3, 2]), 18, 'low', '38227-5'],
    [braden([3, 3, 3, 2, 2, 2]), 15, 'low', '38227-5'],
    [braden([3, 3, 2, 2, 2, 2]), 14, 'moderate', '38227-5'],
    [braden([3, 2, 2, 2, 2, 2]), 13, 'moderate', '38227-5'],
    [braden([2, 2, 2, 2, 2, 2]), 12, 'high', '38227-5'],
    [braden([2, 2, 2, 2, 1, 1]), 10, 'high', '38227-5'],
    [braden([2, 2, 2, 1, 1, 1]), 9, 'very-high', '38227-5'],
    [braden([1, 1, 1, 1, 1, 1]), 6, 'very-high', '38227-5'],
  ])('%j is %i: a %s risk, with a plan', async (input, total, risk, code) => {
    const { id } = await anAdmission(world, { bedId: null });
    const { status, body } = await post(`encounters/${id}/assessments`, input);
    expect([status, body.total, body.risk, body.code, body.plan.length > 5]).toEqual([201, total, risk, code, true]);
  });

  it.each([
    [morse([5, 0, 0, 0, 0, 0]), '/items/fallHistory'],
    [morse([25, 15, 0, 0, 0]), '/items/mentalStatus'],
    [braden([4, 4, 4, 4, 4, 4]), '/items/frictionAndShear'],
  ])('%j is refused', async (input, pointer) => {
    const { id } = await anAdmission(world, { bedId: null });
    const answer = await post(`encounters/${id}/assessments`, input);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

describe('A call to a patient who gets worse', () => {
  it('is raised once for a set, with its score, and answered once by a doctor', async () => {
    const { id } = await anAdmission(world, { patientId: (await aPatient(world, { sex: 'male' })).id, bedId: null });
    const { body: set } = await post(`encounters/${id}/vitals`, {
      ...WELL,
      consciousness: 'V',
      systolic: 88,
      oxygenSaturation: 90,
    });
    const raised = await Promise.all([1, 2, 3].map(() => post(`vitals/${set.id}/escalate`, { note: 'Tụt huyết áp' })));
    expect(raised.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { body: call } = raised.find(({ status }) => status === 201)!;
    expect(call).toMatchObject({
      score: 'NEWS2',
      total: 9,
      risk: 'high',
      status: 'raised',
      raisedBy: { id: world.staff.nurse.id },
    });
    const answer = { response: 'Đã khám, truyền dịch' };
    expect((await post(`escalations/${call.id}/acknowledge`, answer, version(1))).status).toBe(403);
    const acknowledge = (n: number) =>
      world.as('doctor').post(`/api/v1/escalations/${call.id}/acknowledge`, answer, version(n));
    expect((await acknowledge(1)).body).toMatchObject({
      status: 'acknowledged',
      response: 'Đã khám, truyền dịch',
      acknowledgedBy: { id: world.staff.doctor.id },
    });
    expect([(await acknowledge(1)).status, (await acknowledge(2)).status]).toEqual([412, 409]);
    expect((await get(`encounters/${id}/escalations`)).body.items).toHaveLength(1);
  });

  it('goes to whom it names at once, to the doctor on duty and the head in time, and ends with the answer', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const { body: set } = await post(`encounters/${id}/vitals`, WELL);
    const { body: call } = await post(`vitals/${set.id}/escalate`, { staffId: world.staff.doctor.id });
    const theirs = async () => {
      const { body } = await world.as('doctor').get('/api/v1/tasks/mine?limit=100');
      return body.items.find(({ focusId }: { focusId: string }) => focusId === call.id);
    };
    expect(await theirs()).toMatchObject({
      kind: 'called-to-patient',
      focus: 'escalation',
      encounterId: id,
      steps: [{ to: 'requester' }],
      dueAt: expect.any(String),
    });
    const answer = { response: 'Đang đến' };
    await world.as('doctor').post(`/api/v1/escalations/${call.id}/acknowledge`, answer, version(1));
    expect(await theirs()).toBeUndefined();
    const rows = await world.sql('SELECT status FROM task WHERE focus_id = $1', [call.id]);
    expect(rows).toEqual([{ status: 'settled' }]);
  });

  it('takes with its answer the alarm that there was, which goes to nobody else; what asks for somebody later is open', async () => {
    const { id } = await anAdmission(world, { patientId: (await aPatient(world, { sex: 'male' })).id, bedId: null });
    const alarms = () =>
      world.sql(
        `SELECT kind, status, acknowledged_by AS by, due_at AS due FROM task WHERE focus_id = $1 ORDER BY created_at, id`,
        [id],
      );
    const chart = (values: object) => post(`encounters/${id}/vitals`, { ...WELL, diastolic: 50, ...values });
    const acknowledge = (call: string, response: string) =>
      world.as('doctor').post(`/api/v1/escalations/${call}/acknowledge`, { response }, version(1));
    const red = (await chart({ systolic: 88 })).body;
    const call = (await post(`vitals/${red.id}/escalate`, {})).body;
    // Worse than what the doctor was called about.
    const worse = (await chart({ systolic: 85, oxygenSaturation: 90, consciousness: 'V' })).body;
    expect((await acknowledge(call.id, 'Truyền 500 ml, đo lại sau 15 phút')).status).toBe(200);
    const theirs = { status: 'acknowledged', by: world.staff.doctor.id, due: null };
    const waits = { kind: 'news2-high', status: 'open', by: null };
    expect(await alarms()).toMatchObject([{ kind: 'news2-red', ...theirs }, waits]);
    const again = (await post(`vitals/${worse.id}/escalate`, {})).body;
    await acknowledge(again.id, 'Đã khám, chuyển hồi sức');
    expect(await alarms()).toMatchObject([{}, { kind: 'news2-high', ...theirs }]);
    await chart({ systolic: 80, oxygenSaturation: 88, consciousness: 'P' });
    expect(await alarms()).toMatchObject([{}, {}, waits]);
  });
});

describe('Who is due', () => {
  it('is told for a ward, the longest overdue first, with score, trend, level of care and call; children by their own score', async () => {
    const ward = world.wards[1].id;
    const man = async () => (await aPatient(world, { sex: 'male' })).id;
    const [sick, well, fresh] = [await man(), await man(), await man()];
    const child = (await aPatient(world, { birthDate: hospitalDate(new Date(Date.now() - 800 * 86_400_000)) })).id;
    const admitted: Record<string, string> = {};
    for (const patientId of [sick, well, fresh, child]) {
      admitted[patientId] = (await anAdmission(world, { patientId, wardId: ward, bedId: null })).id;
    }
    const chart = (patientId: string, body: object) => post(`encounters/${admitted[patientId]}/vitals`, body);
    await chart(sick, WELL);
    const { body: set } = await chart(sick, { ...WELL, consciousness: 'V', systolic: 88, oxygenSaturation: 90 });
    await post(`vitals/${set.id}/escalate`, {});
    await chart(well, WELL);
    await world.as('doctor').post(`/api/v1/encounters/${admitted[well]}/care-level`, { level: 'I' });
    const hot = { ...WELL, heartRate: 150, respiratoryRate: 42, systolic: 92, diastolic: 50, temperature: 39.2 };
    expect((await chart(child, { ...hot, capillaryRefill: 3, respiratoryEffort: 'mild' })).status).toBe(201);
    const { status, body } = await get(`wards/${ward}/due`);
    expect(status).toBe(200);
    const rows = body.items.filter(({ patientId }: { patientId: string }) => patientId in admitted);
    const shown = rows.map((row: Record<string, unknown>) => [
      row.patientId,
      row.score,
      row.total,
      row.trend,
      row.because,
      row.careLevel,
    ]);
    const expected = [
      [child, 'PEWS', 8, null, 'score', null],
      [fresh, null, null, null, 'admission', null],
      [sick, 'NEWS2', 9, 'rising', 'score', null],
      [well, 'NEWS2', 0, null, 'care-level', 'I'],
    ];
    expect(new Set(shown)).toEqual(new Set(expected));
    expect(rows.map(({ dueAt }: { dueAt: string }) => dueAt)).toEqual(
      rows.map(({ dueAt }: { dueAt: string }) => dueAt).sort(),
    );
    const found = rows.find(({ patientId }: { patientId: string }) => patientId === sick);
    expect(found).toMatchObject({ risk: 'high', escalation: { vitalsId: set.id, status: 'raised' } });
    const { body: board } = await get(`wards/${ward}/board`);
    const row = board.items.find((item: { encounter?: { patientId: string } }) => item.encounter?.patientId === child);
    expect(row.encounter.vitals).toMatchObject({ news2: null, pewsTotal: 8, pews: { age: '1-4-years', risk: 'high' } });
  });
});
