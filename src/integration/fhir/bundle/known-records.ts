import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { Problem } from '../../../kernel/problem.js';
import { fhirError, fhirProblems } from '../fhir.errors.js';
import { isUuid } from '../search/parameters.js';
import { readReference } from './identity.js';

/** A record of ours that a reference from outside names. */
export interface KnownRecord {
  readonly type: string;
  readonly id: string;
  readonly patientId: string;
}

/** A reference by what a thing is called instead of where it is: `system|value`. */
const IDENTIFIED = /^(Patient|ServiceRequest)\?identifier=(?:([^|]*)\|)?([^|&]+)$/;

/** Finds the records that references name: by our id, by the id of the system they came from, by identifier. */
@Injectable()
export class KnownRecords {
  constructor(private readonly database: Database) {}

  /** @returns what is known, by the reference as it was written; what is not known is absent */
  async find(references: readonly string[], source: string): Promise<Map<string, KnownRecord>> {
    const found = new Map<string, KnownRecord>();
    const read = references.flatMap((reference) => {
      const named = readReference(reference);
      return named ? [{ reference, ...named }] : [];
    });
    const foreign = read.map(({ reference, system = source, id }) => ({ reference, system, id }));
    const own = read.filter(({ system, id }) => system === undefined && isUuid(id));
    const identified = references.flatMap((reference) => {
      const [, type, system = '', value] = IDENTIFIED.exec(reference) ?? [];
      return type ? [{ reference, type, system: decodeURIComponent(system), value: decodeURIComponent(value) }] : [];
    });
    for (const [statement, wanted] of [
      [BY_SOURCE, foreign],
      [BY_ID, own],
      [BY_IDENTIFIER, identified],
    ] as const) {
      if (wanted.length === 0) continue;
      const rows = await this.database.query<KnownRecord & { reference: string }>(statement, [JSON.stringify(wanted)]);
      for (const { reference, ...record } of rows) found.set(reference, record);
    }
    return found;
  }

  /**
   * The record that a conditional create (If-None-Exist) says may be here already; its one condition is an identifier.
   * @throws Problem notImportable for other conditions, severalMatch when more than one fits
   */
  async existing(type: string, condition: string, path: string): Promise<KnownRecord | undefined> {
    const [, system, value] = /^\??identifier=([^|&]+)\|([^|&]+)$/.exec(condition) ?? [];
    if (!value) throw new Problem(fhirProblems.notImportable, { errors: [fhirError(path, 'condition-not-taken')] });
    const identifier = { system: decodeURIComponent(system), value: decodeURIComponent(value) };
    if (type === 'Patient') {
      const reference = `Patient?identifier=${system}|${value}`;
      return (await this.find([reference], '')).get(reference);
    }
    const wanted = [type, JSON.stringify([identifier])];
    const found = await this.database.query<KnownRecord>(KEPT_BY_IDENTIFIER, wanted);
    if (found.length > 1) throw new Problem(fhirProblems.severalMatch);
    return found[0];
  }
}

const KEPT_BY_IDENTIFIER = {
  name: 'fhir.kept-by-identifier',
  text: `SELECT DISTINCT resource_type AS type, entity_id AS id, patient_id AS "patientId" FROM fhir_source_in_sight
         WHERE resource_type = $1 AND resource ? 'identifier' AND resource->'identifier' @> $2::jsonb
           AND entity_id IS NOT NULL LIMIT 2`,
};

const BY_SOURCE = {
  name: 'fhir.known-by-source',
  text: `SELECT w.reference, k.resource_type AS type, k.entity_id AS id, k.patient_id AS "patientId"
         FROM jsonb_to_recordset($1::jsonb) AS w (reference text, system text, id text)
         CROSS JOIN LATERAL (SELECT resource_type, entity_id, patient_id FROM fhir_source
           WHERE source = w.system AND source_id = w.id AND entity_id IS NOT NULL OFFSET 0) k`,
};

const BY_ID = {
  name: 'fhir.known-by-id',
  text: `SELECT w.reference, w.type, record.id, record.patient_id AS "patientId"
         FROM jsonb_to_recordset($1::jsonb) AS w (reference text, type text, id uuid)
         CROSS JOIN LATERAL (
           SELECT id, id AS patient_id FROM patient WHERE w.type = 'Patient' AND id = w.id
           UNION ALL SELECT id, patient_id FROM encounter WHERE w.type = 'Encounter' AND id = w.id
           UNION ALL SELECT id, patient_id FROM service_order WHERE w.type = 'ServiceRequest' AND id = w.id
           UNION ALL SELECT id, patient_id FROM observation WHERE w.type = 'Observation' AND id = w.id) record`,
};

const BY_IDENTIFIER = {
  name: 'fhir.known-by-identifier',
  text: `SELECT w.reference, w.type, record.id, record.patient_id AS "patientId"
         FROM jsonb_to_recordset($1::jsonb) AS w (reference text, type text, system text, value text)
         CROSS JOIN LATERAL (
           SELECT patient_id AS id, patient_id FROM patient_identifier
             WHERE w.type = 'Patient' AND value = w.value AND w.system IN (system, '') AND retired_at IS NULL
           UNION SELECT id, id FROM patient
             WHERE w.type = 'Patient' AND mrn = w.value AND w.system IN ('https://benhan.vn/fhir/sid/mrn', '')
           UNION SELECT id, patient_id FROM service_order
             WHERE w.type = 'ServiceRequest' AND number = w.value
               AND w.system IN ('https://benhan.vn/fhir/sid/order-number', '')) record`,
};
