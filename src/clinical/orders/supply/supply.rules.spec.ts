import { describe, expect, it } from '@jest/globals';
import { counted } from './counted.mapper.js';
import { indivisible, perDose, type Prescribed, supply } from './supply.rules.js';

const order = (display: string, dose: [number, string], more: Partial<Prescribed> = {}): Prescribed => ({
  display,
  dose: { value: dose[0], unit: dose[1] },
  route: 'oral',
  timing: { everyHours: 8, durationDays: 5 },
  ...more,
});

describe('What is taken at one time, in pieces', () => {
  it.each([
    ['Paracetamol 500 mg', [1, 'g'], {}, 2, '{tablet}'],
    ['Paracetamol 500 mg', [250, 'mg'], {}, 0.5, '{tablet}'],
    ['Paracetamol 500mg viên nang', [500, 'mg'], {}, 1, '{capsule}'],
    ['Paracetamol 250 mg gói', [500, 'mg'], {}, 2, '{sachet}'],
    ['Paracetamol 150 mg, viên đạn', [150, 'mg'], { route: 'rectal' }, 1, '{suppository}'],
    ['Paracetamol 80 mg', [80, 'mg'], { route: 'rectal' }, 1, '{suppository}'],
    ['Paracetamol 120 mg/5 mL', [180, 'mg'], {}, 7.5, 'mL'],
    ['Omeprazol 20 mg', [20, 'mg'], { forms: ['capsule', 'injection'] }, 1, '{capsule}'],
    ['Levothyroxin 100 µg', [50, 'ug'], {}, 0.5, '{tablet}'],
    ['Ceftriaxon 1 g lọ', [2, 'g'], { route: 'intravenous' }, 2, '{vial}'],
    ['Furosemid 20 mg ống', [20, 'mg'], { route: 'intravenous' }, 1, '{ampoule}'],
    ['Amlodipin', [1, '{tablet}'], {}, 1, '{tablet}'],
    ['Insulin glargine', [12, '[iU]'], { route: 'subcutaneous' }, 12, '[iU]'],
    ['Paracetamol', [500, 'mg'], {}, undefined, undefined],
    ['Ceftriaxon 1 g', [1, 'g'], { route: 'intravenous' }, undefined, undefined],
    ['Amoxicillin 500 mg + clavulanat 125 mg', [500, 'mg'], {}, undefined, undefined],
    ['Noradrenalin 4 mg', [4, 'ug/min'], { route: 'intravenous' }, undefined, undefined],
  ] as const)('of %s, %j %j: %s %s', (display, dose, more, value, unit) => {
    const found = perDose(order(display, [...dose], more));
    expect([found?.value, found?.unit]).toEqual([value, unit]);
  });
});

describe('A dose that does not divide', () => {
  it.each([
    ['Paracetamol 500 mg', [333, 'mg'], 0.5, 0.75],
    ['Paracetamol 500 mg', [650, 'mg'], 1.25, 1.5],
    ['Paracetamol 500 mg', [50, 'mg'], 0, 0.25],
    ['Omeprazol 20 mg viên nang', [30, 'mg'], 1, 2],
    ['Gliclazid 60 mg MR', [30, 'mg'], 0, 1],
    ['Gliclazid MR 30 mg', [45, 'mg'], 1, 2],
    ['Aspirin 81 mg viên bao tan trong ruột', [40.5, 'mg'], 0, 1],
    ['Amlodipin 5 mg', [0.3, '{tablet}'], 0.25, 0.5],
    ['Smecta 3 g gói', [1.5, 'g'], 0, 1],
    ['Salbutamol', [1.5, '{puff}'], 1, 2],
  ] as const)('of %s, %j, is told with its neighbours', (display, dose, below, above) => {
    expect(indivisible(order(display, [...dose]))).toMatchObject({ below, above });
  });

  it.each([
    ['Paracetamol 500 mg', [250, 'mg']],
    ['Paracetamol 500 mg', [125, 'mg']],
    ['Paracetamol 325 mg', [650, 'mg']],
    ['Warfarin 5 mg', [3.75, 'mg']],
    ['Amoxicillin 500 mg viên nang', [1, 'g']],
    ['Paracetamol 120 mg/5 mL', [185, 'mg']],
    ['Paracetamol', [333, 'mg']],
    ['Insulin', [7.5, '[iU]']],
  ] as const)('is none of %s, %j', (display, dose) => {
    expect(indivisible(order(display, [...dose]))).toBeUndefined();
  });

  it('is looked for in the loading dose too', () => {
    const found = indivisible(order('Digoxin 0.25 mg', [0.25, 'mg'], { loadingDose: { value: 0.4, unit: 'mg' } }));
    expect(found).toMatchObject({ count: 1.6, below: 1.5, above: 1.75 });
  });
});

