import { instantSql } from '../../platform/database/rows.js';
import { snakeCase } from '../../kernel/camel-case.js';
import { hospitalTimeSql } from '../../kernel/hospital-time.js';
import type { LastNews2Response, LastPewsResponse, LatestVitalsResponse } from './dto/latest-vitals.response.js';
import { dueOf } from './due.rules.js';
import { asSet, scoresOf, type Scores } from './early-warning.mapper.js';
import { NEWS2_PARAMETERS } from './news2.rules.js';
import { pregnancyNowSql } from './settings/settings.sql.js';
import { stepOf } from './trend.rules.js';
import { SCORED_COLUMNS } from './vitals.columns.js';
import type { VitalSigns } from './vital-signs.rules.js';
import { VITALS_COUNT } from './vitals.mapper.js';

/** Vital signs that are followed from round to round, of everybody and of children. */
const FOLLOWED = [
  'heartRate',
  'respiratoryRate',
  'systolic',
  'diastolic',
  'temperature',
  'oxygenSaturation',
  'supplementalOxygen',
  'consciousness',
] as const;
const OF_CHILDREN = ['capillaryRefill', 'respiratoryEffort', 'oxygenFlow', 'fio2'] as const;
export type FollowedVital = (typeof FOLLOWED)[number];
type Followed = FollowedVital | (typeof OF_CHILDREN)[number];

const columnsOf = (vitals: readonly string[]) => vitals.map(snakeCase).join(', ');

/** How far back a value is looked for: three days of a set every quarter of an hour. */
const SETS_LOOKED_BACK = 288;
/** Values further apart than this tell no common state: the longest time between two sets of NEWS2. */
const TOGETHER_MS = 12 * 3_600_000;
const MINUTE = 60_000;

type Values = Pick<LatestVitalsResponse, FollowedVital>;
type Taken = readonly [at: string, value: unknown] | null;
type Latest = Readonly<Record<FollowedVital, Taken>>;
type CompleteSet = Omit<VitalSigns, 'gcs' | 'notMeasured'> & {
  readonly at: string;
  readonly spo2Scale: number;
  readonly pregnancy: string | null;
};

/**
 * What {@link latestVitalsSql} gives: of each vital sign when it was last taken and what it was, the last two sets that the score of the
 * patient's age can score, and what is set for the encounter now.
 */
export interface LatestVitals {
  /** The last set, where it has all that is followed; then that is the latest of each. */
  readonly whole: (Readonly<Record<FollowedVital, unknown>> & { readonly at: string }) | null;
  readonly latest: Latest | null;
  readonly child: Readonly<Record<(typeof OF_CHILDREN)[number], Taken>> | null;
  readonly complete: readonly CompleteSet[] | null;
  readonly spo2Scale: string | null;
  readonly pregnancy: string | null;
  readonly careLevel: string | null;
  readonly escalation: LatestVitalsResponse['escalation'];
}

const setsBack = (columns: string, encounterId: string) => `(SELECT effective_at, id, ${columns} FROM vital_signs
    WHERE encounter_id = ${encounterId} AND ${VITALS_COUNT} ORDER BY effective_at DESC, id DESC LIMIT ${SETS_LOOKED_BACK}) v`;
/** Most sets hold all: what the last one (`last`) lacks is looked for by itself. */
const newestOf = (column: string, encounterId: string) => `CASE WHEN last.${column} IS NOT NULL
    THEN json_build_array(last.effective_at, last.${column})
    ELSE (SELECT json_build_array(effective_at, ${column})
      FROM ${setsBack(column, encounterId)} WHERE ${column} IS NOT NULL ORDER BY effective_at DESC, id DESC LIMIT 1) END`;
const newest = (vitals: readonly string[], encounterId: string) =>
  `json_build_object(${vitals.map((vital) => `'${vital}', ${newestOf(snakeCase(vital), encounterId)}`).join(',\n      ')})`;

const lastEscalation = (
  encounterId: string,
) => `(SELECT json_build_object('id', id, 'vitalsId', vitals_id, 'status', status,
      'raisedAt', ${instantSql('raised_at')}) FROM escalation
    WHERE encounter_id = ${encounterId} ORDER BY raised_at DESC, id DESC LIMIT 1)`;

