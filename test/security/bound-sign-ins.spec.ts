import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codeAt } from '../../src/platform/security/second-factor/second-factor.rules.js';
import { expectProblem } from '../support/problems.js';
import { heardBy, startBeside } from '../support/processes.js';
import { aTerminal, leaveAlone, sessionOf, type Tokens, type WardTerminal } from '../support/ward-terminal.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PIN = '407159';

let world: World;
let second: NestFastifyApplication;
let terminal: WardTerminal;
beforeAll(async () => {
  world = await startWorld();
  second = await startBeside(world);
  for (const role of ['nurse', 'head-nurse'] as const) {
    await world.as(role).post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
  }
});
beforeEach(async () => {
  terminal = await aTerminal(world);
});
afterAll(async () => {
  await second.close();
  await world.close();
});

const heard = () => heardBy(world, world.app, second);
const signedIn = async (username: string, at = terminal): Promise<Tokens> => (await at.signIn(username)).body;
const byPin = (username: string, at = terminal) => at.switchTo({ username, pin: PIN });
const shiftOf = async (tokens: Tokens) =>
  (await world.sql('SELECT parent_id AS id FROM session WHERE id = $1', [sessionOf(tokens)]))[0]!.id;
const admin = (action: string, { id, version }: { id: string; version: number }) =>
  world.as('admin').post(`/api/v1/terminals/${id}/${action}`, {}, { 'If-Match': `"${version}"` });

describe('A full sign-in at an enrolled terminal', () => {
  it('is good there and nowhere else, and so is its refresh token', async () => {
    const answer = await terminal.signIn('nurse');
    expect([answer.status, answer.body.expiresIn]).toEqual([200, 120]);
    const tokens: Tokens = answer.body;
    const other = await aTerminal(world);
    expect([await terminal.opens(tokens), await terminal.opens(tokens, second)]).toEqual([200, 200]);
    expect((await clientOf(world.app, tokens.accessToken).get('/api/v1/auth/me')).status).toBe(401);
    expect(await other.opens(tokens)).toBe(401);
    expectProblem(await other.refresh(tokens), 401, 'refresh-refused');
    const { refreshToken } = tokens;
    const without = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken });
    expectProblem(without, 401, 'refresh-refused');
    expect((await terminal.refresh(tokens)).status).toBe(200);
  });

  it('with a code of the authenticator as well', async () => {
    const doctor = world.as('doctor');
    const { body: seed } = await doctor.post('/api/v1/auth/totp/enrol', { password: PASSWORD });
    const now = Math.floor(Date.now() / 1000);
    await doctor.post('/api/v1/auth/totp/confirm', { code: codeAt(seed.secret, now - 30) });
    const { challenge } = (await terminal.signIn('doctor')).body;
    const answer = await world.anonymous.post(
      '/api/v1/auth/login/second-factor',
      { challenge, code: codeAt(seed.secret, now) },
      { 'X-Terminal-Key': terminal.key },
    );
    expect([answer.status, answer.body.expiresIn]).toEqual([200, 120]);
    expect(await terminal.opens(answer.body)).toBe(200);
    expect((await clientOf(world.app, answer.body.accessToken).get('/api/v1/auth/me')).status).toBe(401);
  });

  it.each([
    ['takes over by PIN', () => byPin('head-nurse')],
    ['signs in in full', () => terminal.signIn('head-nurse')],
  ])('is locked out when the next person %s, in every process, and cannot be refreshed', async (_, next) => {
    const first = await signedIn('nurse');
    expect([await terminal.opens(first), await terminal.opens(first, second)]).toEqual([200, 200]);
    const answer = await next();
    expect(answer.status).toBe(200);
    await heard();
    expect([await terminal.opens(first), await terminal.opens(first, second)]).toEqual([401, 401]);
    expectProblem(await terminal.refresh(first), 401, 'refresh-refused');
    expect(await terminal.opens(answer.body)).toBe(200);
    const locked = `SELECT username, terminal FROM audit.event WHERE entity = 'session' AND entity_id = $1 AND changes ? 'locked_at'`;
    expect(await world.sql(locked, [sessionOf(first)])).toEqual([{ username: 'head-nurse', terminal: terminal.code }]);
  });

  it('leaves its person the shift when locked out: by PIN they come back, here and at other terminals', async () => {
    const first = await signedIn('nurse');
    await byPin('head-nurse');
    for (const at of [terminal, await aTerminal(world)]) {
      const back: Tokens = (await byPin('nurse', at)).body;
      expect([await at.opens(back), await shiftOf(back)]).toEqual([200, sessionOf(first)]);
    }
    await heard();
    expect(await terminal.opens(first)).toBe(401);
  });

  it('ends the shift when its person signs out, and what was switched from it', async () => {
    const full = await signedIn('nurse');
    const elsewhere = await aTerminal(world);
    const short: Tokens = (await byPin('nurse', elsewhere)).body;
    expect([await shiftOf(short), await elsewhere.opens(short)]).toEqual([sessionOf(full), 200]);
    expect((await terminal.as(full).post('/api/v1/auth/logout')).status).toBe(204);
    await heard();
    expect(await elsewhere.opens(short)).toBe(401);
    const { revoked_at: ended } = elementAt(
      await world.sql('SELECT revoked_at FROM session WHERE id = $1', [sessionOf(full)]),
      0,
    );
    expect(ended).toBeInstanceOf(Date);
  });

  it.each(['retire', 'rekey'])(
    'is locked out at once when an administrator does %s on its terminal',
    async (action) => {
      const full = await signedIn('nurse');
      expect([await terminal.opens(full), await terminal.opens(full, second)]).toEqual([200, 200]);
      const changed = await admin(action, terminal);
      expect(changed.status).toBe(200);
      await heard();
      expect([await terminal.opens(full), await terminal.opens(full, second)]).toEqual([401, 401]);
      expect((await terminal.refresh(full)).status).toBe(401);
      expectProblem(await terminal.signIn('nurse'), 401, 'terminal-unknown');
      const elsewhere = await aTerminal(world);
      expect(await shiftOf((await byPin('nurse', elsewhere)).body)).toBe(sessionOf(full));
    },
  );

  it('of two at once leaves one', async () => {
    const answers = await Promise.all(['nurse', 'head-nurse', 'nurse', 'head-nurse'].map((name) => byPin(name)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await heard();
    const opened = await Promise.all(answers.map(({ body }) => terminal.opens(body as Tokens)));
    expect(opened.filter((status) => status === 200)).toHaveLength(1);
  });

  it('anywhere else is bound to nothing', async () => {
    const { body } = await world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password: PASSWORD });
    expect(body.expiresIn).toBe(600);
    expect((await clientOf(world.app, body.accessToken).get('/api/v1/auth/me')).status).toBe(200);
    expect(await terminal.opens(body)).toBe(200);
    expect((await byPin('head-nurse')).status).toBe(200);
    await heard();
    expect(await terminal.opens(body)).toBe(200);
    expect((await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: body.refreshToken })).status).toBe(200);
  });
});

