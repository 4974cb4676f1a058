/** Vietnam keeps UTC+7 all year (no daylight saving), so the hospital's day needs no time-zone table. */
const OFFSET_HOURS = 7;
const OFFSET_MS = OFFSET_HOURS * 3_600_000;

/** SQL of the date and time on the ward's clock at a moment (timestamptz). */
export const hospitalTimeSql = (moment: string): string => `(${moment} AT TIME ZONE INTERVAL '${OFFSET_HOURS} hours')`;

/** The date on the ward's clock, YYYY-MM-DD. */
export const hospitalDate = (moment: Date = new Date()): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10);

/** The first instant of a date (YYYY-MM-DD) of the ward's clock. */
export const hospitalMidnight = (date: string): Date => new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS);

/** A moment by the ward's clock, ISO 8601 with its offset: 2026-11-23T15:15:30.123+07:00. */
export const hospitalTime = (moment: Date): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().replace('Z', `+0${OFFSET_HOURS}:00`);

/** What the ward's clock shows, HH:MM. */
export const hospitalClock = (moment: Date): string =>
  new Date(moment.getTime() + OFFSET_MS).toISOString().slice(11, 16);

/** A moment as the ward says it, in either language: 08:05 28/11/2026. */
export const onTheWard = (moment: Date): string =>
  `${hospitalClock(moment)} ${hospitalDate(moment).split('-').reverse().join('/')}`;

/** The moment that was said, or now; a device's clock may run ahead of ours, and nothing is recorded before it happens. */
export const notAhead = (said: string | undefined): Date =>
  new Date(Math.min(said ? Date.parse(said) : Infinity, Date.now()));
