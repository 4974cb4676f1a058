import { MOST_PRINTED_STEPS } from '../../clinical/infusions/infused-fluids.queries.js';
import { TOLD_OF_DOSE } from '../../clinical/doses/told.columns.js';
import { NOTE_COLUMNS, NOTE_PEOPLE } from '../../clinical/notes/note.mapper.js';
import { VITALS_COLUMNS, VITALS_COUNT, VITALS_PEOPLE } from '../../clinical/observations/vitals.mapper.js';
import { senderOf } from '../../clinical/results/results.queries.js';
import { allergyStatements } from '../../clinical/history/active-allergies.queries.js';

/** Rows of one kind that are read at a time, for one stay or some of a record; one more tells that there are too many. */
export const MOST_ROWS = 10_000;
/** Encounters of a whole record. */
export const MOST_ENCOUNTERS = 1000;
/** Entries of all kinds that a whole record may have: some 5,000 pages. */
export const MOST_ENTRIES = 100_000;
/** Encounters of a record that are read and put into words at a time. */
export const ENCOUNTERS_AT_ONCE = 20;

const ENCOUNTER = `SELECT e.id, e.patient_id AS "patientId", e.visit_number AS "visitNumber", e.class, e.status, e.reason,
    e.started_at AS "startedAt", e.ended_at AS "endedAt", e.discharge_disposition AS disposition, e.discharge_note AS "dischargeNote",
    e.destination, e.destination_code AS "destinationCode", w.name AS ward, s.full_name AS attending,
    e.closed_at AS "closedAt", closer.full_name AS "closedBy", e.content_hash AS "contentHash", e.closing_signature IS NOT NULL AS "closingSigned",
    (SELECT b.code FROM stay y JOIN bed b ON b.id = y.bed_id WHERE y.encounter_id = e.id AND y.ended_at IS DISTINCT FROM y.started_at ORDER BY y.started_at DESC, y.id DESC LIMIT 1) AS bed
  FROM encounter e LEFT JOIN ward w ON w.id = e.ward_id LEFT JOIN staff_member s ON s.id = e.attending_id
    LEFT JOIN staff_member closer ON closer.id = e.closed_by`;

export const ONE_ENCOUNTER = { name: 'documents.encounter', text: `${ENCOUNTER} WHERE e.id = $1` };
export const ENCOUNTERS = {
  name: 'documents.encounters',
  text: `${ENCOUNTER} WHERE e.patient_id = $1 AND e.status NOT IN ('cancelled', 'entered-in-error')
    AND ($2::timestamptz IS NULL OR e.ended_at IS NULL OR e.ended_at >= $2) AND ($3::timestamptz IS NULL OR e.started_at < $3)
    ORDER BY e.started_at, e.id LIMIT ${MOST_ENCOUNTERS + 1}`,
};

export const PATIENT = {
  name: 'documents.patient',
  text: `SELECT p.id, p.mrn, p.full_name AS "fullName", p.sex, p.birth_date::text AS "birthDate", p.birth_date_precision AS "birthDatePrecision",
      p.ethnic_group AS "ethnicGroup", p.occupation, p.phones, p.addresses, p.contacts,
      (SELECT coalesce(json_agg(json_build_object('system', i.system, 'value', i.value) ORDER BY i.id), '[]')
        FROM patient_identifier i WHERE i.patient_id = p.id AND i.retired_at IS NULL) AS identifiers,
      (SELECT coalesce(json_agg(json_build_object('display', display, 'reaction', reaction) ORDER BY id), '[]')
        ${allergyStatements('p.id')}) AS allergies,
      (SELECT coalesce(json_agg(json_build_object('display', d.display, 'code', d.code, 'encounterId', d.encounter_id) ORDER BY d.id), '[]')
        FROM problem d WHERE d.patient_id = p.id AND d.verification_status NOT IN ('refuted', 'entered-in-error')) AS problems
    FROM patient p WHERE p.id = $1`,
};

