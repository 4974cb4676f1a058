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

/** The same without triggers and with tables analysed afterwards: for tens of thousands of rows that nobody needs to answer for. */
export async function writingMany(adminUrl, work) {
  const answer = await writing(adminUrl, async (client) => {
    await client.query('SET LOCAL session_replication_role = replica');
    return work(client);
  });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('ANALYZE').finally(() => client.end());
  return answer;
}
