import { hospitalTimeSql } from '../../kernel/hospital-time.js';
import { OPEN } from '../encounters/encounter-state.rules.js';
import { lateSql } from '../encounters/late-entry.rules.js';
import { presentSql } from '../encounters/presence.rules.js';
import { ageBands, bandPlacesSql } from './plausible-ranges.js';
import { pregnancyAtSql, settingAtSql, settingNowSql } from './settings/settings.sql.js';
import { storedPart } from './gcs.rules.js';
import type { ChartVitalsDto } from './dto/vitals.dto.js';
import { acceptedAt, type VitalSigns } from './vital-signs.rules.js';
import { inOwnUnits } from './vital-units.js';
import { chartedColumns } from './vitals.mapper.js';
import { MEASURED_COLUMNS, MEASURED_FIELDS, type MeasuredField } from './vitals.columns.js';
import { isWhole, NEWS2_PARAMETERS, type News2Values } from './news2.rules.js';
import { pewsByBand, SAYS } from './pews-warning.rules.js';
import type { PewsValues } from './pews.rules.js';
import { warningsOf } from './warning.rules.js';
import { onOxygen } from './oxygen.js';

/** What is stored of a set beside its values. */
export interface StoredSet {
  readonly encounterId: string;
  /** Now when nothing is said. */
  readonly effectiveAt: Date | string | null;
  readonly recordedBy: string | null;
  readonly values: Readonly<Record<MeasuredField, unknown>>;
  /** For each of {@link ageBands}, whether the values may be charted of somebody of that age. */
  readonly accepted: readonly boolean[];
  readonly replacesId?: string;
  readonly movedBy?: string | null;
  /** Why it is charted only after the discharge. */
  readonly lateReason?: string | null;
  /** Whether nothing is written where a child's score asks for somebody, so that they are told with it. */
  readonly mayAsk?: boolean;
}

/** The values as the columns keep them. */
export function storedValues(input: ChartVitalsDto): Record<MeasuredField, unknown> {
  const { values, entered } = inOwnUnits(input);
  const { gcs, notMeasured, confirmed } = values;
  const oxygen = onOxygen(values);
  const columns = Object.fromEntries(
    MEASURED_FIELDS.map((field) => [field, (values as Record<string, unknown>)[field] ?? null]),
  );
  return {
    ...(columns as Record<MeasuredField, unknown>),
    supplementalOxygen: oxygen ?? null,
    gcsEye: gcs ? storedPart(gcs.eye) : null,
    gcsVerbal: gcs ? storedPart(gcs.verbal) : null,
    gcsMotor: gcs ? storedPart(gcs.motor) : null,
    notMeasured: notMeasured ? JSON.stringify(notMeasured) : null,
    entered: Object.keys(entered).length > 0 ? JSON.stringify(entered) : null,
    confirmed: confirmed ?? [],
  };
}

/** For each age, whether it may be charted: nothing impossible, and what is unusual confirmed. */
export function acceptedByAge(input: ChartVitalsDto): boolean[] {
  return acceptedValues(inOwnUnits(input).values, input.confirmed);
}

/** As {@link acceptedByAge}, of values in their own units. */
export function acceptedValues(values: VitalSigns, confirmed: readonly string[] | undefined): boolean[] {
  return acceptedAt(ageBands(), values, confirmed);
}

/** The one statement that stores a set. */
export const chartStatement = (set: StoredSet) => ({
  ...(set.movedBy ? MOVE : CHART),
  values: [
    set.encounterId,
    set.effectiveAt,
    set.recordedBy,
    set.accepted,
    set.replacesId ?? null,
    set.movedBy ?? null,
    set.lateReason ?? null,
    ...endsOf(set.values),
    pewsByBand(set.values as PewsValues, isWhole(set.values as News2Values), set.mayAsk ?? false),
    ...MEASURED_FIELDS.map((field) => set.values[field]),
  ],
});

