import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { dropUnsent, keepUnsent, onUnsentChange, unsentOf } from '../unsent/unsent.ts';

/** The patient whom the screen is about, by name: what is found again says of whom it is. */
export const About = createContext<string | undefined>(undefined);

/**
 * What is typed into a form, kept for its author until it was sent: a look elsewhere, a session that ended, a closed tab and another person
 * at the same terminal lose nothing of it, and show nothing of it to anybody else. Never for passwords and PINs.
 * @param name of the form and whom it is about; without one it lasts as long as the form is shown
 * @returns it, how to change it, and how to forget it
 */
export function useKept<T>(name: string | undefined, start: T) {
  const [key] = useState(name);
  const whom = useContext(About);
  const [value, setValue] = useState<T>(() => (key === undefined ? start : ((unsentOf(key)?.value as T) ?? start)));
  const now = useRef(value);
  const first = useRef(start);
  const take = (next: T) => {
    now.current = next;
    setValue(next);
  };
  const change = (how: (before: T) => T) => {
    take(how(now.current));
    if (key !== undefined) keepUnsent({ name: key, value: now.current, path: location.pathname, whom });
  };
  const forget = () => {
    take(start);
    if (key !== undefined) dropUnsent(key);
  };
  useOtherTabs(key, now, first.current, take);
  return [value, change, forget] as const;
}

/** A form that nobody has typed into here takes what another tab wrote; one that shows what another tab sent is empty then. */
function useOtherTabs<T>(
  key: string | undefined,
  now: { readonly current: T },
  start: T,
  take: (next: T) => void,
): void {
  const seen = useRef(now.current);
  useEffect(
    () =>
      onUnsentChange((from) => {
        if (from === undefined || from.name !== key) return;
        const { value, isSent } = from as { value: T; isSent: boolean };
        if (!isSame(now.current, isSent ? value : seen.current)) return;
        seen.current = isSent ? start : value;
        take(seen.current);
      }),
    [key],
  );
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One line of text, kept as {@link useKept} does. */
export function useKeptText(name: string) {
  const [text, change, forget] = useKept(name, '');
  return [text, (next: string) => change(() => next), forget] as const;
}
