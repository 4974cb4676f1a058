import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codeAt } from '../../src/platform/security/second-factor/second-factor.rules.js';
import { CLIENT, startIdentityProvider, type IdentityProvider, type Person } from '../support/identity-provider.js';
import { changeBehind, heardBy, startBeside } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';

const PAGE = 'https://emr.benhvien.test/signed-in';
const BEGIN = '/api/v1/auth/oidc/begin';
const COMPLETE = '/api/v1/auth/oidc/complete';

let provider: IdentityProvider;
let world: World;
/** Another process of the same hospital, which links people by the username that the provider tells. */
let linking: NestFastifyApplication;
beforeAll(async () => {
  // The provider says that it is one for tests.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  provider = await startIdentityProvider(PAGE);
  const settings = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_REDIRECT_URIS: PAGE,
    OIDC_SECOND_FACTOR: 'mfa',
    SECOND_FACTOR: 'required',
  };
  world = await startWorld(settings);
  linking = await startBeside(world, { ...settings, OIDC_USERNAME_CLAIM: 'preferred_username' });
});
afterEach(() => {
  jest.spyOn(Date, 'now').mockRestore();
});
afterAll(async () => {
  await linking.close();
  await world.close();
  await provider.stop();
});

const begin = async (app = world.app) => (await clientOf(app).post(BEGIN)).body;
const complete = (attempt: string, back: URL, app = world.app, more: object = {}, headers = {}) =>
  clientOf(app).post(COMPLETE, { attempt, response: back.search.slice(1), ...more }, headers);
/** The whole way of a person, as their browser goes it. */
async function signIn(person: Person, app = world.app, more: object = {}) {
  provider.next = person;
  const { authorizationUrl, attempt } = await begin(app);
  return complete(attempt, await provider.visit(authorizationUrl), app, more);
}
const link = (staffId: string, subject: string) => admin().post(`/api/v1/staff/${staffId}/identities`, { subject });
/** The administrator shows a second factor at the provider, and so needs no authenticator of ours. */
let adminToken = '';
const admin = () => clientOf(world.app, adminToken);
const lastEvent = async () =>
  (await world.sql(`SELECT * FROM audit.event WHERE kind LIKE 'sign-in%' ORDER BY id DESC LIMIT 1`))[0];
const expectFailure = async (why: string | RegExp) =>
  expect(await lastEvent()).toMatchObject({
    kind: 'sign-in-failed',
    detail: { method: 'oidc', why: typeof why === 'string' ? why : expect.stringMatching(why) },
  });
const me = (token: string) => clientOf(world.app, token).get('/api/v1/auth/me');

beforeAll(async () => {
  await changeBehind(
    world,
    `INSERT INTO staff_identity (staff_id, issuer, subject) VALUES
      ('${world.staff.admin.id}', '${provider.issuer}', 's-admin')`,
  );
  const answer = await signIn({ subject: 's-admin', acr: 'mfa' });
  expect(answer.status).toBe(200);
  adminToken = answer.body.accessToken;
});

