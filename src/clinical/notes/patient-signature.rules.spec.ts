import { isDrawing, type Drawing } from './patient-signature.rules.js';

/** A picture of one point. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const bytes = () => Buffer.from(PNG, 'base64');
const withSide = (side: number) => {
  const wide = bytes();
  wide.writeUInt32BE(side, 16);
  return wide.toString('base64');
};
const strokes = (count: number, points: number) =>
  Array.from({ length: count }, () => Array.from({ length: points }, (_, n) => `${n % 300},${n % 200}`).join(' '));

describe('A drawn signature', () => {
  it.each<[string, Drawing]>([
    ['a picture', { image: PNG }],
    ['strokes', { strokes: ['1,2 3,4', '5,6'] }],
    ['as many points as there may be', { strokes: strokes(10, 500) }],
  ])('is %s', (_, drawing) => expect(isDrawing(drawing)).toBe(true));

  it.each<[string, Drawing]>([
    ['nothing', {}],
    ['both at once', { image: PNG, strokes: ['1,2'] }],
    ['a text', { image: Buffer.from('<svg onload="alert(1)"/>').toString('base64') }],
    ['a picture cut off', { image: PNG.slice(0, 60) }],
    [
      'a picture with something behind it',
      { image: Buffer.concat([bytes(), Buffer.from('<script>')]).toString('base64') },
    ],
    ['a picture as wide as a wall', { image: withSide(5000) }],
    [
      'a picture of 100 kB',
      { image: Buffer.concat([bytes().subarray(0, 40), Buffer.alloc(100_000)]).toString('base64') },
    ],
    ['no base64', { image: `${PNG}!` }],
    ['no stroke', { strokes: [] }],
    ['a stroke without a point', { strokes: [''] }],
    ['a point of one number', { strokes: ['1'] }],
    ['a point that is a word', { strokes: ['a,b'] }],
    ['too many points', { strokes: strokes(11, 500) }],
    ['too many strokes', { strokes: strokes(201, 1) }],
  ])('is never %s', (_, drawing) => expect(isDrawing(drawing)).toBe(false));
});