const COLUMNS = SCORED_COLUMNS.map(([, column]) => column).join(', ');
const SCORED = SCORED_COLUMNS.map(([field, column]) => `'${field}', ${column}`).join(', ');
const BY_NEWS2 = columnsOf(NEWS2_PARAMETERS);
/** Each value costs as much to write as to look up: what a score does not read is left out. */
const SCORED_BY_NEWS2 = NEWS2_PARAMETERS.map((field) => `'${field}', ${snakeCase(field)}`).join(', ');
const BY_PEWS =
  'heart_rate, systolic, capillary_refill, respiratory_rate, respiratory_effort, oxygen_saturation, supplemental_oxygen';

/** What is set for an encounter now; a row in any case. */
const settingsHeld = (encounterId: string) => `SELECT max(value) FILTER (WHERE kind = 'spo2-scale') AS scale,
    max(value) FILTER (WHERE kind = 'care-level') AS level FROM observation_setting WHERE encounter_id = ${encounterId} AND ended_at IS NULL`;

/** The last set of an encounter, as a row `last` in any case. */
const lastSet = (
  encounterId: string,
) => `(SELECT) one LEFT JOIN LATERAL (SELECT effective_at, ${columnsOf([...FOLLOWED, ...OF_CHILDREN])}
    FROM vital_signs WHERE encounter_id = ${encounterId} AND ${VITALS_COUNT} ORDER BY effective_at DESC, id DESC LIMIT 1) last ON true`;

/**
 * SQL expression of {@link LatestVitals} of an encounter, where `p` is its patient: each vital sign is looked for by itself, so that a set
 * with only a weight hides nothing. Where the last set has it, that was one look for all; else a scan of
 * `vital_signs_encounter_id_effective_at_id_idx` for each ends at its first value, and after 288 sets at the latest.
 */
export const latestVitalsSql = (encounterId: string): string => {
  const isChild = `(p.birth_date + interval '16 years' > ${hospitalTimeSql('now()')})`;
  // A set is scored by the age on its day, which a clock beside ours may put on another.
  const mayHaveBeenChild = `(p.birth_date + interval '16 years 1 month' > ${hospitalTimeSql('effective_at')})`;
  const isWhole = `num_nulls(${columnsOf(FOLLOWED)}) = 0`;
  const fits = `CASE WHEN ${isChild} THEN num_nulls(${BY_PEWS}) ELSE num_nulls(${BY_NEWS2}) END = 0`;
  return `(SELECT json_build_object(
    'whole', CASE WHEN ${isWhole} THEN json_build_object('at', last.effective_at, ${FOLLOWED.map((vital) => `'${vital}', last.${snakeCase(vital)}`).join(', ')}) END,
    'latest', CASE WHEN NOT ${isWhole} THEN ${newest(FOLLOWED, encounterId)} END,
    'child', CASE WHEN ${isChild} THEN ${newest(OF_CHILDREN, encounterId)} END,
    'complete', (SELECT json_agg(scored) FROM (
      SELECT CASE WHEN ${mayHaveBeenChild} THEN json_build_object('at', effective_at, ${SCORED}) ELSE json_build_object('at', effective_at, ${SCORED_BY_NEWS2}) END AS scored
      FROM ${setsBack(COLUMNS, encounterId)} WHERE ${fits} ORDER BY effective_at DESC, id DESC LIMIT 2) sets),
    'spo2Scale', held.scale, 'careLevel', held.level,
    'pregnancy', ${pregnancyNowSql('p', encounterId)},
    'escalation', ${lastEscalation(encounterId)})
  FROM ${lastSet(encounterId)} CROSS JOIN LATERAL (${settingsHeld(encounterId)}) held)`;
};

/** The latest value of each vital sign with its age at `now`, and what the early warning score says; null when none was taken. */
export function toLatestVitals(found: LatestVitals, birthDate: string | null, now: Date): LatestVitalsResponse | null {
  const row = { ...found, latest: withOnePressure(latestIn(found)) };
  const taken = FOLLOWED.flatMap((vital) => row.latest[vital]?.[0] ?? []).map((at) => new Date(at).getTime());
  if (taken.length === 0) return null;
  const newestAt = new Date(Math.max(...taken));
  // By what is set now: a scale or a pregnancy that was decided after the round says how the patient is watched from here on.
  const set = asSet(row.spo2Scale, row.pregnancy);
  const [last, before] = (row.complete ?? []).map((round) => ({ ...round, ...set }));
  const score = last ? completeScore(last, before, birthDate) : {};
  const scoredAt = (score.news2 ?? score.pews)?.effectiveAt ?? '';
  const shown = shownSince(row, newestAt, scoredAt, birthDate);
  const care = dueOf(newestAt, { recheckMinutes: null, careLevel: row.careLevel })?.at.toISOString();
  const due = [score.news2?.dueAt, score.pews?.dueAt, shown?.dueAt, care].filter((at) => typeof at === 'string').sort();
  return {
    effectiveAt: newestAt.toISOString(),
    ...(each((vital) => row.latest[vital]?.[1] ?? null) as unknown as Values),
    takenAt: each((vital) => instantOf(row.latest[vital]?.[0])),
    ageMinutes: each((vital) => minutesSince(row.latest[vital]?.[0], now)),
    news2Total: score.news2?.total ?? null,
    news2: score.news2 ?? null,
    pewsTotal: score.pews?.total ?? null,
    pews: score.pews ?? null,
    notScored: scoresOf({ pregnancy: row.pregnancy }, birthDate, now).notScored,
    shownSince: shown,
    careLevel: row.careLevel,
    escalation: row.escalation,
    dueAt: due[0] ?? null,
  };
}

