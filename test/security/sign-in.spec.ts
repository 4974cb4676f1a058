import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Response } from 'supertest';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';
import { Passwords } from '../../src/platform/security/passwords.js';

const LOGIN = '/api/v1/auth/login';
const AS_TEST = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => forgive());
afterAll(() => world.close());

/** Changes rows behind the service, as its owner may when he says who he is. */
const change = (sql: string) => world.sql(`BEGIN; ${AS_TEST}; ${sql}; COMMIT`);
const signIn = (username: string, password = PASSWORD, more: object = {}, headers: Record<string, string> = {}) =>
  world.anonymous.post(LOGIN, { username, password, ...more }, headers);
const idOf = ({ headers }: { headers: Record<string, string> }) => headers['x-request-id'];
const eventsOf = (requestId: string) =>
  world.sql('SELECT kind, actor_kind, username, detail FROM audit.event WHERE request_id = $1 ORDER BY id', [
    requestId,
  ]);
const forgive = () => world.sql('DELETE FROM sign_in_tally');
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');
const HERE = '127.0.0.1';
/** Failures counted for a name at the tests' own address. */
const failures = async (username: string) => {
  const text = 'SELECT failures AS n FROM sign_in_tally WHERE name_hash = $1 AND address = $2';
  const [row] = await world.sql(text, [hashOf(username), HERE]);
  return (row?.n as number | undefined) ?? 0;
};
/** Sets what was counted before; an empty address is anywhere. */
const failedBefore = (username: string, address: string, count: number, pausedSeconds?: number) =>
  world.sql(
    `INSERT INTO sign_in_tally (name_hash, address, failures, paused_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4))
     ON CONFLICT (name_hash, address) DO UPDATE SET failures = $3, paused_until = excluded.paused_until`,
    [hashOf(username), address, count, pausedSeconds ?? null],
  );
const from = (address: string) => ({ 'X-Forwarded-For': address });
/** What is counted of a name, with its pauses to the moment: a second that is told may end between two answers. */
const talliesOf = (username: string) =>
  world.sql(
    `SELECT address, failures, extract(epoch FROM paused_until - last_failed_at)::float AS pause FROM sign_in_tally WHERE name_hash = $1 ORDER BY address`,
    [hashOf(username)],
  );
const pauseHere = async (username: string) =>
  (await talliesOf(username)).find(({ address }) => address === HERE)?.pause as number | null | undefined;
/** So that no pause ends while a test looks. */
const holdPauses = () =>
  world.sql(`UPDATE sign_in_tally SET paused_until = paused_until + interval '1 hour' WHERE paused_until > now()`);

