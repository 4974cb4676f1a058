import { movesOf, transitionsOf, type Lifecycle } from '../../kernel/lifecycle.js';

/** Source: FHIR R4 event-status, of which `completed` and `stopped` are ends. */
export const TRANSFUSION_STATES = ['in-progress', 'completed', 'stopped'] as const;
export type TransfusionState = (typeof TRANSFUSION_STATES)[number];
export const OUTCOMES = ['completed', 'stopped'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type TransfusionRefusal = 'transfusion-over';

const OVER = { completed: 'transfusion-over', stopped: 'transfusion-over' } as const;
const LIFECYCLE: Lifecycle<TransfusionState, Outcome, TransfusionRefusal> = {
  'in-progress': { completed: 'completed', stopped: 'stopped' },
  completed: OVER,
  stopped: OVER,
};

export const endedAs = transitionsOf<TransfusionState, Outcome, TransfusionRefusal>(LIFECYCLE);
export const TRANSFUSION_MOVES = movesOf(
  TRANSFUSION_STATES,
  OUTCOMES.map((outcome) => (state: TransfusionState) => endedAs(state, outcome)),
);
