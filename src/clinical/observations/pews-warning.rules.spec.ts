import { pewsByBand, pewsWarningOf, SAYS } from './pews-warning.rules.js';
import { PEWS_AGES, pews, type PewsValues } from './pews.rules.js';
import { AGE_BANDS } from './plausible-ranges.js';

const WELL: PewsValues = {
  heartRate: 105,
  systolic: 95,
  capillaryRefill: 2,
  respiratoryRate: 30,
  respiratoryEffort: 'normal',
  oxygenSaturation: 98,
  supplementalOxygen: false,
};
const placeOf = (code: string) => AGE_BANDS.findIndex((band) => band.code === code);
const says = (values: PewsValues, band: string, mayAsk = true) => pewsByBand(values, false, mayAsk)[placeOf(band)];

it.each([
  [4, undefined],
  [5, 'pews-medium'],
  [7, 'pews-medium'],
  [8, 'pews-high'],
  [26, 'pews-high'],
] as const)('a score of %i asks for %s', (partial, warning) => expect(pewsWarningOf({ partial })).toBe(warning));

describe('What a set says at an age', () => {
  const pale = { capillaryRefill: 3 };
  it.each([
    ['calm', WELL, SAYS.calm, SAYS.calm],
    ['of 4', { ...WELL, ...pale }, SAYS.calm, SAYS.calm],
    ['of 6', { ...WELL, ...pale, oxygenSaturation: 90 }, SAYS.asks, SAYS.lessHigh],
    ['of 8', { ...WELL, ...pale, respiratoryEffort: 'severe' }, SAYS.asks, SAYS.nothing],
    ['of a pulse alone', { heartRate: 105 }, SAYS.nothing, SAYS.nothing],
    ['of 8 with values missing', { ...pale, respiratoryEffort: 'severe' }, SAYS.asks, SAYS.nothing],
  ] as const)('%s', (_, values, asked, told) => {
    expect([says(values, '2-years'), says(values, '2-years', false)]).toEqual([asked, told]);
  });

  it('of an adult asks for nobody, and a whole set ends what was left of the child', () => {
    const worst = { heartRate: 220, capillaryRefill: 9, respiratoryEffort: 'severe' } as const;
    expect(says(worst, 'adult')).toBe(SAYS.nothing);
    expect(pewsByBand(worst, true, true)[placeOf('adult')]).toBe(SAYS.calm);
  });
});

it('no age of the score is lost between the bands of days: where one warns, the band asks', () => {
  // At every month of a childhood a pulse that warns at that age alone.
  const monthsOf = { '0-3-months': 1, '3-12-months': 6, '1-4-years': 30, '4-12-years': 100, 'over-12-years': 170 };
  for (const age of PEWS_AGES) {
    for (let heartRate = 30; heartRate <= 230; heartRate += 10) {
      const round = { ...WELL, heartRate, capillaryRefill: 3 };
      if (!pewsWarningOf(pews(round, age))) continue;
      const days = monthsOf[age] * 30.4;
      const place = AGE_BANDS.findLastIndex(({ fromDay }) => days >= fromDay);
      expect([age, heartRate, pewsByBand(round, false, true)[place]]).toEqual([age, heartRate, SAYS.asks]);
    }
  }
});
