/** Vietnam keeps UTC+7 all year (no daylight saving), so the hospital's day needs no time-zone table. */
const OFFSET_MS = 7 * 3_600_000;

/** The date on the ward's clock, YYYY-MM-DD. */
export const hospitalDate = (moment: Date = new Date()): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** The first instant of a date (YYYY-MM-DD) of the ward's clock. */
export const hospitalMidnight = (date: string): Date => new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS);

/** What the ward's clock shows, HH:MM. */
export const hospitalClock = (moment: Date): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().slice(11, 16);
