import { currentContext } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { packedRows, unpacked } from '../../platform/database/packed-rows.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { inTenths } from '../datatypes/tenths.js';
import type { VitalSignsResponse } from './dto/vital-signs.response.js';
import type { ChartedVitalsResponse, VitalsResponse } from './dto/vitals.response.js';
import { bmiOf } from './bmi.rules.js';
import { dueOf } from './due.rules.js';
import { scoresOf, type ScoredRound } from './early-warning.mapper.js';
import { gcsOf, gcsText, gcsTotal } from './gcs.rules.js';
import type { NotMeasured } from './not-measured.js';
import { NOT_MEASURED_WORDS } from './observations.words.js';
import type { Entered } from './vital-units.js';
import { MEASURED_COLUMNS, MEASURED_FIELDS, type MeasuredField } from './vitals.columns.js';

/** SQL condition on sets that count: what was entered in error shows nothing of the patient. */
export const VITALS_COUNT = "status = 'final'";

/** What of a set the answer shows as it is stored. */
type AsStored = Omit<VitalSignsResponse, 'effectiveAt' | 'news2' | 'pews' | 'notScored'> &
  Pick<
    VitalsResponse,
    | 'patientId'
    | 'comment'
    | 'status'
    | 'statusReason'
    | 'replacesId'
    | 'replacedById'
    | 'lateEntry'
    | 'lateReason'
    | 'version'
  >;

/** A set of vital signs as the statements of this folder select it, with the patient's date of birth. */
export type VitalsRow = AsStored & {
  readonly effectiveAt: Date | string;
  readonly recordedAt: Date | string;
  readonly recordedBy: string;
  readonly recorderName: string | null;
  readonly movedBy: string | null;
  readonly moverName: string | null;
  readonly gcsEye: number | null;
  readonly gcsVerbal: number | null;
  readonly gcsMotor: number | null;
  readonly notMeasured: readonly NotMeasured[] | null;
  readonly entered: Readonly<Record<string, Entered>> | null;
  readonly confirmed: readonly string[] | null;
  readonly spo2Scale: number;
  readonly pregnancy: string | null;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
};

/** SQL of what is found beside a set: the set that replaced it, and the names of who moved and who recorded it. */
interface FoundBeside {
  readonly replacedBy: string;
  readonly mover: string;
  readonly recorder: string;
}

const columns = ({ replacedBy, mover, recorder }: FoundBeside) => ({
  id: 'v.id',
  patientId: 'v.patient_id',
  encounterId: 'v.encounter_id',
  effectiveAt: 'v.effective_at',
  ...(Object.fromEntries(MEASURED_FIELDS.map((field) => [field, `v.${MEASURED_COLUMNS[field][0]}`])) as Record<
    MeasuredField,
    string
  >),
  spo2Scale: 'v.spo2_scale',
  pregnancy: 'v.pregnancy',
  status: 'v.status',
  statusReason: 'v.status_reason',
  replacesId: 'v.replaces_id',
  replacedById: replacedBy,
  movedBy: 'v.moved_by',
  moverName: mover,
  recordedBy: 'v.recorded_by',
  recorderName: recorder,
  recordedAt: 'v.recorded_at',
  lateEntry: 'v.late_entry',
  lateReason: 'v.late_reason',
  version: 'v.version',
  birthDate: 'p.birth_date::text',
  birthDatePrecision: 'p.birth_date_precision',
});
/** Columns of {@link VitalsRow}; `v` is vital_signs, `p` its patient, the people from {@link VITALS_PEOPLE}. */
export const VITALS_COLUMNS = Object.entries(
  columns({
    replacedBy: '(SELECT later.id FROM vital_signs later WHERE later.replaces_id = v.id)',
    mover: 'mover.full_name',
    recorder: 'recorder.full_name',
  }),
)
  .map(([name, sql]) => `${sql} AS "${name}"`)
  .join(', ');
/**
 * The same of one set that is being written, packed, with for whom and in which bed `b`: nothing can have replaced it, and its people are looked
 * up, since joins of one row are planned as if there were many.
 * @param isMoved whether somebody moved it here
 */
export const chartedColumns = (isMoved: boolean) =>
  packedRows({
    ...columns({
      replacedBy: 'NULL::uuid',
      mover: isMoved ? staffNameSql('v.moved_by') : 'NULL::text',
      recorder: staffNameSql('v.recorded_by'),
    }),
    mrn: 'p.mrn',
    fullName: 'p.full_name',
    bedId: 'b.id',
    bedCode: 'b.code',
    careLevel: 'p."careLevel"',
  });
export const VITALS_PEOPLE = `LEFT JOIN staff_member recorder ON recorder.id = v.recorded_by
  LEFT JOIN staff_member mover ON mover.id = v.moved_by`;

/** From when on a set counts as charted afterwards: what lies between taking and recording it, in milliseconds. */
const LATE_MS = 3_600_000;

export function toVitalsResponse(row: VitalsRow): VitalsResponse {
  const { gcsEye, gcsVerbal, gcsMotor, notMeasured, entered, confirmed, recorderName, moverName, ...kept } = row;
  const { birthDate, birthDatePrecision, recordedBy, movedBy, spo2Scale, pregnancy, version, ...stored } = kept;
  const effectiveAt = new Date(row.effectiveAt);
  const recordedAt = new Date(row.recordedAt);
  const gcs = gcsOf(gcsEye, gcsVerbal, gcsMotor);
  const round: ScoredRound = { ...stored, spo2Scale, pregnancy };
  return inTenths({
    ...stored,
    effectiveAt: effectiveAt.toISOString(),
    bmi: bmiOf(row.weight, row.height),
    gcs: gcs && { ...gcs, total: gcsTotal(gcs), text: gcsText(gcs) },
    notMeasured: (notMeasured ?? []).map(inWords),
    entered: entered ?? {},
    confirmed: [...(confirmed ?? [])],
    recordedBy: personRef(recordedBy, recorderName),
    recordedAt: recordedAt.toISOString(),
    late: recordedAt.getTime() - effectiveAt.getTime() > LATE_MS,
    movedBy: movedBy === null ? null : personRef(movedBy, moverName),
    ...scoresOf(round, birthDateText(birthDate, birthDatePrecision), effectiveAt),
    version,
  });
}

function inWords({ field, reason, text }: NotMeasured): VitalsResponse['notMeasured'][number] {
  return { field, reason, text: text ?? NOT_MEASURED_WORDS[reason][currentContext()?.language ?? 'vi'] };
}

/** What charting answers: the set, and for whom it was saved. */
export type ChartedRow = VitalsRow & {
  readonly mrn: string;
  readonly fullName: string;
  readonly bedId: string | null;
  readonly bedCode: string | null;
  readonly careLevel: string | null;
};

/** A set as it was charted just now, packed. */
export interface PackedCharted {
  readonly packed: readonly unknown[];
}
const CHARTED = chartedColumns(false);
export const chartedRow = ({ packed }: PackedCharted): ChartedRow => unpacked<ChartedRow>(CHARTED, packed);

export function toCharted({ mrn, fullName, bedId, bedCode, careLevel, ...row }: ChartedRow): ChartedVitalsResponse {
  const set = toVitalsResponse(row);
  const { recheckMinutes = null } = set.news2 ?? set.pews ?? {};
  const due = dueOf(new Date(set.effectiveAt), { recheckMinutes, careLevel });
  return inTenths({
    ...set,
    patient: { id: row.patientId, mrn, fullName },
    bed: bedId !== null && bedCode !== null ? { id: bedId, code: bedCode } : null,
    careLevel,
    dueAt: due?.at.toISOString() ?? null,
  });
}
