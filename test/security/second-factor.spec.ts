import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Vault } from '../../src/platform/keys/vault.js';
import { codeAt } from '../../src/platform/security/second-factor/second-factor.rules.js';
import { isDoctor } from '../../src/platform/routes/policy.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { expectProblem } from '../support/problems.js';
import { heardBy, startBeside } from '../support/processes.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SECOND_FACTOR: 'required' });
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => world.close());

const AUTH = '/api/v1/auth';
/** The password once more. */
const SHOWN = { password: PASSWORD };
const login = (username: string) => world.anonymous.post(`${AUTH}/login`, { username, password: PASSWORD });
const second = (challenge: string, given: object) =>
  world.anonymous.post(`${AUTH}/login/second-factor`, { challenge, ...given });
const as = (token: string) => clientOf(world.app, token);
const forgive = () => world.sql('DELETE FROM sign_in_tally');
const eventsOf = (requestId: string) =>
  world.sql('SELECT kind, entity, detail, changes FROM audit.event WHERE request_id = $1 ORDER BY id', [requestId]);
/** Puts the clock of the service some steps of 30 s on, where codes are new again. */
let steps = 0;
function nextStep(): number {
  const at = Date.UTC(2030, 0, 1) + ++steps * 30_000;
  jest.spyOn(Date, 'now').mockReturnValue(at);
  return at / 1000;
}
const now = () => Math.floor(Date.now() / 1000);

/** Hires someone with the role and lets them enrol. */
let number = 0;
async function enrolled(role: string) {
  const username = `hai.buoc${++number}`;
  const input = { username, fullName: 'Người Hai Bước', roles: [role], password: LENT_PASSWORD };
  const needed = isDoctor(role) ? { practisingCertificate: `${username}/CCHN` } : {};
  await (await administrator()).post('/api/v1/staff', { ...input, ...needed });
  const { session } = await firstSignIn(world, username);
  const { body: seed } = await as(session.accessToken).post(`${AUTH}/totp/enrol`, SHOWN);
  const confirmed = await as(session.accessToken).post(`${AUTH}/totp/confirm`, { code: codeAt(seed.secret, now()) });
  const recoveryCodes = confirmed.body.recoveryCodes as string[];
  return { username, session, secret: seed.secret as string, recoveryCodes, id: session.person.id };
}
/** The world's administrator, once enrolled. */
let admin: { token: string } | undefined;
async function administrator() {
  if (!admin) {
    const { body } = await login('admin');
    const { body: seed } = await as(body.accessToken).post(`${AUTH}/totp/enrol`, SHOWN);
    await as(body.accessToken).post(`${AUTH}/totp/confirm`, { code: codeAt(seed.secret, now()) });
    admin = { token: body.accessToken };
  }
  return as(admin.token);
}
const challengeOf = async (username: string) => (await login(username)).body.challenge as string;

describe('Whoever reads the trail or gives rights', () => {
  it('may only enrol until an authenticator is enrolled, and the refusal is on the trail', async () => {
    const { body } = await login('auditor');
    expect(body).toMatchObject({ mustEnrolSecondFactor: true, mustChangePassword: false });
    const auditor = as(body.accessToken);
    const refused = await auditor.get('/api/v1/audit/keys');
    expectProblem(refused, 403, 'second-factor-due');
    expect(await eventsOf(refused.headers['x-request-id']!)).toEqual([
      expect.objectContaining({ kind: 'refusal', detail: expect.objectContaining({ why: 'second-factor-due' }) }),
    ]);
    expect((await auditor.get(`${AUTH}/me`)).body).toMatchObject({ role: 'auditor', secondFactor: false });
    const { body: seed, status } = await auditor.post(`${AUTH}/totp/enrol`, SHOWN);
    expect(status).toBe(200);
    expect(seed.otpauthUri).toContain(`secret=${seed.secret}`);
    expectProblem(await auditor.get('/api/v1/audit/keys'), 403, 'second-factor-due');
    const confirmed = await auditor.post(`${AUTH}/totp/confirm`, { code: codeAt(seed.secret, now()) });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    expect((await auditor.get('/api/v1/audit/keys')).status).toBe(200);
    expectProblem(await auditor.post(`${AUTH}/totp/enrol`, SHOWN), 409, 'second-factor-enrolled');
  });

  it('need not where the hospital says so, and a nurse need not anywhere', async () => {
    expect((await login('nurse')).body).toMatchObject({ mustEnrolSecondFactor: false });
    const optional = await startWorld();
    expect((await optional.as('auditor').get('/api/v1/audit/keys')).status).toBe(200);
    await optional.close();
  });
});

