/**
 * How laboratories and their machines write units, as UCUM codes. Source: units on the reports of Vietnamese hospital laboratories and in the
 * manuals of common analysers; each is here because UCUM does not know it (`IU/L`, `mmHg`, `µmol/L`), or takes it for something else: `G/L`
 * is gauss a litre there, `K/uL` kelvin a microlitre, `M/uL` is none, `u/L` the atomic mass unit. What is measured in a
 * laboratory is never those. A spelling that may mean two things stays out.
 */
const SPELLINGS: Readonly<Record<string, string>> = {
  // Counts of cells: giga and tera a litre, thousands and millions a microlitre (= mm³).
  'G/L': '10*9/L',
  'G/l': '10*9/L',
  'Giga/L': '10*9/L',
  'T/L': '10*12/L',
  'T/l': '10*12/L',
  'Tera/L': '10*12/L',
  'K/uL': '10*3/uL',
  'K/mcL': '10*3/uL',
  'K/mm3': '10*3/uL',
  'k/uL': '10*3/uL',
  'M/uL': '10*6/uL',
  'M/mcL': '10*6/uL',
  'x10^9/L': '10*9/L',
  'x10*9/L': '10*9/L',
  'x10^12/L': '10*12/L',
  'x10*12/L': '10*12/L',
  'x10^3/uL': '10*3/uL',
  'x10*3/uL': '10*3/uL',
  'x10^6/uL': '10*6/uL',
  'x10*6/uL': '10*6/uL',
  '10^9/L': '10*9/L',
  '10^12/L': '10*12/L',
  '10^3/uL': '10*3/uL',
  '10^6/uL': '10*6/uL',
  '10e9/L': '10*9/L',
  '10e12/L': '10*12/L',
  '10E9/L': '10*9/L',
  '10E12/L': '10*12/L',
  '10e3/uL': '10*3/uL',
  '10E3/uL': '10*3/uL',
  '10e6/uL': '10*6/uL',
  '10E6/uL': '10*6/uL',
  '10^3/mm3': '10*3/uL',
  '10^6/mm3': '10*6/uL',
  '/mm3': '/uL',
  'cells/uL': '/uL',
  'cells/mm3': '/uL',
  // Amounts, equivalents, enzymes.
  'mEq/L': 'meq/L',
  'mEq/l': 'meq/L',
  'MEQ/L': 'meq/L',
  'mval/L': 'meq/L',
  'MMOL/L': 'mmol/L',
  'Mmol/L': 'mmol/L',
  'mMol/L': 'mmol/L',
  'mmoL/L': 'mmol/L',
  mM: 'mmol/L',
  'UMOL/L': 'umol/L',
  'uMol/L': 'umol/L',
  'mcmol/L': 'umol/L',
  uM: 'umol/L',
  'IU/L': '[IU]/L',
  'UI/L': '[IU]/L',
  'IU/mL': '[IU]/mL',
  'UI/mL': '[IU]/mL',
  'mIU/L': 'm[IU]/L',
  'mIU/mL': 'm[IU]/mL',
  'mUI/mL': 'm[IU]/mL',
  'uIU/mL': 'u[IU]/mL',
  'u/L': 'U/L',
  // Masses.
  'MG/DL': 'mg/dL',
  'mg%': 'mg/dL',
  'g%': 'g/dL',
  'gm/dL': 'g/dL',
  'gr/dL': 'g/dL',
  'G/DL': 'g/dL',
  'G/dL': 'g/dL',
  'gm/L': 'g/L',
  'mcg/L': 'ug/L',
  'mcg/mL': 'ug/mL',
  'mcg/dL': 'ug/dL',
  // Pressures, osmoles, ratios and numbers without a unit.
  mmHg: 'mm[Hg]',
  MMHG: 'mm[Hg]',
  'mOsm/kg': 'mosm/kg',
  'mOsmol/kg': 'mosm/kg',
  INR: '{INR}',
  pH: '[pH]',
  sec: 's',
  giây: 's',
  'mm/giờ': 'mm/h',
  'mm/hr': 'mm/h',
};

const MICRO = /[µμ]/g;
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
};

/**
 * The UCUM code that a laboratory means by a unit; the unit itself, without spaces, when it is not one of the spellings. Whether that is UCUM
 * and fits what is measured shows when it is converted.
 */
export function ucumOf(unit: string): string {
  const plain = withoutSigns(unit);
  const litres = plain.replace(/([/]|[/][dmun])l$/, '$1L');
  return lookUp(plain) ?? lookUp(litres) ?? litres;
}

const lookUp = (unit: string): string | undefined => (Object.hasOwn(SPELLINGS, unit) ? SPELLINGS[unit] : undefined);

/** One letter for micro, digits on the line with their hat, a multiplication sign as x, no spaces. */
const withoutSigns = (unit: string): string =>
  unit
    .normalize('NFC')
    .replace(MICRO, 'u')
    .replace(
      /[⁰¹²³⁴-⁹]+/g,
      (digits, at: number, all: string) => (/10$/.test(all.slice(0, at)) ? '^' : '') + plainDigits(digits),
    )
    .replace(/[×X](?=\s*10)/g, 'x')
    .replace(/\s+/g, '');

const plainDigits = (digits: string): string => [...digits].map((digit) => SUPERSCRIPTS[digit]).join('');
