import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { BackupFolder, type DrillReport, WAL_FILE } from '../../src/platform/backup/backup-folder.js';
import { newBackupKey } from '../../src/platform/backup/sealed-stream.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/start.js';
import { elementAt } from '../../src/kernel/list.js';
import { until } from '../support/until.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { freePort } from '../support/free-port.js';

const PASSWORD = 'BenhAn-2026';
const home = mkdtempSync(join(tmpdir(), 'benh-an-backup-'));
const place = (name: string) => join(home, name);
let env: NodeJS.ProcessEnv;
let base: string;
let service: ChildProcess;
let token: string;

beforeAll(async () => {
  chmodSync(home, 0o755); // PostgreSQL's account enters it too, when the tests run as root
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const { recipient, identity } = await newBackupKey();
  writeFileSync(place('identity'), identity, { mode: 0o600 });
  env = {
    ...{ PATH, HOME, DATA_DIR: place('data'), PORT: String(port), WORKERS: '1', DEMO_PASSWORD: PASSWORD },
    ...{ PASSWORD_MEMORY_KIB: '1024', LOG_LEVEL: 'silent', LOG_FORMAT: 'json', AUDIT_WITNESS_FOLDER: place('witness') },
    METRICS: 'open',
    ...{ BACKUP_DIR: place('backup'), BACKUP_RECIPIENT: recipient, BACKUP_IDENTITY_FILE: place('identity') },
  };
  base = `http://127.0.0.1:${port}`;
  service = spawn(process.execPath, ['dist/main.js'], { env, stdio: 'ignore' });
  await until(() =>
    fetch(`${base}/health/ready`)
      .then(({ ok }) => ok)
      .catch(() => false),
  );
  const signedIn = await call('/api/v1/auth/login', { username: 'registrar', password: PASSWORD });
  token = ((await signedIn.json()) as { accessToken: string }).accessToken;
});
afterAll(async () => {
  if (service.exitCode === null && service.signalCode === null) {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
  rmSync(home, { recursive: true, force: true });
});

function call(path: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  return fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function register(fullName: string): Promise<void> {
  expect((await call('/api/v1/patients', { fullName, sex: 'female' })).status).toBe(201);
}

function emr(words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...words], {
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

const report = (): DrillReport => JSON.parse(readFileSync(join(place('backup'), 'drill.json'), 'utf8')) as DrillReport;

/** Works on a restored data folder as the superuser of its database. */
async function inside<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const folder = join(dataDir, process.getuid?.() === 0 ? 'postgres' : '');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  const client = new pg.Client(postgres.superuserUrl);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    await postgres.stop();
  }
}

/** Names of patients in a restored data folder, in the order of their numbers. */
const patientsIn = (dataDir: string): Promise<string[]> =>
  inside(dataDir, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT full_name AS name FROM patient WHERE full_name LIKE 'Sao Lưu %' ORDER BY mrn`,
    );
    return rows.map(({ name }) => name);
  });

describe('Backups of the embedded database', () => {
  let between: string;

  it('begin with the service, and are tried at once: the restored copy is whole, and its trail is the living one', async () => {
    await until(() => existsSync(join(place('backup'), 'drill.json')));
    expect(report()).toMatchObject({ passed: true, trail: 'intact', reconciliation: 0, reasons: [] });
    expect(report().tables.find(({ table }) => table === 'public.patient')?.restored).toBeGreaterThan(0);
  });

  it('are shown in the metrics, as is all else that the rules and the dashboard ask for', async () => {
    const shown = await (await fetch(`${base}/metrics`)).text();
    expect(shown).toMatch(/^restore_drill_passed 1$/m);
    const [, at] = /^backup_last_success_timestamp_seconds ([\d.]+)$/m.exec(shown)!;
    expect(Date.now() / 1000 - Number(at)).toBeLessThan(600);
    const asked = ['prometheus-rules.yml', 'grafana-dashboard.json']
      .map((name) => readFileSync(join('deploy', name), 'utf8'))
      .join();
    const names = new Set(
      asked
        .match(/\b[a-z]+(?:_[a-z]+)+\b(?=[ {)\["])/g)
        ?.filter((name) => !/^(?:histogram_quantile|label_values|sum_over_time|time_series)$/.test(name)),
    );
    expect(names.size).toBeGreaterThan(15);
    const isShown = (name: string) =>
      new RegExp(`^# TYPE ${name.replace(/_(?:bucket|count|sum)$/, '')} `, 'm').test(shown);
    expect([...names].filter((name) => !isShown(name))).toEqual([]);
  });

  it('hold what is written later too, by the write-ahead log: nothing that was answered is lost', async () => {
    await register('Sao Lưu Một');
    between = new Date().toISOString();
    await register('Sao Lưu Hai');
    const { status, out } = emr(['backup', 'drill']);
    expect([status, out]).toEqual([0, expect.stringMatching(/^PASSED: .+ 0 s of writing lost/)]);
    const doctor = JSON.parse(emr(['doctor', '--json']).out) as { checks: { check: string; level: string }[] };
    const levels = Object.fromEntries(doctor.checks.map(({ check, level }) => [check, level]));
    expect(levels).toMatchObject({ backup: 'ok', drill: 'ok', archive: 'ok', database: 'ok', witness: 'ok' });
  });

  it('leave keys out, or seal them apart', () => {
    const { status, out } = emr(['backup', '--keys-to', place('keys')]);
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('audit-signing-key.pem, token-secret, second-factor-keys'),
    ]);
    const { files } = JSON.parse(
      readFileSync(
        join(place('backup'), 'base', readdirSync(join(place('backup'), 'base')).at(-1)!, 'manifest.json'),
        'utf8',
      ),
    ) as { files: { path: string }[] };
    expect(files.filter(({ path }) => /secret|signing|second-factor/.test(path))).toEqual([]);
  });

  it('are made anew at once for another key, and open with both identities from then on', async () => {
    const { recipient, identity } = await newBackupKey();
    const bases = () =>
      readdirSync(join(place('backup'), 'base'))
        .filter((name) => existsSync(join(place('backup'), 'base', name, 'manifest.json')))
        .sort();
    const before = bases();
    // Both, as age-keygen writes them.
    writeFileSync(place('identity'), `# old\n${readFileSync(place('identity'), 'utf8')}\n# new\n${identity}\n`, {
      mode: 0o600,
    });
    env.BACKUP_RECIPIENT = recipient;
    service.kill('SIGTERM');
    await once(service, 'exit');
    service = spawn(process.execPath, ['dist/main.js'], { env, stdio: 'ignore' });
    await until(() => bases().length > before.length);
    await until(() => report().backup === bases().at(-1));
    expect(report()).toMatchObject({ passed: true });
    await until(() =>
      fetch(`${base}/health/ready`)
        .then(({ ok }) => ok)
        .catch(() => false),
    );
    await register('Sao Lưu Ba');
    expect(emr(['backup', 'drill']).status).toBe(0);
    expect(emr(['backup', '--keys-to', place('keys')]).status).toBe(0);
  });

  it('bring everything back after the machine is lost, and the trail verifies with its own keys', async () => {
    service.kill('SIGKILL');
    await once(service, 'exit');
    const to = place('restored');
    // On a machine of another zone and language: what stands in the database is of neither.
    const elsewhere = { TZ: 'America/New_York', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const words = ['restore', '--from', place('backup'), '--to', to, '--keys-from', place('keys')];
    const { status, err } = emr(words, elsewhere);
    expect([status, err]).toEqual([0, '']);
    expect(await patientsIn(to)).toEqual(['Sao Lưu Một', 'Sao Lưu Hai', 'Sao Lưu Ba']);
    const verified = emr(['audit', 'verify'], { DATA_DIR: to, BACKUP_DIR: '' });
    expect([verified.status, verified.out]).toEqual([0, expect.stringMatching(/^INTACT/)]);
  });

  it('in which somebody altered a signed note tell it: the note itself, and the comparison with the trail', async () => {
    const to = place('restored');
    const folder = join(to, process.getuid?.() === 0 ? 'postgres' : '');
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
    const superuser = new pg.Client(postgres.superuserUrl);
    await superuser.connect();
    const { rows } = await superuser.query<{ id: string }>(
      `SELECT n.id FROM note n JOIN note_signature s ON s.note_id = n.id WHERE n.status = 'signed' ORDER BY n.id LIMIT 1`,
    );
    const { id } = elementAt(rows, 0);
    await withoutTriggers(
      superuser,
      `UPDATE note SET sections = jsonb_set(sections, '{0,text}', '"Không dị ứng"') WHERE id = '${id}'`,
    );
    await superuser.end();
    await postgres.stop();
    const restored = { DATA_DIR: to, BACKUP_DIR: '', PORT: String(await freePort()) };
    const compared = emr(['audit', 'reconcile'], restored);
    expect([compared.status, compared.out]).toEqual([1, expect.stringContaining(id)]);
    const copy = spawn(process.execPath, ['dist/main.js'], { env: { ...env, ...restored }, stdio: 'ignore' });
    const at = `http://127.0.0.1:${restored.PORT}`;
    try {
      await until(() =>
        fetch(`${at}/health/ready`)
          .then(({ ok }) => ok)
          .catch(() => false),
      );
      const signedIn = await fetch(`${at}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username: 'doctor', password: PASSWORD }),
      });
      const { accessToken } = (await signedIn.json()) as { accessToken: string };
      const headers = { Authorization: `Bearer ${accessToken}` };
      const verified = await (await fetch(`${at}/api/v1/notes/${id}/verify`, { headers })).json();
      expect(verified).toMatchObject({ state: 'altered', matches: false });
    } finally {
      copy.kill('SIGTERM');
      await once(copy, 'exit');
    }
  });

  it('bring it back as it was at a moment', async () => {
    const to = place('earlier');
    const words = ['restore', '--from', place('backup'), '--to', to, '--at', between];
    // The newest backups are from after that moment and for another key: the one before them is taken, and the log of both keys read.
    expect(emr(words).status).toBe(0);
    expect(await patientsIn(to)).toEqual(['Sao Lưu Một']);
  });

  it('say what is out of reach where a file of the log lacks in the middle', async () => {
    const folder = new BackupFolder(place('with-a-gap'));
    cpSync(place('backup'), folder.path, { recursive: true });
    const name = (await folder.walFiles()).findLast((one) => WAL_FILE.test(one)) ?? '';
    const wal = (one: string) => join(folder.wal, `${one}.emrb`);
    renameSync(wal(name), wal(`${name.slice(0, -2)}FF`));
    const { status, err } = emr(['restore', '--from', folder.path, '--to', place('gap')]);
    expect([status, err]).toEqual([0, expect.stringMatching(/The log lacks 0{7}1[0-9A-F]{16}, .+ is not restored/)]);
  });

  it('are refused when they were changed, when the key is another, and where a folder is taken', async () => {
    const words = ['restore', '--from', place('backup'), '--to', place('no')];
    for (const [at, why] of [
      ['01/02/2026 10:00', /is no moment/],
      ['2099-01-01T00:00:00Z', /still to come/],
    ] as const) {
      expect(emr([...words, '--at', at])).toMatchObject({ status: 1, err: expect.stringMatching(why) });
    }
    const { identity } = await newBackupKey();
    writeFileSync(place('other'), identity, { mode: 0o600 });
    expect(emr(words, { BACKUP_IDENTITY_FILE: place('other') })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/sealed for another/),
    });
    const newest = elementAt(
      readdirSync(join(place('backup'), 'base'))
        .sort()
        .toReversed(),
      0,
    );
    const file = join(place('backup'), 'base', newest, 'base.emrb');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
    writeFileSync(file, bytes);
    expect(emr(words)).toMatchObject({ status: 1, err: expect.stringMatching(/not as it was written/) });
    expect(emr(['restore', '--from', place('backup'), '--to', place('restored')])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/holds a database already/),
    });
  });
});
