import { bandsOn } from './plausible-ranges.js';
import { checkVitals, type VitalSigns } from './vital-signs.rules.js';

/**
 * Plausibility against tables that are not ours, written down from their papers and asked by the date of birth: what the healthy have is asked
 * about at no age, what a sick child has is asked about at every age.
 */
const DAY = 86_400_000;
const TODAY = '2026-11-28';
const bornDaysAgo = (days: number) => new Date(Date.parse(TODAY) - days * DAY).toISOString().slice(0, 10);
const bandAt = (days: number) => {
  const born = bornDaysAgo(days);
  const bands = bandsOn({ first: born, last: born }, TODAY);
  expect(bands).toHaveLength(1);
  return bands[0]!;
};
type Verdict = 'usual' | 'asked' | 'refused';
function verdict(days: number, round: VitalSigns): Verdict {
  const { refused, toConfirm } = checkVitals(round, [], bandAt(days));
  if (refused.some(({ rule }) => rule === 'impossible')) return 'refused';
  return toConfirm.length > 0 ? 'asked' : 'usual';
}
const YEAR = 365.25;
const MONTH = YEAR / 12;
/** First, middle and last day of ages. */
const daysOf = (from: number, to: number) => [from, (from + to) / 2, to].map(Math.floor);

/**
 * Fleming S et al., Lancet 2011;377:1011–18, web tables 4 and 5: 1st, 50th and 99th centile of heart rate and respiratory rate.
 * Months of age, from and until.
 */
const FLEMING: readonly (readonly [from: number, to: number, heart: readonly number[], breath: readonly number[]])[] = [
  [0, 3, [107, 143, 181], [25, 43, 66]],
  [3, 6, [104, 140, 175], [24, 41, 64]],
  [6, 9, [98, 134, 168], [23, 39, 61]],
  [9, 12, [93, 128, 161], [22, 37, 58]],
  [12, 18, [88, 123, 156], [21, 35, 53]],
  [18, 24, [82, 116, 149], [19, 31, 46]],
  [24, 36, [76, 110, 142], [18, 28, 38]],
  [36, 48, [70, 104, 136], [17, 25, 33]],
  [48, 72, [65, 98, 131], [17, 23, 29]],
  [72, 96, [59, 91, 123], [16, 21, 27]],
  [96, 144, [52, 84, 115], [14, 19, 25]],
  [144, 180, [47, 78, 108], [12, 18, 23]],
  [180, 192, [43, 73, 104], [11, 16, 22]],
];
const FLEMING_DAYS = FLEMING.flatMap(([from, to, heart, breath]) =>
  daysOf(from * MONTH + 2, to * MONTH - 2).map((days) => [days, heart, breath] as const),
);

it.each(FLEMING_DAYS)(
  'at %i days, what 98 of 100 healthy children have is asked about in none',
  (days, heart, breath) => {
    for (const heartRate of heart) expect([heartRate, verdict(days, { heartRate })]).toEqual([heartRate, 'usual']);
    for (const respiratoryRate of breath) {
      expect([respiratoryRate, verdict(days, { respiratoryRate })]).toEqual([respiratoryRate, 'usual']);
    }
  },
);

it.each(FLEMING_DAYS)(
  'at %i days, a heart or breath far slower than of any healthy child is asked about',
  (days, heart, breath) => {
    expect(verdict(days, { heartRate: Math.floor(heart[0]! * 0.8) })).toBe('asked');
    expect(verdict(days, { respiratoryRate: Math.floor(breath[0]! * 0.7) })).toBe('asked');
  },
);

it.each(FLEMING_DAYS)('at %i days, one far faster than fever explains is asked about', (days, heart, breath) => {
  expect(verdict(days, { heartRate: heart[2]! + 50 })).toBe('asked');
  expect(verdict(days, { respiratoryRate: breath[2]! + 20 })).toBe('asked');
});

/** American Heart Association, Paediatric Advanced Life Support 2020: systolic pressures below these are hypotension. */
const HYPOTENSION: readonly (readonly [days: number, below: number])[] = [
  [28, 70],
  [60, 70],
  [200, 70],
  [364, 70],
  [366, 72],
  [732, 74],
  [1097, 76],
  [1462, 78],
  [2923, 86],
  [4384, 90],
  [5840, 90],
];
it.each(HYPOTENSION)('at %i days, a systolic pressure just below %i mmHg is asked about', (days, below) => {
  expect(verdict(days, { systolic: below - 1 })).toBe('asked');
  expect(verdict(days, { systolic: below })).toBe('usual');
});