describe('With SECOND_FACTOR=everyone', () => {
  it('a nurse may only enrol as well, but by PIN at an enrolled terminal she works on: that is what she has', async () => {
    const hospital = await startWorld();
    const strict = await startBeside(hospital, { SECOND_FACTOR: 'everyone' });
    await hospital.as('nurse').post(`${AUTH}/pin`, { password: PASSWORD, pin: '407159' });
    const place = { code: 'NOI-1', name: 'Bàn điều dưỡng' };
    const key = { 'X-Terminal-Key': (await hospital.as('admin').post('/api/v1/terminals', place)).body.key as string };
    const credentials = { username: 'nurse', password: PASSWORD };
    const { body: full } = await clientOf(strict).post(`${AUTH}/login`, credentials);
    expect(full.mustEnrolSecondFactor).toBe(true);
    expectProblem(await clientOf(strict, full.accessToken).get('/api/v1/wards'), 403, 'second-factor-due');
    const { body: short } = await clientOf(strict).post(`${AUTH}/switch`, { username: 'nurse', pin: '407159' }, key);
    expect(short.mustEnrolSecondFactor).toBe(false);
    expect((await clientOf(strict, short.accessToken).get('/api/v1/wards', key)).status).toBe(200);
    const { refreshToken } = short;
    const renewed = await clientOf(strict).post(`${AUTH}/refresh`, { refreshToken }, key);
    expect(renewed.body.mustEnrolSecondFactor).toBe(false);
    const nurse = clientOf(strict, full.accessToken);
    const { secret } = (await nurse.post(`${AUTH}/totp/enrol`, SHOWN)).body;
    expect((await nurse.post(`${AUTH}/totp/confirm`, { code: codeAt(secret, now()) })).status).toBe(200);
    expect((await nurse.get('/api/v1/wards')).status).toBe(200);
    await strict.close();
    await hospital.close();
  });
});

