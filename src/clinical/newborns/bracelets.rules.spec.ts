import { describe, expect, it } from '@jest/globals';
import { outcomeOf, type Outcome, type Wearer } from './bracelets.rules.js';

describe('Two bracelets', () => {
  it.each<[Wearer, Wearer, Outcome]>([
    ['mother', 'newborn', 'match'],
    ['mother', 'mother', 'other-newborn'],
    ['mother', 'other', 'other-newborn'],
    ['newborn', 'newborn', 'other-mother'],
    ['other', 'newborn', 'other-mother'],
    ['newborn', 'mother', 'exchanged'],
    ['newborn', 'other', 'neither'],
    ['other', 'mother', 'neither'],
    ['other', 'other', 'neither'],
  ])('of the %s as mother and the %s as child are: %s', (asMother, asNewborn, outcome) => {
    expect(outcomeOf(asMother, asNewborn)).toBe(outcome);
  });
});
