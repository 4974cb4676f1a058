import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountForPostgres } from '../../src/platform/database/embedded/account.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from '../../src/server/own-files.js';

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;
const ids = process.getuid?.() === 0 ? accountForPostgres().ids! : { uid: 0, gid: 0 };
/** A command as the account that PostgreSQL runs as. */
const asDatabase = (...command: string[]) => spawnSync(command[0]!, command.slice(1), { cwd: '/', ...ids }).status;

let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'benh-an-own-'));
  chmodSync(root, 0o755);
  data = join(root, 'data');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** As an earlier version left it: one folder, of the database's account. */
function oldLayout(): void {
  mkdirSync(join(data, 'cluster'), { recursive: true });
  for (const name of ['token-secret', 'audit-signing-key.pem', 'credentials.json', 'port']) {
    writeFileSync(join(data, name), name, { mode: 0o600 });
  }
  for (const folder of [data, join(data, 'cluster')]) chownSync(folder, ids.uid, ids.gid);
}

asRoot('Files made by root', () => {
  it('of an earlier version are taken out of the hands of the database’s account, which keeps its own', () => {
    oldLayout();
    expect(asDatabase('mv', join(data, 'port'), join(data, 'port.theirs'))).toBe(0);
    expect(asDatabase('mv', join(data, 'port.theirs'), join(data, 'port'))).toBe(0);
    separateOwnFiles(data, join(root, 'cache'));
    expect([databaseFolderOf(data), ownFolderOf(data, 'elsewhere')]).toEqual([join(data, 'postgres'), data]);
    for (const name of ['cluster', 'credentials.json', 'port']) {
      expect(existsSync(join(data, 'postgres', name))).toBe(true);
    }
    for (const name of ['token-secret', 'audit-signing-key.pem']) {
      expect(readFileSync(join(data, name), 'utf8')).toBe(name);
      expect(asDatabase('mv', join(data, name), join(data, `${name}.old`))).not.toBe(0);
      expect(asDatabase('cat', join(data, name))).not.toBe(0);
    }
    expect(asDatabase('touch', join(data, 'second-factor-keys'))).not.toBe(0);
    expect(asDatabase('touch', join(data, 'postgres', 'cluster', 'theirs'))).toBe(0);
    const { uid, mode } = statSync(data);
    expect([uid, mode & 0o777]).toEqual([0, 0o711]);
    separateOwnFiles(data, join(root, 'cache'));
  });

  it('that the account replaced are refused by name', () => {
    oldLayout();
    rmSync(join(data, 'token-secret'));
    expect(asDatabase('sh', '-c', `echo mine > ${join(data, 'token-secret')}`)).toBe(0);
    expect(() => separateOwnFiles(data, join(root, 'cache'))).toThrow(
      /token-secret was written by the account of the database/,
    );
  });

  it('come first where there is no database yet, and not into somebody’s folder', () => {
    separateOwnFiles(data, join(root, 'cache'));
    expect(databaseFolderOf(data)).toBe(join(data, 'postgres'));
    writeFileSync(join(data, 'thesis.odt'), 'x');
    expect(() => separateOwnFiles(data, join(root, 'cache'))).toThrow(/holds other files/);
  });
});
