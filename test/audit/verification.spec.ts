import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { rotateKey, signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { exportTrail } from '../../src/platform/audit/verification/export-trail.js';
import { reportText, type Finding } from '../../src/platform/audit/verification/report.js';
import { verifyExport } from '../../src/platform/audit/verification/verify-export.js';
import { addEvents } from '../support/audit-events.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';
import { elementAt } from '../../src/kernel/list.js';

let trail: SealedTrail;
beforeEach(async () => {
  trail = await aSealedTrail(100, 1, 199, 300);
});
afterEach(() => trail.close());

const eventAt = async (seq: number): Promise<string> =>
  (await trail.owner.query<{ id: string }>('SELECT event_id AS id FROM audit.leaf WHERE seq = $1', [seq])).rows[0]!.id;

/** The first finding after an attack. */
async function firstFinding(): Promise<Finding> {
  const report = await trail.verify();
  expect(report.intact).toBe(false);
  return elementAt(report.findings, 0);
}

describe('Verifying a trail in its database', () => {
  it('finds an untouched trail intact, and tells the tail not sealed yet', async () => {
    expect(await trail.verify()).toMatchObject({
      intact: true,
      events: 600,
      checkpoints: 4,
      witnessed: 4,
      tail: { events: 0, oldest: null },
      findings: [],
      remarks: [],
    });
    await addEvents(trail.owner, 7);
    const report = await trail.verify();
    expect(report).toMatchObject({ intact: true, events: 600, tail: { events: 7 } });
    expect(reportText(report)).toMatch(/^INTACT: 600 sealed events.*\n.*\nNot sealed yet: 7 events, the oldest of 2/);
  });

  it.each([
    "username = 'x'",
    "occurred_at = occurred_at + interval '1 microsecond'",
    "changes = '{}'",
    'patient_ids = NULL',
    "reason = ''",
  ])('names an event whose value was changed: %s', async (change) => {
    const id = await eventAt(402); // a search: it has no changes, but patients
    await trail.attack(`UPDATE audit.event SET ${change} WHERE id = '${id}'`);
    expect(await firstFinding()).toMatchObject({ kind: 'altered', index: 402, eventId: id });
  });

  it('names an event whose list no longer leads to each patient it showed, or to one it did not', async () => {
    const id = await eventAt(402);
    await trail.attack(`DELETE FROM audit.shown WHERE event_id = '${id}' AND patient_id = (
      SELECT patient_ids[1] FROM audit.event WHERE id = '${id}')`);
    expect(await firstFinding()).toMatchObject({
      kind: 'shown',
      eventId: id,
      sentence: expect.stringContaining('not'),
    });
    await trail.attack(`DELETE FROM audit.shown WHERE event_id = '${id}';
      INSERT INTO audit.shown SELECT unnest(patient_ids || uuidv7()), id, actor_id FROM audit.event WHERE id = '${id}'`);
    expect((await firstFinding()).sentence).toBe(
      `event ${id} is said to have shown a patient it did not, or to another person`,
    );
  });

  it('names an event that was deleted, with its leaf standing or gone too', async () => {
    const id = await eventAt(210);
    await trail.attack(`DELETE FROM audit.event WHERE id = '${id}'`);
    expect(await firstFinding()).toMatchObject({ kind: 'removed', index: 210, eventId: id });
    await trail.attack(`DELETE FROM audit.leaf WHERE seq = 210`);
    expect(await firstFinding()).toMatchObject({ kind: 'removed', index: 210 });
  });

  it('finds the newest events deleted with their leaves and checkpoints, by the witness alone', async () => {
    await trail.attack(`DELETE FROM audit.event WHERE id IN (SELECT event_id FROM audit.leaf WHERE seq >= 300);
      DELETE FROM audit.leaf WHERE seq >= 300; DELETE FROM audit.checkpoint WHERE size > 300;
      DELETE FROM audit.tile WHERE (idx + 1) * 16 ^ level > 300;
      DELETE FROM audit.shown WHERE NOT EXISTS (SELECT FROM audit.event WHERE id = event_id)`);
    expect(await firstFinding()).toMatchObject({ kind: 'cut', index: 300 });
    const { trustedKeys } = await trail.evidence();
    expect(await trail.verify({ trustedKeys, witnessed: [] })).toMatchObject({
      verdict: 'not-proven',
      findings: [{ kind: 'unproven', sentence: expect.stringMatching(/no checkpoints of a witness/) }],
    });
  });

  it('finds a trail re-sealed from scratch with the hospital’s own key, by the witness, and between which events it changed', async () => {
    const id = await eventAt(250);
    await trail.attack(`UPDATE audit.event SET username = 'innocent' WHERE id = '${id}';
      DELETE FROM audit.leaf; DELETE FROM audit.tile; DELETE FROM audit.checkpoint;
      UPDATE audit.seal_position SET xid = '0', id = '00000000-0000-0000-0000-000000000000'`);
    await trail.seal();
    const finding = await firstFinding();
    expect(finding).toMatchObject({ kind: 'rewritten', index: 250, eventId: id });
    expect(finding.sentence).toContain('events 101 to 299');
    const { trustedKeys } = await trail.evidence();
    expect((await trail.verify({ trustedKeys, witnessed: [] })).verdict).toBe('not-proven');
  });

  it('finds a trail re-sealed with a key of the attacker’s', async () => {
    const evidence = await trail.evidence();
    await trail.attack(`DELETE FROM audit.leaf; DELETE FROM audit.tile; DELETE FROM audit.checkpoint;
      DELETE FROM audit.signing_key;
      UPDATE audit.seal_position SET xid = '0', id = '00000000-0000-0000-0000-000000000000'`);
    rmSync(trail.keyFile);
    await trail.seal();
    const report = await trail.verify({ trustedKeys: evidence.trustedKeys, witnessed: [] });
    expect(report.findings[0]).toMatchObject({ kind: 'signature' });
    expect(report.remarks.join()).toContain('Key 1 does not count');
  });

  it('finds an event whose leaf was recomputed to fit', async () => {
    const id = await eventAt(150);
    await trail.attack(`UPDATE audit.event SET reason = 'x' WHERE id = '${id}';
      UPDATE audit.leaf l SET hash = audit.leaf_hash(e) FROM audit.event e WHERE e.id = l.event_id AND l.seq = 150`);
    expect(await firstFinding()).toMatchObject({ kind: 'rewritten', index: 150, eventId: id });
  });

  it('names the leaf that changed places with another', async () => {
    await trail.attack(`UPDATE audit.leaf SET seq = -1 WHERE false; ALTER TABLE audit.leaf DROP CONSTRAINT leaf_seq_check;
      UPDATE audit.leaf SET seq = -1 WHERE seq = 99; UPDATE audit.leaf SET seq = 99 WHERE seq = 120;
      UPDATE audit.leaf SET seq = 120 WHERE seq = -1`);
    expect(await firstFinding()).toMatchObject({ kind: 'rewritten', index: 99 });
    await trail.attack(`UPDATE audit.leaf SET seq = -1 WHERE seq = 99; UPDATE audit.leaf SET seq = 99 WHERE seq = 120;
      UPDATE audit.leaf SET seq = 120 WHERE seq = -1`);
    await trail.attack(`UPDATE audit.leaf SET seq = -1 WHERE seq = 350; UPDATE audit.leaf SET seq = 350 WHERE seq = 200;
      UPDATE audit.leaf SET seq = 200 WHERE seq = -1`);
    expect(await firstFinding()).toMatchObject({ kind: 'rewritten', index: 200 });
  });

  it('finds an event slipped in behind the seal', async () => {
    await trail.attack(`INSERT INTO audit.event (xid, kind, actor_kind, username, entity)
      VALUES ('5', 'create', 'system', 'nobody', 'x')`);
    expect(await firstFinding()).toMatchObject({ kind: 'inserted' });
  });

  it('finds a leaf put between others', async () => {
    await trail.attack(`UPDATE audit.leaf SET seq = seq + 1000 WHERE seq >= 200;
      UPDATE audit.leaf SET seq = seq - 999 WHERE seq >= 1200;
      INSERT INTO audit.event (id, xid, kind, actor_kind, username, entity)
        VALUES ('019a0000-0000-7000-8000-000000000001', '5', 'create', 'system', 'nobody', 'x');
      INSERT INTO audit.leaf SELECT 200, id, audit.leaf_hash(e) FROM audit.event e WHERE username = 'nobody'`);
    expect(await firstFinding()).toMatchObject({ kind: 'rewritten', index: 200 });
  });

  it('finds a stored node that proofs would stumble on', async () => {
    await trail.attack(`UPDATE audit.tile SET hash = sha256('x') WHERE level = 2 AND idx = 1`);
    expect(await firstFinding()).toMatchObject({ kind: 'tree', index: 256 });
  });

  it('goes on to the event that was changed where all stored nodes are gone', async () => {
    await trail.grow(1400);
    const id = await eventAt(1990);
    await trail.attack(`DELETE FROM audit.tile; UPDATE audit.event SET username = 'x' WHERE id = '${id}'`);
    const { findings } = await trail.verify();
    expect(findings[0]).toMatchObject({ kind: 'altered', index: 1990, eventId: id });
    expect(findings.filter(({ kind }) => kind === 'tree')).toHaveLength(10);
  });

  it('finds leaves for which nothing was signed, whatever else could not be compared', async () => {
    await trail.attack('DELETE FROM audit.checkpoint WHERE size > 300');
    const { verdict, findings } = await trail.verify({ trustedKeys: [], witnessed: [] });
    expect(verdict).toBe('tampered');
    expect(findings[0]).toMatchObject({ kind: 'inserted', index: 300 });
  });

  it('finds a checkpoint whose signature was replaced', async () => {
    await trail.attack(
      `UPDATE audit.checkpoint SET note = overlay(note placing 'AAAA' from length(note) - 40) WHERE size = 600`,
    );
    expect(await firstFinding()).toMatchObject({ kind: 'signature', index: 600 });
  });

  it('does not take an unsigned line in a witness’s folder for evidence', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const note = `hospital/audit\n9999\n${Buffer.alloc(32).toString('base64')}\n\n— hospital/audit AAAAAAAA\n`;
    const line = `${JSON.stringify({ size: 9999, at: `${day}T00:00:00Z`, note })}\n`;
    appendFileSync(
      join(trail.folder, 'witness', `checkpoints-${day}.ndjson`),
      `{"size":1,"cut by a power fail\n${line}`,
    );
    const report = await trail.verify();
    expect(report.intact).toBe(true);
    expect(report.remarks.join()).toContain('1 checkpoints of witnesses contradict');
  });
});

