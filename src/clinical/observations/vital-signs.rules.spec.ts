import fc from 'fast-check';
import { ADULT, AGE_BANDS, bandsOn, type AgeBand } from './plausible-ranges.js';
import { acceptedAt, checkVitals, MEASURED, refusedAtAnyAge, VITAL_PARAMETERS } from './vital-signs.rules.js';
import type { MeasuredVital, Range, VitalParameter, VitalSigns } from './vital-signs.rules.js';

const TABLE = Object.entries(VITAL_PARAMETERS) as [MeasuredVital, VitalParameter][];
const probableOf = (band: AgeBand) => Object.entries(band.probable) as [MeasuredVital, Range][];
const possibleOf = (band: AgeBand, field: MeasuredVital): Range =>
  band.possible[field] ?? VITAL_PARAMETERS[field].possible;
const BY_AGE = AGE_BANDS.flatMap((band) =>
  probableOf(band).map(([field, [low, high]]) => [band.code, field, low, high, band] as const),
);
const bandOf = (code: string) => AGE_BANDS.find((band) => band.code === code)!;

/** Less than the resolution of any of the measurements. */
const STEP = 0.005;

const NOTHING = { refused: [], toConfirm: [] };
/** What makes a value of oxygen or pressure a round that may be charted. */
const beside = (field: MeasuredVital): VitalSigns =>
  field === 'diastolic' ? { systolic: 370 } : ['oxygenFlow', 'fio2'].includes(field) ? { heartRate: 80 } : {};

describe('an ordinary round of vital signs', () => {
  it('passes', () => {
    const round: VitalSigns = {
      heartRate: 82,
      respiratoryRate: 18,
      systolic: 125,
      diastolic: 78,
      temperature: 36.8,
      oxygenSaturation: 97,
      supplementalOxygen: false,
      consciousness: 'A',
      weight: 62.5,
      height: 168,
      glucose: 5.6,
      pain: 10,
    };
    expect(checkVitals(round)).toEqual(NOTHING);
  });

  it.each([{ heartRate: 80 }, { consciousness: 'A' }, { pain: 0 }, { notMeasured: [{}] }] as VitalSigns[])(
    'may hold one thing only: %j',
    (round) => expect(checkVitals(round)).toEqual(NOTHING),
  );

  it.each([
    ['newborn', { heartRate: 165, respiratoryRate: 52, systolic: 62, diastolic: 38, temperature: 36.9, glucose: 2.6 }],
    ['newborn', { heartRate: 110, respiratoryRate: 34, oxygenSaturation: 95, weight: 3.1, height: 49 }],
    ['3-11-months', { heartRate: 132, respiratoryRate: 40, systolic: 88, diastolic: 50, weight: 8.2 }],
    ['2-years', { heartRate: 152, respiratoryRate: 42, systolic: 92, diastolic: 38, temperature: 39.4 }],
    ['8-11-years', { heartRate: 72, respiratoryRate: 18, systolic: 104, diastolic: 62, weight: 30 }],
  ] as const)('of a healthy or feverish %s needs no confirmation', (code, round) =>
    expect(checkVitals(round, [], bandOf(code))).toEqual(NOTHING),
  );

  it('of a child of 2 in shock is asked about, value by value', () => {
    const round: VitalSigns = { heartRate: 70, respiratoryRate: 10, systolic: 72, diastolic: 45, consciousness: 'P' };
    const fields = checkVitals(round, [], bandOf('2-years')).toConfirm.map(({ field }) => field);
    expect(fields).toEqual(['heartRate', 'respiratoryRate', 'systolic']);
  });
});

describe('what the sick really have', () => {
  it.each([
    ['adult', { temperature: 24 }],
    ['adult', { oxygenSaturation: 25 }],
    ['adult', { weight: 450 }],
    ['adult', { weight: 8 }],
    ['adult', { height: 260 }],
    ['adult', { heartRate: 0 }],
    ['adult', { respiratoryRate: 0 }],
    ['adult', { systolic: 0, diastolic: 0 }],
    ['newborn', { weight: 0.25 }],
  ] as const)('of a %s, %j, is charted once it was confirmed', (code, round) => {
    const fields = Object.keys(round);
    expect(checkVitals(round, [], bandOf(code)).toConfirm.map(({ field }) => field)).toEqual(fields);
    expect(checkVitals(round, fields, bandOf(code))).toEqual(NOTHING);
  });

  it.each([
    ['adult', 'weight', 3000],
    ['adult', 'weight', 0.25],
    ['newborn', 'weight', 30],
    ['newborn', 'height', 170],
    ['adult', 'height', 40],
    ['adult', 'temperature', 376],
  ] as const)('of a %s a %s of %d is none, whoever confirms it', (code, field, value) =>
    expect(checkVitals({ [field]: value }, [field], bandOf(code))).toMatchObject({
      refused: [{ field, rule: 'impossible' }],
      toConfirm: [],
    }),
  );
});

