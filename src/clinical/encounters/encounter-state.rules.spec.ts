import fc from 'fast-check';
import { ENCOUNTER_ACTIONS, transition } from './encounter-state.rules.js';
import type { EncounterState } from './encounter-state.rules.js';

describe('an encounter', () => {
  it.each([
    ['planned', 'admit', 'in-progress'],
    ['planned', 'cancel', 'cancelled'],
    ['in-progress', 'transfer', 'in-progress'],
    ['in-progress', 'discharge', 'finished'],
    ['in-progress', 'cancel', 'cancelled'],
    ['in-progress', 'course', 'in-progress'],
    ['finished', 'reopen', 'in-progress'],
    ['finished', 'correct-discharge', 'finished'],
    ['finished', 'close', 'finished'],
    ['planned', 'hold', 'planned'],
    ['in-progress', 'hold', 'in-progress'],
    ['finished', 'hold', 'finished'],
    ['cancelled', 'hold', 'cancelled'],
  ] as const)('moves from %s by %s to %s', (state, action, next) =>
    expect(transition(state, action)).toEqual({ ok: true, state: next }),
  );

  it.each([
    ['planned', 'transfer', 'encounter-not-started'],
    ['planned', 'discharge', 'encounter-not-started'],
    ['in-progress', 'admit', 'encounter-already-started'],
    ['planned', 'course', 'encounter-not-started'],
    ['planned', 'correct-discharge', 'encounter-not-finished'],
    ['in-progress', 'correct-discharge', 'encounter-not-finished'],
    ['cancelled', 'correct-discharge', 'encounter-not-finished'],
    ['planned', 'close', 'encounter-not-finished'],
    ['in-progress', 'close', 'encounter-not-finished'],
    ['cancelled', 'close', 'encounter-not-finished'],
    ['planned', 'reopen', 'encounter-not-finished'],
    ['in-progress', 'reopen', 'encounter-not-finished'],
    ['cancelled', 'reopen', 'encounter-not-finished'],
  ] as const)('refuses in %s to %s: %s', (state, action, code) =>
    expect(transition(state, action)).toEqual({ ok: false, code }),
  );

  it.each(ENCOUNTER_ACTIONS.filter((action) => !['reopen', 'correct-discharge', 'close', 'hold'].includes(action)))(
    'that is over refuses to %s',
    (action) => {
      expect(transition('finished', action)).toEqual({ ok: false, code: 'encounter-finished' });
      expect(transition('cancelled', action)).toEqual({ ok: false, code: 'encounter-cancelled' });
    },
  );

  it('is discharged only after admission, and again only when the discharge was taken back, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ENCOUNTER_ACTIONS), { maxLength: 20 }), (actions) => {
        let state: EncounterState = 'planned';
        const done: string[] = [];
        for (const action of actions) {
          const step = transition(state, action);
          if (!step.ok) continue;
          state = step.state;
          if (!['correct', 'course', 'correct-discharge', 'close', 'hold'].includes(action)) done.push(action);
        }
        expect(done.join(' ')).toMatch(
          /^(?:|cancel|admit(?: transfer)*(?: discharge reopen(?: transfer)*)*(?: discharge| cancel)?)$/,
        );
      }),
    );
  });
});
