import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { rootOf, writtenObservations } from './observation.table.js';
import type { Stored } from './stored.js';
import { reportRows } from './tables.js';

/** So many versions are told of at once. */
export const MOST_VERSIONS = 100;

/** Earlier versions of a resource, by their number, newest first; of records that are changed where they stand there are none. */
@Injectable()
export class HistoryQueries {
  constructor(private readonly database: Database) {}

  async before(type: string, { entityId, version, confidentiality }: Stored): Promise<Stored[]> {
    const text = EARLIER[type];
    if (!text || version <= 1) return [];
    const values = [entityId, version, MOST_VERSIONS];
    const rows = await this.database.query<Stored>({ name: `fhir.versions.${type}`, text }, values);
    // As confidential as the record is now, whatever it was when they were written.
    return rows.map((row) => ({ ...row, confidentiality }));
  }
}

const SHOWN = `r.id, r.entity_id AS "entityId", r.patient_id AS "patientId", r.encounter_id AS "encounterId", '' AS "sortKey", r.version,
  r.updated_at AS "updatedAt", r.facts, to_jsonb(r)->>'order_id' AS "orderId", to_jsonb(r)->'observation_ids' AS "observationIds",
  NULL AS kept, NULL AS source, NULL AS "sourceId", NULL AS targets`;

const EARLIER: Readonly<Record<string, string>> = {
  Observation: `WITH RECURSIVE before AS (
      SELECT o.id, o.corrects_id FROM observation o WHERE o.id = $1::uuid
      UNION ALL SELECT o.id, o.corrects_id FROM observation o JOIN before ON o.id = before.corrects_id)
    SELECT ${SHOWN} FROM (${writtenObservations}) r WHERE r.entity_id IN (SELECT id FROM before) AND r.version < $2 ORDER BY r.version DESC LIMIT $3`,
  DiagnosticReport: `SELECT ${SHOWN} FROM (${reportRows(
    `(SELECT v.report_id AS id, v.patient_id, v.encounter_id, o.order_id, o.category, o.code_system, o.code, o.display, v.status, v.effective_at,
        v.issued_at, v.conclusion, v.number AS version, v.recorded_at AS updated_at, v.observation_ids AS value_ids
      FROM diagnostic_report_version v JOIN diagnostic_report o ON o.id = v.report_id WHERE v.report_id = $1::uuid) said`,
    `ARRAY(SELECT ${rootOf('value.id')} FROM unnest(said.value_ids) AS value (id))`,
  )}) r WHERE r.version < $2 ORDER BY r.version DESC LIMIT $3`,
};
