import { createHmac } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectProblem } from '../support/problems.js';
import { changeBehind, heardBy, startBeside } from '../support/processes.js';
import { clientOf, PASSWORD, startWorld, TOKEN_SECRET as SECRET, type World } from '../support/world.js';

let world: World;
let second: NestFastifyApplication;
beforeAll(async () => {
  world = await startWorld();
  second = await startBeside(world);
});
afterAll(async () => {
  await second.close();
  await world.close();
});

interface Session {
  accessToken: string;
  refreshToken: string;
}
const signIn = async (username = 'doctor'): Promise<Session> =>
  (await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD })).body;
const refresh = (refreshToken: string) => world.anonymous.post('/api/v1/auth/refresh', { refreshToken });
const me = (token: string, app = world.app) => clientOf(app, token).get('/api/v1/auth/me');
const change = (sql: string) => changeBehind(world, sql);
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims;
type Claims = Record<string, unknown> & { sid: string };

/** Both applications have the session in mind, so that a revocation must reach what they remember. */
async function rememberedByBoth(token: string): Promise<void> {
  expect((await me(token)).status).toBe(200);
  expect((await me(token, second)).status).toBe(200);
}

const heardByBoth = () => heardBy(world, world.app, second);

describe('An access token that was checked before', () => {
  it('is refused from the moment it expires', async () => {
    const { accessToken } = await signIn();
    expect((await me(accessToken)).status).toBe(200);
    const expiresAt = (claimsOf(accessToken).exp as number) * 1000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(expiresAt - 1);
    try {
      expect((await me(accessToken)).status).toBe(200);
      clock.mockReturnValue(expiresAt);
      expectProblem(await me(accessToken), 401, 'unauthenticated');
    } finally {
      clock.mockRestore();
    }
  });

  it('makes no other one good', async () => {
    const { accessToken } = await signIn();
    expect((await me(accessToken)).status).toBe(200);
    const [head, body, signature] = accessToken.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), role: 'admin' })).toString('base64url');
    for (const other of [`${head}.${forged}.${signature}`, `${head}.${body}.`, `${accessToken} `.slice(0, -2)]) {
      expectProblem(await me(other), 401, 'unauthenticated');
    }
  });
});

describe('Refreshing', () => {
  it('gives a new pair each time; old access tokens stay good until they expire', async () => {
    const first = await signIn();
    const next = await refresh(first.refreshToken);
    expect(next.status).toBe(200);
    expect(next.body.refreshToken).not.toBe(first.refreshToken);
    expect((await me(next.body.accessToken as string)).status).toBe(200);
    expect((await refresh(next.body.refreshToken as string)).status).toBe(200);
  });

  it.each(['', 'x', 'x'.repeat(257), "' OR 1=1 --", '\ud83d\ude00'])('with %p gives nothing', async (token) => {
    expect([400, 401]).toContain((await refresh(token)).status);
  });

  it('an access token is no refresh token, nor the other way round', async () => {
    const { accessToken, refreshToken } = await signIn();
    expect([400, 401]).toContain((await refresh(accessToken)).status);
    expectProblem(await me(refreshToken), 401, 'unauthenticated');
  });

  it('ends with the session: expired, revoked', async () => {
    for (const end of [
      `created_at = now() - interval '13 hours', expires_at = now() - interval '1 second'`,
      'revoked_at = now()',
    ]) {
      const session = await signIn();
      await change(`UPDATE session SET ${end} WHERE id = '${claimsOf(session.accessToken).sid}'`);
      expectProblem(await refresh(session.refreshToken), 401, 'refresh-refused');
    }
  });
});

describe('Signing out', () => {
  it('revokes the access and the refresh token at once, in every process', async () => {
    const session = await signIn();
    await rememberedByBoth(session.accessToken);
    expect((await clientOf(world.app, session.accessToken).post('/api/v1/auth/logout')).status).toBe(204);
    await heardByBoth();
    expectProblem(await me(session.accessToken), 401, 'unauthenticated');
    expectProblem(await me(session.accessToken, second), 401, 'unauthenticated');
    expectProblem(await refresh(session.refreshToken), 401, 'refresh-refused');
    expectProblem(await clientOf(world.app, session.accessToken).post('/api/v1/auth/logout'), 401, 'unauthenticated');
  });

  it('ends one session; the same person stays signed in elsewhere', async () => {
    const [here, there] = [await signIn(), await signIn()];
    await clientOf(world.app, here.accessToken).post('/api/v1/auth/logout');
    expect((await me(there.accessToken)).status).toBe(200);
  });
});

describe('Whoever', () => {
  it.each([
    [
      'left',
      `UPDATE staff_member SET status = 'left' WHERE username = 'nurse'`,
      `UPDATE staff_member SET status = 'active' WHERE username = 'nurse'`,
    ],
    [
      'lost the role',
      `UPDATE staff_role SET revoked_at = now() WHERE role = 'nurse'`,
      `UPDATE staff_role SET revoked_at = NULL WHERE role = 'nurse'`,
    ],
  ])('%s does nothing more, with any token, in any process', async (_what, leave, comeBack) => {
    const session = await signIn('nurse');
    await rememberedByBoth(session.accessToken);
    await change(leave);
    await heardByBoth();
    try {
      for (const app of [world.app, second]) {
        expectProblem(await clientOf(app, session.accessToken).get('/api/v1/patients?name=an'), 401, 'unauthenticated');
      }
      expectProblem(await refresh(session.refreshToken), 401, 'refresh-refused');
      const again = await world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password: PASSWORD });
      expectProblem(again, 401, 'sign-in-failed');
    } finally {
      await change(comeBack);
    }
  });
});

