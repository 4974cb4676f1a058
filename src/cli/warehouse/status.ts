import { prismaFolder, readMigrations } from '../../platform/database/migration-files.js';
import { firstRow } from '../../platform/database/rows.js';
import { subscriptionOf } from './city-tables.js';
import { addressOf, type Facility, type Query, rows, within } from './place.js';

export interface FacilityStatus {
  readonly code: string;
  readonly name: string;
  /** `follows`; `copying` while the first copy is not whole; `away` when nothing comes; `fails` when what comes cannot be written. */
  readonly state: 'follows' | 'copying' | 'away' | 'fails' | 'missing';
  readonly tablesLeft: number;
  /** Since the hospital was last heard of, in seconds. */
  readonly heardSeconds: number | null;
  /** Between the newest event of the trail here and now, in seconds; a quiet hospital has none for a while. */
  readonly newestEventSeconds: number | null;
  readonly failures: number;
  readonly events: number;
  readonly megabytes: number;
  /** Migrations that this program has and the copy lacks. */
  readonly pending: number;
  /** Migrations that the hospital has and the copy lacks: its rows wait for them. */
  readonly hospitalAhead: number;
  readonly refreshedMinutes: number | null;
}

/** A hospital is heard of every ten seconds, however quiet it is. */
const AWAY_SECONDS = 60;
const MB = 1024 * 1024;

export async function statusOf(query: Query, warehouseUrl: string, facility: Facility): Promise<FacilityStatus> {
  const { code, name, database, refreshedAt } = facility;
  const refreshedMinutes = refreshedAt ? Math.round((Date.now() - refreshedAt.getTime()) / 60_000) : null;
  const [there] = await rows<{ bytes: number }>(
    query,
    'SELECT pg_database_size(oid)::float8 AS bytes FROM pg_database WHERE datname = $1',
    [database],
  );
  const none = { tablesLeft: 0, heardSeconds: null, newestEventSeconds: null, failures: 0, events: 0, megabytes: 0 };
  if (!there) {
    return { code, name, state: 'missing', ...none, pending: 0, hospitalAhead: 0, refreshedMinutes };
  }
  return within(addressOf(warehouseUrl, database), async (copy) => {
    const found = firstRow(await rows<Row>(copy.query, STATUS, [subscriptionOf(code)]));
    const applied = new Set(found.applied);
    const known = readMigrations(prismaFolder()).map((one) => one.name);
    return {
      ...{ code, name, state: stateOf(found), tablesLeft: found.left, heardSeconds: found.heard, refreshedMinutes },
      ...{ newestEventSeconds: found.newest, failures: found.failures, events: found.events },
      megabytes: Math.round(there.bytes / MB),
      pending: known.filter((one) => !applied.has(one)).length,
      hospitalAhead: found.hospital.filter((one) => !applied.has(one)).length,
    };
  });
}

interface Row {
  exists: boolean;
  works: boolean;
  left: number;
  heard: number | null;
  newest: number | null;
  failures: number;
  events: number;
  applied: string[];
  hospital: string[];
}

function stateOf({ exists, works, left, heard, failures }: Row): FacilityStatus['state'] {
  if (!exists) return 'missing';
  if (works && heard !== null && heard <= AWAY_SECONDS) return left > 0 ? 'copying' : 'follows';
  return failures > 0 ? 'fails' : 'away';
}

/** What cannot be written is tried again and again: its worker is there for a moment each time. */
const STATUS = `SELECT s.oid IS NOT NULL AS exists,
    EXISTS (SELECT FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.worker_type = 'apply' AND w.pid IS NOT NULL) AS works,
    (SELECT count(*)::int FROM pg_subscription_rel r WHERE r.srsubid = s.oid AND r.srsubstate <> 'r') AS left,
    (SELECT extract(epoch FROM clock_timestamp() - max(w.last_msg_receipt_time))::float8 FROM pg_stat_subscription w WHERE w.subid = s.oid) AS heard,
    (SELECT extract(epoch FROM clock_timestamp() - occurred_at)::float8 FROM audit.event ORDER BY id DESC LIMIT 1) AS newest,
    coalesce((SELECT apply_error_count + sync_error_count FROM pg_stat_subscription_stats t WHERE t.subid = s.oid), 0)::int AS failures,
    (SELECT coalesce(max(seq) + 1, 0)::float8 FROM audit.leaf) AS events,
    ARRAY(SELECT migration_name::text FROM public._prisma_migrations WHERE finished_at IS NOT NULL) AS applied,
    coalesce((SELECT migrations FROM audit.definition_set ORDER BY number DESC LIMIT 1), '{}') AS hospital
  FROM (VALUES ($1::text)) asked (name) LEFT JOIN pg_subscription s ON s.subname = asked.name AND s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`;
