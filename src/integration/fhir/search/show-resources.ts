import { Injectable } from '@nestjs/common';
import { parseAsWritten } from '../../../kernel/as-written.js';
import { instantText } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';
import { innerReferencesIn, referencesIn, replaceReferences, without } from '../elements/walk.js';
import { MAPS } from '../maps/index.js';
import type { ResourceMap } from '../maps/resource-map.js';
import { originalIdentifiers } from '../bundle/identity.js';
import { inTheSendersWords } from './as-sent.js';
import { ContainedValues } from './contained-values.js';
import { FhirQueries } from './fhir.queries.js';
import { placeKey, type Places, type WantedPlace } from './places.js';
import type { Kept, Stored, Targets } from './stored.js';
import type { ResourceType } from './tables.js';

/** Puts stored rows into FHIR: the record's facts, the sender's words where there was one, references to what is here. */
@Injectable()
export class ShowResources {
  constructor(
    private readonly queries: FhirQueries,
    private readonly contained: ContainedValues,
  ) {}

  async show(type: string, found: readonly Stored[]): Promise<Resource[]> {
    const rows = await this.withContained(type, found);
    const read = rows.map((row) => ({ row: withKept(row), kept: keptIn(row) }));
    const wanted = read.flatMap(({ row, kept }) =>
      kept ? referredTo(kept.source, kept.resource) : row.kept && row.source ? referredTo(row.source, row.kept) : [],
    );
    const places = await this.queries.places(wanted);
    return read.map(({ row, kept }) => (kept ? showKept(kept, places) : showOne(type as ResourceType, row, places)));
  }

  private async withContained(type: string, found: readonly Stored[]): Promise<readonly Stored[]> {
    if (type === 'Observation') return this.contained.withWords(found);
    return type === 'DiagnosticReport' ? this.contained.withPlaces(found) : found;
  }

  /** One whose places are known: where the things are now that it refers to, by {@link placeKey}. */
  showOne(type: ResourceType, row: Stored, places: Readonly<Record<string, string>>): Resource {
    return showOne(type, withKept(row), new Map(Object.entries(places)));
  }
}

/** What is only kept, of a row that holds it as it was sent. */
function keptIn({ id, patientId, version, updatedAt, facts, confidentiality }: Stored): Kept | undefined {
  const { asSent, source, targets } = (facts ?? {}) as { asSent?: string; source?: string; targets?: Targets };
  if (asSent === undefined || source === undefined) return undefined;
  const resource = parseAsWritten(asSent) as Resource;
  return { id, patientId, confidentiality, version, updatedAt, source, targets, resource };
}

/** A row whose sender's words are read. */
type Read = Stored & { readonly kept: Resource | null };
const withKept = (row: Stored): Read => ({
  ...row,
  kept: typeof row.kept === 'string' ? (parseAsWritten(row.kept) as Resource) : row.kept,
});

const referredTo = (source: string, resource: object): WantedPlace[] =>
  [...new Set(referencesIn(resource))].map((reference) => ({ source, reference }));

function showKept(
  { id, source, resource, targets, version, updatedAt, confidentiality }: Kept,
  places: Places,
): Resource {
  const said = placed(without(resource, 'id', 'meta', 'resourceType'), source, { places, targets });
  const ours = { versionId: String(version), lastUpdated: instantText(updatedAt) };
  const meta = { ...ours, ...ofTheSender(resource), ...securityOf(confidentiality, resource) };
  return { resourceType: resource.resourceType, id, meta, ...said };
}

/** The same with each reference that names something here as the address of that. */
const placed = (resource: object, source: string, { places, targets }: Known): Record<string, unknown> =>
  replaceReferences(resource, (to) => places.get(placeKey(source, to)) ?? targets?.[to]) as Record<string, unknown>;

interface Known {
  readonly places: Places;
  readonly targets?: Targets | null;
}

