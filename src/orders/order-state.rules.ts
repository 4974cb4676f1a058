/**
 * The life of an order (y lệnh). Source: FHIR R4 request-status, of which `cancelled` here is `revoked` there; a draft
 * has no effect until it is signed (Circular 46/2018/TT-BYT: every person's entries carry a signature).
 */

export const ORDER_STATES = ['draft', 'active', 'on-hold', 'completed', 'cancelled', 'entered-in-error'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_ACTIONS = ['sign', 'start', 'complete', 'hold', 'resume', 'cancel', 'discontinue'] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export type OrderRefusal =
  | 'order-not-signed'
  | 'order-already-signed'
  | 'order-on-hold'
  | 'order-not-on-hold'
  | 'order-is-final'
  | 'order-in-error';

export type OrderTransition = { ok: true; state: OrderState } | { ok: false; code: OrderRefusal };

/** States in which nothing more happens to an order, except that it may be found to be in error. */
export const FINAL_ORDER_STATES: readonly OrderState[] = ['completed', 'cancelled', 'entered-in-error'];

const everyAction = (refusal: OrderRefusal) =>
  Object.fromEntries(ORDER_ACTIONS.map((action) => [action, refusal])) as Record<OrderAction, OrderRefusal>;

/**
 * `start` leaves an order active: that work has begun is a time on the order, not a state. `cancel` is for what was not
 * begun, `discontinue` for what was; whether work has begun is the caller's to check, both end in `cancelled`.
 */
const TABLE: Readonly<Record<OrderState, Readonly<Record<OrderAction, OrderState | OrderRefusal>>>> = {
  draft: { ...everyAction('order-not-signed'), sign: 'active', cancel: 'cancelled' },
  active: {
    sign: 'order-already-signed',
    start: 'active',
    complete: 'completed',
    hold: 'on-hold',
    resume: 'order-not-on-hold',
    cancel: 'cancelled',
    discontinue: 'cancelled',
  },
  'on-hold': {
    sign: 'order-already-signed',
    start: 'order-on-hold',
    complete: 'order-on-hold',
    hold: 'order-on-hold',
    resume: 'active',
    cancel: 'cancelled',
    discontinue: 'cancelled',
  },
  completed: everyAction('order-is-final'),
  cancelled: everyAction('order-is-final'),
  'entered-in-error': everyAction('order-in-error'),
};

/** What an action does to an order in a state: its next state, or why it is refused. */
export function transition(state: OrderState, action: OrderAction): OrderTransition {
  return outcome(TABLE[state][action]);
}

/**
 * Declares that an order should never have existed (wrong patient), which may come to light after it is completed.
 * Not for drafts, which are cancelled.
 */
export function markInError(state: OrderState): OrderTransition {
  if (state === 'draft') return { ok: false, code: 'order-not-signed' };
  return outcome(state === 'entered-in-error' ? 'order-in-error' : 'entered-in-error');
}

function outcome(entry: OrderState | OrderRefusal): OrderTransition {
  return isState(entry) ? { ok: true, state: entry } : { ok: false, code: entry };
}

function isState(entry: OrderState | OrderRefusal): entry is OrderState {
  return (ORDER_STATES as readonly string[]).includes(entry);
}
