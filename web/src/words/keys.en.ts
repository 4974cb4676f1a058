import type { KeysWords } from './keys.vi.ts';

/** What people read about keys of the keyboard, in English. */
export const keysEn: KeysWords = {
  title: 'Keys',
  list: [
    ['?', 'This list'],
    ['b', 'To the board'],
    ['/', 'Find a patient'],
    ['v', 'Chart vital signs (in a chart)'],
    ['n', 'Write a note (in a chart)'],
    ['r', 'Orders (in a chart)'],
    ['m', 'Sheet of medicines (in a chart)'],
    ['w', 'What waits for me'],
    ['↑ ↓', 'From dose to dose (on the medicine round)'],
    ['l', 'Lock'],
    ['Enter', 'To the next field; in the last: save'],
    ['a, o', 'Air, oxygen (vital signs)'],
    ['a c v p u', 'Level of consciousness (vital signs)'],
    ['Esc', 'Close; leave the field, so that the keys above work again'],
  ],
};
