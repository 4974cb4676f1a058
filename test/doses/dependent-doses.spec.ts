import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, PARACETAMOL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { ago, bagsOf, codeOf, titrated } from './a-bag.js';
import { type Item, sheetOf, version } from './a-sheet.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const { act, give, sheet, doseOf, signedAgo } = sheetOf(() => world);
const { begun } = bagsOf(() => world);

describe('A dose that depends', () => {
  const ORDER = { kind: 'medication', sign: true } as const;
  const INSULIN = { system: 'http://www.whocc.no/atc', code: 'A10AB01', display: 'Insulin người tác dụng nhanh' };
  const SCALE = {
    unit: 'mmol/L',
    ranges: [
      { from: 4, to: 8, dose: 0 },
      { from: 8, to: 15, dose: 6 },
    ],
  };
  const order = async (fields: object, encounterId?: string) => {
    const id = encounterId ?? (await anEncounter(world)).id;
    return world.as('doctor').post(`/api/v1/encounters/${id}/orders`, { ...ORDER, ...fields });
  };
  const insulin = { medication: INSULIN, dose: { value: 6, unit: '[iU]' }, route: 'subcutaneous', slidingScale: SCALE };
  const second = () => ({ witnessId: world.staff['head-nurse'].id });

  it('on the measured glucose is what the scale says; outside of it nothing is given and its doctor is told', async () => {
    const { body } = await order({ ...insulin, timing: { everyHours: 1 } });
    await signedAgo(body.id, 2);
    const [first, then, last] = (await sheet(body.encounterId)).filter(({ orderId }) => orderId === body.id) as [
      Item,
      Item,
      Item,
    ];
    expect(first).toMatchObject({ dose: { value: 6, unit: '[iU]' }, slidingScale: SCALE, highAlert: true });
    const late = { reason: 'Chờ đo', ...second() };
    expect((await give(first.id, late)).body.type).toMatch(/dose-measure-needed$/);
    const measured = (value: number, unit = 'mmol/L') => ({ ...late, measured: { value, unit } });
    expect((await give(first.id, { ...measured(5.5), dose: { value: 6, unit: '[iU]' } })).body.type).toMatch(
      /dose-above-order$/,
    );
    const given = await give(first.id, measured(180, 'mg/dL'));
    expect(given.body.recorded).toMatchObject({
      dose: { value: 6, unit: '[iU]' },
      measured: { value: 180, unit: 'mg/dL' },
    });
    expect((await give(then.id, measured(5.5))).body.recorded.dose).toEqual({ value: 0, unit: '[iU]' });
    const outside = await give(last.id, measured(22));
    expect(outside.body).toMatchObject({
      status: 'held',
      recorded: { dose: null, measured: { value: 22, unit: 'mmol/L' } },
    });
    expect(outside.body.recorded.reason).toContain('22 mmol/L');
    const { body: tasks } = await world.as('doctor').get('/api/v1/tasks/mine?limit=100');
    expect(tasks.items).toContainEqual(expect.objectContaining({ kind: 'dose-out-of-scale', focusId: body.id }));
    const gap = {
      ...SCALE,
      ranges: [
        { from: 4, to: 8, dose: 0 },
        { from: 9, to: 15, dose: 6 },
      ],
    };
    expect((await order({ ...insulin, slidingScale: gap, timing: { everyHours: 6 } })).body.errors[0].rule).toBe(
      'without-gap',
    );
  });

  it('comes after a loading dose, which is the first and counts in the checks', async () => {
    const phenytoin = {
      medication: { ...PARACETAMOL, code: 'N03AB02', display: 'Phenytoin' },
      dose: { value: 100, unit: 'mg' },
      route: 'oral',
    };
    const { body } = await order({ ...phenytoin, loadingDose: { value: 900, unit: 'mg' }, timing: { everyHours: 8 } });
    const doses = (await sheet(body.encounterId)) as unknown as { loading: boolean; dose: { value: number } }[];
    expect(doses.slice(0, 3).map(({ loading, dose }) => [loading, dose.value])).toEqual([
      [true, 900],
      [false, 100],
      [false, 100],
    ]);
    expect((await give((doses[0] as unknown as Item).id)).body.recorded.dose.value).toBe(900);
    const other = {
      ...phenytoin,
      medication: { ...PARACETAMOL },
      loadingDose: { value: 45_000, unit: 'mg' },
      timing: { everyHours: 8 },
    };
    const stopped = await order(other);
    expect([stopped.status, stopped.body.checks[0].rule]).toEqual([409, 'ten-fold-dose']);
  });

  it('when needed keeps its gap and the most of a day over all orders of the substance', async () => {
    const { id: encounterId } = await anEncounter(world);
    const needed = (maximumPerDay: number) => ({ asNeeded: { minimumGapHours: 5, maximumPerDay } });
    const one = await aMedicine(world, { encounterId, timing: needed(4), dose: { value: 1000, unit: 'mg' } });
    const override = [
      { rule: 'duplicate-therapy', reason: 'Đổi đường dùng' },
      { rule: 'daily-dose', reason: 'Không dùng cùng lúc' },
    ];
    const syrup = {
      medication: { ...PARACETAMOL, code: 'N02BE01', display: 'Paracetamol siro' },
      dose: { value: 1000, unit: 'mg' },
      route: 'oral',
    };
    const { body: two } = await order({ ...syrup, timing: needed(5), overrides: override }, encounterId);
    expect(two.status).toBe('active');
    await signedAgo(one.id, 40);
    await signedAgo(two.id, 40);
    const givenAt = (hours: number) => ({ givenAt: new Date(Date.now() - hours * HOUR).toISOString() });
    const nextOf = async (id: string) =>
      (await sheet(encounterId)).find((dose) => dose.orderId === id && dose.status !== 'given')!;
    expect((await give((await nextOf(one.id)).id, givenAt(5.5))).status).toBe(200);
    expect((await give((await nextOf(two.id)).id, givenAt(2))).body.type).toMatch(/dose-too-soon$/);
    for (const hours of [11, 16.5, 22]) {
      expect((await give((await nextOf(one.id)).id, givenAt(hours))).status).toBe(200);
    }
    const full = await give((await nextOf(two.id)).id);
    expect([full.status, full.body.type]).toEqual([409, expect.stringMatching(/dose-day-maximum$/)]);
    // What was given all the same is recorded once, and marked for good, although its own order allows it.
    const { id: over } = await nextOf(two.id);
    const told = { ...givenAt(0), reason: 'Người nhà đã cho uống', happened: true };
    const answers = await Promise.all(Array.from({ length: 16 }, () => give(over, told)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(15).fill(409)]);
    expect((await sheet(encounterId)).find(({ id }) => id === over)).toMatchObject({ against: ['day-maximum'] });
  });

  it('on a time nobody can mean is refused, and nothing is recorded', async () => {
    const dose = await doseOf(await aMedicine(world));
    for (const givenAt of ['1900-01-01T00:00:00Z', '2999-01-01T00:00:00Z', '2026-02-30T08:00:00Z', '-1', '08:00']) {
      expect([givenAt, (await give(dose.id, { givenAt, reason: 'Thử' })).status]).toEqual([givenAt, 400]);
    }
    expect((await give(dose.id, { dose: { value: -500, unit: 'mg' } })).status).toBe(400);
    expect((await give(dose.id, { dose: { value: 500, unit: 'g' } })).body.errors[0].pointer).toBe('/dose/unit');
    for (const timing of [
      { everyHours: -8 },
      { everyHours: 0 },
      { times: ['25:00'] },
      { once: true, durationDays: -1 },
    ]) {
      expect(
        (await order({ medication: PARACETAMOL, dose: { value: 500, unit: 'mg' }, route: 'oral', timing })).status,
      ).toBe(400);
    }
    expect((await give(dose.id)).status).toBe(200);
  });
});

