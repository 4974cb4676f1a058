import { allergyFindings } from './allergy.rules.js';
import type { Facts, KnownAllergy } from './facts.js';
import { substancesOf } from './formulary.js';

const ATC = 'http://www.whocc.no/atc';
const AMOXICILLIN = { code: 'J01CA04', display: 'Amoxicillin 500 mg' };
const CEFTRIAXONE = { code: 'J01DD04', display: 'Ceftriaxone 1 g' };
const PARACETAMOL = { code: 'N02BE01', display: 'Paracetamol 500 mg' };
const UNKNOWN = { code: 'V03AX', display: 'Cao lá dân gian' };

function found(drug: { code: string; display: string }, ...allergies: Partial<KnownAllergy>[]): string[] {
  const known = allergies.map((one) => ({ display: '', code: null, category: 'medication', noneKnown: false, ...one }));
  const facts: Facts = { sex: 'female', allergies: known, open: [], creatinine: [] };
  const order = { kind: 'medication', code: { system: ATC, ...drug } };
  return allergyFindings(order, substancesOf(drug), facts).map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('An allergy against a medicine', () => {
  it.each([
    ['the same code', AMOXICILLIN, { display: 'Amox', code: 'j01ca04' }, ['allergy-substance contraindicated']],
    [
      'the same substance in words',
      AMOXICILLIN,
      { display: 'Dị ứng amoxicillin' },
      ['allergy-substance contraindicated'],
    ],
    ['its class in words', AMOXICILLIN, { display: 'Nhóm penicilin' }, ['allergy-class contraindicated']],
    ['its class by ATC', AMOXICILLIN, { display: 'Kháng sinh', code: 'J01C' }, ['allergy-class contraindicated']],
    ['another of its class', AMOXICILLIN, { display: 'Ampicillin' }, ['allergy-class contraindicated']],
    ['a class that may cross-react', CEFTRIAXONE, { display: 'Penicillin' }, ['allergy-cross-reactivity serious']],
    ['a beta-lactam: both classes', CEFTRIAXONE, { display: 'Beta-lactam' }, ['allergy-class contraindicated']],
    ['another medicine', PARACETAMOL, { display: 'Penicillin' }, []],
    ['a food', PARACETAMOL, { display: 'Tôm', category: 'food' }, []],
    ['words that nobody understands', PARACETAMOL, { display: 'Thuốc màu hồng' }, ['allergies not-judged']],
    ['anything, where the medicine is not known', UNKNOWN, { display: 'Penicillin' }, ['allergies not-judged']],
    ['none known', AMOXICILLIN, { display: 'Không rõ', noneKnown: true }, []],
  ])('%s', (_, drug, allergy, expected) => {
    expect(found(drug, allergy)).toEqual(expected);
  });

  it('is not judged where nobody has asked', () => {
    expect(found(AMOXICILLIN)).toEqual(['allergies not-judged']);
  });

  it('is told of each allergy by itself', () => {
    expect(
      found(AMOXICILLIN, { display: 'Penicillin' }, { display: 'Amoxicillin' }, { display: 'Tôm', category: 'food' }),
    ).toEqual(['allergy-class contraindicated', 'allergy-substance contraindicated']);
  });
});
