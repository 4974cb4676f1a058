import { VITAL_PARAMETERS, type MeasuredVital } from './vital-signs.rules.js';

/**
 * Units in which a value may be given besides the hospital's own, and how it is converted; it is kept as it was given, too.
 * Factors: 1 lb = 0.45359237 kg and 1 in = 2.54 cm exactly; 1 mmol of glucose is 180.156 mg.
 */
const CONVERSIONS: Readonly<Partial<Record<MeasuredVital, Readonly<Record<string, (value: number) => number>>>>> = {
  temperature: { '[degF]': (value) => tenths(((value - 32) * 5) / 9) },
  weight: { '[lb_av]': (value) => hundredths(value * 0.45359237), g: (value) => hundredths(value / 1000) },
  height: { '[in_i]': (value) => tenths(value * 2.54), m: (value) => tenths(value * 100) },
  glucose: { 'mg/dL': (value) => tenths(value / 18.0156) },
};

/** UCUM codes that may stand in `units` of a field, its own among them. */
export const unitsOf = (field: string): readonly string[] =>
  field in VITAL_PARAMETERS
    ? [VITAL_PARAMETERS[field as MeasuredVital].unit, ...Object.keys(CONVERSIONS[field as MeasuredVital] ?? {})]
    : [];

export interface Entered {
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
}

interface Given {
  readonly units?: object;
}

/** The values in the hospital's own units, and those that were given in another as they were given. */
export function inOwnUnits<Input extends Given>(input: Input): { values: Input; entered: Record<string, Entered> } {
  if (!input.units) return { values: input, entered: {} };
  const values = { ...input } as Record<string, unknown>;
  const entered: Record<string, Entered> = {};
  for (const [field, unit] of Object.entries(input.units) as [string, string][]) {
    const convert = CONVERSIONS[field as MeasuredVital]?.[unit];
    const value = values[field];
    if (!convert || typeof value !== 'number') continue;
    entered[field] = { value, unit };
    values[field] = convert(value);
  }
  return { values: values as Input, entered };
}

const tenths = (value: number) => Math.round(value * 10) / 10;
const hundredths = (value: number) => Math.round(value * 100) / 100;
