import { Injectable } from '@nestjs/common';
import { ALONE } from '../../platform/database/advisory-locks.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Pace } from '../../kernel/pace.js';
import { Problem } from '../../kernel/problem.js';
import { runAsSystem } from '../../kernel/request-context.js';
import { radarProblems } from './radar.errors.js';
import { RADAR_RULES } from './rules/index.js';
import { MISSED, TIED, type RadarRule } from './rules/radar-rule.js';
import { thresholdsOf } from './thresholds.rules.js';
import { firstRow } from '../../platform/database/rows.js';

/** Events of one transaction: every statement over them stays far below a second. */
export const AT_ONCE = 1000;
const TIMEOUT_MS = 60_000;

/** What a run found. */
export interface RadarRun {
  /** Events of the trail looked at. */
  readonly events: number;
  /** Cases opened or grown. */
  readonly cases: number;
}

interface Batch {
  /** Where it ends. */
  xid: bigint;
  id: string;
  events: number;
  /** Records that members of staff opened, what they and machines were told of others, and what these missed, as JSON: rows of `opened`, `told` and `missed` for the rules. */
  opened: string | null;
}

interface Setting {
  code: string;
  enabled: boolean;
  thresholds: Record<string, number>;
}

/**
 * Reads what has settled in the trail since the last run, and opens cases. Position and cases commit together, so each
 * event counts once, whoever runs and whatever is killed. It goes by transactions, not by time: a late commit is not missed.
 */
@Injectable()
export class RadarRunner {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @param gently whether it rests between two steps: nobody waits for it
   * @throws Problem radarRunning when another run is under way
   */
  async run({ gently = false } = {}): Promise<RadarRun> {
    let run: RadarRun = { events: 0, cases: 0 };
    const pace = new Pace();
    for (let more = true; more;) {
      const step = await runAsSystem('radar', () =>
        this.unitOfWork.write((tx) => this.step(tx), { timeoutMs: TIMEOUT_MS }),
      );
      run = { events: run.events + step.events, cases: run.cases + step.cases };
      more = step.events === AT_ONCE;
      if (more && gently) await pace.rest();
    }
    return run;
  }

  /** Whether events have settled that no run has looked at; asked first, so that a quiet night opens no transaction. */
  async hasWork(): Promise<boolean> {
    return firstRow(await this.database.query<{ waiting: boolean }>(WAITING)).waiting;
  }

  private async step(tx: Tx): Promise<RadarRun> {
    const { free } = firstRow(await tx.$queryRawUnsafe<{ free: boolean }[]>(ALONE, 'radar.run'));
    if (!free) throw new Problem(radarProblems.radarRunning);
    const [batch] = await tx.$queryRawUnsafe<Batch[]>(BATCH, AT_ONCE);
    if (!batch) return { events: 0, cases: 0 };
    let cases = 0;
    if (batch.opened !== null) {
      const settings = await tx.$queryRawUnsafe<Setting[]>('SELECT code, enabled, thresholds FROM radar_rule');
      for (const rule of RADAR_RULES) cases += await strike(tx, rule, batch.opened, settings);
    }
    await tx.$executeRawUnsafe(ADVANCE, batch.xid, batch.id);
    return { events: batch.events, cases };
  }
}

/** @returns how many cases one rule opened or made grow */
async function strike(tx: Tx, rule: RadarRule, opened: string, settings: readonly Setting[]): Promise<number> {
  const own = settings.find(({ code }) => code === rule.code);
  if (own && !own.enabled) return 0;
  const thresholds = JSON.stringify(thresholdsOf(rule, own?.thresholds));
  return tx.$executeRawUnsafe(casesOf(rule), opened, thresholds, rule.code, rule.severity);
}

const SETTLED = `(e.xid, e.id) > (at.xid::text::xid8, at.event_id) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())`;
/**
 * The order leads to the index; a bare EXISTS would walk through years of events that were looked at. Whoever acted: to look
 * for staff alone would walk through all that a machine imported, and a run passes over that window by window.
 */
