import { Element, Reading, type Resource } from '../elements/element.js';
import { innerReferencesIn, replaceReferences, without } from '../elements/walk.js';
import { observationMap, type ObservationFacts } from '../maps/observation.map.js';
import { isSaidSame } from './as-sent.js';

/** Values that stand inside a report, as its sender says them, and the rows that were made of them. */

type Elements = Record<string, unknown>;

/** A value inside a report. */
export interface Part {
  readonly id: string;
  readonly resource: Resource;
  readonly facts: ObservationFacts;
  readonly report: Elements;
  /** Everything that stands inside the report. */
  readonly parts: readonly Resource[];
}

/** A row of a value that is in a report. */
export interface StoredValue {
  /** The id of the resource. */
  readonly rootId: string;
  readonly entityId: string;
  readonly reportId: string;
  readonly facts: unknown;
}

/** The values inside a report, in the order in which they are stored: as its results name them, each before what it names. */
export function partsOf(report: Elements): Part[] {
  const parts = Array.isArray(report.contained) ? (report.contained as Resource[]) : [];
  const byReference = new Map<string, Resource>(
    parts.flatMap((part) => (part.resourceType === 'Observation' ? [[`#${part.id}`, part] as const] : [])),
  );
  const found = new Map<string, Resource>();
  const add = (reference: string): void => {
    const part = byReference.get(reference);
    if (!part || found.has(reference)) return;
    found.set(reference, part);
    for (const name of RELATED) innerReferencesIn(part[name]).forEach(add);
  };
  innerReferencesIn(report.result).forEach(add);
  // Those that no result names were said by a person to be of the report.
  for (const reference of byReference.keys()) add(reference);
  return [...found].map(([reference, resource]) => {
    const part = { id: reference.slice(1), resource, report, parts };
    const alone = standingAlone(part, {});
    return { ...part, facts: observationMap.read(new Element(alone, 'Observation', new Reading()), () => undefined) };
  });
}

const RELATED = ['hasMember', 'derivedFrom'] as const;

/** Whether a value names others that stand in its report. */
export const namesValues = ({ resource }: Pick<Part, 'resource'>): boolean =>
  RELATED.some((name) => innerReferencesIn(resource[name]).length > 0);

/** Whether the rows of the values alone do not tell what a report says of their order and of which names which. */
export function needsPlaces(report: Resource): boolean {
  const parts = (Array.isArray(report.contained) ? (report.contained as Resource[]) : []).filter(
    ({ resourceType }) => resourceType === 'Observation',
  );
  const isStoredAhead = (part: Resource) => 'component' in part || 'valueCodeableConcept' in part;
  return parts.length > 1 && parts.some((part) => isStoredAhead(part) || namesValues({ resource: part }));
}

/**
 * A part as it would have been sent by itself: with the report's time, and with what it refers to inside the report.
 * @param places where other values of the report are now, by their references inside it
 */
export function standingAlone(
  { resource, report, parts }: Pick<Part, 'resource' | 'report' | 'parts'>,
  places: Readonly<Record<string, string>>,
): Resource {
  const own = without(resource, 'id');
  for (const name of RELATED) {
    const others = [own[name] ?? []].flat().filter((one) => innerReferencesIn(one).every((inner) => inner in places));
    if (others.length > 0) own[name] = others;
    else delete own[name];
  }
  const said = replaceReferences(own, (reference) => places[reference]) as Elements;
  const named = new Set(innerReferencesIn(said));
  const contained = parts.filter(({ id, resourceType }) => resourceType !== 'Observation' && named.has(`#${id}`));
  const time = TIMES.some((name) => name in said) ? {} : timeOf(report);
  return { ...time, ...said, ...(contained.length > 0 && { contained }) } as Resource;
}
const TIMES = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'issued'];
const timeOf = ({ effectiveDateTime, issued }: Elements): Elements => ({
  effectiveDateTime: effectiveDateTime ?? issued,
});

/** Which row is of which part. Those that say the same go by their order, where there are as many of one as of the other. */
export function matched(parts: readonly Part[], values: readonly StoredValue[]): Map<Part, StoredValue> {
  const groups = Map.groupBy(parts, (part) =>
    values
      .filter((value) => isOf(value, part))
      .map(({ entityId }) => entityId)
      .join(),
  );
  const byId = new Map(values.map((value) => [value.entityId, value]));
  return new Map(
    [...groups].flatMap(([key, alike]) => {
      const ids = key === '' ? [] : key.split(',');
      return ids.length === alike.length ? alike.map((part, place) => [part, byId.get(ids[place]!)!] as const) : [];
    }),
  );
}

/** Whether a row holds what a part says: its name, its value and its parts; its flag and range may be ours. */
export const isOf = ({ facts }: { readonly facts: unknown }, { facts: said }: Pick<Part, 'facts'>): boolean => {
  const [ours, theirs] = [facts as ObservationFacts, said].map((one) => {
    const { code, value, comparator, text, coded, components } = one;
    const known = { code: { display: code.display }, value, comparator, text, coded, components };
    return observationMap.show({ ...BARE, ...known });
  }) as [Elements, Elements];
  return Object.keys({ ...ours, ...theirs }).every((name) =>
    isSaidSame(observationMap, name, ours[name], theirs[name]),
  );
};
/** What does not tell one part from another. */
const BARE = { category: '', status: 'final', effectiveAt: new Date(0) } as const;
