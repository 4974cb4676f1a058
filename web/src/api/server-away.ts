import { useSyncExternalStore } from 'react';

let isAway = false;
const listeners = new Set<() => void>();

/** Told by every request: whether the server answered, whatever it said. */
export function serverAnswered(did: boolean): void {
  if (isAway === !did) return;
  isAway = !did;
  for (const tell of listeners) tell();
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Whether the last request did not reach the server: a network that is up leads to no server yet. */
export const useServerAway = (): boolean => useSyncExternalStore(subscribe, () => isAway);
