import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { readCheckpoint } from '../../src/platform/audit/sealing/checkpoint.js';
import { leafHash, rootOf, type Hash } from '../../src/platform/audit/sealing/merkle.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { openNote, readVerifierKey, type NoteSigner } from '../../src/platform/audit/sealing/signed-note.js';
import { registeredKeys, signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { Session } from '../../src/platform/database/session.js';
import { addEvents, openingOf } from '../support/audit-events.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { elementAt } from '../../src/kernel/list.js';

let database: TestDatabase;
let folder: string;
let app: Session;
let signer: NoteSigner;
let owner: pg.Pool;
const opened: pg.Client[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ emptyTrail: true });
  folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  app = await Session.open(database.sealerUrl);
  owner = openingOf(database.ownerUrl);
  signer = await signingKey(app.query, join(folder, 'key.pem'), 'hospital/audit');
});
afterEach(async () => {
  for (const client of opened.splice(0)) await client.end();
});
afterAll(async () => {
  await app.close();
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const seal = (most = 1000, session = app, tree = new CompactRange()) => sealBatch(session, signer, tree, most);

/** Seals until nothing settled is left. */
async function sealAll(most?: number): Promise<void> {
  while ((await seal(most)).count > 0);
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(database.appUrl);
  await client.connect();
  opened.push(client);
  return client;
}

interface Leaf {
  seq: number;
  username: string;
  hash: Hash;
  text: string;
}

/** Every leaf with the event it stands for, in order. */
const leaves = async (): Promise<Leaf[]> =>
  (
    await owner.query<Leaf>(
      `SELECT l.seq, e.username, l.hash, audit.leaf_text(e) AS text
       FROM audit.leaf l LEFT JOIN audit.event e ON e.id = l.event_id ORDER BY l.seq`,
    )
  ).rows;

/** What must hold whatever happened: no gap, no double, every hash its event's, every checkpoint's root the tree's. */
async function expectWholeTree(): Promise<void> {
  const all = await leaves();
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at));
  for (const { hash, text } of all) expect(hash.equals(leafHash(Buffer.from(text)))).toBe(true);
  const { unsealed } = elementAt(
    (
      await owner.query<{ unsealed: number }>(
        'SELECT count(*)::int AS unsealed FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.leaf WHERE event_id = e.id)',
      )
    ).rows,
    0,
  );
  expect(unsealed).toBe(0);
  const hashes = all.map(({ hash }) => hash);
  const keys = (await registeredKeys(app.query)).map(({ verifierKey }) => readVerifierKey(verifierKey));
  const { rows } = await owner.query<{ size: number; note: string }>('SELECT size, note FROM audit.checkpoint');
  for (const { size, note } of rows) {
    const checkpoint = readCheckpoint(openNote(note, keys));
    expect(checkpoint.size).toBe(size);
    expect(checkpoint.root.equals(rootOf(hashes.slice(0, size)))).toBe(true);
  }
  expect(Math.max(...rows.map(({ size }) => size))).toBe(all.length);
}

