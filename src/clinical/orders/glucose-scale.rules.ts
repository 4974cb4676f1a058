/** Units of blood glucose. */
export const GLUCOSE_UNITS = ['mmol/L', 'mg/dL'] as const;
export type GlucoseUnit = (typeof GLUCOSE_UNITS)[number];

/** A range of a sliding scale: its dose is given from `from` on, below `to`. */
export interface ScaleRange {
  readonly from: number;
  readonly to: number;
  /** In the unit of the order's dose; 0 for none. */
  readonly dose: number;
}

/** A sliding scale: what was measured picks the dose. Outside of its ranges the doctor is called. */
export interface SlidingScale {
  readonly unit: GlucoseUnit;
  readonly ranges: readonly ScaleRange[];
}

/** mg/dL in one mmol/L; molar mass of glucose 180.156 g/mol. */
const MG_PER_MMOL = 18.0156;

const inUnit = (value: number, from: GlucoseUnit, to: GlucoseUnit): number => {
  if (from === to) return value;
  return from === 'mg/dL' ? value / MG_PER_MMOL : value * MG_PER_MMOL;
};

/** The dose for a measured value; undefined outside of the scale. */
export function doseByScale(
  { unit, ranges }: SlidingScale,
  measured: { readonly value: number; readonly unit: GlucoseUnit },
): number | undefined {
  const value = inUnit(measured.value, measured.unit, unit);
  return ranges.find(({ from, to }) => value >= from && value < to)?.dose;
}
