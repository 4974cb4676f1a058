import { Injectable } from '@nestjs/common';
import { instantText } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';
import { innerReferencesIn, referencesIn, replaceReferences, without } from '../elements/walk.js';
import { MAPS } from '../maps/index.js';
import type { ResourceMap } from '../maps/resource-map.js';
import { originalIdentifiers, sourceIdOf } from '../bundle/identity.js';
import { inTheSendersWords } from './as-sent.js';
import { FhirQueries } from './fhir.queries.js';
import type { Kept, Stored } from './stored.js';
import type { ResourceType } from './tables.js';

/** Puts stored rows into FHIR: the record's facts, the sender's words where there was one, references to what is here. */
@Injectable()
export class ShowResources {
  constructor(private readonly queries: FhirQueries) {}

  async show(type: ResourceType, rows: readonly Stored[]): Promise<Resource[]> {
    const places = await this.places(rows);
    return rows.map((row) => showOne(type, row, places));
  }

  /** One whose places are known: where the things are now that it refers to, by the id that its sender gives them. */
  showOne(type: ResourceType, row: Stored, places: Readonly<Record<string, string>>): Resource {
    return showOne(type, row, new Map(Object.entries(places).map(([id, place]) => [`${row.source} ${id}`, place])));
  }

  /** A resource that is only kept: as it was sent, with references to where things are here. */
  async showKept({ id, source, resource, version, updatedAt }: Kept): Promise<Resource> {
    const places = await this.queries.whereabouts(source, referencesIn(resource).map(sourceIdOf));
    const said = replaceReferences(without(resource, 'id', 'meta'), (to) => places.get(sourceIdOf(to))) as object;
    const meta = { versionId: String(version), lastUpdated: instantText(updatedAt), ...ofTheSender(resource) };
    return { resourceType: resource.resourceType, id, meta, ...said };
  }

  /** Where everything is now that the kept resources of these rows refer to. */
  private async places(rows: readonly Stored[]): Promise<Map<string, string>> {
    const wanted = new Map<string, Set<string>>();
    for (const { kept, source } of rows) {
      if (!kept || !source) continue;
      const ids = wanted.get(source) ?? new Set();
      for (const reference of referencesIn(kept)) ids.add(sourceIdOf(reference));
      wanted.set(source, ids);
    }
    const found = await Promise.all(
      [...wanted].map(async ([source, ids]) => {
        const places = await this.queries.whereabouts(source, [...ids]);
        return [...places].map(([id, place]) => [`${source} ${id}`, place] as const);
      }),
    );
    return new Map(found.flat());
  }
}

function showOne(type: ResourceType, row: Stored, places: Map<string, string>): Resource {
  const map = MAPS[type] as unknown as ResourceMap<unknown>;
  const now = map.show(row.facts);
  const { kept, source, sourceId } = row;
  const words = kept && source && sourceId ? inTheSendersWords(map, kept, withOriginal(now, source, sourceId)) : now;
  const placed = source
    ? (replaceReferences(words, (to) => places.get(`${source} ${sourceIdOf(to)}`)) as Record<string, unknown>)
    : words;
  return withoutLostParts({
    resourceType: type,
    id: row.id,
    meta: {
      versionId: String(row.version),
      lastUpdated: instantText(row.updatedAt),
      ...ofTheSender(kept),
    },
    ...placed,
    ...inTheirWords(referencesOf(map, row), placed),
  });
}

/** Contained resources that have become records of their own are referred to as such, and stand here no more. */
function withoutLostParts(resource: Resource): Resource {
  if (!Array.isArray(resource.contained)) return resource;
  const referred = new Set(innerReferencesIn(resource));
  const parts = (resource.contained as { id?: string }[]).filter(({ id }) => referred.has(`#${id}`));
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

/** The references the record knows of. */
function referencesOf({ references }: ResourceMap<unknown>, row: Stored): Record<string, unknown> {
  const { patientId, encounterId, orderId, observationIds } = references;
  return {
    ...(patientId && { [patientId]: { reference: `Patient/${row.patientId}` } }),
    ...(encounterId && row.encounterId && { [encounterId]: { reference: `Encounter/${row.encounterId}` } }),
    ...(orderId && row.orderId && { [orderId]: [{ reference: `ServiceRequest/${row.orderId}` }] }),
    ...(observationIds &&
      row.observationIds && {
        [observationIds]: row.observationIds.map((id) => ({ reference: `Observation/${id}` })),
      }),
  };
}
