import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { writtenNumber } from './written-number.js';

const grouped = (whole: number, sign: string) => String(whole).replace(/\B(?=(?:\d{3})+$)/g, sign);

describe('A number as people write it', () => {
  it.each([
    ['5', 5],
    ['５', 5],
    ['５００', 500],
    ['2,5', 2.5],
    ['2.5', 2.5],
    ['２，５', 2.5],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1,25', 1.25],
    ['1 000', 1000],
    ['1\u202f000', 1000],
    ['1.000.000', 1_000_000],
    ['1,000,000', 1_000_000],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1234.567', 1234.567],
    ['-3,5', -3.5],
    ['1.000', 'unclear'],
    ['1,000', 'unclear'],
    ['２．５００', 'unclear'],
    ['25.000', 'unclear'],
  ])('%s is %s', (typed, read) => expect(writtenNumber(typed)).toBe(read));

  it.each([
    ['5²'],
    ['10⁹'],
    ['½'],
    ['1e3'],
    ['0x10'],
    ['1.000.00'],
    ['1,00,000'],
    ['٥'],
    ['5 mg'],
    ['О'],
    ['l0'],
    [''],
  ])('%s is none', (typed) => expect(writtenNumber(typed)).toBeUndefined());

  it('is never another number than was meant, however its decimals and thousands are parted', () => {
    const way = fc.constantFrom([',', '.'], ['.', ','], [',', ' '], ['.', ' '], [',', ''], ['.', '']);
    fc.assert(
      fc.property(
        fc.nat(9_999_999),
        fc.stringMatching(/^\d{0,4}$/),
        way,
        fc.boolean(),
        (whole, rest, [point, group], isWide) => {
          const usual = `${grouped(whole, group)}${rest && point}${rest}`;
          const typed = isWide
            ? usual.replace(/[\d.,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
            : usual;
          expect([Number(`${whole}.${rest || 0}`), 'unclear', undefined]).toContain(writtenNumber(typed));
        },
      ),
    );
  });

  it('is read in no time, however long it is', () => expect(writtenNumber('1.000'.repeat(200_000))).toBeUndefined());
});
