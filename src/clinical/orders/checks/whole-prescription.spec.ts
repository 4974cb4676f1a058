import { describe, expect, it } from '@jest/globals';
import { findingsOf } from './check.rules.js';
import type { CheckedOrder, Facts, OpenOrder } from './facts.js';
import { SEVERITIES } from './finding.js';
import { shown } from './finding.mapper.js';

const ADULT: Facts = {
  ...{ sex: 'male', age: { min: 40, max: 40 }, weightKg: 60, open: [], creatinine: [{ value: 80, hoursOld: 5 }] },
  allergies: [{ display: 'none', code: null, category: null, noneKnown: true }],
  ...{ potassium: { value: 4, hoursOld: 4 }, inr: { value: 1, hoursOld: 4 }, platelets: { value: 200, hoursOld: 4 } },
};
const PREGNANT: Facts = { ...ADULT, sex: 'female', age: { min: 28, max: 28 }, pregnancy: 'pregnant' };
const INFANT: Facts = { ...ADULT, age: { min: 0, max: 0 }, weightKg: 3 };
const DAILY: CheckedOrder['timing'] = { everyHours: 24 };
const ONCE: CheckedOrder['timing'] = { once: true };

type Product = readonly [atc: string, display: string];
const DIGOXIN: Product = ['C01AA05', 'Digoxin 0.25 mg'];
const CLOPIDOGREL: Product = ['B01AC04', 'Clopidogrel 75 mg'];
const FUROSEMIDE: Product = ['C03CA01', 'Furosemid 40 mg'];
const KALI: Product = ['B05XA01', 'Kali clorid 100 mg/mL'];
const LANTUS: Product = ['A10AE04', 'Lantus 100 IU/mL'];

const ordered = ([atc, display]: Product, value: number, unit = 'mg', more: Partial<CheckedOrder> = {}) => ({
  ...{ kind: 'medication', code: { system: 'http://www.whocc.no/atc', code: atc, display } },
  ...{ dose: { value, unit }, timing: DAILY, route: 'oral', ...more },
});
const open = (product: Product, value: number): OpenOrder => ({ id: '1', number: 'N1', ...ordered(product, value) });
/** What whoever signs is stopped or asked by; what is only told is left out. */
const asked = (order: CheckedOrder, facts: Facts = ADULT): string[] =>
  findingsOf([order], facts)
    .filter(({ severity }) => SEVERITIES.indexOf(severity) < 2)
    .map(({ rule, severity }) => `${rule} ${severity}`);

describe('What is given day after day', () => {
  it.each([
    ['digoxin as meant', DIGOXIN, 0.25, DAILY, []],
    ['digoxin, a slipped point', DIGOXIN, 1.25, DAILY, ['daily-dose serious']],
    ['digoxin, loaded once', DIGOXIN, 1, ONCE, []],
    ['clopidogrel as meant', CLOPIDOGREL, 75, DAILY, []],
    ['clopidogrel, loaded once', CLOPIDOGREL, 300, ONCE, []],
    ['clopidogrel, whose doses no text supports yet', CLOPIDOGREL, 300, DAILY, []],
    ['furosemide as meant', FUROSEMIDE, 80, DAILY, []],
    ['furosemide, a slipped point', FUROSEMIDE, 400, DAILY, ['daily-dose serious']],
  ] as const)('%s', (_, product, mg, timing, expected) => {
    expect(asked(ordered(product, mg, 'mg', { timing }))).toEqual([...expected]);
  });

  it('is counted without the dose that loads it, and with what is open', () => {
    const loaded = ordered(DIGOXIN, 0.25, 'mg', { loadingDose: { value: 1, unit: 'mg' } });
    expect(asked(loaded)).toEqual([]);
    const beside = { ...ADULT, open: [open(DIGOXIN, 0.5)] };
    expect(asked(ordered(DIGOXIN, 0.25), beside)).toEqual(['duplicate-therapy serious', 'daily-dose serious']);
  });
});

describe('Into a vein at one time', () => {
  const MAGNESIUM: Product = ['B05XA05', 'Magnesi sulfat 15%'];
  it.each([
    ['magnesium, the loading dose', MAGNESIUM, 4000, 'intravenous', []],
    ['magnesium, twice the loading dose', MAGNESIUM, 8000, 'intravenous', ['single-dose serious']],
    ['magnesium into the muscles', MAGNESIUM, 10_000, 'intramuscular', []],
    ['furosemide as meant', FUROSEMIDE, 40, 'intravenous', []],
    ['furosemide, a slipped point', FUROSEMIDE, 400, 'intravenous', ['single-dose serious']],
    ['digoxin, what is loaded by mouth', DIGOXIN, 1.5, 'intravenous', ['single-dose serious']],
  ] as const)('%s', (_, product, mg, route, expected) => {
    expect(asked(ordered(product, mg, 'mg', { route, timing: ONCE }))).toEqual([...expected]);
  });
});

