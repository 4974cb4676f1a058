import { Element } from '../elements/element.js';
import type { LookUp } from '../maps/resource-map.js';
import type { KnownRecord } from './known-records.js';
import type { Entry } from './read-bundle.js';
import { elementAt } from '../../../kernel/list.js';

/** What a reference leads to: another resource of the Bundle, one contained here, or a record that is known. */
export type Target =
  | { readonly in: 'bundle'; readonly entry: Entry }
  | { readonly in: 'resource'; readonly element: Element }
  | { readonly in: 'hospital'; readonly record: KnownRecord };

/** Resolves the references of a Bundle; what leads nowhere is refused by name. */
export class References {
  private readonly byAddress = new Map<string, Entry>();
  private readonly byTypeAndId = new Map<string, Entry>();
  /** What is contained in each entry, once anything of it was asked for. */
  private readonly contained = new Map<Entry, Map<unknown, Element>>();

  constructor(
    entries: readonly Entry[],
    private readonly known: ReadonlyMap<string, KnownRecord>,
  ) {
    for (const entry of entries) {
      const { fullUrl, resource } = entry;
      if (fullUrl) this.byAddress.set(fullUrl, entry);
      if (resource.id) this.byTypeAndId.set(`${resource.resourceType}/${resource.id}`, entry);
    }
  }

  /** Where a Reference leads; refused when it leads nowhere or to another type than `types`. */
  target(reference: Element, owner: Entry, types: readonly string[]): Target | undefined {
    const text = textOf(reference, types);
    if (text === undefined) {
      reference.reading.refuse(`${reference.path}.reference`, 'required');
      return undefined;
    }
    const target = this.resolve(text, owner);
    if (!target) reference.reading.refuse(`${reference.path}.reference`, 'broken-reference', { reference: text });
    else if (!types.includes(typeOf(target))) {
      reference.reading.refuse(`${reference.path}.reference`, 'wrong-reference-type', { expected: types.join(', ') });
    } else return target;
    return undefined;
  }

  /** What a map looks up beside the resource it reads. */
  lookUp(owner: Entry): LookUp {
    return (reference) => {
      if (!reference) return undefined;
      const target = this.target(reference, owner, ['Medication']);
      if (target?.in === 'bundle') return target.entry.element;
      return target?.in === 'resource' ? target.element : undefined;
    };
  }

  /** References anywhere in a resource that were made for this Bundle, yet name nothing in it. */
  leadNowhere(references: readonly string[]): string[] {
    return references.filter((text) => text.startsWith('urn:') && !this.byAddress.has(text) && !this.known.has(text));
  }

  private containedIn(owner: Entry, id: string): Target | undefined {
    let contained = this.contained.get(owner);
    if (!contained) {
      contained = containedById(owner);
      this.contained.set(owner, contained);
    }
    const element = contained.get(id);
    return element && { in: 'resource', element };
  }

  private resolve(text: string, owner: Entry): Target | undefined {
    if (text.startsWith('#')) return this.containedIn(owner, text.slice(1));
    const base = owner.fullUrl?.replace(/[^/]+\/[^/]+$/, '');
    const entry =
      this.byAddress.get(text) ??
      (base?.startsWith('http') ? this.byAddress.get(base + text) : undefined) ??
      this.byTypeAndId.get(text.replace(/\/_history\/.*$/, ''));
    if (entry) return { in: 'bundle', entry };
    const record = this.known.get(text);
    return record && { in: 'hospital', record };
  }
}

/** The reference as text; one that names an identifier is written as the search for it. */
function textOf(reference: Element, types: readonly string[]): string | undefined {
  const said = reference.string('reference');
  if (said !== undefined) return said;
  const identifier = reference.get('identifier');
  const value = identifier?.string('value');
  return value === undefined ? undefined : searchFor(elementAt(types, 0), identifier?.string('system') ?? '', value);
}

const searchFor = (type: string, system: string, value: string): string =>
  `${type}?identifier=${encodeURIComponent(system)}|${encodeURIComponent(value)}`;

/** Every reference a resource makes, as {@link References} looks for it. */
export function allReferencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (name === 'reference' && typeof child === 'string') return child.startsWith('#') ? [] : [child];
    const { system, value: number } = (name === 'identifier' ? child : {}) as { system?: unknown; value?: unknown };
    if (typeof number !== 'string' || Array.isArray(child)) return allReferencesIn(child);
    return ['Patient', 'ServiceRequest'].map((type) =>
      searchFor(type, typeof system === 'string' ? system : '', number),
    );
  });
}

/** What is contained in an entry, by its id; of two with the same id the first. */
function containedById(owner: Entry): Map<unknown, Element> {
  const elements = owner.element.all('contained').map((element) => [(element.value as { id?: unknown }).id, element]);
  return new Map(elements.reverse() as [unknown, Element][]);
}

function typeOf(target: Target): string {
  if (target.in === 'bundle') return target.entry.resource.resourceType;
  return target.in === 'hospital'
    ? target.record.type
    : String((target.element.value as { resourceType?: unknown }).resourceType);
}
