import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../src/cli/commands.js';
import { tooOldNode } from '../../src/server/node-version.js';

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

describe('The tour', () => {
  const tour = (port: string) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', 'tour'], { env });
    return { status, out: stdout.toString(), err: stderr.toString() };
  };

  it('goes to the port that PORT names, and says where it went and how to name another', () => {
    const { status, out, err } = tour('9');
    expect([status, out]).toEqual([1, 'At http://127.0.0.1:9 (PORT or --url names another)\n']);
    expect(err).toMatch(/127\.0\.0\.1:9 cannot be reached .+PORT=/);
  });
});

describe('Node.js', () => {
  it.each(['20.19.0', '20.20.2', '22.18.0'])('%s is told apart, with what to do', (version) => {
    expect(tooOldNode(version, 'npm start')).toMatch(/^Node\.js 22\.19 or later .+ this is [\d.]+\. .+"npm start"\.$/);
  });
  it.each(['22.19.0', '22.20.1', '24.21.0'])('%s will do', (version) => {
    expect(tooOldNode(version, 'npm start')).toBeUndefined();
  });
  it('is asked before anything is loaded that an old one does not have', () => {
    for (const file of ['dist/main.js', 'dist/cli/main.js', 'dist/server/node-version.js']) {
      const imports = [...readFileSync(file, 'utf8').matchAll(/^import .+ from '([^']+)';/gm)].map(([line]) => line);
      expect(imports.filter((line) => /import \{[^}]+\} from 'node:module'/.test(line))).toEqual([]);
    }
  });
});

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