describe('Signing in', () => {
  it('answers a wrong name as it answers a wrong password', async () => {
    const answers = [await signIn('doctor', 'sai'), await signIn('nobody', 'sai'), await signIn('nobody')];
    const shown = answers.map(({ body, headers }) => {
      expect(body.instance).toBe(headers['x-request-id']);
      return { ...body, instance: '' };
    });
    expectProblem(answers[0]!, 401, 'sign-in-failed');
    expect(answers[0]!.headers['www-authenticate']).toBe('Bearer');
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  it('takes the name in any case and with spaces round it, the password exactly', async () => {
    expect((await signIn(' DOCTOR ')).status).toBe(200);
    for (const wrong of [PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(0, -1), 'x'.repeat(256)]) {
      expect((await signIn('nurse', wrong)).status).toBe(401);
      await forgive();
    }
  });

  it('takes a password typed in another Unicode form', async () => {
    expect((await signIn('doctor', PASSWORD.normalize('NFD'))).status).toBe(200);
  });

  it.each([
    [{}],
    [{ username: 'doctor' }],
    [{ username: 'doctor', password: '' }],
    [{ username: 'doctor', password: 'x'.repeat(257) }],
    [{ username: 'x'.repeat(65), password: 'x' }],
    [{ username: { $ne: 1 }, password: ['x'] }],
    [{ username: 'doctor', password: PASSWORD, role: 'root' }],
    [{ username: 'doctor', password: PASSWORD, admin: true }],
  ])('refuses %p as no sign-in at all', async (body) => {
    expectProblem(await world.anonymous.post(LOGIN, body), 400, 'validation');
  });

  it.each(["doctor' OR '1'='1", 'doctor"; --', '%', 'doctor\n', 'İ'.repeat(64), '👩‍⚕️'.repeat(12)])(
    'does not fall for the name %p',
    async (username) => {
      expect((await signIn(username, 'x')).status).toBe(401);
    },
  );

  it('does not give a role the person does not hold, and puts the attempt on the trail', async () => {
    const answer = await signIn('doctor', PASSWORD, { role: 'admin' });
    expectProblem(answer, 403, 'role-not-held');
    expect(await eventsOf(answer.headers['x-request-id']!)).toEqual([
      expect.objectContaining({ kind: 'sign-in-failed', detail: { username: 'doctor', why: 'role not held' } }),
    ]);
  });

  it('refuses someone who left as someone unknown', async () => {
    await change(`UPDATE staff_member SET status = 'left' WHERE username = 'lab'`);
    expectProblem(await signIn('lab'), 401, 'sign-in-failed');
    await change(`UPDATE staff_member SET status = 'active' WHERE username = 'lab'`);
    expect((await signIn('lab')).status).toBe(200);
  });
});

describe('Guessing', () => {
  it('pauses after five wrong passwords; the pause holds for the right one too, and ends by itself', async () => {
    for (let guess = 1; guess <= 5; guess++) expect((await signIn('nurse', `sai ${guess}`)).status).toBe(401);
    expect(await pauseHere('nurse')).toBe(5);
    await failedBefore('nurse', HERE, 5, 50);
    const paused = await signIn('nurse');
    expectProblem(paused, 429, 'sign-in-paused');
    expect(Number(paused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(paused.headers['retry-after'])).toBeLessThanOrEqual(50);
    await failedBefore('nurse', HERE, 5, -1);
    expect((await signIn('nurse')).status).toBe(200);
    expect(await failures('nurse')).toBe(0);
  });

  it('pauses longer after each further failure, and never more than five minutes', async () => {
    await failedBefore('nurse', HERE, 5);
    await signIn('nurse', 'sai');
    expect(await pauseHere('nurse')).toBe(10);
    await failedBefore('nurse', HERE, 2000);
    await signIn('nurse', 'sai');
    expect(await pauseHere('nurse')).toBe(300);
  });

  it('pauses one person, not her colleagues', async () => {
    for (let guess = 1; guess <= 5; guess++) await signIn('nurse', 'sai');
    await holdPauses();
    expect((await signIn('nurse')).status).toBe(429);
    expect((await signIn('doctor')).status).toBe(200);
  });

  it('is no faster when many guesses come at once: five are looked at, with one of them right too', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, guess) => signIn('nurse', `sai ${guess}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
    expect(await failures('nurse')).toBe(5);
    await holdPauses();
    expect((await signIn('nurse')).status).toBe(429);
  });

  it('is nothing that one person does who signs in right twenty times at once', async () => {
    // Looking takes a while, so that more are counted than may be before a pause.
    const passwords = world.app.get(Passwords);
    const matches = passwords.matches.bind(passwords);
    const slow = jest.spyOn(passwords, 'matches').mockImplementation(async (...given) => {
      await sleep(300);
      return matches(...given);
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('nurse')));
    slow.mockRestore();
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await failures('nurse')).toBe(0);
    // Nor does it hide the wrong ones among them: those stay counted.
    await Promise.all(Array.from({ length: 12 }, (_, guess) => signIn('doctor', `sai ${guess}`)));
    expect(await failures('doctor')).toBe(5);
  });

  it.each([
    ['were right', `DELETE FROM sign_in_tally`, 200],
    ['were wrong', `UPDATE sign_in_tally SET looking = 0`, 429],
  ])('waits for those that another process is looking at: when they %s, it is %p', async (_, then, status) => {
    await failedBefore('nurse', HERE, 5, 60);
    await world.sql(`UPDATE sign_in_tally SET looking = 1, looking_until = now() + interval '1 minute'`);
    const version = async () => (await world.sql(`SELECT xmin::text AS version FROM sign_in_tally`))[0]?.version;
    const before = await version();
    const waiting = Promise.resolve(signIn('nurse'));
    // Each look at it writes the row anew.
    await until(async () => (await version()) !== before);
    await world.sql(then);
    expect((await waiting).status).toBe(status);
  });

  it('does not wait for a process that ended while it looked', async () => {
    await failedBefore('nurse', HERE, 5, 60);
    await world.sql(`UPDATE sign_in_tally SET looking = 5, looking_until = now() - interval '1 second'`);
    expect((await signIn('nurse')).status).toBe(429);
  });

  it('is not hidden behind an Idempotency-Key', async () => {
    const key = { 'Idempotency-Key': 'guess' };
    for (const guess of ['sai 1', 'sai 2', 'sai 2']) {
      expectProblem(await signIn('nurse', guess, {}, key), 401, 'sign-in-failed');
    }
    expect(await failures('nurse')).toBe(3);
    const [first, second] = [await signIn('nurse', PASSWORD, {}, key), await signIn('nurse', PASSWORD, {}, key)];
    expect(first.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(first.body.refreshToken);
    const refreshed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: second.body.refreshToken });
    expect(refreshed.status).toBe(200);
  });
});

describe('A pause', () => {
  const shown = ({ status, body, headers }: Response) => ({
    status,
    body: JSON.stringify({ ...body, instance: '' }).replace(/\d+/g, 'n'),
    isTold: Number(headers['retry-after']) > 0,
  });

  it('comes for a name nobody has exactly as for one that somebody has, whatever is tried', async () => {
    const attempt = fc.record({
      address: fc.integer({ min: 1, max: 3 }),
      wait: fc.boolean(),
      times: fc.integer({ min: 1, max: 6 }),
    });
    const rounds = fc.array(attempt, { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rounds, fc.boolean(), async (attempts, manyBefore) => {
        await forgive();
        for (const name of ['nurse', 'nobody']) if (manyBefore) await failedBefore(name, '', 46);
        for (const { address, wait, times } of attempts) {
          if (wait) await world.sql(`UPDATE sign_in_tally SET paused_until = last_failed_at`);
          for (let time = 0; time < times; time++) {
            const sent = [{}, from(`10.9.0.${address}`)] as const;
            const [real, made] = await Promise.all([signIn('nurse', 'sai', ...sent), signIn('nobody', 'sai', ...sent)]);
            expect(shown(made)).toEqual(shown(real));
            expect(await talliesOf('nobody')).toEqual(await talliesOf('nurse'));
            await holdPauses();
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('holds at the address of the guesser; the person signs in at another', async () => {
    for (let guess = 1; guess <= 5; guess++) await signIn('nurse', 'sai', {}, from('10.1.0.1'));
    await holdPauses();
    expect((await signIn('nurse', PASSWORD, {}, from('10.1.0.1'))).status).toBe(429);
    expect((await signIn('nurse', PASSWORD, {}, from('10.1.0.2'))).status).toBe(200);
    expect((await signIn('nurse', PASSWORD, {}, from('10.1.0.1'))).status).toBe(429);
  });

  it('holds at every address where nobody signed in lately after fifty failures from many, but not at those of the hospital', async () => {
    expect((await signIn('doctor', PASSWORD, {}, from('10.2.0.1'))).status).toBe(200);
    for (let guess = 1; guess <= 50; guess++) await signIn('nurse', 'sai', {}, from(`192.0.2.${guess}`));
    await holdPauses();
    for (const stranger of ['192.0.2.60', '2001:db8::1']) {
      expectProblem(await signIn('nurse', PASSWORD, {}, from(stranger)), 429, 'sign-in-paused');
    }
    expect((await signIn('nurse', PASSWORD, {}, from('10.2.0.1'))).status).toBe(200);
  });

  it('ends with the password an administrator sets', async () => {
    await failedBefore('nurse', HERE, 9, 60);
    const { id } = world.staff.nurse;
    const { headers } = await world.as('admin').get(`/api/v1/staff/${id}`);
    const reset = { password: PASSWORD };
    const answer = await world
      .as('admin')
      .post(`/api/v1/staff/${id}/reset-password`, reset, { 'If-Match': headers.etag! });
    expect(answer.status).toBe(200);
    expect((await signIn('nurse')).status).toBe(200);
  });

  it('keeps names only as hashes, and starts anew after a day', async () => {
    await signIn('Mật khẩu của tôi', 'sai');
    await world.sql(`UPDATE sign_in_tally SET failures = 40, last_failed_at = now() - interval '25 hours'`);
    expect(JSON.stringify(await world.sql('SELECT * FROM sign_in_tally'))).not.toContain('Mật khẩu');
    expect((await signIn('mật khẩu của tôi', 'sai')).status).toBe(401);
    expect(await failures('mật khẩu của tôi')).toBe(1);
  });
});

describe('The trail of signing in', () => {
  it('names who came, from where, and who failed and why', async () => {
    const from = { 'X-Terminal': 'NOI-02' };
    const good = await signIn('doctor', PASSWORD, {}, from);
    const wrong = await signIn('doctor', 'sai');
    const unknown = await signIn('Bars-Demo-2026!x', 'sai');
    const again = await signIn('Bars-Demo-2026!x', 'khác');
    const me = clientOf(world.app, good.body.accessToken as string);
    const out = await me.post('/api/v1/auth/logout', {});
    expect((await eventsOf(idOf(good)!)).at(-1)).toMatchObject({
      kind: 'sign-in',
      actor_kind: 'staff',
      username: 'doctor',
    });
    expect(await eventsOf(idOf(wrong)!)).toContainEqual(
      expect.objectContaining({
        kind: 'sign-in-failed',
        actor_kind: 'anonymous',
        detail: { username: 'doctor', why: 'wrong password' },
      }),
    );
    // A password may have been typed where the name belongs: nothing of it can be read, only that it was the same again.
    const event = elementAt(await eventsOf(idOf(unknown)!), 0);
    const unknownName = expect.stringMatching(/^hmac:[0-9a-f]{32}$/);
    expect(event).toMatchObject({
      kind: 'sign-in-failed',
      detail: { unknownName, why: 'unknown username' },
    });
    expect(JSON.stringify(event).toLowerCase()).not.toContain('bars-demo');
    expect((await eventsOf(idOf(again)!)).map(({ detail }) => detail.unknownName)).toEqual([event.detail.unknownName]);
    expect((await eventsOf(idOf(out)!)).at(-1)).toMatchObject({ kind: 'sign-out', username: 'doctor' });
    const { terminal } = elementAt(
      await world.sql('SELECT terminal FROM audit.event WHERE request_id = $1 LIMIT 1', [idOf(good)]),
      0,
    );
    expect(terminal).toBe('NOI-02');
  });

  it('says that a sign-in was tried during a pause', async () => {
    await failedBefore('nurse', HERE, 9, 60);
    const answer = await signIn('nurse');
    const [event] = await eventsOf(answer.headers['x-request-id']!);
    expect(event).toMatchObject({ kind: 'sign-in-failed', detail: { username: 'nurse', why: 'paused' } });
  });

  it('holds no password, no hash and no token, and no answer holds a hash', async () => {
    const secret = 'Bí mật không ai biết 77';
    await signIn('doctor', secret);
    await signIn(secret.slice(0, 3), secret);
    const { body, text } = await signIn('doctor');
    const renewed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: body.refreshToken });
    const me = await clientOf(world.app, renewed.body.accessToken as string).get('/api/v1/auth/me');
    const trail = JSON.stringify(await world.sql('SELECT * FROM audit.event'));
    const secrets = [secret, PASSWORD, '$argon2', body.accessToken, body.refreshToken, renewed.body.refreshToken];
    for (const word of secrets) expect(trail.includes(word as string)).toBe(false);
    for (const row of await world.sql('SELECT refresh_hash, previous_refresh_hash FROM session')) {
      expect(trail.includes(row.refresh_hash as string)).toBe(false);
    }
    expect(text + me.text).not.toMatch(/argon2|hash/i);
    expect(me.body).toEqual({
      id: world.staff.doctor.id,
      username: 'doctor',
      fullName: 'Người thử doctor',
      role: 'doctor',
      roles: ['doctor'],
      secondFactor: false,
      wards: [],
      terminal: null,
    });
  });
});
