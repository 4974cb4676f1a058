import { describe, expect, it } from '@jest/globals';
import type { CheckedOrder, Facts } from './facts.js';
import { DRUGS } from './formulary.data.js';
import type { Drug } from './formulary.js';
import { patientFindings } from './patient.rules.js';
import { LOOK_ALIKES, tallMan } from './look-alikes.js';
import { togetherFindings } from './together.rules.js';

const ATC = 'http://www.whocc.no/atc';
const orderOf = ({ atc, name }: Pick<Drug, 'atc' | 'name'>): CheckedOrder => ({
  kind: 'medication',
  code: { system: ATC, code: atc, display: name },
});
const NOBODY: Facts = { sex: 'male', age: { min: 40, max: 40 }, allergies: [], open: [], creatinine: [] };
const told = (drug: Drug, facts: Facts, rule: string): string | undefined =>
  patientFindings(orderOf(drug), drug, facts).find((found) => found.rule === rule)?.severity;

/** A man of 40 years and 70 kg whose clearance by Cockcroft and Gault is this, mL/min; for CKD-EPI none is asked. */
const cleared = (clearance: number): Facts => ({
  ...NOBODY,
  weightKg: 70,
  creatinine: [{ value: (1.23 * (140 - 40) * 70) / clearance, hoursOld: 5 }],
});

describe('Renal function, at the border of every medicine that has one', () => {
  const limited = DRUGS.filter(({ renal }) => renal && renal.measure === undefined);
  it.each(limited.map((drug) => [drug.name, drug] as const))('%s', (_, drug) => {
    const { avoidBelow, reduceBelow } = drug.renal!;
    for (const limit of [avoidBelow, reduceBelow].filter((one) => one !== undefined)) {
      const isAvoid = limit === avoidBelow;
      const above = isAvoid && reduceBelow !== undefined && reduceBelow > limit ? 'serious' : undefined;
      const below = isAvoid ? 'contraindicated' : 'serious';
      expect([limit, told(drug, cleared(limit - 0.1), 'renal-function')]).toEqual([limit, below]);
      expect([limit, told(drug, cleared(limit + 0.1), 'renal-function')]).toEqual([limit, above]);
    }
    expect(told(drug, NOBODY, 'renal-function')).toBe('not-judged');
  });
});

describe('Pregnancy and lactation', () => {
  const drug: Drug = { ...DRUGS[0]!, pregnancy: 'avoid', lactation: 'avoid', source: 'OF_LIST' };
  const [STOPS, ASKS, UNKNOWN] = ['contraindicated', 'serious', 'not-judged'];
  it.each([
    ['male', 30, undefined, undefined, undefined, undefined],
    ['male', 30, 'pregnant', 'breastfeeding', undefined, undefined],
    ['female', 11, undefined, undefined, undefined, undefined],
    ['female', 12, undefined, undefined, UNKNOWN, UNKNOWN],
    ['female', 30, undefined, undefined, UNKNOWN, UNKNOWN],
    ['female', 30, 'pregnant', undefined, STOPS, UNKNOWN],
    ['female', 30, 'not-pregnant', undefined, undefined, UNKNOWN],
    ['female', 30, 'pregnant', 'breastfeeding', STOPS, ASKS],
    ['female', 30, 'not-pregnant', 'not-breastfeeding', undefined, undefined],
    ['female', 55, undefined, undefined, UNKNOWN, UNKNOWN],
    ['female', 56, undefined, undefined, undefined, undefined],
    ['unknown', 30, undefined, undefined, UNKNOWN, UNKNOWN],
    ['other', 30, 'pregnant', undefined, STOPS, UNKNOWN],
  ] as const)('%s, %s years, %s, %s: %s, %s', (sex, age, pregnancy, lactation, pregnant, feeding) => {
    const facts = { ...NOBODY, sex, age: { min: age, max: age }, pregnancy, lactation };
    expect([told(drug, facts, 'pregnancy'), told(drug, facts, 'lactation')]).toEqual([pregnant, feeding]);
  });

  it('of an unknown age are not judged', () => {
    const facts = { ...NOBODY, sex: 'female', age: undefined };
    expect(told(drug, facts, 'pregnancy')).toBe(UNKNOWN);
  });

  it.each(DRUGS.filter(({ pregnancy }) => pregnancy).map((one) => [one.name, one] as const))(
    '%s is stopped in pregnancy',
    (_, one) => {
      expect(told(one, { ...NOBODY, sex: 'female', pregnancy: 'pregnant' }, 'pregnancy')).toBe(STOPS);
    },
  );
});

