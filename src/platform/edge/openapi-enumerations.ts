/**
 * Puts the words of each enumeration in alphabetical order, in place, null last. The compiler names those of a union in the order in which it
 * met them anywhere in the program, so that a new file could move them in descriptions that it has nothing to do with.
 */
export function orderEnumerations(part: unknown): void {
  if (part === null || typeof part !== 'object') return;
  const words = (part as { readonly enum?: unknown }).enum;
  if (Array.isArray(words) && words.some((word) => typeof word === 'string')) words.sort(byText);
  for (const inner of Object.values(part)) orderEnumerations(inner);
}

const byText = (one: unknown, other: unknown): number =>
  Number(one === null) - Number(other === null) || (String(one) < String(other) ? -1 : 1);
