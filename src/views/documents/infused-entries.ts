import { infusedByShift, type InfusedRow } from '../../clinical/infusions/infused-fluids.queries.js';
import { INFUSION, SHIFT_HOURS, SHIFTS } from '../../clinical/observations/bedside/fluid.rules.js';
import type { FluidSource } from './source.js';

/** An infusion, and whose it is. */
export type InfusedOf = InfusedRow & { readonly encounterId: string };

const SHIFTS_OF_DAY = { hours: Object.keys(SHIFTS).map(Number), last: SHIFT_HOURS };

/** Fluids as they were charted, with what went in of infusions in each shift, which nobody charts; in the order of time. */
export function withInfused(charted: readonly FluidSource[], infused: readonly InfusedOf[], now: Date): FluidSource[] {
  const entries = infused.flatMap((row) =>
    infusedByShift([row], { from: new Date(0), to: now }, SHIFTS_OF_DAY).map(
      ({ display, at, volume }): FluidSource => ({
        direction: 'in',
        ...{ encounterId: row.encounterId, kind: INFUSION, volume, comment: display },
        ...{ effectiveAt: at, recorder: null, recordedAt: at, lateEntry: false },
      }),
    ),
  );
  return [...charted, ...entries].sort((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime());
}
