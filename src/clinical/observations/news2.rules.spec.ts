import fc from 'fast-check';
import { news2, NEWS2_PARAMETERS } from './news2.rules.js';
import type { News2Scale, News2Values } from './news2.rules.js';

const WELL: Required<News2Values> = {
  respiratoryRate: 16,
  oxygenSaturation: 98,
  supplementalOxygen: false,
  systolic: 120,
  heartRate: 70,
  consciousness: 'A',
  temperature: 37,
};
/** On scale 2, on air and on oxygen, 90 % scores nothing. */
const AT_TARGET = { ...WELL, oxygenSaturation: 90 };

const scored = (values: News2Values, scale: News2Scale = 1) => news2(values, { scale }).parts;

describe('each parameter of NEWS2 scores by the chart of the Royal College of Physicians', () => {
  it.each([
    [2, 3], [8, 3], [9, 1], [11, 1], [12, 0], [20, 0], [21, 2], [24, 2], [25, 3], [60, 3],
  ])('respiratory rate %d/min: %i', (respiratoryRate, points) =>
    expect(scored({ ...WELL, respiratoryRate }).respiratoryRate).toBe(points),
  ); // prettier-ignore

  it.each([
    [30, 3], [91, 3], [92, 2], [93, 2], [94, 1], [95, 1], [96, 0], [100, 0],
  ])('SpO₂ %d %% on scale 1: %i, on air and on oxygen', (oxygenSaturation, points) => {
    expect(scored({ ...WELL, oxygenSaturation }).oxygenSaturation).toBe(points);
    expect(scored({ ...WELL, oxygenSaturation, supplementalOxygen: true }).oxygenSaturation).toBe(points);
  }); // prettier-ignore

  it.each([
    [83, 3, 3], [84, 2, 2], [85, 2, 2], [86, 1, 1], [87, 1, 1], [88, 0, 0], [92, 0, 0],
    [93, 0, 1], [94, 0, 1], [95, 0, 2], [96, 0, 2], [97, 0, 3], [100, 0, 3],
  ])('SpO₂ %d %% on scale 2: %i on air, %i on oxygen', (oxygenSaturation, onAir, onOxygen) => {
    expect(scored({ ...WELL, oxygenSaturation }, 2).oxygenSaturation).toBe(onAir);
    expect(scored({ ...WELL, oxygenSaturation, supplementalOxygen: true }, 2).oxygenSaturation).toBe(onOxygen);
  }); // prettier-ignore

  it.each([[false, 0], [true, 2]])('supplemental oxygen %s: %i', (supplementalOxygen, points) =>
    expect(scored({ ...WELL, supplementalOxygen }).supplementalOxygen).toBe(points),
  ); // prettier-ignore

  it.each([
    [50, 3], [90, 3], [91, 2], [100, 2], [101, 1], [110, 1], [111, 0], [219, 0], [220, 3], [300, 3],
  ])('systolic %d mmHg: %i', (systolic, points) => expect(scored({ ...WELL, systolic }).systolic).toBe(points)); // prettier-ignore

  it.each([
    [20, 3], [40, 3], [41, 1], [50, 1], [51, 0], [90, 0], [91, 1], [110, 1], [111, 2], [130, 2], [131, 3], [200, 3],
  ])('pulse %d/min: %i', (heartRate, points) => expect(scored({ ...WELL, heartRate }).heartRate).toBe(points)); // prettier-ignore

  it.each([['A', 0], ['C', 3], ['V', 3], ['P', 3], ['U', 3]] as const)('consciousness %s: %i', (consciousness, points) =>
    expect(scored({ ...WELL, consciousness }).consciousness).toBe(points),
  ); // prettier-ignore

  it.each([
    [30, 3], [35.0, 3], [35.1, 1], [36.0, 1], [36.1, 0], [38.0, 0], [38.1, 1], [39.0, 1], [39.1, 2], [42, 2],
  ])('temperature %d °C: %i', (temperature, points) =>
    expect(scored({ ...WELL, temperature }).temperature).toBe(points),
  ); // prettier-ignore

  it('rounds what a device sends to the steps of the chart', () => {
    expect(scored({ ...WELL, temperature: 35.04 }).temperature).toBe(3);
    expect(scored({ ...WELL, temperature: 38.04 }).temperature).toBe(0);
    expect(scored({ ...WELL, respiratoryRate: 20.4 }).respiratoryRate).toBe(0);
  });
});