describe('An access token', () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = (header: object, claims: object, key: string, hash = 'sha256') => {
    const head = `${encode(header)}.${encode(claims)}`;
    return `${head}.${createHmac(hash, key).update(head).digest('base64url')}`;
  };
  let HS256: Record<string, unknown>;
  beforeAll(async () => {
    HS256 = JSON.parse(Buffer.from((await signIn()).accessToken.split('.')[0]!, 'base64url').toString());
    expect(HS256).toMatchObject({ alg: 'HS256', kid: expect.any(String) });
  });

  it('made here with the right key is taken: the forgeries below fail for what is wrong in them', async () => {
    const claims = claimsOf((await signIn()).accessToken);
    expect((await me(signed(HS256, claims, SECRET))).status).toBe(200);
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, (claims: Claims) => string]>([
    ['expired', (claims) => signed(HS256, { ...claims, iat: now() - 700, exp: now() - 1 }, SECRET)],
    ['that never expires', (claims) => signed(HS256, { ...claims, exp: undefined }, SECRET)],
    [
      'of another person than its session',
      (claims) => signed(HS256, { ...claims, sub: world.staff.pharmacist.id }, SECRET),
    ],
    ['of another role than its session', (claims) => signed(HS256, { ...claims, role: 'admin' }, SECRET)],
    ['of another name than its session', (claims) => signed(HS256, { ...claims, name: 'admin' }, SECRET)],
    [
      'of a terminal where its session is not',
      (claims) => signed(HS256, { ...claims, trm: 'NOI-1', tkh: 'x' }, SECRET),
    ],
    ['not yet good', (claims) => signed(HS256, { ...claims, nbf: now() + 60 }, SECRET)],
    ['signed with another key', (claims) => signed(HS256, claims, `${SECRET}!`)],
    ['signed with an empty key', (claims) => signed(HS256, claims, '')],
    ['signed with HS512', (claims) => signed({ ...HS256, alg: 'HS512' }, claims, SECRET, 'sha512')],
    ['of alg none', (claims) => `${encode({ ...HS256, alg: 'none' })}.${encode(claims)}.`],
    ['of alg None, with a signature', (claims) => signed({ ...HS256, alg: 'None' }, claims, SECRET)],
    ['of a key nobody has', (claims) => signed({ ...HS256, kid: 'another' }, claims, SECRET)],
    ['of no key', (claims) => signed({ ...HS256, kid: undefined }, claims, SECRET)],
    ['of a key that is a file', (claims) => signed({ ...HS256, kid: '../../../dev/null' }, claims, '')],
    ['of a key that is no text', (claims) => signed({ ...HS256, kid: ['x'] }, claims, SECRET)],
    ['that brings its key', (claims) => signed({ ...HS256, jwk: { kty: 'oct', k: 'eA' } }, claims, 'x')],
    ['that names where its key is', (claims) => signed({ ...HS256, jku: 'http://127.0.0.1/k' }, claims, 'x')],
    ['of another issuer', (claims) => signed(HS256, { ...claims, iss: 'other' }, SECRET)],
    ['of another audience', (claims) => signed(HS256, { ...claims, aud: 'other' }, SECRET)],
    ['of no issuer', (claims) => signed(HS256, { ...claims, iss: undefined }, SECRET)],
    [
      'of a session that never was',
      (claims) => signed(HS256, { ...claims, sid: '01900000-0000-7000-8000-000000000000' }, SECRET),
    ],
    ['without a signature', (claims) => `${encode(HS256)}.${encode(claims)}`],
    ['of three dots', () => '...'],
    ['of no JSON', () => 'abc.def.ghi'],
  ])('%s is refused', async (_what, forge) => {
    const answer = await me(forge(claimsOf((await signIn()).accessToken)));
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('with a claim changed under its signature is refused', async () => {
    const { accessToken } = await signIn('registrar');
    const [header, , signature] = accessToken.split('.');
    const forged = `${header}.${encode({ ...claimsOf(accessToken), role: 'admin' })}.${signature}`;
    expectProblem(await me(forged), 401, 'unauthenticated');
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic ZG9jdG9yOng=', 'bearer x', 'Token abc'])(
    'is nowhere in the header %p',
    async (authorization) => {
      const answer = await world.anonymous.get('/api/v1/auth/me', { Authorization: authorization });
      expectProblem(answer, 401, 'unauthenticated');
    },
  );

  it('is not taken from the address or a cookie', async () => {
    const { accessToken } = await signIn();
    const asked = `/api/v1/auth/me?access_token=${accessToken}&token=${accessToken}`;
    expect((await world.anonymous.get(asked, { Cookie: `token=${accessToken}` })).status).toBe(401);
  });
});
