import { ASKED_ROWS } from '../../kernel/access-event.js';
import { onlyPatientSql } from '../../kernel/scope.js';
import { ALLERGY_KNOWLEDGE } from '../../clinical/history/history.queries.js';
import { latestVitalsSql } from '../../clinical/observations/latest-vitals.queries.js';
import { BED_ORDER, BED_REASON, bedStateSql } from '../../hospital/wards/wards.queries.js';
import { eventOf } from '../../platform/audit/recorded-list.js';
import { SHARED_BY } from '../../platform/routes/disclosure.js';
import type { Statement } from '../../platform/database/database.js';
import { packedColumns } from '../../platform/database/packed-rows.js';
import { allergyStatements } from '../../clinical/history/active-allergies.queries.js';
import { WAITING } from './waiting.sql.js';

/** Index scans for each bed: what lay there before is not read. */
const BEDS = `SELECT b.ward_id, b.id, r.code AS room_code, b.code, b.active,
    row_number() OVER (PARTITION BY b.ward_id ORDER BY ${BED_ORDER}) AS bed_place,
    coalesce(lies.taken, false) AS taken, ${bedStateSql('lies.taken')} AS state, ${BED_REASON} AS state_reason
  FROM bed b JOIN room r ON r.id = b.room_id JOIN ward w ON w.id = b.ward_id
    LEFT JOIN LATERAL (SELECT true AS taken FROM place_taken t WHERE t.bed_id = b.id LIMIT 1) lies ON true
  WHERE b.ward_id IN (SELECT entity_id FROM asked)`;

/** The beds of a ward and who lies in them as far as each may see, then who waits for one. */
const PAGE = `SELECT asked.place, item.* FROM asked CROSS JOIN LATERAL (
    SELECT row_number() OVER (ORDER BY b.bed_place NULLS LAST, s.started_at, s.id) AS at, b.id AS bed_id,
      s.id AS stay_id, s.encounter_id, s.patient_id, s.started_at
    FROM (SELECT * FROM beds WHERE ward_id = asked.entity_id) b
      FULL JOIN stays_shown(asked.scope, asked.entity_id) s ON s.bed_id = b.id
    ORDER BY at LIMIT $2 + 1) item`;

const WHOM = `SELECT ${SHARED_BY},
    coalesce(json_agg(json_build_array(bed_id, stay_id) ORDER BY at), '[]') AS items
  FROM page WHERE page.place = asked.place AND at <= $2`;

/** Active allergies, counted up to a bound, and the highest criticality among them; found with what is known of them in one look. */
const MOST_ALLERGIES = 100;
const CRITICALITIES = `ARRAY['high', 'unable-to-assess', 'low']`;
const ALLERGIES = `(SELECT json_build_object('status', ${ALLERGY_KNOWLEDGE},
    'count', least(count(*) FILTER (WHERE NOT none_known), ${MOST_ALLERGIES}),
    'highestCriticality', (${CRITICALITIES})[min(array_position(${CRITICALITIES}, criticality)) FILTER (WHERE NOT none_known)])
  ${allergyStatements('item.patient_id')})`;

/** The diagnosis of this encounter: what is active and not doubted, the latest recorded first; no rank is on record. */
const DIAGNOSIS = `(SELECT json_build_object('system', code_system, 'code', code, 'display', display) FROM problem
    WHERE patient_id = item.patient_id AND encounter_id = item.encounter_id AND verification_status = 'confirmed'
      AND clinical_status IN ('active', 'recurrence', 'relapse') ORDER BY recorded_at DESC, id DESC LIMIT 1)`;

/** What is shown of a patient who lies here; the row `item` says who, and its scope is of that one patient. */
const LYING = `SELECT e.class, e.visit_number, p.mrn, p.full_name, p.sex, p.identity_unknown, p.birth_date::text, p.birth_date_precision, p.confidentiality,
      p.deceased_at IS NOT NULL OR p.deceased_undated AS deceased, e.leave_since, e.leave_until,
      e.started_at AS admitted_at, e.reason, e.isolation, ${latestVitalsSql('item.encounter_id')} AS vitals,
      ${ALLERGIES} AS allergies, ${DIAGNOSIS} AS diagnosis, ${WAITING}
    FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = item.encounter_id AND item.opened IS NOT NULL`;

/** What is told of a bed, and of who lies in one. */
export const BED = packedColumns(['id', 'room_code', 'code', 'active', 'taken', 'state', 'state_reason']);
export const LIES = packedColumns([
  'stay_id',
  'encounter_id',
  'patient_id',
  'started_at',
  'class',
  'visit_number',
  'mrn',
  'full_name',
  'sex',
  'identity_unknown',
  'birth_date',
  'birth_date_precision',
  'confidentiality',
  'deceased',
  'leave_since',
  'leave_until',
  'admitted_at',
  'reason',
  'isolation',
  'vitals',
  'allergies',
  'diagnosis',
  'orders',
  'results',
]);

/**
 * The boards that people asked for at the same moment ($1), of at most $2 rows each, and an event for each of them. Who is shown to whom is
 * decided by `stays_shown` in the person's scope; what is shown of somebody is read once for all who see them, in the scope of that patient
 * alone. `page` is whole before the first scope is set: DISTINCT has read all of it.
 */
export const BOARDS: Statement = {
  name: 'wards.boards',
  text: `WITH asked AS MATERIALIZED (SELECT * FROM ${ASKED_ROWS}),
    beds AS MATERIALIZED (${BEDS}),
    page AS MATERIALIZED (${PAGE}),
    recorded AS MATERIALIZED (SELECT asked.*, w.code AS ward_code, w.name AS ward_name, whom.*,
        EXISTS (SELECT FROM page WHERE page.place = asked.place AND at > $2) AS cut
      FROM asked JOIN ward w ON w.id = asked.entity_id CROSS JOIN LATERAL (${WHOM}) whom),
    event AS (${eventOf('recorded')}),
    lying AS MATERIALIZED (SELECT DISTINCT stay_id, encounter_id, patient_id, started_at FROM page WHERE stay_id IS NOT NULL AND at <= $2),
    shown AS MATERIALIZED (SELECT item.stay_id, item.encounter_id, item.patient_id, item.started_at, more.*
      FROM (SELECT lying.*, set_config('emr.scope', ${onlyPatientSql('patient_id')}, true) AS opened FROM lying OFFSET 0) item
        CROSS JOIN LATERAL (${LYING} OFFSET 0) more)
    SELECT place, ward_code, ward_name, shown_patients, shown_patient, shown_encounter, items, cut,
      CASE WHEN place = (SELECT min(place) FROM recorded) THEN (SELECT json_agg(${BED.sql})::text FROM beds) END AS beds,
      CASE WHEN place = (SELECT min(place) FROM recorded) THEN (SELECT json_agg(${LIES.sql})::text FROM shown) END AS lying
    FROM recorded`,
};