describe('Verifying an export, with no database', () => {
  const exported = () => join(trail.folder, 'export');
  const events = () => join(exported(), 'events.ndjson');
  const verify = async () => verifyExport(exported(), await trail.evidence());

  /** Rewrites the exported events. */
  const edit = (change: (lines: string[]) => string[]) => {
    const lines = readFileSync(events(), 'utf8').trimEnd().split('\n');
    writeFileSync(events(), `${change(lines).join('\n')}\n`);
  };

  beforeEach(async () => {
    await exportTrail(trail.session, exported());
  });

  it('finds it intact, with the same root as the database', async () => {
    const [online, offline] = [await trail.verify(), await verify()];
    expect(offline).toMatchObject({ intact: true, events: 600, checkpoints: 4, witnessed: 4 });
    expect(offline.root).toBe(online.root);
  });

  it.each<[string, (lines: string[]) => string[], Partial<Finding>]>([
    ['altered', (lines) => lines.with(33, lines[33]!.replace('nurse', 'nobody')), { kind: 'altered', index: 33 }],
    ['removed', (lines) => lines.toSpliced(33, 1), { kind: 'removed', index: 33 }],
    ['cut off', (lines) => lines.slice(0, 590), { kind: 'cut', index: 590 }],
    ['doubled', (lines) => lines.toSpliced(33, 0, lines[33]!), { kind: 'inserted', index: 33 }],
    ['swapped', (lines) => lines.with(33, lines[34]!).with(34, lines[33]!), { kind: 'removed', index: 33 }],
  ])('names the first line that was %s', async (_, change, finding) => {
    edit(change);
    const report = await verify();
    expect(report.intact).toBe(false);
    expect(report.findings[0]).toMatchObject(finding);
  });

  it('does not accuse an export of what happened after it, and does not call it complete', async () => {
    await trail.grow(50);
    const report = await verify();
    expect(report.findings).toMatchObject([{ kind: 'shorter', index: 600 }]);
    expect(reportText(report)).toMatch(/^NOT PROVEN COMPLETE: the export ends after 600 events/);
    await expect(
      verifyExport(exported(), { trustedKeys: (await trail.evidence()).trustedKeys, witnessed: [] }),
    ).resolves.toMatchObject({ verdict: 'not-proven', findings: [{ kind: 'unproven' }] });
  });

  it('says when a folder is no export', async () => {
    await expect(verifyExport(trail.folder, await trail.evidence())).rejects.toThrow(/is not an export/);
  });
});

