import { hospitalDate } from '../../kernel/hospital-time.js';
import { yearsOn } from '../datatypes/partial-date.js';
import type { LatestVitalsResponse } from './dto/latest-vitals.response.js';
import { news2, news2Fits, type News2Values } from './news2.rules.js';
import { VITALS_COUNT } from './vitals.mapper.js';

/** Vital signs that are followed from round to round, and their columns. */
const FOLLOWED = {
  heartRate: 'heart_rate',
  respiratoryRate: 'respiratory_rate',
  systolic: 'systolic',
  diastolic: 'diastolic',
  temperature: 'temperature',
  oxygenSaturation: 'oxygen_saturation',
  supplementalOxygen: 'supplemental_oxygen',
  consciousness: 'consciousness',
} as const;
export type FollowedVital = keyof typeof FOLLOWED;
const VITALS = Object.keys(FOLLOWED) as FollowedVital[];

/** How far back a value is looked for: three days of a set every quarter of an hour. */
const SETS_LOOKED_BACK = 288;
/** Values further apart than this tell no common state: the longest time between two sets of NEWS2. */
const TOGETHER_MS = 12 * 3_600_000;
const MINUTE = 60_000;

type Values = Pick<LatestVitalsResponse, FollowedVital>;
/** What {@link latestVitalsSql} gives: of each vital sign when it was last taken and what it was, and the last set that NEWS2 can score. */
export interface LatestVitals {
  readonly latest: Readonly<Record<FollowedVital, readonly [at: string, value: unknown] | null>>;
  readonly complete: (Values & { readonly at: string }) | null;
}

const setsBack = (columns: string, encounterId: string) => `(SELECT effective_at, id, ${columns} FROM vital_signs
    WHERE encounter_id = ${encounterId} AND ${VITALS_COUNT} ORDER BY effective_at DESC, id DESC LIMIT ${SETS_LOOKED_BACK}) v`;
const newestOf = (column: string, encounterId: string) => `(SELECT json_build_array(effective_at, ${column})
  FROM ${setsBack(column, encounterId)} WHERE ${column} IS NOT NULL ORDER BY effective_at DESC, id DESC LIMIT 1)`;
const COLUMNS = Object.values(FOLLOWED).join(', ');
const SCORED = Object.values(FOLLOWED).filter((column) => column !== 'diastolic');

/**
 * SQL expression of {@link LatestVitals} of an encounter: each vital sign is looked for by itself, so that a set with only a weight hides
 * nothing. A scan of `vital_signs_encounter_id_effective_at_id_idx` for each ends at its first value, and after 288 sets at the latest.
 */
export const latestVitalsSql = (encounterId: string): string => `json_build_object(
    'latest', json_build_object(${VITALS.map((vital) => `'${vital}', ${newestOf(FOLLOWED[vital], encounterId)}`).join(',\n      ')}),
    'complete', (SELECT json_build_object('at', effective_at, ${VITALS.map((vital) => `'${vital}', ${FOLLOWED[vital]}`).join(', ')})
      FROM ${setsBack(COLUMNS, encounterId)}
      WHERE num_nulls(${SCORED.join(', ')}) = 0 ORDER BY effective_at DESC, id DESC LIMIT 1))`;

/** The latest value of each vital sign with its age at `now`, and what NEWS2 says; null when none was taken. */
export function toLatestVitals(row: LatestVitals, birthDate: string | null, now: Date): LatestVitalsResponse | null {
  const taken = VITALS.flatMap((vital) => row.latest[vital]?.[0] ?? []).map((at) => new Date(at).getTime());
  if (taken.length === 0) return null;
  const newest = new Date(Math.max(...taken));
  const isScored = news2Fits(yearsOn(birthDate, hospitalDate(now)));
  const score = isScored && row.complete ? completeScore(row.complete) : null;
  const shown = isScored ? shownSince(row.latest, newest, score?.effectiveAt ?? '') : null;
  const due = [score?.dueAt, shown?.dueAt].filter((at) => typeof at === 'string').sort();
  return {
    effectiveAt: newest.toISOString(),
    ...(each((vital) => row.latest[vital]?.[1] ?? null) as unknown as Values),
    takenAt: each((vital) => instantOf(row.latest[vital]?.[0])),
    ageMinutes: each((vital) => minutesSince(row.latest[vital]?.[0], now)),
    news2Total: score?.total ?? null,
    news2: score,
    shownSince: shown,
    dueAt: due[0] ?? null,
  };
}

const each = <Value>(of: (vital: FollowedVital) => Value): Record<FollowedVital, Value> =>
  Object.fromEntries(VITALS.map((vital) => [vital, of(vital)])) as Record<FollowedVital, Value>;
const instantOf = (at: string | undefined) => (at ? new Date(at).toISOString() : null);
const minutesSince = (at: string | undefined, now: Date) =>
  at ? Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / MINUTE)) : null;
const minutesAfter = (at: Date, minutes: number | null) =>
  minutes === null ? null : new Date(at.getTime() + minutes * MINUTE).toISOString();

function completeScore({ at, ...values }: NonNullable<LatestVitals['complete']>): LatestVitalsResponse['news2'] {
  const effectiveAt = new Date(at);
  const { total, risk, redParameter, recheckMinutes } = news2(values as News2Values, { scale: 1 });
  const dueAt = minutesAfter(effectiveAt, recheckMinutes);
  return { effectiveAt: effectiveAt.toISOString(), total, risk, redParameter, recheckMinutes, dueAt };
}

/** What the latest values say together when some are newer than the last complete set; null when none is, or they show no risk above low. */
function shownSince(
  latest: LatestVitals['latest'],
  newest: Date,
  scoredAt: string,
): LatestVitalsResponse['shownSince'] {
  const effectiveAt = newest.toISOString();
  if (effectiveAt <= scoredAt) return null;
  const isTogether = (at: string) => newest.getTime() - new Date(at).getTime() <= TOGETHER_MS;
  const values = each((vital) => (latest[vital] && isTogether(latest[vital][0]) ? latest[vital][1] : null));
  const { partial, risk, redParameter, recheckMinutes } = news2(values as News2Values, { scale: 1 });
  if (risk === null || risk === 'low') return null;
  return { effectiveAt, partial, risk, redParameter, recheckMinutes, dueAt: minutesAfter(newest, recheckMinutes) };
}
