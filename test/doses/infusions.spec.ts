import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmptyBags } from '../../src/clinical/doses/empty-bags.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { aMedicine, anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { ago, bagsOf, BAG, CEFAZOLIN, codeOf, NORADRENALINE, titrated } from './a-bag.js';
import { sheetOf, version } from './a-sheet.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const { act, give, sheet, signedAgo } = sheetOf(() => world);
const HOUR = 3_600_000;
const { aBag, begun } = bagsOf(() => world);

describe('A bag that runs', () => {
  it('is begun by one of eight nurses who try at once; each other is told who and when', async () => {
    const { dose } = await aBag(0);
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(dose.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect([codeOf(refused), refused.body.by.id, typeof refused.body.at]).toEqual([
      ...['dose-running', world.staff.nurse.id],
      'string',
    ]);
    expect(await world.sql('SELECT kind FROM infusion_step WHERE dose_id = $1', [dose.id])).toEqual([
      { kind: 'begin' },
    ]);
  });

  it('tells how fast, since when, how much went in and when it is empty; paused it stands still', async () => {
    const { order, id } = await begun(2);
    const [running] = (await sheet(order.encounterId)).filter((item) => item.id === id) as unknown as {
      running: { mlPerHour: number; infused: number; bag: { volume: number; emptyAt: string; isEmpty: boolean } };
    }[];
    expect(running!.running).toMatchObject({
      state: 'in-progress',
      rate: { value: 100, unit: 'mL/h' },
      mlPerHour: 100,
    });
    expect(running!.running.infused).toBeCloseTo(200, 0);
    const left = (Date.parse(running!.running.bag.emptyAt) - Date.now()) / HOUR;
    expect([running!.running.bag.volume, Math.round(left), running!.running.bag.isEmpty]).toEqual([500, 3, false]);
    const slower = await act(id, 'rate', { value: 50, reason: 'Khó thở', at: ago(1) }, 1);
    expect([slower.status, slower.body.running.infused]).toEqual([200, 150]);
    const paused = await act(id, 'pause', { reason: 'Đi chụp phim', at: ago(0.5) }, 2);
    expect(paused.body).toMatchObject({ status: 'paused', running: { infused: 125, mlPerHour: null } });
    expect(codeOf(await act(id, 'rate', { value: 60, reason: 'Gõ nhầm' }, 3))).toBe('dose-paused');
    const resumed = await act(id, 'resume', {}, 3);
    expect(resumed.body).toMatchObject({ status: 'in-progress', running: { rate: { value: 50 }, infused: 125 } });
    const early = await act(id, 'finish', {}, 4);
    expect([early.status, codeOf(early), early.body.infused, early.body.volume]).toEqual([
      ...[422, 'dose-volume-needed', 125],
      500,
    ]);
    expect(codeOf(await act(id, 'stop', { reason: 'Phù', volume: 600 }, 4))).toBe('dose-volume-above');
    expect(codeOf(await act(id, 'stop', { reason: 'Phù' }, 4))).toBe('dose-volume-needed');
    const stopped = await act(id, 'stop', { reason: 'Phù', volume: 130 }, 4);
    // A quarter of the bag went in, and so did a quarter of what was in it.
    expect(stopped.body).toMatchObject({
      ...{ status: 'stopped', running: { infused: 130 } },
      recorded: { dose: { value: 260, unit: 'mg' }, reason: 'Phù' },
    });
    for (const [step, body] of [
      ['rate', { value: 20, reason: 'Gõ nhầm' }],
      ['bag', {}],
      ['resume', {}],
      ['finish', {}],
    ] as const) {
      expect(codeOf(await act(id, step, body, 5))).toBe('dose-stopped');
    }
  });

  it('goes on slower than before for a reason alone, and takes no bag of somebody else or of something else', async () => {
    const { order, id } = await begun(2);
    await act(id, 'rate', { value: 70, reason: 'Tiểu ít', at: ago(1.5) }, 1);
    await act(id, 'pause', { reason: 'Thay kim luồn', at: ago(1) }, 2);
    const slow = { rate: { value: 11 } };
    const asked = await act(id, 'resume', slow, 3);
    expect([asked.status, codeOf(asked), asked.body.errors[0].pointer]).toEqual([
      ...[422, 'dose-reason-needed'],
      '/reason',
    ]);
    // As before it goes on without a word: why it is slower than was ordered is known.
    expect((await act(id, 'resume', { rate: { value: 70 }, at: ago(0.9) }, 3)).status).toBe(200);
    await act(id, 'pause', { reason: 'Thay kim luồn', at: ago(0.5) }, 4);
    const told = await act(id, 'resume', { ...slow, reason: 'Phù hai chi dưới' }, 5);
    expect([told.status, told.body.running.rate.value, told.body.running.steps.at(-1).reason]).toEqual([
      ...[200, 11],
      'Phù hai chi dưới',
    ]);
    const other = await anEncounter(world);
    const mrnOf = async (patientId: string) =>
      (await world.as('nurse').get(`/api/v1/patients/${patientId}`)).body.mrn as string;
    const [own, foreign] = [await mrnOf(order.patientId), await mrnOf(other.patientId)];
    expect(codeOf(await act(id, 'bag', { scan: { patient: foreign } }, 6))).toBe('dose-other-patient');
    const wrong = { scan: { patient: own, medication: NORADRENALINE.code } };
    expect(codeOf(await act(id, 'bag', wrong, 6))).toBe('dose-other-drug');
    expect((await act(id, 'bag', { scan: { patient: own, medication: CEFAZOLIN.code } }, 6)).status).toBe(200);
  });

  it('is set by one of sixteen nurses who all read it as it was, and so is what follows', async () => {
    const { id } = await begun(1);
    for (const [version, step, body] of [
      [1, 'rate', { reason: 'Rét run' }],
      [2, 'pause', { reason: 'Đi siêu âm' }],
      [3, 'bag', {}],
      [4, 'resume', { reason: 'Xong siêu âm' }],
    ] as const) {
      const said = (n: number) => ({ ...body, ...(step === 'rate' && { value: 20 + n }) });
      const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => act(id, step, said(n), version)));
      const won = answers.filter(({ status }) => status === 200);
      expect([step, won.length, won[0]?.body.version]).toEqual([step, 1, version + 1]);
    }
    const kept = await world.sql('SELECT kind FROM infusion_step WHERE dose_id = $1 ORDER BY number', [id]);
    expect(kept.map(({ kind }) => kind)).toEqual(['begin', 'rate', 'pause', 'bag', 'resume']);
  });

  it('asks why a bag is ten times off, when it begins and when the next is hung', async () => {
    const { dose } = await aBag(1);
    for (const volume of [5000, 50]) {
      const asked = await give(dose.id, { givenAt: ago(1), volume });
      expect([volume, codeOf(asked), asked.body.errors[0].pointer]).toEqual([volume, 'dose-reason-needed', '/reason']);
    }
    expect((await give(dose.id, { givenAt: ago(1), volume: 1000 })).body.running.bag.volume).toBe(1000);
    expect(codeOf(await act(dose.id, 'bag', { volume: 5000 }, 1))).toBe('dose-reason-needed');
    const small = await act(dose.id, 'bag', { volume: 100, reason: 'Kho chỉ còn túi 100 mL' }, 1);
    expect([small.status, small.body.running.bag.volume, small.body.running.steps.at(-1).reason]).toEqual([
      ...[200, 100],
      'Kho chỉ còn túi 100 mL',
    ]);
  });

  it('takes another bag, and ends with all that was hung', async () => {
    const { id } = await begun(5.5);
    const changed = await act(id, 'bag', { at: ago(0.5) }, 1);
    expect(changed.body.running).toMatchObject({ infused: 550, bag: { volume: 500, infused: 50 } });
    const ended = await act(id, 'finish', { volume: 560 }, 2);
    expect(ended.body).toMatchObject({ status: 'given', running: { state: 'given', infused: 560 } });
    const whole = await begun(5);
    expect((await act(whole.id, 'finish', {}, 1)).body.running.infused).toBe(500);
  });

  it('is put right step by step, with both kept, and times in their order', async () => {
    const { id } = await begun(4);
    await act(id, 'rate', { value: 10, reason: 'Gõ nhầm', at: ago(2) }, 1);
    const before = await act(id, 'pause', { reason: 'Gõ nhầm', at: ago(5) }, 2);
    expect([before.status, before.body.errors[0].rule]).toEqual([400, 'fits-steps']);
    const { body } = await act(id, 'pause', { reason: 'Chụp phim', at: ago(1) }, 2);
    const [, rate, pause] = body.running.steps as { id: string }[];
    const correct = (step: string, input: object, n: number) => act(id, `steps/${step}/correct`, input, n);
    const [begin] = body.running.steps as { id: string }[];
    const early = await correct(begin!.id, { outcome: 'otherwise', reason: 'Gõ nhầm', at: ago(30) }, 3);
    expect([early.status, early.body.errors[0]]).toMatchObject([400, { pointer: '/at', rule: 'before-start' }]);
    const right = await correct(rate!.id, { outcome: 'otherwise', reason: 'Gõ nhầm', rate: { value: 90 } }, 3);
    expect([right.status, right.body.running.infused]).toEqual([200, 290]);
    const steps = right.body.running.steps as { kind: string; isInError: boolean; replacesId: string | null }[];
    expect(steps.filter(({ kind }) => kind === 'rate').map((step) => [step.isInError, step.replacesId])).toEqual([
      [true, null],
      [false, rate!.id],
    ]);
    expect(codeOf(await correct(rate!.id, { outcome: 'not-happened', reason: 'Gõ nhầm' }, 4))).toBe(
      'infusion-step-in-error',
    );
    const gone = await correct(pause!.id, { outcome: 'not-happened', reason: 'Bấm nhầm giường' }, 4);
    expect(gone.body.status).toBe('in-progress');
    expect((await correct(rate!.id, { outcome: 'otherwise', reason: 'Gõ nhầm' }, 99)).status).toBe(412);
    expect(codeOf(await act(id, 'correct', { outcome: 'given', reason: 'Gõ nhầm' }, 5))).toBe('dose-of-steps');
    const never = await act(id, 'correct', { outcome: 'not-given', reason: 'Nhầm giường' }, 5);
    expect([never.body.recorded, never.body.status]).toEqual([null, 'overdue']);
    expect((await give(id, { reason: 'Muộn' }, 6)).body.status).toBe('in-progress');
  });

  it('asks the ward when it is empty, once, and no more when another bag hangs', async () => {
    const { id } = await begun(6);
    const look = () => world.app.get(EmptyBags, { strict: false }).look();
    const open = async () =>
      (await world.as('nurse').get('/api/v1/tasks/mine')).body.items.filter(
        (task: { focusId: string; kind: string }) => task.focusId === id && task.kind === 'infusion-empty',
      );
    await look();
    await look();
    expect(await open()).toEqual([
      expect.objectContaining({ about: expect.stringContaining('Cefazolin 1 g: hết dịch') }),
    ]);
    await act(id, 'bag', {}, 1);
    expect(await open()).toEqual([]);
  });

  it('is asked to be stopped when its order ends, and stands on the list of a discharge', async () => {
    const { order, id } = await begun(1);
    const doctor = world.as('doctor');
    const now = (await doctor.get(`/api/v1/orders/${order.id}`)).body.version;
    await doctor.post(`/api/v1/orders/${order.id}/discontinue`, { reason: 'Hết sốt' }, version(now));
    const tasks = (await world.as('nurse').get('/api/v1/tasks/mine')).body.items as { focusId: string; kind: string }[];
    expect(tasks.filter(({ focusId }) => focusId === id).map(({ kind }) => kind)).toEqual(['infusion-to-stop']);
    const dose = (await sheet(order.encounterId)).find((item) => item.id === id) as unknown as {
      running: { toBeStopped: string };
    };
    expect(dose.running.toBeStopped).toBe('order-ended');
    expect(codeOf(await act(id, 'rate', { value: 50, reason: 'Gõ nhầm' }, 1))).toBe('dose-order-ended');
    const { body: left } = await doctor.get(`/api/v1/encounters/${order.encounterId}/open-items`);
    expect(JSON.stringify(left)).toContain('running-infusion');
    expect((await act(id, 'stop', { reason: 'Y lệnh ngừng', volume: 100 }, 1)).status).toBe(200);
    const after = (await world.as('nurse').get('/api/v1/tasks/mine')).body.items as { focusId: string }[];
    expect(after.filter(({ focusId }) => focusId === id)).toEqual([]);
  });

  it('is asked to be paused while its order is on hold, and no more once that is in force again', async () => {
    const { order, id } = await begun(1);
    const doctor = world.as('doctor');
    const turn = async (what: string, body: object = {}) => {
      const { version: now } = (await doctor.get(`/api/v1/orders/${order.id}`)).body;
      const { status } = await doctor.post(`/api/v1/orders/${order.id}/${what}`, body, version(now));
      expect(status).toBe(200);
      const { items } = (await world.as('nurse').get('/api/v1/tasks/mine')).body as {
        items: { focusId: string; about: string }[];
      };
      return items.filter(({ focusId }) => focusId === id).map(({ about }) => about);
    };
    expect(await turn('hold', { reason: 'Chờ mổ' })).toEqual([
      expect.stringMatching(/^Cefazolin 1 g: chỉ định tạm dừng lúc .*tạm ngừng/),
    ]);
    expect(await turn('resume')).toEqual([]);
  });

  it('counts in the balance of fluids by the hour, and charting it by hand as well is asked about', async () => {
    const { order, id } = await begun(3);
    const path = `/api/v1/encounters/${order.encounterId}/fluids`;
    const { body } = await world.as('nurse').get(path);
    expect(body.infusions).toEqual([expect.objectContaining({ doseId: id, volume: 300, endedAt: null })]);
    const hours = body.infusions[0].hours as { volume: number }[];
    expect(hours.reduce((sum, { volume }) => sum + volume, 0)).toBeCloseTo(300, 0);
    expect(body.days.reduce((sum: number, day: { in: number }) => sum + day.in, 0)).toBe(300);
    expect(body.shifts.reduce((sum: number, shift: { in: number }) => sum + shift.in, 0)).toBe(300);
    const nurse = world.as('nurse');
    const asked = await nurse.post(path, { direction: 'in', kind: 'intravenous', volume: 300 });
    expect([asked.status, asked.body.errors[0].pointer, asked.body.errors[0].rule]).toEqual([
      ...[422, '/kind'],
      'counted-already',
    ]);
    const other = { direction: 'in', kind: 'intravenous', volume: 100, confirmed: ['kind'] };
    expect((await nurse.post(path, other)).status).toBe(201);
    expect((await nurse.post(path, { direction: 'in', kind: 'oral', volume: 200 })).status).toBe(201);
    await act(id, 'stop', { reason: 'Phù', volume: 240 }, 1);
    const after = (await nurse.get(path)).body;
    expect(after.infusions[0].volume).toBe(240);
    expect(after.days.reduce((sum: number, day: { in: number }) => sum + day.in, 0)).toBe(540);
  });

  it('stays in the balance of fluids however long ago it was begun, and is asked about as one of today is', async () => {
    const encounterId = (await anEncounter(world, { hoursAgo: 500 })).id;
    const slow = { ...BAG, infusion: { ...BAG.infusion, rate: { value: 1, unit: 'mL/h' } } };
    const order = await aMedicine(world, {
      ...{ encounterId, medication: CEFAZOLIN, dose: { value: 1000, unit: 'mg' }, more: slow },
    });
    await signedAgo(order.id, 490);
    const period = new URLSearchParams({ from: ago(495), to: ago(440) });
    const { id } = (await sheet(encounterId, `?${period}`)).find(({ orderId }) => orderId === order.id)!;
    expect((await give(id, { givenAt: ago(480), reason: 'Ghi muộn' })).body.status).toBe('in-progress');
    expect((await act(id, 'bag', { at: ago(200) }, 1)).status).toBe(200);
    const path = `/api/v1/encounters/${encounterId}/fluids`;
    const { body } = await world.as('nurse').get(`${path}?from=${encodeURIComponent(ago(48))}`);
    expect(body.infusions).toEqual([expect.objectContaining({ doseId: id, volume: 48, endedAt: null })]);
    const asked = await world.as('nurse').post(path, { direction: 'in', kind: 'intravenous', volume: 50 });
    expect([asked.status, asked.body.errors[0].rule]).toEqual([422, 'counted-already']);
  });

  it('is told in FHIR as what it is: running, on hold, stopped, with its time and its rate', async () => {
    const { id } = await begun(1);
    const read = async () => (await world.as('doctor').get(`/fhir/R4/MedicationAdministration/${id}`)).body;
    const runs = await read();
    expect(runs).toMatchObject({
      status: 'in-progress',
      dosage: { dose: { value: 1000 }, rateQuantity: { value: 100 } },
    });
    expect(Object.keys(runs.effectivePeriod)).toEqual(['start']);
    await act(id, 'pause', { reason: 'Chụp phim' }, 1);
    expect(await read()).toMatchObject({ status: 'on-hold', statusReason: [{ text: 'Chụp phim' }] });
    await act(id, 'stop', { reason: 'Dị ứng', volume: 90 }, 2);
    expect(await read()).toMatchObject({
      ...{ status: 'stopped', statusReason: [{ text: 'Dị ứng' }] },
      effectivePeriod: { start: expect.any(String), end: expect.any(String) },
    });
  });

  it('is kept in order by the database, whoever writes', async () => {
    const { order, id } = await begun(1);
    const write = (statement: string) =>
      runAsSystem('test', () =>
        world.app
          .get(UnitOfWork, { strict: false })
          .write(async (tx) => ({ changed: await tx.$executeRawUnsafe(statement) })),
      );
    const step = (kind: string, at: string, more = '') =>
      write(`INSERT INTO infusion_step (patient_id, encounter_id, dose_id, number, kind, at, reason, rate_value, rate_unit, recorded_by)
        VALUES ('${order.patientId}', '${order.encounterId}', '${id}', 9, '${kind}', ${at}, 'x', ${more || 'NULL, NULL'}, '${world.staff.nurse.id}')`);
    await expect(step('begin', 'now()', "50, 'mL/h'")).rejects.toThrow();
    await expect(step('resume', 'now()', "50, 'mL/h'")).rejects.toThrow();
    await expect(step('pause', "now() - interval '3 hours'")).rejects.toThrow();
    await expect(step('stop', 'now()')).rejects.toThrow();
    await expect(write(`UPDATE dose SET status = 'paused' WHERE id = '${id}'`)).rejects.toThrow();
    await expect(write(`UPDATE infusion_step SET at = now() WHERE dose_id = '${id}'`)).rejects.toThrow();
    await act(id, 'stop', { reason: 'Phù', volume: 100 }, 1);
    await expect(step('rate', 'now()', "50, 'mL/h'")).rejects.toThrow();
    await expect(write(`UPDATE dose SET status = 'in-progress' WHERE id = '${id}'`)).rejects.toThrow();
  });
});

