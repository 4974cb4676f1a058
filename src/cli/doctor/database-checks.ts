import { namesOf } from '../../platform/database/definitions/advice.js';
import { differencesNow } from '../../platform/database/definitions/differences-now.js';
import { prismaFolder, readMigrations } from '../../platform/database/migration-files.js';
import { promotedElsewhere } from '../../platform/database/embedded/superseded-elsewhere.js';
import { firstRow } from '../../platform/database/rows.js';
import { Session } from '../../platform/database/session.js';
import type { Settings } from '../../platform/config/settings.js';
import type { Finding } from './check.js';

type Query = Session['query'];
/** A question to the database, and under which name it stands when it cannot be asked. */
export type DatabaseCheck = (query: Query, settings: Settings) => Promise<Finding[]>;

export const askVersion: DatabaseCheck = async (query) => {
  const { number, version, isStandby } = firstRow(
    await query<{ number: number; version: string; isStandby: boolean }>({
      name: 'doctor.version',
      text: `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
               pg_is_in_recovery() AS "isStandby"`,
    }),
  );
  const says = number < 180_000 ? 'old' : isStandby ? 'standby' : 'answers';
  return [{ check: 'database', says, values: { version } }];
};

export const askHospital: DatabaseCheck = async (query, { hospitalCode: code }) => {
  const [row] = await query<{ code: string }>({ name: 'doctor.hospital', text: 'SELECT code FROM hospital LIMIT 1' });
  if (!row) return [{ check: 'hospital', says: 'none' }];
  return [{ check: 'hospital', says: row.code === code ? 'same' : 'differs', values: { code, found: row.code } }];
};

