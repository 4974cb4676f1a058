import { movesOf, transitionsOf, type Lifecycle, type Move, type Transition } from '../../kernel/lifecycle.js';

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
  | 'order-already-begun'
  | 'specimen-not-taken'
  | 'order-is-final'
  | 'order-in-error';

export type OrderTransition = Transition<OrderState, OrderRefusal>;

/** States in which nothing more happens to an order, except that it may be found to be in error. */
export const FINAL_ORDER_STATES: readonly OrderState[] = ['completed', 'cancelled', 'entered-in-error'];

const everyAction = (refusal: OrderRefusal) =>
  Object.fromEntries(ORDER_ACTIONS.map((action) => [action, refusal])) as Record<OrderAction, OrderRefusal>;

/**
 * `start` leaves an order active: that work has begun is a time on the order, not a state. `cancel` is for what was not
 * begun, `discontinue` for what was; {@link act} looks at whether work has begun, both end in `cancelled`.
 */
const LIFECYCLE: Lifecycle<OrderState, OrderAction, OrderRefusal> = {
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

/** Actions that only work not yet begun allows. */
const BEFORE_THE_START: readonly OrderAction[] = ['start', 'cancel'];

/**
 * What an action does to an order, work on it begun or not. Work begins once, and what was begun is discontinued,
 * not cancelled, so that the chart tells "never done" from "stopped".
 */
export function act(order: { state: OrderState; begun: boolean }, action: OrderAction): OrderTransition {
  const next = transition(order.state, action);
  if (next.ok && order.begun && BEFORE_THE_START.includes(action)) return { ok: false, code: 'order-already-begun' };
  return next;
}

/**
 * What a report that answers an order does to it. A final one completes it. One on hold takes none: whoever held it is asked first, and the
 * sender is told so. A completed order stays so, whatever corrections follow.
 */
export function answer(state: OrderState, report: 'final' | 'unfinished'): OrderTransition {
  if (state === 'completed') return { ok: true, state };
  const completed = transition(state, 'complete');
  return completed.ok && report === 'unfinished' ? { ok: true, state } : completed;
}

/** What an action does to an order in a state: its next state, or why it is refused. */
export const transition = transitionsOf<OrderState, OrderAction, OrderRefusal>(LIFECYCLE);

/**
 * Declares that an order should never have existed (wrong patient), which may come to light after it is completed.
 * Not for drafts, which are cancelled.
 */
export function markInError(state: OrderState): OrderTransition {
  if (state === 'draft') return { ok: false, code: 'order-not-signed' };
  if (state === 'entered-in-error') return { ok: false, code: 'order-in-error' };
  return { ok: true, state: 'entered-in-error' };
}

/** A specimen is taken, again if need be, for what could be begun now; it leaves the order as it is. */
export const collect = (state: OrderState): OrderTransition => transition(state, 'start');

/** States in which an order still asks for something. */
export const OPEN_ORDER_STATES: readonly OrderState[] = ORDER_STATES.filter(
  (state) => !FINAL_ORDER_STATES.includes(state),
);

/** What the withdrawal of its report does to an order: what that had completed waits for a result again. */
export const reopen = (state: OrderState): OrderTransition => ({
  ok: true,
  state: state === 'completed' ? 'active' : state,
});

/**
 * A doctor signs what they said aloud and a nurse wrote down and read back. It has had effect since, and may have ended meanwhile; the
 * signature changes nothing of that. Source: Circular 32/2023/TT-BYT (orders in an emergency are written down and signed afterwards).
 */
export function confirm(order: { state: OrderState; signed: boolean }): OrderTransition {
  if (order.signed) return transition(order.state, 'sign');
  if (order.state === 'entered-in-error') return { ok: false, code: 'order-in-error' };
  return { ok: true, state: order.state };
}

/** Every move that these rules make, whoever asks: the database refuses the others. */
export const ORDER_MOVES: readonly Move<OrderState>[] = movesOf(ORDER_STATES, [
  ...ORDER_ACTIONS.map((action) => (state: OrderState) => transition(state, action)),
  (state) => answer(state, 'final'),
  markInError,
  reopen,
]);
