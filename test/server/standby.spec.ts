import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/database/embedded/processes.js';
import { until } from '../support/until.js';
import { freePort } from '../support/free-port.js';

const PASSWORD = 'BenhAn-2026';
const WRITES = 12;
const home = mkdtempSync(join(tmpdir(), 'benh-an-standby-'));
const place = (name: string) => join(home, name);
const databaseIn = (dataDir: string) => join(dataDir, process.getuid?.() === 0 ? 'postgres' : '');
const postmasterIn = (folder: string) =>
  Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
const postgresOf = (dataDir: string) => postmasterIn(databaseIn(dataDir));
let env: NodeJS.ProcessEnv;
let base: string;
let service: ChildProcess;
let token = '';

beforeAll(async () => {
  chmodSync(home, 0o755); // PostgreSQL's account enters it too, when the tests run as root
  const port = await freePort();
  const { PATH, HOME } = process.env;
  env = {
    ...{ PATH, HOME, DATA_DIR: place('data'), PORT: String(port), WORKERS: '1', DEMO_PASSWORD: PASSWORD },
    ...{ PASSWORD_MEMORY_KIB: '1024', LOG_LEVEL: 'silent', LOG_FORMAT: 'json', AUDIT_WITNESS_FOLDER: place('witness') },
  };
  base = `http://127.0.0.1:${port}`;
  await serve(place('data'));
  const signedIn = await call('POST', '/api/v1/auth/login', { username: 'registrar', password: PASSWORD });
  token = ((await signedIn.json()) as { accessToken: string }).accessToken;
});
afterAll(async () => {
  if (service.exitCode === null && service.signalCode === null) {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
  // Left by a case that failed: a standby lives on by itself.
  for (const folder of [databaseIn(place('second')), place('far'), databaseIn(place('back'))]) {
    if (!existsSync(join(folder, 'cluster', 'standby.signal'))) continue;
    try {
      process.kill(postmasterIn(folder), 'SIGINT');
    } catch {
      // has ended
    }
  }
  rmSync(home, { recursive: true, force: true });
});

async function serve(dataDir: string, as: Account = {}): Promise<void> {
  service = spawn(process.execPath, ['dist/main.js'], { env: { ...env, DATA_DIR: dataDir }, stdio: 'ignore', ...as });
  await until(() =>
    fetch(`${base}/health/ready`)
      .then(({ ok }) => ok)
      .catch(() => false),
  );
}

function call(method: string, path: string, body?: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  return fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
}

type Account = { uid?: number; gid?: number };

function emr(words: readonly string[], more: NodeJS.ProcessEnv = {}, as: Account = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...words], {
    env: { ...env, ...more },
    encoding: 'utf8',
    ...as,
  });
  return { status, out: stdout, err: stderr };
}

/** The same, while this process goes on. */
async function emrBeside(words: readonly string[]) {
  const running = spawn(process.execPath, ['dist/cli/main.js', ...words], { env });
  const said = { out: '', err: '' };
  running.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  running.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const [status] = (await once(running, 'close')) as [number];
  return { status, ...said };
}

