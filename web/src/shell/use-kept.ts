import { useRef, useState } from 'react';
import { sessionState } from '../api/session.ts';

/** What was typed and not sent, by person and name; it lives as long as the page. */
const kept = new Map<string, unknown>();

const keyOf = (name: string | undefined): string | undefined => {
  const state = sessionState();
  return name !== undefined && state.kind === 'signed-in' ? `${state.person.id} ${name}` : undefined;
};

/**
 * What is typed into a form, kept for its author until it was sent: a look elsewhere, a session that ended and another person at the same
 * terminal lose nothing of it, and show nothing of it to anybody else.
 * @param name of the form and whom it is about; without one it lasts as long as the form is shown
 * @returns it, how to change it, and how to forget it
 */
export function useKept<T>(name: string | undefined, start: T) {
  const [key] = useState(() => keyOf(name));
  const [value, setValue] = useState<T>(() => (key !== undefined && kept.has(key) ? (kept.get(key) as T) : start));
  const now = useRef(value);
  const take = (next: T) => {
    now.current = next;
    setValue(next);
  };
  const change = (how: (before: T) => T) => {
    take(how(now.current));
    if (key !== undefined) kept.set(key, now.current);
  };
  const forget = () => {
    take(start);
    if (key !== undefined) kept.delete(key);
  };
  return [value, change, forget] as const;
}
