import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  compareDefinitions,
  definitionsToSeal,
  isShipped,
  type Definition,
} from '../../src/platform/database/definitions/compare-definitions.js';
import { DEFINITIONS } from '../../src/platform/database/definitions/defined-now.js';
import { Sealer } from '../../src/platform/audit/sealing/sealer.js';
import { aPatient } from '../support/builders.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const REFUSED = { code: '42501' };
const NOT_OF_SEALING = { code: 'EM002' };
const AS_TEST = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`;

let world: World;
let sealerRole: pg.Client;
let folder: string;
let sealer: Sealer;
beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'rights-'));
  sealerRole = new pg.Client(world.database.sealerUrl);
  await sealerRole.connect();
  sealer = new Sealer({
    databaseUrl: world.database.sealerUrl,
    keyFile: join(folder, 'key.pem'),
    logName: 'hospital/audit',
    everyMs: 20,
    most: 1000,
    witnesses: [],
    warn: () => undefined,
  });
});
afterAll(async () => {
  await sealer.stop();
  await sealerRole.end();
  await world.close();
  rmSync(folder, { recursive: true });
});

const waiting = async () =>
  elementAt(
    await world.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)`,
    ),
    0,
  ).n;

describe('The application’s role and the trail', () => {
  it.each([
    ['an id', `id`, `'019a0000-0000-7000-8000-000000000001'`],
    ['a transaction', 'xid', `'9000000000000000000'`],
    ['a moment', 'occurred_at', `now() - interval '1 year'`],
  ])('it says who, what and whom, and not %s', async (_, column, value) => {
    await world.appSql(
      `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('read', 'system', 'x', 'x')`,
    );
    await expect(
      world.appSql(`INSERT INTO audit.event (kind, actor_kind, username, entity, ${column})
        VALUES ('read', 'system', 'x', 'x', ${value})`),
    ).rejects.toMatchObject(REFUSED);
  });

  it.each([
    `INSERT INTO audit.tile VALUES (1, 0, sha256('x'))`,
    `INSERT INTO audit.checkpoint (size, root, note) VALUES (1000000, sha256('x'), 'x')`,
    `INSERT INTO audit.signing_key VALUES (1, 'benh-an/79016/audit+00000000+AAAA', 'x')`,
    `INSERT INTO audit.definition_set VALUES (99, uuidv7(), now(), repeat('0', 64), '{}', '[]', repeat('0', 64))`,
    `INSERT INTO audit.witness (name, size) VALUES ('x', 1000000)`,
    'UPDATE audit.witness SET size = 1000000',
    'SELECT audit.seal(1)',
    `SELECT audit.make_partition('event', 'id', now() + interval '50 years')`,
  ])('it cannot touch the tree: %s', (attempt) => expect(world.appSql(attempt)).rejects.toMatchObject(REFUSED));

  it.each([
    ['a reading with changes, which would pass for a write', `'read', 'staff', uuidv7(), 'x', 'x', '{}'`, 'EM004'],
    ['a kind that there is not', `'glance', 'staff', uuidv7(), 'x', 'x', NULL`, '23514'],
    ['staff without an id', `'read', 'staff', NULL, 'x', 'x', NULL`, '23514'],
    ['a name that is blank', `'read', 'system', NULL, ' ', 'x', NULL`, '23514'],
  ])('an event is refused that is %s', (_, values, code) =>
    expect(
      world.appSql(
        `INSERT INTO audit.event (kind, actor_kind, actor_id, username, entity, changes) VALUES (${values})`,
      ),
    ).rejects.toMatchObject({ code }),
  );

  it.each(['create', 'update', 'delete'])('tells of no %s that did not happen', async (kind) => {
    const event = `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('${kind}', 'staff', 'doctor', 'patient')`;
    await expect(world.appSql(event)).rejects.toMatchObject({ code: 'EM004' });
  });

  it('makes the partitions of a year at most', async () => {
    await world.appSql('SELECT audit.ensure_partitions(200)');
    const { n } = elementAt(
      await world.sql(`SELECT count(*)::int AS n FROM pg_partition_tree('audit.event') WHERE isleaf`),
      0,
    );
    expect(n).toBeLessThanOrEqual(14);
  });
});

