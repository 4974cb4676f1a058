import type { Prisma } from '../../platform/database/prisma.js';
import { courseState, type CourseStep, type StepKind } from '../infusions/infusion-course.rules.js';
import { toCourseStep, type StepRow } from '../infusions/infusion-steps.columns.js';
import type { AgainstOrder } from './against-order.rules.js';
import { goesOn, type DoseState } from './dose.rules.js';
import { flowingOf, runUnitOf } from './flow.rules.js';
import type { HeldDose } from './held-dose.js';
import type { RateSet } from './rate-set.js';

/** A step that is about to be kept. */
export interface NewStep {
  readonly kind: StepKind;
  readonly at: Date;
  readonly rate?: RateSet;
  /** mL. */
  readonly volume?: number | null;
  readonly reason?: string | null;
  readonly witnessId?: string | null;
  readonly witnessConfirmed?: boolean;
  /** The place of the one that it puts right; behind all others otherwise. */
  readonly number?: number;
  readonly replacesId?: string;
  /** What went against the order, and is not told by it later. */
  readonly against?: readonly AgainstOrder[];
}

/** A step that counts, whether it is kept already or about to be. */
interface Counted extends CourseStep {
  readonly rateValue: number | null;
}

export type DoseColumns = Omit<Prisma.DoseUncheckedUpdateInput, 'id' | 'versions' | 'steps'>;

export const countedRow = (row: StepRow): Counted => ({
  ...toCourseStep(row),
  rateValue: row.rateValue === null ? null : Number(row.rateValue),
});

export const countedStep = (step: NewStep, number: number): Counted => ({
  ...{ kind: step.kind, at: step.at.getTime(), number: step.number ?? number },
  mlPerHour: step.rate?.mlPerHour ?? null,
  volume: step.volume ?? null,
  rateValue: step.rate?.value ?? null,
});

/** The state of the dose that steps lead to; undefined when one of them cannot follow the one before. */
export function stateOfSteps(steps: readonly CourseStep[]): Exclude<DoseState, 'planned'> | undefined {
  const state = courseState(steps);
  return state === 'none' ? 'entered-in-error' : state;
}

const DIGITS = 10_000;

/**
 * What the steps make of the dose itself: its state, when it began and ended, and how much was given: of a rate the last one, of a bag what of the
 * medicine went in with its mL.
 */
export function columnsOf(
  { row, order }: Pick<HeldDose, 'row' | 'order'>,
  steps: readonly Counted[],
  state: Exclude<DoseState, 'planned'>,
): DoseColumns {
  const ordered = [...steps].sort((one, other) => one.at - other.at || one.number - other.number);
  const begun = ordered.find(({ kind }) => kind === 'begin');
  const end = ordered.find(({ kind }) => kind === 'stop' || kind === 'end');
  const flowing = flowingOf(order);
  const isRate = flowing.dose.unit === runUnitOf(flowing);
  const lastRate = ordered.findLast(({ rateValue }) => rateValue !== null)?.rateValue;
  // Less than was ordered may have been prepared; what came of it at its end is not what was.
  const whole = row && goesOn(row.status) ? Number(row.doseValue) : order.detail.dose.value;
  const bag = begun?.volume ?? flowing.infusion?.volume;
  const went = end?.volume;
  const part = !isRate && went !== null && went !== undefined && bag ? (whole * went) / bag : whole;
  const value = isRate ? (lastRate ?? Number(row?.doseValue ?? whole)) : Math.round(part * DIGITS) / DIGITS;
  return {
    status: state,
    ...(begun && { effectiveAt: new Date(begun.at) }),
    endedAt: end ? new Date(end.at) : null,
    doseValue: value,
    doseUnit: flowing.dose.unit,
  };
}
