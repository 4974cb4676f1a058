import { may, type Action } from '../../../src/platform/routes/policy.ts';
import { sessionState } from './session.ts';

/** Whether the person signed in may do this at all; for which patients is for the service to say. It decides what is shown, never what is allowed. */
export function iMay(action: Action): boolean {
  const state = sessionState();
  return state.kind === 'signed-in' && may(state.person.role, action);
}
