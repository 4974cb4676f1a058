import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/database/embedded/processes.js';
import { freePort } from '../support/free-port.js';
import { type Account, databaseIn, OwnService, postgresOf, postmasterIn } from '../support/own-service.js';
import { until } from '../support/until.js';

const WRITES = 12;
const service = new OwnService();
const { place, call, emr } = service;
beforeAll(() => service.open());
afterAll(() => service.close([place('far'), databaseIn(place('back'))]));

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
    expect(invite(place('data'), invitation, '--here', '8.8.8.8', '--there', THERE).err).toMatch(/no address of this/);
    expect(invite(place('data'), invitation, '--here', 'db', '--there', THERE).err).toMatch(/no IP address/);
    const { status, out, err } = invite(place('data'), invitation, ...at, '--synchronous');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/The database was restarted: it listens on 127\.0\.0\.2 too, over TLS, for 127\.0\.0\.3 alone/);
    code = /AGE-SECRET-KEY-\S+/.exec(out)![0];
    const rules = readFileSync(join(databaseIn(place('data')), 'cluster', 'pg_hba.conf'), 'utf8');
    expect(rules).toMatch(new RegExp(`^hostssl replication ${nameOf(out)} 127\\.0\\.0\\.3/32 scram-sha-256 #`, 'm'));
    expect(readFileSync(invitation).includes('emr_owner')).toBe(false);
    expect(invite(place('data'), invitation, ...at).err).toMatch(/is there already/);
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
      readFileSync(join(place('data'), 'token-secret'), 'utf8'),
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
    expect((await call('GET', '/health/live')).status).toBe(200);
    expect(isAnswered).toBe(false);
    expect(emr(['standby', '--to', place('far')], onFar, far)).toMatchObject({ status: 0, err: '' });
    expect((await waiting).status).toBe(201);
    expect(emr(['standby', '--to', place('far')], onFar, far).out).toMatch(/follows 127\.0\.0\.2/);
  });

  it('takes over with every acknowledged write; the old primary stays down, and comes back as its standby', async () => {
    const { acknowledged, over } = service.writing('Máy Khác', WRITES);
    await until(() => acknowledged.length >= WRITES / 2);
    const ended = once(service.process, 'exit');
    const database = postgresOf(place('data'));
    service.process.kill('SIGKILL');
    process.kill(database, 'SIGKILL');
    await Promise.all([over, ended]);
    await until(() => !isAlive(database));
    expect(emr(['promote', '--data', place('far')], onFar, far)).toMatchObject({
      ...{ status: 0, err: '' },
      out: expect.stringMatching(/^Promoted; its last change is of.+The old primary at 127\.0\.0\.2:\d+ asks this one/),
    });
    expect(emr(['audit', 'verify'], onFar, far)).toMatchObject({ status: 0, out: expect.stringMatching(/^INTACT/) });
    Object.assign(service.env, { AUDIT_WITNESS_FOLDER: '' });
    await service.serve(place('far'), far);
    for (const id of acknowledged) expect((await call('GET', `/api/v1/patients/${id}`)).status).toBe(200);
    expect(emr(['migrate'], { DATA_DIR: place('data') })).toMatchObject({
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
