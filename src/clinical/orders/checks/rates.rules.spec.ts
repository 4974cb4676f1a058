import { describe, expect, it } from '@jest/globals';
import { doseFindings } from './dose-limit.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { drugOf } from './formulary.js';
import { readFormulary } from './formulary-file.rules.js';

const ADULT: Facts = { sex: 'male', age: { min: 50, max: 50 }, weightKg: 60, allergies: [], open: [], creatinine: [] };
const CHILD: Facts = { ...ADULT, age: { min: 4, max: 4 }, weightKg: 16 };
const DAILY = { everyHours: 24 };
const found = (
  [atc, display]: readonly [string, string],
  [value, unit]: readonly [number, string],
  facts: Facts = ADULT,
  timing: CheckedOrder['timing'] = { once: true },
): string[] => {
  const code = { system: 'http://www.whocc.no/atc', code: atc, display };
  const order = { kind: 'medication', code, dose: { value, unit }, timing };
  return doseFindings(order, drugOf(code)!, facts, []).map(({ rule, severity }) => `${rule} ${severity}`);
};

const HEPARIN = ['B01AB01', 'Heparin'] as const;
const KALI = ['A12BA01', 'Kali clorid 100 mg/mL'] as const;
const TEN_FOLD = 'ten-fold-dose contraindicated';
const RATE = 'rate serious';

describe('The rate of an infusion', () => {
  it.each([
    ['heparin as meant', HEPARIN, [1000, '[iU]/h'], []],
    ['heparin, twice the most', HEPARIN, [4000, '[iU]/h'], [RATE, 'daily-dose serious']],
    ['heparin, a slipped point', HEPARIN, [20_000, '[iU]/h'], [TEN_FOLD, 'daily-dose serious']],
    ['heparin in mL of units nobody tells', HEPARIN, [2, 'mL/h'], ['dose not-judged']],
    ['insulin as meant', ['A10AB01', 'Actrapid'], [6, '[iU]/h'], []],
    ['insulin, a slipped point', ['A10AB01', 'Actrapid'], [200, '[iU]/h'], [TEN_FOLD, 'daily-dose serious']],
    ['magnesium as meant', ['B05XA05', 'Magnesi sulfat 15%'], [1000, 'mg/h'], []],
    ['magnesium, too fast', ['B05XA05', 'Magnesi sulfat'], [3000, 'mg/h'], [RATE, 'daily-dose serious']],
    ['magnesium in mL of no told strength', ['B05XA05', 'Magnesi sulfat'], [10, 'mL/h'], ['dose not-judged']],
    ['magnesium in mL of a told strength', ['B05XA05', 'Magnesi sulfat 150 mg/mL'], [7, 'mL/h'], []],
    ['the same, too fast', ['B05XA05', 'Magnesi sulfat 150 mg/mL'], [20, 'mL/h'], [RATE]],
    ['potassium, diluted, as meant', ['A12BA01', 'Kali clorid 1500 mg/500 mL'], [80, 'mL/h'], []],
    ['potassium, undiluted', KALI, [100, 'mL/h'], [RATE]],
    ['insulin, perhaps diluted', ['A10AB01', 'Actrapid 100 IU/mL'], [5, 'mL/h'], [RATE]],
    ['furosemide, µg a minute', ['C03CA01', 'Furosemid 10 mg/mL'], [500, 'ug/min'], []],
    ['furosemide, too fast', ['C03CA01', 'Furosemid 10 mg/mL'], [300, 'mg/h'], [RATE, 'daily-dose serious']],
    ['furosemide by weight', ['C03CA01', 'Furosemid 10 mg/mL'], [10, 'ug/kg/min'], []],
  ] as const)('%s', (_, drug, rate, expected) => {
    expect(found(drug, rate)).toEqual([...expected]);
  });

  it('by a weight that nobody knows is not judged', () => {
    const unknown = { ...ADULT, weightKg: undefined };
    expect(found(['C03CA01', 'Furosemid 10 mg/mL'], [10, 'ug/kg/min'], unknown)).toEqual(['dose not-judged']);
  });

  it('of a medicine without a known rate is held against its day', () => {
    expect(found(['N02BE01', 'Paracetamol'], [100, 'mg/h'])).toEqual([]);
    expect(found(['N02BE01', 'Paracetamol'], [400, 'mg/h'])).toEqual(['daily-dose serious']);
    expect(found(['C01BD01', 'Amiodaron'], [5, 'ug/kg/min'])).toEqual(['dose not-judged']);
  });
});

