import { expect, it } from '@jest/globals';
import { slipsBetween } from './slips.rules.js';

it.each([
  ['nguyet', 'nguyet', 0],
  ['nguyet', 'ngueyt', 1],
  ['nguyet', 'nguyett', 1],
  ['nguyet', 'ngyet', 1],
  ['nguyet', 'mguyet', 1],
  ['huynh', 'hynhh', 2],
  ['anh', 'nguyet', 6],
  ['', 'an', 2],
])('%j and %j are %d slips apart', (one, other, slips) => {
  expect([slipsBetween(one, other), slipsBetween(other, one)]).toEqual([slips, slips]);
});
