import { fastestAgainst, type OrderedFlow } from '../../clinical/doses/flow.rules.js';
import { infusedByShift, type InfusedRow } from '../../clinical/infusions/infused-fluids.queries.js';
import { INFUSION, SHIFT_HOURS, SHIFTS } from '../../clinical/observations/bedside/fluid.rules.js';
import { RAN_TOO_FAST } from './listed.words.js';
import { paperLanguage } from './paper-language.js';
import { printedUnit } from './printed-dosage.js';
import { numberText } from './printed-text.js';
import type { FluidSource } from './source.js';

/** An infusion, whose it is, and what was ordered of it. */
export type InfusedOf = Omit<InfusedRow, 'steps'> & {
  readonly encounterId: string;
  readonly detail: OrderedFlow['detail'];
  readonly steps: readonly (InfusedRow['steps'][number] & { readonly rateValue: number | null })[];
};

const SHIFTS_OF_DAY = { hours: Object.keys(SHIFTS).map(Number), last: SHIFT_HOURS };

/** Fluids as they were charted, with what went in of infusions in each shift, which nobody charts; in the order of time. */
export function withInfused(charted: readonly FluidSource[], infused: readonly InfusedOf[], now: Date): FluidSource[] {
  const entries = infused.flatMap((row) =>
    infusedByShift([row], { from: new Date(0), to: now }, SHIFTS_OF_DAY).map(({ at, volume }): FluidSource => ({
      direction: 'in',
      ...{ encounterId: row.encounterId, kind: INFUSION, volume, comment: named(row) },
      ...{ effectiveAt: at, recorder: null, recordedAt: at, lateEntry: false },
    })),
  );
  return [...charted, ...entries].sort((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime());
}

/** What it is called, and on it that it ran faster than was ordered. */
function named({ display, detail, steps }: InfusedOf): string {
  const rates = steps.flatMap(({ rateValue }) => (rateValue === null ? [] : [Number(rateValue)]));
  const fastest = fastestAgainst({ display, detail }, rates);
  if (!fastest) return display;
  const { value, unit } = fastest;
  return `${display} (${RAN_TOO_FAST[paperLanguage()]}: ${numberText(value)} ${printedUnit(unit)})`;
}