describe('An infusion that ran otherwise than was ordered', () => {
  const tasksOf = async (id: string) => {
    const { items } = (await world.as('doctor').get('/api/v1/tasks/mine')).body as {
      items: { focusId: string; kind: string; about: string }[];
    };
    return items.filter((task) => task.focusId === id && task.kind === 'dose-against-order').map(({ about }) => about);
  };

  it('that ran faster than was ordered is put right to what really ran: marked, counted, told to the doctor', async () => {
    const { order, id, running } = await begun(3);
    const [begin] = running.steps as { id: string }[];
    const correct = (input: object, n: number, step = begin!.id) => act(id, `steps/${step}/correct`, input, n);
    const right = { outcome: 'otherwise', reason: 'Bơm tiêm đặt nhầm 150 mL/giờ', rate: { value: 150 } };
    const asked = await correct(right, 1);
    expect([asked.status, codeOf(asked)]).toEqual([409, 'dose-above-order']);
    expect(await tasksOf(id)).toEqual([]);
    const told = await correct({ ...right, happened: true }, 1);
    expect([told.status, told.body.against, Math.round(told.body.running.infused)]).toEqual([200, ['rate'], 450]);
    const steps = told.body.running.steps as { isInError: boolean; against: string[]; rate: { value: number } }[];
    expect(steps.map((step) => [step.rate.value, step.isInError, step.against])).toEqual([
      [100, true, []],
      [150, false, ['rate']],
    ]);
    expect(await tasksOf(id)).toEqual(['Cefazolin 1 g: đã truyền nhanh hơn chỉ định. Bơm tiêm đặt nhầm 150 mL/giờ']);
    const { body: fhir } = await world.as('doctor').get(`/fhir/R4/MedicationAdministration/${id}`);
    expect(fhir.note[0].text).toContain('nhanh hơn chỉ định (chỉ định 100 mL/giờ, đã dùng 150 mL/giờ).');
    const { body: fluids } = await world.as('nurse').get(`/api/v1/encounters/${order.encounterId}/fluids`);
    expect(fluids.infusions).toEqual([expect.objectContaining({ doseId: id })]);
    expect(Math.abs(fluids.infusions[0].volume - 450)).toBeLessThanOrEqual(1);
    // From now on it is set as ordered: what ran faster stays marked, and the doctor is told still.
    expect((await act(id, 'rate', { value: 90, reason: 'Đặt lại theo chỉ định' }, 2)).body.against).toEqual(['rate']);
    expect(await tasksOf(id)).toHaveLength(1);
    const [, wrong] = told.body.running.steps as { id: string }[];
    const back = await correct({ outcome: 'otherwise', reason: 'Đọc nhầm máy', rate: { value: 100 } }, 3, wrong!.id);
    expect([back.status, back.body.against, await tasksOf(id)]).toEqual([200, [], []]);
  });

  it('that was found running too fast is recorded with its time, its reason and, where it takes one, a second person', async () => {
    const { id } = await begun(2);
    const fast = { value: 250, reason: 'Khóa dây truyền bị tuột', happened: true };
    const asked = await act(id, 'rate', fast, 1);
    expect([asked.status, codeOf(asked), asked.body.errors[0].pointer]).toEqual([422, 'dose-reason-needed', '/at']);
    expect((await act(id, 'rate', { ...fast, at: ago(1) }, 1)).body).toMatchObject({ against: ['rate'] });
    const witnessId = world.staff['head-nurse'].id;
    const potent = await begun(1, titrated(), { witnessId });
    const [begin] = potent.running.steps as { id: string }[];
    const right = { outcome: 'otherwise', reason: 'Đặt nhầm', rate: { value: 50 }, happened: true };
    const alone = await act(potent.id, `steps/${begin!.id}/correct`, right, 1);
    expect(codeOf(alone)).toBe('dose-witness-needed');
    const seen = await act(potent.id, `steps/${begin!.id}/correct`, { ...right, witnessId }, 1);
    expect([seen.status, seen.body.running.steps.at(-1).witness.id]).toEqual([200, witnessId]);
  });

  it('that was set while its order was on hold stays marked so, also once its time is put right and the order goes on', async () => {
    const { order, id } = await begun(3);
    const turn = async (what: string) => {
      const { version: now } = (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body;
      await world.as('doctor').post(`/api/v1/orders/${order.id}/${what}`, { reason: 'Chờ mổ' }, version(now));
    };
    await turn('hold');
    const set = { value: 90, reason: 'Chưa biết chỉ định dừng', at: ago(1), happened: true };
    const { body } = await act(id, 'rate', set, 1);
    expect([body.against, body.running.steps.at(-1).against]).toEqual([['order-on-hold'], ['order-on-hold']]);
    await turn('resume');
    const right = { outcome: 'otherwise', reason: 'Đọc nhầm giờ', at: ago(0.5) };
    const put = await act(id, `steps/${body.running.steps.at(-1).id}/correct`, right, 2);
    expect([put.status, put.body.against, (await tasksOf(id)).length]).toEqual([200, ['order-on-hold'], 1]);
  });

  it('of which more went in than was hung is ended as it was, marked and told', async () => {
    const { id } = await begun(5);
    const more = { volume: 530 };
    expect(codeOf(await act(id, 'finish', more, 1))).toBe('dose-volume-above');
    expect(codeOf(await act(id, 'finish', { ...more, happened: true }, 1))).toBe('dose-reason-needed');
    const ended = await act(id, 'finish', { ...more, happened: true, reason: 'Chai pha dư 30 mL' }, 1);
    expect(ended.body).toMatchObject({ status: 'given', against: ['volume'], running: { infused: 530 } });
    expect(await tasksOf(id)).toEqual(['Cefazolin 1 g: lượng đã vào nhiều hơn lượng đã treo. Chai pha dư 30 mL']);
  });

  it('has its beginning put right while its order is on hold, and after that has ended', async () => {
    const { order, id, running } = await begun(3);
    const turn = async (what: string) => {
      const { version: now } = (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body;
      await world.as('doctor').post(`/api/v1/orders/${order.id}/${what}`, { reason: 'Chờ mổ' }, version(now));
    };
    await turn('hold');
    const correct = (step: string, input: object, n: number) => act(id, `steps/${step}/correct`, input, n);
    const [begin] = running.steps as { id: string }[];
    const otherwise = { outcome: 'otherwise', reason: 'Ghi nhầm giờ' };
    const held = await correct(begin!.id, { ...otherwise, at: ago(2) }, 1);
    expect([held.status, Math.round(held.body.running.infused)]).toEqual([200, 200]);
    await turn('discontinue');
    const counts = ({ body }: typeof held) =>
      (body.running.steps as { id: string; isInError: boolean }[]).find(({ isInError }) => !isInError)!.id;
    const ended = await correct(counts(held), { ...otherwise, at: ago(2.5) }, 2);
    expect([ended.status, Math.round(ended.body.running.infused), await tasksOf(id)]).toEqual([200, 250, []]);
    expect(codeOf(await correct(counts(ended), { ...otherwise, at: new Date().toISOString() }, 3))).toBe(
      'dose-order-ended',
    );
  });
});
