import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SHORTEST_PASSWORD } from '../../src/platform/security/password.rules.js';
import { PasswordStrength } from '../../src/platform/security/password-strength.js';
import { leakedPasswords } from '../../src/platform/security/guessing/known-words.js';
import { changeBehind, heardBy, startBeside } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const NEW = 'ba con mèo vàng ngủ';
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => world.sql('DELETE FROM sign_in_tally'));
afterAll(() => world.close());

let number = 0;
async function hire(roles = ['nurse']) {
  const username = `mat.khau${++number}`;
  const input = { username, fullName: 'ĐD. Trần Thị Quyên', roles, password: LENT_PASSWORD };
  const { body, status } = await world.as('admin').post('/api/v1/staff', input);
  expect(status).toBe(201);
  await firstSignIn(world, username);
  return { username, id: body.id as string };
}
const login = (username: string, password = PASSWORD) =>
  world.anonymous.post('/api/v1/auth/login', { username, password });
const clientAs = async (username: string, password = PASSWORD) =>
  clientOf(world.app, (await login(username, password)).body.accessToken as string);
const change = (client: World['anonymous'], newPassword: string, currentPassword = PASSWORD) =>
  client.post('/api/v1/auth/password', { currentPassword, newPassword });
const me = (client: World['anonymous']) => client.get('/api/v1/auth/me');

/** Secrets stand on the trail as SHA-256 only. */
const A_HASH: unknown = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);