describe('Signing in through the identity provider', () => {
  it('is offered where it is configured, and nowhere else', async () => {
    const { body } = await world.anonymous.get('/api/v1/auth/methods');
    expect(body).toEqual({ password: true, oidc: { name: 'Tài khoản bệnh viện', redirectUris: [PAGE] } });
    const without = await startBeside(world);
    expect((await clientOf(without).get('/api/v1/auth/methods')).body).toEqual({ password: true, oidc: null });
    expectProblem(await clientOf(without).post(BEGIN), 404, 'oidc-not-configured');
    const nothing = { attempt: 'x', response: 'x' };
    expectProblem(await clientOf(without).post(COMPLETE, nothing), 404, 'oidc-not-configured');
    await without.close();
  });

  it('lets in whom an administrator linked; session and trail name the way', async () => {
    expectProblem(await signIn({ subject: 's-doctor' }), 403, 'oidc-unknown');
    await expectFailure('no member of staff');
    const linked = await link(world.staff.doctor.id, 's-doctor');
    expect(linked.status).toBe(201);
    expect(linked.body.items).toEqual([
      expect.objectContaining({ issuer: provider.issuer, subject: 's-doctor', revokedAt: null }),
    ]);
    const { status, body } = await signIn({ subject: 's-doctor' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ person: { username: 'doctor', role: 'doctor' }, mustChangePassword: false });
    expect(await lastEvent()).toMatchObject({ kind: 'sign-in', username: 'doctor', detail: { method: 'oidc' } });
    const sessions = (await clientOf(world.app, body.accessToken).get('/api/v1/auth/sessions')).body.items;
    expect(sessions[0]).toMatchObject({ method: 'oidc', present: true });
    const renewed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: body.refreshToken });
    expect(renewed.status).toBe(200);
  });

  it('at an enrolled terminal is bound to it', async () => {
    const { body: terminal } = await admin().post('/api/v1/terminals', { code: 'NOI-01', name: 'Bàn điều dưỡng' });
    const key = { 'X-Terminal-Key': terminal.key };
    provider.next = { subject: 's-doctor' };
    const { authorizationUrl, attempt } = await begin();
    const answer = await complete(attempt, await provider.visit(authorizationUrl), world.app, {}, key);
    expect([answer.status, answer.body.expiresIn]).toEqual([200, 120]);
    expect((await me(answer.body.accessToken)).status).toBe(401);
    const doctor = clientOf(world.app, answer.body.accessToken);
    const { items } = (await doctor.get('/api/v1/auth/sessions', key)).body;
    expect(items[0]).toMatchObject({ method: 'oidc', present: true, terminal: { code: 'NOI-01', enrolled: true } });
  });

  it('asks the provider to ask the person, with a code bound to this browser (PKCE, state, nonce)', async () => {
    const { authorizationUrl } = await begin();
    const asked = Object.fromEntries(new URL(authorizationUrl).searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      prompt: 'login',
      max_age: '0',
      redirect_uri: PAGE,
      acr_values: 'mfa',
    });
    const again = Object.fromEntries(new URL((await begin()).authorizationUrl).searchParams);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[name]!.length).toBeGreaterThanOrEqual(43);
      expect(again[name]).not.toBe(asked[name]);
    }
  });

  it('takes an answer once, and only with the attempt it belongs to, in any process', async () => {
    provider.next = { subject: 's-doctor' };
    const [mine, theirs] = [await begin(), await begin()];
    const back = await provider.visit(mine.authorizationUrl);
    expectProblem(await complete(theirs.attempt, back), 401, 'oidc-refused');
    await expectFailure(/state/i);
    expectProblem(await complete(`${mine.attempt}x`, back), 401, 'oidc-refused');
    await expectFailure('attempt unknown or too old');
    expect((await complete(mine.attempt, back, linking)).status).toBe(200);
    expectProblem(await complete(mine.attempt, back), 401, 'oidc-refused');
    await expectFailure('invalid_grant');
  });

  it('refuses an attempt of ten minutes ago, another page to come back to, and a person who cancels', async () => {
    provider.next = { subject: 's-doctor' };
    const { authorizationUrl, attempt } = await begin();
    const back = await provider.visit(authorizationUrl);
    const later = Date.now() + 600_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expectProblem(await complete(attempt, back), 401, 'oidc-refused');
    jest.spyOn(Date, 'now').mockRestore();
    expectProblem(await world.anonymous.post(BEGIN, { redirectUri: 'https://thief.test/' }), 400, 'validation');
    expectProblem(await signIn({ subject: 's-doctor', refuses: true }), 401, 'oidc-refused');
    await expectFailure('access_denied');
  });

  it('refuses somebody who signed in at the provider before the attempt, as the person before at this terminal', async () => {
    provider.next = { subject: 's-doctor' };
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    const { authorizationUrl, attempt } = await begin();
    jest.spyOn(Date, 'now').mockRestore();
    const back = await provider.visit(authorizationUrl);
    expectProblem(await complete(attempt, back), 401, 'oidc-refused');
    await expectFailure('signed in at the provider before the attempt');
  });

  it('refuses an answer that does not tell when the person signed in, as when the browser asked for less', async () => {
    provider.next = { subject: 's-doctor' };
    const { authorizationUrl, attempt } = await begin();
    const url = new URL(authorizationUrl);
    for (const name of ['prompt', 'max_age']) url.searchParams.delete(name);
    expectProblem(await complete(attempt, await provider.visit(url.href)), 401, 'oidc-refused');
    await expectFailure(/auth_time/);
  });

  it('refuses an answer of another provider, and one without a code', async () => {
    provider.next = { subject: 's-doctor' };
    const { authorizationUrl, attempt } = await begin();
    const back = await provider.visit(authorizationUrl);
    const mixedUp = new URL(back);
    mixedUp.searchParams.set('iss', 'https://thief.test');
    expectProblem(await complete(attempt, mixedUp), 401, 'oidc-refused');
    expectProblem(await complete(attempt, new URL(`${PAGE}?x=1`)), 401, 'oidc-refused');
    const twice = new URL(back);
    twice.searchParams.append('code', 'another');
    expectProblem(await complete(attempt, twice), 401, 'oidc-refused');
  });

  it('in a role that the person does not hold is refused', async () => {
    expectProblem(await signIn({ subject: 's-doctor' }, world.app, { role: 'nurse' }), 403, 'role-not-held');
  });
});

