import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../src/cli/commands.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benh-an-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Calls the built `emr` where there is no database: whatever it does would leave a folder behind, or fail. */
function emr(...words: string[]) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: join(folder, 'data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...words], { env });
  return { status, out: stdout.toString(), err: stderr.toString() };
}

describe('Every command of emr', () => {
  it.each(Object.keys(COMMANDS))('%s --help says how it is called and does nothing', (name) => {
    const { status, out, err } = emr(name, '--help');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: emr ${name}`));
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it.each(Object.keys(COMMANDS))('%s refuses an option it does not know, and does nothing', (name) => {
    const { status, err } = emr(name, '--nonsense');
    expect(status).not.toBe(0);
    expect(err).toMatch(/\S/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
