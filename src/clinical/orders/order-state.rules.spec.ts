import fc from 'fast-check';
import {
  act,
  answer,
  FINAL_ORDER_STATES,
  markInError,
  ORDER_ACTIONS,
  ORDER_STATES,
  transition,
} from './order-state.rules.js';
import type { OrderAction, OrderState } from './order-state.rules.js';

describe('an order moves', () => {
  it.each([
    ['draft', 'sign', 'active'],
    ['draft', 'cancel', 'cancelled'],
    ['active', 'start', 'active'],
    ['active', 'complete', 'completed'],
    ['active', 'hold', 'on-hold'],
    ['active', 'cancel', 'cancelled'],
    ['active', 'discontinue', 'cancelled'],
    ['on-hold', 'resume', 'active'],
    ['on-hold', 'cancel', 'cancelled'],
    ['on-hold', 'discontinue', 'cancelled'],
  ] as const)('from %s by %s to %s', (state, action, next) =>
    expect(transition(state, action)).toEqual({ ok: true, state: next }),
  );
});

describe('an order refuses', () => {
  it.each([
    ['draft', 'start', 'order-not-signed'],
    ['draft', 'complete', 'order-not-signed'],
    ['draft', 'hold', 'order-not-signed'],
    ['draft', 'resume', 'order-not-signed'],
    ['draft', 'discontinue', 'order-not-signed'],
    ['active', 'sign', 'order-already-signed'],
    ['active', 'resume', 'order-not-on-hold'],
    ['on-hold', 'sign', 'order-already-signed'],
    ['on-hold', 'start', 'order-on-hold'],
    ['on-hold', 'complete', 'order-on-hold'],
    ['on-hold', 'hold', 'order-on-hold'],
  ] as const)('in %s to %s: %s', (state, action, code) =>
    expect(transition(state, action)).toEqual({ ok: false, code }),
  );

  it.each(FINAL_ORDER_STATES)('every action once it is %s', (state) => {
    for (const action of ORDER_ACTIONS) expect(transition(state, action).ok).toBe(false);
  });
});

describe('an order in error', () => {
  it.each(['active', 'on-hold', 'completed', 'cancelled'] as const)('may be found when it is %s', (state) =>
    expect(markInError(state)).toEqual({ ok: true, state: 'entered-in-error' }),
  );

  it('is neither a draft nor found twice', () => {
    expect(markInError('draft')).toEqual({ ok: false, code: 'order-not-signed' });
    expect(markInError('entered-in-error')).toEqual({ ok: false, code: 'order-in-error' });
  });
});

describe('for any sequence of actions on a draft', () => {
  const walk = (actions: readonly OrderAction[]): OrderState[] => {
    const states: OrderState[] = ['draft'];
    for (const action of actions) {
      const step = transition(states.at(-1)!, action);
      states.push(step.ok ? step.state : states.at(-1)!);
    }
    return states;
  };
  const anyActions = fc.array(fc.constantFrom(...ORDER_ACTIONS), { maxLength: 20 });

  it('a final state is never left and draft is never entered again', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const states = walk(actions);
        states.forEach((state, index) => {
          const next = states[index + 1] ?? state;
          if (FINAL_ORDER_STATES.includes(state)) expect(next).toBe(state);
          if (state !== 'draft') expect(next).not.toBe('draft');
        });
      }),
    );
  });

  it('nothing is completed that was not signed', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const completedAt = walk(actions).indexOf('completed');
        if (completedAt !== -1) expect(actions.slice(0, completedAt)).toContain('sign');
      }),
    );
  });

  it('every state but entered-in-error can be reached', () => {
    const reached = new Set<OrderState>(['draft']);
    for (const state of reached) {
      for (const action of ORDER_ACTIONS) {
        const step = transition(state, action);
        if (step.ok) reached.add(step.state);
      }
    }
    expect([...reached].sort()).toEqual(ORDER_STATES.filter((state) => state !== 'entered-in-error').toSorted());
  });
});

describe('work that has begun', () => {
  it.each(['start', 'cancel'] as const)('refuses %s', (action) => {
    expect(act({ state: 'active', begun: false }, action).ok).toBe(true);
    expect(act({ state: 'active', begun: true }, action)).toEqual({ ok: false, code: 'order-already-begun' });
  });

  it('changes no other answer of the table', () => {
    for (const state of ORDER_STATES) {
      for (const action of ORDER_ACTIONS.filter((name) => name !== 'start' && name !== 'cancel')) {
        expect(act({ state, begun: true }, action)).toEqual(transition(state, action));
      }
    }
  });
});

describe('a report that answers an order', () => {
  it.each([
    ['active', 'final', 'completed'],
    ['active', 'unfinished', 'active'],
    ['completed', 'final', 'completed'],
    ['completed', 'unfinished', 'completed'],
  ] as const)('finds it %s, is %s, and leaves it %s', (state, report, next) =>
    expect(answer(state, report)).toEqual({ ok: true, state: next }),
  );

  it.each([
    ['draft', 'order-not-signed'],
    ['on-hold', 'order-on-hold'],
    ['cancelled', 'order-is-final'],
    ['entered-in-error', 'order-in-error'],
  ] as const)('is refused when it is %s', (state, code) => {
    for (const report of ['final', 'unfinished'] as const) expect(answer(state, report)).toEqual({ ok: false, code });
  });
});
