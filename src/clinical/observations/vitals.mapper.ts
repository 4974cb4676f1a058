import { hospitalDate } from '../../kernel/hospital-time.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { yearsOn, birthDateText } from '../datatypes/partial-date.js';
import type { ChartedVitalsResponse, News2Response, VitalsResponse } from './dto/vitals.response.js';
import { news2, news2Fits } from './news2.rules.js';

/** SQL condition on sets that count: what was entered in error shows nothing of the patient. */
export const VITALS_COUNT = "status = 'final'";

/** A set of vital signs as the statements of this folder select it, with the patient's date of birth. */
export type VitalsRow = Omit<VitalsResponse, 'news2' | 'effectiveAt' | 'recordedAt' | 'recordedBy'> & {
  readonly effectiveAt: Date | string;
  readonly recordedAt: Date | string;
  readonly recordedBy: string;
  readonly recorderName: string | null;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
};

/** Columns of {@link VitalsRow}; `v` is vital_signs, `p` its patient, `recorder` from {@link VITALS_PEOPLE}. */
export const VITALS_COLUMNS = `v.id, v.patient_id AS "patientId", v.encounter_id AS "encounterId",
  v.effective_at AS "effectiveAt", v.heart_rate AS "heartRate", v.respiratory_rate AS "respiratoryRate", v.systolic,
  v.diastolic, v.temperature, v.oxygen_saturation AS "oxygenSaturation", v.supplemental_oxygen AS "supplementalOxygen",
  v.consciousness, v.weight, v.height, v.glucose, v.status, v.status_reason AS "statusReason",
  v.recorded_by AS "recordedBy", recorder.full_name AS "recorderName", v.recorded_at AS "recordedAt",
  v.late_entry AS "lateEntry", v.late_reason AS "lateReason", v.version, p.birth_date::text AS "birthDate",
  p.birth_date_precision AS "birthDatePrecision"`;
export const VITALS_PEOPLE = 'LEFT JOIN staff_member recorder ON recorder.id = v.recorded_by';

export function toVitalsResponse({ birthDate, birthDatePrecision, ...row }: VitalsRow): VitalsResponse {
  const effectiveAt = new Date(row.effectiveAt).toISOString();
  const isScored =
    row.status === 'final' &&
    news2Fits(yearsOn(birthDateText(birthDate, birthDatePrecision), hospitalDate(new Date(effectiveAt))));
  const { version, recordedBy, recorderName, ...values } = row;
  return {
    ...values,
    effectiveAt,
    recordedBy: personRef(recordedBy, recorderName),
    recordedAt: new Date(row.recordedAt).toISOString(),
    news2: isScored ? scoreOf(row) : null,
    version,
  };
}

/** What charting answers: the set, and for whom it was saved. */
export type ChartedRow = VitalsRow & {
  readonly mrn: string;
  readonly fullName: string;
  readonly bedId: string | null;
  readonly bedCode: string | null;
};

export function toCharted({ mrn, fullName, bedId, bedCode, ...row }: ChartedRow): ChartedVitalsResponse {
  return {
    ...toVitalsResponse(row),
    patient: { id: row.patientId, mrn, fullName },
    bed: bedId !== null && bedCode !== null ? { id: bedId, code: bedCode } : null,
  };
}

function scoreOf(row: Parameters<typeof news2>[0]): News2Response {
  const { total, partial, missing, risk, redParameter, recheckMinutes } = news2(row, { scale: 1 });
  return { total, partial, missing, risk, redParameter, recheckMinutes };
}