const latestIn = ({ whole, latest }: LatestVitals): Latest =>
  whole ? each((vital) => [whole.at, whole[vital]]) : latest!;

/** A pressure is one measurement: beside a systolic stands the diastolic of the same moment, or none. An older one would hide a shock. */
function withOnePressure(latest: Latest): Latest {
  const { systolic, diastolic } = latest;
  return !systolic || diastolic?.[0] === systolic[0] ? latest : { ...latest, diastolic: null };
}

const each = <Value>(of: (vital: FollowedVital) => Value): Record<FollowedVital, Value> =>
  Object.fromEntries(FOLLOWED.map((vital) => [vital, of(vital)])) as Record<FollowedVital, Value>;
const instantOf = (at: string | undefined) => (at ? new Date(at).toISOString() : null);
const minutesSince = (at: string | undefined, now: Date) =>
  at ? Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / MINUTE)) : null;
/** By the same rule as the answer to who charted the set. */
const dueAfter = (at: Date, recheckMinutes: number | null): string | null =>
  dueOf(at, { recheckMinutes, careLevel: null })?.at.toISOString() ?? null;

function completeScore(
  set: CompleteSet,
  before: CompleteSet | undefined,
  birthDate: string | null,
): { news2?: LastNews2Response; pews?: LastPewsResponse } {
  const at = new Date(set.at);
  const { news2, pews } = scoresOf(set, birthDate, at);
  const score = news2 ?? pews;
  if (!score) return {};
  const earlier = before && totalOf(scoresOf(before, birthDate, new Date(before.at)));
  const trend = typeof earlier === 'number' && score.total !== null ? stepOf(earlier, score.total) : null;
  const common = { effectiveAt: at.toISOString(), trend, dueAt: dueAfter(at, score.recheckMinutes) };
  if (news2) {
    const { total, risk, redParameter, recheckMinutes, scale, caution } = news2;
    return { news2: { total, risk, redParameter, recheckMinutes, scale, caution, ...common } };
  }
  const { age, total, risk, recheckMinutes } = pews!;
  return { pews: { age, total, risk, recheckMinutes, ...common } };
}

const totalOf = ({ news2, pews }: Scores) => (news2 ?? pews)?.total;

/** What the latest values say together when some are newer than the last complete set; null when none is, or they show no risk above low. */
function shownSince(
  {
    latest,
    child,
    spo2Scale,
    pregnancy,
  }: Pick<LatestVitals, 'child' | 'spo2Scale' | 'pregnancy'> & { readonly latest: Latest },
  newestAt: Date,
  scoredAt: string,
  birthDate: string | null,
): LatestVitalsResponse['shownSince'] {
  const effectiveAt = newestAt.toISOString();
  if (effectiveAt <= scoredAt) return null;
  const all = { ...latest, ...child } as Record<Followed, Taken>;
  const isTogether = (at: string) => newestAt.getTime() - new Date(at).getTime() <= TOGETHER_MS;
  const values = Object.fromEntries(
    Object.entries(all).map(([vital, taken]) => [vital, taken && isTogether(taken[0]) ? taken[1] : null]),
  ) as unknown as VitalSigns;
  const { news2, pews } = scoresOf({ ...values, ...asSet(spo2Scale, pregnancy) }, birthDate, newestAt);
  const score = news2 ?? pews;
  if (!score || score.risk === null || score.risk === 'low') return null;
  const { partial, risk, recheckMinutes } = score;
  const redParameter = news2?.redParameter ?? false;
  return { effectiveAt, partial, risk, redParameter, recheckMinutes, dueAt: dueAfter(newestAt, recheckMinutes) };
}
