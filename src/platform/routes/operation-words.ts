const words = new Map<string, string>();
const patterns: [pattern: RegExp, vietnamese: string][] = [];

/**
 * The operations of a domain in Vietnamese, each beside the English words in which its route says what it does. The documentation page
 * shows both; an operation without Vietnamese words fails by name (test/guarantees/operations-speak-vietnamese.spec.ts).
 */
export function inVietnamese(operations: Readonly<Record<string, string>>): void {
  for (const [english, vietnamese] of Object.entries(operations)) words.set(english, vietnamese);
}

/** The same for words that a route is given by its parts; `$1…` stand for what the pattern found. */
export function inVietnameseBy(pattern: RegExp, vietnamese: string): void {
  patterns.push([pattern, vietnamese]);
}

/** What a route says of itself, in Vietnamese; undefined when its domain has no words for it. */
export function vietnameseOf(english: string): string | undefined {
  const known = words.get(english);
  if (known !== undefined) return known;
  const found = patterns.find(([pattern]) => pattern.test(english));
  return found && english.replace(found[0], found[1]);
}
