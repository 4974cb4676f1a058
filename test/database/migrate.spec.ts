import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { prismaFolder } from '../../src/platform/database/migration-files.js';
import { checkSchema } from '../../src/platform/database/schema-check.js';
import { elementAt } from '../../src/kernel/list.js';
import { createTestDatabase, type TestDatabase, testServer } from '../support/test-database.js';

let database: TestDatabase;
let folder: string;

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const migration = (name: string, sql: string) => write(`migrations/${name}/migration.sql`, sql);
const guard = (name: string, sql: string) => write(`guards/${name}.sql`, sql);

async function run(more: { largeTable?: number } = {}): Promise<{ applied: string[]; lines: string[] }> {
  const lines: string[] = [];
  const { applied } = await migrate({
    ownerUrl: database.ownerUrl,
    folder,
    log: (line) => void lines.push(line),
    ...more,
  });
  return { applied, lines };
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  await client.end();
  return rows.flat();
}

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = mkdtempSync(join(testServer().dataDir, 'migrations-'));
  migration('1_bed', 'CREATE TABLE bed (id int PRIMARY KEY);');
  guard('10-note', `CREATE TABLE IF NOT EXISTS applied (word text); INSERT INTO applied VALUES ('guard');`);
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('applies pending migrations once, in order, functions with semicolons included', async () => {
  migration(
    '2_function',
    `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;`,
  );
  expect((await run()).applied).toEqual(['1_bed', '2_function']);
  expect((await run()).applied).toEqual([]);
  expect(await ask('SELECT two()')).toEqual([2]);
});

it('applies the guards again only when they changed or a migration ran', async () => {
  await run();
  await run();
  expect(await ask('SELECT count(*)::int FROM applied')).toEqual([1]);
  guard('20-more', 'SELECT 1;');
  await run();
  expect(await ask('SELECT count(*)::int FROM applied')).toEqual([2]);
  migration('2_ward', 'CREATE TABLE ward (id int PRIMARY KEY);');
  await run();
  expect(await ask('SELECT count(*)::int FROM applied')).toEqual([3]);
});

it('leaves a database that a newer version has upgraded as that version made it, so that one can go back to the version before', async () => {
  await run();
  migration('2_ward', 'CREATE TABLE ward (id int PRIMARY KEY);');
  guard('10-note', `INSERT INTO applied VALUES ('newer');`);
  await run();
  rmSync(join(folder, 'migrations/2_ward'), { recursive: true });
  guard('10-note', `INSERT INTO applied VALUES ('older');`);
  const { applied, lines } = await run();
  expect([applied, await ask(`SELECT word FROM applied`)]).toEqual([[], ['guard', 'newer']]);
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/2_ward, which this version does not know/),
      expect.stringMatching(/^A newer version/),
    ]),
  );
});

it('names the migration and the reason when PostgreSQL refuses one, and goes on once it is corrected', async () => {
  migration('2_wrong', 'CREATE TABLE ward (id int);\nSELECT * FROM nowhere;');
  await expect(run()).rejects.toThrow(
    'Migration 2_wrong failed and was rolled back: line 2: relation "nowhere" does not exist (42P01)',
  );
  expect(await ask(`SELECT to_regclass('ward')`)).toEqual([null]);
  migration('2_wrong', 'CREATE TABLE ward (id int);');
  expect((await run()).applied).toEqual(['2_wrong']);
});

it('applies all guards or none, and names the one that failed', async () => {
  await run();
  guard('20-wrong', 'SELECT * FROM nowhere');
  await expect(run()).rejects.toThrow(/Guard 20-wrong\.sql failed, no guard was applied: line 1: relation "nowhere"/);
  expect(await ask('SELECT count(*)::int FROM applied')).toEqual([1]);
});