describe('Signing keys', () => {
  const rotate = (lost = false) => rotateKey(trail.session.query, trail.keyFile, 'hospital/audit', lost);

  it('are rotated with the old key’s word for the new one, so that who trusts the first trusts the last', async () => {
    const first = (await trail.evidence()).trustedKeys;
    await rotate();
    await trail.grow(10);
    await rotate();
    await trail.grow(10);
    const { witnessed } = await trail.evidence();
    expect(await trail.verify({ trustedKeys: first, witnessed })).toMatchObject({
      intact: true,
      checkpoints: 6,
      remarks: [],
    });
  });

  it('rotated twice vouch for the database and for exports made under each of them, for who kept that key or one before', async () => {
    const keys = [elementAt((await trail.evidence()).trustedKeys, 0)];
    const folders = [0, 1, 2].map((number) => join(trail.folder, `export-${number}`));
    const witnessed = [];
    for (const folder of folders) {
      if (witnessed.length > 0) keys.push((await rotate()).verifierKey);
      await trail.grow(10);
      await exportTrail(trail.session, folder);
      witnessed.push((await trail.evidence()).witnessed);
    }
    for (const [made, folder] of folders.entries()) {
      for (const [kept, key] of keys.entries()) {
        const report = await verifyExport(folder, { trustedKeys: [key], witnessed: elementAt(witnessed, made) });
        const said = report.findings.map(({ sentence }) => sentence).join();
        expect([made, kept, report.intact, said]).toEqual(
          kept <= made ? [made, kept, true, ''] : [made, kept, false, expect.stringContaining("none of this trail's")],
        );
      }
    }
    for (const key of keys) {
      const online = await trail.verify({ trustedKeys: [key], witnessed: elementAt(witnessed, 2) });
      expect(online).toMatchObject({ intact: true, checkpoints: 7 });
    }
  });

  it('do not vouch for a key made after theirs was lost', async () => {
    const { trustedKeys } = await trail.evidence();
    rmSync(trail.keyFile);
    await expect(trail.grow(1)).rejects.toThrow(/rotate-key --lost/);
    await rotate(true);
    await trail.grow(1);
    const report = await trail.verify({ trustedKeys, witnessed: [] });
    expect(report.findings[0]).toMatchObject({ kind: 'signature' });
    expect((await trail.verify()).intact).toBe(true);
  });

  it('go on when rotation was killed between the database and the file', async () => {
    const key = await rotate();
    const rotated = readFileSync(trail.keyFile);
    writeFileSync(`${trail.keyFile}.next`, rotated);
    rmSync(trail.keyFile);
    expect(verifierKey(await signingKey(trail.session.query, trail.keyFile, 'x'))).toBe(key.verifierKey);
  });

  it('that are not the one registered last are refused', async () => {
    const other = await aSealedTrail(1);
    writeFileSync(trail.keyFile, readFileSync(other.keyFile));
    await other.close();
    await expect(trail.grow(1)).rejects.toThrow(/not the one registered last/);
  });
});