/** Which tasks the set settles on each scale of the oxygen saturation. */
const endsOf = (values: StoredSet['values']): string[][] =>
  ([1, 2] as const).map((scale) => {
    const { ends } = warningsOf(values as News2Values, scale);
    const isRound = NEWS2_PARAMETERS.some((parameter) => values[parameter] !== null);
    return isRound ? [...ends, 'vitals-overdue'] : [...ends];
  });

const AT = 'coalesce($2::timestamptz, now())';
/** Where the values begin among the parameters. */
const FIRST_VALUE = 11;
const placeOf = (field: MeasuredField) => MEASURED_FIELDS.indexOf(field) + FIRST_VALUE;
const BAND = bandPlacesSql('p', `${hospitalTimeSql(AT)}::date`);
/** What the set says of a child's warnings, at the ages that the patient may be of. */
const PEWS = `($10::int[])[${BAND.first}:${BAND.last}]`;

/**
 * $1 encounter, $2 moment or null, $3 who, $4 at which ages it may be charted, $5 what it replaces, $6 who moved it, $7 why it is late, $8 and $9 which
 * tasks it settles on scale 1 and 2 when none were opened after it, $10 what it says of a child's warnings, then the values. FOR SHARE: a discharge at the same moment waits or comes first.
 */
const chartText = (isMoved: boolean) => `open AS MATERIALIZED (
      SELECT e.id, e.patient_id, e.status <> '${OPEN}' AS late, ${settingNowSql('e.id', 'care-level')} AS "careLevel",
        CASE ${settingAtSql('e.id', 'spo2-scale', AT)} WHEN '2' THEN 2 ELSE 1 END AS scale, ${pregnancyAtSql('p', 'e.id', AT)} AS pregnancy,
        p.birth_date, p.birth_date_precision, p.mrn, p.full_name, ${PEWS} AS pews
      FROM encounter e JOIN patient p ON p.id = e.patient_id
      WHERE e.id = $1::uuid AND (e.status = '${OPEN}' OR ${lateSql('e', '$2', '$3', '$7')}) AND e.started_at <= ${AT} + interval '1 minute'
        AND ${presentSql(AT, `'onLeave' = ANY ($${placeOf('confirmed')}::text[])`)}
        AND true = ANY (($4::boolean[])[${BAND.first}:${BAND.last}]) AND ${SAYS.asks} <> ALL (${PEWS}) FOR SHARE OF e),
    v AS (
      INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, replaces_id, moved_by, spo2_scale, pregnancy, late_entry, late_reason,
        ${MEASURED_FIELDS.map((field) => MEASURED_COLUMNS[field][0]).join(', ')})
      SELECT open.id, open.patient_id, ${AT}, $3::uuid, $5::uuid, $6::uuid, open.scale, open.pregnancy, open.late, CASE WHEN open.late OR $5::uuid IS NULL THEN $7::text END,
        ${MEASURED_FIELDS.map((field) => `$${placeOf(field)}::${MEASURED_COLUMNS[field][1]}`).join(', ')}
      FROM open RETURNING *),
    settled AS (
      UPDATE task t SET status = 'settled', settled_at = now(), due_at = NULL FROM v, open
       WHERE t.focus_id = v.encounter_id AND t.status = 'open' AND t.created_at <= v.effective_at + interval '1 minute'
         AND (t.kind = ANY (CASE v.spo2_scale WHEN 2 THEN $9::text[] ELSE $8::text[] END)
           OR t.kind = 'pews-high' AND ${SAYS.nothing} <> ALL (open.pews) OR t.kind = 'pews-medium' AND ${SAYS.calm} = ALL (open.pews))),
    result AS (
      SELECT ${chartedColumns(isMoved).sql} AS packed
      FROM v JOIN open p ON true
        LEFT JOIN LATERAL (SELECT s.bed_id AS id, (SELECT code FROM bed WHERE id = s.bed_id) AS code FROM stay s
          WHERE s.encounter_id = v.encounter_id AND s.ended_at IS NULL LIMIT 1) b ON true)`;
const CHART = { name: 'vitals.chart', text: chartText(false) };
const MOVE = { name: 'vitals.move', text: chartText(true) };
