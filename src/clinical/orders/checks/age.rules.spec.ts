import { describe, expect, it } from '@jest/globals';
import { daysOn } from '../../datatypes/partial-date.js';
import { AGE_LIMITS, AGE_REASONS } from './age-limits.js';
import { findingsOf } from './check.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { shown } from './finding.mapper.js';
import { DRUGS } from './formulary.data.js';

type Age = readonly [years: number, days?: number];
const patient = ([years, days]: Age, more: Partial<Facts> = {}): Facts => ({
  ...{ sex: 'male', age: { min: years, max: years }, weightKg: 12, creatinine: [], open: [] },
  ...(days !== undefined && { ageDays: { min: days, max: days } }),
  allergies: [{ display: 'none', code: null, category: null, noneKnown: true }],
  ...more,
});
const order = (atc: string, display: string, route = 'oral'): CheckedOrder => ({
  ...{ kind: 'medication', code: { system: 'http://www.whocc.no/atc', code: atc, display } },
  ...{ dose: { value: 1, unit: 'mg' }, timing: { once: true }, route },
});
const found = (asked: CheckedOrder, facts: Facts) => findingsOf([asked], facts).filter(({ rule }) => rule === 'age');
const severity = (asked: CheckedOrder, facts: Facts) => found(asked, facts)[0]?.severity;

const ASPIRIN = order('N02BA01', 'Aspirin 81 mg');
const TRAMADOL = order('N02AX02', 'Tramadol 50 mg');
const IBUPROFEN = order('M01AE01', 'Ibuprofen 100 mg/5 mL');
const [CONTRAINDICATED, SERIOUS, CAUTION] = ['contraindicated', 'serious', 'caution'];

/** What no text supports yet is absent: it stops nobody, and docs/knowledge.md lists it. */
const NOT_COMPARED = undefined;

describe('A medicine by age', () => {
  it.each([
    ['aspirin at 15', ASPIRIN, [15], SERIOUS],
    ['aspirin at 16', ASPIRIN, [16], undefined],
    ['doxycycline at 7', order('J01AA02', 'Doxycyclin 100 mg'), [7], SERIOUS],
    ['doxycycline at 8', order('J01AA02', 'Doxycyclin 100 mg'), [8], undefined],
    ['tetracycline at 3', order('J01AA07', 'Tetracycline 250 mg'), [3], SERIOUS],
    ['ciprofloxacin at 17', order('J01MA02', 'Ciprofloxacin 500 mg'), [17], NOT_COMPARED],
    ['moxifloxacin at 18', order('J01MA14', 'Moxifloxacin 400 mg'), [18], undefined],
    ['ofloxacin into the eye of a child', order('J01MA01', 'Ofloxacin 0.3%', 'ophthalmic'), [5], undefined],
    ['codeine at 11', order('R05DA04', 'Codein 30 mg'), [11], CONTRAINDICATED],
    ['codeine with paracetamol at 11', order('N02AJ06', 'Paracetamol + codein 500/30'), [11], CONTRAINDICATED],
    ['tramadol at 11', TRAMADOL, [11], CONTRAINDICATED],
    ['tramadol at 14', TRAMADOL, [14], CAUTION],
    ['tramadol at 18', TRAMADOL, [18], undefined],
    ['metoclopramide at 11 months', order('A03FA01', 'Metoclopramid 10 mg'), [0, 330], CONTRAINDICATED],
    ['metoclopramide at 1 year', order('A03FA01', 'Metoclopramid 10 mg'), [1, 366], undefined],
    ['domperidone at 11', order('A03FA03', 'Domperidon 10 mg'), [11], SERIOUS],
    ['ceftriaxone at 28 days', order('J01DD04', 'Ceftriaxon 1 g', 'intravenous'), [0, 28], SERIOUS],
    ['ceftriaxone at 29 days', order('J01DD04', 'Ceftriaxon 1 g', 'intravenous'), [0, 29], undefined],
    ['chloramphenicol at 5 days', order('J01BA01', 'Cloramphenicol 1 g', 'intravenous'), [0, 5], NOT_COMPARED],
    ['chloramphenicol at 2 months', order('J01BA01', 'Cloramphenicol 1 g', 'intravenous'), [0, 61], undefined],
    ['promethazine at 1', order('R06AD02', 'Promethazin 15 mg'), [1], CONTRAINDICATED],
    ['promethazine at 2', order('R06AD02', 'Promethazin 15 mg'), [2], undefined],
    ['ibuprofen at 10 weeks', IBUPROFEN, [0, 70], SERIOUS],
    ['ibuprofen at 4 months', IBUPROFEN, [0, 122], undefined],
    ['loperamide at 1', order('A07DA03', 'Loperamid 2 mg'), [1], CONTRAINDICATED],
    ['loperamide at 2', order('A07DA03', 'Loperamid 2 mg'), [2], undefined],
    ['co-trimoxazole at 30 days', order('J01EE01', 'Biseptol'), [0, 30], CONTRAINDICATED],
    ['acetylcysteine at 1', order('R05CB01', 'Acetylcystein 200 mg'), [1], SERIOUS],
  ] as const)('%s', (_, asked, age, expected) => expect(severity(asked, patient(age))).toBe(expected));

  it.each([
    ['Cắt amidan', CONTRAINDICATED],
    ['Nạo V.A. nội soi', CONTRAINDICATED],
    ['Nạo VA', CONTRAINDICATED],
    ['Tonsillectomy', CONTRAINDICATED],
    ['Cắt ruột thừa và dẫn lưu', CAUTION],
  ])('tramadol at 15 after %s', (procedure, expected) => {
    expect(severity(TRAMADOL, patient([15], { procedures: [procedure] }))).toBe(expected);
  });

  it('is not judged where the age may lie on either side, or is unknown', () => {
    expect(severity(ASPIRIN, { ...patient([15]), age: { min: 15, max: 16 } })).toBe('not-judged');
    expect(severity(ASPIRIN, { ...patient([15]), age: undefined })).toBe('not-judged');
    expect(severity(IBUPROFEN, { ...patient([0]), ageDays: undefined })).toBe('not-judged');
    expect(daysOn('2026-10', '2026-11-29')).toEqual({ min: 29, max: 59 });
    expect(daysOn('2026-11-01', '2026-11-29')).toEqual({ min: 28, max: 28 });
  });

  it('says in both languages under which age and why, and where that is from', () => {
    const [aspirin] = found(ASPIRIN, patient([4]));
    expect(shown(aspirin!, 'vi').message).toContain('dưới 16 tuổi: nguy cơ hội chứng Reye');
    expect(shown(aspirin!, 'en').message).toContain('under 16 years: Reye’s syndrome');
    expect(shown(aspirin!, 'en').source).toContain('nhs.uk');
  });

  it('has no line that finds nothing, and no reason that nobody gives', () => {
    const idle = AGE_LIMITS.filter(
      ({ of }) => !DRUGS.some(({ atc, classes }) => [atc, ...classes].some((c) => of.includes(c))),
    );
    expect(idle).toEqual([]);
    expect(AGE_REASONS.filter((reason) => !AGE_LIMITS.some(({ because }) => because === reason))).toEqual([]);
  });
});
