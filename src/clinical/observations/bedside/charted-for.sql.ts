/** Columns that say for whom something was charted, so that a screen can say it back: the patient, and the bed they lie in now. */
export const chartedForSql = (row: string): string =>
  `(SELECT json_build_object('id', id, 'mrn', mrn, 'fullName', full_name) FROM patient WHERE id = ${row}.patient_id) AS patient,
    (SELECT json_build_object('id', bed.id, 'code', bed.code) FROM stay JOIN bed ON bed.id = stay.bed_id
      WHERE stay.encounter_id = ${row}.encounter_id AND stay.ended_at IS NULL LIMIT 1) AS bed`;
