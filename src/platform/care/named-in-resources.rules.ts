/** Where a resource of FHIR, or a Bundle of them, may name a patient of ours. */
export interface NamedInResources {
  /** Ids of `Patient/<id>`. */
  readonly ids: readonly string[];
  /** Identifiers, `system|value`. */
  readonly identifiers: readonly string[];
}

/** A refused message is looked through no further than this: whoever sends more is told as little. */
const [MOST_LOOKED_AT, MOST_NAMED] = [50_000, 200];
const PATIENT = /(?:^|\/)Patient\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:$|[/?#])/i;
const BY_IDENTIFIER = /Patient\?(?:.*&)?identifier=([^|&]+)(?:\||%7C)([^&]+)/i;

/** Whom what was sent names, by reference or identifier, wherever that stands in it. */
export function namedInResources(sent: unknown): NamedInResources {
  const ids = new Set<string>();
  const identifiers = new Set<string>();
  const waiting: unknown[] = [sent];
  for (
    let looked = 0;
    waiting.length > 0 && looked < MOST_LOOKED_AT && ids.size + identifiers.size < MOST_NAMED;
    looked++
  ) {
    const value = waiting.pop();
    if (typeof value === 'string') {
      const [, id] = PATIENT.exec(value) ?? [];
      if (id) ids.add(id.toLowerCase());
      const [, system, number] = BY_IDENTIFIER.exec(value) ?? [];
      if (system && number) identifiers.add(`${decoded(system)}|${decoded(number)}`);
    } else if (typeof value === 'object' && value !== null) {
      const { system, value: number } = value as Record<string, unknown>;
      if (typeof system === 'string' && typeof number === 'string') identifiers.add(`${system}|${number}`);
      for (const each of Object.values(value as Record<string, unknown>)) waiting.push(each);
    }
  }
  return { ids: [...ids], identifiers: [...identifiers] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
