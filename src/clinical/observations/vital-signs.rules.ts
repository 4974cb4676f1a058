/**
 * Plausibility of vital signs: what no living person has is refused, what is unusual at the patient's age has to be confirmed by whoever
 * charts it. What the sick really have can be charted: survivors were found at 11.8 °C and at 46.5 °C, weighed 212 g and 635 kg, were 272 cm
 * tall; an arrested circulation has no pulse and no pressure. What is usual at each age stands in plausible-ranges.ts, with its sources.
 */

import type { Localised } from '../../kernel/language.js';
import { vitalWords } from './observations.words.js';
import { gcsContradicts, type Gcs } from './gcs.rules.js';
import { OXYGEN_DEVICE_CODES, oxygenContradicts, type OxygenDevice } from './oxygen.js';
import { ADULT, type AgeBand } from './plausible-ranges.js';

/** AVPU with new Confusion, as NEWS2 charts it: Alert, new Confusion, Voice, Pain, Unresponsive. */
export const CONSCIOUSNESS_LEVELS = ['A', 'C', 'V', 'P', 'U'] as const;
export type Consciousness = (typeof CONSCIOUSNESS_LEVELS)[number];

/** How hard a child works to breathe; severe includes any apnoea. Source: Bedside PEWS. */
export const RESPIRATORY_EFFORTS = ['normal', 'mild', 'moderate', 'severe'] as const;
export type RespiratoryEffort = (typeof RESPIRATORY_EFFORTS)[number];

/** LOINC code of the level of consciousness, and of the panels the measurements belong to. */
export const CONSCIOUSNESS_LOINC = '80288-4';
export const BLOOD_PRESSURE_PANEL_LOINC = '85354-9';
export const VITAL_SIGNS_PANEL_LOINC = '85353-1';

/** First and last value inside the range. */
export type Range = readonly [low: number, high: number];

export interface VitalParameter {
  /** LOINC, under which it is charted and told to others. */
  readonly code: string;
  /** Other codes of LOINC under which others send the same; what is asked for under one is found under all. */
  readonly also?: readonly string[];
  readonly display: Localised;
  /** UCUM. */
  readonly unit: string;
  /** Outside: refused, at any age. */
  readonly possible: Range;
}

export const VITAL_PARAMETERS = {
  heartRate: { code: '8867-4', display: vitalWords.heartRate, unit: '/min', possible: [0, 350] },
  respiratoryRate: {
    code: '9279-1',
    display: vitalWords.respiratoryRate,
    unit: '/min',
    possible: [0, 150],
  },
  systolic: {
    code: '8480-6',
    display: vitalWords.systolic,
    unit: 'mm[Hg]',
    possible: [0, 370],
  },
  diastolic: {
    code: '8462-4',
    display: vitalWords.diastolic,
    unit: 'mm[Hg]',
    possible: [0, 360],
  },
  temperature: {
    code: '8310-5',
    display: vitalWords.temperature,
    unit: 'Cel',
    possible: [10, 47],
  },
  oxygenSaturation: {
    code: '59408-5',
    display: vitalWords.oxygenSaturation,
    unit: '%',
    possible: [0, 100],
  },
  weight: { code: '29463-7', display: vitalWords.weight, unit: 'kg', possible: [0.1, 700] },
  height: { code: '8302-2', display: vitalWords.height, unit: 'cm', possible: [15, 275] },
  glucose: {
    // Glucose [Moles/volume] in Capillary blood by Glucometer, as the ward measures it; some send Glucose [Moles/volume] in Blood for it.
    code: '14743-9',
    also: ['15074-8'],
    display: vitalWords.glucose,
    unit: 'mmol/L',
    possible: [0.1, 150],
  },
  pain: {
    code: '72514-3',
    display: vitalWords.pain,
    unit: '{score}',
    possible: [0, 10],
  },
  oxygenFlow: {
    code: '3151-8',
    display: vitalWords.oxygenFlow,
    unit: 'L/min',
    possible: [0, 100],
  },
  fio2: {
    code: '3150-6',
    display: vitalWords.fio2,
    unit: '%',
    possible: [21, 100],
  },
  capillaryRefill: {
    code: '44963-7',
    display: vitalWords.capillaryRefill,
    unit: 's',
    possible: [0, 20],
  },
} as const satisfies Record<string, VitalParameter>;