describe('Changing my password', () => {
  it('takes the new one from now on, ends my other sessions and keeps this one, and is on the trail without a secret', async () => {
    const { username, id } = await hire();
    const [here, there] = [await clientAs(username), await clientAs(username)];
    const answer = await change(here, NEW);
    expect(answer.status).toBe(204);
    expect((await me(here)).status).toBe(200);
    await heardBy(world, world.app);
    expectProblem(await me(there), 401, 'unauthenticated');
    expectProblem(await login(username), 401, 'sign-in-failed');
    expect((await login(username, NEW)).body.mustChangePassword).toBe(false);
    const events = await world.sql(
      'SELECT username, entity, entity_id, changes FROM audit.event WHERE request_id = $1',
      [answer.headers['x-request-id']],
    );
    expect(events).toContainEqual({
      username,
      entity: 'staff_member',
      entity_id: id,
      changes: expect.objectContaining({ password_hash: [A_HASH, A_HASH] }),
    });
    expect(JSON.stringify(events)).not.toContain(NEW);
  });

  it('needs the current one, and guesses at it are counted', async () => {
    const { username } = await hire();
    const client = await clientAs(username);
    for (let guess = 1; guess <= 5; guess++) {
      expectProblem(await change(client, NEW, `sai ${guess}`), 403, 'current-password-wrong');
    }
    expectProblem(await change(client, NEW), 429, 'sign-in-paused');
    await world.sql('DELETE FROM sign_in_tally');
    expect((await login(username)).status).toBe(200);
  });

  it.each([
    ['too short', 'ngắn quá', 'min-length'],
    ['too long', 'dài '.repeat(40), 'max-length'],
    ['common', 'iloveyou12345', 'guessable'],
    ['leaked', 'q1w2e3r4t5y6', 'guessable'],
    ['advised to everybody', 'correcthorsebatterystaple', 'guessable'],
    ['put together of common ones', 'summerwinterlove', 'guessable'],
    ['said by everybody here', 'yeuemmaimai', 'guessable'],
    ['said by everybody here, in words', 'Yêu em mãi mãi', 'guessable'],
    ['what it is', 'matkhaucuatoi', 'guessable'],
    ['what it is, masked', 'M4tKh4u@2026', 'guessable'],
    ['a profession and a name', 'bacsinguyenvana', 'guessable'],
    ['three everyday syllables', 'trời xanh quá', 'guessable'],
    ['common here', 'matkhau2026', 'guessable'],
    ['common here, with its accents', 'Mậtkhẩu2026', 'guessable'],
    ['a row of keys', 'qwertyuiop12', 'guessable'],
    ['one letter many times', 'a'.repeat(30), 'guessable'],
    ['the username', 'guess.me2026', 'guessable'],
    ['the name of the person', 'trầnthịquyên', 'guessable'],
    ['the name of the hospital', 'Bệnh viện Đa khoa Demo', 'guessable'],
    ['the current one', PASSWORD, 'unchanged'],
  ])('refuses one that is %s', async (_what, password, rule) => {
    const { username } = await hire();
    const client = await clientAs(username);
    const answer = await change(client, password.replace('guess.me', username));
    expectProblem(answer, 400, 'validation');
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/newPassword', rule })]);
    expect((await login(username)).status).toBe(200);
  });

  it('refuses the three thousand commonest of those that leaked and are long enough', async () => {
    const strength = world.app.get(PasswordStrength, { strict: false });
    const commonest = [...new Set(await leakedPasswords())].slice(0, 3000);
    expect(commonest.every((password) => password.length >= SHORTEST_PASSWORD)).toBe(true);
    const person = { username: 'nobody', fullName: 'Không Ai' };
    const verdicts = await Promise.allSettled(
      commonest.map((password) => strength.require(password, person, '/password')),
    );
    expect(verdicts.filter(({ status }) => status === 'rejected')).toHaveLength(3000);
  });

  it.each([
    'ghế xanh bảy con mèo trời',
    'khoa noi mua he nang',
    '한국어비밀번호는괜찮아요',
    'xq7 vmzk plwd',
    'đường về nhà xa lắm',
    'abacus jigsaw coral',
  ])('takes %p: no rule asks for digits, signs or capitals', async (password) => {
    const { username } = await hire();
    expect((await change(await clientAs(username), password)).status).toBe(204);
    expect((await login(username, password.normalize('NFD'))).status).toBe(200);
  });

  it('says why in Vietnamese and in English', async () => {
    const client = await clientAs((await hire()).username);
    const body = { currentPassword: PASSWORD, newPassword: 'matkhau2026' };
    const inEnglish = await client.post('/api/v1/auth/password', body, { 'Accept-Language': 'en' });
    const inVietnamese = await client.post('/api/v1/auth/password', body, { 'Accept-Language': 'vi' });
    expect(JSON.stringify(inEnglish.body.errors)).toContain('easy to guess');
    expect(JSON.stringify(inVietnamese.body.errors)).toContain('dễ đoán');
  });
});