describe('beside a running service', () => {
  it('waits for who holds what the guards need, and applies them all', async () => {
    await run();
    guard('20-locks', `SET LOCAL lock_timeout = '20ms'; LOCK TABLE bed; INSERT INTO applied VALUES ('locked');`);
    const service = new pg.Client(database.ownerUrl);
    await service.connect();
    await service.query('BEGIN; LOCK TABLE bed IN ACCESS SHARE MODE');
    const lines: string[] = [];
    const log = (line: string) => {
      lines.push(line);
      if (line.includes('trying again')) void service.end();
    };
    await migrate({ ownerUrl: database.ownerUrl, folder, log });
    expect(lines[0]).toBe(
      'Somebody else was in the way, trying again: Guard 20-locks.sql failed, no guard was applied: canceling statement due to lock timeout (55P03)',
    );
    expect(await ask('SELECT count(*)::int FROM applied')).toEqual([3]);
  });

  it('waits for a table no longer than told, so that nobody waits behind it, and tries again', async () => {
    await run();
    migration('2_column', 'ALTER TABLE bed ADD COLUMN name text;');
    const service = new pg.Client(database.ownerUrl);
    await service.connect();
    await service.query('BEGIN; LOCK TABLE bed IN ACCESS SHARE MODE');
    const lines: string[] = [];
    const log = (line: string) => {
      lines.push(line);
      if (line.includes('trying again')) void service.end();
    };
    const { applied } = await migrate({ ownerUrl: database.ownerUrl, folder, lockTimeoutMs: 20, log });
    expect(applied).toEqual(['2_column']);
    expect(lines[0]).toMatch(/in the way, trying again: Migration 2_column failed and was rolled back: .*lock timeout/);
  });

  it('builds the indexes of a migration of nothing else beside the work of others, where the table is large', async () => {
    await run();
    migration('2_column', 'ALTER TABLE bed ADD COLUMN name text;');
    migration(
      '3_indexes',
      '-- Why.\nCREATE INDEX "bed_name_idx" ON "bed"("name");\nCREATE UNIQUE INDEX bed_twice ON bed (id, name DESC);',
    );
    migration('4_more', 'CREATE INDEX "bed_more_idx" ON "bed"("name"); CREATE TABLE ward (id int PRIMARY KEY);');
    const { applied, lines } = await run({ largeTable: 0 });
    expect(applied).toEqual(['2_column', '3_indexes', '4_more']);
    expect(lines.filter((line) => line.startsWith('Building'))).toEqual([
      'Building bed_name_idx on bed while others work',
      'Building bed_twice on bed while others work',
    ]);
    const indexes = await ask(
      `SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'bed'::regclass AND indisvalid ORDER BY 1`,
    );
    expect(indexes).toEqual(['bed_more_idx', 'bed_name_idx', 'bed_pkey', 'bed_twice']);
    expect((await run({ largeTable: 0 })).lines).toEqual([]);
  });

  it('applies a migration again that a deadlock ended, and goes on with those after it', async () => {
    await run();
    await ask('CREATE SEQUENCE attempts');
    migration('2_ward', 'CREATE TABLE ward (id int PRIMARY KEY);');
    migration(
      '3_deadlock',
      `CREATE TABLE room (id int PRIMARY KEY);
       DO $$ BEGIN IF nextval('attempts') < 3 THEN RAISE 'deadlock detected' USING ERRCODE = '40P01'; END IF; END $$;`,
    );
    migration('4_door', 'CREATE TABLE door (id int PRIMARY KEY);');
    const { applied, lines } = await run();
    expect(applied).toEqual(['2_ward', '3_deadlock', '4_door']);
    expect(lines.filter((line) => line.includes('deadlock detected (40P01)'))).toHaveLength(2);
    expect(await ask('SELECT last_value::int FROM attempts')).toEqual([3]);
  });

  it('leaves a migration of several transactions to a person, though a deadlock ended it', async () => {
    migration('2_parts', `COMMIT; DO $$ BEGIN RAISE 'deadlock detected' USING ERRCODE = '40P01'; END $$;`);
    await expect(run()).rejects.toThrow('Migration 2_parts failed and may have left a part of its changes');
  });
});

it('takes up an upgrade that ended between its migrations and its guards, and seals what it made', async () => {
  await database.drop();
  database = await createTestDatabase();
  rmSync(folder, { recursive: true });
  cpSync(prismaFolder(), folder, { recursive: true });
  await ask('CREATE TABLE slipped_in (id int PRIMARY KEY)');
  migration('29991231000000_lamp', 'CREATE TABLE lamp (id uuid PRIMARY KEY, word text);');
  guard('99-wrong', 'SELECT * FROM nowhere');
  await expect(run()).rejects.toThrow(/Guard 99-wrong\.sql failed/);
  rmSync(join(folder, 'guards/99-wrong.sql'));
  const lines: string[] = [];
  const { left } = await migrate({ ownerUrl: database.ownerUrl, folder, log: (line) => void lines.push(line) });
  const names = left.map(({ name }) => name).filter((name) => name.startsWith('public.'));
  expect(names.filter((name) => !name.startsWith('public.slipped_in'))).toEqual([]);
  expect(names).toContain('public.slipped_in');
  expect(await ask(`SELECT count(*)::int FROM _guards_applied WHERE hash LIKE 'begun %'`)).toEqual([0]);
});