describe('A standby of the embedded database', () => {
  it('is refused where none can be', () => {
    const words = ['standby', '--to', place('no')];
    expect(emr(words, { DATA_DIR: place('elsewhere') }).err).toMatch(/does not run on/);
    const own = {
      DATABASE_URL: 'postgresql://emr_app:x@127.0.0.1:1/x',
      TOKEN_SECRET: randomBytes(48).toString('base64'),
    };
    expect(emr(words, own).err).toMatch(/not the embedded one/);
    expect(existsSync(place('no'))).toBe(false);
    expect(emr(['standby', '--to', home]).err).toMatch(/holds files already/);
    expect(emr(['standby', '--to', join(place('data'), 'within')]).err).toMatch(/lies in the data folder/);
    expect(emr(['promote', '--data', place('data')]).err).toMatch(/holds no standby/);
  });

  it('is made by one command while the service runs, with its keys, and the doctor sees it follow', () => {
    const { status, out, err } = emr(['standby', '--to', place('second'), '--synchronous']);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/Keys carried: .*audit-signing-key\.pem.*second-factor-keys.*token-secret/);
    expect(out).toContain(`PostgreSQL ${postgresOf(place('second'))} on port`);
    const { checks } = JSON.parse(emr(['doctor', '--json']).out) as {
      checks: { check: string; level: string; says: { en: string } }[];
    };
    expect(checks.filter(({ check }) => check === 'standby')).toEqual([
      expect.objectContaining({
        level: 'ok',
        says: expect.objectContaining({ en: expect.stringMatching(/^emr_standby_\w+ is \d+ s behind$/) }),
      }),
    ]);
  });

  it('is neither promoted beside a living primary nor served before it is promoted, and is waited for until the same command starts it again', async () => {
    expect(emr(['promote', '--data', place('second')])).toMatchObject({
      status: 1,
      err: expect.stringMatching(/still answers/),
    });
    const before = postgresOf(place('second'));
    process.kill(before, 'SIGKILL');
    await until(() => !isAlive(before));
    let isAnswered = false;
    const waiting = call('POST', '/api/v1/patients', { fullName: 'Dự Phòng Chờ', sex: 'male' }).finally(
      () => (isAnswered = true),
    );
    expect(emr(['migrate'], { DATA_DIR: place('second') })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/holds a standby/),
    });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect(isAnswered).toBe(false);
    expect(emr(['standby', '--to', place('second'), '--synchronous'])).toMatchObject({ status: 0, err: '' });
    expect((await waiting).status).toBe(201);
    expect(postgresOf(place('second'))).not.toBe(before);
  });

  it('has every acknowledged write after the primary was killed and it was promoted, and the trail is whole', async () => {
    const acknowledged: string[] = [];
    const writing = Array.from({ length: WRITES }, async (_, number) => {
      const answer = await call('POST', '/api/v1/patients', { fullName: `Dự Phòng ${number}`, sex: 'female' }).catch(
        () => undefined,
      );
      if (answer?.status === 201) acknowledged.push(((await answer.json()) as { id: string }).id);
    });
    await until(() => acknowledged.length >= WRITES / 2);
    // While its service lives, the database comes back by itself: two would be primaries.
    service.kill('SIGSTOP');
    process.kill(postgresOf(place('data')), 'SIGKILL');
    await until(() => !isAlive(postgresOf(place('data'))));
    expect(emr(['promote', '--data', place('second')]).err).toMatch(
      /service of the primary still runs \(process \d+\)/,
    );
    service.kill('SIGKILL');
    await Promise.all([...writing, once(service, 'exit')]);
    const lacks: string[] = [];
    const [barred, following] = [
      join(databaseIn(place('data')), 'superseded.json'),
      join(databaseIn(place('second')), 'cluster', 'standby.signal'),
    ];
    const looking = setInterval(() => {
      if (!existsSync(following) && !existsSync(barred)) lacks.push('promoted, and the primary may start');
    }, 2);
    const promoted = await emrBeside(['promote', '--data', place('second')]);
    clearInterval(looking);
    expect(lacks).toEqual([]);
    expect(promoted).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringMatching(/^Promoted; its last change is of.+does not start any more/),
    });
    const verified = emr(['audit', 'verify'], { DATA_DIR: place('second') });
    expect([verified.status, verified.out]).toEqual([0, expect.stringMatching(/^INTACT/)]);
    await serve(place('second'));
    // The session of before goes on: the secret of tokens came along.
    for (const id of acknowledged) expect((await call('GET', `/api/v1/patients/${id}`)).status).toBe(200);
    expect((await call('POST', '/api/v1/patients', { fullName: 'Dự Phòng Sau', sex: 'male' })).status).toBe(201);
  });

  it('keeps the old primary from starting again, whether that could be told so or only comes back later', () => {
    const started = () => emr(['migrate']);
    expect(started()).toMatchObject({ status: 1, err: expect.stringMatching(/took the place of .+ at \d{4}-/) });
    rmSync(join(databaseIn(place('data')), 'superseded.json'));
    expect(started()).toMatchObject({ status: 1, err: expect.stringMatching(/took the place of .+ and has what was/) });
  });

  it('follows a promoted one too, and is forgotten when it is lost for good', () => {
    const promoted = { DATA_DIR: place('second') };
    expect(emr(['standby', '--to', place('third')], promoted)).toMatchObject({ status: 0, err: '' });
    expect(emr(['standby', '--forget'], promoted).out).toMatch(/none was forgotten/);
    process.kill(postgresOf(place('third')), 'SIGKILL');
    expect(emr(['standby', '--forget'], promoted).out).toMatch(/^Forgotten: emr_standby_\w+\.$/m);
    expect(emr(['standby', '--to', place('third')], promoted).err).toMatch(/one that was forgotten/);
  });
});

