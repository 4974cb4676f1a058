import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import type { Resource } from '../elements/element.js';
import { keyOf, type Entry } from './read-bundle.js';

/** What was kept of a resource when it came before. */
export interface KeptSource {
  readonly id: string;
  readonly entityId: string | null;
  readonly patientId: string | null;
  readonly contentHash: string;
  /** What it said; read only where something else is said now. */
  readonly resource: Resource | null;
  readonly version: number;
}

/** Where an entry now stands in the chart. */
export interface Settled {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly entity?: string;
  /** The record the chart made of it; absent for what is only kept. */
  readonly entityId?: string;
  readonly patientId?: string;
  readonly encounterId?: string;
}

/** Keeps every resource whole, as it came, beside what the chart made of it. */
@Injectable()
export class FhirSources {
  /** Lets imports of the same resources follow one another instead of meeting. */
  async holdWithin(tx: Tx, entries: readonly Entry[]): Promise<void> {
    const patients = entries.filter(({ resource }) => resource.resourceType === 'Patient');
    const keys = (patients.length > 0 ? patients : entries.slice(0, 1)).map(({ identity }) => keyOf(identity)).sort();
    for (const key of keys) await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
  }

  /** @returns what came before, by {@link keyOf} its identity */
  async knownWithin(tx: Tx, entries: readonly Entry[]): Promise<Map<string, KeptSource>> {
    const wanted = JSON.stringify(entries.map(({ identity, contentHash }) => ({ ...identity, hash: contentHash })));
    // OFFSET keeps PostgreSQL, which cannot know how few are wanted, from reading the whole table for them.
    const rows = await tx.$queryRaw<(KeptSource & { key: string })[]>`
      SELECT w.source || '|' || w.type || '|' || w.id AS key, k.id, k.entity_id AS "entityId", k.patient_id AS "patientId",
        k.content_hash AS "contentHash", k.version,
        CASE WHEN k.content_hash <> w.hash THEN k.resource END AS resource
      FROM jsonb_to_recordset(${wanted}::jsonb) AS w (source text, type text, id text, hash text)
      CROSS JOIN LATERAL (SELECT * FROM fhir_source
        WHERE source = w.source AND resource_type = w.type AND source_id = w.id OFFSET 0) k`;
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Keeps what is new and what has changed. @returns the row of each entry, by its index */
  async keepWithin(
    tx: Tx,
    entries: readonly Entry[],
    settled: ReadonlyMap<number, Settled>,
    known: ReadonlyMap<string, KeptSource>,
  ): Promise<Map<number, { id: string; version: number }>> {
    const kept = new Map<number, { id: string; version: number }>();
    const fresh: Entry[] = [];
    for (const entry of entries) {
      const before = known.get(keyOf(entry.identity));
      const now = settled.get(entry.index)!;
      if (!before) fresh.push(entry);
      else if (now.outcome === 'unchanged') kept.set(entry.index, before);
      else {
        const data = { ...columnsOf(now), contentHash: entry.contentHash, resource: json(entry.resource) };
        kept.set(entry.index, await tx.fhirSource.update({ where: { id: before.id }, data, select: ID_AND_VERSION }));
      }
    }
    const rows = fresh.map((entry) => ({
      source: entry.identity.source,
      resource_type: entry.identity.type,
      source_id: entry.identity.id,
      content_hash: entry.contentHash,
      resource: entry.resource,
      entity: settled.get(entry.index)!.entity,
      entity_id: settled.get(entry.index)!.entityId,
      patient_id: settled.get(entry.index)!.patientId,
      encounter_id: settled.get(entry.index)!.encounterId,
    }));
    // One statement however many: a history has thousands of resources.
    const made = await tx.$queryRaw<{ id: string; version: number; source: string; type: string; sourceId: string }[]>`
      INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource, entity, entity_id, patient_id, encounter_id)
      SELECT source, resource_type, source_id, content_hash, resource, entity, entity_id, patient_id, encounter_id
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS kept (source text, resource_type text, source_id text,
        content_hash text, resource jsonb, entity text, entity_id uuid, patient_id uuid, encounter_id uuid)
      RETURNING id, version, source, resource_type AS type, source_id AS "sourceId"`;
    const byKey = new Map(made.map((row) => [keyOf({ ...row, id: row.sourceId }), row]));
    for (const { index, identity } of fresh) kept.set(index, byKey.get(keyOf(identity))!);
    return kept;
  }
}

const ID_AND_VERSION = { id: true, version: true } as const;

const columnsOf = ({ entity, entityId, patientId, encounterId }: Settled) => ({
  entity: entity ?? null,
  entityId: entityId ?? null,
  patientId: patientId ?? null,
  encounterId: encounterId ?? null,
});

const json = (resource: Resource) => resource as Prisma.InputJsonValue;
