import fc from 'fast-check';
import { may, ROLES } from '../../platform/routes/policy.js';
import { NOTE_ACTIONS, signingOf, transition } from './note-state.rules.js';
import { NOTE_TYPE_NAMES, writesType, type NoteType } from './note-types.js';
import type { NoteState } from './note-state.rules.js';

describe('a note', () => {
  it.each([
    ['draft', 'edit', 'draft'],
    ['draft', 'sign', 'signed'],
    ['draft', 'sign-supervised', 'awaiting-cosignature'],
    ['awaiting-cosignature', 'cosign', 'signed'],
    ['awaiting-cosignature', 'add-addendum', 'awaiting-cosignature'],
    ['awaiting-cosignature', 'mark-in-error', 'entered-in-error'],
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
    ['signed', 'sign-supervised', 'note-already-signed'],
    ['awaiting-cosignature', 'edit', 'note-signed-addendum-only'],
    ['awaiting-cosignature', 'sign', 'note-already-signed'],
    ['awaiting-cosignature', 'sign-supervised', 'note-already-signed'],
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
          if (step.ok && action.startsWith('sign')) isSigned = true;
          if (step.ok) state = step.state;
          if (isSigned) expect(state).not.toBe('draft');
        }
      }),
    );
  });
});

describe('Who signs', () => {
  it.each(ROLES)('%s: only a trainee signs under supervision', (role) =>
    expect(signingOf(role)).toBe(role === 'trainee' ? 'sign-supervised' : 'sign'),
  );

  it.each(NOTE_TYPE_NAMES)('%s is written by whose form it is', (type) => {
    const writers = ROLES.filter((role) => writesType(role, type));
    const [doctors, supervised] = [
      ['doctor', 'department-head'],
      ['doctor', 'department-head', 'trainee'],
    ];
    const everybody = ['doctor', 'department-head', 'nurse', 'head-nurse', 'trainee'];
    const expected: Record<NoteType, string[]> = {
      admission: supervised,
      progress: supervised,
      consultation: doctors,
      procedure: supervised,
      surgery: doctors,
      anaesthesia: doctors,
      labour: everybody,
      nursing: everybody,
      handover: everybody,
      medicines: everybody,
      consent: everybody,
      discharge: supervised,
      summary: supervised,
      death: doctors,
    };
    expect(writers).toEqual(expected[type]);
  });

  it('what waits for a signature is confirmed by doctors alone', () =>
    expect(ROLES.filter((role) => may(role, 'note.cosign'))).toEqual(['doctor', 'department-head']));
});
