import { Injectable } from '@nestjs/common';
import { follow, followingAll } from '../../../platform/database/advisory-locks.js';
import { v7 as newId } from 'uuid';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { jsonAsWritten } from '../../../kernel/as-written.js';
import type { Resource } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import { Problem } from '../../../kernel/problem.js';
import { fhirProblems } from '../fhir.errors.js';
import { conditionOf } from './create-condition.js';
import { keyOf, type Entry } from './read-bundle.js';

/** What was kept of a resource when it came before. */
export interface KeptSource {
  readonly id: string;
  readonly entityId: string | null;
  readonly patientId: string | null;
  /** The machine that sent it first; null for people. */
  readonly sentBy: string | null;
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

/** A row of what is kept. */
export interface KeptRow {
  readonly id: string;
  readonly version: number;
}

/** What is kept of these entries already, by {@link keyOf} their identity, and whether nobody else is importing them now. */
export interface Held {
  readonly free: boolean;
  readonly known: readonly (KeptSource & { readonly key: string })[];
}

/** Keeps every resource whole, as it came, beside what the chart made of it. */
@Injectable()
export class FhirSources {
  /**
   * Lets imports of the same resources follow one another instead of meeting.
   * @param held what {@link holding} found @returns what came before
   */
  async holdWithin(tx: Tx, entries: readonly Entry[], { free, known }: Held): Promise<Map<string, KeptSource>> {
    if (free) return byKey(known);
    for (const key of keysOf(entries)) await follow(tx, key);
    // Read after the lock is held: a statement that waited for it still sees what was true when it began.
    return byKey(await tx.$queryRaw<Held['known']>(knownOf(entries)));
  }

  /** What was sent of a value belongs to its next version, when that is judged again by what people have said since. */
  async followWithin(tx: Tx, judged: readonly { readonly id: string; readonly replaces: string }[]): Promise<void> {
    if (judged.length === 0) return;
    await tx.$executeRaw`UPDATE fhir_source SET entity_id = j.id
      FROM jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) AS j (id uuid, replaces uuid)
     WHERE fhir_source.entity_id = j.replaces AND fhir_source.resource_type = 'Observation'`;
  }

