import { useSyncExternalStore } from 'react';
import type { PersonResponse } from '../api/generated/index.ts';
import { onSessionChange, sessionState, type SessionState } from '../api/session.ts';

export const useSession = (): SessionState => useSyncExternalStore(onSessionChange, sessionState);

/** Who is signed in; for screens that stand behind the gate. */
export function usePerson(): PersonResponse {
  const state = useSession();
  if (state.kind !== 'signed-in') throw new Error('Nobody is signed in');
  return state.person;
}
