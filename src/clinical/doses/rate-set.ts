import { invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { isBelow } from '../datatypes/nearly.js';
import type { MedicineRow } from './dose.mapper.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import { fastestAgainst, flowingOf, inRunUnit, mlAnHour, orderedRate, rateLimits, runUnitOf } from './flow.rules.js';
import type { Happened } from './happened.js';

/** A rate as it is set: in the unit of the order, what that is in mL an hour, and the weight that it was told by. */
export interface RateSet {
  readonly value: number;
  readonly unit: string;
  readonly mlPerHour: number | null;
  readonly weightKg: number | null;
}

/** What is said beside a rate: why, and that one that is low was looked at again. */
interface Saying {
  readonly reason?: string;
  readonly confirmed?: boolean;
  /** Where the rate stands in the body. */
  readonly pointer: string;
  /** Whether it is said to have run so already. */
  readonly happened: Happened;
}

/** Digits after the point of a rate and of mL an hour. */
const EXACT = 10_000;
const exact = (value: number): number => Math.round(value * EXACT) / EXACT;

/**
 * How fast an infusion is set: as said, or as ordered.
 * @throws Problem doseRateNeeded, doseAboveOrder, doseRateLow, doseReasonNeeded; validation for none, and for a unit that nobody can convert
 */
export function rateSet(
  order: MedicineRow,
  said: { readonly value: number; readonly unit?: string } | undefined,
  saying: Saying,
): RateSet {
  const flowing = flowingOf(order);
  const unit = runUnitOf(flowing);
  const weightKg = order.weightKg ?? null;
  const rate = said ? { value: said.value, unit: said.unit ?? unit } : orderedRate(flowing);
  if (!rate) throw new Problem(doseProblems.doseRateNeeded);
  const value = inRunUnit(flowing, rate, weightKg ?? undefined);
  if (value === undefined) throw invalidField(`${saying.pointer}/unit`, 'unit', doseWords.unitOfOrder);
  if (value <= 0) throw invalidField(`${saying.pointer}/value`, 'pause-instead', doseWords.pauseInstead);
  requireWithin(order, value, saying);
  const mlPerHour = mlAnHour(flowing, { value, unit }, weightKg ?? undefined);
  return { value: exact(value), unit, mlPerHour: mlPerHour === undefined ? null : exact(mlPerHour), weightKg };
}

function requireWithin(order: MedicineRow, value: number, { reason, confirmed, happened }: Saying): void {
  const { low, high } = rateLimits(flowingOf(order));
  if (fastestAgainst(order, [value])) {
    happened.orElse('rate', new Problem(doseProblems.doseAboveOrder));
    return;
  }
  const { titration } = order.detail;
  if (titration && isBelow(value, low) && !confirmed) {
    const unit = runUnitOf(flowingOf(order));
    throw new Problem(doseProblems.doseRateLow, { params: { low, unit }, extra: { low, high, unit } });
  }
  if (titration || reason || !Number.isFinite(high) || !isBelow(value, high)) return;
  const error: FieldError = { pointer: '/reason', rule: 'required', message: doseWords.reasonOtherRate };
  throw new Problem(doseProblems.doseReasonNeeded, { errors: [error] });
}
