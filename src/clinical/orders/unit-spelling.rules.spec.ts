import { describe, expect, it } from '@jest/globals';
import { unitSpelled } from './unit-spelling.rules.js';

describe('A unit of a dose as people type it', () => {
  it.each([
    ['mg', 'mg'],
    [' MG ', 'mg'],
    ['mcg', 'ug'],
    ['µg', 'ug'],
    ['μg', 'ug'],
    ['UI', '[iU]'],
    ['đơn vị', '[iU]'],
    ['Đơn  vị', '[iU]'],
    ['đơn vị'.normalize('NFD'), '[iU]'],
    ['viên', '{tablet}'],
    ['viên nang', '{capsule}'],
    ['ống', '{ampoule}'],
    ['lọ', '{vial}'],
    ['gói', '{sachet}'],
    ['giọt', '{drop}'],
    ['tablets', '{tablet}'],
    ['ml', 'mL'],
    ['mL/giờ', 'mL/h'],
    ['ml / giờ', 'mL/h'],
    ['giọt/phút', '{drop}/min'],
    ['µg/kg/phút', 'ug/kg/min'],
    ['đơn vị/giờ', '[iU]/h'],
    ['mEq', 'meq'],
  ])('%s is %s', (typed, unit) => expect(unitSpelled(typed)).toBe(unit));

  it.each([['thìa'], [''], ['mg/kg'], ['💊']])('%s stays as it is, and is refused where it is no unit', (typed) =>
    expect(unitSpelled(typed)).toBe(typed),
  );

  it('a hundred thousand blanks within a word is looked at no longer than any other text', () => {
    const typed = `mg${' '.repeat(100_000)}x`;
    const before = process.cpuUsage();
    expect(unitSpelled(typed)).toBe(typed);
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });

  it.each([[null], [5], [['mg']], [{ unit: 'mg' }]])('%j is no text', (typed) =>
    expect(unitSpelled(typed)).toBe(typed),
  );
});
