import { copyDigits } from '../../../kernel/as-written.js';
import type { Resource } from './element.js';

/** The elements of a resource but those named. */
export function without(resource: object, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}

/** Every reference a resource makes, `#` ones within itself aside. */
export const referencesIn = (value: unknown): string[] => everyReference(value).filter((text) => !text.startsWith('#'));

/** Every text that may name what is contained in a resource: `#` and its id. */
export function innerReferencesIn(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string' && value.startsWith('#')) found.push(value);
  else if (value !== null && typeof value === 'object') {
    for (const child of Object.values(value)) innerReferencesIn(child, found);
  }
  return found;
}

function everyReference(value: unknown, found: string[] = []): string[] {
  if (value === null || typeof value !== 'object') return found;
  for (const [name, child] of Object.entries(value)) {
    if (name === 'reference' && typeof child === 'string') found.push(child);
    else everyReference(child, found);
  }
  return found;
}

/** Goes through a resource and what is contained in it. */
export function walkResources(resource: Resource, path: string, look: (part: Resource, path: string) => void): void {
  look(resource, path);
  const parts: unknown[] = Array.isArray(resource.contained) ? resource.contained : [];
  for (const [place, part] of parts.entries()) {
    if (part !== null && typeof part === 'object') look(part as Resource, `${path}.contained[${place}]`);
  }
}

/** The same with each reference replaced that has another place. */
export function replaceReferences(value: unknown, place: (reference: string) => string | undefined): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, place));
  const replaced = Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      name === 'reference' && typeof child === 'string' ? (place(child) ?? child) : replaceReferences(child, place),
    ]),
  );
  return copyDigits(value, replaced);
}