export type MeasuredVital = keyof typeof VITAL_PARAMETERS;

/** The vital sign that a LOINC code is about, and every code of it. Undefined for what is no sign of a round. */
export function signOf(
  loinc: string,
): { readonly field: MeasuredVital; readonly codes: readonly string[] } | undefined {
  for (const [field, { code, also = [] }] of Object.entries(VITAL_PARAMETERS) as [MeasuredVital, VitalParameter][]) {
    if (code === loinc || also.includes(loinc)) return { field, codes: [code, ...also] };
  }
  return undefined;
}

/** One charting round. Units: VITAL_PARAMETERS. A field that is undefined or null was not taken. */
export type VitalSigns = { readonly [field in MeasuredVital]?: number | null } & {
  readonly supplementalOxygen?: boolean | null;
  readonly consciousness?: Consciousness | null;
  readonly oxygenDevice?: OxygenDevice | null;
  readonly respiratoryEffort?: RespiratoryEffort | null;
  readonly gcs?: Gcs | null;
  /** An item that was refused already is undefined. */
  readonly notMeasured?: readonly (Unmeasured | undefined)[] | null;
};
interface Unmeasured {
  readonly field: string;
  readonly reason?: string;
  readonly text?: string;
}
export type VitalField = keyof VitalSigns;

export type VitalRefusal =
  | 'impossible'
  | 'not-allowed'
  | 'systolic-missing'
  | 'diastolic-not-below-systolic'
  | 'no-value'
  | 'oxygen-contradicts'
  | 'measured-and-not'
  | 'not-measured-why';

/** Why a round asks to be looked at again. */
export type VitalQuestion = 'improbable' | 'consciousness-contradicts';

/** `low` and `high`: the range the value had to lie in, where there is one. `field` '' is the round as a whole. */
export interface VitalFinding<Rule extends string> {
  field: VitalField | '';
  rule: Rule;
  low?: number;
  high?: number;
}

export interface VitalsCheck {
  refused: VitalFinding<VitalRefusal>[];
  toConfirm: VitalFinding<VitalQuestion>[];
}

export const MEASURED = Object.keys(VITAL_PARAMETERS) as MeasuredVital[];
/** What can be confirmed of a round. */
export const CONFIRMABLE = [...MEASURED, 'consciousness', 'onLeave'] as const;
const CODED = {
  consciousness: CONSCIOUSNESS_LEVELS,
  oxygenDevice: OXYGEN_DEVICE_CODES,
  respiratoryEffort: RESPIRATORY_EFFORTS,
  supplementalOxygen: [true, false],
} as const satisfies Partial<Record<VitalField, readonly unknown[]>>;
const CODED_FIELDS = Object.keys(CODED) as (keyof typeof CODED)[];
/** What qualifies the saturation and is no measurement by itself. */
const OXYGEN_ALONE: readonly VitalField[] = ['oxygenFlow', 'fio2'];
/** What says something by itself; of these a round has one. */
const TELLING: readonly VitalField[] = [
  ...MEASURED.filter((field) => !OXYGEN_ALONE.includes(field)),
  ...(['consciousness', 'gcs', 'respiratoryEffort', 'notMeasured'] as const),
];

/**
 * Checks one charting round of somebody of an age; fields named in `confirmedFields` were improbable and have been confirmed. At least one
 * value must be there, or why there is none; oxygen is none, it only qualifies the saturation.
 */
export function checkVitals(
  values: VitalSigns,
  confirmedFields: readonly string[] = [],
  band: AgeBand = ADULT,
): VitalsCheck {
  const refused = [...refusedByValue(values, band), ...refusedTogether(values)];
  const toConfirm: VitalsCheck['toConfirm'] = [];
  for (const field of MEASURED) {
    const probable = (band.probable as Partial<Record<MeasuredVital, Range>>)[field];
    const value = values[field];
    if (!isTaken(value) || !probable || confirmedFields.includes(field)) continue;
    const isImprobable = isWithin(value, possibleAt(band, field)) && !isWithin(value, probable);
    if (isImprobable) toConfirm.push({ field, rule: 'improbable', low: probable[0], high: probable[1] });
  }
  if (isConsciousnessAsked(values, confirmedFields)) {
    toConfirm.push({ field: 'consciousness', rule: 'consciousness-contradicts' });
  }
  return { refused, toConfirm };
}

