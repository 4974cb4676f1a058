import { Element, type Resource } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import type { LookUp } from '../maps/resource-map.js';
import type { ReasonCode } from '../../import/filing.service.js';
import { addressOf, readReference } from './identity.js';
import { identifierIn, type KnownPerson, type KnownRecord } from './known-records.js';
import { namingsIn, searchFor } from './namings.js';
import type { Entry } from './read-bundle.js';
import { isUuid } from '../../../kernel/uuid.js';
import { elementAt } from '../../../kernel/list.js';

/** What a reference leads to: another resource of the Bundle, one contained here, or a record that is known. */
export type Target =
  | { readonly in: 'bundle'; readonly entry: Entry }
  | { readonly in: 'resource'; readonly element: Element }
  | { readonly in: 'hospital'; readonly record: KnownRecord };

/** What a person has said of a message that could not say it itself. */
export interface Decided {
  readonly patientId: string;
  /** The order that it answers; none where it is not given. */
  readonly orderId?: string;
}

const TIMES = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'effectiveTiming', 'issued'];

/** Resolves the references of a Bundle; what leads nowhere is refused by name. */
export class References {
  private readonly byAddress = new Map<string, Entry>();
  private readonly byTypeAndId = new Map<string, Entry>();
  /** Patients by what they are called; null where several are called so. */
  private readonly byIdentifier = new Map<string, Entry | null>();
  /** What is contained in each entry, once anything of it was asked for. */
  private readonly contained = new Map<Entry, Map<unknown, Element>>();

  private reports: Map<Entry, Entry> | undefined;
  /** References to visits of which nothing is known here: whose a resource is, its patient says. */
  private readonly astray = new Map<Entry, string[]>();

