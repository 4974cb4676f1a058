import { Element } from '../elements/element.js';
import { MAPS, IMPORTED, type ImportedType } from '../maps/index.js';
import type { ResourceMap } from '../maps/resource-map.js';
import { observationMap, type ObservationFacts } from '../maps/observation.map.js';
import type { Entry } from './read-bundle.js';
import type { References, Target } from './references.js';

/** A resource that has been understood: its facts, and what its references lead to. */
export interface Draft<Facts = unknown> {
  readonly entry: Entry;
  readonly type: ImportedType;
  readonly facts: Facts;
  readonly patient?: Target;
  readonly encounter?: Target;
  readonly order?: Target;
  /** Observations of a report that stand beside it. */
  readonly observations: readonly Target[];
  /** Observations of a report that stand in it. */
  readonly contained: readonly ObservationFacts[];
}

/** Reads what the chart takes of an entry; undefined for a type that is only kept. What is wrong is told to its reading. */
export function draftOf(entry: Entry, references: References): Draft | undefined {
  const type = IMPORTED.find((imported) => imported === entry.resource.resourceType);
  if (!type) return undefined;
  const map = MAPS[type] as unknown as ResourceMap<unknown>;
  const { element } = entry;
  const facts = map.read(element, references.lookUp(entry));
  const { patientId, encounterId, orderId, observationIds } = map.references;
  const follow = (reference: Element | undefined, ...types: string[]) =>
    reference && references.target(reference, entry, types);
  const patient = patientId ? follow(element.needs(element.get(patientId), patientId), 'Patient') : undefined;
  const [basedOn] = orderId ? element.all(orderId) : [];
  const results = observationIds
    ? element.all(observationIds).flatMap((result) => follow(result, 'Observation') ?? [])
    : [];
  return {
    entry,
    type,
    facts,
    patient,
    encounter: encounterId ? follow(element.get(encounterId), 'Encounter') : undefined,
    order: ofOurs(follow(basedOn, 'ServiceRequest')),
    observations: results.filter((target) => target.in !== 'resource'),
    contained: results.flatMap((target) => (target.in === 'resource' ? [readContained(target.element, element)] : [])),
  };
}

/** Orders of other systems are kept, and none that a report of ours could answer. */
function ofOurs(order: Target | undefined): Target | undefined {
  return order?.in === 'hospital' && !order.record.isKept ? order : undefined;
}

/** A contained observation is its report's: when it does not say its time, it has the report's. */
function readContained({ value, path, reading }: Element, report: Element): ObservationFacts {
  const { effectiveDateTime, issued } = report.value as Record<string, unknown>;
  const ownTime = { effectiveDateTime: effectiveDateTime ?? issued };
  const element = new Element({ ...ownTime, ...(value as object) }, path, reading);
  element.string('id');
  element.string('resourceType');
  element.get('subject')?.string('reference');
  return observationMap.read(element, () => undefined);
}
