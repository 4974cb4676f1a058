import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DOSE_UNITS } from './dose.rules.js';
import { DOSE_UNIT_WORDS } from './dose.words.js';
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
    ['ｍｇ', 'mg'],
    ['ＭＧ', 'mg'],
    ['㎎', 'mg'],
    ['㎍', 'ug'],
    ['ｍＬ／ｈ', 'mL/h'],
    ['đv', '[iU]'],
    ['ĐV', '[iU]'],
    ['đvqt', '[iU]'],
    ['IU', '[iU]'],
    ['don vi', '[iU]'],
    ['vien', '{tablet}'],
    ['vien nang', '{capsule}'],
    ['ong', '{ampoule}'],
    ['giot/phut', '{drop}/min'],
    ['ml/gio', 'mL/h'],
    ['µg∕kg∕phút', 'ug/kg/min'],
    ['gam', 'g'],
  ])('%s is %s', (typed, unit) => expect(unitSpelled(typed)).toBe(unit));

  it.each([['thìa'], [''], ['mg/kg'], ['💊'], ['мг'], ['мкг'], ['mсg'], ['mg²'], ['5 mg']])(
    '%s stays as it is, and is refused where it is no unit',
    (typed) => expect(unitSpelled(typed)).toBe(typed),
  );

  it('is never another unit for the width of its letters, the form of its marks, or blanks', () => {
    const known = [...DOSE_UNITS, ...Object.values(DOSE_UNIT_WORDS).flatMap(({ vi, en }) => [vi, en])];
    const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.constantFrom('NFC', 'NFD'),
        fc.nat(2),
        fc.boolean(),
        (word, form, blanks, isWide) => {
          const typed = word.replace('/', ' '.repeat(blanks) + '/').normalize(form);
          expect(unitSpelled(isWide ? wide(typed) : typed)).toBe(unitSpelled(word));
        },
      ),
    );
    expect(
      known.map((word) => unitSpelled(word)).filter((unit) => !(DOSE_UNITS as readonly unknown[]).includes(unit)),
    ).toEqual(['giọt/phút', 'drops/min'].map(() => '{drop}/min'));
  });

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
