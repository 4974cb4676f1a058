import type { Coding } from '../../../clinical/datatypes/coding.js';
import { Element } from '../elements/element.js';
import { refuseBadForm } from '../elements/form.js';
import { MAPS, IMPORTED, type ImportedType } from '../maps/index.js';
import type { ResourceMap } from '../maps/resource-map.js';
import { readDetails, type InMessage } from '../maps/details.js';
import { observationMap, type ObservationFacts } from '../maps/observation.map.js';
import type { Entry } from './read-bundle.js';
import { reasonOf, type References, type Target } from './references.js';

/** A resource that has been understood: its facts, and what its references lead to. */
export interface Draft<Facts = unknown> {
  readonly entry: Entry;
  readonly type: ImportedType;
  readonly facts: Facts;
  readonly patient?: Target;
  readonly encounter?: Target;
  readonly order?: Target;
  /** Orders that a report answers besides. */
  readonly moreOrders?: readonly Target[];
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
  const element = references.asMeant(entry);
  refuseBadForm(entry.resource, entry.path, element.reading);
  const inMessage: InMessage = (text) => references.inMessage(text, entry);
  const read = map.read(element, references.lookUp(entry));
  const details = HAVE_DETAILS.has(type)
    ? readDetails(element, inMessage, (read as { readonly code?: Coding }).code)
    : undefined;
  const facts = details ? { ...(read as object), details } : read;
  const { patientId, encounterId, orderId, observationIds } = map.references;
  const follow = (reference: Element | undefined, ...types: string[]) =>
    reference && references.target(reference, entry, types);
  const patient = patientId
    ? patientOf(element, patientId, (subject) => follow(subject, 'Patient'), references)
    : undefined;
  const named = (reference: Element | undefined) => (reference && saysWhat(reference) ? reference : undefined);
  const orders = (orderId ? element.all(orderId) : []).flatMap(
    (basedOn) => ofOurs(follow(named(basedOn), 'ServiceRequest')) ?? [],
  );
  const gathered = observationIds
    ? withMembers(
        element.all(observationIds).flatMap((result) => follow(result, 'Observation') ?? []),
        entry,
        references,
      )
    : [];
  const results = type === 'DiagnosticReport' ? [...gathered, ...unnamedOf(element, gathered, references)] : gathered;
  return {
    entry,
    type,
    facts,
    patient,
    encounter: encounterId ? follow(named(element.get(encounterId)), 'Encounter') : undefined,
    order: orders[0],
    moreOrders: orders.slice(1),
    observations: results.filter((target) => target.in !== 'resource'),
    contained: results.flatMap((target) =>
      target.in === 'resource' ? [readContained(target.element, element, inMessage)] : [],
    ),
  };
}

const HAVE_DETAILS: ReadonlySet<string> = new Set(['Observation', 'DiagnosticReport']);

/** Types of R4 whose subject may be absent: whose they are a person may know. */
const MAY_LACK_SUBJECT: ReadonlySet<unknown> = new Set(['Observation', 'DiagnosticReport', 'Encounter']);

/** Whom a resource is about; what names nobody, or only in words, waits for a person. */
function patientOf(
  element: Element,
  name: string,
  follow: (subject: Element) => Target | undefined,
  references: References,
): Target | undefined {
  const subject = element.get(name);
  if (subject && (saysWhat(subject) || !subject.has('display'))) return follow(subject);
  const { resourceType } = element.value as { resourceType?: unknown };
  if (!subject && !MAY_LACK_SUBJECT.has(resourceType)) {
    element.needs(undefined, name);
    return;
  }
  const decided = references.decidedPatient();
  if (!decided) element.reading.refuse(`${element.path}.${name}`, 'required', reasonOf('patient-unknown'));
  return decided;
}

/** Whether a reference names anything, and is not only words for it. */
const saysWhat = (reference: Element): boolean =>
  reference.has('reference') ||
  (reference.value as { identifier?: { value?: unknown } }).identifier?.value !== undefined;

/** Panels with the values that are their members, each once: a critical value is no less so for standing in a panel. */
function withMembers(results: readonly Target[], owner: Entry, references: References): Target[] {
  const found = new Map<unknown, Target>();
  const add = (target: Target, of: Entry): void => {
    const key =
      target.in === 'bundle' ? target.entry : target.in === 'resource' ? target.element.path : target.record.id;
    if (found.has(key)) return;
    found.set(key, target);
    if (target.in === 'hospital') return;
    const element = target.in === 'bundle' ? target.entry.element : target.element;
    // What a contained value is derived from is contained for that, and is of the same report.
    const derived = target.in === 'resource' ? element.all('derivedFrom') : [];
    for (const member of [...element.all('hasMember'), ...derived]) {
      const next = references.member(member, target.in === 'bundle' ? target.entry : of);
      if (next) add(next, target.in === 'bundle' ? target.entry : of);
    }
  };
  for (const target of results) add(target, owner);
  return [...found.values()];
}

/** A value that no result names would be lost without a word: a person says whether it is of the report. */
function unnamedOf(report: Element, results: readonly Target[], references: References): Target[] {
  const named = new Set(results.flatMap((target) => (target.in === 'resource' ? [target.element.path] : [])));
  const left = report.all('contained').filter(({ value, path }) => {
    const { resourceType } = value as { resourceType?: unknown };
    return resourceType === 'Observation' && !named.has(path);
  });
  if (references.decided) return left.map((element) => ({ in: 'resource', element }));
  for (const { reading, path } of left) reading.refuse(path, 'contained-not-named', reasonOf('value-not-named'));
  return [];
}

/** Orders of other systems are kept, and none that a report of ours could answer. */
function ofOurs(order: Target | undefined): Target | undefined {
  return order?.in === 'hospital' && !order.record.isKept ? order : undefined;
}

/** A contained observation is its report's: when it does not say its time, it has the report's. */
function readContained({ value, path, reading }: Element, report: Element, inMessage: InMessage): ObservationFacts {
  const { effectiveDateTime, issued } = report.value as Record<string, unknown>;
  const ownTime = { effectiveDateTime: effectiveDateTime ?? issued };
  const element = new Element({ ...ownTime, ...(value as object) }, path, reading);
  element.string('id');
  element.string('resourceType');
  element.get('subject')?.string('reference');
  const read = observationMap.read(element, () => undefined);
  const details = readDetails(element, inMessage, read.code);
  return { ...read, ...(details && { details }) };
}
