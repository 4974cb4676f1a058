import { collect, type OrderState, type OrderTransition } from '../order-state.rules.js';
import type { RejectionReason } from './rejection.rules.js';

/** A specimen that was not taken, as it is kept with its order. */
export interface RejectedSpecimen {
  readonly reason: RejectionReason;
  readonly note: string | null;
  /** When it had been taken from the patient, and who said so; null where nobody did. */
  readonly collectedAt: string | null;
  readonly collectedBy: string | null;
  readonly rejectedAt: string;
  readonly rejectedBy: string;
}

/**
 * What rejecting its specimen does to an order: it stays in force and waits for another specimen, as if nothing had been taken. Only of one
 * for which a specimen was taken or received; a result that was reported of it is withdrawn first, which opens the order again.
 */
export function rejectSpecimen(order: {
  readonly state: OrderState;
  readonly collected: boolean;
  readonly begun: boolean;
}): OrderTransition {
  const open = collect(order.state);
  return open.ok && !order.collected && !order.begun ? { ok: false, code: 'specimen-not-taken' } : open;
}
