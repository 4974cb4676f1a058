import { actingPerson } from '../../kernel/request-context.js';
import { FINAL_ORDER_STATES, type OrderAction, type OrderState } from './order-state.rules.js';

/** Who did what to an order, and when. */
export interface Traces {
  readonly requestedBy?: string;
  readonly signedBy?: string;
  readonly signedAt?: Date;
  readonly startedAt?: Date;
}

/** Who did what an action leaves on the order. */
export function tracesOf(action: OrderAction, { requestedBy }: { readonly requestedBy: string | null }): Traces {
  // Nobody here asked for what a system sent: it is the order of who signs it.
  if (action === 'sign') {
    return {
      signedBy: actingPerson(),
      signedAt: new Date(),
      ...(requestedBy === null && { requestedBy: actingPerson() }),
    };
  }
  return action === 'start' ? { startedAt: new Date() } : {};
}

/** When an order is over, once it is. */
export const endOf = (state: OrderState): { endedAt?: Date } =>
  FINAL_ORDER_STATES.includes(state) ? { endedAt: new Date() } : {};
