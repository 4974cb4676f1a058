import pg from 'pg';

const { escapeIdentifier } = pg;

const PARTITIONED = /^CREATE (UNIQUE )?INDEX (\S+) ON ONLY (\S+) ([\s\S]+)$/;

interface Lost {
  /** With its schema and table. */
  readonly name: string;
  readonly how: string;
}

/**
 * Makes an index again beside the work of others, that of a partitioned table partition by partition. What is left of one that rows break is
 * taken away again, by the next run.
 * @param text as PostgreSQL prints it
 * @throws what PostgreSQL refused
 */
export async function putBackIndex(client: pg.Client, { name, how }: Lost, text: string): Promise<void> {
  const [schema = '', , own = ''] = name.split('.');
  const index = `${escapeIdentifier(schema)}.${escapeIdentifier(own)}`;
  const [, unique = '', , table = '', rest = ''] = PARTITIONED.exec(text) ?? [];
  const isWhole = rest === '';
  if (how === 'changed') await client.query(`DROP INDEX ${isWhole ? 'CONCURRENTLY ' : ''}${index}`);
  await client.query(isWhole ? text.replace(/^CREATE (UNIQUE )?INDEX/, 'CREATE $1INDEX CONCURRENTLY') : text);
  if (isWhole) return;
  // From here on a partition that is made has it by itself.
  const { rows } = await client.query<{ schema: string; partition: string }>(
    `SELECT n.nspname AS schema, c.relname AS partition FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE i.inhparent = $1::regclass AND NOT EXISTS (SELECT FROM pg_inherits part JOIN pg_index x ON x.indexrelid = part.inhrelid
        WHERE part.inhparent = $2::regclass AND x.indrelid = c.oid) ORDER BY c.relname`,
    [table, index],
  );
  for (const one of rows) {
    const place = escapeIdentifier(one.schema);
    const part = escapeIdentifier(`${one.partition}_${own}`.slice(0, 63));
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${place}.${part}`);
    await client.query(
      `CREATE ${unique}INDEX CONCURRENTLY ${part} ON ${place}.${escapeIdentifier(one.partition)} ${rest}`,
    );
    await client.query(`ALTER INDEX ${index} ATTACH PARTITION ${place}.${part}`);
  }
}