describe('an empty round', () => {
  it.each([{}, { heartRate: null, consciousness: undefined }, { supplementalOxygen: true }, { oxygenFlow: 2 }])(
    '%j is refused',
    (round) => expect(checkVitals(round).refused).toEqual([{ field: '', rule: 'no-value' }]),
  );
});

describe('the impossible', () => {
  it.each(TABLE)('%s is refused just outside its range at any age and possible at both ends', (field, { possible }) => {
    const [low, high] = possible;
    const refusal = { field, rule: 'impossible', low, high };
    expect(refusedAtAnyAge({ ...beside(field), [field]: low - STEP })).toEqual([refusal]);
    expect(refusedAtAnyAge({ ...beside(field), [field]: high + STEP })).toEqual([refusal]);
    expect(refusedAtAnyAge({ ...beside(field), [field]: low })).toEqual([]);
    expect(refusedAtAnyAge({ ...beside(field), [field]: high })).toEqual([]);
  });

  it.each([Number.NaN, Infinity, '80' as unknown as number])('%p is no heart rate', (heartRate) =>
    expect(checkVitals({ heartRate }).refused).toMatchObject([{ field: 'heartRate', rule: 'impossible' }]),
  );

  it('includes levels of consciousness and kinds of oxygen nobody defined', () => {
    const round = { consciousness: 'X', supplementalOxygen: 'yes' } as unknown as VitalSigns;
    expect(checkVitals(round).refused).toEqual([
      { field: 'consciousness', rule: 'not-allowed' },
      { field: 'supplementalOxygen', rule: 'not-allowed' },
    ]);
  });

  it.each([
    [{ supplementalOxygen: false, oxygenFlow: 2 }],
    [{ supplementalOxygen: true, fio2: 21 }],
    [{ oxygenDevice: 'room-air', oxygenFlow: 2 }],
    [{ supplementalOxygen: false, oxygenDevice: 'nasal-cannula' }],
  ] as const)('includes oxygen that contradicts itself: %j', (oxygen) =>
    expect(checkVitals({ oxygenSaturation: 96, ...oxygen }).refused).toEqual([
      { field: 'supplementalOxygen', rule: 'oxygen-contradicts' },
    ]),
  );

  it('includes a value of what is said not to be measured', () => {
    const notMeasured = [{ field: 'heartRate' }];
    expect(checkVitals({ heartRate: 70, notMeasured }).refused).toEqual([
      { field: 'notMeasured', rule: 'measured-and-not' },
    ]);
    expect(checkVitals({ respiratoryRate: 16, heartRate: null, notMeasured }).refused).toEqual([]);
  });
});

describe('the incomplete', () => {
  it('is a diastolic pressure alone, and a reason that is none of the list and is not told', () => {
    expect(checkVitals({ diastolic: 60 }).refused).toEqual([{ field: 'systolic', rule: 'systolic-missing' }]);
    expect(checkVitals({ systolic: 120 })).toEqual(NOTHING);
    const other = { field: 'heartRate', reason: 'other' };
    expect(checkVitals({ notMeasured: [other] }).refused).toEqual([{ field: 'notMeasured', rule: 'not-measured-why' }]);
    expect(checkVitals({ notMeasured: [{ ...other, text: 'Băng kín tay' }] })).toEqual(NOTHING);
  });
});

describe('the improbable', () => {
  it.each(BY_AGE)('at the age of %s, %s has to be confirmed outside %d to %d', (_, field, low, high, band) => {
    const question = { field, rule: 'improbable', low, high };
    const [lowest, highest] = possibleOf(band, field);
    const check = (value: number, confirmed: string[] = []) => {
      const { refused, toConfirm } = checkVitals({ [field]: value }, confirmed, band);
      return { refused: refused.filter(({ rule }) => rule !== 'systolic-missing'), toConfirm };
    };
    if (low > lowest) expect(check(low - STEP).toConfirm).toEqual([question]);
    if (high < highest) expect(check(high + STEP).toConfirm).toEqual([question]);
    expect(check(low)).toEqual(NOTHING);
    expect(check(high)).toEqual(NOTHING);
    expect(check(lowest, [field])).toEqual(NOTHING);
    expect(check(highest, [field])).toEqual(NOTHING);
  });

  it('is a level of consciousness that the Glasgow scale contradicts', () => {
    const gcs = { eye: 1, verbal: 1, motor: 1 };
    const question = { field: 'consciousness', rule: 'consciousness-contradicts' };
    expect(checkVitals({ consciousness: 'A', gcs }).toConfirm).toEqual([question]);
    expect(checkVitals({ consciousness: 'U', gcs: { eye: 4, verbal: 5, motor: 6 } }).toConfirm).toEqual([question]);
    expect(checkVitals({ consciousness: 'A', gcs }, ['consciousness'])).toEqual(NOTHING);
    expect(checkVitals({ consciousness: 'U', gcs })).toEqual(NOTHING);
    expect(checkVitals({ gcs })).toEqual(NOTHING);
  });

  it('asks about every field that was not confirmed', () => {
    const check = checkVitals({ heartRate: 170, respiratoryRate: 44 }, ['heartRate']);
    expect(check.toConfirm).toEqual([{ field: 'respiratoryRate', rule: 'improbable', low: 8, high: 40 }]);
  });
});

