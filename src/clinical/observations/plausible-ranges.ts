import type { MeasuredVital, Range } from './vital-signs.rules.js';

/**
 * What is usual at each age. Outside of `probable` whoever charts looks again and confirms: it is what the sick have, or a slip of the keys.
 * `possible` narrows, at that age, what can be at all.
 *
 * Sources, by their short names below. The margins added to them are ours: nobody published any. The hospital reviews the table and
 * settles its own ranges (`emr vital-limits load`); docs/knowledge.md lists each with its source.
 * - fleming: Fleming S et al., Lancet 2011;377:1011–18: 1st and 99th centile of heart and respiratory rate of healthy children. The 99th is
 *   widened by what 3 °C of fever add: 30 beats (Davies P, Maconochie I, Emerg Med J 2009;26:641–3) and 11 breaths (O'Dempsey TJ et al.,
 *   Arch Dis Child 1993;68:492–5: 3.7 for each °C). Below the 1st centile nothing is taken for usual: a slow child is a sick child.
 * - pals: American Heart Association, Paediatric Advanced Life Support 2020: hypotension is a systolic pressure below 60 mmHg in the first
 *   28 days, below 70 until 12 months, below 70 + 2 × years until 10 years, then below 90.
 * - zubrow: Zubrow AB et al., J Perinatol 1995;15:470–9: pressures of the first days.
 * - aap: Flynn JT et al., Pediatrics 2017;140:e20171904: the 95th centile, widened by 30 mmHg.
 * - who: WHO Child Growth Standards 2006, Growth Reference 2007: 3 standard deviations, widened by about a quarter.
 * - imci: WHO, Integrated Management of Childhood Illness 2014: a young infant below 35.5 °C is in danger.
 * - nnh: hypoglycaemia of the newborn below 2.6 mmol/L (Cornblath M et al., Pediatrics 2000;105:1141–5).
 * - adult: a starting table of our own, from clinical practice.
 */
export interface AgeBand {
  readonly code: string;
  readonly group: 'newborn' | 'infant' | 'child' | 'adult';
  /** First day of life in it, by completed days. */
  readonly fromDay: number;
  readonly probable: Usual;
  readonly possible: Readonly<Partial<Record<MeasuredVital, Range>>>;
}
type Usual = Readonly<Record<Exclude<MeasuredVital, Unjudged>, Range>>;
/** Usual ranges that a hospital settled of its own. */
export type UsualRanges = Partial<Usual>;
/** What has no usual range: pain is what the patient says, flow and concentration are what was set. */
type Unjudged = 'pain' | 'oxygenFlow' | 'fio2';

const saturation: Range = [85, 100];
const refill: Range = [0, 5];
const temperature: Range = [35, 40.5];
const glucose: Range = [3, 25];
const always = { temperature, oxygenSaturation: saturation, capillaryRefill: refill, glucose } as const;

