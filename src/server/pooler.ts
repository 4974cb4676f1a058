import pg from 'pg';
import { firstRow } from '../platform/database/rows.js';
import { StartError } from './start-error.js';

/** What a connection through a pooler must have from its role, and what the role is to be given. */
const NEEDED: readonly (readonly [name: string, value: string])[] = [
  ['jit', 'off'],
  ['statement_timeout', '5s'],
  ['lock_timeout', '3s'],
  ['idle_in_transaction_session_timeout', '10s'],
  ['transaction_timeout', '5min'],
];

/**
 * With DATABASE_DIRECT_URL the other address is a pooler's, which passes no settings of a connection on.
 * @throws StartError when the role lacks them, or when both addresses are not of one database
 */
export async function requireDirect(directUrl: string, pooledUrl: string): Promise<void> {
  const [direct, pooled] = [await ask(directUrl, 'DATABASE_DIRECT_URL'), await ask(pooledUrl, 'DATABASE_URL')];
  if (direct.of !== pooled.of) {
    throw new StartError('DATABASE_DIRECT_URL and DATABASE_URL are of different databases, or of different roles.');
  }
  const missing = NEEDED.filter(([name]) => (name === 'jit' ? pooled.jit !== 'off' : pooled[name] === '0'));
  if (missing.length === 0) return;
  const orders = missing.map(([name, value]) => `ALTER ROLE ${pooled.role} SET ${name} = '${value}';`).join(' ');
  throw new StartError(
    `Through the pooler the role ${pooled.role} has no ${missing[0]![0]}. As a superuser: ${orders}`,
  );
}

async function ask(url: string, setting: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, string>>(
      `SELECT current_user AS role, ${NEEDED.map(([name]) => `current_setting('${name}') AS ${name}`).join(', ')},
         (SELECT oid FROM pg_database WHERE datname = current_database()) || ' ' || current_user || ' ' || pg_postmaster_start_time() AS of`,
    );
    return firstRow(rows);
  } catch (error) {
    throw new StartError(`The database of ${setting} cannot be reached: ${(error as Error).message}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
