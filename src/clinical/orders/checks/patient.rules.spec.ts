import { elementAt } from '../../../kernel/list.js';
import type { Facts } from './facts.js';
import { drugOf } from './formulary.js';
import { patientFindings } from './patient.rules.js';

/** A woman of 30 whose clearance is 130 mL/min, with nothing against anything. */
const WELL: Facts = {
  sex: 'female',
  age: { min: 30, max: 30 },
  weightKg: 60,
  pregnancy: 'not-pregnant',
  allergies: [],
  open: [],
  creatinine: [{ value: 52.8, hoursOld: 5 }],
  potassium: { value: 4, hoursOld: 5 },
  inr: { value: 2, hoursOld: 5 },
  platelets: { value: 200, hoursOld: 5 },
};
const METFORMIN = ['A10BA02', 'Metformin 500 mg'] as const;
const IBUPROFEN = ['M01AE01', 'Ibuprofen 400 mg'] as const;
const ALLOPURINOL = ['M04AA01', 'Allopurinol 300 mg'] as const;
const OFLOXACIN = ['J01MA01', 'Ofloxacin 200 mg'] as const;
const SIMVASTATIN = ['C10AA01', 'Simvastatin 20 mg'] as const;
const LEVOFLOXACIN = ['J01MA12', 'Levofloxacin 500 mg'] as const;
const AMOXICILLIN = ['J01CA04', 'Amoxicillin 500 mg'] as const;
const WARFARIN = ['B01AA03', 'Warfarin 5 mg'] as const;
const ATORVASTATIN = ['C10AA05', 'Atorvastatin 20 mg'] as const;
const SPIRONOLACTONE = ['C03DA01', 'Spironolactone 25 mg'] as const;
/** Creatinine at which her clearance is so many mL/min. */
const clearance = (mlPerMin: number) => ({ creatinine: [{ value: (110 * 60 * 1.04) / mlPerMin, hoursOld: 5 }] });

function found([code, display]: readonly [string, string], change: Partial<Facts> = {}, route = 'oral'): string[] {
  const order = { kind: 'medication', route, code: { system: 'http://www.whocc.no/atc', code, display } };
  const findings = patientFindings(order, drugOf(order.code)!, { ...WELL, ...change });
  return findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('What speaks against a medicine in this patient', () => {
  it.each([
    ['nothing', METFORMIN, {}, []],
    ['a kidney that clears less', AMOXICILLIN, clearance(29), ['renal-function serious']],
    ['what no text supports: it judges nothing, and is told', ALLOPURINOL, clearance(20), ['cautions not-judged']],
    ['a pregnancy, of which no text is known', OFLOXACIN, { pregnancy: 'pregnant' as const }, ['cautions not-judged']],
    [
      'a statin in a pregnancy',
      SIMVASTATIN,
      { pregnancy: 'pregnant' as const },
      ['pregnancy contraindicated', 'lactation not-judged'],
    ],
    ['no pregnancy of a man, nor an age past', SIMVASTATIN, { sex: 'male', pregnancy: undefined }, []],
    [
      'an age, of which no text is known',
      LEVOFLOXACIN,
      { sex: 'male', age: { min: 12, max: 12 } },
      ['cautions not-judged', 'renal-function not-judged'],
    ],
    ['an age that is past', LEVOFLOXACIN, { sex: 'male' }, []],
    ['a kidney that clears too little', METFORMIN, clearance(29), ['renal-function contraindicated']],
    ['a kidney nobody can judge', METFORMIN, { creatinine: [] }, ['renal-function not-judged']],
    ['a pregnancy', WARFARIN, { pregnancy: 'pregnant' as const }, ['pregnancy contraindicated']],
    ['a pregnancy nobody knows of', WARFARIN, { pregnancy: undefined }, ['pregnancy not-judged']],
    ['no pregnancy of a man', WARFARIN, { sex: 'male', pregnancy: undefined }, []],
    ['no pregnancy at 56', WARFARIN, { age: { min: 56, max: 56 }, pregnancy: undefined }, []],
    ['no pregnancy at 11', WARFARIN, { age: { min: 11, max: 11 }, pregnancy: undefined }, []],
    ['lactation, which nobody records', ATORVASTATIN, {}, ['lactation not-judged']],
    ['potassium that is high', SPIRONOLACTONE, { potassium: { value: 5.1, hoursOld: 5 } }, ['result serious']],
    ['potassium at its limit', SPIRONOLACTONE, { potassium: { value: 5, hoursOld: 5 } }, []],
    ['potassium of last week', SPIRONOLACTONE, { potassium: { value: 4, hoursOld: 169 } }, ['result not-judged']],
    ['potassium nobody has measured', SPIRONOLACTONE, { potassium: undefined }, ['result not-judged']],
    ['few platelets', IBUPROFEN, { platelets: { value: 49, hoursOld: 5 } }, ['result serious']],
  ])('%s', (_, drug, change, expected) => {
    expect(found(drug, change)).toEqual(expected);
  });

  it('is a route that it has not', () => {
    expect(elementAt(found(METFORMIN, {}, 'intravenous'), 0)).toBe('route serious');
  });
});
