import type pg from 'pg';

/** Triggers that fire whatever the role of the session: each must be switched off by itself. */
const ALWAYS = `SELECT format('ALTER TABLE %s ? TRIGGER %I', tgrelid::regclass, tgname) AS place FROM pg_trigger
  WHERE tgenabled = 'A' AND tgparentid = 0`;

/** Runs SQL as a superuser for whom no trigger fires; afterwards all of them are as they were. */
export async function withoutTriggers(superuser: pg.Client | pg.Pool, sql: string): Promise<void> {
  const { rows } = await superuser.query<{ place: string }>(ALWAYS);
  const all = (state: string) => rows.map(({ place }) => `${place.replace('?', state)};`).join(' ');
  await superuser.query(
    `BEGIN; SET LOCAL session_replication_role = replica; ${all('DISABLE')} ${sql}; ${all('ENABLE ALWAYS')} COMMIT`,
  );
}