function showOne(type: ResourceType, row: Read, places: Places): Resource {
  const map = MAPS[type] as unknown as ResourceMap<unknown>;
  const now = map.show(row.facts);
  const { kept, source, sourceId } = row;
  const sent =
    kept && source ? inTheSendersWords(map, kept, sourceId ? withOriginal(now, source, sourceId) : now) : undefined;
  const words = sent ? (map.complete?.(sent, row.facts) ?? sent) : now;
  const said = source ? placed(words, source, { places, targets: row.targets }) : words;
  const shown: Resource = {
    resourceType: type,
    id: row.id,
    meta: {
      versionId: String(row.version),
      lastUpdated: instantText(row.updatedAt),
      ...ofTheSender(kept),
      ...securityOf(row.confidentiality, kept),
    },
    ...said,
    ...inTheirWords(referencesOf(map, row, said), said),
  };
  return withoutLostParts(shown, kept);
}

/** Contained resources that have become records of their own are referred to as such, and stand here no more. */
function withoutLostParts(resource: Resource, kept: Resource | null): Resource {
  if (!Array.isArray(resource.contained)) return resource;
  const before = new Set(innerReferencesIn(kept));
  const referred = new Set(innerReferencesIn(resource));
  const isRecord = (id: string | undefined) => before.has(`#${id}`) && !referred.has(`#${id}`);
  const parts = (resource.contained as { id?: string }[]).filter(({ id }) => !isRecord(id));
  return { ...without(resource, 'contained'), ...(parts.length > 0 && { contained: parts }) } as Resource;
}

const withOriginal = (now: Record<string, unknown>, source: string, sourceId: string) => ({
  ...now,
  identifier: [...((now.identifier ?? []) as unknown[]), ...originalIdentifiers(source, sourceId)],
});

/** What the sender says about the resource; its version and time are ours. */
function ofTheSender(kept: Resource | null): object {
  return without(kept?.meta ?? {}, 'versionId', 'lastUpdated');
}

const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** How confidential the record is here that it belongs to, for whoever reads it: in the place of what the sender said of that. */
export function securityOf(code: string | null | undefined, kept: Resource | null): object {
  if (!code) return {};
  const { security = [] } = (kept?.meta ?? {}) as { security?: readonly { system?: string }[] };
  return {
    security: [...security.filter(({ system }) => system !== CONFIDENTIALITY), { system: CONFIDENTIALITY, code }],
  };
}

/** How confidential a resource says that it is, in letters. */
export function labelsOf(resource: Resource): string[] {
  const { security = [] } = (resource.meta ?? {}) as { security?: readonly { system?: string; code?: string }[] };
  const codes = security.filter(({ system }) => system === CONFIDENTIALITY).map(({ code }) => code ?? '');
  return codes.filter((code) => /^[A-Z]$/.test(code));
}

/** A reference as the sender wrote it, with what was said beside it, where it leads to the record's own target. */
function inTheirWords(ours: Record<string, unknown>, sent: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ours).map(([name, own]) => {
      const said = ([sent[name] ?? []].flat() as { reference?: unknown }[]).map((one) => [one.reference, one] as const);
      const byReference = new Map(said.reverse());
      const word = (one: { reference: string }) => byReference.get(one.reference) ?? one;
      return [
        name,
        Array.isArray(own) ? (own as { reference: string }[]).map(word) : word(own as { reference: string }),
      ];
    }),
  );
}

/** References in the order in which their sender made them; those that it did not make come after. @param all whether others of its stay */
function inOrderOf(sent: unknown, own: readonly string[], all = false): string[] {
  const named = [sent ?? []].flat().map((one) => String((one as { reference?: unknown }).reference));
  const first = named.filter((reference) => own.includes(reference) || (all && named.some((one) => own.includes(one))));
  return [...new Set([...first, ...own])];
}

/** The references the record knows of. */
function referencesOf(
  { references }: ResourceMap<unknown>,
  row: Stored,
  said: Record<string, unknown>,
): Record<string, unknown> {
  const { patientId, encounterId, orderId, observationIds } = references;
  return {
    ...(patientId && { [patientId]: { reference: `Patient/${row.patientId}` } }),
    ...(encounterId && row.encounterId && { [encounterId]: { reference: `Encounter/${row.encounterId}` } }),
    ...(orderId &&
      row.orderId && {
        [orderId]: inOrderOf(said[orderId], [`ServiceRequest/${row.orderId}`], true).map((reference) => ({
          reference,
        })),
      }),
    ...(observationIds &&
      row.observationIds && {
        [observationIds]: inOrderOf(
          said[observationIds],
          row.observationIds.map((id) => `Observation/${id}`),
        ).map((reference) => ({ reference })),
      }),
  };
}
