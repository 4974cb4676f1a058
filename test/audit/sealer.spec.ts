import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Sealer } from '../../src/platform/audit/sealing/sealer.js';
import { FolderWitness, HttpWitness, type Witness } from '../../src/platform/audit/sealing/witness.js';
import { addEvents } from '../support/audit-events.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';
import { until } from '../support/until.js';

let trail: SealedTrail;
let running: Sealer[];
let warnings: string[];

/** Sealed before each test: what the trail goes by, and its key. */
const OWN = 5;
beforeEach(async () => {
  trail = await aSealedTrail(OWN);
  [running, warnings] = [[], []];
});
afterEach(async () => {
  await Promise.all(running.map((sealer) => sealer.stop()));
  await trail.close();
});

/** A sealer as the service runs it, faster. */
const startSealer = (...witnesses: Witness[]): Sealer => startWith(witnesses);

function startWith(witnesses: readonly Witness[], heldBackMs?: number): Sealer {
  const sealer = new Sealer({
    databaseUrl: trail.database.sealerUrl,
    keyFile: trail.keyFile,
    logName: 'hospital/audit',
    everyMs: 20,
    most: 200,
    witnesses,
    warn: (sentence) => warnings.push(sentence),
    heldBackMs,
  });
  running.push(sealer);
  sealer.start();
  return sealer;
}

