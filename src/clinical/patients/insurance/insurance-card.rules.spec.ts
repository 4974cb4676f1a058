import { describe, expect, it } from '@jest/globals';
import { cardWarnings, identityOf, isValidOn, overlap, readCard } from './insurance-card.rules.js';

const LONG = 'GD4790012345678';
const SHORT = '0012345678';
const CITIZEN = '079185001234';

describe('The forms of a card', () => {
  it.each([
    [LONG, 'long', SHORT],
    [' gd4 79 00123 45678', 'long', SHORT],
    [SHORT, 'short', SHORT],
    [CITIZEN, 'citizen-id', null],
  ])('%s is %s', (typed, form, socialNumber) => {
    expect(readCard(typed)).toMatchObject({ form, socialNumber });
  });

  it.each(['', 'GD679001234567', 'GD0790012345678', '001234567', '00123456789', '079985001234'])(
    '%s is none',
    (typed) => {
      expect(readCard(typed)).toBeUndefined();
    },
  );

  it('are one identity with each other and the citizen id', () => {
    expect(identityOf([LONG, SHORT, CITIZEN], [CITIZEN])).toEqual({ socialNumbers: [SHORT], citizenIds: [CITIZEN] });
  });

  it.each([
    [LONG, [SHORT], [], []],
    [SHORT, [LONG], [], []],
    [SHORT, [], [CITIZEN], []],
    [SHORT, ['9912345678'], [], ['card-number-differs']],
    [CITIZEN, [LONG], [CITIZEN], []],
    [CITIZEN, [LONG], [], ['card-citizen-id-not-on-record']],
    [CITIZEN, [], ['079185001235'], ['card-citizen-id-differs']],
  ])('%s beside cards %j and citizen ids %j warns of %j', (card, cards, citizenIds, warnings) => {
    expect(cardWarnings(readCard(card)!, identityOf(cards, citizenIds))).toEqual(warnings);
  });
});

describe('Periods', () => {
  const ends = [null, ...[1, 2, 3, 4, 5].map((day) => `2026-01-0${day}`)];
  const periods = ends.flatMap((validTo) =>
    [1, 2, 3, 4, 5]
      .map((day) => ({ validFrom: `2026-01-0${day}`, validTo }))
      .filter(({ validFrom }) => validTo === null || validFrom <= validTo),
  );
  const days = Array.from({ length: 9 }, (_, day) => `2026-01-0${day + 1}`);

  it('overlap exactly where they share a day, whichever is named first', () => {
    for (const one of periods) {
      for (const other of periods) {
        const shared = days.some((day) => isValidOn(one, day) && isValidOn(other, day));
        expect([one, other, overlap(one, other)]).toEqual([one, other, shared]);
        expect(overlap(other, one)).toBe(shared);
      }
    }
  });
});
