import { randomBytes } from 'node:crypto';
import { Session } from '../../platform/database/session.js';
import { firstRow } from '../../platform/database/rows.js';

export type Query = Session['query'];

/** One statement of the catalogue, which takes no values. */
export const run = async (query: Query, text: string): Promise<void> => {
  await query({ name: '', text });
};
export const rows = <Row extends object>(query: Query, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  query<Row>({ name: '', text }, values);

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const newPassword = (): string => randomBytes(24).toString('base64url');

/** The address of another database of the warehouse's cluster, as another role where one is named. */
export function addressOf(warehouseUrl: string, database: string, as?: { role: string; password: string }): string {
  const url = new URL(warehouseUrl);
  url.pathname = `/${database}`;
  if (as) [url.username, url.password] = [as.role, as.password];
  return url.href;
}

/** Works on a database of the warehouse as its superuser; what is said of passwords stays out of the server's log. */
export async function within<T>(url: string, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await Session.open(url, { statementTimeoutMs: 0 });
  try {
    await run(session.query, `SET idle_in_transaction_session_timeout = 0`);
    await run(session.query, `SET log_statement = 'none'`);
    await run(session.query, `SET log_min_error_statement = 'panic'`);
    await run(session.query, `SET log_min_duration_statement = -1`);
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Lets a role sign in for the while of some work, with a password that nobody keeps. */
export async function signingIn<T>(
  query: Query,
  role: 'emr_owner' | 'emr_city_copies',
  work: (password: string) => Promise<T>,
): Promise<T> {
  const password = newPassword();
  await run(query, `ALTER ROLE ${role} LOGIN PASSWORD ${quoted(password)}`);
  try {
    return await work(password);
  } finally {
    await run(query, `ALTER ROLE ${role} NOLOGIN PASSWORD NULL`);
  }
}

export interface Facility {
  readonly code: string;
  readonly name: string;
  readonly database: string;
  readonly verifierKey: string | null;
  readonly checkpoint: string | null;
  readonly refreshedAt: Date | null;
}

const FACILITIES = `SELECT code, name, database, verifier_key AS "verifierKey", checkpoint, refreshed_at AS "refreshedAt" FROM city.facility ORDER BY code`;

/** The hospitals of the warehouse; undefined where it is none yet. */
export async function facilitiesOf(query: Query): Promise<Facility[] | undefined> {
  const { is } = firstRow(await rows<{ is: boolean }>(query, `SELECT to_regclass('city.facility') IS NOT NULL AS is`));
  return is ? rows<Facility>(query, FACILITIES) : undefined;
}
