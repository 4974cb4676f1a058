import { DIRECTIONS, FLUIDS, FLUID_KINDS, kindFits, usualWeight, volumeLimits } from './fluid.rules.js';

describe('The kinds of fluids', () => {
  it.each(DIRECTIONS)('of %s are those of its list alone', (direction) => {
    const kinds: readonly string[] = FLUIDS[direction];
    for (const kind of FLUID_KINDS) expect([kind, kindFits(direction, kind)]).toEqual([kind, kinds.includes(kind)]);
    expect(kindFits(direction, 'tea')).toBe(false);
  });
});

describe('The volume of one entry', () => {
  it.each([
    ['a newborn of 2.5 kg', 'oral', 2.5, { usual: 125, possible: 625 }],
    ['an adult of 60 kg', 'urine', 60, { usual: 3000, possible: 15_000 }],
    ['an adult of 60 kg', 'irrigation', 60, { usual: 12_000, possible: 30_000 }],
    ['an adult of 60 kg', 'dialysis', 60, { usual: 12_000, possible: 30_000 }],
  ])('of %s, %s, of %j kg, has the limits %j', (_, kind, kg, limits) => {
    expect(volumeLimits(kind, kg)).toEqual(limits);
  });
});

describe('The weight of somebody whom nobody weighed', () => {
  it.each([
    [null, 60],
    [0, 3.5],
    [6, 7.5],
    [12, 10],
    [5 * 12, 18],
    [6 * 12, 25],
    [12 * 12, 43],
    [13 * 12, 60],
    [80 * 12, 60],
  ])('at %j months is %j kg', (months, kg) => {
    expect(usualWeight(months)).toBe(kg);
  });
});
