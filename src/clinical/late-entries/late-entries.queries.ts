import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import { VITALS_COUNT } from '../observations/vitals.mapper.js';

/** An entry of the paper as it was charted just now: where it stands in the request, and what it is known by. */
export interface ChartedNow {
  /** `fluids/2` */
  readonly entry: string;
  readonly list: 'vitals' | 'fluids' | 'sites' | 'assessments';
  readonly id: string;
  readonly at: string;
  readonly direction?: string;
  readonly kind?: string;
  readonly volume?: number;
  readonly location?: string;
  /** The wound. */
  readonly siteId?: string | null;
}

/** What was there before and may be the same. */
export interface ThereBefore {
  readonly entry: string;
  readonly at: Date;
  readonly by: string | null;
}

/** Finds what stands in the record already: paper is copied by two people, or is of a moment when the service was back. */
@Injectable()
export class LateEntriesQueries {
  /** @param now what the transaction has charted, which is not looked at itself */
  async thereBefore(tx: Tx, encounterId: string, now: readonly ChartedNow[]): Promise<ThereBefore[]> {
    if (now.length === 0) return [];
    return tx.$queryRawUnsafe<ThereBefore[]>(THERE_BEFORE, JSON.stringify(now), encounterId);
  }
}

/** Within so much of each other two sets of vital signs, or two assessments of a kind, are one; clocks of paper are round. */
const [SAME_ROUND, SAME_VOLUME] = [`interval '5 minutes'`, `interval '15 minutes'`];
const near = (moment: string, by: string) => `${moment} BETWEEN e.at - ${by} AND e.at + ${by}`;
const others = (table: string, moment: string, list: string) =>
  `SELECT r.${moment} AS at, r.recorded_by FROM ${table} r WHERE e.list = '${list}' AND r.encounter_id = $2::uuid AND r.id NOT IN (SELECT id FROM told)`;

const THERE_BEFORE = `
  WITH told AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb)
    AS e(entry text, list text, id uuid, at timestamptz, direction text, kind text, volume int, location text, "siteId" uuid))
  SELECT e.entry, b.at, m.full_name AS by FROM told e CROSS JOIN LATERAL (
    ${others('vital_signs', 'effective_at', 'vitals')} AND r.${VITALS_COUNT} AND ${near('r.effective_at', SAME_ROUND)}
    UNION ALL ${others('fluid_entry', 'effective_at', 'fluids')} AND r.status = 'final' AND r.direction = e.direction AND r.kind = e.kind
      AND r.volume = e.volume AND ${near('r.effective_at', SAME_VOLUME)}
    UNION ALL ${others('nursing_assessment', 'effective_at', 'assessments')} AND r.kind = e.kind AND r.site_id IS NOT DISTINCT FROM e."siteId"
      AND ${near('r.effective_at', SAME_ROUND)}
    UNION ALL ${others('bedside_site', 'started_at', 'sites')} AND r.kind = e.kind AND lower(r.location) = lower(e.location) AND r.ended_at IS NULL
    LIMIT 1) b LEFT JOIN staff_member m ON m.id = b.recorded_by ORDER BY e.entry`;
