import { existsSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { missingWal } from './wal-gaps.js';
import { BackupFolder } from './backup-folder.js';

let path: string;
let folder: BackupFolder;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'benh-an-kept-'));
  folder = new BackupFolder(path);
  mkdirSync(folder.wal);
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const wal = (number: number) => `00000001${number.toString(16).toUpperCase().padStart(16, '0')}`;

function base(day: number, firstWal: number): void {
  const name = `202601${String(day).padStart(2, '0')}T000000Z`;
  mkdirSync(folder.baseOf(name), { recursive: true });
  const manifest = {
    ...{
      name,
      ended: `2026-01-${String(day).padStart(2, '0')}T00:10:00Z`,
      firstWal: wal(firstWal),
      lastWal: wal(firstWal),
    },
    ...{ archive: { file: 'archive', bytes: 1, sha256: '' }, files: [] },
  };
  writeFileSync(join(folder.baseOf(name), 'manifest.json'), JSON.stringify(manifest));
}
const log = (...numbers: number[]) => {
  for (const number of numbers) writeFileSync(join(folder.wal, `${wal(number)}.emrb`), '');
};
const names = async () => (await folder.bases()).map(({ name }) => name.slice(6, 8));

describe('Backups that are too old', () => {
  it('are forgotten with the log that none of those left needs', async () => {
    for (const day of [1, 2, 3, 4]) base(day, day * 10);
    log(9, 10, 15, 20, 29, 30, 31, 45);
    expect(await folder.forget(2, new Date('2026-01-05T00:00:00Z'))).toEqual(['20260101T000000Z', '20260102T000000Z']);
    expect(await names()).toEqual(['03', '04']);
    expect(await folder.walFiles()).toEqual([30, 31, 45].map(wal));
  });

  it('stay when they are the newest two, and one that broke off counts for nothing and goes', async () => {
    base(1, 10);
    base(2, 20);
    mkdirSync(folder.baseOf('20260103T000000Z'));
    log(10);
    expect(await folder.forget(1, new Date('2026-06-01T00:00:00Z'))).toEqual([]);
    expect([await names(), await folder.walFiles()]).toEqual([['01', '02'], [wal(10)]]);
    expect(existsSync(folder.baseOf('20260103T000000Z'))).toBe(false);
  });

  it('stay when they may be under way, or when their manifest cannot be read', async () => {
    base(1, 10);
    mkdirSync(folder.baseOf('20260104T120000Z'), { recursive: true });
    mkdirSync(folder.baseOf('20260102T000000Z'), { recursive: true });
    writeFileSync(join(folder.baseOf('20260102T000000Z'), 'manifest.json'), '{');
    await folder.forget(1, new Date('2026-01-05T00:00:00Z'));
    expect(['20260102T000000Z', '20260104T120000Z'].map((name) => existsSync(folder.baseOf(name)))).toEqual([
      true,
      true,
    ]);
  });

  it('are none, nor a drill, of which only a part or something else is written', async () => {
    base(1, 10);
    mkdirSync(folder.baseOf('20260102T000000Z'), { recursive: true });
    for (const said of ['{}', '[]', 'null', '{"ended":"hôm qua","archive":{"bytes":1},"files":[],"lastWal":"0"}']) {
      writeFileSync(join(folder.baseOf('20260102T000000Z'), 'manifest.json'), said);
      writeFileSync(folder.drillFile, said);
      expect([await names(), await folder.drill()]).toEqual([['01'], undefined]);
    }
    writeFileSync(folder.drillFile, '{"passed":false,"at":"2026-01-01T00:00:00Z"}');
    expect(await folder.drill()).toBeUndefined();
  });

  it('have a folder each, also when two begin in the same second', async () => {
    const begun = await Promise.all([folder.newBase(), folder.newBase()]);
    expect(new Set(begun.map(({ name }) => name)).size).toBe(2);
    expect(begun.map(({ place }) => existsSync(place))).toEqual([true, true]);
  });
});

describe('The log behind a backup', () => {
  const log = (number: number, timeline = 1) =>
    [timeline, Math.floor(number / 256), number % 256]
      .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
      .join('');

  it('lacks nothing when it goes on without a gap, over numbers of logs and lines of time, or has not begun', () => {
    expect(missingWal([log(254), log(255), log(256), log(257, 2)], log(254))).toEqual([]);
    expect(missingWal([log(3)], log(9))).toEqual([]);
    expect(missingWal(['00000002.history', log(8)], log(7))).toEqual([]);
    expect(missingWal([], log(9))).toEqual([]);
    // A year of a busy hospital.
    expect(
      missingWal(
        Array.from({ length: 200_000 }, (_, n) => log(n)),
        log(0),
      ),
    ).toEqual([]);
  });

  it('names what lacks in the middle, and only behind the backup', () => {
    expect(missingWal([log(2), log(10), log(12), log(13), log(15)], log(10))).toEqual([log(11), log(14)]);
    expect(missingWal([log(257)], log(254))).toEqual([log(255), log(256)]);
    expect(missingWal([log(5000)], log(10))).toHaveLength(5);
  });
});
