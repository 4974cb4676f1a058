import { useEffect, useState, useSyncExternalStore } from 'react';
import { allUnsent, findUnsent, onUnsentChange, type Unsent } from './unsent.ts';

/** Texts of the person signed in that were not sent, the latest first. */
export const useUnsent = (): readonly Unsent[] => useSyncExternalStore(onUnsentChange, allUnsent);

/** A service that is slow to give the keys holds nobody up for longer than this, in ms. */
const LONGEST = 3_000;

/** Finds what the person left behind on this machine. @returns whether the screens may open */
export function useFound(personId: string | undefined): boolean {
  const [foundFor, setFoundFor] = useState<string>();
  useEffect(() => {
    if (personId === undefined) {
      setFoundFor(undefined);
      return undefined;
    }
    const found = () => setFoundFor(personId);
    void findUnsent(personId).finally(found);
    const timer = setTimeout(found, LONGEST);
    return () => clearTimeout(timer);
  }, [personId]);
  return personId !== undefined && foundFor === personId;
}