describe('blood pressure', () => {
  it.each([
    [80, 80],
    [80, 120],
  ])('of %i over %i is refused', (systolic, diastolic) =>
    expect(checkVitals({ systolic, diastolic }).refused).toEqual([
      { field: 'diastolic', rule: 'diastolic-not-below-systolic', high: systolic },
    ]),
  );

  it('of 120 over 119 passes', () => expect(checkVitals({ systolic: 120, diastolic: 119 })).toEqual(NOTHING));
});

describe('the age', () => {
  it.each([
    ['2026-11-28', '2026-11-28', ['newborn']],
    ['2026-11-01', '2026-11-28', ['newborn']],
    ['2026-10-31', '2026-11-28', ['1-2-months']],
    ['2025-11-28', '2026-11-28', ['1-year']],
    ['2010-11-20', '2026-11-28', ['adult']],
  ])('of somebody born on %s, on %s, is %j', (born, on, codes) =>
    expect(bandsOn({ first: born, last: born }, on).map(({ code }) => code)).toEqual(codes),
  );

  it('known by its year alone leaves every age of that year open', () => {
    const bands = bandsOn({ first: '2025-01-01', last: '2025-12-31' }, '2026-11-28');
    expect(bands.map(({ code }) => code)).toEqual(['3-11-months', '1-year']);
  });

  it('nobody knows is taken for an adult’s', () => expect(bandsOn(undefined, '2026-11-28')).toEqual([ADULT]));
});

describe('the table itself', () => {
  it.each(BY_AGE)('%s: the usual %s lies inside the possible', (_, field, low, high, band) => {
    const [lowest, highest] = possibleOf(band, field);
    const [least, most] = VITAL_PARAMETERS[field].possible;
    expect([lowest >= least, highest <= most, lowest <= low, low < high, high <= highest]).not.toContain(false);
  });

  it('has every LOINC code once, and its ages in order', () => {
    expect(new Set(TABLE.map(([, { code }]) => code)).size).toBe(TABLE.length);
    const days = AGE_BANDS.map(({ fromDay }) => fromDay);
    expect(days).toEqual([...days].sort((one, other) => one - other));
    expect(new Set(AGE_BANDS.map(({ group }) => group))).toEqual(new Set(['newborn', 'infant', 'child', 'adult']));
  });
});

it('any number at any age is refused, to be confirmed, or accepted, never two of them', () => {
  const anything = fc.tuple(
    fc.constantFrom(...MEASURED),
    fc.constantFrom(...AGE_BANDS),
    fc.double({ min: -500, max: 999 }),
  );
  fc.assert(
    fc.property(anything, ([field, band, value]) => {
      const { refused, toConfirm } = checkVitals({ ...beside(field), [field]: value }, [], band);
      const isWithin = ([low, high]: Range) => value >= low && value <= high;
      const probable = (band.probable as Partial<Record<MeasuredVital, Range>>)[field];
      const isPossible = isWithin(possibleOf(band, field));
      const about = (findings: readonly { field: string }[]) => findings.some((finding) => finding.field === field);
      expect(about(refused)).toBe(!isPossible);
      expect(about(toConfirm)).toBe(isPossible && probable !== undefined && !isWithin(probable));
    }),
  );
});

describe('accepted at every age', () => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.oneof(fc.integer({ min: -5, max: 320 }), fc.constantFrom(Number.NaN, 0.5, 36.6, 37, 98)),
    },
  );
  const part = fc.integer({ min: 1, max: 4 });
  const round = fc.record({
    ...Object.fromEntries(MEASURED.map((field) => [field, value])),
    consciousness: fc.constantFrom(undefined, 'A', 'U', 'X'),
    gcs: fc.option(fc.record({ eye: part, verbal: part, motor: part }), { nil: undefined }),
  }) as fc.Arbitrary<VitalSigns>;

  it('is what the check of each age finds nothing in', () => {
    fc.assert(
      fc.property(round, fc.subarray([...MEASURED, 'consciousness']), (values, confirmed) => {
        const alone = AGE_BANDS.map((band) => {
          const { refused, toConfirm } = checkVitals(values, confirmed, band);
          return refused.length === 0 && toConfirm.length === 0;
        });
        expect(acceptedAt(AGE_BANDS, values, confirmed)).toEqual(alone);
      }),
    );
    // Not of nothing alone.
    expect(acceptedAt(AGE_BANDS, { heartRate: 45 })).toContain(true);
    expect(acceptedAt(AGE_BANDS, { heartRate: 45 })).toContain(false);
  });
});