describe('The sealing role', () => {
  it.each([
    `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('read', 'system', 'x', 'x')`,
    'SELECT FROM public.patient',
    'SELECT changes FROM audit.event',
    'SELECT FROM audit.trail',
  ])('neither writes events nor reads them: %s', (attempt) =>
    expect(sealerRole.query(attempt)).rejects.toMatchObject(REFUSED),
  );

  it('puts nothing into the tree that is not of it, and sealing goes on', async () => {
    sealer.start();
    await until(async () => (await waiting()) === 0);
    const { n } = elementAt(await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM audit.leaf'), 0);
    for (const attempt of [
      `INSERT INTO audit.tile VALUES (1, ${Math.floor(n / 16)}, sha256('x'))`,
      `INSERT INTO audit.tile VALUES (3, 0, sha256('x'))`,
      `INSERT INTO audit.checkpoint (size, root, note) VALUES (${n + 1}, sha256('x'), 'x')`,
      `INSERT INTO audit.signing_key VALUES (2, 'benh-an/79016/audit+00000000+AAAA', 'x')`,
      `INSERT INTO audit.signing_key VALUES (2, 'hospital/audit+00000000+${'A'.repeat(44)}', 'x')`,
    ]) {
      await expect(sealerRole.query(attempt)).rejects.toMatchObject(NOT_OF_SEALING);
    }
    for (let count = 0; count < 40; count++) await aPatient(world);
    await until(async () => (await waiting()) === 0);
  });

  it('goes on beside a key that nobody who counts has vouched for', async () => {
    await world.sql(`INSERT INTO audit.signing_key VALUES (2, 'hospital/audit+00000000+${'A'.repeat(44)}', 'x')`);
    await aPatient(world);
    await until(async () => (await waiting()) === 0);
  });

  it('is not kept from sealing by who holds the lock of its lead', async () => {
    const holder = new pg.Client(world.database.appUrl);
    await holder.connect();
    await sealer.stop();
    await holder.query(`SELECT pg_advisory_lock(hashtext('audit.sealer'))`);
    sealer = new Sealer({ ...(sealer as unknown as { options: ConstructorParameters<typeof Sealer>[0] }).options });
    sealer.start();
    await aPatient(world);
    await until(async () => (await waiting()) === 0);
    await holder.end();
  });
});

describe('Events of a clock that was far ahead', () => {
  it('go to the partition of their month when it comes, byte by byte, and keep it from nobody', async () => {
    const insert = `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, username, entity, patient_ids)
      SELECT uuidv7(ahead), now() + ahead, 'list', 'system', 'ahead', 'x', ARRAY[uuidv7()] FROM (SELECT interval '400 days' AS ahead) t`;
    await world.sql(insert);
    const text = `SELECT e.tableoid::regclass::text AS part, audit.leaf_text(e) AS leaf FROM audit.event e WHERE username = 'ahead'`;
    const before = elementAt(await world.sql<{ part: string; leaf: string }>(text), 0);
    expect(before.part).toBe('audit.event_default');
    // As the months pass.
    for (const [table, key] of Object.entries({ event: 'id', shown: 'event_id' })) {
      await world.sql(
        `SELECT audit.make_partition('${table}', '${key}', date_trunc('month', now() + interval '400 days', 'UTC'))`,
      );
      const part = `audit.${table}_default`;
      expect(await world.sql(`SELECT FROM ${part}`)).toEqual([]);
    }
    const after = elementAt(await world.sql<{ part: string; leaf: string }>(text), 0);
    expect(after.part).toMatch(/^audit\.event_\d{4}_\d\d$/);
    expect(after.leaf).toBe(before.leaf);
    for (const table of [after.part, 'audit.event_default']) {
      await expect(world.sql(`TRUNCATE ${table}`)).rejects.toMatchObject(NOT_OF_SEALING);
    }
    await expect(world.sql(`UPDATE ${after.part} SET username = 'y'`)).rejects.toMatchObject(NOT_OF_SEALING);
    const { n } = elementAt(
      await world.sql(`SELECT count(*)::int AS n FROM audit.shown s JOIN audit.event e ON e.id = s.event_id
      WHERE username = 'ahead'`),
      0,
    );
    expect(n).toBe(1);
  });
});

describe('A role that the service or an auditor connects as', () => {
  // Roles belong to the whole cluster: looked at within a transaction that is taken back.
  it.each([
    [`VALID UNTIL '2020-01-01'`, true],
    ['CONNECTION LIMIT 0', true],
    ['NOLOGIN', true],
    // By this PostgreSQL takes an end back; there is no other word for it.
    [`VALID UNTIL '2020-01-01'; ALTER ROLE emr_sealer VALID UNTIL 'infinity'`, false],
  ])('that is given %s is told of: %s', async (limit, isTold) => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const ofRoles = `SELECT name FROM (${DEFINITIONS.text}) told WHERE kind = 'limit' AND name LIKE 'role %'`;
    expect((await superuser.query(ofRoles)).rows).toEqual([]);
    await superuser.query(`BEGIN; ALTER ROLE emr_sealer ${limit}`);
    const { rows } = await superuser.query(ofRoles);
    await superuser.query('ROLLBACK');
    await superuser.end();
    expect(rows).toEqual(isTold ? [{ name: 'role emr_sealer' }] : []);
  });

  it.each([`'2031-05-05 17:00:00+07'`, `'infinity'`])(
    'until %s is as it was sealed, though an earlier version wrote it otherwise, and not once it is another day',
    async (moment) => {
      const superuser = new pg.Client(world.database.superuserUrl);
      await superuser.connect();
      const now = async () => (await superuser.query<Definition>(DEFINITIONS.text)).rows;
      const told = (sealed: readonly Definition[], found: readonly Definition[]) =>
        compareDefinitions(sealed, found).map(({ kind, name, how }) => `${kind} ${name} ${how}`);
      await superuser.query(`BEGIN; ALTER ROLE emr_sealer VALID UNTIL ${moment}; SET LOCAL TimeZone = 'Asia/Tokyo'`);
      const rows = await now();
      const others = rows.filter(isShipped).filter(({ kind, name }) => `${kind} ${name}` !== 'limit role emr_sealer');
      const sets: Definition[][] = [];
      for (const zone of ['UTC', 'Asia/Ho_Chi_Minh']) {
        await superuser.query(`SET LOCAL TimeZone = '${zone}'`);
        const asWritten = await superuser.query<Definition>(
          `SELECT 'limit' AS kind, 'role emr_sealer' AS name, encode(sha256(convert_to('-1 ' || rolvaliduntil, 'UTF8')), 'hex') AS hash
             FROM pg_roles WHERE rolname = 'emr_sealer'`,
        );
        sets.push([...others, ...asWritten.rows]);
      }
      await superuser.query(`ALTER ROLE emr_sealer VALID UNTIL '2020-01-01'`);
      const another = await now();
      await superuser.query('ROLLBACK');
      await superuser.end();
      for (const sealed of sets) {
        expect(told(sealed, rows)).toEqual([]);
        expect(told(sealed, another)).toEqual(['limit role emr_sealer changed']);
        // The next upgrade seals it as it is written now.
        expect(told(definitionsToSeal(sealed, rows, rows).definitions, rows)).toEqual([]);
      }
    },
  );
});

describe('What an event is about', () => {
  it('never gets another id', async () => {
    for (const run of ['sql', 'appSql'] as const) {
      await expect(world[run](`${AS_TEST}; UPDATE ward SET id = uuidv7()`)).rejects.toMatchObject({ code: 'EM004' });
    }
  });

  it('is found for both patients when it moved from one to the other', async () => {
    const [from, to] = [await aPatient(world), await aPatient(world)];
    const link = (id: string) =>
      world.sql(`${AS_TEST}; UPDATE staff_member SET patient_id = '${id}' WHERE username = 'nurse'`);
    await link(from.id);
    await link(to.id);
    for (const { id } of [from, to]) {
      const { body } = await world.as('auditor').get(`/api/v1/audit/events?patientId=${id}&kind=update`);
      expect(JSON.stringify(body.items)).toContain(`"old":"${from.id}","new":"${to.id}"`);
    }
  });
});
