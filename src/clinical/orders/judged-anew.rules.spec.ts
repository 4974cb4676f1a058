import { newlyFound } from './judged-anew.rules.js';

const found = (
  rule: 'allergy-substance' | 'pregnancy' | 'dose',
  severity: 'serious' | 'contraindicated',
  drug = 'A',
) => ({
  rule,
  severity,
  params: { drug, allergy: 'Penicillin' },
});

describe('What is told of an order that is judged anew', () => {
  it('is what an allergy or a pregnancy changes, and nothing else', () =>
    expect(newlyFound([found('dose', 'serious'), found('pregnancy', 'serious')], [])).toEqual([
      found('pregnancy', 'serious'),
    ]));

  it('is not what was known at the signing, whatever the order of what stands in its words', () => {
    const known = { ...found('pregnancy', 'serious'), params: { allergy: 'Penicillin', drug: 'A' } };
    expect(newlyFound([found('pregnancy', 'serious')], [known])).toEqual([]);
    expect(newlyFound([found('pregnancy', 'contraindicated')], [known])).toHaveLength(1);
    expect(newlyFound([found('pregnancy', 'serious', 'B')], [known])).toHaveLength(1);
  });
});