/** Two machines that share a network and nothing else: a folder, an address and, for root, an account of its own. */
describe('A standby on another machine', () => {
  const [HERE, THERE] = ['127.0.0.2', '127.0.0.3'];
  const far: Account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const onFar = { DATA_DIR: place('far'), AUDIT_WITNESS_FOLDER: '' };
  const farFile = place('carried');
  const invitation = place('invitation');
  const nameOf = (out: string) => /emr_standby_[0-9a-f]{8}/.exec(out)?.[0] ?? '';
  let port: number;
  let code: string;
  beforeAll(async () => {
    port = await freePort();
    mkdirSync(place('far'), { mode: 0o700 });
    if (far.uid !== undefined) chownSync(place('far'), far.uid, far.uid);
  });
  /** Carries the file over: to the other machine it belongs to whoever works there. */
  const carried = (file: string) => {
    cpSync(file, farFile);
    if (far.uid !== undefined) chownSync(farFile, far.uid, far.uid);
    return farFile;
  };
  const invite = (dataDir: string, file: string, ...more: string[]) =>
    emr(['standby', 'invite', '--file', file, ...more], { DATA_DIR: dataDir });
  const join_ = (file: string, opened: string, to = place('far'), as = far) =>
    emr(['standby', '--from', file, '--to', to], { STANDBY_CODE: opened }, as);

  it('is invited by one command, which lets the database listen on the network for that machine alone', () => {
    const at = ['--here', HERE, '--there', THERE, '--port', String(port)];
    expect(invite(place('second'), invitation, '--here', '8.8.8.8', '--there', THERE).err).toMatch(
      /no address of this/,
    );
    expect(invite(place('second'), invitation, '--here', 'db', '--there', THERE).err).toMatch(/no IP address/);
    const { status, out, err } = invite(place('second'), invitation, ...at, '--synchronous');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/The database was restarted: it listens on 127\.0\.0\.2 too, over TLS, for 127\.0\.0\.3 alone/);
    code = /AGE-SECRET-KEY-\S+/.exec(out)![0];
    const rules = readFileSync(join(databaseIn(place('second')), 'cluster', 'pg_hba.conf'), 'utf8');
    expect(rules).toMatch(new RegExp(`^hostssl replication ${nameOf(out)} 127\\.0\\.0\\.3/32 scram-sha-256 #`, 'm'));
    expect(readFileSync(invitation).includes('emr_owner')).toBe(false);
    expect(invite(place('second'), invitation, ...at).err).toMatch(/is there already/);
  });

  it('joins by one command there, with keys and witness, over TLS; a wrong code and a used invitation are refused', async () => {
    const wrong = `${code.slice(0, -1)}${code.endsWith('Q') ? 'P' : 'Q'}`;
    expect(join_(carried(invitation), wrong)).toMatchObject({ status: 1, err: expect.not.stringMatching(/ {4}at /) });
    const joined = join_(farFile, code);
    expect(joined).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringMatching(/follows 127\.0\.0\.2:\d+.*keys\/token-secret/s),
    });
    expect(existsSync(join(place('far'), 'audit-signing-key.pem'))).toBe(true);
    expect(readFileSync(join(place('far'), 'token-secret'), 'utf8')).toBe(
      readFileSync(join(place('second'), 'token-secret'), 'utf8'),
    );
    expect(existsSync(join(place('far'), 'witness'))).toBe(true);
    expect(readFileSync(join(place('far'), 'cluster', 'postgresql.auto.conf'), 'utf8')).toMatch(/sslmode=verify-ca/);
    expect(join_(farFile, code).err).toMatch(/holds files already/);
    expect(join_(invitation, code, place('again'), {}).err).toMatch(/was used already/);
    expect(existsSync(place('again'))).toBe(false);
    expect((await call('POST', '/api/v1/patients', { fullName: 'Máy Khác Một', sex: 'male' })).status).toBe(201);
  });

  it('is waited for, and started again by one command there', async () => {
    const before = postmasterIn(place('far'));
    process.kill(before, 'SIGKILL');
    await until(() => !isAlive(before));
    let isAnswered = false;
    const waiting = call('POST', '/api/v1/patients', { fullName: 'Máy Khác Hai', sex: 'male' }).finally(
      () => (isAnswered = true),
    );
    expect(emr(['promote', '--data', place('far')], onFar, far).err).toMatch(/127\.0\.0\.2:\d+ still answers/);
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect(isAnswered).toBe(false);
    expect(emr(['standby', '--to', place('far')], onFar, far)).toMatchObject({ status: 0, err: '' });
    expect((await waiting).status).toBe(201);
    expect(emr(['standby', '--to', place('far')], onFar, far).out).toMatch(/follows 127\.0\.0\.2/);
  });

  it('takes over with every acknowledged write; the old primary stays down, and comes back as its standby', async () => {
    const acknowledged: string[] = [];
    const writing = Array.from({ length: WRITES }, async (_, number) => {
      const answer = await call('POST', '/api/v1/patients', { fullName: `Máy Khác ${number}`, sex: 'female' }).catch(
        () => undefined,
      );
      if (answer?.status === 201) acknowledged.push(((await answer.json()) as { id: string }).id);
    });
    await until(() => acknowledged.length >= WRITES / 2);
    const ended = once(service, 'exit');
    const database = postgresOf(place('second'));
    service.kill('SIGKILL');
    process.kill(database, 'SIGKILL');
    await Promise.all([...writing, ended]);
    await until(() => !isAlive(database));
    expect(emr(['promote', '--data', place('far')], onFar, far)).toMatchObject({
      ...{ status: 0, err: '' },
      out: expect.stringMatching(/^Promoted; its last change is of.+The old primary at 127\.0\.0\.2:\d+ asks this one/),
    });
    expect(emr(['audit', 'verify'], onFar, far)).toMatchObject({ status: 0, out: expect.stringMatching(/^INTACT/) });
    Object.assign(env, { AUDIT_WITNESS_FOLDER: '' });
    await serve(place('far'), far);
    for (const id of acknowledged) expect((await call('GET', `/api/v1/patients/${id}`)).status).toBe(200);
    expect(emr(['migrate'], { DATA_DIR: place('second') })).toMatchObject({
      ...{ status: 1, err: expect.stringMatching(/127\.0\.0\.3:\d+ took the place of/) },
    });
    const back = place('invitation-back');
    const at = ['--here', THERE, '--there', HERE, '--port', String(await freePort())];
    mkdirSync(place('from-far'));
    if (far.uid !== undefined) chownSync(place('from-far'), far.uid, far.uid);
    const invited = emr(['standby', 'invite', '--file', place('from-far/back'), ...at], onFar, far);
    expect(invited).toMatchObject({ status: 0, err: '' });
    cpSync(place('from-far/back'), back);
    expect(join_(back, /AGE-SECRET-KEY-\S+/.exec(invited.out)![0], place('back'), {})).toMatchObject({
      status: 0,
      err: '',
    });
    expect((await call('POST', '/api/v1/patients', { fullName: 'Máy Khác Sau', sex: 'male' })).status).toBe(201);
    process.kill(postgresOf(place('back')), 'SIGINT');
    expect(emr(['standby', '--forget'], onFar, far).out).toMatch(/^Forgotten: emr_standby_\w+\.$/m);
  });
});
