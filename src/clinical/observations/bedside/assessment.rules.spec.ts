import { riskOf, SCALES, totalOf, wrongItems, type Scale } from './assessment.rules.js';

const least = (scale: Scale) =>
  Object.fromEntries(Object.entries(SCALES[scale].items).map(([item, [points]]) => [item, points]));
const most = (scale: Scale) =>
  Object.fromEntries(Object.entries(SCALES[scale].items).map(([item, points]) => [item, points.at(-1)]));

describe('A scale of nursing', () => {
  it.each([
    ['morse', 0, 125],
    ['braden', 6, 23],
  ] as const)('%s goes from %j to %j', (scale, from, to) => {
    expect([totalOf(least(scale)), totalOf(most(scale))]).toEqual([from, to]);
    expect([wrongItems(scale, least(scale)), wrongItems(scale, most(scale))]).toEqual([[], []]);
  });

  it.each([
    ['morse', [24, 25, 44, 45], ['low', 'moderate', 'moderate', 'high']],
    [
      'braden',
      [9, 10, 12, 13, 14, 15, 18, 19],
      ['very-high', 'high', 'high', 'moderate', 'moderate', 'low', 'low', 'none'],
    ],
  ] as const)('%s tells the risk at its steps', (scale, totals, risks) => {
    expect(totals.map((total) => riskOf(scale, total))).toEqual([...risks]);
  });

  it('names what is missing, what is no point of the scale, and what it does not know', () => {
    const given: Record<string, unknown> = { ...least('morse'), fallHistory: 10, moisture: 1 };
    delete given['gait'];
    expect(wrongItems('morse', given)).toEqual(['fallHistory', 'gait', 'moisture']);
  });
});
