/** URI of LOINC, by which tests are known. */
export const LOINC = 'http://loinc.org';

/** Whether something is called by a code of LOINC that can be one. */
export const isLoinc = ({ system, code }: { readonly system?: string; readonly code?: string }): boolean =>
  system === LOINC && code !== undefined && isLoincCode(code);

/**
 * Whether a text is written as a code of LOINC, its check digit included: one whose digits were mistyped is none.
 * Mod 10 (Luhn) over the digits before the hyphen. Source: LOINC Users' Guide, appendix on the check digit.
 */
export function isLoincCode(text: string): boolean {
  const [, digits = '', check] = /^(\d{1,7})-(\d)$/.exec(text) ?? [];
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  return check !== undefined && (10 - (sum % 10)) % 10 === Number(check);
}
