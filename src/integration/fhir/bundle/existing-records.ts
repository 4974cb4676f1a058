import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { Problem, tellingOf } from '../../../kernel/problem.js';
import { fhirError, fhirProblems, notTaken } from '../fhir.errors.js';
import { selectFound } from '../search/fhir.queries.js';
import { readSearch, type Query, type SearchRequest } from '../search/search-request.js';
import { tableOf } from '../search/tables.js';
import { askedBy, conditionOf, identifierIn, type Asked } from './create-condition.js';
import { byReference, namedRecords, type FoundRecord, type KnownRecord } from './known-records.js';
import type { Entry } from './read-bundle.js';

/** An identifier that says whether something is here already. */
interface Sought {
  readonly entry: Entry;
  readonly system: string;
  readonly value: string;
}

/**
 * What is here already of what was only to be created if it was not (If-None-Exist): by an identifier, for all of a Bundle at once; by whatever else a
 * type is searched by, one by one.
 * @throws Problem notImportable for conditions that tell nobody apart, and for two of one Bundle on one condition that say different things of
 *   what is not here; severalMatch when more than one fits
 */
export async function existingOf(tx: Tx, entries: readonly Entry[]): Promise<Map<Entry, KnownRecord>> {
  const found = new Map<Entry, KnownRecord>();
  const sought: Sought[] = [];
  for (const entry of entries) {
    if (entry.ifNoneExist === undefined) continue;
    const asked = askedBy(entry.ifNoneExist);
    const identifier = identifierIn(asked);
    if (identifier) {
      sought.push({ entry, ...identifier });
      continue;
    }
    const isSearch = asked.length > 1 || (asked[0] !== undefined && asked[0][0] !== 'identifier');
    if (!isSearch) throw notTaken(pathOf(entry), 'condition-not-taken');
    const record = await foundBefore(tx, entry, asked);
    if (record) found.set(entry, record);
  }
  const isPatient = ({ entry }: Sought) => entry.resource.resourceType === 'Patient';
  await findPatients(tx, sought.filter(isPatient), found);
  await findOthers(
    tx,
    sought.filter((one) => !isPatient(one)),
    found,
  );
  refuseTwice(entries.filter((entry) => entry.ifNoneExist !== undefined && !found.has(entry)));
  return found;
}

const pathOf = ({ path }: Entry): string => `${path.replace(/resource$/, 'request')}.ifNoneExist`;

/**
 * Conditions are judged before anything of a Bundle is stored: two entries on one would both be made. Those that say the same are one
 * ({@link onceEach}); those that do not are refused, since which of them counts would depend on their order. Patients who say the number that
 * is asked for are brought together like any others.
 */
function refuseTwice(entries: readonly Entry[]): void {
  const first = new Map<string, Entry>();
  const errors = entries.flatMap((entry) => {
    const condition = conditionOf(entry)!;
    const other = first.get(condition);
    if (!other) first.set(condition, entry);
    if (!other || [entry, other].every(saysItself)) return [];
    return [fhirError(pathOf(entry), 'condition-twice', { other: other.index })];
  });
  if (errors.length > 0) throw new Problem(fhirProblems.notImportable, { errors });
}

function saysItself({ resource, ifNoneExist }: Entry): boolean {
  const asked = identifierIn(askedBy(ifNoneExist!));
  const said = resource.resourceType === 'Patient' && Array.isArray(resource.identifier) ? resource.identifier : [];
  return (said as ({ system?: unknown; value?: unknown } | null)[]).some(
    (one) => asked !== undefined && one?.system === asked.system && one.value === asked.value,
  );
}

async function findPatients(tx: Tx, sought: readonly Sought[], found: Map<Entry, KnownRecord>): Promise<void> {
  if (sought.length === 0) return;
  const named = sought.map(({ entry, system, value }) => ({
    entry,
    reference: `Patient?identifier=${encodeURIComponent(system)}|${encodeURIComponent(value)}`,
  }));
  const references = [...new Set(named.map(({ reference }) => reference))];
  const records = byReference(await tx.$queryRaw<FoundRecord[]>(namedRecords(references, '', []).select));
  for (const { entry, reference } of named) {
    const record = records.get(reference);
    if (record) found.set(entry, record);
  }
}

/** What another sent under the same number is another's. */
async function findOthers(tx: Tx, sought: readonly Sought[], found: Map<Entry, KnownRecord>): Promise<void> {
  if (sought.length === 0) return;
  const wanted = sought.map(({ entry, system, value }, place) => ({
    place,
    type: entry.resource.resourceType,
    identifier: [{ system, value }],
    sent_by: entry.account.machine,
  }));
  const rows = await tx.$queryRaw<(KnownRecord & { place: number })[]>`
    SELECT w.place, one.* FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (place int, type text, identifier jsonb, sent_by text)
      CROSS JOIN LATERAL (
        SELECT DISTINCT resource_type AS type, coalesce(entity_id, id) AS id, patient_id AS "patientId", entity_id IS NULL AS "isKept"
        FROM fhir_source_in_scope
        WHERE resource_type = w.type AND resource ? 'identifier' AND resource->'identifier' @> w.identifier
          AND sent_by IS NOT DISTINCT FROM w.sent_by LIMIT 2) one`;
  for (const { place, ...record } of rows) {
    const { entry } = sought[place]!;
    if (found.has(entry)) {
      const both = rows.filter((row) => row.place === place).map(({ patientId }) => patientId);
      throw new Problem(fhirProblems.severalMatch, { tellsOf: tellingOf(both) });
    }
    found.set(entry, record);
  }
}

/** So many are looked at for the one that its sender means. */
const MOST_LOOKED_AT = 1_000;

/** What its sender has sent before that meets a search. Who somebody is, a name and a birth date do not say: of a Patient an identifier has to be among the conditions. */
async function foundBefore(tx: Tx, entry: Entry, asked: Asked): Promise<KnownRecord | undefined> {
  const [type, sentBy, path] = [entry.resource.resourceType, entry.account.machine, pathOf(entry)];
  if (type === 'Patient' && !asked.some(([name, value]) => name === 'identifier' && value.includes('|'))) {
    throw notTaken(path, 'condition-not-taken');
  }
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of asked) (query[name] ??= []).push(value);
  const filters = filtersOf(type, query, path);
  const own =
    type === 'Patient'
      ? Prisma.sql`true`
      : Prisma.sql`EXISTS (SELECT FROM fhir_source_in_scope k WHERE f."entityId" = coalesce(k.entity_id, k.id)
          AND k.resource_type = ${type} AND k.sent_by IS NOT DISTINCT FROM ${sentBy ?? null})`;
  const found = await tx.$queryRaw<KnownRecord[]>`
    SELECT ${type} AS type, f."entityId" AS id, f."patientId", f.facts ? 'asSent' AS "isKept"
    FROM (${selectFound(type, { filters, count: MOST_LOOKED_AT, cursor: undefined })}) f WHERE ${own} LIMIT 2`;
  if (found.length > 1) {
    throw new Problem(fhirProblems.severalMatch, { tellsOf: tellingOf(found.map(({ patientId }) => patientId)) });
  }
  return found[0];
}

/** @throws Problem notImportable naming the condition first, and what is wrong with it */
function filtersOf(type: string, query: Query, path: string): SearchRequest['filters'] {
  try {
    return readSearch(tableOf(type), query, undefined).filters;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = [fhirError(path, 'condition-not-taken'), ...(error.options.errors ?? [])];
    throw new Problem(fhirProblems.notImportable, { errors });
  }
}
