import type { FieldError } from '../../kernel/problem.js';
import { orderWords } from './orders.words.js';

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

interface Scaled {
  readonly slidingScale?: SlidingScale;
  readonly loadingDose?: { readonly value: number; readonly unit: string };
  readonly dose?: { readonly value: number; readonly unit: string };
  readonly timing?: { readonly times?: unknown; readonly everyHours?: unknown; readonly asNeeded?: unknown };
}

/**
 * What contradicts itself in a sliding scale and a loading dose of sound fields: ranges follow one another without a gap, the order's dose is
 * the most that the scale gives, and a rate has neither. @param at pointer of the order
 */
export function scaleErrors({ slidingScale, loadingDose, dose, timing }: Scaled, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const isRate = dose?.unit.includes('/') === true;
  if (slidingScale) {
    const { ranges } = slidingScale;
    const follows = ranges.every(({ from, to }, place) => from < to && from === (ranges[place - 1]?.to ?? from));
    const pointer = `${at}/slidingScale/ranges`;
    if (!follows) errors.push({ pointer, rule: 'without-gap', message: orderWords.scaleWithGap });
    const most = Math.max(...ranges.map((range) => range.dose));
    if (most !== dose?.value || isRate) errors.push({ pointer, rule: 'most-is-dose', message: orderWords.scaleMost });
  }
  if (!loadingDose) return errors;
  const repeats = timing?.times !== undefined || timing?.everyHours !== undefined;
  if (!repeats || slidingScale || isRate || timing?.asNeeded || loadingDose.unit !== dose?.unit) {
    errors.push({ pointer: `${at}/loadingDose`, rule: 'before-maintenance', message: orderWords.loadingUnclear });
  }
  return errors;
}