describe('A terminal that nobody touches', () => {
  it('locks a full sign-in like one by PIN, and its token of two minutes too', async () => {
    for (const way of [() => terminal.signIn('nurse'), () => byPin('nurse')]) {
      const tokens: Tokens = (await way()).body;
      expect(await terminal.opens(tokens)).toBe(200);
      await leaveAlone(world, tokens, 11);
      expect(await terminal.opens(tokens)).toBe(401);
      expectProblem(await terminal.refresh(tokens), 401, 'refresh-refused');
    }
    expect((await byPin('nurse')).status).toBe(200);
  });

  it('is not kept open by refreshing', async () => {
    const tokens = await signedIn('nurse');
    await leaveAlone(world, tokens, 9);
    const next: Tokens = (await terminal.refresh(tokens)).body;
    const { minutes } = elementAt(
      await world.sql('SELECT extract(epoch FROM now() - used_at)::int / 60 AS minutes FROM session WHERE id = $1', [
        sessionOf(next),
      ]),
      0,
    );
    expect(minutes).toBe(9);
    await leaveAlone(world, next, 11);
    expect((await terminal.refresh(next)).status).toBe(401);
  });

  it('is kept open by work, which puts nothing on the trail that was not done', async () => {
    const tokens = await signedIn('nurse');
    await leaveAlone(world, tokens, 9);
    const before = await world.sql('SELECT count(*)::int AS n FROM audit.event');
    expect(await terminal.opens(tokens)).toBe(200);
    const { fresh } = elementAt(
      await world.sql(`SELECT used_at > now() - interval '1 minute' AS fresh FROM session WHERE id = $1`, [
        sessionOf(tokens),
      ]),
      0,
    );
    expect(fresh).toBe(true);
    expect(await world.sql('SELECT count(*)::int AS n FROM audit.event')).toEqual(before);
  });
});

describe('The list of my sessions', () => {
  interface Listed {
    id: string;
    locked: boolean;
    terminal: object;
  }
  const list = async (tokens: Tokens, at: WardTerminal): Promise<Listed[]> =>
    (await at.as(tokens).get('/api/v1/auth/sessions')).body.items;

  it('tells a full sign-in that is locked from one that is open', async () => {
    const full = await signedIn('nurse');
    const bound = { id: sessionOf(full), terminal: { code: terminal.code, enrolled: true } };
    expect((await list(full, terminal))[0]).toMatchObject({ ...bound, locked: false });
    const elsewhere = await aTerminal(world);
    const short: Tokens = (await byPin('nurse', elsewhere)).body;
    await leaveAlone(world, full, 11);
    expect((await list(short, elsewhere))[1]).toMatchObject({ ...bound, locked: true });
    await byPin('head-nurse');
    const [present, shift] = await list(short, elsewhere);
    expect([present, shift]).toMatchObject([
      { id: sessionOf(short), locked: false },
      { ...bound, locked: true },
    ]);
  });

  it('ends all others and locks the full sign-in where it began, while the shift goes on', async () => {
    const full = await signedIn('nurse');
    const elsewhere = await aTerminal(world);
    const short: Tokens = (await byPin('nurse', elsewhere)).body;
    expect(await terminal.opens(full)).toBe(200);
    expect((await elsewhere.as(short).post('/api/v1/auth/sessions/revoke-others', { password: PASSWORD })).status).toBe(
      200,
    );
    await heard();
    expect([await terminal.opens(full), await elsewhere.opens(short)]).toEqual([401, 200]);
    expect((await byPin('nurse')).status).toBe(200);
  });
});
