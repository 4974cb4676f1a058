import { isUrgent } from './flags.rules.js';
import { isWithdrawn, type ReportState, type ValueState } from './report-state.rules.js';
import { displayUnit } from './ucum.js';
import type {
  ReportResponse,
  ReportVersionResponse,
  ResultObservationResponse,
  ResultPersonResponse,
} from './dto/result.response.js';

/** A value as {@link VALUES} reads it, inside a JSON list. */
interface ValueJson {
  id: string;
  system: string | null;
  code: string | null;
  display: string;
  value: number | null;
  comparator: string | null;
  unit: string | null;
  text: string | null;
  interpretation: string | null;
  referenceLow: number | null;
  referenceHigh: number | null;
  referenceText: string | null;
  status: ValueState;
  effectiveAt: string;
  correctsId: string | null;
}

interface Said {
  status: string;
  conclusion: string | null;
  effective_at: Date;
  issued_at: Date | null;
  recorded_by: string | null;
  recorded_by_name: string | null;
  values: ValueJson[];
}

/** A report with the values that hold now. */
export interface ReportRow extends Said {
  id: string;
  patient_id: string;
  encounter_id: string | null;
  order_id: string | null;
  order_number: string | null;
  category: string;
  code_system: string | null;
  code: string | null;
  display: string;
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** What a report said once, inside a JSON list. */
export interface ReportVersionJson extends Omit<Said, 'effective_at' | 'issued_at'> {
  number: number;
  effective_at: string;
  issued_at: string | null;
  recorded_at: string;
}

/** The values `o` of a report as a JSON list. */
export const VALUES = `coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'system', o.code_system, 'code', o.code,
  'display', o.display, 'value', o.value_number, 'comparator', o.value_comparator, 'unit', o.value_unit,
  'text', coalesce(o.value_text, o.value_code->>'display'), 'interpretation', o.interpretation,
  'referenceLow', o.reference_low, 'referenceHigh', o.reference_high, 'referenceText', o.reference_text,
  'status', o.status, 'effectiveAt', o.effective_at, 'correctsId', o.corrects_id) ORDER BY o.id), '[]')`;

export function toReportResponse(row: ReportRow): ReportResponse {
  const { observations, ...said } = toSaid(row);
  return {
    id: row.id,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    orderId: row.order_id,
    orderNumber: row.order_number,
    category: row.category,
    code: { system: row.code_system, code: row.code, display: row.display },
    ...said,
    observations,
    critical: observations.some(({ critical }) => critical),
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toVersionResponse(version: ReportVersionJson): ReportVersionResponse {
  const issued_at = version.issued_at === null ? null : new Date(version.issued_at);
  const said = toSaid({ ...version, effective_at: new Date(version.effective_at), issued_at });
  return { number: version.number, ...said, recordedAt: new Date(version.recorded_at).toISOString() };
}

function toSaid(row: Said) {
  return {
    status: row.status as ReportState,
    effectiveAt: row.effective_at.toISOString(),
    issuedAt: row.issued_at?.toISOString() ?? null,
    conclusion: row.conclusion,
    recordedBy: personOf(row.recorded_by, row.recorded_by_name),
    observations: row.values.map(toObservationResponse),
  };
}

const personOf = (id: string | null, name: string | null): ResultPersonResponse | null =>
  id === null ? null : { id, fullName: name ?? '' };

function toObservationResponse(value: ValueJson): ResultObservationResponse {
  return {
    ...value,
    effectiveAt: new Date(value.effectiveAt).toISOString(),
    unitText: value.unit === null ? null : displayUnit(value.unit),
    critical: !isWithdrawn(value.status) && isUrgent(value),
  };
}
