import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Sealer } from '../../src/audit/sealing/sealer.js';
import { FolderWitness, HttpWitness, type Witness } from '../../src/audit/sealing/witness.js';
import { addEvents } from '../support/audit-events.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';

let trail: SealedTrail;
let running: Sealer[];
let warnings: string[];

beforeEach(async () => {
  trail = await aSealedTrail();
  [running, warnings] = [[], []];
});
afterEach(async () => {
  await Promise.all(running.map((sealer) => sealer.stop()));
  await trail.close();
});

/** A sealer as the service runs it, faster. */
function startSealer(...witnesses: Witness[]): Sealer {
  const sealer = new Sealer({
    databaseUrl: trail.database.appUrl,
    keyFile: trail.keyFile,
    logName: 'hospital/audit',
    everyMs: 20,
    most: 200,
    witnesses,
    warn: (sentence) => warnings.push(sentence),
  });
  running.push(sealer);
  sealer.start();
  return sealer;
}

/** Waits for what must come; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
}
const sealed = async (): Promise<number> =>
  (await trail.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM audit.leaf')).rows[0].count;
const leaders = async (): Promise<number[]> =>
  (
    await trail.owner.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
  ).rows.map(({ pid }) => pid);

describe('Of several sealers', () => {
  it('one leads; when its connection is cut another goes on, without gap or double', async () => {
    for (let count = 0; count < 3; count++) startSealer();
    await addEvents(trail.owner, 1500);
    await until(async () => (await sealed()) >= 400);
    const [leader, ...others] = await leaders();
    expect(others).toEqual([]);
    await trail.attack(`SELECT pg_terminate_backend(${leader})`);
    await addEvents(trail.owner, 700);
    await until(async () => (await sealed()) === 2200);
    expect(await leaders()).not.toEqual([leader]);
    const report = await trail.verify({ ...(await trail.evidence()), witnessed: [] });
    expect(report).toMatchObject({ intact: true, events: 2200 });
  }, 60_000);

  it('the one that is stopped seals what has settled first', async () => {
    const sealer = startSealer();
    await until(async () => (await leaders()).length === 1);
    await addEvents(trail.owner, 100);
    await sealer.stop();
    expect(await sealed()).toBe(100);
    expect(await leaders()).toEqual([]);
  }, 30_000);
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
  const sizeOf = (note: string | undefined) => Number(note?.split('\n')[1]);

  it('that is down gets the newest checkpoint when it is back; sealing does not wait, and the log says so', async () => {
    isDown = true;
    startSealer(http());
    await addEvents(trail.owner, 300);
    await until(async () => (await sealed()) === 300);
    await until(() => warnings.some((sentence) => /do not reach witness .*503/.test(sentence)));
    expect(notes).toEqual([]);
    isDown = false;
    await until(() => sizeOf(notes.at(-1)) === 300);
    await addEvents(trail.owner, 10);
    await until(() => sizeOf(notes.at(-1)) === 310);
  }, 30_000);

  it('that is a folder gets every checkpoint in order, also those signed while nobody delivered', async () => {
    await addEvents(trail.owner, 250);
    await trail.session.query({ name: '', text: 'SELECT 1' });
    const first = startSealer();
    await until(async () => (await sealed()) === 250);
    await first.stop();
    const folder = join(trail.folder, 'late-witness');
    startSealer(new FolderWitness(folder));
    await addEvents(trail.owner, 20);
    await until(async () => (await new FolderWitness(folder).lastSize()) === 270);
  }, 30_000);

  it('that knows a longer trail than the database has is told of loudly', async () => {
    const folder = join(trail.folder, 'ahead');
    const note = 'hospital/audit\n9000\nAAAA\n\n';
    await new FolderWitness(folder).take([{ size: 9000, at: new Date().toISOString(), note }]);
    startSealer(new FolderWitness(folder));
    await addEvents(trail.owner, 5);
    await until(() => warnings.some((sentence) => /knows a trail of 9000 events, the database has \d+/.test(sentence)));
  }, 30_000);
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
  }, 30_000);
});
