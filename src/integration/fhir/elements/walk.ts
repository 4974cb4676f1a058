/** The elements of a resource but those named. */
export function without(resource: object, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}

/** Every reference a resource makes, `#` ones within itself aside. */
export function referencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === 'reference' && typeof child === 'string' ? (child.startsWith('#') ? [] : [child]) : referencesIn(child),
  );
}

/** The same with each reference replaced that has another place. */
export function replaceReferences(value: unknown, place: (reference: string) => string | undefined): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, place));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      name === 'reference' && typeof child === 'string' ? (place(child) ?? child) : replaceReferences(child, place),
    ]),
  );
}