describe('the response', () => {
  it.each([
    ['total 0: every 12 hours', {}, 0, 'low', false, 720],
    ['total 1: every 4 hours', { heartRate: 91 }, 1, 'low', false, 240],
    ['total 4: every 4 hours', { heartRate: 111, temperature: 39.1 }, 4, 'low', false, 240],
    ['total 3 from one parameter: hourly, urgent ward review', { consciousness: 'C' }, 3, 'low-medium', true, 60],
    ['total 4 with one red parameter: hourly', { systolic: 90, heartRate: 91 }, 4, 'low-medium', true, 60],
    ['total 5 from small parts: hourly', { heartRate: 111, temperature: 39.1, systolic: 110 }, 5, 'medium', false, 60],
    ['total 6 with red parameters: medium', { systolic: 90, consciousness: 'V' }, 6, 'medium', true, 60],
    ['total 7: continuous', { systolic: 90, consciousness: 'V', heartRate: 50 }, 7, 'high', true, 0],
    ['total 7 without a red parameter: continuous',
      { respiratoryRate: 24, oxygenSaturation: 93, heartRate: 111, temperature: 38.1 }, 7, 'high', false, 0],
  ] as const)('%s', (_name, changed, total, risk, redParameter, recheckMinutes) =>
    expect(news2({ ...WELL, ...changed }, { scale: 1 })).toMatchObject({
      total, partial: total, missing: [], risk, redParameter, recheckMinutes,
    }),
  ); // prettier-ignore

  it('to the worst of everything is a total of 20', () => {
    const worst: News2Values = {
      respiratoryRate: 30,
      oxygenSaturation: 80,
      supplementalOxygen: true,
      systolic: 70,
      heartRate: 140,
      consciousness: 'U',
      temperature: 34,
    };
    expect(news2(worst, { scale: 1 }).total).toBe(20);
    expect(news2(worst, { scale: 2 }).total).toBe(20);
  });
});

describe('a round with something missing has no total', () => {
  it.each(NEWS2_PARAMETERS)('%s missing', (parameter) => {
    const score = news2({ ...AT_TARGET, [parameter]: undefined }, { scale: 2 });
    expect(score).toMatchObject({ total: null, partial: 0, missing: [parameter], risk: null, recheckMinutes: null });
    expect(score.parts).not.toHaveProperty(parameter);
  });

  it('says nothing reassuring of an empty round', () => {
    const empty = news2({ heartRate: null }, { scale: 1 });
    expect(empty).toMatchObject({ total: null, partial: 0, missing: [...NEWS2_PARAMETERS], parts: {}, risk: null });
  });

  it('still raises the risk that what is there shows', () => {
    expect(news2({ consciousness: 'U' }, { scale: 1 })).toMatchObject({ risk: 'low-medium', recheckMinutes: 60 });
    expect(news2({ consciousness: 'U', systolic: 80 }, { scale: 1 })).toMatchObject({ total: null, risk: 'medium' });
    expect(
      news2({ ...WELL, consciousness: 'U', systolic: 80, heartRate: 45, temperature: null }, { scale: 1 }),
    ).toMatchObject({ total: null, partial: 7, risk: 'high', recheckMinutes: 0 });
  });

  it('leaves a high saturation on scale 2 unscored when nobody says whether oxygen is given', () => {
    const score = news2({ ...WELL, oxygenSaturation: 97, supplementalOxygen: null }, { scale: 2 });
    expect(score.parts).not.toHaveProperty('oxygenSaturation');
    expect(score.missing).toEqual(['supplementalOxygen']);
  });
});

describe('for any round', () => {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const anyRound: fc.Arbitrary<News2Values> = fc.record({
    respiratoryRate: maybe(fc.double({ min: 2, max: 100, noNaN: true })),
    oxygenSaturation: maybe(fc.double({ min: 30, max: 100, noNaN: true })),
    supplementalOxygen: maybe(fc.boolean()),
    systolic: maybe(fc.double({ min: 30, max: 300, noNaN: true })),
    heartRate: maybe(fc.double({ min: 10, max: 300, noNaN: true })),
    consciousness: maybe(fc.constantFrom('A', 'C', 'V', 'P', 'U')),
    temperature: maybe(fc.double({ min: 25, max: 45, noNaN: true })),
  });

  it('the score is the sum of its parts, 0 to 20, and a total needs every parameter', () => {
    fc.assert(
      fc.property(anyRound, fc.constantFrom(1, 2), (round, scale) => {
        const { total, partial, missing, parts, redParameter } = news2(round, { scale });
        const points = Object.values(parts);
        expect(partial).toBe(points.reduce((sum: number, part) => sum + part, 0));
        expect(partial).toBeLessThanOrEqual(20);
        expect(total).toBe(missing.length === 0 ? partial : null);
        expect(redParameter).toBe(points.includes(3));
      }),
    );
  });

  it('one more measurement never lowers what is already known', () => {
    fc.assert(
      fc.property(anyRound, fc.constantFrom(...NEWS2_PARAMETERS), (round, hidden) => {
        const known = news2({ ...round, [hidden]: undefined }, { scale: 1 });
        expect(news2(round, { scale: 1 }).partial).toBeGreaterThanOrEqual(known.partial);
      }),
    );
  });
});
