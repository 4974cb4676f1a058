import { describe, expect, it } from '@jest/globals';
import { withInfused, type InfusedOf } from './infused-entries.js';

const NOW = new Date('2026-11-29T04:00:00Z');
const at = (hour: number) => `2026-11-29T0${hour}:00:00Z`;
const infused = (...rates: number[]): InfusedOf => ({
  ...{ doseId: 'd', encounterId: 'e', display: 'Cefazolin 1 g' },
  detail: {
    dose: { value: 1000, unit: 'mg' },
    infusion: { fluid: 'Natri clorid 0,9 %', volume: 500, rate: { value: 100, unit: 'mL/h' } },
  },
  steps: rates.map((rate, place) => ({
    ...{ kind: place === 0 ? 'begin' : 'rate', at: at(place + 1), number: place },
    ...{ rateValue: rate, mlPerHour: rate, volume: place === 0 ? 500 : null },
  })),
});
const entries = (row: InfusedOf) => withInfused([], [row], NOW).map(({ comment, volume }) => ({ comment, volume }));

describe('What went in of infusions, on the paper of fluids', () => {
  it('is called as it was ordered', () =>
    expect(entries(infused(100))).toEqual([{ comment: 'Cefazolin 1 g', volume: 300 }]));

  it('counts as it ran, and says that it ran faster than was ordered', () =>
    expect(entries(infused(150, 100))).toEqual([
      { comment: 'Cefazolin 1 g (có lúc truyền nhanh hơn chỉ định: 150 mL/giờ)', volume: 350 },
    ]));
});