  /** Keeps what has changed, and gives what is new to be kept. @returns the row of each entry, by its index */
  async keepWithin(
    tx: Tx,
    entries: readonly Entry[],
    settled: ReadonlyMap<number, Settled>,
    known: ReadonlyMap<string, KeptSource>,
  ): Promise<{ kept: Map<number, KeptRow>; fresh: Prisma.Sql }> {
    const kept = new Map<number, KeptRow>();
    const fresh: Entry[] = [];
    for (const entry of entries) {
      const before = known.get(keyOf(entry.identity));
      if (before) kept.set(entry.index, before);
      else {
        kept.set(entry.index, { id: newId(), version: 1 });
        fresh.push(entry);
      }
    }
    const within = addressesOf(entries, settled, kept);
    for (const entry of entries) {
      const before = known.get(keyOf(entry.identity));
      const now = settled.get(entry.index)!;
      if (!before || now.outcome === 'unchanged') continue;
      kept.set(entry.index, await keepAnew(tx, entry, { before, now, within }));
    }
    const rows = fresh.map((entry) => freshRow(entry, settled.get(entry.index)!, kept.get(entry.index)!.id, within));
    return { kept, fresh: insertOf(rows) };
  }
}

/** Where each entry is now that others of its Bundle name by an address made up for that Bundle. */
function addressesOf(
  entries: readonly Entry[],
  settled: ReadonlyMap<number, Settled>,
  kept: ReadonlyMap<number, KeptRow>,
): Map<string, string> {
  const found = entries.flatMap(({ fullUrl, index, identity: { type } }): [string, string][] => {
    const { entityId, outcome } = settled.get(index)!;
    // The row of a corrected observation is not the resource's id: its first row is.
    if (!fullUrl?.startsWith('urn:') || (type === 'Observation' && outcome !== 'created')) return [];
    const id = entityId ?? kept.get(index)?.id;
    return id ? [[fullUrl, `${type}/${id}`]] : [];
  });
  return new Map(found);
}

/** Where things are that a resource names so. */
function targetsOf(resource: Resource, within: ReadonlyMap<string, string>): Record<string, string> | undefined {
  if (within.size === 0) return undefined;
  const named = referencesIn(resource).flatMap((reference) => {
    const place = within.get(reference);
    return place === undefined ? [] : [[reference, place] as const];
  });
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** A SELECT of one row, {@link Held}: takes the locks that are free. */
export const holding = (entries: readonly Entry[]): Prisma.Sql => Prisma.sql`
  SELECT ${followingAll(keysOf(entries))} AS free,
    (SELECT coalesce(jsonb_agg(to_jsonb(k)), '[]') FROM (${knownOf(entries)}) k) AS known`;

/** What an import is about: its patients, and what is only to be created if it is not here, of which several may come at once under other addresses. */
function keysOf(entries: readonly Entry[]): string[] {
  const patients = entries.filter(({ resource }) => resource.resourceType === 'Patient');
  const identities = (patients.length > 0 ? patients : entries.slice(0, 1)).map(({ identity }) => keyOf(identity));
  return [...new Set([...identities, ...entries.flatMap((entry) => conditionOf(entry) ?? [])])].sort();
}

/** A SELECT of what was kept of these entries before. */
export { knownOf as keptBefore };
function knownOf(entries: readonly Entry[]): Prisma.Sql {
  const wanted = JSON.stringify(entries.map(({ identity, contentHash }) => ({ ...identity, hash: contentHash })));
  // OFFSET keeps PostgreSQL, which cannot know how few are wanted, from reading the whole table for them.
  return Prisma.sql`
    SELECT w.source || '|' || w.type || '|' || w.id AS key, k.id, k.entity_id AS "entityId", k.patient_id AS "patientId",
      k.sent_by AS "sentBy", k.content_hash AS "contentHash", k.version,
      CASE WHEN k.content_hash <> w.hash THEN k.resource END AS resource
    FROM jsonb_to_recordset(${wanted}::jsonb) AS w (source text, type text, id text, hash text)
    CROSS JOIN LATERAL (SELECT * FROM fhir_source
      WHERE source = w.source AND resource_type = w.type AND source_id = w.id OFFSET 0) k`;
}

const byKey = (rows: Held['known']): Map<string, KeptSource> => new Map(rows.map((row) => [row.key, row]));

const freshRow = (
  { identity, contentHash, resource, account }: Entry,
  now: Settled,
  id: string,
  within: ReadonlyMap<string, string>,
) => ({
  id,
  source: identity.source,
  resource_type: identity.type,
  source_id: identity.id,
  content_hash: contentHash,
  resource,
  targets: targetsOf(resource, within),
  entity: now.entity,
  entity_id: now.entityId,
  patient_id: now.patientId,
  encounter_id: now.encounterId,
  sent_by: account.machine,
});

/** One statement however many: a history has thousands of resources. */
const insertOf = (rows: readonly object[]): Prisma.Sql => Prisma.sql`
  INSERT INTO fhir_source (id, source, resource_type, source_id, content_hash, resource, entity, entity_id, patient_id, encounter_id, sent_by, targets)
  SELECT id, source, resource_type, source_id, content_hash, resource, entity, entity_id, patient_id, encounter_id, sent_by, targets
  FROM jsonb_to_recordset(${jsonAsWritten(rows)}::jsonb) AS kept (id uuid, source text, resource_type text, source_id text,
    content_hash text, resource jsonb, entity text, entity_id uuid, patient_id uuid, encounter_id uuid,
    sent_by text, targets jsonb)`;

/**
 * Keeps what is said now in place of the version that was read.
 * @throws Problem versionOvertaken where another was faster
 */
async function keepAnew(
  tx: Tx,
  { contentHash, resource }: Entry,
  { before, now, within }: { before: KeptSource; now: Settled; within: ReadonlyMap<string, string> },
): Promise<KeptRow> {
  const targets = targetsOf(resource, within);
  const { entity = null, entityId = null, patientId = null, encounterId = null } = now;
  const [row] = await tx.$queryRaw<KeptRow[]>`UPDATE fhir_source SET entity = ${entity}, entity_id = ${entityId}::uuid,
      patient_id = ${patientId}::uuid, encounter_id = ${encounterId}::uuid, content_hash = ${contentHash},
      resource = ${jsonAsWritten(resource)}::jsonb, targets = ${targets ? JSON.stringify(targets) : null}::jsonb
    WHERE id = ${before.id}::uuid AND version = ${before.version} RETURNING id, version`;
  if (!row) throw new Problem(fhirProblems.versionOvertaken);
  return row;
}