describe('What is titrated', () => {
  const witnessId = () => world.staff['head-nurse'].id;

  it('is set within its range by two people; above it is refused, below it is asked about', async () => {
    const { order, id, running } = await begun(1, titrated(), { witnessId: witnessId() });
    expect(running).toMatchObject({ doseRate: { value: 0.4, unit: 'mg/h' }, doseRatePerKg: null });
    expect(running.doseRateUnknown).toBe('weight');
    const set = (value: number, more: object = {}) =>
      act(id, 'rate', { value, reason: 'Huyết áp 55 mmHg', witnessId: witnessId(), ...more }, 1);
    expect(codeOf(await act(id, 'rate', { value: 8, reason: 'Gõ nhầm' }, 1))).toBe('dose-witness-needed');
    expect(codeOf(await set(25))).toBe('dose-above-order');
    expect(codeOf(await set(1))).toBe('dose-rate-low');
    expect((await set(0)).status).toBe(400);
    const vitals = { weight: 50 };
    const weighed = await world.as('nurse').post(`/api/v1/encounters/${order.encounterId}/vitals`, vitals);
    expect(weighed.status).toBe(201);
    const higher = await set(10);
    // 4 mg in 50 mL at 10 mL/h are 0.8 mg an hour: 0.267 µg for each of 50 kg and each minute.
    expect(higher.body.running).toMatchObject({ doseRatePerKg: { value: 0.267, unit: 'ug/kg/min' }, weightKg: 50 });
    const asked = await act(id, 'rate', { value: 1, reason: 'Cai', witnessId: witnessId(), confirmed: true }, 2);
    expect(asked.status).toBe(200);
  });

  it('goes on and gets its next bag before two people, and below its range for a reason alone', async () => {
    const { id } = await begun(1, titrated(), { witnessId: witnessId() });
    await act(id, 'pause', { reason: 'Thay đường truyền' }, 1);
    expect(codeOf(await act(id, 'resume', {}, 2))).toBe('dose-witness-needed');
    expect(codeOf(await act(id, 'bag', {}, 2))).toBe('dose-witness-needed');
    const seen = { witnessId: witnessId() };
    expect(codeOf(await act(id, 'resume', { ...seen, rate: { value: 1 } }, 2))).toBe('dose-rate-low');
    expect(codeOf(await act(id, 'resume', { ...seen, rate: { value: 21 }, reason: 'Gõ nhầm' }, 2))).toBe(
      'dose-above-order',
    );
    expect((await act(id, 'resume', { ...seen, rate: { value: 1 }, reason: 'Cai dần' }, 2)).status).toBe(200);
    expect((await act(id, 'bag', seen, 3)).status).toBe(200);
  });

  it('by weight is set in its dose or in mL an hour, once the weight is known', async () => {
    const dose = { value: 0.1, unit: 'ug/kg/min' };
    const infusion = { fluid: 'Glucose 5 %', volume: 50, amount: { value: 4, unit: 'mg' } };
    const more = { infusion, titration: { low: 0.05, high: 0.5 } };
    const { id, running } = await begun(1, { ...titrated(more), dose }, { witnessId: witnessId() });
    expect(running).toMatchObject({ mlPerHour: null, infused: null, rate: { value: 0.1, unit: 'ug/kg/min' } });
    const said = { value: 5, unit: 'mL/h', reason: 'Gõ nhầm', witnessId: witnessId() };
    expect((await act(id, 'rate', said, 1)).body.errors[0].pointer).toBe('/unit');
    const encounterId = (await world.sql<{ e: string }>('SELECT encounter_id AS e FROM dose WHERE id = $1', [id]))[0]!
      .e;
    await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { weight: 50 });
    const set = await act(id, 'rate', said, 1);
    // 5 mL/h of 4 mg in 50 mL are 0.4 mg/h: 0.1333 µg/kg/min.
    expect(set.body.running).toMatchObject({ rate: { value: 0.1333, unit: 'ug/kg/min' }, mlPerHour: 5 });
  });

  it('that contradicts itself is refused when it is ordered', async () => {
    const { id: encounterId } = await anEncounter(world);
    for (const [more, pointer] of [
      [{ titration: { low: 20, high: 2 } }, '/titration/low'],
      [{ titration: { low: 6, high: 20 } }, '/titration'],
      [{ infusion: undefined }, '/titration'],
    ] as const) {
      const { medication, dose, more: rest } = titrated(more);
      const order = { kind: 'medication', timing: { once: true }, medication, dose, ...rest };
      const { status, body } = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, order);
      expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    }
  });
});
