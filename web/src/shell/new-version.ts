import { useSyncExternalStore } from 'react';

/** Looks for a new version this often, in ms: pages of a ward stand open for weeks. */
const EVERY = 30 * 60_000;

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();
const tell = (next: ServiceWorker | null): void => {
  waiting = next;
  for (const changed of listeners) changed();
};

/** Has the browser keep the page for when no server answers. Only https pages and this machine itself have it. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  const look = () => {
    // The first one replaces nothing.
    if (registration.waiting && navigator.serviceWorker.controller) tell(registration.waiting);
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  setInterval(() => void registration.update().catch(() => undefined), EVERY);
}

/** Loads the page anew with the version that waits. What was typed is found again by its author, who stays signed in. */
export function takeUp(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Whether a new version waits to be used. */
export const useNewVersion = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null);