describe('Sealing', () => {
  it('numbers every event without gap or double and signs the root over them', async () => {
    await addEvents(owner, 700);
    await sealAll(300);
    await expectWholeTree();
    const { rows: tiles } = await owner.query(
      'SELECT level, count(*)::int, max(idx)::int AS last FROM audit.tile GROUP BY 1 ORDER BY 1',
    );
    expect(tiles).toEqual([
      { level: 1, count: 43, last: 42 },
      { level: 2, count: 2, last: 1 },
    ]);
  });

  it('has nothing to do, and spends no transaction number, while nothing happens', async () => {
    const next = async () =>
      (await owner.query<{ next: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next')).rows[0]!
        .next;
    const before = await next();
    expect((await seal()).count).toBe(0);
    // Other tests share the server; their transactions count too, ours would come on every look.
    expect(Number(await next()) - Number(before)).toBeLessThan(50);
  });

  it('makes a private key that only its owner may read', () => {
    expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
  });

  it('leaves out what a transaction still open has written, and everything that began after it, until it ends', async () => {
    const slow = await connect();
    await slow.query('BEGIN');
    await addEvents(slow, 1, 'slow');
    await addEvents(owner, 3, 'quick');
    await seal();
    expect((await leaves()).map(({ username }) => username)).not.toContain('quick');
    await slow.query('COMMIT');
    await sealAll();
    const order = (await leaves()).map(({ username }) => username).filter((name) => /slow|quick/.test(name));
    expect(order).toEqual(['slow', 'quick', 'quick', 'quick']);
    await expectWholeTree();
  });

  it('passes over what was rolled back', async () => {
    const undone = await connect();
    await undone.query('BEGIN');
    await addEvents(undone, 2, 'undone');
    await addEvents(owner, 1, 'kept');
    await undone.query('ROLLBACK');
    await sealAll();
    expect((await leaves()).map(({ username }) => username)).not.toContain('undone');
    await expectWholeTree();
  });

  it('does not mind a clock that goes back', async () => {
    await owner.query(
      `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, username, entity)
       VALUES (uuidv7('-40 days'), now() - interval '40 days', 'sign-in', 'system', 'clock', 'x')`,
    );
    await sealAll();
    expect((await leaves()).at(-1)?.username).toBe('clock');
    await expectWholeTree();
  });

  it('gives each event one number when many seal at once while others write', async () => {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => Session.open(database.sealerUrl)));
    let writing = true;
    const writers = Array.from({ length: 3 }, async () => {
      for (let round = 0; round < 15; round++) await addEvents(owner, 7);
    });
    const sealers = sessions.map(async (session) => {
      let { tree } = await seal(50, session);
      while (writing) ({ tree } = await seal(50, session, tree));
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealAll();
    for (const session of sessions) await session.close();
    await expectWholeTree();
  });

  it('leaves a whole tree when it is killed at any moment', async () => {
    await addEvents(owner, 2000);
    for (let attempt = 0; attempt < 12; attempt++) {
      const victim = await Session.open(database.sealerUrl);
      const { pid } = elementAt(
        await victim.query<{ pid: number }>({ name: 'pid', text: 'SELECT pg_backend_pid() AS pid' }),
        0,
      );
      const sealing = seal(400, victim).catch(() => undefined);
      for (let trips = 0; trips < attempt * 4; trips++) await owner.query('SELECT'); // some further on each time
      await owner.query('SELECT pg_terminate_backend($1)', [pid]).catch(() => undefined);
      await sealing;
      await victim.close();
    }
    await sealAll();
    await expectWholeTree();
  });

  it('goes on in another cluster that a copy was restored into, where transaction numbers begin anew', async () => {
    // As a dump brings them: sealed events and unsealed ones, both with numbers this cluster has not come to yet.
    const superuser = openingOf(database.superuserUrl);
    try {
      await superuser.query('UPDATE audit.seal_position SET cluster = 1');
      await superuser.query(
        `INSERT INTO audit.event (xid, kind, actor_kind, username, entity)
         SELECT (pg_current_xact_id()::text::bigint + 1000000 + n)::text::xid8, 'sign-in', 'system', 'restored', 'x'
         FROM generate_series(1, 5) n`,
      );
    } finally {
      await superuser.end();
    }
    await addEvents(owner, 5, 'after');
    await sealAll();
    await addEvents(owner, 5, 'later');
    await sealAll();
    await expectWholeTree();
  });
});

const FULL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['id', 'actor_id', 'session_id', 'entity_id', 'patient_id', 'encounter_id'].map((name) => [name, 'uuidv7()']),
  ),
  occurred_at: 'now()',
  xid: `'5'`,
  address: `'10.1.2.3'`,
  patient_ids: 'ARRAY[uuidv7()]',
  changes: `'{}'`,
  detail: `'{}'`,
};

describe('What a leaf hashes', () => {
  it('is every column of the event', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'audit.event'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const full = rows.map(({ name }) => FULL[name] ?? `'${name} of the event'`).join(', ');
    const { rows: texts } = await owner.query<{ text: string }>(
      `SELECT audit.leaf_text(ROW(${full})::audit.event) AS text`,
    );
    expect(Object.keys(JSON.parse(texts[0]!.text) as object).sort()).toEqual(
      [...rows.map(({ name }) => name), 'v'].sort(),
    );
  });

  it('does not depend on the settings of who asks', async () => {
    const client = await owner.connect();
    const question = `SELECT audit.leaf_text(e) AS text FROM audit.event e ORDER BY id LIMIT 50`;
    const { rows: plain } = await client.query(question);
    await client.query(
      `SET timezone = 'Asia/Ho_Chi_Minh'; SET datestyle = 'German'; SET intervalstyle = 'iso_8601';
       SET bytea_output = 'escape'; SET extra_float_digits = 0; SET lc_numeric = 'C'`,
    );
    expect((await client.query(question)).rows).toEqual(plain);
    client.release(true); // its settings go with it
  });

  it('stays as published, so that what was sealed once verifies forever', async () => {
    const { rows } = await owner.query<{ text: string }>(
      `SELECT audit.leaf_text(ROW('0190b6f0-0000-7000-8000-000000000001', '2026-11-23T08:15:30.123456+07', '700', 'update', 'staff',
         '0190b6f0-0000-7000-8000-000000000002', 'lan.nguyen', 'nurse', NULL, 'KHOA-NOI-01', '10.1.2.3/32', 'r-1', 'TREAT',
         'Đổi "ca"' || chr(10), 'vital_signs', '0190b6f0-0000-7000-8000-000000000003',
         '0190b6f0-0000-7000-8000-000000000004', NULL, '{0190b6f0-0000-7000-8000-000000000005}',
         '{"temperature": [37.0, 37.50], "a": null}', NULL)::audit.event) AS text`,
    );
    expect(rows[0]!.text).toBe(
      '{"v":1,"id":"0190b6f0-0000-7000-8000-000000000001","xid":700,"occurred_at":"2026-11-23T01:15:30.123456Z",' +
        '"kind":"update","actor_kind":"staff","actor_id":"0190b6f0-0000-7000-8000-000000000002","username":"lan.nguyen",' +
        '"role":"nurse","terminal":"KHOA-NOI-01","address":"10.1.2.3/32","request_id":"r-1","purpose":"TREAT",' +
        '"reason":"Đổi \\"ca\\"\\n","entity":"vital_signs","entity_id":"0190b6f0-0000-7000-8000-000000000003",' +
        '"patient_id":"0190b6f0-0000-7000-8000-000000000004","patient_ids":["0190b6f0-0000-7000-8000-000000000005"],' +
        '"changes":{"a": null, "temperature": [37.0, 37.50]}}',
    );
  });
});
