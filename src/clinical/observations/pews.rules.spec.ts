import { PEWS_AGES, pews, pewsAgeOf, pewsAtMost, type PewsAge, type PewsValues } from './pews.rules.js';

/**
 * Table 1 of Parshuram et al., Critical Care 2009;13:R135, written down a second time and in another form: of whole numbers, what scores
 * from which value on, until the next.
 */
const PUBLISHED: Readonly<Record<'heartRate' | 'systolic' | 'respiratoryRate', Record<PewsAge, string>>> = {
  heartRate: {
    '0-3-months': '4 81=2 91=1 111=0 150=1 180=2 190=4',
    '3-12-months': '4 71=2 81=1 101=0 150=1 170=2 180=4',
    '1-4-years': '4 61=2 71=1 91=0 120=1 150=2 170=4',
    '4-12-years': '4 51=2 61=1 71=0 110=1 130=2 150=4',
    'over-12-years': '4 41=2 51=1 61=0 100=1 120=2 140=4',
  },
  systolic: {
    '0-3-months': '4 46=2 51=1 61=0 80=1 100=2 130=4',
    '3-12-months': '4 61=2 71=1 81=0 100=1 120=2 150=4',
    '1-4-years': '4 66=2 76=1 91=0 110=1 125=2 160=4',
    '4-12-years': '4 71=2 81=1 91=0 120=1 140=2 170=4',
    'over-12-years': '4 76=2 86=1 101=0 130=1 150=2 190=4',
  },
  respiratoryRate: {
    '0-3-months': '4 16=2 20=1 30=0 61=1 81=2 91=4',
    '3-12-months': '4 16=2 20=1 25=0 51=1 71=2 81=4',
    '1-4-years': '4 13=2 16=1 20=0 41=1 61=2 71=4',
    '4-12-years': '4 11=2 15=1 20=0 31=1 41=2 51=4',
    'over-12-years': '4 10=2 11=1 12=0 17=1 23=2 30=4',
  },
};

/** Points of a whole number by a line of the table. */
function published(line: string, value: number): number {
  const [below, ...steps] = line.split(' ');
  return steps.reduce((points, step) => {
    const [from, then] = step.split('=').map(Number);
    return value >= (from ?? 0) ? (then ?? 0) : points;
  }, Number(below));
}

const LINES = Object.entries(PUBLISHED).flatMap(([parameter, ages]) =>
  Object.entries(ages).map(([age, line]) => [parameter as keyof typeof PUBLISHED, age as PewsAge, line] as const),
);

it.each(LINES)('%s at %s scores as published, at every whole number: %s', (parameter, age, line) => {
  for (let value = 0; value <= 300; value++) {
    const { parts } = pews({ [parameter]: value }, age);
    expect([value, parts[parameter]]).toEqual([value, published(line, value)]);
  }
});

const WELL: PewsValues = {
  heartRate: 105,
  systolic: 95,
  capillaryRefill: 2,
  respiratoryRate: 30,
  respiratoryEffort: 'normal',
  oxygenSaturation: 98,
  supplementalOxygen: false,
};

describe('what does not hang on the age', () => {
  it.each([
    [{ capillaryRefill: 2.9 }, 0],
    [{ capillaryRefill: 3 }, 4],
    [{ respiratoryEffort: 'mild' }, 1],
    [{ respiratoryEffort: 'moderate' }, 2],
    [{ respiratoryEffort: 'severe' }, 4],
    [{ oxygenSaturation: 95 }, 0],
    [{ oxygenSaturation: 94 }, 1],
    [{ oxygenSaturation: 91 }, 1],
    [{ oxygenSaturation: 90 }, 2],
    [{ supplementalOxygen: true }, 2],
    [{ supplementalOxygen: true, oxygenFlow: 3.9 }, 2],
    [{ supplementalOxygen: true, oxygenFlow: 4 }, 4],
    [{ supplementalOxygen: true, fio2: 49 }, 2],
    [{ supplementalOxygen: true, fio2: 50 }, 4],
    [{ supplementalOxygen: undefined, oxygenDevice: 'room-air' }, 0],
    [{ supplementalOxygen: undefined, oxygenDevice: 'head-box' }, 2],
  ] as const)('%j scores %i', (values, points) => expect(pews({ ...WELL, ...values }, '1-4-years').total).toBe(points));
});

describe('the total', () => {
  it('of a well child is 0, and the next set is due in 4 hours', () =>
    expect(pews(WELL, '1-4-years')).toMatchObject({ total: 0, risk: 'low', missing: [], recheckMinutes: 240 }));

  it('is 26 at most', () => {
    const worst: PewsValues = {
      heartRate: 220,
      systolic: 40,
      capillaryRefill: 6,
      respiratoryRate: 95,
      respiratoryEffort: 'severe',
      oxygenSaturation: 70,
      supplementalOxygen: true,
      fio2: 100,
    };
    for (const age of PEWS_AGES) expect(pews(worst, age)).toMatchObject({ total: 26, risk: 'high', recheckMinutes: 0 });
  });

  it.each([
    [{ capillaryRefill: 3, oxygenSaturation: 92 }, 5, 'medium'],
    [{ capillaryRefill: 3, respiratoryEffort: 'moderate', oxygenSaturation: 92 }, 7, 'medium'],
    [{ capillaryRefill: 3, respiratoryEffort: 'severe' }, 8, 'high'],
  ] as const)('of %j is %i: a %s risk', (values, total, risk) =>
    expect(pews({ ...WELL, ...values }, '1-4-years')).toMatchObject({ total, risk }),
  );

  it('is not told while something is missing, and what is there warns all the same', () => {
    const some = { ...WELL, capillaryRefill: null };
    expect(pews(some, '1-4-years')).toMatchObject({
      total: null,
      partial: 0,
      missing: ['capillaryRefill'],
      risk: null,
    });
    const sick = pews({ ...some, heartRate: 180, respiratoryEffort: 'severe' }, '1-4-years');
    expect(sick).toMatchObject({ total: null, partial: 8, risk: 'high', recheckMinutes: 0 });
  });
});

describe('the age', () => {
  it.each([
    [0, '0-3-months'],
    [2, '0-3-months'],
    [3, '3-12-months'],
    [11, '3-12-months'],
    [12, '1-4-years'],
    [47, '1-4-years'],
    [48, '4-12-years'],
    [143, '4-12-years'],
    [144, 'over-12-years'],
    [191, 'over-12-years'],
  ] as const)('of %i months is %s', (months, age) => expect(pewsAgeOf(months)).toBe(age));

  it('that is not certain is the one that scores highest', () =>
    expect(pewsAtMost({ ...WELL, heartRate: 115 }, ['1-4-years', '4-12-years'])).toMatchObject({
      age: '4-12-years',
      total: 1,
    }));
});
