import { Injectable } from '@nestjs/common';
import { Prisma } from '../../../platform/database/prisma.js';
import { keyOf, type Entry } from '../bundle/read-bundle.js';
import type { Decided } from '../bundle/references.js';
import type { Unplaced } from '../bundle/unplaced.js';
import type { Resource } from '../elements/element.js';
import { FhirQueries } from '../search/fhir.queries.js';
import { peopleIn } from './facts-of.js';

interface Row {
  readonly key: string;
  readonly patientId: string;
  readonly resource: Resource;
}

/** What people have decided about what came before: a correction of it that names its patient in the same words is the same patient's. */
@Injectable()
export class DecidedBefore {
  constructor(private readonly queries: FhirQueries) {}

  /** @returns undefined unless everything that cannot be placed was placed before, as one patient's */
  async about({ read, elements }: Unplaced): Promise<Decided | undefined> {
    const unplaced = read.entries.filter(({ path }) => elements.some((one) => one.path.startsWith(path)));
    const rows = new Map((await this.queries.select<Row>(cameBefore(unplaced))).map((row) => [row.key, row]));
    const patients = new Set(unplaced.map((entry) => patientOf(entry, rows.get(keyOf(entry.identity)))));
    const [patientId] = patients;
    return patients.size === 1 && patientId ? { patientId } : undefined;
  }
}

function patientOf(entry: Entry, before: Row | undefined): string | undefined {
  if (!before) return undefined;
  const [then, now] = [before, entry].map((one) => JSON.stringify(peopleIn([one])));
  return then === now ? before.patientId : undefined;
}

const cameBefore = (entries: readonly Entry[]): Prisma.Sql => Prisma.sql`
  SELECT w.source || '|' || w.type || '|' || w.id AS key, k.patient_id AS "patientId", k.resource
  FROM jsonb_to_recordset(${JSON.stringify(entries.map(({ identity }) => identity))}::jsonb) AS w (source text, type text, id text)
  CROSS JOIN LATERAL (SELECT * FROM fhir_source
    WHERE source = w.source AND resource_type = w.type AND source_id = w.id AND patient_id IS NOT NULL OFFSET 0) k`;
