import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/database/embedded/processes.js';
import { databaseIn, OwnService, postgresOf } from '../support/own-service.js';
import { until } from '../support/until.js';

const WRITES = 12;
const service = new OwnService();
const { place, call, emr, emrBeside } = service;
beforeAll(() => service.open());
afterAll(() => service.close([databaseIn(place('second'))]));

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
    expect(emr(['standby', '--to', join(place('data'), '..')]).err).toMatch(/holds files already/);
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
    expect(checks.find(({ check }) => check === 'durability')?.level).toBe('ok');
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
    expect((await call('GET', '/health/live')).status).toBe(200);
    expect(isAnswered).toBe(false);
    expect(emr(['standby', '--to', place('second'), '--synchronous'])).toMatchObject({ status: 0, err: '' });
    expect((await waiting).status).toBe(201);
    expect(postgresOf(place('second'))).not.toBe(before);
  });

  it('has every acknowledged write after the primary was killed and it was promoted, and the trail is whole', async () => {
    const { acknowledged, over } = service.writing('Dự Phòng', WRITES);
    await until(() => acknowledged.length >= WRITES / 2);
    // While its service lives, the database comes back by itself: two would be primaries.
    service.process.kill('SIGSTOP');
    process.kill(postgresOf(place('data')), 'SIGKILL');
    await until(() => !isAlive(postgresOf(place('data'))));
    expect(emr(['promote', '--data', place('second')]).err).toMatch(
      /service of the primary still runs \(process \d+\)/,
    );
    const ended = once(service.process, 'exit');
    service.process.kill('SIGKILL');
    await Promise.all([over, ended]);
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
    await service.serve(place('second'));
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