export const WAITING = {
  name: 'radar.waiting',
  text: `SELECT next.xid IS NOT NULL AS waiting FROM radar_position at LEFT JOIN LATERAL (
           SELECT e.xid FROM audit.event e WHERE ${SETTLED} ORDER BY e.xid, e.id LIMIT 1) next ON true`,
};
/** The next $1 events, read once for all rules. */
export const BATCH = `
  WITH batch AS MATERIALIZED (
    SELECT e.* FROM radar_position at, LATERAL (
      SELECT e.xid, e.id, e.actor_kind, e.actor_id, e.role, e.patient_id, e.occurred_at, e.purpose, e.terminal,
        e.detail->'then'->>'confidentiality' AS flag,
        CASE WHEN e.kind IN ('read', 'told') AND e.patient_id IS NOT NULL THEN e.kind
          WHEN e.kind IN ('search', 'list', 'told') AND e.detail ? 'byNumber' THEN 'told' WHEN ${MISSED('e')} THEN 'missed' END AS kind
      FROM audit.trail e WHERE ${SETTLED} ORDER BY e.xid, e.id LIMIT $1::int) e)
  SELECT last.xid::text::bigint AS xid, last.id, (SELECT count(*)::int FROM batch) AS events, (
      SELECT json_agg(opened)::text FROM (
        SELECT e.kind, e.id, e.actor_id, e.role, e.patient_id, e.occurred_at, e.purpose, e.terminal, e.flag,
          s.patient_id AS own_patient_id, NULL AS machine_minutes
        FROM batch e JOIN staff_member s ON s.id = e.actor_id
        WHERE e.kind IS NOT NULL AND e.actor_kind = 'staff'
        UNION ALL
        SELECT e.kind, e.id, e.actor_id, NULL, e.patient_id, e.occurred_at, e.purpose, NULL, NULL, NULL,
          date_bin('10 minutes', e.occurred_at, 'epoch')
        FROM batch e JOIN machine_client m ON m.id = e.actor_id
        WHERE e.kind IN ('told', 'missed') AND e.actor_kind = 'client') opened) AS opened
  FROM (SELECT xid, id FROM batch ORDER BY xid DESC, id DESC LIMIT 1) last`;
const ADVANCE = 'UPDATE radar_position SET xid = $1::bigint, event_id = $2::uuid';

/** A rule's hits as cases: one for each person or machine, patient and day of the hospital; what is excepted is left out. */
const casesOf = ({ sql, unlessTied }: RadarRule): string => `
  WITH seen AS MATERIALIZED (
      SELECT seen.* FROM json_to_recordset($1::json) AS seen (kind text, id uuid, actor_id uuid, role text, patient_id uuid,
        occurred_at timestamptz, purpose text, terminal text, flag text, own_patient_id uuid, machine_minutes timestamptz)
       WHERE $2::jsonb IS NOT NULL),
    opened AS MATERIALIZED (SELECT * FROM seen WHERE kind = 'read'),
    told AS MATERIALIZED (SELECT * FROM seen WHERE kind = 'told'),
    missed AS MATERIALIZED (SELECT * FROM seen WHERE kind = 'missed'),
    hit AS MATERIALIZED (${sql})
  INSERT INTO radar_case (rule, actor_id, patient_id, day, severity, params, first_event_at, last_event_at, event_count, event_ids)
  SELECT $3, actor_id, patient_id, (occurred_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, $4,
    (array_agg(params ORDER BY event_id DESC))[1], min(occurred_at), max(occurred_at), count(*),
    (array_agg(event_id ORDER BY event_id))[1:50]
  FROM hit
  WHERE NOT EXISTS (SELECT FROM radar_exception x WHERE x.actor_id = hit.actor_id AND x.until > hit.occurred_at
    AND (x.patient_id IS NULL OR x.patient_id = hit.patient_id) AND (x.rule IS NULL OR x.rule = $3))${unlessTied ? ` AND NOT ${TIED}` : ''}
  GROUP BY actor_id, patient_id, day
  ON CONFLICT ON CONSTRAINT radar_case_once DO UPDATE SET event_count = radar_case.event_count + excluded.event_count,
    last_event_at = greatest(radar_case.last_event_at, excluded.last_event_at), params = excluded.params,
    event_ids = (radar_case.event_ids || excluded.event_ids)[1:50]`;
