import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let superuser: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  await aPatient(world);
  await aPatient(world);
  await world.as('registrar').get('/api/v1/patients?name=nguyen');
  superuser = new pg.Client({ connectionString: world.database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

/** Every table that holds events, or whom their lists showed: the parents and their monthly partitions. */
async function eventTables(): Promise<string[]> {
  const rows = await world.sql<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM unnest(ARRAY['audit.event', 'audit.shown']) parent, pg_partition_tree(parent)`,
  );
  return rows.map(({ name }) => name);
}

const changed = (table: string) => (table.includes('shown') ? 'patient_id = uuidv7()' : "username = 'x'");

describe('The trail is append-only', () => {
  it('neither application nor owner nor superuser can update, delete or truncate, through parent or partition', async () => {
    const refused = { app: '42501', owner: 'EM002', superuser: 'EM002' };
    for (const table of await eventTables()) {
      // A row trigger needs a row: the partitions of coming months are empty, their TRUNCATE trigger is not.
      const { filled } = elementAt(await world.sql(`SELECT EXISTS (SELECT FROM ${table}) AS filled`), 0);
      const attempts = [
        `TRUNCATE ${table}`,
        ...(filled ? [`UPDATE ${table} SET ${changed(table)}`, `DELETE FROM ${table}`] : []),
      ];
      for (const attempt of attempts) {
        await expect(world.appSql(attempt)).rejects.toMatchObject({ code: refused.app });
        await expect(world.sql(attempt)).rejects.toMatchObject({ code: refused.owner });
        await expect(superuser.query(attempt)).rejects.toMatchObject({ code: refused.superuser });
      }
    }
  });

  it('a session that plays a replica is refused like any other', async () => {
    await superuser.query('SET session_replication_role = replica');
    for (const table of await eventTables()) {
      const { filled } = elementAt(await world.sql(`SELECT EXISTS (SELECT FROM ${table}) AS filled`), 0);
      for (const attempt of [`TRUNCATE ${table}`, ...(filled ? [`DELETE FROM ${table}`] : [])]) {
        await expect(superuser.query(attempt)).rejects.toMatchObject({ code: 'EM002' });
      }
    }
    for (const table of ['leaf', 'tile', 'checkpoint', 'signing_key', 'archive']) {
      await expect(superuser.query(`TRUNCATE audit.${table}`)).rejects.toMatchObject({ code: 'EM002' });
    }
    await superuser.query('RESET session_replication_role');
  });

  it('the application adds whom a list showed by its event alone', async () => {
    for (const table of ['audit.shown', 'audit.shown_default']) {
      await expect(world.appSql(`INSERT INTO ${table} VALUES (uuidv7(), uuidv7())`)).rejects.toMatchObject({
        code: '42501',
      });
    }
    await expect(
      world.appSql(`CREATE TEMP TABLE t (id uuid, patient_ids uuid[], patient_id uuid);
      CREATE TRIGGER t AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION audit.keep_shown()`),
    ).rejects.toMatchObject({ code: '42501' });
    const { n } = elementAt(await world.sql(`SELECT count(*)::int AS n FROM audit.shown`), 0);
    expect(n).toBeGreaterThan(0);
  });

  it('the application may read and add, the events through views only, and nothing else, on every table of the audit schema', async () => {
    const rights = await world.sql<{ table_name: string; rights: string }>(
      `SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type) AS rights
       FROM information_schema.role_table_grants WHERE grantee = 'emr_app' AND table_schema = 'audit' GROUP BY 1`,
    );
    for (const { table_name: table, rights: held } of rights) {
      // Of events it may add some columns, which is no right to the table.
      expect(`${table} ${held}`).toBe(`${table} SELECT`);
    }
  });

  it('the application cannot make, change or drop anything, nor delete hospital data', async () => {
    for (const attempt of [
      'CREATE TABLE public.mine (id int)',
      'ALTER TABLE patient ADD COLUMN x int',
      'DROP TABLE bed',
      'ALTER TABLE audit.event DISABLE TRIGGER ALL',
      'ALTER TABLE ward DISABLE TRIGGER audit_capture',
      'DELETE FROM patient',
      'UPDATE note_version SET number = 1',
      `SET session_replication_role = 'replica'`,
    ]) {
      await expect(world.appSql(attempt)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('events lie in the partition of their month, and the coming months have theirs', async () => {
    const { n } = elementAt(await world.sql(`SELECT count(*)::int AS n FROM audit.event_default`), 0);
    expect(n).toBe(0);
    const tables = await eventTables();
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    expect(tables).toContain(`audit.event_${month}`);
    expect(tables.length).toBeGreaterThanOrEqual(6);
  });
});
