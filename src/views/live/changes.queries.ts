import { Injectable } from '@nestjs/common';
import { EVERYTHING } from '../../kernel/scope.js';
import { Database } from '../../platform/database/database.js';
import { firstRow } from '../../platform/database/rows.js';
import { HOUSE_ROLES } from '../../platform/routes/policy.js';
import { LIVE_KINDS, type Change } from './live-kinds.js';

/** So many events of the trail are looked at, at most: whoever was away for longer reads everything again. */
const MOST_EVENTS = 20_000;

/** What was committed since a place in the stream, and the place after it. */
export interface Changes {
  readonly position: string;
  /** True when the place is too long ago, or of another database: nobody knows what was missed. */
  readonly missed: boolean;
  readonly changes: readonly Change[];
}

/** Where a session's person works at this moment. */
export interface Reach {
  readonly sessionId: string;
  readonly everywhere: boolean;
  readonly wards: readonly string[];
}

/** Reads from the trail which lists changed, and whose wards they are. It reads no word of a patient. */
@Injectable()
export class ChangesQueries {
  constructor(private readonly database: Database) {}

  /** What is committed now and was not at that place, whichever process wrote it. */
  async since(position: string): Promise<Changes> {
    return firstRow(await this.database.query<Changes>(SINCE, [position, TABLES], EVERYTHING));
  }

  async position(): Promise<string> {
    return firstRow(await this.database.queryWithoutScope<{ position: string }>(POSITION)).position;
  }

  reachOf(sessionIds: readonly string[]): Promise<Reach[]> {
    return this.database.queryWithoutScope<Reach>(REACH, [sessionIds, HOUSE_ROLES]);
  }
}

const shown = Object.entries(LIVE_KINDS).flatMap(([kind, { of }]) => of.map((table) => `('${kind}', '${table}')`));
const TABLES = [...new Set(Object.values(LIVE_KINDS).flatMap(({ of }) => [...of]))];

const POSITION = { name: 'live.position', text: 'SELECT pg_current_snapshot()::text AS position' };

/** Transactions that were under way then count once they have committed: none is missed, and none is told twice. */
const SINCE = {
  name: 'live.since',
  text: `WITH at AS MATERIALIZED (SELECT $1::pg_snapshot AS last, pg_current_snapshot() AS now),
    looked AS MATERIALIZED (
      SELECT e.xid, e.kind, e.entity, e.entity_id, e.patient_id, e.encounter_id FROM audit.trail e
       WHERE e.xid >= pg_snapshot_xmin($1::pg_snapshot) ORDER BY e.xid, e.id LIMIT ${MOST_EVENTS + 1}),
    written AS (
      SELECT DISTINCT l.entity, CASE WHEN l.entity IN ('stay', 'bed', 'access_grant', 'task', 'diagnostic_report', 'service_order') THEN l.entity_id END AS id,
          l.patient_id, l.encounter_id
        FROM looked l, at
       WHERE NOT pg_visible_in_snapshot(l.xid, at.last) AND l.kind IN ('create', 'update') AND l.entity = ANY ($2::text[])),
    placed AS (
      SELECT w.entity, w.patient_id, place.ward_id, CASE w.entity
          WHEN 'task' THEN (SELECT requester_id FROM task WHERE id = w.id)
          WHEN 'diagnostic_report' THEN (SELECT o.requested_by FROM diagnostic_report r JOIN service_order o ON o.id = r.order_id WHERE r.id = w.id)
          END AS staff_id
        FROM written w LEFT JOIN LATERAL (
          SELECT ward_id FROM bed WHERE w.entity = 'bed' AND id = w.id
          UNION ALL SELECT ward_id FROM stay WHERE w.entity = 'stay' AND id = w.id
          UNION ALL SELECT ward_id FROM access_grant WHERE w.entity = 'access_grant' AND id = w.id
          UNION ALL SELECT coalesce((SELECT s.ward_id FROM stay s WHERE s.encounter_id = v.id AND s.ended_at IS DISTINCT FROM s.started_at ORDER BY s.started_at DESC LIMIT 1), v.ward_id)
            FROM encounter v WHERE w.entity NOT IN ('bed', 'stay', 'access_grant')
             AND CASE WHEN w.encounter_id IS NULL THEN v.patient_id = w.patient_id AND v.status = 'in-progress' ELSE v.id = w.encounter_id END
        ) place ON true)
    SELECT at.now::text AS position,
      pg_snapshot_xmax(at.last) > pg_snapshot_xmax(at.now) OR (SELECT count(*) FROM looked) > ${MOST_EVENTS} AS missed,
      coalesce((SELECT json_agg(DISTINCT jsonb_build_object('kind', k.kind, 'wardId', p.ward_id, 'staffId', p.staff_id))
        FROM placed p JOIN (VALUES ${shown.join(', ')}) k (kind, entity) ON k.entity = p.entity
       WHERE p.ward_id IS NOT NULL OR p.staff_id IS NOT NULL OR (p.entity = 'task' AND p.patient_id IS NULL)), '[]') AS changes
    FROM at`,
};

const REACH = {
  name: 'live.reach',
  text: `SELECT s.id AS "sessionId", m.hospital_wide OR s.role = ANY ($2::text[]) AS everywhere,
      ARRAY(SELECT w.ward_id FROM wards_of(m.id) w) AS wards
    FROM session s JOIN staff_member m ON m.id = s.staff_id WHERE s.id = ANY ($1::uuid[])`,
};
