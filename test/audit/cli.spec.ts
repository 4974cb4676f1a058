import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';
import { elementAt } from '../../src/kernel/list.js';

let trail: SealedTrail;
beforeAll(async () => {
  trail = await aSealedTrail(100, 50);
  mkdirSync(join(trail.folder, 'empty'));
  mkdirSync(join(trail.folder, 'garbage'));
  writeFileSync(join(trail.folder, 'garbage', 'checkpoints-2026-11-28.ndjson'), 'nothing\n{"size":5,"note":"x"}\n');
});
afterAll(() => trail.close());

interface Said {
  code: number;
  out: string;
  err: string;
}

/** Runs the built `emr audit …` as an operator does who set what is needed and nothing else. */
async function audit(words: readonly string[], settings: Record<string, string> = online()): Promise<Said> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    DATA_DIR: join(trail.folder, 'data'),
    ...settings,
  };
  const command = spawn(process.execPath, ['dist/cli/main.js', 'audit', ...words], { env });
  const said = { out: '', err: '' };
  command.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  command.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const [code] = (await once(command, 'close')) as [number];
  return { code, out: said.out.trim(), err: said.err.trim() };
}

const witness = () => join(trail.folder, 'witness');
const online = () => ({
  DATABASE_OWNER_URL: trail.database.ownerUrl,
  AUDIT_KEY_FILE: trail.keyFile,
  AUDIT_WITNESS_FOLDER: witness(),
  AUDIT_LOG_NAME: 'hospital/audit',
});
const publicKey = async (): Promise<string> => (await trail.evidence()).trustedKeys[0]!;

describe('emr audit verify', () => {
  it('says that the trail is intact, with this machine’s own key and witness, and ends with 0', async () => {
    const { code, out, err } = await audit(['verify']);
    expect(out).toMatch(/^INTACT: 150 sealed events are what was sealed/);
    expect(out).toContain("2 of the trail's own, 2 of witnesses");
    expect([code, err]).toEqual([0, '']);
  });

  it('answers JSON to machines', async () => {
    const { code, out } = await audit(['verify', '--json']);
    expect(JSON.parse(out)).toMatchObject({ intact: true, events: 150, size: 150, findings: [] });
    expect(code).toBe(0);
  });

  it('takes the key from a file, and witnesses from where it is told', async () => {
    const file = join(trail.folder, 'hospital.pub');
    writeFileSync(file, `${await publicKey()}\n`);
    const { code, out } = await audit(['verify', '--key', file, '--witness', witness(), '--witness', witness()]);
    expect(out).toContain('4 of witnesses');
    expect(code).toBe(0);
  });

  it('says what of a witness it could not read, where that may be its newest, and takes a file of it alone', async () => {
    const copy = join(trail.folder, 'copied');
    cpSync(witness(), copy, { recursive: true });
    const file = join(copy, elementAt(readdirSync(copy), 0));
    const whole = readFileSync(file, 'utf8');
    const key = ['--key', await publicKey()];
    expect(await audit(['verify', ...key, '--witness', file])).toMatchObject({ code: 0 });
    writeFileSync(join(copy, 'checkpoints-2026-11-30.ndjson.gz'), 'x');
    const packed = await audit(['verify', ...key, '--witness', copy]);
    expect(packed.out).toMatch(/^NOT PROVEN: .*checkpoints-2026-11-30\.ndjson\.gz was not read/);
    rmSync(join(copy, 'checkpoints-2026-11-30.ndjson.gz'));
    writeFileSync(file, whole.slice(0, -30));
    const cut = await audit(['verify', ...key, '--witness', copy]);
    expect(cut.out).toMatch(/^NOT PROVEN: the last 1 lines of the witness .*copied could not be read/);
    expect([packed.code, cut.code]).toEqual([3, 3]);
    // What was cut and brought again is whole.
    writeFileSync(file, `${whole.slice(0, -30)}\n${whole}`);
    expect(await audit(['verify', ...key, '--witness', copy])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\n1 lines of witnesses could not be read\.$/m),
    });
  });

  it('ends with 1 and names the event when one was changed', async () => {
    const tampered = await aSealedTrail(20);
    try {
      await tampered.attack(`UPDATE audit.event SET username = 'x'
        WHERE id = (SELECT event_id FROM audit.leaf WHERE seq = 7)`);
      const settings = { DATABASE_OWNER_URL: tampered.database.ownerUrl, AUDIT_KEY_FILE: tampered.keyFile };
      const { code, out } = await audit(['verify'], settings);
      expect(out).toMatch(/^TAMPERED: event 7 \([0-9a-f-]{36}\) was altered/);
      expect(code).toBe(1);
    } finally {
      await tampered.close();
    }
  });

  it('ends with 3 when it has neither key nor witness, and says so', async () => {
    const { code, out } = await audit(['verify'], { DATABASE_OWNER_URL: trail.database.ownerUrl });
    expect(out).toMatch(/^NOT PROVEN: no key was given/);
    expect(out).toContain('no checkpoints of a witness were given');
    expect(out).toContain('the settings here name the trail benh-an/79016/audit');
    expect(code).toBe(3);
  });

  it('ends with 1 when the key given is not one of the trail’s', async () => {
    const other = await aSealedTrail(1);
    const { trustedKeys } = await other.evidence();
    await other.close();
    const { code, out } = await audit(['verify', '--key', trustedKeys[0]!]);
    expect(out).toMatch(/^TAMPERED: the newest checkpoint \(150 events\) is not signed by a key that counts/);
    expect(code).toBe(1);
  });
});