it('seals what somebody had made by hand, once a version brings the very same, and the trail names it; the rest stays as it is', async () => {
  await database.drop();
  database = await createTestDatabase();
  rmSync(folder, { recursive: true });
  cpSync(prismaFolder(), folder, { recursive: true });
  const next = [
    `CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$`,
    `CREATE OR REPLACE FUNCTION audit.keeps(what text) RETURNS text LANGUAGE sql AS $$ SELECT what $$`,
    'CREATE OR REPLACE TRIGGER zz BEFORE UPDATE ON public.allergy FOR EACH ROW EXECUTE FUNCTION public.touch()',
    'DROP POLICY IF EXISTS of_next ON public.allergy',
    'CREATE POLICY of_next ON public.allergy FOR SELECT TO emr_app USING (false)',
  ];
  const slipped = `CREATE FUNCTION audit.keeps(what text, more text) RETURNS text LANGUAGE sql AS $$ SELECT what $$`;
  // What guards add to, or pass over where it is.
  const more = [
    'GRANT DELETE ON public.allergy TO emr_app',
    'GRANT USAGE ON SCHEMA audit TO PUBLIC',
    'GRANT EXECUTE ON FUNCTION audit.published_columns() TO emr_app',
    'ALTER TABLE public.ward ENABLE ROW LEVEL SECURITY',
    'DROP POLICY IF EXISTS of_next ON public.ward',
    'CREATE POLICY of_next ON public.ward USING (true)',
    `INSERT INTO audit.exempt_table VALUES ('bed', 'beds say nothing of patients') ON CONFLICT DO NOTHING`,
    `INSERT INTO audit.column_policy VALUES ('allergy', 'note', 'omit', 'it is of next') ON CONFLICT DO NOTHING`,
  ];
  const nobodys = [
    'GRANT SELECT ON public.bed TO pg_monitor',
    'GRANT EXECUTE ON FUNCTION public.phone_ends TO pg_monitor',
    'ALTER TABLE public.terminal ENABLE ROW LEVEL SECURITY',
  ];
  for (const statement of [...next, ...more, ...nobodys]) await ask(statement);
  await ask(`DELETE FROM audit.exempt_table WHERE name = 'rate_tally'`);
  const exempt = readFileSync(join(folder, 'guards/30-attach-to-every-table.sql'), 'utf8');
  guard('30-attach-to-every-table', exempt.replace(/^ *\('rate_tally'.*\n/m, ''));
  await ask('CREATE INDEX of_next ON patient (sex)');
  await ask(slipped);
  migration('29991231000000_indexed', 'CREATE INDEX IF NOT EXISTS of_next ON patient (sex);');
  const definition = 'CREATE INDEX of_next ON public.patient USING btree (sex)';
  const definitions = readFileSync(join(folder, 'definitions.ndjson'), 'utf8');
  write('definitions.ndjson', `${definitions}${JSON.stringify(['index', 'public.patient.of_next', definition])}\n`);
  // On what somebody gave, the next version lays its hands as well.
  const beside = 'GRANT DELETE ON public.bed TO emr_app';
  guard(
    '99-next',
    `${[...next, ...more, beside].join(';')}; REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;`,
  );
  const lines: string[] = [];
  const { left } = await migrate({ ownerUrl: database.ownerUrl, folder, log: (line) => void lines.push(line) });
  // Another function of that name and body, on which the guards laid their hands as well, is nobody's.
  const names = left.map(({ kind, name }) => `${kind} ${name}`);
  expect(names.filter((name) => !/^(right on a function|owner) (audit\.)?keeps/.test(name)).sort()).toEqual([
    'function audit.keeps(text,text)',
    'right on a function phone_ends(text[])',
    'right public.bed',
    'table public.terminal',
  ]);
  const brought = ['function audit.keeps(text)', 'function touch()', 'index public.patient.of_next'];
  const added = [
    'column policy allergy.note',
    'exemption bed',
    'exemption rate_tally',
    'policy public.allergy.of_next',
  ];
  const given = ['right on a function audit.published_columns()', 'right on a schema audit', 'right public.allergy'];
  const onTables = ['policy public.ward.of_next', 'table public.ward', 'trigger public.allergy.zz'];
  const all = [...added, ...brought, ...given, ...onTables].sort();
  expect(lines.filter((line) => line.startsWith('Was changed by hand'))).toHaveLength(all.length);
  const [told] = await ask(
    `SELECT detail->'broughtAhead' FROM audit.event WHERE entity = 'definition_set' ORDER BY id DESC LIMIT 1`,
  );
  expect([...(told as string[])].sort()).toEqual(all);
  // Who changes it again by hand is found as before, and has it put back.
  await ask(elementAt(next, 0).replace('now()', 'clock_timestamp()'));
  const { repaired } = await migrate({ ownerUrl: database.ownerUrl, folder, log: () => undefined });
  expect(repaired.map(({ name }) => name)).toContain('touch()');
  expect(await ask(`SELECT prosrc LIKE '% now()%' FROM pg_proc WHERE proname = 'touch'`)).toEqual([true]);
  expect(
    await ask(`SELECT count(*)::int FROM pg_proc WHERE array_to_string(proconfig, ' ') LIKE '%debug_pretty_print%'`),
  ).toEqual([0]);
});

it('keeps nothing of an upgrade of which nothing came into the database', async () => {
  await database.drop();
  database = await createTestDatabase();
  rmSync(folder, { recursive: true });
  cpSync(prismaFolder(), folder, { recursive: true });
  migration('29991231000000_lamp', 'SELECT * FROM nowhere;');
  await expect(run()).rejects.toThrow(/relation "nowhere" does not exist/);
  rmSync(join(folder, 'migrations/29991231000000_lamp'), { recursive: true });
  await ask('CREATE TABLE slipped_in (id int PRIMARY KEY)');
  const { left } = await migrate({ ownerUrl: database.ownerUrl, folder, log: () => undefined });
  expect(left.map(({ name }) => name)).toContain('public.slipped_in');
  expect(await ask(`SELECT count(*)::int FROM _guards_applied WHERE hash LIKE 'begun %'`)).toEqual([0]);
});

describe('a migration whose process was killed', () => {
  const interrupted = (steps: number) =>
    ask(
      `UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = ${steps} WHERE migration_name = '1_bed'`,
    );

  it('is known as done when it was committed, by the mark that it leaves in its own transaction', async () => {
    await run();
    expect(await ask('SELECT applied_steps_count > 0 FROM _prisma_migrations')).toEqual([true]);
    await interrupted(1);
    const { applied, lines } = await run();
    expect([applied, lines[0]]).toEqual([[], 'Migration 1_bed was interrupted: all of it is there']);
    expect((await run()).lines).toEqual([]);
  });

  it('is applied anew when nothing of it is there', async () => {
    await run();
    await ask('DROP TABLE bed');
    await interrupted(0);
    const { applied, lines } = await run();
    expect([applied, lines[0]]).toEqual([['1_bed'], 'Migration 1_bed was interrupted: nothing of it was left']);
    expect(await ask(`SELECT to_regclass('bed')::text`)).toEqual(['bed']);
  });

  it('is waited for while the server still works on it', async () => {
    await run();
    migration('2_ward', 'SELECT pg_sleep(0.5); CREATE TABLE ward (id int PRIMARY KEY);');
    const first = run();
    const second = run();
    expect([(await first).applied, (await second).applied].flat()).toEqual(['2_ward']);
  });

  it('is left to a person when a part of it may be there', async () => {
    migration('1_bed', 'CREATE TABLE bed (id int PRIMARY KEY); COMMIT; SELECT 1;');
    await run();
    await interrupted(0);
    await expect(run()).rejects.toThrow(/Migration 1_bed was interrupted.*--rolled-back 1_bed/s);
  });
});

it('lets processes that start at once wait for each other', async () => {
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.flatMap(({ applied }) => applied)).toEqual(['1_bed']);
  expect(await ask('SELECT count(*)::int FROM applied')).toEqual([1]);
});

it('tells of a migration that was edited after it was applied', async () => {
  await run();
  migration('1_bed', 'CREATE TABLE bed (id bigint PRIMARY KEY);');
  expect((await run()).lines).toContain('Migration 1_bed was edited after it was applied');
});

describe('the schema check', () => {
  beforeEach(async () => {
    await database.drop();
    database = await createTestDatabase();
    rmSync(folder, { recursive: true });
    cpSync(prismaFolder(), folder, { recursive: true });
  });

  it('finds schema files, migrations and database in agreement', async () => {
    expect(await checkSchema(database.ownerUrl, folder)).toEqual([]);
  });

  it('names what the migrations lack, what the database has too much, and leaves no shadow database', async () => {
    await ask('CREATE TABLE forgotten (id int PRIMARY KEY)');
    write('schema/extra.prisma', 'model Extra {\n  id Int @id\n}\n');
    const found = (await checkSchema(database.ownerUrl, folder)).join('\n');
    expect(found).toMatch(/The migrations do not lead to the schema files.*Extra/s);
    expect(found).toMatch(/The database differs from the schema files.*forgotten/s);
    expect(await ask(`SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`)).toEqual([]);
  });
});
