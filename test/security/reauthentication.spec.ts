import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';

const AUTH = '/api/v1/auth';
const PIN = '407159';
const BADGE = '04A2245B6C7D80';
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

let world: World;
let key: Record<string, string>;
beforeAll(async () => {
  world = await startWorld();
  expect((await world.as('nurse').post(`${AUTH}/pin`, { password: PASSWORD, pin: PIN })).status).toBe(204);
  await world.as('admin').post(`/api/v1/staff/${world.staff.nurse.id}/badges`, { badge: BADGE });
  const { body } = await world.as('admin').post('/api/v1/terminals', { code: 'NOI-1', name: 'Bàn điều dưỡng' });
  key = { 'X-Terminal-Key': body.key };
});
beforeEach(() => world.sql('DELETE FROM sign_in_tally'));
afterAll(() => world.close());

const signIn = async (username = 'doctor') =>
  (await world.anonymous.post(`${AUTH}/login`, { username, password: PASSWORD })).body.accessToken as string;
/** What needs the password once more, with the rest that it needs. */
const ASKED: [route: string, path: string, rest: object, password: 'password' | 'currentPassword'][] = [
  ['POST /api/v1/auth/pin', `${AUTH}/pin`, { pin: PIN }, 'password'],
  ['POST /api/v1/auth/totp/enrol', `${AUTH}/totp/enrol`, {}, 'password'],
  ['POST /api/v1/auth/sessions/revoke-others', `${AUTH}/sessions/revoke-others`, {}, 'password'],
  ['POST /api/v1/auth/sessions/:id/revoke', `${AUTH}/sessions/${UNKNOWN}/revoke`, {}, 'password'],
  ['POST /api/v1/auth/password', `${AUTH}/password`, { newPassword: 'ba con mèo vàng ngủ' }, 'currentPassword'],
];

describe.each(ASKED)('%s', (route, path, rest, field) => {
  it('takes five guesses at the password, then pauses; each is on the trail with its person', async () => {
    const doctor = clientOf(world.app, await signIn());
    const ids: string[] = [];
    for (let guess = 1; guess <= 5; guess++) {
      const answer = await doctor.post(path, { ...rest, [field]: `sai ${guess}` });
      expectProblem(answer, 403, 'current-password-wrong');
      ids.push(answer.headers['x-request-id']!);
    }
    const paused = await doctor.post(path, { ...rest, [field]: PASSWORD });
    expectProblem(paused, 429, 'sign-in-paused');
    expect(Number(paused.headers['retry-after'])).toBeGreaterThan(0);
    ids.push(paused.headers['x-request-id']!);
    const events = await world.sql(
      `SELECT kind, username, entity_id, detail FROM audit.event WHERE request_id = ANY ($1) ORDER BY id`,
      [ids],
    );
    const event = (why: string) => ({
      kind: 'sign-in-failed',
      username: 'doctor',
      entity_id: world.staff.doctor.id,
      detail: { username: 'doctor', why, route },
    });
    expect(events).toEqual([...Array.from({ length: 5 }, () => event('wrong password')), event('paused')]);
    // It is one count with that of signing in.
    expectProblem(
      await world.anonymous.post(`${AUTH}/login`, { username: 'doctor', password: PASSWORD }),
      429,
      'sign-in-paused',
    );
  });

  it('does nothing without it', async () => {
    expectProblem(await clientOf(world.app, await signIn()).post(path, rest), 400, 'validation');
  });

  it('keeps nothing of it under an Idempotency-Key', async () => {
    const answer = await clientOf(world.app, await signIn('lab')).post(
      path,
      { ...rest, [field]: PASSWORD },
      { 'Idempotency-Key': path },
    );
    expect([200, 204, 404]).toContain(answer.status);
    expect(await world.sql('SELECT FROM idempotency_key WHERE key = $1', [path])).toEqual([]);
    await changeBehind(
      world,
      `UPDATE staff_member SET password_hash = (SELECT password_hash FROM staff_member WHERE username = 'doctor')
       WHERE username = 'lab'`,
    );
  });
});

describe.each([
  ['a PIN', { username: 'nurse', pin: PIN }],
  ['a badge', { badge: BADGE }],
])('A session by %s', (_what, shown) => {
  const short = async () => {
    await signIn('nurse');
    const { body } = await world.anonymous.post(`${AUTH}/switch`, shown, key);
    return clientOf(world.app, body.accessToken);
  };

  it('changes no way to sign in, with the right password either', async () => {
    const nurse = await short();
    const pin = { password: PASSWORD, pin: '518260' };
    expectProblem(await nurse.post(`${AUTH}/pin`, pin, key), 403, 'full-sign-in-needed');
    expectProblem(await nurse.post(`${AUTH}/totp/enrol`, { password: PASSWORD }, key), 403, 'full-sign-in-needed');
    const password = { currentPassword: PASSWORD, newPassword: 'ba con mèo vàng ngủ' };
    expectProblem(await nurse.post(`${AUTH}/password`, password, key), 403, 'full-sign-in-needed');
    expect(await world.sql(`SELECT FROM second_factor WHERE staff_id = $1`, [world.staff.nurse.id])).toEqual([]);
  });

  it('ends other sessions, with the password', async () => {
    const nurse = await short();
    expectProblem(await nurse.post(`${AUTH}/sessions/revoke-others`, {}, key), 400, 'validation');
    expect((await nurse.post(`${AUTH}/sessions/revoke-others`, { password: PASSWORD }, key)).status).toBe(200);
  });
});

describe('Who came from the identity provider', () => {
  /** A session of the pharmacist as it is after the provider vouched for her, some minutes ago. */
  async function vouched(minutes: number) {
    const token = await signIn('pharmacist');
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    await changeBehind(
      world,
      `UPDATE session SET method = 'oidc', created_at = now() - interval '${minutes} minutes' WHERE id = '${sid}'`,
    );
    return clientOf(world.app, token);
  }

  it('needs no password for ten minutes, and then signs in anew or shows one', async () => {
    expect((await (await vouched(9)).post(`${AUTH}/pin`, { pin: PIN })).status).toBe(204);
    const later = await vouched(11);
    for (const [path, rest] of [
      [`${AUTH}/pin`, { pin: PIN }],
      [`${AUTH}/totp/enrol`, {}],
      [`${AUTH}/sessions/revoke-others`, {}],
    ] as const) {
      expectProblem(await later.post(path, rest), 403, 'fresh-sign-in-needed');
    }
    expectProblem(await later.post(`${AUTH}/pin`, { pin: PIN, password: 'sai' }), 403, 'current-password-wrong');
    expect((await later.post(`${AUTH}/pin`, { pin: PIN, password: PASSWORD })).status).toBe(204);
    expect((await (await vouched(9)).post(`${AUTH}/totp/enrol`)).status).toBe(200);
  });

  it('is held to a password that they do send', async () => {
    expectProblem(
      await (await vouched(1)).post(`${AUTH}/pin`, { pin: PIN, password: 'sai' }),
      403,
      'current-password-wrong',
    );
  });
});
