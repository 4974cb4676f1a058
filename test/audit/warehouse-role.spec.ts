import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { differencesNow } from '../../src/platform/database/definitions/differences-now.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Session } from '../../src/platform/database/session.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let superuser: pg.Client;
let warehouse: Session;
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
  await superuser.query(`CREATE ROLE emr_warehouse LOGIN REPLICATION PASSWORD 'follows';
    GRANT CONNECT ON DATABASE ${database.name} TO emr_warehouse`);
  await migrate({ ownerUrl: database.ownerUrl, log: () => undefined });
  const url = new URL(database.ownerUrl);
  [url.username, url.password] = ['emr_warehouse', 'follows'];
  warehouse = await Session.open(url.href);
});
afterAll(async () => {
  await warehouse.close();
  await superuser.query('DROP OWNED BY emr_warehouse');
  await superuser.query('DROP ROLE emr_warehouse');
  await superuser.end();
  await database.drop();
});

const ask = <Row extends object>(text: string) => warehouse.query<Row>({ name: '', text });
const published = () =>
  ask<{ name: string; columns: string[] }>(
    `SELECT schemaname || '.' || tablename AS name, attnames AS columns FROM pg_publication_tables WHERE pubname = 'emr_warehouse'`,
  );

describe('The role of a city’s warehouse', () => {
  it('follows every captured table and the trail whole, and no secret', async () => {
    const tables = new Map((await published()).map(({ name, columns }) => [name, columns]));
    for (const name of ['public.patient', 'public.encounter', 'audit.event', 'audit.leaf', 'audit.checkpoint']) {
      expect([name, tables.has(name)]).toEqual([name, true]);
    }
    for (const name of [
      'public.idempotency_key',
      'public.stored_file_content',
      'audit.witness',
      'public._guards_applied',
    ]) {
      expect([name, tables.has(name)]).toEqual([name, false]);
    }
    const secrets = await ask<{ name: string; column: string }>(
      `SELECT 'public.' || table_name AS name, column_name AS column FROM audit.column_policy WHERE policy IN ('redact', 'redact-hash')`,
    );
    expect(secrets.length).toBeGreaterThan(8);
    expect(secrets.filter(({ name, column }) => tables.get(name)?.includes(column))).toEqual([]);
    // Without a key, an UPDATE of what is published would be refused at the hospital.
    const { rows: keyless } = await superuser.query(`SELECT tablename FROM pg_publication_tables p WHERE NOT EXISTS (
      SELECT FROM pg_index WHERE indrelid = format('%I.%I', p.schemaname, p.tablename)::regclass AND indisprimary)`);
    expect(keyless).toEqual([]);
  });

  it('reads that, past row-level security, and nothing else; and changes nothing', async () => {
    expect(await ask('SELECT id, full_name FROM patient')).toEqual([]);
    for (const text of [
      'SELECT password_hash FROM staff_member',
      'SELECT * FROM idempotency_key',
      `UPDATE ward SET name = 'x'`,
      'DELETE FROM audit.event',
      `INSERT INTO audit.leaf VALUES (0, uuidv7(), '')`,
    ]) {
      await expect(ask(text)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is sealed with what the upgrade left: nothing is said to be foreign', async () => {
    const owner = await Session.open(database.ownerUrl);
    try {
      expect(await differencesNow(owner.query)).toEqual([]);
      await owner.query({ name: '', text: 'CREATE PUBLICATION another FOR TABLE patient' });
      expect(await differencesNow(owner.query)).toMatchObject([
        { kind: 'publication', name: 'another', how: 'foreign' },
      ]);
    } finally {
      await owner.close();
    }
  });
});
