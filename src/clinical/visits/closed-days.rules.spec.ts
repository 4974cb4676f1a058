import { describe, expect, it } from '@jest/globals';
import { closedDayText, closedOn } from './closed-days.rules.js';

describe('A day to come again', () => {
  it.each([
    ['2026-12-06', 'sunday'],
    ['2026-12-07', undefined],
    ['2026-12-05', undefined],
    ['2027-01-01', 'new-year'],
    ['2027-02-04', undefined],
    ['2027-02-05', 'tet'],
    ['2027-02-09', 'tet'],
    ['2027-02-10', undefined],
    ['2027-04-16', 'ancestors'],
    ['2027-04-30', 'victory'],
    ['2027-05-01', 'labour'],
    ['2027-09-02', 'national'],
    // Reckoned, and in no table that ends.
    ['2029-02-12', 'tet'],
    ['2029-02-17', undefined],
    ['2030-02-01', 'tet'],
    ['2041-02-01', 'tet'],
  ] as const)('%s: %s', (day, closed) => {
    expect(closedOn(day)).toBe(closed);
  });

  it('says in words why to ask again', () => {
    expect(closedDayText('2026-12-06', 'vi')).toBe(
      'Ngày hẹn 06/12/2026 là Chủ nhật; hỏi lại phòng khám có làm việc không.',
    );
    expect(closedDayText('2026-12-07', 'vi')).toBeNull();
  });
});
