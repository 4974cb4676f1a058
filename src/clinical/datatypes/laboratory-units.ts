import { CELLS, LITRE, MICROMOLE, MILLIMOLE, MILLIONS, THOUSANDS } from './datatypes.words.js';
import { narrow } from './written-number.js';

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
  'k/mm3': '10*3/uL',
  'giga/L': '10*9/L',
  'tera/L': '10*12/L',
  'k/uL': '10*3/uL',
  'M/uL': '10*6/uL',
  'M/mcL': '10*6/uL',
  '/mm3': '/uL',
  'cells/uL': '/uL',
  'cells/mm3': '/uL',
  'cell/uL': '/uL',
  'Thou/uL': '10*3/uL',
  'thou/uL': '10*3/uL',
  'Mil/uL': '10*6/uL',
  'mil/uL': '10*6/uL',
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
  'gm%': 'g/dL',
  'gr%': 'g/dL',
  'mgs/dL': 'mg/dL',
  'mgs%': 'mg/dL',
  'mg/100mL': 'mg/dL',
  'mg/100ml': 'mg/dL',
  'g/100mL': 'g/dL',
  'g/100ml': 'g/dL',
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
  secs: 's',
  second: 's',
  seconds: 's',
  // Coulomb and farad are measured by no laboratory.
  C: 'Cel',
  '°C': 'Cel',
  F: '[degF]',
  '°F': '[degF]',
  giây: 's',
  Giây: 's',
  'mm/giờ': 'mm/h',
  'mm/hr': 'mm/h',
};

/** A power of ten in a volume: x10^9/L, 10E3/uL, 10(3)/mm3. */
const POWER = /^[x*]?10(?:\^|\*{1,2}|[eE]\+?)?\(?(\d{1,2})\)?(?:cells?)?\/(L|uL|mcL|mm3)$/;
const MICROLITRES: ReadonlySet<string> = new Set(['mcL', 'mm3']);

/** A length to its second or third power, with the sign that UCUM has not: mm^3, m^2, mm**3. */
const LENGTHS = /((?:^|[^A-Za-z])[cdm]?m)(?:\^|\*{1,2})([23])(?!\d)/g;
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
  return lookUp(plain) ?? lookUp(litres) ?? powerOf(litres) ?? litres;
}

function powerOf(unit: string): string | undefined {
  const [, exponent, volume = ''] = POWER.exec(unit) ?? [];
  return exponent && `10*${exponent}/${MICROLITRES.has(volume) ? 'uL' : volume}`;
}

const lookUp = (unit: string): string | undefined => (Object.hasOwn(SPELLINGS, unit) ? SPELLINGS[unit] : undefined);

/** One letter for micro, digits on the line with their hat, a multiplication sign as x, no spaces. */
const withoutSigns = (unit: string): string =>
  narrow(unit)
    .normalize('NFC')
    .replace(CELLS, '')
    .replace(LITRE, '/L')
    .replace(THOUSANDS, '10^3')
    .replace(MILLIONS, '10^6')
    .replace(MICROMOLE, 'umol')
    .replace(MILLIMOLE, 'mmol')
    .replace(/⁻/g, '-')
    .replace(/[·⋅]/g, '.')
    .replace(MICRO, 'u')
    .replace(
      /[⁰¹²³⁴-⁹]+/g,
      (digits, at: number, all: string) => (/10$/.test(all.slice(0, at)) ? '^' : '') + plainDigits(digits),
    )
    .replace(/[×X](?=\s*10)/g, 'x')
    .replace(LENGTHS, '$1$2')
    .replace(/\s+/g, '');

const plainDigits = (digits: string): string => [...digits].map((digit) => SUPERSCRIPTS[digit]).join('');
