import { transitionsOf, type Lifecycle } from '../../kernel/lifecycle.js';

/**
 * The life of a clinical note. Source: Circular 46/2018/TT-BYT and 13/2025/TT-BYT: entries are signed with a time, and
 * what was signed keeps its content, so a signed note is never edited; addenda stand beside it.
 */

/** `awaiting-cosignature`: signed by somebody who practises under supervision, and not yet confirmed by a doctor. */
export const NOTE_STATES = ['draft', 'awaiting-cosignature', 'signed', 'entered-in-error'] as const;
export type NoteState = (typeof NOTE_STATES)[number];

export const NOTE_ACTIONS = ['edit', 'sign', 'sign-supervised', 'cosign', 'add-addendum', 'mark-in-error'] as const;
export type NoteAction = (typeof NOTE_ACTIONS)[number];

export type NoteRefusal = 'note-not-signed' | 'note-already-signed' | 'note-signed-addendum-only' | 'note-in-error';

const LIFECYCLE: Lifecycle<NoteState, NoteAction, NoteRefusal> = {
  draft: {
    edit: 'draft',
    sign: 'signed',
    'sign-supervised': 'awaiting-cosignature',
    cosign: 'note-not-signed',
    'add-addendum': 'note-not-signed',
    'mark-in-error': 'entered-in-error',
  },
  'awaiting-cosignature': {
    edit: 'note-signed-addendum-only',
    sign: 'note-already-signed',
    'sign-supervised': 'note-already-signed',
    cosign: 'signed',
    'add-addendum': 'awaiting-cosignature',
    'mark-in-error': 'entered-in-error',
  },
  signed: {
    edit: 'note-signed-addendum-only',
    sign: 'note-already-signed',
    'sign-supervised': 'note-already-signed',
    cosign: 'signed',
    'add-addendum': 'signed',
    'mark-in-error': 'entered-in-error',
  },
  'entered-in-error': {
    edit: 'note-in-error',
    sign: 'note-in-error',
    'sign-supervised': 'note-in-error',
    cosign: 'note-in-error',
    'add-addendum': 'note-in-error',
    'mark-in-error': 'note-in-error',
  },
};

/** What an action does to a note in a state: its next state, or why it is refused. Nothing is ever deleted. */
export const transition = transitionsOf<NoteState, NoteAction, NoteRefusal>(LIFECYCLE);

/** How a role signs: a trainee's signature waits for a doctor's. */
export const signingOf = (role: string | undefined): 'sign' | 'sign-supervised' =>
  role === 'trainee' ? 'sign-supervised' : 'sign';
