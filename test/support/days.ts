import { hospitalDate } from '../../src/kernel/hospital-time.js';

/**
 * A test that reckons by days, done within one: one that midnight comes into is done once more. At the turn of a year it is a year that
 * would not fit, at that of a month a month.
 */
export const withinOneDay =
  (test: () => Promise<void>, today: () => string = hospitalDate) =>
  async (): Promise<void> => {
    const day = today();
    try {
      await test();
    } catch (error) {
      if (today() === day) throw error;
      await test();
    }
  };

/** Does something while the clock of this process, and not the database's, is so many ms ahead. */
export async function later(ms: number, work: () => Promise<unknown>): Promise<void> {
  const { Date: real } = globalThis;
  globalThis.Date = new Proxy(real, {
    construct: (_, given: [], target) =>
      Reflect.construct(real, given.length > 0 ? given : [real.now() + ms], target) as object,
    get: (_, name) => (name === 'now' ? () => real.now() + ms : (Reflect.get(real, name) as unknown)),
  });
  try {
    await work();
  } finally {
    globalThis.Date = real;
  }
}
