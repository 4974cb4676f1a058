import { expect, it } from '@jest/globals';
import { plotOf } from './printed-plots.js';

const ROWS = [
  { at: '2026-11-29T03:00:00Z', dilatation: 8, temperature: 36.8 + 0.3 },
  { dilatation: 5 },
  { at: '2026-11-28T22:30:00Z', dilatation: 4 },
];

it('a drawing has its rows in the order of time, by minutes since the first, and none that says no time', () => {
  expect(plotOf('labour', 'partograph', ROWS)).toEqual({
    kind: 'partograph',
    points: [
      { at: '05:30', minutes: 0, dilatation: 4 },
      { at: '10:00', minutes: 270, dilatation: 8, temperature: 37.1 },
    ],
  });
  expect(plotOf('labour', 'partograph', [{ dilatation: 5 }])).toBeNull();
  expect(plotOf('progress', 'partograph', ROWS)).toBeNull();
});
