import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportTrail } from '../../src/platform/audit/verification/export-trail.js';
import { verifyExport } from '../../src/platform/audit/verification/verify-export.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';
import { elementAt } from '../../src/kernel/list.js';

let trail: SealedTrail;
beforeEach(async () => {
  trail = await aSealedTrail(40, 60);
});
afterEach(() => trail.close());

const eventAt = async (seq: number): Promise<string> =>
  (await trail.owner.query<{ id: string }>('SELECT event_id AS id FROM audit.leaf WHERE seq = $1', [seq])).rows[0]!.id;
const thisMonth = () => `event_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;

/** Verdict and sentences, online and from an export. */
async function verdicts(archiveFolder?: string): Promise<{ verdict: string; said: string }[]> {
  const evidence = { ...(await trail.evidence()), archiveFolder };
  const folder = join(trail.folder, 'export');
  await exportTrail(trail.session, folder);
  const reports = [await trail.verify(evidence), await verifyExport(folder, evidence)];
  return reports.map(({ verdict, findings }) => ({
    verdict,
    said: findings.map(({ sentence }) => sentence).join('\n'),
  }));
}

describe('An archive that never was', () => {
  it('does not hide an event that a superuser deleted', async () => {
    const id = await eventAt(70);
    await trail.attack(`DELETE FROM audit.event WHERE id = '${id}'; DELETE FROM audit.shown WHERE event_id = '${id}';
      INSERT INTO audit.archive VALUES ('event_2025_01', '${id}', '${id}', 1, 'event_2025_01.ndjson', repeat('a', 64))`);
    mkdirSync(join(trail.folder, 'empty'));
    for (const folder of [undefined, join(trail.folder, 'empty')]) {
      const [online, offline] = await verdicts(folder);
      expect(online!.verdict).toBe('tampered');
      expect(online!.said).toContain('event_2025_01 is said to be archived, but no event tells of that archiving');
      expect(online!.said).toContain('which is not a month of the trail');
      expect(offline!.verdict).toBe('tampered');
    }
  });

  it('is no more believed when the owner took the current month out by hand and put all back but one event', async () => {
    const [id, month] = [await eventAt(70), thisMonth()];
    const shown = month.replace('event', 'shown');
    await trail.owner.query(`BEGIN;
      INSERT INTO audit.archive SELECT '${month}', min(id::text)::uuid, max(id::text)::uuid, 1, '${month}.ndjson', repeat('a', 64)
        FROM audit.${month};
      ALTER TABLE audit.event DETACH PARTITION audit.${month}; CREATE TABLE keepme AS SELECT * FROM audit.${month};
      ALTER TABLE audit.shown DETACH PARTITION audit.${shown}; DROP TABLE audit.${month}, audit.${shown};
      SELECT audit.ensure_partitions(3); INSERT INTO audit.event SELECT * FROM keepme WHERE id <> '${id}'; COMMIT`);
    const [online, offline] = await verdicts();
    expect(online!.verdict).toBe('tampered');
    expect(online!.said).toContain(`${month} is said to be archived, but event`);
    expect(online!.said).toContain('before its month was over');
    expect(offline!.verdict).not.toBe('intact');
  });
});

describe('A function that lies', () => {
  it('does not hide an event that its owner rewrote: the verifier builds the leaf from the columns', async () => {
    const id = await eventAt(70);
    await trail.attack(`CREATE TABLE public.old AS SELECT audit.leaf_text(e) AS text FROM audit.event e WHERE id = '${id}';
      UPDATE audit.event SET username = 'doctor', role = 'doctor' WHERE id = '${id}';
      ALTER FUNCTION audit.leaf_text RENAME TO honest;
      CREATE FUNCTION audit.leaf_text(event audit.event) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN event.id = '${id}' THEN (SELECT text FROM public.old) ELSE audit.honest(event) END $$;
      GRANT SELECT ON public.old TO PUBLIC`);
    const [online, offline] = await verdicts();
    for (const { verdict, said } of [online!, offline!]) {
      expect(verdict).toBe('tampered');
      expect(said).toContain(`event 70 (${id}) was altered`);
    }
    expect(online!.said).toContain(`audit.leaf_text answers event ${id} otherwise than its columns say`);
  });
});

describe('What the trail goes by', () => {
  it('is under the tree: exemptions, columns left out and keys that no event tells of are found', async () => {
    expect((await verdicts()).map(({ verdict }) => verdict)).toEqual(['intact', 'intact']);
    await trail.attack(`INSERT INTO audit.exempt_table VALUES ('patient', 'nobody needs to know of patients')`);
    expect((await trail.verify()).findings[0]!.sentence).toContain('audit.exempt_table says "patient nobody needs');
    await trail.attack(`DELETE FROM audit.exempt_table WHERE name = 'patient'; DELETE FROM audit.column_policy
      WHERE (table_name, column_name) = ('note', 'sections')`);
    expect((await trail.verify()).findings[0]!.sentence).toContain('no longer says "note sections hash"');
  });

  it('writes an event when its owner changes it with the triggers on', async () => {
    await trail.owner.query(
      `UPDATE audit.column_policy SET policy = 'omit' WHERE table_name IN ('note', 'note_version') AND column_name = 'sections'`,
    );
    await trail.seal();
    expect((await trail.verify()).verdict).toBe('intact');
    const { rows } = await trail.owner.query(
      `SELECT username, kind, detail FROM audit.event WHERE entity = 'audit.column_policy' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]).toMatchObject({ username: 'emr_owner', kind: 'update' });
    expect(rows[0].detail.rows).toHaveLength(2);
    expect(rows[0].detail.was[0]).toMatchObject({ policy: 'hash' });
  });
});

