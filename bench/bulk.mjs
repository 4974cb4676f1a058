// Rows written past the service: many at once, before anything is measured.
import pg from 'pg';

const CONTEXT = JSON.stringify({ actorKind: 'system', username: 'system:bench' });

/** Runs `work(client)` as the superuser in one transaction, attributed to the benchmark; the capture sees each row. */
export async function writing(adminUrl, work) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('emr.context', $1, true)`, [CONTEXT]);
    const answer = await work(client);
    await client.query('COMMIT');
    return answer;
  } finally {
    await client.end();
  }
}

/** The same, with tables analysed afterwards: for thousands of rows. */
export async function writingMany(adminUrl, work) {
  const answer = await writing(adminUrl, work);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('ANALYZE').finally(() => client.end());
  return answer;
}

/** Within such a transaction, without triggers: for tens of thousands of rows that nobody needs to answer for, and that nothing is derived from. */
export async function untriggered(client, work) {
  await client.query('SET LOCAL session_replication_role = replica');
  await work();
  await client.query('SET LOCAL session_replication_role = origin');
}
