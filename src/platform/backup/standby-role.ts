import type { Session } from '../database/session.js';

type Query = Session['query'];
const run = (query: Query, text: string) => query({ name: '', text });

/** What a standby on another machine may do once it was invited. */
export interface AdmittedStandby {
  readonly name: string;
  /** Good for joining alone, and until then. */
  readonly password: string;
  readonly until: Date;
  /** Whether it may say that it is waited for. */
  readonly synchronous: boolean;
}

/** The name of a standby on another machine: that of one on this machine is made of its folder. */
export const isStandbyName = (name: string): boolean => /^emr_standby_[0-9a-f]{8}$/.test(name);

/**
 * Makes the role of a standby on another machine: it may follow, give itself a password for good, and where it was invited so, say that
 * writes wait for it. It reads no table.
 * @param query the database `postgres` of the primary, as its superuser
 */
export async function admitStandby(
  query: Query,
  { name, password, until, synchronous }: AdmittedStandby,
): Promise<void> {
  if (!isStandbyName(name) || !/^[\w-]+$/.test(password)) throw new Error(`${name} is no name of a standby.`);
  // The one that is waited for may be away.
  await run(query, 'SET synchronous_commit = local');
  for (const statement of JOINING) await run(query, statement);
  await run(query, `CREATE ROLE ${name} LOGIN REPLICATION PASSWORD '${password}' VALID UNTIL '${until.toISOString()}'`);
  await run(query, `GRANT CONNECT ON DATABASE postgres TO ${name}`);
  await run(query, `GRANT USAGE ON SCHEMA emr_standby TO ${name}`);
  await run(query, `GRANT EXECUTE ON FUNCTION emr_standby.joined(text) TO ${name}`);
  if (!synchronous) return;
  await run(query, `GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO ${name}`);
  await run(query, `GRANT EXECUTE ON FUNCTION pg_reload_conf() TO ${name}`);
  await run(query, `GRANT pg_read_all_stats TO ${name}`);
}

/** A role may change its own password, but not how long it is good. */
const JOINING = [
  'CREATE SCHEMA IF NOT EXISTS emr_standby',
  `CREATE OR REPLACE FUNCTION emr_standby.joined(password text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
   BEGIN
     IF session_user !~ '^emr_standby_[0-9a-f]{8}$' THEN RAISE EXCEPTION 'only a standby joins'; END IF;
     EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL ''infinity''', session_user, password);
   END $$`,
  'REVOKE ALL ON FUNCTION emr_standby.joined(text) FROM PUBLIC',
];

/** What was given to the role stands in the way of dropping it. @param query the database `postgres`, as its superuser */
export async function dropStandbyRole(query: Query, name: string): Promise<void> {
  const found = await query({ name: 'standby.role', text: 'SELECT FROM pg_roles WHERE rolname = $1' }, [name]);
  if (found.length === 0) return;
  await run(query, `DROP OWNED BY ${name}`);
  await run(query, `DROP ROLE ${name}`);
}
