import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint } from '../../src/platform/audit/sealing/checkpoint.js';
import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { isConsistent, leafHash, rootFromInclusion } from '../../src/platform/audit/sealing/merkle.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { openNote, readVerifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { Session } from '../../src/platform/database/session.js';
import type { EventProofResponse } from '../../src/platform/audit/proofs/dto/proof.response.js';
import { addEvents, openingOf } from '../support/audit-events.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let session: Session;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  session = await Session.open(world.database.sealerUrl);
  folder = mkdtempSync(join(tmpdir(), 'proofs-'));
  const owner = openingOf(world.database.ownerUrl);
  for (const count of [1, 2, 253, 1, 600, 70]) {
    await addEvents(owner, count);
    await seal();
  }
  await owner.end();
});
afterAll(async () => {
  await session.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

async function seal(): Promise<void> {
  const signer = await signingKey(session.query, join(folder, 'key.pem'), 'hospital/audit');
  while ((await sealBatch(session, signer, new CompactRange(), 5000)).count > 0);
}

const get = async (path: string) => (await world.as('auditor').get(`/api/v1/audit/${path}`)).body as never;
const decode = (hashes: string[]) => hashes.map((hash) => Buffer.from(hash, 'base64'));

/** What an outsider does with a proof: nothing but hashes and the public key. */
async function expectProven(proof: EventProofResponse): Promise<void> {
  const { items } = await get('keys');
  const keys = (items as { verifierKey: string }[]).map(({ verifierKey }) => readVerifierKey(verifierKey));
  const { size, root } = readCheckpoint(openNote(proof.checkpoint.note, keys));
  const hash = leafHash(Buffer.from(proof.leaf));
  expect(hash.toString('base64')).toBe(proof.leafHash);
  expect(rootFromInclusion(hash, proof.index, size, decode(proof.path))?.equals(root)).toBe(true);
}

describe('Proofs over HTTP', () => {
  it('prove events anywhere in the tree, to the newest checkpoint and to older ones', async () => {
    const rows = await world.sql<{ id: string; seq: number }>(
      'SELECT event_id AS id, seq::int FROM audit.leaf WHERE seq IN (0, 1, 2, 3, 100, 255, 256, 257, 511, 512, 767, 900)',
    );
    expect(rows.length).toBe(12);
    for (const { id, seq } of rows) {
      const proof: EventProofResponse = await get(`events/${id}/proof`);
      expect(proof).toMatchObject({ eventId: id, index: seq });
      await expectProven(proof);
      const older = await world.sql<{ size: number }>(
        'SELECT size::int FROM audit.checkpoint WHERE size > $1 ORDER BY size LIMIT 1',
        [seq],
      );
      await expectProven(await get(`events/${id}/proof?size=${older[0]!.size}`));
    }
  });

  it('prove that each checkpoint is the beginning of every later one', async () => {
    const { items } = await get('checkpoints?limit=100');
    const sizes = (items as { size: number }[]).map(({ size }) => size).reverse();
    expect(sizes.length).toBeGreaterThan(5);
    for (const from of sizes) {
      for (const to of sizes.filter((size) => size >= from)) {
        const proof = (await get(`consistency?from=${from}&to=${to}`)) as Record<string, string> & { path: string[] };
        const [fromRoot, toRoot] = decode([proof.fromRoot!, proof.toRoot!]);
        expect(isConsistent(from, fromRoot!, to, toRoot!, decode(proof.path))).toBe(true);
        const known = (items as { size: number; root: string }[]).find(({ size }) => size === to);
        expect(proof.toRoot).toBe(known?.root);
      }
    }
  });

  it('answer 409 for an event not sealed yet, 404 for one that does not exist, and prove it once it is sealed', async () => {
    const patient = await aPatient(world);
    const { id } = elementAt(
      await world.sql<{ id: string }>(
        `SELECT id FROM audit.event WHERE patient_id = $1 AND entity = 'patient' LIMIT 1`,
        [patient.id],
      ),
      0,
    );
    const early = await world.as('auditor').get(`/api/v1/audit/events/${id}/proof`);
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({ type: expect.stringMatching(/not-sealed-yet/) as unknown });
    await seal();
    const proof: EventProofResponse = await get(`events/${id}/proof`);
    await expectProven(proof);
    const none = await world.as('auditor').get('/api/v1/audit/events/019a1b2c-0000-7000-8000-000000000009/proof');
    expect(none.status).toBe(404);
    const [reading] = await world.sql(
      `SELECT * FROM audit.event WHERE entity = 'audit_event' ORDER BY id DESC LIMIT 1`,
    );
    expect(reading).toMatchObject({ kind: 'list', patient_ids: [patient.id] });
  });

  it.each([
    ['consistency?from=0', 400],
    ['consistency?from=5&to=4', 400],
    ['consistency?from=5&to=999999', 400],
    ['consistency', 400],
    ['consistency?from=x', 400],
    ['checkpoints?cursor=WyJ4Il0', 400],
    ['events/not-a-uuid/proof', 400],
  ])('refuse %s with %i', async (path, status) => {
    const answer = await world.as('auditor').get(`/api/v1/audit/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('refuse a checkpoint that does not cover the event', async () => {
    const { id } = elementAt(
      await world.sql<{ id: string }>('SELECT event_id AS id FROM audit.leaf WHERE seq = 700'),
      0,
    );
    for (const size of [1, 700, 12345678]) {
      expect((await world.as('auditor').get(`/api/v1/audit/events/${id}/proof?size=${size}`)).status).toBe(404);
    }
  });

  it('are for auditors', async () => {
    for (const path of ['checkpoints', 'consistency?from=1', 'keys']) {
      expect((await world.as('nurse').get(`/api/v1/audit/${path}`)).status).toBe(403);
    }
  });
});
