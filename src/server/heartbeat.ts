export const BEAT = 'benh-an:beat';
export const BEAT_MS = 1000;

/** In a worker: says every second that its event loop turns; see {@link Watchdog}. */
export function beat(): void {
  setInterval(() => process.send?.({ type: BEAT }), BEAT_MS).unref();
}
