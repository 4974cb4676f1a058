import { useSyncExternalStore } from 'react';

/** As much may be an answer's way and the second in which it was sent, in ms: a clock within it is right. */
const EXACT = 5_000;
/** From here on people are told, in ms. */
const TOLD = 2 * 60_000;

let behind = 0;
const listeners = new Set<() => void>();

/**
 * Told by every answer: when the server wrote it, by its own clock. Terminals of a ward keep poor time, and what is due, late or typed as a
 * time of day is judged by one clock for the whole hospital.
 * @param date the answer's header
 * @param askedAt when it was asked for, by this machine's clock
 */
export function heardTime(date: string | null, askedAt: number): void {
  const said = Date.parse(date ?? '');
  const now = Date.now();
  // What was long on its way says nothing; nor does what came while somebody set the clock.
  if (Number.isNaN(said) || now < askedAt || now - askedAt > EXACT) return;
  const measured = said + 500 - (askedAt + now) / 2;
  const next = Math.abs(measured) < EXACT ? 0 : measured;
  // Each answer measures a little differently: what is shown does not jump for that.
  if (next !== 0 && Math.abs(next - behind) < EXACT) return;
  if (next === behind) return;
  behind = next;
  for (const tell of listeners) tell();
}

/** Now by the hospital's clock, in ms since 1970, whatever this machine's clock says. */
export const now = (): number => Date.now() + behind;
export const today = (): Date => new Date(now());
/** A moment of this machine's clock, by the hospital's. */
export const byTheServer = (at: number): number => at + behind;

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** How many minutes this machine's clock is behind the hospital's (ahead: below zero), where that is worth telling. */
export const useClockFault = (): number | undefined =>
  useSyncExternalStore(subscribe, () => (Math.abs(behind) < TOLD ? undefined : Math.round(behind / 60_000)));
