import { useSyncExternalStore } from 'react';
import type { PersonResponse } from '../api/generated/index.ts';
import { onSessionChange, sessionState, type SessionState } from '../api/session.ts';

export const useSession = (): SessionState => useSyncExternalStore(onSessionChange, sessionState);

/** By what a person shows who they are when they sign; none where being signed in is enough. */
export function useSignatureAsks(): readonly string[] {
  const state = useSession();
  return state.kind === 'signed-in' ? state.signatureAsks : [];
}

/** Who is signed in; for screens that stand behind the gate. */
export function usePerson(): PersonResponse {
  const state = useSession();
  if (state.kind !== 'signed-in') throw new Error('Nobody is signed in');
  return state.person;
}
