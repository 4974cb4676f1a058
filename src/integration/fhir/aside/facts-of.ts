import type { IncomingFacts, SentPerson, SentReport, SentValue } from '../../import/filing.service.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import type { Resource } from '../elements/element.js';
import { instantText } from '../elements/date-time.js';
import type { Draft } from '../bundle/draft.js';
import type { DiagnosticReportFacts } from '../maps/diagnostic-report.map.js';
import type { ObservationFacts } from '../maps/observation.map.js';
import type { Entry } from '../bundle/read-bundle.js';
import { listOf, personNamed, personOf, together } from '../bundle/sent-person.js';
import type { ReadMessage } from '../bundle/unplaced.js';

/** What a message says, for the person who settles it: whom it names, and what is reported of them. The message itself is kept beside it. */
export function factsOf({ entries, drafts }: ReadMessage): IncomingFacts {
  const byEntry = new Map(drafts.map((draft) => [draft.entry, draft]));
  const inReports = new Set(
    drafts.flatMap(({ observations }) => observations.map((target) => (target.in === 'bundle' ? target.entry : null))),
  );
  const reports = entries
    .filter((entry) => !MAY_BE_ABOUT_NOBODY.has(entry.resource.resourceType) && !inReports.has(entry))
    .filter(({ resource }) => resource.resourceType !== 'Patient')
    .map((entry) => reportOf(entry, byEntry));
  return { person: together(peopleIn(entries)), reports: reports.slice(0, MOST_REPORTS), notes: [] };
}
const MOST_REPORTS = 200;

/** Everybody whom entries name as the one they are about. */
export function peopleIn(entries: readonly Pick<Entry, 'resource'>[]): SentPerson[] {
  return entries.flatMap(({ resource }) => {
    if (resource.resourceType === 'Patient') return [personOf(resource)];
    const subjects = [resource.subject, resource.patient].flatMap(listOf);
    const contained = listOf(resource.contained).filter(
      (part) =>
        part.resourceType === 'Patient' && subjects.some(({ reference }) => reference === `#${String(part.id)}`),
    );
    // An address within the message says nothing to people.
    const isAddress = ({ reference }: { readonly reference?: unknown }) =>
      typeof reference === 'string' && /^(?:#|urn:)/.test(reference);
    return [
      ...contained.map(personOf),
      ...subjects.map((one) => personNamed(isAddress(one) ? { ...one, reference: undefined } : one)),
    ];
  });
}

function reportOf(entry: Entry, byEntry: ReadonlyMap<Entry, Draft>): SentReport {
  const { resource } = entry;
  const draft = byEntry.get(entry);
  if (!draft) return headOf(resource, {});
  if (draft.type === 'Observation') {
    const facts = draft.facts as ObservationFacts;
    return { ...headOf(resource, facts), values: [valueOf(facts)] };
  }
  if (draft.type !== 'DiagnosticReport') return headOf(resource, {});
  const facts = draft.facts as DiagnosticReportFacts;
  const beside = draft.observations.flatMap((target) => {
    const found = target.in === 'bundle' ? byEntry.get(target.entry) : undefined;
    return found ? [found.facts as ObservationFacts] : [];
  });
  return {
    ...headOf(resource, facts),
    ...(facts.conclusion && { conclusion: facts.conclusion }),
    values: [...draft.contained, ...beside].map(valueOf),
  };
}

type Head = Partial<Pick<DiagnosticReportFacts, 'category' | 'code' | 'effectiveAt' | 'issuedAt' | 'details'>>;

/** @param facts what was understood of it; undefined fields where a rule of FHIR was broken */
function headOf(resource: Resource, { category, code, effectiveAt, issuedAt, details }: Head): SentReport {
  const [filler] = listOf(resource.identifier).flatMap(({ value }) => (typeof value === 'string' ? value : []));
  const concept = listOf(resource.code)[0];
  const words = [concept?.text, ...listOf(concept?.coding).map(({ display }) => display)].find(isText);
  return {
    placers: placersOf(resource),
    ...(filler && { filler }),
    part: '',
    codes: code ? [code] : [],
    display: code?.display ?? words ?? resource.resourceType,
    category: category ?? resource.resourceType,
    status: 'final',
    ...(effectiveAt && { effectiveAt: instantText(effectiveAt) }),
    ...(issuedAt && { issuedAt: instantText(issuedAt) }),
    ...(details?.specimen && { specimen: details.specimen }),
    notes: listOf(resource.note).flatMap(({ text }) => (isText(text) ? text : [])),
    values: [],
  };
}

/** Numbers of the orders that it answers, or how it names them otherwise. */
const placersOf = ({ basedOn }: Resource): string[] =>
  listOf(basedOn).flatMap(({ identifier, reference, display }) => {
    const { value } = (listOf(identifier)[0] ?? {}) as { value?: unknown };
    const [, asked] = /identifier=(?:[^|&]*(?:\||%7C))?([^|&]+)/i.exec(isText(reference) ? reference : '') ?? [];
    return [value, asked, reference, display].find(isText) ?? [];
  });

function valueOf(facts: ObservationFacts): SentValue {
  const { code, value, valueAsSent, comparator, unit, text, coded, interpretation, status, effectiveAt, details } =
    facts;
  const parts = facts.components?.map(
    (part) => `${part.code.display}: ${part.text ?? part.value ?? part.coded?.display}`,
  );
  const words = text ?? coded?.display ?? (value === undefined ? parts?.join('; ') : undefined);
  return {
    codes: code ? [code] : [],
    display: code?.display ?? '',
    ...(value !== undefined && { value }),
    ...(valueAsSent && { valueAsSent }),
    ...(comparator && { comparator }),
    ...(unit && { unit }),
    ...(words && { text: words }),
    ranges: facts.ranges ?? [],
    flags: interpretation ? [interpretation] : [],
    ...(status && { status }),
    ...(effectiveAt && { effectiveAt: instantText(effectiveAt) }),
    notes: details?.note ? [details.note] : [],
    ...(details?.method && { method: details.method }),
    ...(details?.performer && { performer: details.performer }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
