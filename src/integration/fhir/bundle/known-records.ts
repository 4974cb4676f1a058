import { isUuid } from '../../../kernel/uuid.js';
import { Prisma } from '../../../platform/database/prisma.js';
import { readReference } from './identity.js';

/** A record of ours that a reference from outside names. */
export interface KnownRecord {
  readonly type: string;
  readonly id: string;
  /** Null of what is about nobody, such as an Organization. */
  readonly patientId: string | null;
  /** Only kept as it was sent, and no record of the chart. */
  readonly isKept?: boolean;
  /** Who its patient is. */
  readonly person?: KnownPerson | null;
  /** What was ordered, of an order of ours. */
  readonly ordered?: Ordered | null;
}

/** The test that an order is for. */
export interface Ordered {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** What is on record of somebody, to be compared with what is said of them. */
export interface KnownPerson {
  /** Null while nobody knows who it is. */
  readonly fullName: string | null;
  readonly sex: string;
  /** Partial date; null when not known, or judged by looks. */
  readonly birthDate: string | null;
  /** The first day on which they may have been born; null likewise. */
  readonly born: string | null;
}

/** Types of which a reference may say what a thing is called instead of where it is: `system|value`. */
export const IDENTIFIED_TYPES = ['Patient', 'ServiceRequest', 'Encounter'] as const;
const IDENTIFIED = /^(Patient|ServiceRequest|Encounter)\?identifier=(?:((?:(?!%7C)[^|])*)(?:\||%7C))?([^|&]+)$/i;

/** A reference as it was written, and what it names. */
export interface FoundRecord extends KnownRecord {
  readonly reference: string;
}

/** The system of a UUID, which is the same thing whoever says it. */
const ANYWHERE = 'urn:uuid';

/** What references name, as a statement, and a word for its form: PostgreSQL plans and opens every table that stands in one. */
export interface Named {
  readonly select: Prisma.Sql;
  readonly form: string;
}

/**
 * A SELECT of the records that references name: by the id of the system they came from, by our id, by identifier. What is not known
 * has no row; of two rows for one reference the later counts.
 */
export function namedRecords(references: readonly string[], source: string, bases: readonly string[]): Named {
  const read = references.flatMap((reference) => {
    const named = readReference(reference);
    return named ? [{ reference, ...named }] : [];
  });
  const foreign = read.map(({ reference, system = source, type, id }) => ({ reference, system, type, id }));
  const own = read.filter(
    ({ system, id }) => (system === undefined || system === ANYWHERE || bases.includes(system)) && isUuid(id),
  );
  const identified = references.flatMap((reference) => {
    const asked = identifierIn(reference);
    return asked ? [{ reference, ...asked }] : [];
  });
  const isAnyType = own.some(({ type }) => type === undefined || SELDOM_NAMED.has(type));
  const found = [bySource(foreign), byId(own, isAnyType), ...(identified.length > 0 ? [byIdentifier(identified)] : [])];
  const select = Prisma.sql`SELECT way, reference, type, id, patient_id AS "patientId", is_kept AS "isKept",
      (SELECT jsonb_build_object('fullName', CASE WHEN NOT identity_unknown THEN full_name END, 'sex', sex, 'born', CASE WHEN NOT birth_date_estimated THEN birth_date::text END,
          'birthDate', CASE WHEN NOT birth_date_estimated THEN left(birth_date::text,
            CASE birth_date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END) END)
        FROM patient p WHERE p.id = named.patient_id) AS person,
      CASE WHEN type = 'ServiceRequest' AND NOT is_kept THEN (SELECT jsonb_build_object('system', code_system, 'code', code, 'display', display)
        FROM service_order o WHERE o.id = named.id) END AS ordered FROM (
    ${Prisma.join(found, ' UNION ALL ')}) named ORDER BY way`;
  return { select, form: `${isAnyType ? 'any' : 'usual'}${identified.length > 0 ? '-identified' : ''}` };
}

/** What a reference asks for that says what a thing is called. */
export function identifierIn(reference: string): { type: string; system: string; value: string } | undefined {
  const [, type, system = '', value = ''] = IDENTIFIED.exec(reference) ?? [];
  return type === undefined ? undefined : { type, system: decoded(system), value: decoded(value) };
}

/** What was percent-encoded; what was not, or wrongly, stands as it came. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What was found, by the reference as it was written. An identifier that several have names none of them. */
export function byReference(rows: readonly FoundRecord[]): Map<string, KnownRecord> {
  const found = new Map<string, KnownRecord>();
  const unclear = new Set<string>();
  for (const { reference, type, id, patientId, isKept, person, ordered } of rows) {
    const other = found.get(reference);
    if (other && other.id !== id && reference.includes('?')) unclear.add(reference);
    found.set(reference, { type, id, patientId, isKept, person, ordered });
  }
  for (const reference of unclear) found.delete(reference);
  return found;
}

const bySource = (wanted: readonly object[]) => Prisma.sql`
  SELECT 1 AS way, w.reference, k.resource_type AS type, coalesce(k.entity_id, k.id) AS id, k.patient_id,
    k.entity_id IS NULL AS is_kept
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, system text, type text, id text)
  CROSS JOIN LATERAL (SELECT id, resource_type, entity_id, patient_id FROM fhir_source
    WHERE source = w.system AND source_id = w.id AND (w.type IS NULL OR resource_type = w.type) OFFSET 0) k`;

/** Types whose tables are looked into only when a reference names them. */
const SELDOM_NAMED: ReadonlySet<string> = new Set([
  'Observation',
  'DiagnosticReport',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
]);

const seldomNamed = Prisma.sql`
    UNION ALL SELECT 'Observation', newest.id, newest.patient_id, false FROM (WITH RECURSIVE later AS (
        SELECT o.id, o.patient_id FROM observation o WHERE coalesce(w.type, 'Observation') = 'Observation' AND o.id = w.id
        UNION ALL SELECT o.id, o.patient_id FROM observation o JOIN later ON o.corrects_id = later.id)
      SELECT id, patient_id FROM later ORDER BY id DESC LIMIT 1) newest
    UNION ALL SELECT 'DiagnosticReport', id, patient_id, false FROM diagnostic_report WHERE coalesce(w.type, 'DiagnosticReport') = 'DiagnosticReport' AND id = w.id
    UNION ALL SELECT 'Condition', id, patient_id, false FROM problem WHERE coalesce(w.type, 'Condition') = 'Condition' AND id = w.id
    UNION ALL SELECT 'AllergyIntolerance', id, patient_id, false FROM allergy WHERE coalesce(w.type, 'AllergyIntolerance') = 'AllergyIntolerance' AND id = w.id
    UNION ALL SELECT 'MedicationRequest', id, patient_id, false FROM medication_request WHERE coalesce(w.type, 'MedicationRequest') = 'MedicationRequest' AND id = w.id`;

const byId = (wanted: readonly object[], isAnyType: boolean) => Prisma.sql`
  SELECT 2, w.reference, record.type, record.id, record.patient_id, record.is_kept
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, type text, id uuid)
  CROSS JOIN LATERAL (
    SELECT 'Patient' AS type, id, id AS patient_id, false AS is_kept FROM patient WHERE coalesce(w.type, 'Patient') = 'Patient' AND id = w.id
    UNION ALL SELECT 'Encounter', id, patient_id, false FROM encounter WHERE coalesce(w.type, 'Encounter') = 'Encounter' AND id = w.id
    UNION ALL SELECT 'ServiceRequest', id, patient_id, false FROM service_order WHERE coalesce(w.type, 'ServiceRequest') = 'ServiceRequest' AND id = w.id
    ${isAnyType ? seldomNamed : Prisma.empty}
    UNION ALL SELECT resource_type, id, patient_id, true FROM fhir_source
      WHERE id = w.id AND resource_type = coalesce(w.type, resource_type) AND entity_id IS NULL) record`;

const byIdentifier = (wanted: readonly object[]) => Prisma.sql`
  SELECT 3, w.reference, w.type, record.id, record.patient_id, false
  FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w (reference text, type text, system text, value text)
  CROSS JOIN LATERAL (
    SELECT patient_id AS id, patient_id FROM patient_identifier
      WHERE w.type = 'Patient' AND value = w.value AND w.system IN (system, '') AND retired_at IS NULL
    UNION SELECT holder, holder FROM unnest(patients_with_number('card', ARRAY[w.value])) holder
      WHERE w.type = 'Patient' AND w.system IN ('https://benhan.vn/fhir/sid/bhyt', '')
    UNION SELECT id, id FROM patient
      WHERE w.type = 'Patient' AND mrn = w.value AND w.system IN ('https://benhan.vn/fhir/sid/mrn', '')
    UNION SELECT id, patient_id FROM service_order
      WHERE w.type = 'ServiceRequest' AND number = upper(btrim(w.value))
        AND w.system IN ('https://benhan.vn/fhir/sid/order-number', '')
    UNION SELECT id, patient_id FROM encounter
      WHERE w.type = 'Encounter' AND visit_number = w.value
        AND w.system IN ('https://benhan.vn/fhir/sid/visit-number', '')) record`;
