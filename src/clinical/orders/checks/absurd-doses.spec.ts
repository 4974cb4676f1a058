import { describe, expect, it } from '@jest/globals';
import { findingsOf } from './check.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { stops } from './finding.js';
import { shown } from './finding.mapper.js';
import { DRUGS } from './formulary.data.js';

const ADULT: Facts = {
  ...{ sex: 'male', age: { min: 40, max: 40 }, weightKg: 60, open: [], creatinine: [{ value: 80, hoursOld: 5 }] },
  allergies: [{ display: 'none', code: null, category: null, noneKnown: true }],
  ...{ potassium: { value: 4, hoursOld: 4 }, inr: { value: 1, hoursOld: 4 }, platelets: { value: 200, hoursOld: 4 } },
};
const CHILD: Facts = { ...ADULT, age: { min: 4, max: 4 }, ageDays: { min: 1600, max: 1600 }, weightKg: 16 };

const ordered = (atc: string, display: string, [value, unit]: readonly [number, string], route: string) => ({
  ...{ kind: 'medication', code: { system: 'http://www.whocc.no/atc', code: atc, display } },
  ...{ dose: { value, unit }, timing: { once: true as const }, route },
});
const DOSE_RULES = ['ten-fold-dose', 'single-dose', 'daily-dose', 'rate', 'no-rate', 'many-pieces', 'weight'];
const about = (order: CheckedOrder, facts: Facts = ADULT) =>
  findingsOf([order], facts).filter(({ rule }) => rule === 'dose' || DOSE_RULES.includes(rule));
const told = (order: CheckedOrder, facts: Facts = ADULT): string =>
  about(order, facts)
    .map(({ rule }) => rule)
    .join(' ');

type Row = readonly [name: string, atc: string, display: string, dose: readonly [number, string], rule: string];
const INTO_A_VEIN: readonly Row[] = [
  ['noradrenaline', 'C01CA03', 'Noradrenalin 1 mg/mL', [0.2, 'ug/kg/min'], ''],
  ['noradrenaline, ten times', 'C01CA03', 'Noradrenalin 1 mg/mL', [3, 'ug/kg/min'], 'rate'],
  ['noradrenaline, mg for µg', 'C01CA03', 'Noradrenalin 1 mg/mL', [14, 'mg/h'], 'rate'],
  ['noradrenaline, pushed', 'C01CA03', 'Noradrenalin 1 mg/mL', [4, 'mg'], 'ten-fold-dose'],
  ['noradrenaline, an ampoule pushed', 'C01CA03', 'Noradrenalin', [4, 'mL'], 'ten-fold-dose dose'],
  ['adrenaline, ten ampoules', 'C01CA24', 'Adrenalin 1 mg/mL', [10, 'mg'], 'ten-fold-dose'],
  ['adrenaline in cardiac arrest', 'C01CA24', 'Adrenalin 1 mg/mL', [1, 'mg'], ''],
  ['adrenaline, mg for µg a minute', 'C01CA24', 'Adrenalin 1 mg/mL', [300, 'mg/h'], 'ten-fold-dose'],
  ['dopamine', 'C01CA04', 'Dopamin 200 mg/5 mL', [10, 'ug/kg/min'], ''],
  ['dopamine, ten times', 'C01CA04', 'Dopamin 200 mg/5 mL', [100, 'ug/kg/min'], 'rate'],
  ['dopamine, pushed', 'C01CA04', 'Dopamin 200 mg/5 mL', [200, 'mg'], 'no-rate dose'],
  ['dobutamine, ten times', 'C01CA07', 'Dobutamin 250 mg/20 mL', [50, 'ug/kg/min'], 'rate'],
  ['vasopressin', 'H01BA01', 'Vasopressin', [1.8, '[iU]/h'], ''],
  ['vasopressin, ten times', 'H01BA01', 'Vasopressin', [24, '[iU]/h'], 'rate'],
  ['vasopressin, a thousand times', 'H01BA01', 'Vasopressin', [2400, '[iU]/h'], 'ten-fold-dose'],
  ['heparin, a thousand times', 'B01AB01', 'Heparin', [1_000_000, '[iU]/h'], 'ten-fold-dose daily-dose'],
  ['insulin, mL for units', 'A10AB01', 'Actrapid', [10, 'mL'], 'ten-fold-dose dose'],
  ['magnesium, ten times', 'B05XA05', 'Magnesi sulfat 15%', [200, 'mL'], 'single-dose daily-dose'],
  ['magnesium as meant, in mL of a per cent', 'B05XA05', 'Magnesi sulfat 15%', [20, 'mL'], ''],
  ['potassium, a per cent, in mL', 'B05XA01', 'Kali clorid 10%', [1000, 'mL'], 'no-rate ten-fold-dose daily-dose'],
  ['oxytocin', 'H01BB02', 'Oxytocin 5 IU/mL', [5, '[iU]'], ''],
  ['oxytocin, ten times', 'H01BB02', 'Oxytocin 5 IU/mL', [100, '[iU]'], 'ten-fold-dose'],
  ['fentanyl', 'N01AH01', 'Fentanyl 50 µg/mL', [100, 'ug'], ''],
  ['fentanyl, mg for µg', 'N01AH01', 'Fentanyl 50 µg/mL', [100, 'mg'], 'ten-fold-dose'],
  ['fentanyl, mL for µg', 'N01AH01', 'Fentanyl 50 µg/mL', [100, 'mL'], 'ten-fold-dose'],
  ['pethidine, ten times', 'N02AB02', 'Pethidin 50 mg/mL', [1000, 'mg'], 'single-dose daily-dose'],
  ['morphine, a thousand times', 'N02AA01', 'Morphin 10 mg/mL', [10_000, 'mg'], 'ten-fold-dose daily-dose'],
  ['atropine, mg for µg', 'A03BA01', 'Atropin 0.25 mg/mL', [500, 'mg'], 'many-pieces dose'],
  ['midazolam, a hundred mL', 'N05CD08', 'Midazolam', [100, 'mL'], 'many-pieces dose'],
];

