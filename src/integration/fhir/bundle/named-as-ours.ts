import { Injectable } from '@nestjs/common';
import { isUuid } from '../../../kernel/uuid.js';
import { Problem } from '../../../kernel/problem.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { fhirProblems } from '../fhir.errors.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { namedRecords } from './known-records.js';
import type { Entry } from './read-bundle.js';

interface Row {
  readonly way: number;
  readonly reference: string;
  readonly source: string | null;
  readonly sourceId: string | null;
}

/** Entries of a transaction that say anew what they name by our id of it: they are what their sender sent under its own. */
@Injectable()
export class NamedAsOurs {
  constructor(private readonly queries: FhirQueries) {}

  /** @throws Problem notWritable for what was written here */
  async identified(entries: readonly Entry[]): Promise<Entry[]> {
    const wanted = entries.filter(({ update, resource }) => update && isUuid(resource.id ?? ''));
    if (wanted.length === 0) return [...entries];
    const [{ account }] = wanted as [Entry, ...Entry[]];
    const rows = await this.queries.select<Row>(sourcesOf(wanted.map(referenceOf), account.client));
    return entries.map((entry) => (wanted.includes(entry) ? identified(entry, rows) : entry));
  }
}

const referenceOf = ({ resource }: Entry): string => `${resource.resourceType}/${resource.id}`;

function identified(entry: Entry, rows: readonly Row[]): Entry {
  const found = rows.filter(({ reference }) => reference === referenceOf(entry));
  // An id that is the sender's own of it, too, is that.
  const [ours] = found.some(({ way }) => way === 1) ? [] : found;
  if (!ours) return entry;
  const { source, sourceId } = ours;
  if (source === null || sourceId === null) {
    const { title: message, code: rule } = fhirProblems.notWritable;
    throw new Problem(fhirProblems.notWritable, { errors: [{ pointer: entry.path, rule, message }] });
  }
  return { ...entry, identity: { source, type: entry.identity.type, id: sourceId } };
}

const sourcesOf = (references: readonly string[], client: string): Prisma.Sql => Prisma.sql`
  SELECT n.way, n.reference, k.source, k.source_id AS "sourceId" FROM (${namedRecords(references, client, []).select}) n
  LEFT JOIN LATERAL (SELECT source, source_id FROM fhir_source
    WHERE resource_type = n.type AND (entity_id = n.id OR (id = n.id AND entity_id IS NULL)) ORDER BY updated_at DESC LIMIT 1) k ON true
  WHERE n.way < 3`;
