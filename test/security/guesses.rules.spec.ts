import { describe, expect, it } from '@jest/globals';
import { bitsOf } from '../../src/platform/security/guessing/guesses.rules.js';
import { knownOf } from '../../src/platform/security/guessing/known-words.js';

const known = knownOf([['Password', 'mặt trời', 'q1w2e3r4t5']], [['yeu', 'em', 'mai', 'trang']]);

describe('A password costs a guesser', () => {
  it.each([
    ['the place in its list, whatever capitals, accents and signs between', 'M-ặt_T.rời', Math.log2(3)],
    ['the size of a list without an order', 'yêu', 2],
    ['each of its pieces, with no more for their number', 'yêu em trăng', 6],
    ['next to nothing for the same once more', 'mai mai mai', 4],
    ['no more for digits and signs that stand for letters', 'P4$$w0rd', 1],
    ['the digits that stand in a list as they are', 'Q1w2e3r4t5', 2],
    ['a year', 'password1989', 1 + Math.log2(200)],
    ['ten for a digit', 'password7', 1 + Math.log2(10)],
    ['what nobody knows letter by letter', 'zkv', 3 * Math.log2(26)],
  ])('%s: %s', (_, password, bits) => {
    expect(bitsOf(password, known)).toBeCloseTo(bits);
  });

  it('the cheapest way of putting it together', () => {
    const both = knownOf([['maiem']], [['mai', 'em', 'yeu', 'trang']]);
    expect(bitsOf('mai em', both)).toBeCloseTo(1);
  });
});