describe('Signing in with an authenticator', () => {
  it('asks for a code after the password; a right one opens the session, and each step is on the trail', async () => {
    const { username, secret } = await enrolled('doctor');
    const at = nextStep();
    const asked = await login(username);
    expectProblem(asked, 401, 'second-factor-needed');
    expect(asked.body).toMatchObject({ expiresIn: 300 });
    expect(asked.body.accessToken).toBeUndefined();
    const answer = await second(asked.body.challenge, { code: codeAt(secret, at) });
    expect(answer.status).toBe(200);
    expect(answer.body.person).toMatchObject({ username, secondFactor: true });
    expect((await as(answer.body.accessToken).get(`${AUTH}/me`)).status).toBe(200);
    const why = 'second factor asked for';
    expect((await eventsOf(asked.headers['x-request-id']!)).at(-1)).toMatchObject({ detail: { username, why } });
    const detail = { method: 'password', secondFactor: true };
    expect((await eventsOf(answer.headers['x-request-id']!)).at(-1)).toMatchObject({ kind: 'sign-in', detail });
    const { items } = (await as(answer.body.accessToken).get(`${AUTH}/sessions`)).body;
    expect(items.map((item: Record<string, unknown>) => [item.present, item.secondFactor])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('takes a code once, also of two at the same time, and takes none that is older', async () => {
    const { username, secret } = await enrolled('doctor');
    const at = nextStep();
    const challenge = await challengeOf(username);
    const code = codeAt(secret, at);
    const answers = await Promise.all([second(challenge, { code }), second(challenge, { code })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expectProblem(await second(challenge, { code }), 401, 'second-factor-wrong');
    expectProblem(await second(challenge, { code: codeAt(secret, at - 30) }), 401, 'second-factor-wrong');
    expect((await second(challenge, { code: codeAt(secret, at + 30) })).status).toBe(200);
  });

  it('pauses after five wrong codes, whatever challenge they come with', async () => {
    const { username, secret } = await enrolled('doctor');
    const at = nextStep();
    const right = codeAt(secret, at);
    const wrong = right === '000000' ? '111111' : '000000';
    for (let guess = 1; guess <= 5; guess++) {
      const answer = await second(await challengeOf(username), { code: wrong });
      expectProblem(answer, 401, 'second-factor-wrong');
      expect((await eventsOf(answer.headers['x-request-id']!)).at(-1)).toMatchObject({ kind: 'sign-in-failed' });
    }
    expectProblem(await second(await challengeOf(username), { code: right }), 429, 'sign-in-paused');
    await forgive();
    expect((await second(await challengeOf(username), { code: right })).status).toBe(200);
  });

  it('takes each recovery code once', async () => {
    const { username, recoveryCodes } = await enrolled('doctor');
    const [first, other] = recoveryCodes;
    const challenge = await challengeOf(username);
    expect((await second(challenge, { recoveryCode: first!.toLowerCase().replaceAll('-', ' ') })).status).toBe(200);
    expectProblem(await second(challenge, { recoveryCode: first }), 401, 'second-factor-wrong');
    expect((await second(challenge, { recoveryCode: other })).status).toBe(200);
    expectProblem(await second(challenge, { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' }), 401, 'second-factor-wrong');
  });

  it('takes a recovery code once also when it comes twice at the same time', async () => {
    await forgive();
    const { username, recoveryCodes } = await enrolled('doctor');
    const challenge = await challengeOf(username);
    const [recoveryCode] = recoveryCodes;
    const answers = await Promise.all(Array.from({ length: 4 }, () => second(challenge, { recoveryCode })));
    // Who guesses so often at once may already be made to wait.
    const [taken, ...refused] = answers.map(({ status }) => status).sort();
    expect([taken, refused.every((status) => status === 401 || status === 429)]).toEqual([200, true]);
  });

  it.each([{}, { code: '12345' }, { code: 123456 }, { code: '123456', more: 1 }, { recoveryCode: '' }])(
    'refuses %p as no code at all',
    async (given) => {
      expectProblem(await second('x', given), 400, 'validation');
    },
  );

  it('takes a challenge for nothing else, and nothing else for a challenge', async () => {
    const { username, secret, session } = await enrolled('doctor');
    const challenge = await challengeOf(username);
    expectProblem(await as(challenge).get(`${AUTH}/me`), 401, 'unauthenticated');
    const code = codeAt(secret, nextStep());
    for (const other of [session.accessToken, 'x', `${challenge}x`]) {
      expectProblem(await second(other, { code }), 401, 'challenge-refused');
    }
  });

  it('refuses a challenge after five minutes, and after the password was changed', async () => {
    const { username, secret, id } = await enrolled('doctor');
    const challenge = await challengeOf(username);
    const soon = Date.now() + 301_000;
    jest.spyOn(Date, 'now').mockReturnValue(soon);
    expectProblem(await second(challenge, { code: codeAt(secret, soon / 1000) }), 401, 'challenge-refused');
    jest.restoreAllMocks();
    await world.sql(`BEGIN; SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);
      UPDATE staff_member SET password_hash = password_hash || 'x' WHERE id = '${id}'; COMMIT`);
    expectProblem(await second(challenge, { code: codeAt(secret, now()) }), 401, 'challenge-refused');
  });
});

describe('An enrolment', () => {
  it('counts only when a code was shown: a wrong one is refused, and enrolling again starts anew', async () => {
    const { body } = await login('nurse');
    const nurse = as(body.accessToken);
    expectProblem(await nurse.post(`${AUTH}/totp/confirm`, { code: '000000' }), 409, 'second-factor-not-begun');
    const first = (await nurse.post(`${AUTH}/totp/enrol`, SHOWN)).body.secret as string;
    const secret = (await nurse.post(`${AUTH}/totp/enrol`, SHOWN)).body.secret as string;
    expect(first).not.toBe(secret);
    const old = { code: codeAt(first, now()) };
    expectProblem(await nurse.post(`${AUTH}/totp/confirm`, old), 401, 'second-factor-wrong');
    expect((await login('nurse')).status).toBe(200);
    expect((await nurse.post(`${AUTH}/totp/confirm`, { code: codeAt(secret, now()) })).status).toBe(200);
    expectProblem(await login('nurse'), 401, 'second-factor-needed');
    await forgive();
  });

  it('is reset by another administrator: sessions end, the person enrols anew, and the trail tells', async () => {
    const { username, id, session } = await enrolled('admin');
    const admin = await administrator();
    const reset = `/api/v1/staff/${id}/second-factor/reset`;
    const { headers } = await admin.get(`/api/v1/staff/${id}`);
    const match = { 'If-Match': headers.etag! };
    expectProblem(await as(session.accessToken).post(reset, {}, match), 403, 'own-rights');
    expectProblem(await admin.post(reset), 428, 'precondition-required');
    const answer = await admin.post(reset, {}, match);
    expect(answer.status).toBe(200);
    await heardBy(world, world.app);
    expectProblem(await as(session.accessToken).get(`${AUTH}/me`), 401, 'unauthenticated');
    const again = await login(username);
    expect(again.body).toMatchObject({ mustEnrolSecondFactor: true });
    expect(await eventsOf(answer.headers['x-request-id']!)).toContainEqual(
      expect.objectContaining({ kind: 'update', entity: 'second_factor' }),
    );
  });

  it('leaves no seed and no recovery code readable: not in the table, not on the trail, not as a kept answer', async () => {
    const { body } = await login('doctor');
    const key = { 'Idempotency-Key': 'enrol-1' };
    const { secret } = (await as(body.accessToken).post(`${AUTH}/totp/enrol`, SHOWN, key)).body;
    const code = { code: codeAt(secret, now()) };
    const confirmed = await as(body.accessToken).post(`${AUTH}/totp/confirm`, code, { 'Idempotency-Key': 'confirm-1' });
    const tables = ['audit.event', 'second_factor', 'recovery_code', 'idempotency_key'];
    for (const table of tables) {
      const text = JSON.stringify(await world.sql(`SELECT t::text FROM ${table} t`));
      for (const word of [secret, ...confirmed.body.recoveryCodes]) expect(text.includes(word)).toBe(false);
      if (table === 'audit.event') expect(text).not.toMatch(/"seed": "1\./);
    }
  });
});

describe('A sealed seed', () => {
  const key = (version: string, letter: string) => `${version}:${Buffer.alloc(32, letter).toString('base64')}`;
  const vault = (secondFactorKeys: string) => new Vault({ secondFactorKeys });

  it('opens with its own key after a newer one seals, and only for its person', () => {
    const old = vault(key('1', 'a'));
    const rotated = vault(`${key('1', 'a')},${key('2', 'b')}`);
    const sealed = old.seal('SEED', 'person');
    expect(sealed).toMatch(/^1\./);
    expect(rotated.open(sealed, 'person')).toBe('SEED');
    expect(rotated.isOutdated(sealed)).toBe(true);
    expect(rotated.seal('SEED', 'person')).toMatch(/^2\./);
    expect(() => rotated.open(sealed, 'other')).toThrow();
    expect(() => vault(key('1', 'c')).open(sealed, 'person')).toThrow();
    expect(() => vault(key('2', 'a')).open(sealed, 'person')).toThrow('version 1');
    expect(old.seal('SEED', 'person')).not.toBe(sealed);
  });
});
