import { UNSEALED_SECONDS } from '../../platform/audit/sealing/unsealed.sql.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Finding } from './check.js';
import type { DatabaseCheck } from './database-checks.js';

interface TrailRow {
  size: number;
  unsealedSeconds: number;
  /** Since the last checkpoint; null before the first. */
  checkpointMinutes: number | null;
  /** Null while nobody takes checkpoints. */
  witnesses: { name: string; lateMinutes: number; ahead: number }[] | null;
}

/** In seconds: slow, and standing still. */
const [SLOW, STANDS] = [60, 300];
const LATE_WITNESS_MINUTES = 10;
const CLOCK_TOLERANCE_MINUTES = 1;

export const askTrail: DatabaseCheck = async (query, settings) => {
  const row = firstRow(await query<TrailRow>({ name: 'doctor.trail', text: TRAIL }));
  const isElsewhere = settings.auditWitnessFolder !== undefined || settings.auditWitnessUrl !== undefined;
  return [sealingOf(row), checkpointOf(row), ...witnessesOf(row, isElsewhere)];
};

function sealingOf({ size, unsealedSeconds }: TrailRow): Finding {
  const says = unsealedSeconds > STANDS ? 'stands' : unsealedSeconds > SLOW ? 'slow' : 'upToDate';
  return { check: 'sealing', says, values: { size, seconds: Math.round(unsealedSeconds) } };
}

function checkpointOf({ size, checkpointMinutes }: TrailRow): Finding {
  if (checkpointMinutes === null) return { check: 'checkpoint', says: 'none' };
  const says = checkpointMinutes < -CLOCK_TOLERANCE_MINUTES ? 'future' : 'fresh';
  return { check: 'checkpoint', says, values: { size, minutes: Math.abs(Math.round(checkpointMinutes)) } };
}

function witnessesOf({ witnesses }: TrailRow, isElsewhere: boolean): Finding[] {
  if (!witnesses) return [{ check: 'witness', says: 'none' }];
  const wrong = witnesses.flatMap(({ name, lateMinutes, ahead }): Finding[] => {
    if (ahead > 0) return [{ check: 'witness', says: 'ahead', values: { name, events: ahead } }];
    if (lateMinutes <= LATE_WITNESS_MINUTES) return [];
    return [{ check: 'witness', says: 'late', values: { name, minutes: Math.round(lateMinutes) } }];
  });
  if (wrong.length > 0) return wrong;
  return [{ check: 'witness', says: isElsewhere ? 'has' : 'local', values: { count: witnesses.length } }];
}

const TRAIL = `
  SELECT coalesce((SELECT size FROM audit.checkpoint ORDER BY size DESC LIMIT 1), 0)::int AS size,
    ${UNSEALED_SECONDS} AS "unsealedSeconds",
    (SELECT extract(epoch FROM clock_timestamp() - created_at)::float8 / 60
       FROM audit.checkpoint ORDER BY size DESC LIMIT 1) AS "checkpointMinutes",
    (SELECT jsonb_agg(jsonb_build_object('name', w.name, 'ahead', w.ahead, 'lateMinutes', coalesce(
      (SELECT greatest(0, extract(epoch FROM clock_timestamp() - c.created_at)) / 60 FROM audit.checkpoint c
       WHERE c.size > w.size ORDER BY c.size LIMIT 1), 0))) FROM audit.witness w) AS witnesses`;
