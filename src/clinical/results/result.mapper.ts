import type { DiagnosticReport } from '../../generated/prisma/client.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { unitText } from '../datatypes/ucum.js';
import { isUrgent } from './flags.rules.js';
import { isWithdrawn, type ReportState, type ValueState } from './report-state.rules.js';
import type { ReportResponse, ReportVersionResponse, ResultObservationResponse } from './dto/result.response.js';

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

type Moments = 'effectiveAt' | 'issuedAt';
type Said = Pick<DiagnosticReport, 'status' | 'conclusion' | 'recordedBy' | Moments> & {
  readonly recorderName: string | null;
  readonly values: ValueJson[];
};

/** A report with the values that hold now. */
export type ReportRow = DiagnosticReport & Said & { readonly orderNumber: string | null };

/** What a report said once, inside a JSON list: its moments are texts. */
export type ReportVersionJson = Omit<Said, Moments> & {
  readonly number: number;
  readonly effectiveAt: string;
  readonly issuedAt: string | null;
  readonly recordedAt: string;
};

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
    patientId: row.patientId,
    encounterId: row.encounterId,
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    category: row.category,
    code: { system: row.codeSystem, code: row.code, display: row.display },
    ...said,
    observations,
    critical: observations.some(({ critical }) => critical),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function toVersionResponse(version: ReportVersionJson): ReportVersionResponse {
  const issuedAt = version.issuedAt === null ? null : new Date(version.issuedAt);
  const said = toSaid({ ...version, effectiveAt: new Date(version.effectiveAt), issuedAt });
  return { number: version.number, ...said, recordedAt: new Date(version.recordedAt).toISOString() };
}

function toSaid(row: Said) {
  return {
    status: row.status as ReportState,
    effectiveAt: row.effectiveAt.toISOString(),
    issuedAt: row.issuedAt?.toISOString() ?? null,
    conclusion: row.conclusion,
    recordedBy: personRef(row.recordedBy, row.recorderName),
    observations: row.values.map(toObservationResponse),
  };
}

function toObservationResponse(value: ValueJson): ResultObservationResponse {
  return {
    ...value,
    effectiveAt: new Date(value.effectiveAt).toISOString(),
    unitText: unitText(value.unit),
    critical: !isWithdrawn(value.status) && isUrgent(value),
  };
}
