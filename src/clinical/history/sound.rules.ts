import { soundOf } from './allergen.rules.js';

/** Shorter words are too much alike for one letter to be a slip. */
export const LEAST_MISSPELT = 6;

/** Whether a word was meant for a name: it sounds the same, or all but one letter of a long one does. */
export function soundsAlike(word: string, name: string): boolean {
  const [one, other] = [soundOf(word), soundOf(name)];
  if (one === other) return true;
  return one[0] === other[0] && Math.min(one.length, other.length) >= LEAST_MISSPELT && isOneSlip(one, other);
}

/** Whether one letter more, less or other makes one word of the other. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  const [rest, otherRest] = [one.slice(from), other.slice(from)];
  return rest.slice(1) === otherRest.slice(1) || rest === otherRest.slice(1) || rest.slice(1) === otherRest;
}