describe('emr audit export', () => {
  it('writes a folder that verifies where no database is', async () => {
    const folder = join(trail.folder, 'export');
    const { code, out } = await audit(['export', '--to', folder]);
    expect(out).toBe(`Wrote 150 sealed events and 2 checkpoints to ${folder}.`);
    expect(code).toBe(0);
    const words = ['verify', '--export', folder, '--key', await publicKey(), '--witness', witness()];
    expect((await audit(words, {})).out).toMatch(/^INTACT: 150 sealed events/);
    writeFileSync(
      join(folder, 'events.ndjson'),
      readFileSync(join(folder, 'events.ndjson'), 'utf8').replace('nurse', 'x'),
    );
    const tampered = await audit(words, {});
    expect(tampered.out).toMatch(/^TAMPERED: event \d /);
    expect(tampered.code).toBe(1);
  });
});

describe('emr audit rotate-key', () => {
  it('replaces the private key, readable by its owner only, and keeps the public ones: old checkpoints still verify', async () => {
    const rotated = await aSealedTrail(30);
    try {
      const settings = {
        DATABASE_OWNER_URL: rotated.database.ownerUrl,
        AUDIT_KEY_FILE: rotated.keyFile,
        AUDIT_WITNESS_FOLDER: join(rotated.folder, 'witness'),
        AUDIT_LOG_NAME: 'hospital/audit',
      };
      const first = elementAt((await rotated.evidence()).trustedKeys, 0);
      const before = readFileSync(rotated.keyFile, 'utf8');
      const { code, out } = await audit(['rotate-key'], settings);
      expect(code).toBe(0);
      expect(out).toMatch(/^Key 2 signs from now on; .*\nhospital\/audit\+[0-9a-f]{8}\+\S+$/);
      expect(readFileSync(rotated.keyFile, 'utf8')).not.toBe(before);
      expect(statSync(rotated.keyFile).mode & 0o777).toBe(0o600);
      expect(existsSync(`${rotated.keyFile}.next`)).toBe(false);
      const { rows } = await rotated.owner.query<{ key: string }>(
        'SELECT verifier_key AS key FROM audit.signing_key ORDER BY number',
      );
      expect(rows.map(({ key }) => key)).toEqual([first, out.split('\n')[1]]);
      await rotated.grow(30);
      const verified = await audit(['verify', '--key', first], settings);
      expect(verified.out).toMatch(/^INTACT: 61 .*\n.* 2 of the trail's own, 2 of witnesses/);
    } finally {
      await rotated.close();
    }
  });
});

describe('Wrong use is answered with one sentence and 2', () => {
  const nowhere = () => join(trail.folder, 'nowhere');
  const cases: [string, () => string[], (() => Record<string, string>) | undefined, RegExp][] = [
    [
      'an export that is missing',
      () => ['verify', '--export', nowhere()],
      undefined,
      /nowhere is not an export .*missing\.$/,
    ],
    [
      'a witness folder that is missing',
      () => ['verify', '--witness', nowhere()],
      undefined,
      /^There is no witness folder .*nowhere\.$/,
    ],
    [
      'a witness folder that is empty',
      () => ['verify', '--witness', join(trail.folder, 'empty')],
      undefined,
      /^The witness folder .*empty holds no checkpoint\.$/,
    ],
    [
      'a witness folder of garbage',
      () => ['verify', '--witness', join(trail.folder, 'garbage')],
      undefined,
      /^The witness folder .*garbage holds no checkpoint\.$/,
    ],
    [
      'the code of another hospital, when its key shall be replaced',
      () => ['rotate-key'],
      () => ({ ...online(), AUDIT_LOG_NAME: '', HOSPITAL_CODE: '11111' }),
      /^The settings name the trail benh-an\/11111\/audit, but it is hospital\/audit/,
    ],
    [
      'an archive folder that is missing',
      () => ['verify', '--archive', nowhere()],
      undefined,
      /^There is no archive folder .*nowhere\.$/,
    ],
    [
      'what is no key',
      () => ['verify', '--key', 'abc'],
      undefined,
      /^abc is neither a public key .* nor a file with one\.$/,
    ],
    ['an option that does not exist', () => ['verify', '--keys', 'abc'], undefined, /^Unknown option '--keys'/],
    [
      'no database',
      () => ['verify'],
      () => ({}),
      /^There is no database in .*data: set DATABASE_OWNER_URL or DATA_DIR\.$/,
    ],
    [
      'a database that does not answer',
      () => ['verify'],
      () => ({ DATABASE_OWNER_URL: 'postgresql://emr_owner@localhost:1/benh_an' }),
      /^The database cannot be reached: .*ECONNREFUSED.*\.$/,
    ],
    [
      'a database without a trail',
      () => ['export', '--to', nowhere()],
      () => ({ DATABASE_OWNER_URL: trail.database.ownerUrl.replace(/\/[^/]*$/, '/postgres') }),
      /^This database has no audit trail: run "emr migrate" first\.$/,
    ],
    [
      'a month that is not over',
      () => ['archive', '--month', '2999-01', '--to', nowhere()],
      undefined,
      /^There is no partition of 2999-01/,
    ],
    [
      'the key of another trail',
      () => ['rotate-key'],
      () => ({ ...online(), AUDIT_KEY_FILE: nowhere() }),
      /^The signing key .*nowhere is missing: bring it back from its copy/,
    ],
  ];
  it.each(cases)('%s', async (_, words, settings, sentence) => {
    const { code, out, err } = await audit(words(), settings?.() ?? online());
    expect(err).toMatch(sentence);
    expect(err.split('\n')).toHaveLength(1);
    expect([code, out]).toEqual([2, '']);
    expect(existsSync(nowhere())).toBe(false);
    expect(existsSync(join(trail.folder, 'data', 'cluster'))).toBe(false);
  });

  it.each([[[]], [['prove']], [['export']], [['archive', '--month', 'January', '--to', 'x']]])(
    'the usage for %j',
    async (words) => {
      const { code, err } = await audit(words);
      expect(err).toMatch(/^Usage: emr audit verify/);
      expect(code).toBe(2);
    },
  );
});
