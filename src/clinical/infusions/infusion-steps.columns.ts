import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import type { CourseStep, StepKind } from './infusion-course.rules.js';

/** Steps of one infusion that are read at most: a rate changed every quarter of an hour for twenty days. Without its beginning none could be ended. */
export const MOST_STEPS = 2000;

/** A step as {@link stepSql} builds it: moments are texts. */
export interface StepRow {
  readonly id: string;
  readonly number: number;
  readonly kind: StepKind;
  readonly at: string;
  readonly rateValue: number | null;
  readonly rateUnit: string | null;
  readonly mlPerHour: number | null;
  readonly weightKg: number | null;
  readonly volume: number | null;
  readonly reason: string | null;
  readonly witnessId: string | null;
  readonly witnessName: string | null;
  readonly witnessConfirmed: boolean;
  readonly status: 'final' | 'entered-in-error';
  readonly statusReason: string | null;
  readonly replacesId: string | null;
  readonly recordedBy: string;
  readonly recorderName: string | null;
  readonly recordedAt: string;
  /** What the order does not tell later of what went against it. */
  readonly against?: readonly string[] | null;
}

/** A step `s` as JSON. */
const stepSql = `jsonb_build_object('id', s.id, 'number', s.number, 'kind', s.kind, 'at', s.at, 'rateValue', s.rate_value, 'rateUnit', s.rate_unit,
    'mlPerHour', s.ml_per_hour, 'weightKg', s.weight_kg, 'volume', s.volume, 'reason', s.reason, 'witnessId', s.witness_id,
    'witnessName', ${staffNameSql('s.witness_id')}, 'witnessConfirmed', s.witness_confirmed, 'status', s.status, 'statusReason', s.status_reason,
    'replacesId', s.replaces_id, 'recordedBy', s.recorded_by, 'recorderName', ${staffNameSql('s.recorded_by')}, 'recordedAt', s.recorded_at, 'against', s.against)`;

/** The steps of the dose that a column names, the earliest first, those entered in error too. */
export const stepsOfDose = (dose: string): string => `(SELECT jsonb_agg(${stepSql} ORDER BY s.at, s.number, s.id)
    FROM (SELECT * FROM infusion_step WHERE dose_id = ${dose} ORDER BY at DESC, number DESC LIMIT ${MOST_STEPS}) s)`;

/** What of a step the rules of a course read. */
export type CourseStepRow = Pick<StepRow, 'kind' | 'at' | 'number' | 'mlPerHour' | 'volume' | 'status'>;

/** A step as the rules of a course read it. */
export const toCourseStep = ({ kind, at, number, mlPerHour, volume }: CourseStepRow): CourseStep => ({
  kind,
  at: Date.parse(at),
  number,
  mlPerHour,
  volume,
});

/** Those that count. */
export const courseOfSteps = (steps: readonly CourseStepRow[] | null | undefined): CourseStep[] =>
  (steps ?? []).filter(({ status }) => status === 'final').map(toCourseStep);
