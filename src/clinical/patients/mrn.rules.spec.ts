import fc from 'fast-check';
import { checkIdentifier } from './identifier.rules.js';
import { formatMrn } from './mrn.rules.js';

describe('a medical record number', () => {
  it.each([
    [1, '79014-00000001'],
    [99_999_999, '79014-99999999'],
    [100_000_000, '79014-100000000'],
    [12n, '79014-00000012'],
  ])('of patient %s is %s', (runningNumber, mrn) => expect(formatMrn('79014', runningNumber)).toBe(mrn));

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53, 0n])('is never made of %s', (runningNumber) =>
    expect(() => formatMrn('79014', runningNumber)).toThrow(RangeError),
  );

  it.each(['', '7901', '790145', 'BV001'])('is never made for facility %j', (code) =>
    expect(() => formatMrn(code, 1)).toThrow(RangeError),
  );

  it('differs for different patients and facilities, and is a valid identifier', () => {
    const patient = fc.tuple(fc.stringMatching(/^\d{5}$/), fc.bigInt({ min: 1n, max: 10n ** 12n }));
    fc.assert(
      fc.property(patient, patient, ([codeA, a], [codeB, b]) => {
        expect(formatMrn(codeA, a) === formatMrn(codeB, b)).toBe(codeA === codeB && a === b);
        expect(checkIdentifier('mrn', formatMrn(codeA, a))).toMatchObject({ ok: true, value: formatMrn(codeA, a) });
      }),
    );
  });
});