describe('A password that somebody else set', () => {
  const reset = async (id: string, password: string) => {
    const { headers } = await world.as('admin').get(`/api/v1/staff/${id}`);
    const match = { 'If-Match': headers.etag! };
    return world.as('admin').post(`/api/v1/staff/${id}/reset-password`, { password }, match);
  };
  async function hired() {
    const username = `moi.vao${++number}`;
    const input = { username, fullName: 'BS. Mới Vào', roles: ['doctor'], practisingCertificate: `${username}/CCHN` };
    const { body } = await world.as('admin').post('/api/v1/staff', { ...input, password: LENT_PASSWORD });
    return { username, id: body.id as string, goodUntil: body.passwordGoodUntil as string };
  }
  const until = async (id: string) => (await world.as('admin').get(`/api/v1/staff/${id}`)).body.passwordGoodUntil;
  const runOut = (id: string) =>
    changeBehind(world, `UPDATE staff_member SET password_good_until = now() WHERE id = '${id}'`);
  const hoursFromNow = (moment: string) => Math.round((Date.parse(moment) - Date.now()) / 3_600_000);

  it.each(['hired', 'reset'])(
    '(%s) is good for changing it, for me and for signing out, and for nothing else',
    async (how) => {
      const { username, id } = how === 'hired' ? await hired() : await hire();
      const lent = how === 'hired' ? LENT_PASSWORD : NEW;
      if (how === 'reset') expect((await reset(id, NEW)).status).toBe(200);
      const { body } = await login(username, lent);
      expect(body.mustChangePassword).toBe(true);
      const person = clientOf(world.app, body.accessToken);
      expectProblem(await person.get('/api/v1/wards'), 403, 'password-change-due');
      expectProblem(await person.get('/api/v1/patients?name=an'), 403, 'password-change-due');
      expectProblem(await person.post('/api/v1/auth/totp/enrol'), 403, 'password-change-due');
      expect((await me(person)).status).toBe(200);
      const renewed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: body.refreshToken });
      expect(renewed.body.mustChangePassword).toBe(true);
      expectProblem(await change(person, lent, lent), 400, 'validation');
      expect((await change(person, 'sông hồng chảy chậm', lent)).status).toBe(204);
      expect(await until(id)).toBeNull();
      expect((await person.get('/api/v1/wards')).status).toBe(200);
      expect((await person.post('/api/v1/auth/logout')).status).toBe(204);
    },
  );

  it('runs out by itself: then it is answered like a wrong one, the administrator sees it, and a reset helps', async () => {
    const { username, id, goodUntil } = await hired();
    expect(hoursFromNow(goodUntil)).toBe(72);
    await runOut(id);
    const [late, wrong] = [await login(username, LENT_PASSWORD), await login(username, 'sai hẳn rồi nhé')];
    const told = ({ status, body }: typeof late) => ({ status, ...body, instance: null });
    expect(told(late)).toEqual(told(wrong));
    expectProblem(late, 401, 'sign-in-failed');
    expect(Date.parse((await until(id)) as string)).toBeLessThanOrEqual(Date.now());
    const event = elementAt(
      await world.sql('SELECT detail FROM audit.event WHERE request_id = $1', [late.headers['x-request-id']]),
      0,
    );
    expect(event.detail).toMatchObject({ username, why: 'first password ran out' });
    expect((await reset(id, NEW)).status).toBe(200);
    expect(hoursFromNow((await until(id)) as string)).toBe(72);
    expect((await login(username, NEW)).body.mustChangePassword).toBe(true);
  });

  it('is counted among wrong ones once it ran out', async () => {
    const { username, id } = await hired();
    await runOut(id);
    for (let guess = 1; guess <= 5; guess++) expectProblem(await login(username, LENT_PASSWORD), 401, 'sign-in-failed');
    expectProblem(await login(username, LENT_PASSWORD), 429, 'sign-in-paused');
  });

  it('lasts as long as the hospital says', async () => {
    const brief = await startBeside(world, { FIRST_PASSWORD_HOURS: '4' });
    try {
      const admin = await clientOf(brief).post('/api/v1/auth/login', { username: 'admin', password: PASSWORD });
      const input = { username: 'moi.ngan', fullName: 'ĐD. Mới', roles: ['nurse'], password: LENT_PASSWORD };
      const { body } = await clientOf(brief, admin.body.accessToken as string).post('/api/v1/staff', input);
      expect(hoursFromNow(body.passwordGoodUntil as string)).toBe(4);
    } finally {
      await brief.close();
    }
  });

  it('is never an administrator’s own: they change theirs as everybody does', async () => {
    const answer = await reset(world.staff.admin.id, NEW);
    expectProblem(answer, 403, 'own-password');
    expect((await login('admin')).status).toBe(200);
  });

  it('is held to the same rules', async () => {
    const { id } = await hire();
    expectProblem(await reset(id, 'matkhau2026'), 400, 'validation');
    const input = { username: 'moi.vao', fullName: 'ĐD. Mới Vào', roles: ['nurse'], password: 'moi.vao2026' };
    expectProblem(await world.as('admin').post('/api/v1/staff', input), 400, 'validation');
    expect(await world.sql(`SELECT 1 FROM staff_member WHERE username = 'moi.vao'`)).toEqual([]);
  });
});
