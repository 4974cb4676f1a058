import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../database/prisma.js';
import type { Resource } from '../elements/element.js';
import { keyOf, type Entry } from './read-bundle.js';

/** What was kept of a resource when it came before. */
export interface KeptSource {
  readonly id: string;
  readonly entityId: string | null;
  readonly patientId: string | null;
  readonly contentHash: string;
  readonly resource: Resource;
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
    const wanted = JSON.stringify(entries.map(({ identity }) => identity));
    const rows = await tx.$queryRaw<(KeptSource & { key: string })[]>`
      SELECT w.source || '|' || w.type || '|' || w.id AS key, k.id, k.entity_id AS "entityId", k.patient_id AS "patientId",
        k.content_hash AS "contentHash", k.resource, k.version
      FROM jsonb_to_recordset(${wanted}::jsonb) AS w (source text, type text, id text)
      JOIN fhir_source k ON k.source = w.source AND k.resource_type = w.type AND k.source_id = w.id`;
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
      resourceType: entry.identity.type,
      sourceId: entry.identity.id,
      contentHash: entry.contentHash,
      resource: json(entry.resource),
      ...columnsOf(settled.get(entry.index)!),
    }));
    const made = await tx.fhirSource.createManyAndReturn({
      data: rows,
      select: { ...ID_AND_VERSION, source: true, resourceType: true, sourceId: true },
    });
    const byKey = new Map(
      made.map((row) => [keyOf({ source: row.source, type: row.resourceType, id: row.sourceId }), row]),
    );
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