describe('Potassium into a vein', () => {
  it('is asked about when no rate is told, and let through with one, or by mouth', () => {
    const vein = { route: 'intravenous', timing: ONCE };
    for (const [value, unit] of [
      [1000, 'mg'],
      [20, 'mmol'],
      [10, 'mL'],
    ] as const) {
      expect(asked(ordered(KALI, value, unit, vein))).toEqual(['no-rate serious']);
    }
    expect(asked(ordered(['B05XA01', 'Kali clorid 1500 mg/500 mL'], 80, 'mL/h', vein))).toEqual([]);
    expect(asked(ordered(['A12BA01', 'Kali clorid 500 mg'], 1000))).toEqual([]);
  });
});

describe('Insulin of a child', () => {
  const CHILD: Facts = { ...ADULT, age: { min: 2, max: 2 }, weightKg: 10, heightCm: 85 };
  const under = { route: 'subcutaneous' };
  it('is asked about above its weight, and let through as meant', () => {
    expect(asked(ordered(LANTUS, 2, '[iU]', under), CHILD)).toEqual([]);
    expect(asked(ordered(LANTUS, 20, '[iU]', under), CHILD)).toEqual(['single-dose serious']);
    const infusion = (units: number) => ordered(['A10AB01', 'Actrapid'], units, '[iU]/h', { route: 'intravenous' });
    expect(asked(infusion(1), CHILD)).toEqual([]);
    expect(asked(infusion(10), CHILD)).toEqual(['daily-dose serious']);
  });
});

describe('Insulin in mL', () => {
  it('is reckoned in units where the product tells them', () => {
    const under = { route: 'subcutaneous' };
    expect(asked(ordered(LANTUS, 0.2, 'mL', under))).toEqual([]);
    expect(asked(ordered(LANTUS, 10, 'mL', under))).toEqual(['ten-fold-dose contraindicated', 'daily-dose serious']);
    expect(asked(ordered(['A10AE04', 'Lantus 300 UI/3 mL'], 1, 'mL', under))).toEqual(['single-dose serious']);
    const unclear = findingsOf([ordered(['A10AE04', 'Lantus 1.000 IU/mL'], 0.1, 'mL', under)], ADULT);
    expect(unclear.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['dose not-judged']);
  });
});

describe('What speaks against a class', () => {
  it.each([
    ['captopril', ['C09AA01', 'Captopril 25 mg']],
    ['telmisartan', ['C09CA07', 'Telmisartan 40 mg']],
    ['acenocoumarol', ['B01AA07', 'Sintrom 4 mg']],
    ['valproate', ['N03AG01', 'Natri valproat 200 mg']],
    ['celecoxib', ['M01AH01', 'Celecoxib 200 mg']],
    ['moxifloxacin', ['J01MA14', 'Moxifloxacin 400 mg']],
  ] as const)('stops %s in pregnancy, and tells what else nobody looked for', (_, product) => {
    const found = findingsOf([ordered(product, 10)], PREGNANT);
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toContain('pregnancy contraindicated');
    const cautions = found.find(({ rule }) => rule === 'cautions')!;
    expect(shown(cautions, 'vi').message).toContain('danh mục không có');
    expect(shown(cautions, 'en').message).not.toContain('pregnancy');
  });

  it('a finding that was kept before says all of them', () => {
    const kept = { rule: 'cautions', severity: 'not-judged', params: { drug: 'Heparin' }, source: 'ATC' } as const;
    expect(shown(kept, 'en').message).toContain('pregnancy, lactation, renal function');
  });
});

describe('Two medicines at once', () => {
  const METRONIDAZOLE: Product = ['P01AB01', 'Metronidazol 250 mg'];
  const TRAMADOL: Product = ['N02AX02', 'Tramadol 50 mg'];
  const CEFTRIAXONE: Product = ['J01DD04', 'Ceftriaxone 1 g'];
  const CALCIUM = open(['A12AA03', 'Calci gluconat'], 100);
  it.each([
    ['acenocoumarol, as warfarin', METRONIDAZOLE, 250, { ...ADULT, open: [open(['B01AA07', 'Sintrom 4 mg'], 4)] }],
    ['two serotonergic ones', TRAMADOL, 50, { ...ADULT, open: [open(['N06AB06', 'Sertralin 50 mg'], 50)] }],
    ['ceftriaxone and calcium of an infant', CEFTRIAXONE, 150, { ...INFANT, open: [CALCIUM] }],
  ])('%s', (_, product, mg, facts) => {
    const route = product === CEFTRIAXONE ? 'intravenous' : 'oral';
    expect(asked(ordered(product, mg, 'mg', { route }), facts)).toEqual(['interaction serious']);
  });

  it('ceftriaxone and calcium of an adult are let through', () => {
    const vein = { route: 'intravenous' };
    expect(asked(ordered(CEFTRIAXONE, 2000, 'mg', vein), { ...ADULT, open: [CALCIUM] })).toEqual([]);
  });
});
