import type { ListRead } from '../../../platform/audit/recorded-list.js';
import { partialDateSql } from '../../../clinical/datatypes/partial-date.js';
import { allergyKnowledgeSql } from '../../../clinical/history/history.queries.js';
import { medicinesOf } from '../../../clinical/doses/doses.queries.js';
import { latestVitalsSql } from '../../../clinical/observations/latest-vitals.queries.js';
import { activeAllergies } from '../../../clinical/history/active-allergies.queries.js';

/** Rows of a sheet, and lines of each kind in a row, at most. */
export const MOST_ROWS = 300;
const MOST_LINES = 60;

const ALLERGIES = `(SELECT coalesce(json_agg(a.display ORDER BY a.criticality = 'high' DESC NULLS LAST, a.display), '[]') FROM (
    SELECT display, criticality ${activeAllergies('item.patient_id')}
      ORDER BY criticality = 'high' DESC NULLS LAST, display, id LIMIT ${MOST_LINES}) a)`;

const ORDERS = `(SELECT coalesce(json_agg(json_build_object('number', o.number, 'display', o.display, 'priority', o.priority) ORDER BY o.id), '[]') FROM (
    SELECT id, number, display, priority FROM service_order WHERE encounter_id = item.encounter_id AND kind <> 'medication'
      AND status IN ('active', 'on-hold', 'in-progress') ORDER BY id DESC LIMIT ${MOST_LINES}) o)`;

/** Who lies in a ward ($3) with what a nurse needs on paper; medicines as far as they fall due from $4 to $5. */
export const LYING: ListRead = {
  name: 'downtime.lying',
  entity: 'downtime_sheet',
  page: `SELECT s.patient_id, s.encounter_id, r.code AS room, b.code AS bed
    FROM stay s LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN room r ON r.id = b.room_id
    WHERE s.ward_id = $3 AND s.ended_at IS NULL ORDER BY r.code NULLS LAST, b.code, s.id LIMIT $2 + 1`,
  shows: `SELECT p.mrn, p.full_name AS "fullName", p.sex, ${partialDateSql('p.birth_date', 'p.birth_date_precision')} AS "birthDate", e.isolation,
      ${latestVitalsSql('item.encounter_id')} AS vitals, ${allergyKnowledgeSql('item.patient_id')} AS "allergyKnowledge",
      ${ALLERGIES} AS allergies, ${ORDERS} AS orders,
      (SELECT coalesce(json_agg(m), '[]') FROM (${medicinesOf('item.encounter_id', '$4', '$5')}) m) AS medicines
    FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = item.encounter_id`,
};

export const WARDS = { name: 'downtime.wards', text: `SELECT id, code, name FROM ward WHERE active ORDER BY code` };
