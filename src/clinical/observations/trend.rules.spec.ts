import { trendOf } from './trend.rules.js';

describe('The trend of scores', () => {
  it.each([
    ['nothing', [], []],
    ['one alone', [3], [null]],
    ['up, down and the same', [1, 4, 2, 2], [null, 'rising', 'falling', 'steady']],
    ['over a gap, against the last complete one', [1, null, 4, null, 4], [null, null, 'rising', null, 'steady']],
    ['from nothing', [null, 0, 0], [null, null, 'steady']],
  ])('of %s', (_, totals, expected) => {
    expect(trendOf(totals)).toEqual(expected);
  });
});