  constructor(
    private readonly entries: readonly Entry[],
    private readonly known: ReadonlyMap<string, KnownRecord>,
    readonly decided?: Decided,
  ) {
    for (const entry of entries) {
      const { fullUrl, resource } = entry;
      if (fullUrl) this.byAddress.set(addressOf(fullUrl), entry);
      if (resource.id) this.byTypeAndId.set(`${resource.resourceType}/${resource.id}`, entry);
      for (const name of namesOf(resource)) this.byIdentifier.set(name, this.byIdentifier.has(name) ? null : entry);
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
    const isUnknown = !target || (target.in === 'resource' && typeOf(target) === 'Patient');
    if (!isUnknown && types.includes(typeOf(target))) return target;
    const reason = whyUnplaced(text, target, types);
    if (reason?.reason === 'encounter-unknown' && isForeign(text)) {
      this.astray.set(owner, [...(this.astray.get(owner) ?? []), text]);
      return undefined;
    }
    if (this.decided && reason) return this.decidedOf(types);
    const path = `${reference.path}.reference`;
    if (isUnknown) reference.reading.refuse(path, 'broken-reference', { reference: text, ...reason });
    else reference.reading.refuse(path, 'wrong-reference-type', { expected: types.join(', '), ...reason });
    return undefined;
  }

  /** What a person has said that it is; an order that nobody named is none of ours. */
  private decidedOf(types: readonly string[]): Target | undefined {
    const { patientId, orderId } = this.decided!;
    if (types.includes('Patient')) return this.decidedPatient();
    return types.includes('ServiceRequest') && orderId
      ? { in: 'hospital', record: { type: 'ServiceRequest', id: orderId, patientId } }
      : undefined;
  }

  /** The patient whom a person has named, for what names nobody. */
  decidedPatient(): Target | undefined {
    const { patientId } = this.decided ?? {};
    return patientId === undefined
      ? undefined
      : { in: 'hospital', record: { type: 'Patient', id: patientId, patientId } };
  }

  /** A member of a panel: an Observation of the message, or one that is known; others are no values. */
  member(reference: Element, owner: Entry): Target | undefined {
    const text = reference.string('reference');
    const target = text === undefined ? undefined : this.resolve(text, owner);
    return target && typeOf(target) === 'Observation' ? target : undefined;
  }

  /**
   * An entry as it is meant: a value that does not say its time, or whose it is, has those of the report of its Bundle, as one that the report
   * contains has.
   */
  asMeant(entry: Entry): Element {
    const { resource, path } = entry;
    const report = resource.resourceType === 'Observation' ? this.reportOf(entry) : undefined;
    if (!report) return entry.element;
    const { effectiveDateTime, effectivePeriod, issued, subject } = report.resource as Json;
    const time = effectiveDateTime ?? (effectivePeriod as { start?: unknown } | undefined)?.start ?? issued;
    const lacksTime = TIMES.every((name) => resource[name] === undefined) && time !== undefined;
    const lacksSubject = resource.subject === undefined && subject !== undefined && !isContained(subject);
    if (!lacksTime && !lacksSubject) return entry.element;
    const inherited = { ...(lacksTime && { effectiveDateTime: time }), ...(lacksSubject && { subject }) };
    return new Element({ ...inherited, ...resource }, path, entry.element.reading);
  }

  /** The report of the Bundle that an observation is in, by itself or in a panel. */
  reportOf(entry: Entry): Entry | undefined {
    this.reports ??= this.valuesByReport();
    return this.reports.get(entry);
  }

  private valuesByReport(): Map<Entry, Entry> {
    const found = new Map<Entry, Entry>();
    const add = (owner: Entry, report: Entry, name: string): void => {
      for (const text of referencesIn(owner.resource[name])) {
        const value = this.inBundle(text, owner);
        if (value?.resource.resourceType !== 'Observation' || found.has(value)) continue;
        found.set(value, report);
        add(value, report, 'hasMember');
      }
    };
    for (const entry of this.entries) {
      if (entry.resource.resourceType === 'DiagnosticReport') add(entry, entry, 'result');
    }
    return found;
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

  /** References anywhere in a resource that were made for this Bundle, yet name nothing in it; and visits to other houses. */
  leadNowhere(entry: Entry): string[] {
    const madeUp = referencesIn(entry.resource).filter(
      (text) => /^urn:/i.test(text) && !this.byAddress.has(addressOf(text)) && !this.known.has(text),
    );
    return [...madeUp, ...(this.astray.get(entry) ?? [])];
  }

  private containedIn(owner: Entry, id: string): Target | undefined {
    let contained = this.contained.get(owner);
    if (!contained) {
      contained = containedById(owner);
      this.contained.set(owner, contained);
    }
    const element = contained.get(id);
    if (!element) return undefined;
    // A patient who is contained is one whom we know by their identifiers.
    const { resourceType } = element.value as Resource;
    const record = resourceType === 'Patient' ? this.patientOf(element.value as Resource) : undefined;
    return record ? { in: 'hospital', record } : { in: 'resource', element };
  }

  private patientOf(contained: Resource): KnownRecord | undefined {
    const namings = namingsIn({ resourceType: 'Patient', contained: [contained] }, '');
    const found = namings.flatMap(({ reference }) => this.known.get(reference) ?? []);
    return found.every(({ id }) => id === found[0]?.id) ? found[0] : undefined;
  }

  private resolve(text: string, owner: Entry): Target | undefined {
    if (text.startsWith('#')) return this.containedIn(owner, text.slice(1));
    const entry = this.inBundle(text, owner);
    if (entry) return { in: 'bundle', entry };
    const record = this.known.get(text);
    return record && { in: 'hospital', record };
  }

  /** Who is on record here under what a resource names, and the contained Patient by which it does; others of its Bundle are not looked at. */
  knownPatient(resource: Resource, subject: object): { person: KnownPerson; contained?: Resource } | undefined {
    const { reference, identifier } = subject as {
      reference?: unknown;
      identifier?: { system?: string; value?: string };
    };
    if (typeof reference === 'string' && reference.startsWith('#')) {
      const parts = (Array.isArray(resource.contained) ? resource.contained : []) as Resource[];
      const contained = parts.find((part) => part?.resourceType === 'Patient' && `#${part.id}` === reference);
      const person = contained && this.patientOf(contained)?.person;
      return person ? { person, contained } : undefined;
    }
    const text = reference ?? (identifier?.value && searchFor('Patient', identifier.system ?? '', identifier.value));
    const record = typeof text === 'string' ? this.known.get(text) : undefined;
    return record?.type === 'Patient' && record.person ? { person: record.person } : undefined;
  }

  /** The resource of the message that a reference names: contained, or another of its Bundle. */
  inMessage(text: string, owner: Entry): Resource | undefined {
    if (!text.startsWith('#')) return this.inBundle(text, owner)?.resource;
    const { contained } = owner.resource;
    return (Array.isArray(contained) ? (contained as Resource[]) : []).find((part) => part?.id === text.slice(1));
  }

  /** The entry of the Bundle that a reference names. */
  inBundle(text: string, owner: Entry): Entry | undefined {
    const base = owner.fullUrl?.replace(/[^/]+\/[^/]+$/, '');
    return (
      this.byAddress.get(addressOf(text)) ??
      (base?.startsWith('http') ? this.byAddress.get(base + text) : undefined) ??
      this.byTypeAndId.get(text.replace(/\/_history\/.*$/, '')) ??
      this.calledSo(text)
    );
  }

  private calledSo(text: string): Entry | undefined {
    const { type, system, value } = identifierIn(text) ?? {};
    if (type !== 'Patient' || value === undefined) return undefined;
    return this.byIdentifier.get(searchFor(type, system ?? '', value)) ?? undefined;
  }

  /** The record here that a reference names. */
  knownRecord(text: string): KnownRecord | undefined {
    return this.known.get(text);
  }
}

/** How a Patient of the message may be looked for by what it is called, with the system or without. */
function namesOf({ resourceType, identifier }: Resource): Set<string> {
  const own = resourceType === 'Patient' && Array.isArray(identifier) ? (identifier as Json[]) : [];
  return new Set(
    own.flatMap((one) => {
      const { system, value } = one ?? {};
      if (typeof value !== 'string') return [];
      return [...(typeof system === 'string' ? [system] : []), ''].map((known) => searchFor('Patient', known, value));
    }),
  );
}

/** The reference as text; one that names an identifier is written as the search for it. */
function textOf(reference: Element, types: readonly string[]): string | undefined {
  const said = reference.string('reference');
  if (said !== undefined) return said;
  const identifier = reference.get('identifier');
  const value = identifier?.string('value');
  return value === undefined ? undefined : searchFor(elementAt(types, 0), identifier?.string('system') ?? '', value);
}

/** Why something cannot be placed, beside what is wrong: such a message waits for a person and is not refused. */
export const reasonOf = (reason: ReasonCode): { readonly reason: ReasonCode } => ({ reason });

type Json = Readonly<Record<string, unknown>>;

const isContained = (subject: unknown): boolean => String((subject as Json | null)?.reference).startsWith('#');

/** A visit elsewhere, by the id of its system; ours have another form, and one that is not found is a mistake of somebody's. */
const isForeign = (text: string): boolean => !text.includes('?') && !isUuid(readReference(text)?.id ?? '');

const UNKNOWN: Readonly<Record<string, ReasonCode>> = {
  Patient: 'patient-unknown',
  ServiceRequest: 'order-unknown',
  Encounter: 'encounter-unknown',
};
/** Where R4 lets stand what is no human being. */
const NOT_HUMAN: readonly (string | undefined)[] = ['Group', 'Device', 'Location', 'Substance'];

/** Undefined for what the message itself should hold: nobody here could say what it is. */
function whyUnplaced(text: string, target: Target | undefined, [type = '']: readonly string[]) {
  const other = target && typeOf(target) !== type ? typeOf(target) : readReference(text)?.type;
  if (type === 'Patient' && NOT_HUMAN.includes(other)) return reasonOf('not-human');
  const isMissing = !target && /^(?:#|urn:)/.test(text);
  const isOther = target !== undefined && typeOf(target) !== type;
  const reason = isMissing || isOther ? undefined : UNKNOWN[type];
  return reason && reasonOf(reason);
}

/** Every reference a resource makes, as {@link References} looks for it. */
export const allReferencesIn = (resource: Resource): string[] =>
  namingsIn(resource, '').map(({ reference }) => reference);

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
