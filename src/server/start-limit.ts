/**
 * Waits until something serves, and ends it when it takes too long: one that hangs while it starts says nothing, and nobody else hears of it.
 * @param mostMs from now
 * @param end makes it end, so that `ready` is refused
 */
export async function servesWithin(ready: Promise<unknown>, mostMs: number, end: () => void): Promise<void> {
  const limit = setTimeout(end, mostMs).unref();
  await ready.finally(() => clearTimeout(limit));
}
