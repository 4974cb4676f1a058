/**
 * The signs of a round as observations: their codes and units, as SQL rows (system, code, facts). LOINC codes and UCUM units are those they
 * are charted by; what LOINC does not name carries a code of ours. A resource holds one display, the Vietnamese, whoever asks: systems keep
 * what they were sent.
 */
import { vitalWords, YES_NO } from '../../../clinical/observations/observations.words.js';
import { MEASURED_COLUMNS } from '../../../clinical/observations/vitals.columns.js';
import {
  BLOOD_PRESSURE_PANEL_LOINC,
  CONSCIOUSNESS_LOINC,
  MEASURED,
  signOf,
  VITAL_PARAMETERS,
  type MeasuredVital,
} from '../../../clinical/observations/vital-signs.rules.js';
import { codesOf } from '../search/parameters.js';

const LOINC = 'http://loinc.org';
const OURS = 'https://benhan.vn/fhir/CodeSystem/vital-signs';

interface Sign {
  readonly system?: string;
  readonly code: string;
  readonly display: string;
  /** SQL of the value as JSON, and when there is one. */
  readonly says: string;
  readonly when: string;
}

const columnOf = (field: MeasuredVital) => MEASURED_COLUMNS[field][0];

function measured(field: MeasuredVital): Sign {
  const { code, display, unit } = VITAL_PARAMETERS[field];
  const says = `jsonb_build_object('value', v.${columnOf(field)}, 'unit', '${unit}')`;
  return { code, display: display.vi, says, when: `v.${columnOf(field)} IS NOT NULL` };
}

function component(field: 'systolic' | 'diastolic'): string {
  const { code, display, unit } = VITAL_PARAMETERS[field];
  const told = `'code', ${codeOf(LOINC, code, display.vi)}, 'value', v.${columnOf(field)}, 'unit', '${unit}'`;
  return `jsonb_strip_nulls(jsonb_build_object(${told}))`;
}

const SIGNS: readonly Sign[] = [
  ...MEASURED.filter((field) => field !== 'systolic' && field !== 'diastolic').map(measured),
  {
    code: BLOOD_PRESSURE_PANEL_LOINC,
    display: vitalWords.bloodPressure.vi,
    says: `jsonb_build_object('components', jsonb_build_array(${component('systolic')}, ${component('diastolic')}))`,
    when: 'num_nonnulls(v.systolic, v.diastolic) > 0',
  },
  {
    system: OURS,
    code: 'supplemental-oxygen',
    display: vitalWords.supplementalOxygen.vi,
    says: `jsonb_build_object('text', CASE WHEN v.supplemental_oxygen THEN '${YES_NO.yes.vi}' ELSE '${YES_NO.no.vi}' END)`,
    when: 'v.supplemental_oxygen IS NOT NULL',
  },
  {
    code: CONSCIOUSNESS_LOINC,
    display: vitalWords.consciousness.vi,
    says: `jsonb_build_object('coded', jsonb_build_object('system', '${OURS}', 'code', v.consciousness,
      'display', v.consciousness))`,
    when: 'v.consciousness IS NOT NULL',
  },
];

/** Rows of a VALUES list over `v`, a round of vital signs; facts are null where nothing was measured. */
export const VITAL_SIGNS = SIGNS.map(
  ({ system = LOINC, code, display, says, when }) =>
    `('${system}', '${code}', CASE WHEN ${when} THEN
      jsonb_build_object('code', ${codeOf(system, code, display)}) || ${says} END)`,
).join(',\n');

const SIGN_CODES: ReadonlySet<string> = new Set(SIGNS.map(({ code }) => code));

/** Whether a search for these codes may find a round of vital signs. `system|` asks for every code of a system. */
export const mayNameSigns = (value: string): boolean =>
  codesOf(value).some((code) => code === '' || SIGN_CODES.has(code));

/** A search for codes with every code under which the same signs are sent: `15074-8` finds glucose of the bedside too. */
export const withCodesOfSigns = (value: string): string =>
  value
    .split(',')
    .flatMap((part) => {
      const system = part.slice(0, part.indexOf('|') + 1);
      const codes = signOf(part.slice(system.length))?.codes ?? [];
      return [part, ...codes.map((code) => system + code).filter((one) => one !== part)];
    })
    .join(',');

function codeOf(system: string, code: string, display: string): string {
  return `jsonb_build_object('system', '${system}', 'code', '${code}', 'display', '${display}')`;
}