describe('What the auditor gives', () => {
  it('is refused when it is not of this trail', async () => {
    const other = await aSealedTrail(5);
    const { trustedKeys, witnessed } = await other.evidence();
    await other.close();
    const own = await trail.evidence();
    const both = await trail.verify({ trustedKeys: [...own.trustedKeys, ...trustedKeys], witnessed: own.witnessed });
    expect(both.verdict).toBe('not-proven');
    expect(both.findings[0]!.sentence).toBe(`the key ${trustedKeys[0]} is none of this trail's`);
    const foreign = witnessed.map((checkpoint) => ({ ...checkpoint, place: '/mnt/other' }));
    const report = await trail.verify({ ...own, witnessed: [...own.witnessed, ...foreign] });
    expect(report.verdict).toBe('not-proven');
    expect(report.findings[0]!.sentence).toContain('the witness /mnt/other is signed by a key that counts');
  });

  it('is named when it is missing', async () => {
    const { witnessed } = await trail.evidence();
    const report = await trail.verify({ trustedKeys: [], witnessed });
    expect(report).toMatchObject({
      verdict: 'not-proven',
      findings: [{ sentence: expect.stringMatching(/^no key was given/) }],
    });
    const own = await trail.evidence();
    expect((await trail.verify({ ...own, logName: 'benh-an/11111/audit' })).findings).toMatchObject([
      { kind: 'unproven', sentence: expect.stringContaining('but it is hospital/audit') },
    ]);
  });
});

describe('An export', () => {
  it('whose checkpoints cannot be read is refused', async () => {
    const folder = join(trail.folder, 'export');
    await exportTrail(trail.session, folder);
    writeFileSync(join(folder, 'checkpoints.ndjson'), 'nonsense\n');
    await expect(verifyExport(folder, await trail.evidence())).rejects.toThrow(/1 lines that are no checkpoint/);
  });
});

describe('An event renumbered over', () => {
  it('is named: which was taken out of the middle, with leaves, nodes and checkpoints made to fit', async () => {
    const id = await eventAt(55);
    await trail.attack(`DELETE FROM audit.shown WHERE event_id = '${id}'; DELETE FROM audit.event WHERE id = '${id}';
      DELETE FROM audit.leaf WHERE seq = 55; UPDATE audit.leaf SET seq = seq + 1000 WHERE seq > 55;
      UPDATE audit.leaf SET seq = seq - 1001 WHERE seq > 1000; DELETE FROM audit.checkpoint WHERE size > 55`);
    await trail.grow(10);
    const finding = elementAt((await trail.verify()).findings, 0);
    expect(finding).toMatchObject({ kind: 'removed', index: 55 });
    expect(finding.sentence).toMatch(/^event 55 was removed, and those behind it were numbered anew/);
  });
});