/** Of an encounter ($1): the mother of a newborn, and laboratory orders that are signed and not answered yet. */
export const LABELS = {
  name: 'documents.labels',
  text: `SELECT m.id AS "motherId", m.mrn AS "motherMrn", m.full_name AS "motherName", p.born_at AS "bornAt", p.birth_order AS "birthOrder",
      (SELECT coalesce(json_agg(json_build_object('number', o.number, 'display', o.display, 'urgent', o.priority <> 'routine') ORDER BY o.id), '[]')
        FROM (SELECT * FROM service_order WHERE encounter_id = e.id AND kind = 'laboratory' AND status = 'active' ORDER BY id LIMIT 100) o) AS specimens
    FROM encounter e JOIN patient p ON p.id = e.patient_id LEFT JOIN mother_on_wristband(e.id) m ON true WHERE e.id = $1`,
};

/** Signed notes and addenda of encounters ($1) and kinds ($2), in the order of time. */
export const NOTES = {
  name: 'documents.notes',
  text: `SELECT ${NOTE_COLUMNS}, (SELECT coalesce(json_agg(json_build_object('signedAt', s.signed_at, 'patient', s.patient) ORDER BY s.number), '[]')
      FROM note_signature s WHERE s.note_id = n.id AND s.kind = 'patient') AS "patientSignatures",
      (SELECT s.jws FROM note_signature s WHERE s.note_id = n.id AND s.kind = 'author' ORDER BY s.number LIMIT 1) AS "authorSignature"
    FROM note n ${NOTE_PEOPLE}
    WHERE n.encounter_id = ANY ($1::uuid[]) AND n.type = ANY ($2::text[]) AND n.status = 'signed'
    ORDER BY coalesce(n.effective_at, n.signed_at), n.id LIMIT ${MOST_ROWS + 1}`,
};
/** How many are not signed yet. */
export const DRAFTS = {
  name: 'documents.drafts',
  text: `SELECT encounter_id AS "encounterId", type, count(*)::int AS count FROM note
    WHERE encounter_id = ANY ($1::uuid[]) AND type = ANY ($2::text[]) AND status = 'draft' GROUP BY 1, 2`,
};
export const VITALS = {
  name: 'documents.vitals',
  text: `SELECT ${VITALS_COLUMNS} FROM vital_signs v JOIN patient p ON p.id = v.patient_id ${VITALS_PEOPLE}
    WHERE v.encounter_id = ANY ($1::uuid[]) AND v.${VITALS_COUNT} ORDER BY v.effective_at, v.id LIMIT ${MOST_ROWS + 1}`,
};
export const FLUIDS = {
  name: 'documents.fluids',
  text: `SELECT f.encounter_id AS "encounterId", f.direction, f.kind, f.volume, f.comment, f.effective_at AS "effectiveAt", s.full_name AS recorder,
      f.recorded_at AS "recordedAt", coalesce(f.late_entry, false) AS "lateEntry"
    FROM fluid_entry f LEFT JOIN staff_member s ON s.id = f.recorded_by
    WHERE f.encounter_id = ANY ($1::uuid[]) AND f.status = 'final' ORDER BY f.effective_at, f.id LIMIT ${MOST_ROWS + 1}`,
};
export const ORDERS = {
  name: 'documents.orders',
  text: `SELECT * FROM (
      SELECT o.encounter_id AS "encounterId", o.signed_at AS at, o.number, o.display, NULL AS dosage, o.instructions,
          CASE o.kind WHEN 'medication' THEN o.detail END AS detail, o.status, s.full_name AS by
        FROM service_order o LEFT JOIN staff_member s ON s.id = o.signed_by
        WHERE o.encounter_id = ANY ($1::uuid[]) AND o.signed_at IS NOT NULL AND o.status <> 'entered-in-error'
      UNION ALL
      SELECT m.encounter_id, m.authored_at, NULL, m.display, m.dosage_text, NULL, NULL, m.status, NULL FROM medication_request m
        WHERE m.encounter_id = ANY ($1::uuid[]) AND m.status NOT IN ('draft', 'entered-in-error') AND m.intent NOT IN ('proposal', 'option')
    ) ordered ORDER BY at NULLS LAST, number LIMIT ${MOST_ROWS + 1}`,
};
/** What became of each dose; of an infusion in one line, with its course on a sheet of its own. */
export const DOSES = {
  name: 'documents.doses',
  text: `SELECT d.encounter_id AS "encounterId", o.number, o.display, o.detail->>'route' AS route, d.status, d.planned_at AS "plannedAt",
      d.effective_at AS at, d.ended_at AS "endedAt", d.dose_value::float8 AS value, d.dose_unit AS unit, d.measured_value::float8 AS measured,
      d.measured_unit AS "measuredUnit", d.reason, d.comment, d.wasted_value::float8 AS wasted, d.wasted_unit AS "wastedUnit",
      d.wasted_reason AS "wastedReason", recorder.full_name AS by, witness.full_name AS witness, d.witness_confirmed AS "witnessConfirmed",
      d.patient_scanned AS "patientScanned", d.drug_scanned AS "drugScanned",
      wasting.full_name AS "wastedWitness", d.wasted_witness_confirmed AS "wastedWitnessConfirmed", d.recorded_at AS "recordedAt",
      coalesce(d.late_entry, false) AS "lateEntry", d.late_reason AS "lateReason", ${TOLD_OF_DOSE} AS judged
    FROM dose d JOIN service_order o ON o.id = d.order_id LEFT JOIN staff_member recorder ON recorder.id = d.recorded_by
      LEFT JOIN staff_member witness ON witness.id = d.witness_id LEFT JOIN staff_member wasting ON wasting.id = d.wasted_witness_id
    WHERE d.encounter_id = ANY ($1::uuid[]) AND d.status <> 'entered-in-error' ORDER BY d.effective_at, d.id LIMIT ${MOST_ROWS + 1}`,
};
/** Medicines whose doses are planned, with the ids of those of which something is recorded; of what is on hold nothing is planned now. */
export const MEDICINES_ORDERED = {
  name: 'documents.medicines-ordered',
  text: `SELECT o.encounter_id AS "encounterId", o.display, o.detail, coalesce(o.signed_at, o.read_back_at) AS "signedAt", o.ended_at AS "endedAt",
      ARRAY(SELECT d.id FROM dose d WHERE d.order_id = o.id AND d.status <> 'entered-in-error') AS recorded
    FROM service_order o
    WHERE o.encounter_id = ANY ($1::uuid[]) AND o.kind = 'medication' AND coalesce(o.signed_at, o.read_back_at) IS NOT NULL
      AND o.status NOT IN ('draft', 'on-hold', 'entered-in-error') AND NOT o.detail->'timing' ? 'asNeeded'
    ORDER BY o.id LIMIT ${MOST_ROWS + 1}`,
};
export const INFUSIONS = {
  name: 'documents.infusions',
  text: `SELECT s.encounter_id AS "encounterId", o.number, o.display, o.detail, o.ended_at AS "endedAt",
      jsonb_agg(jsonb_build_object('kind', s.kind, 'status', s.status, 'at', s.at, 'against', s.against, 'number', s.number, 'rateValue', s.rate_value, 'rateUnit', s.rate_unit,
        'mlPerHour', s.ml_per_hour, 'volume', s.volume, 'reason', s.reason, 'by', recorder.full_name, 'witness', witness.full_name,
        'witnessConfirmed', s.witness_confirmed) ORDER BY s.at, s.number, s.id) AS steps
    FROM (SELECT * FROM infusion_step WHERE encounter_id = ANY ($1::uuid[]) AND status = 'final' ORDER BY at, id LIMIT ${MOST_PRINTED_STEPS + 1}) s
      JOIN dose d ON d.id = s.dose_id JOIN service_order o ON o.id = d.order_id
      LEFT JOIN staff_member recorder ON recorder.id = s.recorded_by LEFT JOIN staff_member witness ON witness.id = s.witness_id
    WHERE d.status <> 'entered-in-error'
    GROUP BY s.encounter_id, s.dose_id, o.id ORDER BY min(s.at), s.dose_id`,
};
/** Units of blood, whichever way they ended. */
export const TRANSFUSIONS = {
  name: 'documents.transfusions',
  text: `SELECT t.encounter_id AS "encounterId", o.number AS "order", t.unit_number AS "unitNumber", t.product, t.unit_abo AS "unitAbo",
      t.unit_rhd AS "unitRhd", t.patient_abo AS "patientAbo", t.patient_rhd AS "patientRhd", t.expires_at AS "expiresAt", t.status,
      t.started_at AS "startedAt", t.ended_at AS "endedAt", t.volume, t.reaction, t.reason, recorder.full_name AS by,
      witness.full_name AS witness, t.witness_confirmed AS "witnessConfirmed", ender.full_name AS "endedBy"
    FROM transfusion t JOIN service_order o ON o.id = t.order_id LEFT JOIN staff_member recorder ON recorder.id = t.recorded_by
      LEFT JOIN staff_member witness ON witness.id = t.witness_id LEFT JOIN staff_member ender ON ender.id = t.ended_by
    WHERE t.encounter_id = ANY ($1::uuid[]) ORDER BY t.started_at, t.id LIMIT ${MOST_ROWS + 1}`,
};
/** Medicines that a doctor signed and that are in force, or were taken to their end. */
export const MEDICINES = {
  name: 'documents.medicines',
  text: `SELECT o.encounter_id AS "encounterId", o.code, o.display, o.detail, o.instructions, o.signed_at AS "signedAt", s.full_name AS by
    FROM service_order o LEFT JOIN staff_member s ON s.id = o.signed_by
    WHERE o.encounter_id = ANY ($1::uuid[]) AND o.kind = 'medication' AND o.signed_at IS NOT NULL AND o.status IN ('active', 'completed')
    ORDER BY o.id LIMIT ${MOST_ROWS + 1}`,
};
/** The last weight of each encounter, in kg. */
export const WEIGHTS = {
  name: 'documents.weights',
  text: `SELECT DISTINCT ON (v.encounter_id) v.encounter_id AS "encounterId", v.weight::float8 AS weight FROM vital_signs v
    WHERE v.encounter_id = ANY ($1::uuid[]) AND v.weight IS NOT NULL AND v.${VITALS_COUNT} ORDER BY v.encounter_id, v.effective_at DESC, v.id DESC`,
};
export const RESULTS = {
  name: 'documents.results',
  text: `SELECT r.encounter_id AS "encounterId", r.id AS "reportId", r.effective_at AS at, r.display AS report, r.status, r.conclusion, r.category,
      coalesce(r.details->>'performer', o.details->>'performer', sender."senderName") AS performer, recorder.full_name AS by, o.display, o.value_number AS value, o.value_as_sent AS "asSent",
      o.value_comparator AS comparator, o.value_unit AS unit, coalesce(o.value_text, o.value_code->>'display') AS text, o.interpretation,
      o.not_judged_because AS "notJudgedBecause", o.reference_low AS low, o.reference_high AS high, o.reference_text AS reference
    FROM diagnostic_report r LEFT JOIN observation o ON o.report_id = r.id AND o.superseded_at IS NULL AND o.status <> 'entered-in-error'
      LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by CROSS JOIN LATERAL (SELECT ${senderOf('r')}) sender
    WHERE r.encounter_id = ANY ($1::uuid[]) AND r.status NOT IN ('entered-in-error', 'cancelled', 'registered')
    ORDER BY r.effective_at, r.id, o.id LIMIT ${MOST_ROWS + 1}`,
};
export const MERGE_PARTNERS = {
  name: 'documents.merge-partners',
  text: 'SELECT partner AS id FROM merge_partners($1::uuid) partner',
};