/** WHO Child Growth Standards 2006 and Growth Reference 2007: medians of boys, kg and cm. */
const MEDIANS: readonly (readonly [days: number, kg: number, cm: number])[] = [
  [0, 3.3, 49.9],
  [30, 4.5, 54.7],
  [91, 6.4, 61.4],
  [182, 7.9, 67.6],
  [364, 9.6, 75.7],
  [366, 9.6, 75.7],
  [730, 12.2, 87.1],
  [1095, 14.3, 96.1],
  [1460, 16.3, 103.3],
  [1830, 18.3, 110],
  [2920, 25.4, 127.3],
  [3652, 31.2, 137.8],
  [4400, 39.9, 149.1],
  [5500, 56.0, 169],
];
it.each(MEDIANS)(
  'at %i days, a median child of %d kg and %d cm is usual, and ten times or a tenth of it never is',
  (days, kg, cm) => {
    expect(verdict(days, { weight: kg, height: cm })).toBe('usual');
    for (const weight of [kg * 10, kg / 10]) expect(verdict(days, { weight })).not.toBe('usual');
    for (const height of [cm * 10, cm / 10]) expect(verdict(days, { height })).not.toBe('usual');
  },
);

describe('An adult', () => {
  const days = 40 * YEAR;
  it.each([
    [{ heartRate: 40 }, 'usual'],
    [{ heartRate: 39 }, 'asked'],
    [{ heartRate: 150 }, 'usual'],
    [{ heartRate: 151 }, 'asked'],
    [{ heartRate: 350 }, 'asked'],
    [{ heartRate: 351 }, 'refused'],
    [{ respiratoryRate: 8 }, 'usual'],
    [{ respiratoryRate: 7 }, 'asked'],
    [{ respiratoryRate: 41 }, 'asked'],
    [{ respiratoryRate: 151 }, 'refused'],
    [{ systolic: 69 }, 'asked'],
    [{ systolic: 221 }, 'asked'],
    [{ systolic: 371 }, 'refused'],
    [{ temperature: 34.9 }, 'asked'],
    [{ temperature: 35 }, 'usual'],
    [{ temperature: 40.5 }, 'usual'],
    [{ temperature: 40.6 }, 'asked'],
    // The coldest and the hottest who lived: 11.8 °C (2014), 46.5 °C (1980).
    [{ temperature: 11.8 }, 'asked'],
    [{ temperature: 46.5 }, 'asked'],
    [{ temperature: 9.9 }, 'refused'],
    [{ temperature: 47.1 }, 'refused'],
    [{ temperature: 98.6 }, 'refused'],
    [{ oxygenSaturation: 85 }, 'usual'],
    [{ oxygenSaturation: 84 }, 'asked'],
    [{ oxygenSaturation: 101 }, 'refused'],
    [{ weight: 29.9 }, 'asked'],
    [{ weight: 635 }, 'asked'],
    [{ weight: 701 }, 'refused'],
    [{ height: 272 }, 'asked'],
    [{ height: 54.6 }, 'asked'],
    [{ height: 1.68 }, 'refused'],
    [{ glucose: 2.9 }, 'asked'],
    [{ glucose: 25.1 }, 'asked'],
    [{ glucose: 0 }, 'refused'],
    [{ capillaryRefill: 6 }, 'asked'],
    [{ pain: 11 }, 'refused'],
  ] as const)('with %j is %s', (round, expected) => expect(verdict(days, round)).toBe(expected));
});

describe('A newborn', () => {
  it.each([
    // The lightest who lived weighed 212 g (2020).
    [{ weight: 0.212 }, 'asked'],
    [{ weight: 1.5 }, 'usual'],
    [{ weight: 0.09 }, 'refused'],
    [{ weight: 31 }, 'refused'],
    [{ temperature: 35.4 }, 'asked'],
    [{ temperature: 36.5 }, 'usual'],
    [{ glucose: 2.5 }, 'asked'],
    [{ glucose: 2.6 }, 'usual'],
    [{ systolic: 62, diastolic: 38 }, 'usual'],
    [{ heartRate: 60 }, 'asked'],
  ] as const)('with %j is %s', (round, expected) => expect(verdict(3, round)).toBe(expected));
});

it('the day on which a band of age changes is the birthday', () => {
  // 16 years and a day less: a child's pressure of 89 is asked about, an adult's is not.
  expect(bandsOn({ first: '2010-11-28', last: '2010-11-28' }, TODAY)[0]!.code).toBe('adult');
  expect(bandsOn({ first: '2010-11-29', last: '2010-11-29' }, TODAY)[0]!.code).toBe('12-15-years');
});
