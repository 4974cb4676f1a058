import type { Role } from '../../platform/routes/policy.js';

/** What a bed is: nobody lies in it, somebody does, it is kept for somebody, it is being cleaned, or it is not used. */
export const BED_STATES = ['free', 'occupied', 'reserved', 'cleaning', 'out-of-service'] as const;
export type BedState = (typeof BED_STATES)[number];

/** What may be said of a bed; that somebody lies in it follows from stays alone. */
export const SETTABLE_BED_STATES = ['free', 'reserved', 'cleaning', 'out-of-service'] as const;
export type SettableBedState = (typeof SETTABLE_BED_STATES)[number];

const RETIRES: readonly string[] = ['head-nurse', 'department-head', 'admin'] satisfies Role[];

export type BedStateRefusal = 'bed-in-use' | 'bed-state-not-yours';

/**
 * Why a bed may not become this; undefined when it may. Nothing is said of a bed in which somebody lies, and only who leads the ward, or
 * manages the hospital, takes a bed out of service or back into it.
 */
export function bedStateRefusal(
  present: BedState,
  next: SettableBedState,
  role: string | undefined,
): BedStateRefusal | undefined {
  if (present === 'occupied') return 'bed-in-use';
  const retires = present === 'out-of-service' || next === 'out-of-service';
  return retires && !RETIRES.includes(role ?? '') ? 'bed-state-not-yours' : undefined;
}