const sealed = async (): Promise<number> =>
  (await trail.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM audit.leaf')).rows[0]!.count - OWN;
const leaders = async (): Promise<number[]> =>
  (
    await trail.owner.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
  ).rows.map(({ pid }) => pid);

describe('Of several sealers', () => {
  it('one leads; when its connection is cut another goes on, without gap or double', async () => {
    const told = [0, 1, 2].map(() => [] as number[]);
    told.forEach((sizes, at) => {
      const take: Witness['take'] = (checkpoints) => {
        sizes.push(...checkpoints.map(({ size }) => size - OWN));
        return Promise.resolve();
      };
      startSealer({ name: `witness ${at}`, atOnce: 100, lastSize: () => Promise.resolve(0), take });
    });
    await addEvents(trail.owner, 1500);
    await until(async () => (await sealed()) >= 400);
    const [leader, ...others] = await leaders();
    expect(others).toEqual([]);
    await trail.attack(`SELECT pg_terminate_backend(${leader})`);
    await addEvents(trail.owner, 700);
    await until(async () => (await sealed()) === 2200);
    expect(await leaders()).not.toEqual([leader]);
    const report = await trail.verify();
    expect(report).toMatchObject({ intact: true, events: OWN + 2200 });
    await until(() => told.some((sizes) => sizes.includes(2200)));
    // The two who led, or one who led twice: who does not lead does nothing.
    expect(told.filter((sizes) => sizes.length > 0).length).toBeLessThan(3);
  });

  it('the one that is stopped seals what has settled first', async () => {
    const sealer = startSealer();
    await until(async () => (await leaders()).length === 1);
    await addEvents(trail.owner, 100);
    await sealer.stop();
    expect(await sealed()).toBe(100);
    expect(await leaders()).toEqual([]);
  });
});

describe('A transaction that is held open', () => {
  it('of the application is ended, and sealing goes on; one of the owner is told of', async () => {
    const app = new pg.Client(trail.database.appUrl);
    const ended = new Promise((resolve) => app.on('error', resolve));
    await app.connect();
    await app.query(`SET transaction_timeout = 0; BEGIN; SELECT pg_current_xact_id()`);
    startWith([], 400);
    await addEvents(trail.owner, 3);
    await ended;
    await until(async () => (await sealed()) === 3);
    expect(warnings).toContainEqual(
      expect.stringMatching(/a transaction of emr_app \(process \d+\) .* and was ended\.$/),
    );

    const owner = new pg.Client(trail.database.ownerUrl);
    await owner.connect();
    await owner.query('BEGIN; SELECT pg_current_xact_id()');
    await addEvents(trail.owner, 2);
    await until(() => warnings.some((sentence) => /of emr_owner .* End it, or wait for it\.$/.test(sentence)));
    expect(await sealed()).toBe(3);
    await owner.query('COMMIT');
    await owner.end();
    await until(async () => (await sealed()) === 5);
  });
});

describe('A sealer process', () => {
  const CHILD = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  let child: ChildProcess | undefined;
  const startProcess = () => {
    const options = {
      databaseUrl: trail.database.sealerUrl,
      keyFile: trail.keyFile,
      logName: 'hospital/audit',
      everyMs: 5,
      most: 40,
      witnessFolder: join(trail.folder, 'witness'),
    };
    const words = [...CHILD, 'test/support/sealer-process.mjs', JSON.stringify(options)];
    child = spawn(process.execPath, words, { stdio: 'inherit' });
  };
  const killProcess = async () => {
    const dead = once(child!, 'exit');
    child!.kill('SIGKILL');
    await dead;
    child = undefined;
  };
  afterEach(async () => (child ? killProcess() : undefined));

  it('killed between batches while events arrive goes on where it was, without gap or double', async () => {
    let writing = true;
    let written = 0;
    const writer = (async () => {
      for (; writing; written += 30) await addEvents(trail.owner, 30);
    })();
    for (let death = 0; death < 3; death++) {
      const before = await sealed();
      startProcess();
      await until(async () => (await sealed()) >= before + 100);
      await killProcess();
    }
    writing = false;
    await writer;
    startProcess();
    await until(async () => (await sealed()) === written);
    const newest = async () => (await new FolderWitness(join(trail.folder, 'witness')).lastSize()) === OWN + written;
    await until(newest);
    const report = await trail.verify();
    expect(report).toMatchObject({ intact: true, events: OWN + written, tail: { events: 0 } });
    expect(report.witnessed).toBeGreaterThanOrEqual(report.checkpoints); // one killed behind delivery delivers twice
  }, 90_000);
});

describe('A clock that goes back', () => {
  it('is told: events older than sealed ones are sealed once, behind them, and the first of each day named', async () => {
    startSealer();
    await addEvents(trail.owner, 50);
    await until(async () => (await sealed()) === 50);
    for (const ago of ['1 minute', '3 hours', '40 days']) {
      await trail.owner.query(
        `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, username, entity)
         SELECT uuidv7(-$1::interval), now() - $1::interval, 'create', 'system', 'clock', 'x' FROM generate_series(1, 5)`,
        [ago],
      );
    }
    await addEvents(trail.owner, 50);
    await until(async () => (await sealed()) === 115);
    const report = await trail.verify();
    expect(report).toMatchObject({ verdict: 'not-proven', events: OWN + 115, tail: { events: 0 } });
    // A minute is less than a transaction may take: it proves nothing.
    expect(report.findings.map(({ kind, index }) => [kind, index])).toEqual([
      ['clock', OWN + 55],
      ['clock', OWN + 60],
    ]);
  });
});

describe('A witness', () => {
  let server: Server;
  let notes: string[];
  let isDown: boolean;
  beforeEach(async () => {
    [notes, isDown] = [[], false];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        if (!isDown) notes.push(body);
        response.writeHead(isDown ? 503 : 204).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(() => new Promise((closed) => server.close(closed)));

  const http = () => new HttpWitness(`http://127.0.0.1:${(server.address() as AddressInfo).port}/checkpoints`);
  const sizeOf = (note: string | undefined) => Number(note?.split('\n')[1]) - OWN;

  it('that is down gets every checkpoint in order when it is back; sealing does not wait, and the log says so', async () => {
    startSealer(http());
    await until(() => notes.length > 0);
    await addEvents(trail.owner, 10);
    await until(() => sizeOf(notes.at(-1)) === 10);
    isDown = true;
    for (const size of [30, 50, 70]) {
      await addEvents(trail.owner, 20);
      await until(async () => (await sealed()) === size);
    }
    await until(() => warnings.some((sentence) => /do not reach witness .*503/.test(sentence)));
    expect(warnings.length).toBe(1); // and says it once a minute, not in each round
    await running[0]!.stop(); // the one that leads next knows what is still to be brought
    expect(notes.map(sizeOf)).toEqual([0, 10]);
    isDown = false;
    startSealer(http());
    await until(() => sizeOf(notes.at(-1)) === 70);
    await addEvents(trail.owner, 10);
    await until(() => sizeOf(notes.at(-1)) === 80);
    const { rows } = await trail.owner.query<{ size: number }>('SELECT size::int FROM audit.checkpoint ORDER BY size');
    expect(notes.map(sizeOf)).toEqual(rows.map(({ size }) => size - OWN));
  });

  it('that hangs is left alone while sealing goes on, and is asked again later', async () => {
    const asked: number[] = [];
    const take = async () => {
      asked.push(await sealed());
      await once(AbortSignal.timeout(200), 'abort'); // a request that is given up
      throw new Error('no answer');
    };
    startSealer({ name: 'witness that hangs', atOnce: 1, lastSize: () => Promise.resolve(0), take });
    await addEvents(trail.owner, 1);
    await until(() => asked.length === 1);
    for (const size of [2, 3, 4]) {
      await addEvents(trail.owner, 1);
      await until(async () => (await sealed()) === size);
    }
    expect(asked.length).toBeLessThan(3); // each batch would else have waited for it
    await until(() => asked.length > 1);
  });

  it('that is new, on an old trail, begins with the newest checkpoint', async () => {
    await trail.grow(10);
    await trail.grow(10);
    startSealer(http());
    await until(() => notes.length > 0);
    expect(sizeOf(notes[0])).toBe(20);
  });

  it('that is a folder gets every checkpoint in order, also those signed while nobody delivered', async () => {
    await addEvents(trail.owner, 250);
    const first = startSealer();
    await until(async () => (await sealed()) === 250);
    await first.stop();
    const folder = join(trail.folder, 'late-witness');
    startSealer(new FolderWitness(folder));
    await addEvents(trail.owner, 20);
    await until(async () => (await new FolderWitness(folder).lastSize()) === OWN + 270);
  });

  it('that knows more than the restored database has is told of loudly, and verifying finds what was lost', async () => {
    const folder = join(trail.folder, 'witness');
    await trail.grow(100);
    await trail.grow(100);
    // The evening's copy comes back: what was written since is gone, here and in the tree.
    await trail.attack(`DELETE FROM audit.event WHERE id IN (SELECT event_id FROM audit.leaf WHERE seq >= ${100 + OWN});
      DELETE FROM audit.leaf WHERE seq >= ${100 + OWN}; DELETE FROM audit.checkpoint WHERE size > ${100 + OWN};
      DELETE FROM audit.tile WHERE (idx + 1) * 16 ^ level > ${100 + OWN}; DELETE FROM audit.witness`);
    expect((await trail.verify()).findings[0]).toMatchObject({ kind: 'cut', index: 100 + OWN });
    startSealer(new FolderWitness(folder));
    await until(() => warnings.some((sentence) => /knows a trail of 205 events, the database has 105/.test(sentence)));
    await addEvents(trail.owner, 150);
    await until(async () => (await new FolderWitness(folder).lastSize()) === OWN + 250);
    const { findings } = await trail.verify();
    expect(findings[0]).toMatchObject({ kind: 'rewritten', index: 100 + OWN });
    expect(findings[0]!.sentence).toContain('events 105 to 204 do not have the root that a witness has kept');
  });
});

describe('Without its key', () => {
  it('nothing is sealed, the log says what to do, and it goes on when the key is back', async () => {
    const first = startSealer();
    await addEvents(trail.owner, 10);
    await until(async () => (await sealed()) === 10);
    await first.stop();
    const { renameSync } = await import('node:fs');
    renameSync(trail.keyFile, `${trail.keyFile}.away`);
    startSealer();
    await addEvents(trail.owner, 10);
    await until(() => warnings.some((sentence) => /signing key .* is missing: bring it back/.test(sentence)));
    expect(await sealed()).toBe(10);
    renameSync(`${trail.keyFile}.away`, trail.keyFile);
    await until(async () => (await sealed()) === 20);
  });
});