/** As they come with the service, from the youngest to the oldest. Days of a year: 365.25. */
export const AGE_BANDS: readonly AgeBand[] = [
  {
    code: 'newborn', // to 27 days: fleming, zubrow, imci, nnh, who
    group: 'newborn',
    fromDay: 0,
    probable: {
      ...always,
      heartRate: [90, 211],
      respiratoryRate: [25, 77],
      systolic: [50, 100],
      diastolic: [20, 70],
      temperature: [35.5, 39],
      glucose: [2.6, 15],
      weight: [1.5, 6],
      height: [40, 60],
    },
    possible: { weight: [0.1, 12], height: [15, 75] },
  },
  {
    code: '1-2-months', // fleming, pals, aap, who
    group: 'infant',
    fromDay: 28,
    probable: {
      ...always,
      heartRate: [104, 211],
      respiratoryRate: [24, 77],
      systolic: [70, 125],
      diastolic: [30, 85],
      weight: [2, 10],
      height: [42, 72],
    },
    possible: { weight: [0.3, 25], height: [20, 90] },
  },
  {
    code: '3-11-months', // fleming, pals, aap, who
    group: 'infant',
    fromDay: 91,
    probable: {
      ...always,
      heartRate: [93, 205],
      respiratoryRate: [22, 75],
      systolic: [70, 130],
      diastolic: [30, 85],
      weight: [3, 15],
      height: [50, 90],
    },
    possible: { weight: [0.5, 40], height: [25, 110] },
  },
  {
    code: '1-year', // fleming, pals, aap, who
    group: 'child',
    fromDay: 365,
    probable: {
      ...always,
      heartRate: [82, 186],
      respiratoryRate: [19, 64],
      systolic: [72, 135],
      diastolic: [30, 90],
      weight: [5, 22],
      height: [58, 105],
    },
    possible: { weight: [1, 80], height: [30, 130] },
  },
  {
    code: '2-years', // fleming, pals, aap, who
    group: 'child',
    fromDay: 731,
    probable: {
      ...always,
      heartRate: [76, 172],
      respiratoryRate: [18, 49],
      systolic: [74, 138],
      diastolic: [30, 92],
      weight: [7, 26],
      height: [68, 115],
    },
    possible: { weight: [1.5, 100], height: [35, 140] },
  },
  {
    code: '3-years', // fleming, pals, aap, who
    group: 'child',
    fromDay: 1096,
    probable: {
      ...always,
      heartRate: [70, 166],
      respiratoryRate: [17, 44],
      systolic: [76, 140],
      diastolic: [32, 94],
      weight: [8, 32],
      height: [74, 125],
    },
    possible: { weight: [1.5, 120], height: [35, 150] },
  },
  {
    code: '4-7-years', // fleming, pals, aap, who
    group: 'child',
    fromDay: 1461,
    probable: {
      ...always,
      heartRate: [59, 161],
      respiratoryRate: [16, 40],
      systolic: [78, 145],
      diastolic: [35, 100],
      weight: [10, 60],
      height: [80, 155],
    },
    possible: { weight: [2, 200], height: [40, 190] },
  },
  {
    code: '8-11-years', // fleming, pals, aap, who
    group: 'child',
    fromDay: 2922,
    probable: {
      ...always,
      heartRate: [52, 153],
      respiratoryRate: [14, 38],
      systolic: [86, 155],
      diastolic: [40, 105],
      weight: [14, 100],
      height: [95, 185],
    },
    possible: { weight: [2, 350], height: [45, 230] },
  },
  {
    code: '12-15-years', // fleming, pals, aap, who
    group: 'child',
    fromDay: 4383,
    probable: {
      ...always,
      heartRate: [43, 150],
      respiratoryRate: [11, 36],
      systolic: [90, 170],
      diastolic: [40, 110],
      weight: [20, 140],
      height: [110, 210],
    },
    possible: { weight: [2, 500], height: [45, 260] },
  },
  {
    code: 'adult', // from 16 years: adult
    group: 'adult',
    fromDay: 5844,
    probable: {
      ...always,
      heartRate: [40, 150],
      respiratoryRate: [8, 40],
      systolic: [70, 220],
      diastolic: [40, 120],
      weight: [30, 250],
      height: [120, 220],
    },
    possible: { weight: [2, 700], height: [45, 275] },
  },
];

export const ADULT: AgeBand = AGE_BANDS.at(-1)!;

let bands = AGE_BANDS;

/** The ages with the ranges that hold now: those of the hospital, as far as it settled any. */
export const ageBands = (): readonly AgeBand[] => bands;

/** Takes ranges of the hospital, by the code of their age; none leaves those that come with the service. */
export function useUsualRanges(settled: Readonly<Record<string, UsualRanges>>): void {
  bands = AGE_BANDS.map((band) => ({ ...band, probable: { ...band.probable, ...settled[band.code] } }));
}

const DAY_MS = 86_400_000;

/** The bands that somebody born from `first` to `last` may be in on a day (all YYYY-MM-DD); an adult's when nobody knows the birth date. */
export function bandsOn(birth: { first: string; last: string } | undefined, onDate: string): AgeBand[] {
  if (!birth) return bands.slice(-1);
  const indexAt = (from: string) => {
    const days = Math.round((Date.parse(onDate) - Date.parse(from)) / DAY_MS);
    return Math.max(
      0,
      AGE_BANDS.findLastIndex(({ fromDay }) => days >= fromDay),
    );
  };
  return bands.slice(indexAt(birth.last), indexAt(birth.first) + 1);
}

/**
 * SQL of the same, as the places of the first and last band in {@link AGE_BANDS} counted from 1; the row is of `patient`, the day a date.
 */
export const bandPlacesSql = (patient: string, onDate: string): { first: string; last: string } => {
  const bounds = `ARRAY[${AGE_BANDS.slice(1)
    .map(({ fromDay }) => fromDay)
    .join(',')}]`;
  const placeAt = (born: string) => `coalesce(width_bucket(${onDate} - ${born}, ${bounds}) + 1, ${AGE_BANDS.length})`;
  const latest = `(${patient}.birth_date + CASE ${patient}.birth_date_precision WHEN 'year' THEN interval '1 year - 1 day'
    WHEN 'month' THEN interval '1 month - 1 day' ELSE interval '0' END)::date`;
  return { first: placeAt(latest), last: placeAt(`${patient}.birth_date`) };
};
