import { useEffect } from 'react';
import { signOut } from '../api/session.ts';

/** A ward terminal that nobody touches shows nothing after this long, in ms. */
const IDLE = 10 * 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks the page when nobody touched it for a while: also when the machine slept meanwhile. */
export function useIdleLock(): void {
  useEffect(() => {
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
    };
    const look = () => {
      if (Date.now() - touched >= IDLE) void signOut('locked');
    };
    const timer = setInterval(look, 5_000);
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch);
    };
  }, []);
}
