import './number-types.js';
import type pg from 'pg';
import type { Settings } from '../config/settings.js';
import { ScopedPool } from './scoped-pool.js';

type OfPool = Pick<Settings, 'databasePoolSize' | 'statementTimeoutMs' | 'databaseDirectUrl'>;

/** How long a statement waits for a row that somebody holds, in milliseconds. */
export const lockTimeoutOf = ({ statementTimeoutMs }: Pick<Settings, 'statementTimeoutMs'>): number =>
  Math.ceil(statementTimeoutMs * 0.6);

/** The time-outs that keep one slow statement from holding a ward up, as a connection is opened with them. A pooler takes none: there the role has them. */
const limitsOf = (settings: OfPool): pg.PoolConfig => ({
  // Compiling a statement of many parts takes longer than all its rows; a hospital's own server may have it on.
  // A transaction that stands for long keeps every later event from being sealed; who verifies counts on this bound.
  options: '-c jit=off -c transaction_timeout=5min',
  statement_timeout: settings.statementTimeoutMs,
  lock_timeout: lockTimeoutOf(settings),
  idle_in_transaction_session_timeout: settings.statementTimeoutMs * 2,
});

/** Connections as the application role. */
export function createPool(url: string, settings: OfPool): ScopedPool {
  const pool = new ScopedPool({
    connectionString: url,
    max: settings.databasePoolSize,
    application_name: 'benh-an',
    ...(settings.databaseDirectUrl === undefined && limitsOf(settings)),
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // An idle connection that dies (server restart) must not end the process; the next query gets a new one.
  pool.on('error', () => undefined);
  return pool;
}
