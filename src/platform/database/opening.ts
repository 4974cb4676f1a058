import { AsyncLocalStorage } from 'node:async_hooks';
import type { SessionSettings } from './session-settings.js';

/** A transaction about to begin, and what it may see; handed through the library that sends its BEGIN. */
interface Opening {
  readonly settings: SessionSettings;
  hasBegun: boolean;
}

const openings = new AsyncLocalStorage<Opening>();

/** What the transaction that begins here may see; undefined when nobody said, or when it was taken by another BEGIN. */
export function takeOpening(): SessionSettings | undefined {
  const opening = openings.getStore();
  if (!opening || opening.hasBegun) return undefined;
  opening.hasBegun = true;
  return opening.settings;
}

/**
 * Begins a transaction with this scope and no other: `begin` sends one BEGIN, and calls `check` before anything else runs in it.
 * The request being served does not matter.
 */
export function opened<T>(settings: SessionSettings, begin: (check: () => void) => Promise<T>): Promise<T> {
  const opening: Opening = { settings, hasBegun: false };
  const check = () => {
    if (!opening.hasBegun) throw new Error('The transaction began without the scope it was to have');
  };
  return openings.run(opening, () => begin(check));
}
