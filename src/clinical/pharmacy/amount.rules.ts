import { isAbove, isBelow } from '../datatypes/nearly.js';
import { amountOf, type Measure } from '../orders/checks/dosage.rules.js';
import { timesPerDay, type Timing } from '../orders/timing.rules.js';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** An order of a medicine, as far as it tells how much is needed for it. */
export interface Needed {
  readonly display: string;
  readonly dose?: Amount;
  readonly loadingDose?: Amount;
  readonly timing?: Timing;
  /** The unit in which its formulary tells doses; mg by default. */
  readonly unit?: Measure['unit'];
}

/** What is given out for it, and what was before and did not come back, each by the words of its product. */
export interface GivenOut extends Amount {
  readonly display: string;
}

/** How what is given out stands to what was ordered; `ordered` and `given` in the unit of what is given out now. */
export interface Compared {
  readonly fits: 'less' | 'as-ordered' | 'more';
  readonly ordered: number;
  readonly given: number;
}

/** An order without an end is given out for a month at most, as a prescription is (Circular 52/2017/TT-BYT: 30 days). */
const MOST_DAYS = 30;

/**
 * Compares all that is given out for an order with what it needs: pieces with pieces, or by the strength that each product tells. What is taken
 * when needed, or without an end, needs no less than that: only more is told of it. Undefined where nobody can compare.
 */
export function compareAmount(order: Needed, now: GivenOut, before: readonly GivenOut[]): Compared | undefined {
  const { dose, timing } = order;
  if (!dose || !timing || timing.times?.length === 0) return undefined;
  const pieces = [dose, ...before].every(({ unit }) => unit === now.unit);
  const of = ({ value, unit, display }: GivenOut): number | undefined =>
    pieces ? value : amountOf({ value, unit }, { unit: order.unit, display });
  const each = of({ ...dose, display: order.display });
  const first = order.loadingDose ? of({ ...order.loadingDose, display: order.display }) : each;
  const piece = of({ ...now, value: 1 });
  const given = [now, ...before].map(of);
  if (each === undefined || first === undefined || piece === undefined || given.includes(undefined)) return undefined;
  const days = timing.once && !timing.asNeeded ? 1 : (timing.durationDays ?? MOST_DAYS);
  const needed = each * timesPerDay(timing) * days + first - each;
  const sum = given.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  const isExact = timing.asNeeded === undefined && (timing.once === true || timing.durationDays !== undefined);
  const [ordered, out] = [needed, sum].map((amount) => Number((amount / piece).toFixed(3))) as [number, number];
  if (isAbove(sum, needed)) return { fits: 'more', ordered, given: out };
  return { fits: isExact && isBelow(sum, needed) ? 'less' : 'as-ordered', ordered, given: out };
}