describe('A second factor', () => {
  it('shown at the provider counts; without it ours is asked for, or has to be enrolled', async () => {
    expect((await link(world.staff.auditor.id, 's-auditor')).status).toBe(201);
    const vouched = await signIn({ subject: 's-auditor', acr: 'mfa' });
    expect(vouched.body.mustEnrolSecondFactor).toBe(false);
    const auditor = clientOf(world.app, vouched.body.accessToken);
    expect((await auditor.get('/api/v1/audit/events')).status).toBe(200);
    const renewed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: vouched.body.refreshToken });
    expect(renewed.body.mustEnrolSecondFactor).toBe(false);

    const bare = await signIn({ subject: 's-auditor', acr: 'password' });
    expect(bare.body.mustEnrolSecondFactor).toBe(true);
    const due = clientOf(world.app, bare.body.accessToken);
    expectProblem(await due.get('/api/v1/audit/events'), 403, 'second-factor-due');

    const { secret } = (await due.post('/api/v1/auth/totp/enrol')).body;
    const now = Date.now();
    await due.post('/api/v1/auth/totp/confirm', { code: codeAt(secret, now / 1000) });
    const asked = await signIn({ subject: 's-auditor', acr: 'password' });
    expectProblem(asked, 401, 'second-factor-needed');
    jest.spyOn(Date, 'now').mockReturnValue(now + 30_000);
    const code = codeAt(secret, now / 1000 + 30);
    const { challenge } = asked.body;
    const second = await world.anonymous.post('/api/v1/auth/login/second-factor', { challenge, code });
    expect(second.status).toBe(200);
    expect(await lastEvent()).toMatchObject({ kind: 'sign-in', detail: { method: 'oidc', secondFactor: true } });
  });
});

