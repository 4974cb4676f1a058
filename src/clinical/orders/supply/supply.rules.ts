import { massMg } from '../checks/dosage.rules.js';
import type { Timing } from '../timing.rules.js';
import { partsOf, pieceOf, weightOf } from './form.rules.js';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** An order of a medicine, as far as it tells how much is taken and handed out. */
export interface Prescribed {
  readonly display: string;
  readonly dose?: Amount | null;
  readonly loadingDose?: Amount | null;
  readonly route?: string | null;
  readonly timing?: Timing | null;
  /** Forms of the substance, as the formulary names them. */
  readonly forms?: readonly string[];
}

/** What is counted and not weighed. */
const COUNTED: ReadonlySet<string> = new Set([
  ...['{tablet}', '{capsule}', '{suppository}', '{sachet}', '{ampoule}', '{vial}', '{drop}', '{puff}', 'mL', '[iU]'],
]);
/** What is opened for one dose, and is not kept for the next. */
const OPENED: ReadonlySet<string> = new Set(['{ampoule}', '{vial}']);
const WHOLE: ReadonlySet<string> = new Set([...OPENED, '{tablet}', '{capsule}', '{suppository}', '{sachet}']);
const CUT = ['{tablet}', '{capsule}', '{suppository}', '{sachet}', '{drop}', '{puff}'] as const;
const NEARLY = 0.005;

const rounded = (value: number): number => Number(value.toFixed(3));

/** An amount of a product in pieces, or in mL of a liquid; as it is told where that is so already, undefined where nobody can tell. */
export function inPieces(order: Prescribed, amount: Amount | null | undefined): Amount | undefined {
  if (!amount) return undefined;
  if (COUNTED.has(amount.unit)) return amount;
  const mg = massMg(amount);
  if (mg === undefined) return undefined;
  const perMl = weightOf(order.display, 'mL');
  if (perMl !== undefined) return { value: rounded(mg / perMl), unit: 'mL' };
  const unit = pieceOf(order.display, order.route ?? undefined, order.forms);
  const each = unit === undefined ? undefined : weightOf(order.display, unit);
  return unit === undefined || each === undefined ? undefined : { value: rounded(mg / each), unit };
}

/** What is taken at one time, in pieces. */
export const perDose = (order: Prescribed): Amount | undefined => inPieces(order, order.dose);

/** A dose that no whole, half or quarter piece makes, with the nearest that one can take; undefined where it divides or is not counted in pieces. */
export interface Indivisible {
  readonly count: number;
  readonly unit: (typeof CUT)[number];
  readonly below: number;
  readonly above: number;
}

export function indivisible(order: Prescribed): Indivisible | undefined {
  for (const amount of [order.dose, order.loadingDose]) {
    const found = inPieces(order, amount);
    const unit = CUT.find((one) => one === found?.unit);
    if (!found || !unit) continue;
    const parts = partsOf(unit, order.display);
    const exact = found.value * parts;
    const off = Math.abs(exact - Math.round(exact)) / parts;
    if (off <= NEARLY && Math.round(exact) > 0) continue;
    return {
      count: found.value,
      unit,
      below: Math.floor(exact) / parts,
      above: Math.ceil(exact) / parts,
    };
  }
  return undefined;
}

/** How many doses a course has; of what is taken when needed the most; undefined of one without an end. */
function dosesOf({ times, everyHours, once, asNeeded, durationDays }: Timing): number | undefined {
  if (once) return 1;
  if (durationDays === undefined) return undefined;
  if (times) return times.length * durationDays;
  if (everyHours !== undefined) return Math.max(1, Math.ceil((durationDays * 24) / everyHours));
  return asNeeded && asNeeded.maximumPerDay * durationDays;
}

/** All that is handed out for the course, in whole pieces; undefined where it has no end, or nobody can tell. */
export function supply(order: Prescribed): Amount | undefined {
  const each = perDose(order);
  const doses = order.timing ? dosesOf(order.timing) : undefined;
  if (!each || doses === undefined) return undefined;
  const first = order.loadingDose ? inPieces(order, order.loadingDose) : each;
  if (!first || first.unit !== each.unit) return undefined;
  const taken = ({ value }: Amount) => (OPENED.has(each.unit) ? Math.ceil(value - NEARLY) : value);
  const total = taken(first) + taken(each) * (doses - 1);
  return { value: WHOLE.has(each.unit) ? Math.ceil(rounded(total) - NEARLY) : rounded(total), unit: each.unit };
}
