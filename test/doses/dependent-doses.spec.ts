import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anEncounter, PARACETAMOL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { type Item, sheetOf } from './a-sheet.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
const { give, sheet, doseOf, signedAgo } = sheetOf(() => world);

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
