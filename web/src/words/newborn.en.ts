import { braceletNames } from '../../../src/clinical/newborns/bracelet-names.words.ts';
import type { NewbornWords } from './newborn.vi.ts';

const names = braceletNames('en');

/** What people read where the bracelets of mother and child are compared, in English. */
export const newbornEn: NewbornWords = {
  title: 'Bracelets of mother and child',
  about:
    'Scan the bracelet on the mother’s wrist, then the child’s. The child’s bracelet carries the mother’s number, too: do not use it for hers.',
  occasion: 'Occasion',
  chooseOccasion: 'Choose the occasion.',
  occasions: names.occasions,
  mother: 'Scan the mother’s bracelet',
  newborn: 'Scan the child’s bracelet',
  submit: 'Compare',
  match: 'MATCH: her child, its mother',
  none: 'Not compared yet.',
  outcomes: names.outcomes,
  line: (at, occasion, outcome, who) => `${at} · ${occasion} · ${outcome} · ${who}`,
};
