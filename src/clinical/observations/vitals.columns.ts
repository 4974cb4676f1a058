/** The measurements of a set as the table keeps them: field, column and type. */
export const MEASURED_COLUMNS = {
  heartRate: ['heart_rate', 'smallint'],
  respiratoryRate: ['respiratory_rate', 'smallint'],
  systolic: ['systolic', 'smallint'],
  diastolic: ['diastolic', 'smallint'],
  temperature: ['temperature', 'numeric'],
  oxygenSaturation: ['oxygen_saturation', 'smallint'],
  supplementalOxygen: ['supplemental_oxygen', 'boolean'],
  oxygenDevice: ['oxygen_device', 'text'],
  oxygenFlow: ['oxygen_flow', 'numeric'],
  fio2: ['fio2', 'smallint'],
  consciousness: ['consciousness', 'text'],
  gcsEye: ['gcs_eye', 'smallint'],
  gcsVerbal: ['gcs_verbal', 'smallint'],
  gcsMotor: ['gcs_motor', 'smallint'],
  pain: ['pain', 'smallint'],
  capillaryRefill: ['capillary_refill', 'numeric'],
  respiratoryEffort: ['respiratory_effort', 'text'],
  weight: ['weight', 'numeric'],
  height: ['height', 'numeric'],
  glucose: ['glucose', 'numeric'],
  notMeasured: ['not_measured', 'jsonb'],
  entered: ['entered', 'jsonb'],
  confirmed: ['confirmed', 'text[]'],
  comment: ['comment', 'text'],
} as const satisfies Record<string, readonly [column: string, type: string]>;
export type MeasuredField = keyof typeof MEASURED_COLUMNS;
export const MEASURED_FIELDS = Object.keys(MEASURED_COLUMNS) as MeasuredField[];

/** What answers of other domains show of a set too, as {@link MEASURED_COLUMNS}. */
const SIGNS = [
  'heartRate',
  'respiratoryRate',
  'systolic',
  'diastolic',
  'temperature',
  'oxygenSaturation',
  'supplementalOxygen',
  'oxygenDevice',
  'oxygenFlow',
  'fio2',
  'consciousness',
  'pain',
  'capillaryRefill',
  'respiratoryEffort',
  'weight',
  'height',
  'glucose',
] as const satisfies MeasuredField[];
/** SQL of the fields of VitalSignsResponse, and of what its score hangs on; moments as PostgreSQL has them, since there are many. */
export const SIGN_COLUMNS = {
  id: 'id',
  encounterId: 'encounter_id',
  effectiveAt: 'effective_at',
  ...(Object.fromEntries(SIGNS.map((field) => [field, MEASURED_COLUMNS[field][0]])) as Record<
    (typeof SIGNS)[number],
    string
  >),
  spo2Scale: 'spo2_scale',
  pregnancy: 'pregnancy',
};

/** What a score is made of, and what of it a set keeps, as SQL for `json_build_object`, or as columns. */
const SCORED = [
  'heartRate',
  'respiratoryRate',
  'systolic',
  'diastolic',
  'temperature',
  'oxygenSaturation',
  'supplementalOxygen',
  'oxygenDevice',
  'oxygenFlow',
  'fio2',
  'consciousness',
  'capillaryRefill',
  'respiratoryEffort',
] as const satisfies MeasuredField[];
export const SCORED_COLUMNS: readonly (readonly [field: string, column: string])[] = [
  ...SCORED.map((field) => [field, MEASURED_COLUMNS[field][0]] as const),
  ['spo2Scale', 'spo2_scale'],
  ['pregnancy', 'pregnancy'],
];
