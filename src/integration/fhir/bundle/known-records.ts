import { isUuid } from '../../../kernel/uuid.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { Problem, tellingOf } from '../../../kernel/problem.js';
import { fhirError, fhirProblems } from '../fhir.errors.js';
import { readReference } from './identity.js';

/** A record of ours that a reference from outside names. */
export interface KnownRecord {
  readonly type: string;
  readonly id: string;
  readonly patientId: string;
}

/** A reference by what a thing is called instead of where it is: `system|value`. */
const IDENTIFIED = /^(Patient|ServiceRequest)\?identifier=(?:([^|]*)\|)?([^|&]+)$/;

/** A reference as it was written, and what it names. */
export interface FoundRecord extends KnownRecord {
  readonly reference: string;
}

/**
 * A SELECT of the records that references name: by the id of the system they came from, by our id, by identifier. What is not known
 * has no row; of two rows for one reference the later counts.
 */
export function namedRecords(references: readonly string[], source: string): Prisma.Sql {
  const read = references.flatMap((reference) => {
    const named = readReference(reference);
    return named ? [{ reference, ...named }] : [];
  });
  const foreign = read.map(({ reference, system = source, id }) => ({ reference, system, id }));
  const own = read.filter(({ system, id }) => system === undefined && isUuid(id));
  const identified = references.flatMap((reference) => {
    const [, type, system = '', value = ''] = IDENTIFIED.exec(reference) ?? [];
    return type ? [{ reference, type, system: decodeURIComponent(system), value: decodeURIComponent(value) }] : [];
  });
  return Prisma.sql`SELECT way, reference, type, id, patient_id AS "patientId" FROM (
    ${bySource(foreign)} UNION ALL ${byId(own)} UNION ALL ${byIdentifier(identified)}) named ORDER BY way`;
}

/** What was found, by the reference as it was written. */
export const byReference = (rows: readonly FoundRecord[]): Map<string, KnownRecord> =>
  new Map(rows.map(({ reference, type, id, patientId }) => [reference, { type, id, patientId }]));

/**
 * The record that a conditional create (If-None-Exist) says may be here already; its one condition is an identifier.
 * @throws Problem notImportable for other conditions, severalMatch when more than one fits
 */
export async function existingRecord(
  tx: Tx,
  type: string,
  condition: string,
  path: string,
): Promise<KnownRecord | undefined> {
  const [, system, value] = /^\??identifier=([^|&]+)\|([^|&]+)$/.exec(condition) ?? [];
  if (!system || !value) {
    throw new Problem(fhirProblems.notImportable, { errors: [fhirError(path, 'condition-not-taken')] });
  }
  const identifier = { system: decodeURIComponent(system), value: decodeURIComponent(value) };
  if (type === 'Patient') {
    const reference = `Patient?identifier=${system}|${value}`;
    return byReference(await tx.$queryRaw<FoundRecord[]>(namedRecords([reference], ''))).get(reference);
  }
  const found = await tx.$queryRaw<KnownRecord[]>`
    SELECT DISTINCT resource_type AS type, entity_id AS id, patient_id AS "patientId" FROM fhir_source_in_scope
    WHERE resource_type = ${type} AND resource ? 'identifier' AND resource->'identifier' @> ${JSON.stringify([identifier])}::jsonb
      AND entity_id IS NOT NULL LIMIT 2`;
  if (found.length > 1) {
    throw new Problem(fhirProblems.severalMatch, { tellsOf: tellingOf(found.map(({ patientId }) => patientId)) });
  }
  return found[0];
}

const bySource = (wanted: readonly object[]) => Prisma.sql`
  SELECT 1 AS way, w.reference, k.resource_type AS type, k.entity_id AS id, k.patient_id
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, system text, id text)
  CROSS JOIN LATERAL (SELECT resource_type, entity_id, patient_id FROM fhir_source
    WHERE source = w.system AND source_id = w.id AND entity_id IS NOT NULL OFFSET 0) k`;

const byId = (wanted: readonly object[]) => Prisma.sql`
  SELECT 2, w.reference, w.type, record.id, record.patient_id
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, type text, id uuid)
  CROSS JOIN LATERAL (
    SELECT id, id AS patient_id FROM patient WHERE w.type = 'Patient' AND id = w.id
    UNION ALL SELECT id, patient_id FROM encounter WHERE w.type = 'Encounter' AND id = w.id
    UNION ALL SELECT id, patient_id FROM service_order WHERE w.type = 'ServiceRequest' AND id = w.id
    UNION ALL SELECT id, patient_id FROM observation WHERE w.type = 'Observation' AND id = w.id) record`;

const byIdentifier = (wanted: readonly object[]) => Prisma.sql`
  SELECT 3, w.reference, w.type, record.id, record.patient_id
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, type text, system text, value text)
  CROSS JOIN LATERAL (
    SELECT patient_id AS id, patient_id FROM patient_identifier
      WHERE w.type = 'Patient' AND value = w.value AND w.system IN (system, '') AND retired_at IS NULL
    UNION SELECT id, id FROM patient
      WHERE w.type = 'Patient' AND mrn = w.value AND w.system IN ('https://benhan.vn/fhir/sid/mrn', '')
    UNION SELECT id, patient_id FROM service_order
      WHERE w.type = 'ServiceRequest' AND number = w.value
        AND w.system IN ('https://benhan.vn/fhir/sid/order-number', '')) record`;
