import { currentContext } from '../../kernel/request-context.js';
import type { Localised } from '../../kernel/language.js';
import { unitsInWords } from './datatypes.words.js';

/**
 * The units the hospital uses: UCUM codes for machines and what people read on the screen. Source: The Unified Code for
 * Units of Measure (ucum.org), case-sensitive form. Other codes are legal UCUM too; these are the ones we can show.
 */

/** UCUM code → what is shown. Blood counts are shown as Vietnamese laboratories print them (G/L = 10⁹/L, T/L = 10¹²/L). */
const DISPLAY: ReadonlyMap<string, string | Localised> = new Map<string, string | Localised>([
  // vital signs and bedside
  ['/min', unitsInWords.perMinute],
  ['mm[Hg]', 'mmHg'],
  ['Cel', '°C'],
  ['[degF]', '°F'],
  ['%', '%'],
  ['kg', 'kg'],
  ['g', 'g'],
  ['[lb_av]', 'lb'],
  ['cm', 'cm'],
  ['m', 'm'],
  ['[in_i]', 'in'],
  ['kg/m2', 'kg/m²'],
  ['m2', 'm²'],
  ['mL', 'mL'],
  ['L', 'L'],
  ['mL/h', unitsInWords.mlPerHour],
  ['L/min', unitsInWords.litresPerMinute],
  ['m[IU]/min', unitsInWords.milliunitsPerMinute],
  ['{score}', unitsInWords.score],
  // amount and mass concentrations
  ['mol/L', 'mol/L'],
  ['mmol/L', 'mmol/L'],
  ['umol/L', 'µmol/L'],
  ['nmol/L', 'nmol/L'],
  ['pmol/L', 'pmol/L'],
  ['mmol/mol', 'mmol/mol'],
  ['g/L', 'g/L'],
  ['g/dL', 'g/dL'],
  ['mg/L', 'mg/L'],
  ['mg/dL', 'mg/dL'],
  ['ug/L', 'µg/L'],
  ['ug/mL', 'µg/mL'],
  ['ng/mL', 'ng/mL'],
  ['ng/L', 'ng/L'],
  ['pg/mL', 'pg/mL'],
  ['mg/g', 'mg/g'],
  // cells
  ['10*9/L', 'G/L'],
  ['10*12/L', 'T/L'],
  ['10*3/uL', '10³/µL'],
  ['10*6/uL', '10⁶/µL'],
  ['/uL', '/µL'],
  ['L/L', 'L/L'],
  ['fL', 'fL'],
  ['pg', 'pg'],
  // enzymes, hormones, coagulation, gases
  ['U/L', 'U/L'],
  ['[IU]/L', 'IU/L'],
  ['m[IU]/L', 'mIU/L'],
  ['m[IU]/mL', 'mIU/mL'],
  ['u[IU]/mL', 'µIU/mL'],
  ['s', 's'],
  ['{INR}', ''],
  ['{ratio}', ''],
  ['1', ''],
  ['[pH]', ''],
  ['kPa', 'kPa'],
  ['mmol/kg', 'mmol/kg'],
  ['mosm/kg', 'mOsm/kg'],
  ['mm/h', 'mm/h'],
  ['mL/min', unitsInWords.mlPerMinute],
  ['mL/min/{1.73_m2}', unitsInWords.clearance],
  // doses
  ['mg', 'mg'],
  ['ug', 'µg'],
  ['[IU]', 'IU'],
  ['mg/kg', 'mg/kg'],
  ['h', unitsInWords.hours],
  ['d', unitsInWords.days],
]);

/** Whether a code is one of ours; exact, since UCUM distinguishes case (`G/L` would be gauss per litre). */
export function isKnownUcum(code: string): boolean {
  return DISPLAY.has(code);
}

/** What people read for a unit, in both languages: empty for numbers without one (INR, pH), the code itself when it is not one of ours. */
export function unitWords(code: string): Localised {
  const shown = DISPLAY.get(code) ?? code;
  return typeof shown === 'string' ? { vi: shown, en: shown } : shown;
}

/** {@link unitWords} in the language of who reads; null for what has no unit. */
export const unitText = (code: string | null): string | null =>
  code === null ? null : unitWords(code)[currentContext()?.language ?? 'vi'];
