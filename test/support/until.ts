const PAUSE_MS = 20;

/** Waits for what must come: asks again and again, until the test's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((ask) => setTimeout(ask, PAUSE_MS));
}
