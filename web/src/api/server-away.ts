import { useSyncExternalStore } from 'react';

let isAway = false;
const listeners = new Set<() => void>();

/** Told by every request: whether the server answered, whatever it said. */
export function serverAnswered(did: boolean): void {
  if (isAway === !did) return;
  isAway = !did;
  for (const tell of listeners) tell();
  if (isAway) lookAgain();
}

/** While it is away it is asked whether it is there this often, in ms: nobody waits for the next look at a board to be told. */
const AGAIN = 3_000;

function lookAgain(): void {
  setTimeout(() => {
    if (!isAway) return;
    fetch('/health/live', { cache: 'no-store' }).then(
      () => serverAnswered(true),
      () => lookAgain(),
    );
  }, AGAIN);
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Whether the last request did not reach the server: a network that is up leads to no server yet. */
export const useServerAway = (): boolean => useSyncExternalStore(subscribe, () => isAway);
