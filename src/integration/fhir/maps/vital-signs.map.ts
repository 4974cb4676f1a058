/**
 * The signs of a round as observations: their codes and units, as SQL rows (system, code, facts). Sources: LOINC as FHIR
 * R4 vital signs use it, UCUM; what LOINC does not name carries a code of ours.
 */
import { signWords } from '../fhir.words.js';

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

const measured = (column: string, unit: string) => ({
  says: `jsonb_build_object('value', v.${column}, 'unit', '${unit}')`,
  when: `v.${column} IS NOT NULL`,
});

const component = (code: string, display: string, column: string) =>
  `jsonb_strip_nulls(jsonb_build_object('code', ${codeOf(LOINC, code, display)}, 'value', v.${column}, 'unit', 'mm[Hg]'))`;

const SIGNS: readonly Sign[] = [
  { code: '8867-4', display: signWords.heartRate.vi, ...measured('heart_rate', '/min') },
  { code: '9279-1', display: signWords.respiratoryRate.vi, ...measured('respiratory_rate', '/min') },
  {
    code: '85354-9',
    display: signWords.bloodPressure.vi,
    says: `jsonb_build_object('components', jsonb_build_array(
      ${component('8480-6', signWords.systolic.vi, 'systolic')}, ${component('8462-4', signWords.diastolic.vi, 'diastolic')}))`,
    when: 'num_nonnulls(v.systolic, v.diastolic) > 0',
  },
  { code: '8310-5', display: signWords.temperature.vi, ...measured('temperature', 'Cel') },
  { code: '59408-5', display: signWords.oxygenSaturation.vi, ...measured('oxygen_saturation', '%') },
  {
    system: OURS,
    code: 'supplemental-oxygen',
    display: signWords.supplementalOxygen.vi,
    says: `jsonb_build_object('text', CASE WHEN v.supplemental_oxygen THEN '${signWords.yes.vi}' ELSE '${signWords.no.vi}' END)`,
    when: 'v.supplemental_oxygen IS NOT NULL',
  },
  {
    code: '80288-4',
    display: signWords.consciousness.vi,
    says: `jsonb_build_object('coded', jsonb_build_object('system', '${OURS}', 'code', v.consciousness,
      'display', v.consciousness))`,
    when: 'v.consciousness IS NOT NULL',
  },
  { code: '29463-7', display: signWords.weight.vi, ...measured('weight', 'kg') },
  { code: '8302-2', display: signWords.height.vi, ...measured('height', 'cm') },
  { code: '15074-8', display: signWords.glucose.vi, ...measured('glucose', 'mmol/L') },
];

/** Rows of a VALUES list over `v`, a round of vital signs; facts are null where nothing was measured. */
export const VITAL_SIGNS = SIGNS.map(
  ({ system = LOINC, code, display, says, when }) =>
    `('${system}', '${code}', CASE WHEN ${when} THEN
      jsonb_build_object('code', ${codeOf(system, code, display)}) || ${says} END)`,
).join(',\n');

/** The codes a round of vital signs can have. */
export const SIGN_CODES: ReadonlySet<string> = new Set(SIGNS.map(({ code }) => code));

function codeOf(system: string, code: string, display: string): string {
  return `jsonb_build_object('system', '${system}', 'code', '${code}', 'display', '${display}')`;
}
