import { Prisma } from '../../../platform/database/prisma.js';
import { rootOf, versionOf } from '../search/observation.table.js';
import type { ImportedEntry } from './imported-entry.js';

/** The id and version under which an entry is read. */
export interface Standing {
  readonly index: number;
  readonly id: string;
  readonly version: number;
}

const ROOT = Prisma.raw(rootOf('w.id'));
const VERSION = Prisma.raw(versionOf('w.id'));

/**
 * A SELECT of {@link Standing}, of entries the chart made records of: the version of a record is not that of what was kept of it, and an
 * observation has the id of its first row. What is only kept stands as it was imported.
 */
export function selectStanding(entries: readonly ImportedEntry[]): Prisma.Sql {
  const wanted = JSON.stringify(entries.map(({ type, id }, index) => ({ index, type, id })));
  return Prisma.sql`SELECT w.index, record.id, record.version
    FROM jsonb_to_recordset(${wanted}::jsonb) AS w (index int, type text, id uuid) CROSS JOIN LATERAL (
      SELECT id, version FROM patient WHERE w.type = 'Patient' AND id = w.id
      UNION ALL SELECT id, version FROM encounter WHERE w.type = 'Encounter' AND id = w.id
      UNION ALL SELECT ${ROOT}, ${VERSION} FROM observation WHERE w.type = 'Observation' AND id = w.id
      UNION ALL SELECT id, version FROM diagnostic_report WHERE w.type = 'DiagnosticReport' AND id = w.id
      UNION ALL SELECT id, version FROM problem WHERE w.type = 'Condition' AND id = w.id
      UNION ALL SELECT id, version FROM allergy WHERE w.type = 'AllergyIntolerance' AND id = w.id
      UNION ALL SELECT id, version FROM medication_request WHERE w.type = 'MedicationRequest' AND id = w.id) record`;
}

/** The entries as they are read. */
export function asTheyStand(entries: readonly ImportedEntry[], standing: readonly Standing[]): ImportedEntry[] {
  const byIndex = new Map(standing.map((one) => [one.index, one]));
  return entries.map((entry, index) => ({ ...entry, ...pick(byIndex.get(index)) }));
}

const pick = (one: Standing | undefined) => one && { id: one.id, version: one.version };