export const askSchema: DatabaseCheck = async (query) => {
  const shipped = new Set(readMigrations(prismaFolder()).map(({ name }) => name));
  const rows = await query<{ name: string; finished: boolean }>({
    name: 'doctor.migrations',
    text: `SELECT migration_name AS name, finished_at IS NOT NULL AS finished
             FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
  });
  const applied = new Set(rows.map(({ name }) => name));
  const unfinished = rows.find(({ finished }) => !finished);
  if (unfinished) return [{ check: 'schema', says: 'unfinished', values: { name: unfinished.name } }];
  const pending = [...shipped].filter((name) => !applied.has(name)).length;
  if (pending > 0) return [{ check: 'schema', says: 'behind', values: { pending } }];
  const newer = [...applied].filter((name) => !shipped.has(name)).length;
  return [{ check: 'schema', says: newer > 0 ? 'ahead' : 'current', values: { newer, applied: applied.size } }];
};

export const askDefinitions: DatabaseCheck = async (query) => {
  const differences = await differencesNow(query);
  const escaping = differences.filter(({ escapes }) => escapes);
  if (escaping.length > 0) return [{ check: 'definitions', says: 'escape', values: { names: namesOf(escaping) } }];
  if (differences.length === 0) return [{ check: 'definitions', says: 'same' }];
  return [{ check: 'definitions', says: 'differ', values: { names: namesOf(differences) } }];
};

const [A_NIGHT_MISSED_HOURS, LATE_SECONDS] = [48, 60];

export const askReconciliation: DatabaseCheck = async (query) => {
  const [last] = await query<{ hours: number; findings: number }>({
    name: 'doctor.reconciliation',
    text: `SELECT extract(epoch FROM clock_timestamp() - ended_at)::float8 / 3600 AS hours, findings::int AS findings
             FROM audit.reconciliation ORDER BY id DESC LIMIT 1`,
  });
  if (!last) return [{ check: 'reconciliation', says: 'never' }];
  const values = { hours: Math.round(last.hours), findings: last.findings };
  const says = last.findings > 0 ? 'findings' : last.hours > A_NIGHT_MISSED_HOURS ? 'old' : 'clean';
  return [{ check: 'reconciliation', says, values }];
};

interface QueueRow {
  waiting: number;
  failed: number;
  late: number;
  retried: number;
  failedNames: string | null;
  lateNames: string | null;
  retriedNames: string | null;
}

/** Worst first: what nobody does, what failed for good, what fails again and again. */
export const askQueues: DatabaseCheck = async (query) => {
  const { failedNames, lateNames, retriedNames, ...counts } = firstRow(
    await query<QueueRow>({ name: 'doctor.queues', text: QUEUES }),
  );
  if (counts.late > 0) return [{ check: 'queues', says: 'late', values: { ...counts, names: lateNames ?? '' } }];
  if (counts.failed > 0) return [{ check: 'queues', says: 'failed', values: { ...counts, names: failedNames ?? '' } }];
  const says = counts.retried > 0 ? 'retried' : 'run';
  return [{ check: 'queues', says, values: { ...counts, names: retriedNames ?? '' } }];
};

/** Five times in a row is no passing trouble: by then some half a minute has gone by. */
const QUEUES = `
  SELECT count(*) FILTER (WHERE state < 'active' AND NOT dead)::int AS waiting,
    count(*) FILTER (WHERE failed)::int AS failed, string_agg(DISTINCT name, ', ') FILTER (WHERE failed) AS "failedNames",
    count(*) FILTER (WHERE late)::int AS late, string_agg(DISTINCT name, ', ') FILTER (WHERE late) AS "lateNames",
    count(*) FILTER (WHERE retried)::int AS retried, string_agg(DISTINCT name, ', ') FILTER (WHERE retried) AS "retriedNames"
  FROM (SELECT concat_ws(' ', coalesce(source_name, name), data->>'name') AS name, state, name = 'dead-letter' AS dead,
          name = 'dead-letter' OR (state = 'failed' AND dead_letter IS NULL AND completed_on > now() - interval '24 hours') AS failed,
          name <> 'dead-letter' AND ((state < 'active' AND NOT blocked AND start_after < now() - interval '15 minutes')
            OR (state = 'active' AND started_on + expire_seconds * interval '1 second' < now() - interval '15 minutes')) AS late,
          state IN ('retry', 'active') AND retry_count >= 5 AS retried
        FROM pgboss.job) job`;

interface StandbyRow {
  name: string;
  seconds: number | null;
  connected: boolean;
  megabytes: number;
}

/** @param embedded the embedded database, as its superuser: other roles are not told how far a standby is */
export const askStandby =
  (embedded: { readonly superuserUrl: string; readonly dataDir: string } | undefined): DatabaseCheck =>
  async (query) => {
    const promoted = embedded && (await promotedElsewhere(embedded.dataDir));
    if (promoted) {
      return [{ check: 'standby', says: 'promoted', values: { name: `${promoted.host}:${promoted.port}` } }];
    }
    const superuserUrl = embedded?.superuserUrl;
    const session = superuserUrl ? await Session.open(superuserUrl) : undefined;
    try {
      const ask = session?.query ?? query;
      const rows = await ask<StandbyRow>({ name: 'doctor.standby', text: STANDBY });
      const awaited = await awaitedInVain(ask);
      if (rows.length + awaited.length === 0) return [{ check: 'standby', says: 'none' }];
      const found = rows.map(({ name, seconds, connected, megabytes }): Finding => ({
        check: 'standby',
        says: !connected ? 'lost' : (seconds ?? 0) > LATE_SECONDS ? 'late' : 'follows',
        values: { name, seconds: Math.round(seconds ?? 0), megabytes },
      }));
      return [...awaited, ...found];
    } finally {
      await session?.close();
    }
  };

/** Whom writes are held back for, while none of them is there; of a server of the hospital's own told only to who may see it. */
async function awaitedInVain(ask: Query): Promise<Finding[]> {
  const rows = await ask<{ name: string }>({ name: 'doctor.awaited', text: AWAITED });
  return rows.map(({ name }) => ({ check: 'standby', says: 'awaited', values: { name } }));
}

const AWAITED = `
  SELECT name FROM (SELECT current_setting('synchronous_standby_names') AS name) awaited
  WHERE name <> '' AND pg_has_role('pg_read_all_stats', 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))`;

/** What follows by logical replication: the warehouse of a city, and whatever somebody else has made. What is away makes this database keep its log. */
export const askWarehouse: DatabaseCheck = async (query) => {
  const rows = await query<SlotRow>({
    name: 'doctor.warehouse',
    text: WAREHOUSE,
  });
  if (rows.length === 0) return [{ check: 'warehouse', says: 'none' }];
  return rows.map(({ connected, lost, ...values }) => ({
    check: 'warehouse',
    says: slotState({ connected, lost, ...values }),
    values,
  }));
};

function slotState({ name, connected, lost, megabytes }: SlotRow): 'foreign' | 'lost' | 'away' | 'late' | 'follows' {
  if (!isOfWarehouse(name)) return 'foreign';
  if (lost) return 'lost';
  if (!connected) return 'away';
  return megabytes > FAR_BEHIND_MB ? 'late' : 'follows';
}

interface SlotRow {
  name: string;
  connected: boolean;
  lost: boolean;
  megabytes: number;
  database: string;
  plugin: string;
}

/** Slots for the first copy of a table have a name of PostgreSQL's own, and go with it. */
const isOfWarehouse = (slot: string): boolean => /^(?:emr_warehouse_|pg_\d+_sync_)/.test(slot);

/** Of the log, that it has not read yet: some minutes of a busy hospital. */
const FAR_BEHIND_MB = 1024;
const WAREHOUSE = `
  SELECT slot_name AS name, active AS connected, coalesce(wal_status = 'lost', false) AS lost, database, plugin,
    (coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0) / 1048576)::int AS megabytes
  FROM pg_replication_slots WHERE slot_type = 'logical' AND NOT temporary ORDER BY 1`;

const STANDBY = `
  SELECT s.slot_name AS name, extract(epoch FROM r.replay_lag)::float8 AS seconds, r.pid IS NOT NULL AS connected,
    (coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0) / 1048576)::int AS megabytes
  FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid
  WHERE s.slot_type = 'physical' AND NOT s.temporary
  UNION ALL
  SELECT coalesce(nullif(application_name, ''), client_addr::text, 'standby'), extract(epoch FROM replay_lag)::float8, true, 0
  FROM pg_stat_replication WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE active_pid = pid)`;
