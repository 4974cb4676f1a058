import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkpointText } from '../../src/platform/audit/sealing/checkpoint.js';
import { readSigner, signNote } from '../../src/platform/audit/sealing/signed-note.js';
import type { Evidence } from '../../src/platform/audit/verification/evidence.js';
import { exportTrail } from '../../src/platform/audit/verification/export-trail.js';
import { readNote } from '../../src/platform/audit/verification/known-checkpoints.js';
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

  it('is named where it is the witness of another hospital, in the database and with an export', async () => {
    const other = await aSealedTrail(150);
    const foreign = (await other.evidence()).witnessed.map((one) => ({ ...one, place: '/mnt/other' }));
    const signer = readSigner('other/audit', readFileSync(other.keyFile, 'utf8'));
    await other.close();
    const { trustedKeys, witnessed } = await trail.evidence();
    const folder = join(trail.folder, 'export');
    await exportTrail(trail.session, folder);
    const both = async (given: Evidence['witnessed']) => [
      await trail.verify({ trustedKeys, witnessed: given }),
      await verifyExport(folder, { trustedKeys, witnessed: given }),
    ];
    for (const { verdict, findings } of await both(foreign)) {
      expect(verdict).toBe('not-proven');
      expect(findings.map(({ sentence }) => sentence)).toEqual([
        'none of the checkpoints of the witness /mnt/other is signed by a key that counts: it says nothing of this trail',
      ]);
    }
    // One that several hospitals share is used for what it has of this trail, however much longer the others' are.
    const ofOther = (_: unknown, at: number) => {
      const text = checkpointText({ origin: 'other/audit', size: 1000 + at, root: Buffer.alloc(32, at) });
      return readNote(signNote(text, signer), 'witness');
    };
    const shared = [...witnessed, ...Array.from({ length: 150 }, ofOther)];
    expect((await both(shared)).map(({ verdict }) => verdict)).toEqual(['intact', 'intact']);
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

  it.each<[string, (at: (name: string) => string, read: (name: string) => string) => void, RegExp]>([
    [
      'cut in the middle of a line',
      (at, read) => writeFileSync(at('events.ndjson'), read('events.ndjson').slice(0, -150)),
      /events\.ndjson line 100 is not a line of an export/,
    ],
    [
      'copied as text',
      (at, read) => writeFileSync(at('events.ndjson'), read('events.ndjson').replaceAll('\n', '\r\n')),
      /events\.ndjson is not as it was written: its lines end in CR LF/,
    ],
    [
      'packed',
      (at, read) => writeFileSync(at('events.ndjson'), gzipSync(read('events.ndjson'))),
      /events\.ndjson line 1 is not a line of an export/,
    ],
    [
      'whose events lie in a packed file',
      (at, read) => {
        writeFileSync(at('events.ndjson.gz'), gzipSync(read('events.ndjson')));
        rmSync(at('events.ndjson'));
      },
      /is not an export of the audit trail: events\.ndjson is missing/,
    ],
    [
      'without an event',
      (at) => writeFileSync(at('events.ndjson'), ''),
      /ends after 0 events, but the trail itself has/,
    ],
    [
      'whose keys were cut',
      (at, read) => writeFileSync(at('keys.json'), read('keys.json').slice(0, 20)),
      /keys\.json is not what an export has there/,
    ],
    [
      'whose archives are no list',
      (at) => writeFileSync(at('archives.json'), '{}'),
      /archives\.json is not what an export/,
    ],
    [
      'whose files were swapped',
      (at, read) => writeFileSync(at('events.ndjson'), read('checkpoints.ndjson')),
      /events\.ndjson line 1 is not a line/,
    ],
    [
      'with a checkpoint cut',
      (at, read) => writeFileSync(at('checkpoints.ndjson'), read('checkpoints.ndjson').slice(0, -40)),
      /1 lines that are no checkpoint/,
    ],
  ])('%s is named', async (_, alter, sentence) => {
    const folder = join(trail.folder, 'export');
    await exportTrail(trail.session, folder);
    const at = (name: string) => join(folder, name);
    alter(at, (name) => readFileSync(at(name), 'utf8'));
    const said = await verifyExport(folder, await trail.evidence()).then(
      ({ verdict, findings }) => `${verdict} ${elementAt(findings, 0).sentence}`,
      (error: unknown) => (error as Error).message,
    );
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/^intact/);
  });

  it('holds an event with any ends of lines in its texts, as an archive does', async () => {
    await trail.owner.query(
      `INSERT INTO audit.event (kind, actor_kind, username, entity, reason) VALUES ('read', 'system', 'x', 'x', E'a\u2028b\u0085c\rd\u2029e')`,
    );
    await trail.seal();
    const folder = join(trail.folder, 'export');
    await exportTrail(trail.session, folder);
    expect(await verifyExport(folder, await trail.evidence())).toMatchObject({ verdict: 'intact', events: 101 });
  });
});

describe('Witnesses', () => {
  it('who have two roots for as many events, beyond what is exported, are named: one is of another trail', async () => {
    const folder = join(trail.folder, 'export');
    await exportTrail(trail.session, folder);
    const evidence = await trail.evidence();
    const signer = readSigner('hospital/audit', readFileSync(trail.keyFile, 'utf8'));
    const signed = (size: number, root: Buffer, place: string) => ({
      ...readNote(signNote(checkpointText({ origin: 'hospital/audit', size, root }), signer), 'witness'),
      place,
    });
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const apart = [signed(300, one, 'A'), signed(300, other, 'B')];
    const witnessed = (more: typeof apart) => ({ ...evidence, witnessed: [...evidence.witnessed, ...more] });
    expect(await verifyExport(folder, witnessed(apart))).toMatchObject({
      verdict: 'tampered',
      findings: [
        {
          kind: 'rewritten',
          sentence:
            'two different roots were signed for the first 300 events (A and B): one of them is of another trail',
        },
      ],
    });
    // Who agree may be of later than the export.
    const later = witnessed([signed(300, one, 'A'), signed(300, one, 'B')]);
    expect(await verifyExport(folder, later)).toMatchObject({ verdict: 'not-proven', findings: [{ kind: 'shorter' }] });
    // What nobody signed says nothing.
    const made = { ...apart[1]!, note: apart[1]!.note.replace(/— .*/, '— hospital/audit AAAA') };
    expect(await verifyExport(folder, witnessed([apart[0]!, made]))).toMatchObject({ verdict: 'not-proven' });
    // By the right key over the wrong number of events.
    const root = (await trail.verify(evidence)).root;
    for (const size of [99, 101]) {
      const wrong = witnessed([signed(size, Buffer.from(root, 'base64'), 'A')]);
      expect((await trail.verify(wrong)).verdict).toBe('tampered');
    }
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