function isConsciousnessAsked({ consciousness: level, gcs }: VitalSigns, confirmedFields: readonly string[]): boolean {
  const isKnown = isTaken(level) && CONSCIOUSNESS_LEVELS.includes(level) && isTaken(gcs);
  return isKnown && !confirmedFields.includes('consciousness') && gcsContradicts(level, gcs);
}

/** For each of these ages, whether {@link checkVitals} finds nothing. Every set that is charted asks it of all ages. */
export function acceptedAt(
  bands: readonly AgeBand[],
  values: VitalSigns,
  confirmedFields: readonly string[] = [],
): boolean[] {
  const isWrongAtAnyAge = refusedAtAnyAge(values).length > 0 || isConsciousnessAsked(values, confirmedFields);
  const taken = MEASURED.filter((field) => isTaken(values[field]));
  return bands.map(
    (band) => !isWrongAtAnyAge && taken.every((field) => isUsualAt(band, field, values[field]!, confirmedFields)),
  );
}

function isUsualAt(band: AgeBand, field: MeasuredVital, value: number, confirmedFields: readonly string[]): boolean {
  if (!isWithin(value, possibleAt(band, field))) return false;
  const probable = (band.probable as Partial<Record<MeasuredVital, Range>>)[field];
  return !probable || confirmedFields.includes(field) || isWithin(value, probable);
}

/** What is wrong whatever the patient's age. */
export const refusedAtAnyAge = (values: VitalSigns): VitalsCheck['refused'] => [
  ...refusedByValue(values),
  ...refusedTogether(values),
];

/** What somebody of an age can have at all. */
export const possibleAt = (band: AgeBand | undefined, field: MeasuredVital): Range =>
  band?.possible[field] ?? VITAL_PARAMETERS[field].possible;

function refusedByValue(values: VitalSigns, band?: AgeBand): VitalsCheck['refused'] {
  const refused: VitalsCheck['refused'] = [];
  for (const field of MEASURED) {
    const value = values[field];
    if (!isTaken(value)) continue;
    const possible = possibleAt(band, field);
    if (!isWithin(value, possible)) refused.push({ field, rule: 'impossible', low: possible[0], high: possible[1] });
  }
  for (const field of CODED_FIELDS) {
    const value = values[field];
    if (isTaken(value) && !(CODED[field] as readonly unknown[]).includes(value)) {
      refused.push({ field, rule: 'not-allowed' });
    }
  }
  return refused;
}

function refusedTogether(values: VitalSigns): VitalsCheck['refused'] {
  if (!TELLING.some((field) => isTaken(values[field]))) return [{ field: '', rule: 'no-value' }];
  const refused: VitalsCheck['refused'] = [];
  if (oxygenContradicts(values)) refused.push({ field: 'supplementalOxygen', rule: 'oxygen-contradicts' });
  const isBoth = values.notMeasured?.some((item) => item && isTaken(values[item.field as VitalField]));
  if (isBoth) refused.push({ field: 'notMeasured', rule: 'measured-and-not' });
  const isUnsaid = values.notMeasured?.some((item) => item?.reason === 'other' && !item.text);
  if (isUnsaid) refused.push({ field: 'notMeasured', rule: 'not-measured-why' });
  const { systolic, diastolic } = values;
  if (isTaken(diastolic) && !isTaken(systolic)) return [...refused, { field: 'systolic', rule: 'systolic-missing' }];
  // Without a circulation there is no pressure to tell apart.
  const isUnmeasurable = systolic === 0 && diastolic === 0;
  if (!isTaken(systolic) || !isTaken(diastolic) || diastolic < systolic || isUnmeasurable) return refused;
  return [...refused, { field: 'diastolic', rule: 'diastolic-not-below-systolic', high: systolic }];
}

function isTaken<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** False for NaN and for anything that is not a number. */
function isWithin(value: number, range: Range): boolean {
  return typeof value === 'number' && value >= range[0] && value <= range[1];
}
