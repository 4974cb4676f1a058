import './number-types.js';
import type { Settings } from '../config/settings.js';
import { ScopedPool } from './scoped-pool.js';

/** Connections as the application role, with the time-outs that keep one slow statement from holding a ward up. */
export function createPool(
  url: string,
  settings: Pick<Settings, 'databasePoolSize' | 'statementTimeoutMs'>,
): ScopedPool {
  const pool = new ScopedPool({
    connectionString: url,
    max: settings.databasePoolSize,
    application_name: 'benh-an',
    // Compiling a statement of many parts takes longer than all its rows; a hospital's own server may have it on.
    // A transaction that stands for long keeps every later event from being sealed; who verifies counts on this bound.
    options: '-c jit=off -c transaction_timeout=5min',
    statement_timeout: settings.statementTimeoutMs,
    lock_timeout: Math.ceil(settings.statementTimeoutMs * 0.6),
    idle_in_transaction_session_timeout: settings.statementTimeoutMs * 2,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // An idle connection that dies (server restart) must not end the process; the next query gets a new one.
  pool.on('error', () => undefined);
  return pool;
}
