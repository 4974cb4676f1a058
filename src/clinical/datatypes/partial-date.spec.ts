import fc from 'fast-check';
import { ageInYears, formatPartialDate, parsePartialDate } from './partial-date.js';

const TODAY = '2026-11-23';

describe('a partial date', () => {
  it.each([
    ['1950', '1950-01-01', '1950-12-31', 'year'],
    ['1950-03', '1950-03-01', '1950-03-31', 'month'],
    ['2023-02', '2023-02-01', '2023-02-28', 'month'],
    ['2024-02', '2024-02-01', '2024-02-29', 'month'],
    ['1900-02', '1900-02-01', '1900-02-28', 'month'],
    ['2000-02-29', '2000-02-29', '2000-02-29', 'day'],
    ['1850', '1850-01-01', '1850-12-31', 'year'],
    ['2026', '2026-01-01', '2026-12-31', 'year'],
    ['2026-11', '2026-11-01', '2026-11-30', 'month'],
    ['2026-11-23', '2026-11-23', '2026-11-23', 'day'],
  ])('%s stands for %s to %s', (text, first, last, precision) =>
    expect(parsePartialDate(text, TODAY)).toEqual({ first, last, precision }),
  );

  it.each(['2023-02-30', '2023-02-29', '1900-02-29', '2023-04-31', '2023-13', '2023-00', '2023-01-00', '1849-12-31'])(
    '%s is impossible',
    (text) => expect(parsePartialDate(text, TODAY)).toBeUndefined(),
  );

  it.each(['', '50', '1950-3', '1950-03-7', '07/03/1950', '1950-03-07T00:00', ' 1950', '1950\n', '-1950', '19500'])(
    '%j is not one',
    (text) => expect(parsePartialDate(text, TODAY)).toBeUndefined(),
  );

  it.each(['2027', '2026-12', '2026-11-24'])('%s lies in the future', (text) => {
    expect(parsePartialDate(text, TODAY)).toBeUndefined();
    expect(parsePartialDate(text)).toBeDefined();
  });

  it('of any real day or its month or year is read and written back unchanged', () => {
    const day = fc.date({
      min: new Date('1850-01-01T00:00Z'),
      max: new Date('2026-11-23T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7, 10), (date, length) => {
        const iso = date.toISOString().slice(0, 10);
        const parsed = parsePartialDate(iso.slice(0, length), TODAY);
        expect(parsed && formatPartialDate(parsed.first, parsed.precision)).toBe(iso.slice(0, length));
        expect(parsed && parsed.first <= iso && iso <= parsed.last).toBe(true);
      }),
    );
  });

  it('agrees with the calendar for every digit combination', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1850, max: 2100 }), part(13), part(32), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        const time = Date.parse(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
        expect(parsePartialDate(text) !== undefined).toBe(isReal);
      }),
    );
  });
});

describe('the age', () => {
  const ageOf = (birth: string, onDate: string) => ageInYears(parsePartialDate(birth)!, onDate);

  it.each([
    ['1950-03-07', '2026-03-06', 75, 75],
    ['1950-03-07', '2026-03-07', 76, 76],
    ['1950-03', '2026-03-15', 75, 76],
    ['1950', '2026-06-01', 75, 76],
    ['1950', '2026-12-31', 76, 76],
    ['2010', '2026-06-01', 15, 16],
    ['2004-02-29', '2026-02-28', 21, 21],
    ['2004-02-29', '2026-03-01', 22, 22],
    ['2026', '2026-06-01', 0, 0],
    ['2026-11-23', '2026-11-22', 0, 0],
  ])('of someone born %s is on %s between %i and %i', (birth, onDate, min, max) =>
    expect(ageOf(birth, onDate)).toEqual({ min, max }),
  );
});