describe('A dose into a vein that nobody could mean', () => {
  it.each(INTO_A_VEIN)('%s', (_, atc, display, dose, rule) => {
    expect(told({ ...ordered(atc, display, dose, 'intravenous') })).toBe(rule);
  });

  it('of oxytocin is another in pregnancy than after it', () => {
    const running = ordered('H01BB02', 'Oxytocin 5 IU/mL', [10, '[iU]/h'], 'intravenous');
    const mother: Facts = { ...ADULT, sex: 'female', age: { min: 28, max: 28 }, pregnancy: 'not-pregnant' };
    expect(told(running, mother)).toBe('');
    expect(told(running, { ...mother, pregnancy: 'pregnant' })).toBe('rate');
  });

  it('of adrenaline goes by the way into the body', () => {
    const adrenaline = (mg: number, route: string, facts = ADULT) =>
      told(ordered('C01CA24', 'Adrenalin 1 mg/mL', [mg, 'mg'], route), facts);
    expect(['intramuscular', 'nebulised'].map((route) => adrenaline(5, route))).toEqual(['ten-fold-dose', '']);
    expect(adrenaline(0.3, 'intramuscular', CHILD)).toBe('');
    expect(adrenaline(3, 'intramuscular', CHILD)).toBe('single-dose');
  });

  it('is held against the heaviest where nobody tells the weight, and told not to be judged', () => {
    const facts = { ...ADULT, weightKg: undefined };
    const dopamine = (value: number, unit: string) =>
      told(ordered('C01CA04', 'Dopamin 200 mg/5 mL', [value, unit], 'intravenous'), facts);
    expect(dopamine(100, 'ug/kg/min')).toBe('rate dose');
    expect(dopamine(10, 'ug/kg/min')).toBe('dose');
    expect(dopamine(9000, 'mg/h')).toBe('ten-fold-dose dose');
    const gentamicin = ordered('J01GB03', 'Gentamicin 80 mg', [12_000, 'mg'], 'intravenous');
    expect(told(gentamicin, facts)).toBe('ten-fold-dose daily-dose dose');
  });
});

describe('A dose by mouth that nobody could mean', () => {
  it.each([
    ['levothyroxine, mg for µg', 'H03AA01', 'Levothyroxin 100 µg', [100, 'mg'], 'many-pieces dose'],
    ['500 tablets of what has no limit', 'C03BA11', 'Indapamid', [500, '{tablet}'], 'many-pieces dose'],
    ['digoxin, tablets of no told strength', 'C01AA05', 'Digoxin', [20, '{tablet}'], 'single-dose dose'],
    ['500 tablets of what nobody knows', 'VN-1', 'Thuốc lạ', [500, '{tablet}'], 'many-pieces'],
    ['two tablets of it', 'VN-1', 'Thuốc lạ', [2, '{tablet}'], ''],
  ] as const)('%s', (_, atc, display, dose, rule) => expect(told(ordered(atc, display, dose, 'oral'))).toBe(rule));

  it('of a child of no limits of its own is held against an adult’s', () => {
    const metformin = ordered('A10BA02', 'Metformin 500 mg', [20_000, 'mg'], 'oral');
    expect(told(metformin, CHILD)).toBe('ten-fold-dose daily-dose dose');
    expect(told(ordered('N02BE01', 'Paracetamol', [20_000, 'mg'], 'oral'), { ...CHILD, weightKg: undefined })).toBe(
      'ten-fold-dose daily-dose weight',
    );
    expect(told(ordered('A10BA02', 'Metformin 500 mg', [20_000, 'mg'], 'oral'), { ...ADULT, age: undefined })).toBe(
      'ten-fold-dose daily-dose dose',
    );
  });
});

describe('Of every medicine of the starter', () => {
  const silent = (value: number, facts: Facts) =>
    DRUGS.flatMap(({ atc, name, routes }) => {
      const order = ordered(atc, name, [value, 'mg'], routes[0]!);
      return about(order, facts).length === 0 ? [name] : [];
    });

  it('a million mg is signed without a word for nobody', () => {
    expect([silent(1_000_000, ADULT), silent(1_000_000, CHILD)]).toEqual([[], []]);
  });

  it('what has no limit says so, and why, in both languages', () => {
    const found = about(ordered('C03BA11', 'Indapamid 1.5 mg', [1.5, 'mg'], 'oral'));
    expect(found.map(({ severity }) => severity)).toEqual(['not-judged']);
    expect(found.some(stops)).toBe(false);
    expect(shown(found[0]!, 'vi').message).toBe(
      'Liều Indapamid 1.5 mg chưa được kiểm: chưa biết giới hạn liều của thuốc này cho người bệnh này.',
    );
    expect(shown(found[0]!, 'en').message).toContain('was not checked: no limit is known');
  });
});
