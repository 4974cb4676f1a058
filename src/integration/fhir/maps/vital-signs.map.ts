/**
 * The signs of a round as observations: their codes and units, as SQL rows (system, code, facts). Sources: LOINC as FHIR
 * R4 vital signs use it, UCUM; what LOINC does not name carries a code of ours.
 */
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
  { code: '8867-4', display: 'Nhịp tim', ...measured('heart_rate', '/min') },
  { code: '9279-1', display: 'Nhịp thở', ...measured('respiratory_rate', '/min') },
  {
    code: '85354-9',
    display: 'Huyết áp',
    says: `jsonb_build_object('components', jsonb_build_array(
      ${component('8480-6', 'Huyết áp tâm thu', 'systolic')}, ${component('8462-4', 'Huyết áp tâm trương', 'diastolic')}))`,
    when: 'num_nonnulls(v.systolic, v.diastolic) > 0',
  },
  { code: '8310-5', display: 'Nhiệt độ', ...measured('temperature', 'Cel') },
  { code: '59408-5', display: 'SpO₂', ...measured('oxygen_saturation', '%') },
  {
    system: OURS,
    code: 'supplemental-oxygen',
    display: 'Thở oxy',
    says: `jsonb_build_object('text', CASE WHEN v.supplemental_oxygen THEN 'có' ELSE 'không' END)`,
    when: 'v.supplemental_oxygen IS NOT NULL',
  },
  {
    code: '80288-4',
    display: 'Tri giác (ACVPU)',
    says: `jsonb_build_object('coded', jsonb_build_object('system', '${OURS}', 'code', v.consciousness,
      'display', v.consciousness))`,
    when: 'v.consciousness IS NOT NULL',
  },
  { code: '29463-7', display: 'Cân nặng', ...measured('weight', 'kg') },
  { code: '8302-2', display: 'Chiều cao', ...measured('height', 'cm') },
  { code: '15074-8', display: 'Đường huyết', ...measured('glucose', 'mmol/L') },
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