describe('Results that speak against a medicine, at each border', () => {
  const rows = DRUGS.flatMap((drug) => (drug.results ?? []).map((limit) => [drug.name, drug, limit] as const));
  it.each(rows)('%s', (_, drug, { analyte, above, below }) => {
    const limit = above ?? below ?? 0;
    const with_ = (value: number, hoursOld = 5) =>
      patientFindings(
        orderOf(drug),
        { ...drug, results: [{ analyte, above, below }] },
        {
          ...NOBODY,
          [analyte]: { value, hoursOld },
        },
      ).find(({ rule }) => rule === 'result')?.severity;
    const [worse, better] = above === undefined ? [limit - 0.1, limit + 0.1] : [limit + 0.1, limit - 0.1];
    expect([with_(worse), with_(limit), with_(better)]).toEqual(['serious', undefined, undefined]);
    expect([with_(better, 7 * 24), with_(better, 7 * 24 + 1)]).toEqual([undefined, 'not-judged']);
  });
});

describe('Names that are taken for one another', () => {
  const known = (name: string) => DRUGS.find((drug) => drug.name.toLowerCase() === name);
  const told = (drug: Drug | undefined, display = drug?.name ?? ''): string | undefined => {
    const order = { kind: 'medication', code: { system: ATC, code: drug?.atc ?? 'X', display } };
    const [found] = togetherFindings(order, drug ? [drug] : [], []).filter(({ rule }) => rule === 'look-alike');
    return typeof found?.params.other === 'string' ? found.params.other : undefined;
  };
  const others = (drug: Drug) => told(drug);

  it.each(LOOK_ALIKES)('%s and %s, each for the other, by code and by what was typed', (one, other) => {
    for (const [name, taken] of [
      [one, other],
      [other, one],
    ] as const) {
      const drug = known(name);
      if (drug) expect(others(drug)?.split(', ')).toContain(tallMan(taken));
      for (const typed of [name, `${name.toUpperCase()} 1 g`, `${name.replace(/e$/, '')} 10mg`]) {
        expect([typed, told(undefined, typed)?.split(', ')]).toEqual([typed, expect.arrayContaining([tallMan(taken)])]);
      }
    }
  });

  it('are written in tall man letters, and are not told of an order that names both, or of a test', () => {
    expect(told(undefined, 'Cefazolin 1 g')).toBe('cefTRIAXone');
    expect(told(undefined, 'Noradrenalin 4 mg/4 mL')).toBe('ADRENaline');
    expect(told(undefined, 'Losartan + Valsartan')).toBeUndefined();
    const test = { kind: 'laboratory', code: { system: ATC, code: 'X', display: 'Morphine' } };
    expect(togetherFindings(test, [], [])).toEqual([]);
  });

  it('are no others', () => {
    const alike = new Set(LOOK_ALIKES.flat());
    const wrong = DRUGS.filter((drug) => (others(drug) !== undefined) !== alike.has(drug.name.toLowerCase()));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('Two medicines that make the heart beat late', () => {
  const [one, other] = DRUGS.filter(({ classes }) => classes.includes('qt')) as [Drug, Drug];
  const rules = (beside: Drug) => togetherFindings(orderOf(one), [one], [orderOf(beside)]).map(({ rule }) => rule);

  it('are told together, and one that is ordered twice is no interaction with itself', () => {
    expect(rules(other)).toContain('interaction');
    expect(rules(one)).toContain('duplicate-therapy');
    expect(rules(one)).not.toContain('interaction');
  });
});