describe('Who is who', () => {
  it('is linked at the first sign-in by the username the provider tells, and the link is on the trail', async () => {
    const person = { subject: 's-nurse', username: 'Nurse ' };
    expectProblem(await signIn(person), 403, 'oidc-unknown');
    const { body } = await signIn(person, linking);
    expect(body.person.username).toBe('nurse');
    const [event] = await world.sql(`SELECT username, changes FROM audit.event
      WHERE entity = 'staff_identity' AND kind = 'create' ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ username: 'nurse', changes: { subject: 's-nurse' } });
    expect((await signIn(person)).status).toBe(200);
  });

  it('stays so: a username given to somebody else at the provider opens nothing', async () => {
    expectProblem(await signIn({ subject: 's-thief', username: 'nurse' }, linking), 403, 'oidc-unknown');
    expect(await lastEvent()).toMatchObject({
      username: 'anonymous',
      detail: { claimed: 'nurse', subject: 's-thief' },
    });
    expectProblem(await signIn({ subject: 's-other', username: 'khong.co' }, linking), 403, 'oidc-unknown');
    expectProblem(await signIn({ subject: 's-silent' }, linking), 403, 'oidc-unknown');
  });

  it('is one identity a person and one person an identity', async () => {
    expectProblem(await link(world.staff.nurse.id, 's-second'), 409, 'identity-one-a-person');
    expectProblem(await link(world.staff.lab.id, 's-nurse'), 409, 'identity-taken');
    expectProblem(await link('01900000-0000-7000-8000-000000000000', 's-x'), 404, 'identity-staff-unknown');
    expectProblem(await link(world.staff.lab.id, 'có dấu'), 400, 'validation');
  });

  it('ends when the identity is taken away: sessions at once, and the next sign-in', async () => {
    const { accessToken } = (await signIn({ subject: 's-nurse' })).body;
    const byPassword = (await world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password: PASSWORD }))
      .body;
    expect((await me(accessToken)).status).toBe(200);
    expect((await admin().post(`/api/v1/staff/${world.staff.nurse.id}/identities/revoke`)).status).toBe(204);
    await heardBy(world, world.app);
    expectProblem(await me(accessToken), 401, 'unauthenticated');
    expect((await me(byPassword.accessToken)).status).toBe(200);
    expectProblem(await signIn({ subject: 's-nurse' }), 403, 'oidc-unknown');
    const { items } = (await admin().get(`/api/v1/staff/${world.staff.nurse.id}/identities`)).body;
    expect(items).toEqual([expect.objectContaining({ subject: 's-nurse', revokedAt: expect.any(String) })]);
  });

  it('stays ended where a claim links: neither the person nor the identity is linked again but by an administrator', async () => {
    for (const [subject, username] of [
      ['s-nurse', 'nurse'],
      ['s-fresh', 'nurse'],
      ['s-nurse', 'head-nurse'],
    ]) {
      expectProblem(await signIn({ subject: subject!, username }, linking), 403, 'oidc-unknown');
      expect(await lastEvent()).toMatchObject({ kind: 'sign-in-failed', detail: { subject, claimed: username } });
    }
    const open = await world.sql(`SELECT subject FROM staff_identity WHERE subject IN ('s-nurse', 's-fresh')
      AND revoked_at IS NULL`);
    expect(open).toEqual([]);
    expect((await link(world.staff.nurse.id, 's-nurse')).status).toBe(201);
    expect((await signIn({ subject: 's-nurse', username: 'nurse' }, linking)).status).toBe(200);
  });

  it('opens nothing for somebody who has left', async () => {
    await link(world.staff.pharmacist.id, 's-left');
    await changeBehind(world, `UPDATE staff_member SET status = 'left' WHERE username = 'pharmacist'`);
    expectProblem(await signIn({ subject: 's-left' }), 403, 'oidc-unknown');
  });
});

describe('A provider that is away', () => {
  it('is a clear answer on the trail, hinders nobody with a password, and is asked again when it is back', async () => {
    const other = await startIdentityProvider(PAGE);
    const settings = { OIDC_ISSUER: other.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_REDIRECT_URIS: PAGE };
    const app = await startBeside(world, { ...settings, OIDC_CLIENT_SECRET: CLIENT.secret });
    const { authorizationUrl, attempt } = await begin(app);
    const back = await other.visit(authorizationUrl);
    await other.stop();
    expectProblem(await complete(attempt, back, app), 503, 'oidc-unavailable');
    await expectFailure(/./);
    const fresh = await startBeside(world, { ...settings, OIDC_CLIENT_SECRET: CLIENT.secret });
    expectProblem(await clientOf(fresh).post(BEGIN), 503, 'oidc-unavailable');
    const login = { username: 'doctor', password: PASSWORD };
    expect((await clientOf(fresh).post('/api/v1/auth/login', login)).status).toBe(200);
    await app.close();
    await fresh.close();
  });
});
