import { SKEW_MS } from '../encounters/presence.rules.js';

/** What a transfusion cannot begin before. */
export interface Earliest {
  readonly stayStartedAt: Date;
  /** Since when the order has effect. */
  readonly orderedAt: Date;
}

export type TimeRefusal = 'before-stay' | 'before-order' | 'expired';

/**
 * Why a unit cannot have begun then; undefined when it can. A unit that has expired meanwhile passes only if it was good at a moment at which
 * it can have begun: who writes it down later does not make it good by an early time. Clocks of devices differ a little.
 */
export function timeRefusal(
  startedAt: Date,
  expiresAt: Date,
  { stayStartedAt, orderedAt }: Earliest,
): TimeRefusal | undefined {
  const [begun, stay, order] = [startedAt, stayStartedAt, orderedAt].map((at) => at.getTime()) as [
    number,
    number,
    number,
  ];
  if (begun < stay - SKEW_MS) return 'before-stay';
  if (begun < order - SKEW_MS) return 'before-order';
  return expiresAt.getTime() <= Math.max(begun, stay, order) ? 'expired' : undefined;
}
