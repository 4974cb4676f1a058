/**
 * Plausibility of vital signs in adults: the impossible is refused, the improbable has to be confirmed by whoever
 * charts it. Source: a starting
 * table of our own, drawn from clinical practice and not from a standard; the hospital reviews and edits it.
 */

import type { Localised } from '../../kernel/language.js';
import { vitalWords } from './observations.words.js';

/** AVPU with new Confusion, as NEWS2 charts it: Alert, new Confusion, Voice, Pain, Unresponsive. */
export const CONSCIOUSNESS_LEVELS = ['A', 'C', 'V', 'P', 'U'] as const;
export type Consciousness = (typeof CONSCIOUSNESS_LEVELS)[number];

/** LOINC code of the level of consciousness, and of the panels the measurements belong to. */
export const CONSCIOUSNESS_LOINC = '80288-4';
export const BLOOD_PRESSURE_PANEL_LOINC = '85354-9';
export const VITAL_SIGNS_PANEL_LOINC = '85353-1';

/** First and last value inside the range. */
export type Range = readonly [low: number, high: number];

export interface VitalParameter {
  /** LOINC. */
  readonly code: string;
  readonly display: Localised;
  /** UCUM. */
  readonly unit: string;
  /** Outside: refused. */
  readonly possible: Range;
  /** Outside, though possible: to be confirmed. Left out: nothing to confirm. */
  readonly probable?: Range;
}

export const VITAL_PARAMETERS = {
  heartRate: {
    code: '8867-4',
    display: vitalWords.heartRate,
    unit: '/min',
    possible: [10, 300],
    probable: [40, 150],
  },
  respiratoryRate: {
    code: '9279-1',
    display: vitalWords.respiratoryRate,
    unit: '/min',
    possible: [2, 100],
    probable: [8, 40],
  },
  systolic: {
    code: '8480-6',
    display: vitalWords.systolic,
    unit: 'mm[Hg]',
    possible: [30, 300],
    probable: [70, 220],
  },
  diastolic: {
    code: '8462-4',
    display: vitalWords.diastolic,
    unit: 'mm[Hg]',
    possible: [10, 200],
    probable: [40, 120],
  },
  temperature: {
    code: '8310-5',
    display: vitalWords.temperature,
    unit: 'Cel',
    possible: [25, 45],
    probable: [35, 40.5],
  },
  oxygenSaturation: {
    code: '59408-5',
    display: vitalWords.oxygenSaturation,
    unit: '%',
    possible: [30, 100],
    probable: [85, 100],
  },
  weight: { code: '29463-7', display: vitalWords.weight, unit: 'kg', possible: [0.3, 400] },
  height: { code: '8302-2', display: vitalWords.height, unit: 'cm', possible: [20, 250] },
  glucose: {
    code: '14743-9',
    display: vitalWords.glucose,
    unit: 'mmol/L',
    possible: [0.3, 80],
    probable: [3, 25],
  },
} as const satisfies Record<string, VitalParameter>;

export type MeasuredVital = keyof typeof VITAL_PARAMETERS;

/** One charting round. Units: VITAL_PARAMETERS. A field that is undefined or null was not taken. */
export type VitalSigns = { readonly [field in MeasuredVital]?: number | null } & {
  readonly supplementalOxygen?: boolean | null;
  readonly consciousness?: Consciousness | null;
};
export type VitalField = keyof VitalSigns;

export type VitalRefusal = 'impossible' | 'not-allowed' | 'diastolic-not-below-systolic' | 'no-value';

/** `low` and `high`: the range the value had to lie in, where there is one. `field` '' is the round as a whole. */
export interface VitalFinding<Rule extends string> {
  field: VitalField | '';
  rule: Rule;
  low?: number;
  high?: number;
}

export interface VitalsCheck {
  refused: VitalFinding<VitalRefusal>[];
  toConfirm: VitalFinding<'improbable'>[];
}

const MEASURED = Object.keys(VITAL_PARAMETERS) as MeasuredVital[];

/**
 * Checks one charting round; fields named in `confirmedFields` were improbable and have been confirmed. At least one
 * value must be there; supplemental oxygen is not one, it only qualifies the saturation.
 */
export function checkVitals(values: VitalSigns, confirmedFields: readonly string[] = []): VitalsCheck {
  const refused = [...refusedByValue(values), ...refusedTogether(values)];
  const toConfirm: VitalsCheck['toConfirm'] = [];
  for (const field of MEASURED) {
    const { possible, probable }: VitalParameter = VITAL_PARAMETERS[field];
    const value = values[field];
    if (!isTaken(value) || !probable || confirmedFields.includes(field)) continue;
    const isImprobable = isWithin(value, possible) && !isWithin(value, probable);
    if (isImprobable) toConfirm.push({ field, rule: 'improbable', low: probable[0], high: probable[1] });
  }
  return { refused, toConfirm };
}

function refusedByValue(values: VitalSigns): VitalsCheck['refused'] {
  const refused: VitalsCheck['refused'] = [];
  for (const field of MEASURED) {
    const [low, high] = VITAL_PARAMETERS[field].possible;
    const value = values[field];
    if (isTaken(value) && !isWithin(value, [low, high])) refused.push({ field, rule: 'impossible', low, high });
  }
  const { consciousness, supplementalOxygen } = values;
  if (isTaken(consciousness) && !CONSCIOUSNESS_LEVELS.includes(consciousness)) {
    refused.push({ field: 'consciousness', rule: 'not-allowed' });
  }
  if (isTaken(supplementalOxygen) && typeof supplementalOxygen !== 'boolean') {
    refused.push({ field: 'supplementalOxygen', rule: 'not-allowed' });
  }
  return refused;
}

function refusedTogether(values: VitalSigns): VitalsCheck['refused'] {
  const fields: readonly VitalField[] = [...MEASURED, 'consciousness'];
  if (!fields.some((field) => isTaken(values[field]))) return [{ field: '', rule: 'no-value' }];
  const { systolic, diastolic } = values;
  if (!isTaken(systolic) || !isTaken(diastolic) || diastolic < systolic) return [];
  return [{ field: 'diastolic', rule: 'diastolic-not-below-systolic', high: systolic }];
}

function isTaken<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** False for NaN and for anything that is not a number. */
function isWithin(value: number, [low, high]: Range): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}
