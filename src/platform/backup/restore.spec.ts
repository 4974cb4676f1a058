import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArchiveWriter } from './archive-writer.js';
import { ARCHIVE } from './base-backup.js';
import { BackupFolder, type Manifest } from './backup-folder.js';
import { unpack } from './restore.js';
import { newBackupKey } from './sealed-stream.js';

const { recipient, identity } = await newBackupKey();
const NAME = '20260131T020000Z';
let home: string;
let folder: BackupFolder;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'restore-'));
  folder = new BackupFolder(join(home, 'backup'));
  await mkdir(folder.baseOf(NAME), { recursive: true });
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** An archive of two files, and perhaps of folders that no manifest names. */
async function archive(folders: readonly string[] = []) {
  const writer = await ArchiveWriter.open(join(folder.baseOf(NAME), ARCHIVE), recipient);
  for (const one of folders) await writer.addFolder(one);
  await writer.addText('cluster/PG_VERSION', '18\n');
  await writer.addText('cluster/postgresql.auto.conf', "synchronous_standby_names = 'emr_standby_0a1b2c3d'\n");
  return { archive: { file: ARCHIVE, ...(await writer.close()) }, files: writer.files };
}
const keep = (said: Pick<Manifest, 'archive' | 'files'>) =>
  writeFile(
    join(folder.baseOf(NAME), 'manifest.json'),
    JSON.stringify({
      format: 1,
      name: NAME,
      began: NAME,
      ended: '2026-01-31T02:00:10Z',
      firstWal: 'F',
      lastWal: 'F',
      ...said,
    }),
  );
let places = 0;
const restored = () => unpack({ folder, identity, to: join(home, `restored-${(places += 1)}`) });

describe('A backup', () => {
  it('is unpacked where it is the one that its manifest names', async () => {
    await keep(await archive());
    await restored();
    expect(await readFile(join(home, `restored-${places}`, 'cluster', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  it('waits for no standby where it is restored: the one of then follows another database', async () => {
    await keep(await archive());
    await restored();
    const settings = await readFile(join(home, `restored-${places}`, 'cluster', 'postgresql.auto.conf'), 'utf8');
    // The last line of a name counts.
    expect(settings.match(/^synchronous_standby_names = .*$/gm)?.at(-1)).toBe(`synchronous_standby_names = ''`);
  });

  it('of which every file is right, in another archive than the manifest names, is refused', async () => {
    await keep(await archive());
    const other = await archive(['cluster/pg_wal']);
    await expect(restored()).rejects.toThrow(/is not the archive that the manifest names/);
    await keep(other);
    await restored();
  });
});
