import { parseInstant } from './instant.validator.js';

describe('an instant', () => {
  it.each([
    ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T15:00:00+07:00', '2026-11-23T08:00:00.000Z'],
    ['2028-02-29T00:00:00.5Z', '2028-02-29T00:00:00.500Z'],
  ])('%s is %s', (text, utc) => expect(parseInstant(text)?.toISOString()).toBe(utc));

  it.each([
    ['a date', '2026-11-23'],
    ['no time zone', '2026-11-23T08:00:00'],
    ['no day of the calendar', '2026-02-30T08:00:00Z'],
    ['no month', '2026-13-01T08:00:00Z'],
    ['no hour', '2026-11-23T24:00:00Z'],
    ['an unknown time zone', '2026-11-23T08:00:00+15:00'],
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['before anyone alive', '1899-12-31T23:59:59Z'],
    ['other words', 'hôm qua'],
  ])('is not %s', (_case, text) => expect(parseInstant(text)).toBeUndefined());
});
