import fc from 'fast-check';
import { NOTE_ACTIONS, transition } from './note-state.rules.js';
import type { NoteState } from './note-state.rules.js';

describe('a note', () => {
  it.each([
    ['draft', 'edit', 'draft'],
    ['draft', 'sign', 'signed'],
    ['draft', 'mark-in-error', 'entered-in-error'],
    ['signed', 'cosign', 'signed'],
    ['signed', 'add-addendum', 'signed'],
    ['signed', 'mark-in-error', 'entered-in-error'],
  ] as const)('moves from %s by %s to %s', (state, action, next) =>
    expect(transition(state, action)).toEqual({ ok: true, state: next }),
  );

  it.each([
    ['draft', 'cosign', 'note-not-signed'],
    ['draft', 'add-addendum', 'note-not-signed'],
    ['signed', 'edit', 'note-signed-addendum-only'],
    ['signed', 'sign', 'note-already-signed'],
  ] as const)('refuses in %s to %s: %s', (state, action, code) =>
    expect(transition(state, action)).toEqual({ ok: false, code }),
  );

  it.each(NOTE_ACTIONS)('entered in error refuses to %s', (action) =>
    expect(transition('entered-in-error', action)).toEqual({ ok: false, code: 'note-in-error' }),
  );

  it('is never edited after its signature, whatever happens to it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NOTE_ACTIONS), { maxLength: 20 }), (actions) => {
        let state: NoteState = 'draft';
        let isSigned = false;
        for (const action of actions) {
          const step = transition(state, action);
          if (isSigned && action === 'edit') expect(step.ok).toBe(false);
          if (step.ok && action === 'sign') isSigned = true;
          if (step.ok) state = step.state;
          if (isSigned) expect(state).not.toBe('draft');
        }
      }),
    );
  });
});
