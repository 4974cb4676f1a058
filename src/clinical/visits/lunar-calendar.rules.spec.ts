import { describe, expect, it } from '@jest/globals';
import { lunarDay } from './lunar-calendar.rules.js';

describe('The lunar new year in Vietnam', () => {
  it.each([
    // Other than in China, whose meridian is another: 1985, 2007, 2030.
    [1985, '1985-01-21'],
    [2007, '2007-02-17'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2028, '2028-01-26'],
    [2029, '2029-02-13'],
    [2030, '2030-02-02'],
    [2031, '2031-01-23'],
    [2032, '2032-02-11'],
    [2033, '2033-01-31'],
    [2034, '2034-02-19'],
    [2035, '2035-02-08'],
  ])('of %s is on %s', (year, day) => {
    expect(lunarDay(year, 1, 1)).toBe(day);
  });
});

describe('The tenth of the third month', () => {
  it.each([
    // With the second month twice.
    [2023, '2023-04-29'],
    [2024, '2024-04-18'],
    [2025, '2025-04-07'],
    [2026, '2026-04-26'],
    [2027, '2027-04-16'],
    [2028, '2028-04-04'],
  ])('of %s is on %s', (year, day) => {
    expect(lunarDay(year, 3, 10)).toBe(day);
  });
});
