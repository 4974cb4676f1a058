import { describe, expect, it } from '@jest/globals';
import { isPosition } from './position.rules.js';

describe('A place in the stream', () => {
  it.each(['10:10:', '10:20:10,14,19', '1:9223372036854775807:'])('is %s', (text) => {
    expect(isPosition(text)).toBe(true);
  });

  it.each([
    '',
    '7',
    '10:9:',
    '0:10:',
    '10:20:9',
    '10:20:20',
    '10:20:14,12',
    '10:20:14,14',
    '10:20:14,',
    "1:2:'",
    '1:9223372036854775808:',
  ])('is not %p', (text) => expect(isPosition(text)).toBe(false));
});
