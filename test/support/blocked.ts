import type pg from 'pg';

/** How many sessions wait for a lock that another holds. @param other a connection that none of them is */
export async function blocked(other: pg.Client): Promise<number> {
  return (await other.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount ?? 0;
}

/** Ends them, as a cut connection would. */
export async function endBlocked(other: pg.Client): Promise<void> {
  await other.query('SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted');
}