describe('What is handed out for a course', () => {
  it.each([
    ['Paracetamol 500 mg', [500, 'mg'], { everyHours: 8, durationDays: 5 }, 15],
    ['Paracetamol 500 mg', [250, 'mg'], { times: ['08:00', '14:00', '20:00'], durationDays: 5 }, 8],
    ['Paracetamol 500 mg', [1, 'g'], { once: true }, 2],
    ['Paracetamol 500 mg', [500, 'mg'], { asNeeded: { minimumGapHours: 6, maximumPerDay: 4 }, durationDays: 3 }, 12],
    ['Alendronat 70 mg', [70, 'mg'], { everyHours: 168, durationDays: 28 }, 4],
    ['Ceftriaxon 1 g lọ', [1.5, 'g'], { everyHours: 24, durationDays: 3 }, 6],
    ['Paracetamol 500 mg', [500, 'mg'], { everyHours: 8 }, undefined],
    ['Paracetamol', [500, 'mg'], { everyHours: 8, durationDays: 5 }, undefined],
  ] as const)('of %s, %j, %j: %s', (display, dose, timing, value) => {
    const route = display.startsWith('Ceftriaxon') ? 'intravenous' : 'oral';
    const wanted = { ...timing, ...('times' in timing && { times: [...timing.times] }) };
    expect(supply(order(display, [...dose], { timing: wanted, route }))?.value).toBe(value);
  });

  it('counts a loading dose in the place of the first', () => {
    const more = { loadingDose: { value: 1, unit: 'g' }, timing: { everyHours: 12, durationDays: 2 } };
    expect(supply(order('Paracetamol 500 mg', [500, 'mg'], more))?.value).toBe(5);
  });
});

describe('An amount in words', () => {
  it.each([
    [1, '{tablet}', 'một viên', 'one tablet'],
    [0.5, '{tablet}', 'nửa viên', 'half a tablet'],
    [0.25, '{tablet}', 'một phần tư viên', 'a quarter of a tablet'],
    [1.5, '{tablet}', 'một viên rưỡi', 'one and a half tablets'],
    [2.75, '{tablet}', 'hai viên và ba phần tư viên', 'two and three quarters tablets'],
    [10, '{capsule}', 'mười viên nang', 'ten capsules'],
    [15, '{tablet}', 'mười lăm viên', 'fifteen tablets'],
    [21, '{sachet}', 'hai mươi mốt gói', 'twenty-one sachets'],
    [24, '{ampoule}', 'hai mươi bốn ống', 'twenty-four ampoules'],
    [25, '{vial}', 'hai mươi lăm lọ', 'twenty-five vials'],
    [105, '{tablet}', 'một trăm linh năm viên', 'one hundred and five tablets'],
    [111, '{tablet}', 'một trăm mười một viên', 'one hundred and eleven tablets'],
    [1005, '{tablet}', 'một nghìn không trăm linh năm viên', 'one thousand and five tablets'],
    [1250, 'mL', 'một nghìn hai trăm năm mươi mL', 'one thousand two hundred and fifty mL'],
    [7.7, 'mL', 'bảy phẩy bảy mL', 'seven point seven mL'],
    [80, '[iU]', 'tám mươi đơn vị', 'eighty units'],
  ])('%s %s: %s, %s', (value, unit, vi, en) => {
    expect(counted({ value, unit }, 'vi').inWords).toBe(vi);
    expect(counted({ value, unit }, 'en').inWords).toBe(en);
  });
});
