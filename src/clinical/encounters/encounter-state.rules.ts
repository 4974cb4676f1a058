import { transitionsOf, type Lifecycle } from '../../kernel/lifecycle.js';

/**
 * The life of an encounter (đợt khám, đợt điều trị). Source: FHIR R4 encounter-status, of which it uses four. One that
 * began by mistake may still be cancelled, as long as nothing that counts is charted in it (the service looks); else it ends by
 * discharge, and a wrong discharge is taken back, or corrected. `course` is what happens meanwhile: leave, isolation, who is in charge.
 */

export const ENCOUNTER_STATES = ['planned', 'in-progress', 'finished', 'cancelled'] as const;
export type EncounterState = (typeof ENCOUNTER_STATES)[number];

/** The only state in which something may be charted. The database refuses the rest too (prisma/guards/52-declared-records.sql). */
export const OPEN = 'in-progress' satisfies EncounterState;

export const ENCOUNTER_ACTIONS = [
  'admit',
  'correct',
  'course',
  'transfer',
  'discharge',
  'cancel',
  'reopen',
  'correct-discharge',
  'close',
  'hold',
] as const;
export type EncounterAction = (typeof ENCOUNTER_ACTIONS)[number];

export type EncounterRefusal =
  | 'encounter-not-started'
  | 'encounter-already-started'
  | 'encounter-finished'
  | 'encounter-cancelled'
  | 'encounter-not-finished';

const LIFECYCLE: Lifecycle<EncounterState, EncounterAction, EncounterRefusal> = {
  planned: {
    admit: 'in-progress',
    correct: 'planned',
    course: 'encounter-not-started',
    transfer: 'encounter-not-started',
    discharge: 'encounter-not-started',
    cancel: 'cancelled',
    reopen: 'encounter-not-finished',
    'correct-discharge': 'encounter-not-finished',
    close: 'encounter-not-finished',
    hold: 'planned',
  },
  'in-progress': {
    admit: 'encounter-already-started',
    correct: 'in-progress',
    course: 'in-progress',
    transfer: 'in-progress',
    discharge: 'finished',
    cancel: 'cancelled',
    reopen: 'encounter-not-finished',
    'correct-discharge': 'encounter-not-finished',
    close: 'encounter-not-finished',
    hold: 'in-progress',
  },
  finished: {
    admit: 'encounter-finished',
    correct: 'encounter-finished',
    course: 'encounter-finished',
    transfer: 'encounter-finished',
    discharge: 'encounter-finished',
    cancel: 'encounter-finished',
    reopen: 'in-progress',
    'correct-discharge': 'finished',
    close: 'finished',
    hold: 'finished',
  },
  cancelled: {
    admit: 'encounter-cancelled',
    correct: 'encounter-cancelled',
    course: 'encounter-cancelled',
    transfer: 'encounter-cancelled',
    discharge: 'encounter-cancelled',
    cancel: 'encounter-cancelled',
    reopen: 'encounter-not-finished',
    'correct-discharge': 'encounter-not-finished',
    close: 'encounter-not-finished',
    hold: 'cancelled',
  },
};

/** What an action does to an encounter in a state: its next state, or why it is refused. */
export const transition = transitionsOf<EncounterState, EncounterAction, EncounterRefusal>(LIFECYCLE);
