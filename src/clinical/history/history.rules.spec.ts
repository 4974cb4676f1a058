import {
  ALLERGY_CATEGORIES,
  ALLERGY_STATUSES,
  ALLERGY_VERIFICATIONS,
  allergyStatus,
  contradicts,
  gravest,
  icd10Code,
  noneKnownCode,
  noneKnownOf,
  PROBLEM_STATUSES,
  PROBLEM_VERIFICATIONS,
  problemStatus,
} from './history.rules.js';

const DOUBTED = ['refuted', 'entered-in-error'];

describe('The status of an allergy', () => {
  it.each(ALLERGY_VERIFICATIONS)('that is %s', (verification) => {
    const statuses = ALLERGY_STATUSES.map((status) => allergyStatus(status, verification));
    expect(statuses).toEqual(
      DOUBTED.includes(verification) ? ['inactive', 'inactive', 'resolved'] : [...ALLERGY_STATUSES],
    );
  });
});

describe('The status of a problem', () => {
  it.each(PROBLEM_VERIFICATIONS)('that is %s', (verification) => {
    const isDoubted = DOUBTED.includes(verification);
    for (const status of PROBLEM_STATUSES) {
      const isActive = ['active', 'recurrence', 'relapse'].includes(status);
      expect(problemStatus(status, verification, false)).toBe(isActive && isDoubted ? 'inactive' : status);
      const ended = isDoubted ? 'inactive' : 'resolved';
      expect(problemStatus(status, verification, true)).toBe(isActive ? ended : status);
    }
  });
});

describe('None known', () => {
  it('has a code for all, medicines, food and environment, which says the same when it is read', () => {
    for (const category of [undefined, ...ALLERGY_CATEGORIES]) {
      const code = noneKnownCode(category);
      if (category === 'biologic') expect(code).toBeUndefined();
      else expect(noneKnownOf(code!)).toEqual({ category });
    }
  });

  it('is nothing that another system calls so', () => {
    expect(noneKnownOf({ system: 'http://loinc.org', code: '716186003', display: '' })).toBeUndefined();
  });

  it.each([
    [null, 'food', true],
    ['food', 'food', true],
    ['food', 'medication', false],
    ['food', null, true],
  ])('of %j contradicts an allergy of %j: %j', (none, allergy, expected) => {
    expect(contradicts(none, allergy)).toBe(expected);
  });
});

describe('The graver criticality', () => {
  it.each([
    [null, null, null],
    [null, 'unable-to-assess', 'unable-to-assess'],
    ['unable-to-assess', 'low', 'low'],
    ['high', 'low', 'high'],
  ])('of %j and %j is %j', (one, other, expected) => {
    expect([gravest(one, other), gravest(other, one)]).toEqual([expected, expected]);
  });
});

describe('A code of ICD-10', () => {
  it.each([
    ['i10', 'I10'],
    [' E11.9 ', 'E11.9'],
    ['A17.0+', 'A17.0†'],
    ['G01*', 'G01*'],
    ['S72.00', 'S72.00'],
    ['I1', undefined],
    ['I10.123', undefined],
    ['110', undefined],
    ['I10; DROP', undefined],
  ])('%j is read as %j', (text, expected) => {
    expect(icd10Code(text)).toBe(expected);
  });
});
