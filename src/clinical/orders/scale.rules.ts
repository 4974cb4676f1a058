import type { FieldError } from '../../kernel/problem.js';
import { isOfRate } from './dose.rules.js';
import type { SlidingScale } from './glucose-scale.rules.js';
import { orderWords } from './orders.words.js';

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
  const isRate = dose !== undefined && isOfRate(dose.unit);
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
