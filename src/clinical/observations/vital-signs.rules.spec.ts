import fc from 'fast-check';
import { checkVitals, VITAL_PARAMETERS } from './vital-signs.rules.js';
import type { MeasuredVital, VitalParameter, VitalSigns } from './vital-signs.rules.js';

const TABLE = Object.entries(VITAL_PARAMETERS) as [MeasuredVital, VitalParameter][];
const WITH_PROBABLE = TABLE.flatMap(([field, { probable }]) => (probable ? [[field, ...probable] as const] : []));

/** Less than the resolution of any of the measurements. */
const STEP = 0.05;

const NOTHING = { refused: [], toConfirm: [] };

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
    };
    expect(checkVitals(round)).toEqual(NOTHING);
  });

  it.each([{ heartRate: 80 }, { consciousness: 'A' }] as VitalSigns[])('may hold one value only: %j', (round) =>
    expect(checkVitals(round)).toEqual(NOTHING),
  );
});

describe('an empty round', () => {
  it.each([{}, { heartRate: null, consciousness: undefined }, { supplementalOxygen: true }])('%j is refused', (round) =>
    expect(checkVitals(round).refused).toEqual([{ field: '', rule: 'no-value' }]),
  );
});

describe('the impossible', () => {
  it.each(TABLE)('%s is refused just outside its range and possible at both ends', (field, { possible }) => {
    const [low, high] = possible;
    const refusal = { field, rule: 'impossible', low, high };
    expect(checkVitals({ [field]: low - STEP }).refused).toEqual([refusal]);
    expect(checkVitals({ [field]: high + STEP }).refused).toEqual([refusal]);
    expect(checkVitals({ [field]: low }).refused).toEqual([]);
    expect(checkVitals({ [field]: high }).refused).toEqual([]);
  });

  it('is not also asked to be confirmed, nor excused by a confirmation', () => {
    const check = checkVitals({ temperature: 376 }, ['temperature']);
    expect(check).toEqual({
      refused: [{ field: 'temperature', rule: 'impossible', low: 25, high: 45 }],
      toConfirm: [],
    });
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
});

describe('the improbable', () => {
  it.each(WITH_PROBABLE)('%s has to be confirmed outside %d to %d', (field, low, high) => {
    const question = { field, rule: 'improbable', low, high };
    const [lowest, highest] = VITAL_PARAMETERS[field].possible;
    expect(checkVitals({ [field]: low - STEP }).toConfirm).toEqual([question]);
    if (high < highest) expect(checkVitals({ [field]: high + STEP }).toConfirm).toEqual([question]);
    expect(checkVitals({ [field]: low })).toEqual(NOTHING);
    expect(checkVitals({ [field]: high })).toEqual(NOTHING);
    expect(checkVitals({ [field]: lowest }, [field])).toEqual(NOTHING);
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

it('the table itself: every probable range lies inside the possible one, every LOINC code once', () => {
  for (const [field, low, high] of WITH_PROBABLE) {
    const [lowest, highest] = VITAL_PARAMETERS[field].possible;
    expect(lowest <= low && low < high && high <= highest).toBe(true);
  }
  expect(new Set(TABLE.map(([, { code }]) => code)).size).toBe(TABLE.length);
});

it('any number is refused, to be confirmed, or accepted, never two of them', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TABLE), fc.double({ min: -500, max: 500 }), ([field, row], value) => {
      const { refused, toConfirm } = checkVitals({ [field]: value });
      const isWithin = ([low, high]: readonly [number, number]) => value >= low && value <= high;
      expect(refused.length > 0).toBe(!isWithin(row.possible));
      expect(toConfirm.length > 0).toBe(
        isWithin(row.possible) && row.probable !== undefined && !isWithin(row.probable),
      );
    }),
  );
});