describe('What is told in other ways than mg', () => {
  it.each([
    ['potassium in mmol', KALI, [40, 'mmol'], ADULT, []],
    ['potassium in mEq', KALI, [40, 'meq'], ADULT, []],
    ['potassium, too much', KALI, [100, 'mmol'], ADULT, ['single-dose serious', 'daily-dose serious']],
    ['potassium, a slipped point', KALI, [900, 'mmol'], ADULT, [TEN_FOLD, 'daily-dose serious']],
    ['potassium of a child', KALI, [40, 'mmol'], CHILD, []],
    ['potassium of a child, too much', KALI, [60, 'mmol'], CHILD, ['single-dose serious', 'daily-dose serious']],
    ['gentamicin by weight', ['J01GB03', 'Gentamicin'], [400, 'mg'], ADULT, []],
    [
      'gentamicin above it',
      ['J01GB03', 'Gentamicin'],
      [480, 'mg'],
      ADULT,
      ['single-dose serious', 'daily-dose serious'],
    ],
    [
      'gentamicin of unknown weight',
      ['J01GB03', 'Gentamicin'],
      [400, 'mg'],
      { ...ADULT, weightKg: undefined },
      ['dose not-judged'],
    ],
    [
      'amikacin of a heavy man: 1.5 g at most',
      ['J01GB06', 'Amikacin'],
      [1600, 'mg'],
      { ...ADULT, weightKg: 120 },
      ['single-dose serious', 'daily-dose serious'],
    ],
    ['vancomycin', ['J01XA01', 'Vancomycin'], [1000, 'mg'], ADULT, []],
    ['colistin in units', ['J01XB01', 'Colistin'], [4_500_000, '[iU]'], ADULT, []],
    [
      'colistin, ten vials for one',
      ['J01XB01', 'Colistin'],
      [90_000_000, '[iU]'],
      ADULT,
      [TEN_FOLD, 'daily-dose serious'],
    ],
    [
      'morphine, ten ampoules for one',
      ['N02AA01', 'Morphin 10 mg ống'],
      [200, 'mg'],
      ADULT,
      [TEN_FOLD, 'daily-dose serious'],
    ],
    [
      'digoxin, a slipped point',
      ['C01AA05', 'Digoxin 0.25 mg'],
      [2.5, 'mg'],
      ADULT,
      ['single-dose serious', 'daily-dose serious'],
    ],
    ['aminophylline, whose day nobody tells', ['R03DA05', 'Diaphylin'], [240, 'mg'], ADULT, ['dose not-judged']],
    [
      'aminophylline, too much at once',
      ['R03DA05', 'Diaphylin'],
      [960, 'mg'],
      ADULT,
      ['single-dose serious', 'dose not-judged'],
    ],
  ] as const)('%s', (_, drug, dose, facts, expected) => {
    expect(found(drug, dose, facts, DAILY)).toEqual([...expected]);
  });
});

describe('Methotrexate', () => {
  const METHOTREXATE = ['L04AX03', 'Methotrexat 2.5 mg'] as const;
  it.each([
    ['once a week', { everyHours: 168 }, []],
    ['once', { once: true }, []],
    ['every day', { everyHours: 24 }, ['too-often contraindicated']],
    ['at eight every morning', { times: ['08:00'] }, ['too-often contraindicated']],
    ['when needed', { asNeeded: { minimumGapHours: 24, maximumPerDay: 1 } }, ['too-often contraindicated']],
    ['twice a week', { everyHours: 84 }, ['too-often contraindicated']],
  ] as const)('%s', (_, timing, expected) => {
    const told = { ...timing, ...('times' in timing && { times: [...timing.times] }) };
    expect(found(METHOTREXATE, [7.5, 'mg'], ADULT, told as CheckedOrder['timing'])).toEqual([...expected]);
  });
});

describe('A loaded formulary', () => {
  it('tells rates, intervals, doses by weight and mmol too', () => {
    const file = `atc,name,forms,routes,source,adult_single_mg,adult_daily_mg,adult_daily_mg_kg,adult_mg_per_hour,least_hours,mg_per_mmol
A12BA01,Kali clorid,tablet,oral,DM 2026,,6000,,1491,,74.55
L04AX03,Methotrexat,tablet,oral,DM 2026,20,20,,,168,
J01GB03,Gentamicin,injection,iv,DM 2026,,,7,,,`;
    const { drugs, faults } = readFormulary(file);
    expect(faults).toEqual([]);
    expect(drugs.map(({ adult, leastHours, mgPerMmol }) => [adult, leastHours, mgPerMmol])).toEqual([
      [{ daily: 6000, hourly: 1491 }, undefined, 74.55],
      [{ single: 20, daily: 20 }, 168, undefined],
      [{ dailyPerKg: 7 }, undefined, undefined],
    ]);
  });
});
