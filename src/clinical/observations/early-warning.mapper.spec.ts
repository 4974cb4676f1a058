import { scoresOf, type ScoredRound } from './early-warning.mapper.js';

/** Which score a round gets, by the date of birth as far as it is known, and by what is known of a pregnancy. */
const ROUND: ScoredRound = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  supplementalOxygen: false,
  systolic: 120,
  heartRate: 80,
  consciousness: 'A',
  temperature: 37,
};
/** Noon in the hospital of 28 November 2026. */
const NOON = new Date('2026-11-28T05:00:00Z');
const score = (birthDate: string | null, round: ScoredRound = ROUND, at = NOON) => {
  const { news2, pews, notScored } = scoresOf(round, birthDate, at);
  return news2 ? 'NEWS2' : pews ? pews.age : (notScored?.code ?? 'none');
};

describe('The score', () => {
  it.each([
    // To the day of the sixteenth birthday.
    ['2010-11-28', 'NEWS2'],
    ['2010-11-29', 'over-12-years'],
    ['2010-11-27', 'NEWS2'],
    // A birth date known in part: an adult's as soon as it may be one.
    ['2010', 'NEWS2'],
    ['2011', 'over-12-years'],
    ['2010-11', 'NEWS2'],
    ['2010-12', 'over-12-years'],
    [null, 'NEWS2'],
    // The ages of Bedside PEWS, at their birthdays.
    ['2026-11-28', '0-3-months'],
    ['2026-08-29', '0-3-months'],
    ['2026-08-28', '3-12-months'],
    ['2025-11-29', '3-12-months'],
    ['2025-11-28', '1-4-years'],
    ['2022-11-29', '1-4-years'],
    ['2022-11-28', '4-12-years'],
    ['2014-11-29', '4-12-years'],
    ['2014-11-28', 'over-12-years'],
    // Of the day that does not come every year.
    ['2012-02-29', 'over-12-years'],
  ])('of somebody born %s is that of %s', (birthDate, expected) => expect(score(birthDate)).toBe(expected));

  it('goes by the day of the hospital, not of Greenwich', () => {
    // Half past midnight in Vietnam is still the day before in UTC.
    expect(score('2010-11-28', ROUND, new Date('2026-11-27T17:30:00Z'))).toBe('NEWS2');
    expect(score('2010-11-28', ROUND, new Date('2026-11-27T16:30:00Z'))).toBe('over-12-years');
  });

  it.each([
    ['pregnant', 'pregnant', undefined],
    ['unknown', 'NEWS2', 'Chưa rõ có thai hay không: NEWS2 không dùng cho người mang thai.'],
    ['not-pregnant', 'NEWS2', null],
    [null, 'NEWS2', null],
  ] as const)('of a woman of whom it is %s is %s, with its caution', (pregnancy, expected, caution) => {
    expect(score('1992-04-01', { ...ROUND, pregnancy })).toBe(expected);
    expect(scoresOf({ ...ROUND, pregnancy }, '1992-04-01', NOON).news2?.caution).toBe(caution);
  });

  it('of an unknown birth date says that it is for adults', () =>
    expect(scoresOf(ROUND, null, NOON).news2?.caution).toContain('Chưa rõ tuổi'));

  it('of a round that was entered in error is none', () =>
    expect(score('1992', { ...ROUND, status: 'entered-in-error' })).toBe('entered-in-error'));

  it('on scale 2 is that of the chart, on scale 1 another', () => {
    const copd = { ...ROUND, oxygenSaturation: 89, supplementalOxygen: true };
    const totals = [1, 2].map((spo2Scale) => scoresOf({ ...copd, spo2Scale }, '1950', NOON).news2?.total);
    expect(totals).toEqual([5, 2]);
  });
});
