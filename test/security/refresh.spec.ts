import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GRACE_SECONDS } from '../../src/platform/security/refresh-tokens.js';
import { expectProblem } from '../support/problems.js';
import { changeBehind, heardBy, startBeside } from '../support/processes.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

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

interface Tokens {
  accessToken: string;
  refreshToken: string;
}
const signIn = async (username = 'doctor'): Promise<Tokens> =>
  (await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD })).body;
const refresh = (refreshToken: string, app = world.app) => clientOf(app).post('/api/v1/auth/refresh', { refreshToken });
const me = (token: string, app = world.app) => clientOf(app, token).get('/api/v1/auth/me');
const sessionOf = ({ accessToken }: Tokens): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()).sid;
/** As if the last refresh of the session had been that long ago. */
const later = (tokens: Tokens, seconds: number) =>
  changeBehind(
    world,
    `UPDATE session SET refreshed_at = refreshed_at - interval '${seconds} seconds' WHERE id = '${sessionOf(tokens)}'`,
  );
const eventsOf = (tokens: Tokens) =>
  world.sql(`SELECT * FROM audit.event WHERE entity_id = $1 ORDER BY id`, [sessionOf(tokens)]);

/** The session is over for everyone, everywhere, and the trail says why. */
async function expectEndedAsStolen(tokens: Tokens, newest: Tokens): Promise<void> {
  await heardBy(world, world.app, second);
  expectProblem(await refresh(newest.refreshToken), 401, 'refresh-refused');
  expectProblem(await me(newest.accessToken), 401, 'unauthenticated');
  expectProblem(await me(newest.accessToken, second), 401, 'unauthenticated');
  const events = await eventsOf(tokens);
  expect(events.filter(({ kind }) => kind === 'refusal')).toEqual([
    expect.objectContaining({
      reason: 'refresh token used again',
      detail: expect.objectContaining({ why: 'refresh token used again: the session is ended' }),
    }),
  ]);
  const end = events.find(({ changes }) => changes?.revoked_at);
  expect(end).toMatchObject({ kind: 'update', reason: 'refresh token used again' });
}

describe('A refresh token presented again', () => {
  it('at once, as by two tabs, gives all of them the same successor: one chain goes on', async () => {
    const first = await signIn();
    const answers = await Promise.all([first, first, first, first].map(({ refreshToken }) => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const successors = new Set(answers.map(({ body }) => (body as Tokens).refreshToken));
    expect(successors.size).toBe(1);
    expect(successors.has(first.refreshToken)).toBe(false);
    for (const { body } of answers) expect((await me((body as Tokens).accessToken)).status).toBe(200);
    expect((await refresh([...successors][0]!)).status).toBe(200);
  });

  it('after a lost answer gives the same successor, in another process too, and is on the trail', async () => {
    const first = await signIn();
    const lost = (await refresh(first.refreshToken)).body as Tokens;
    await later(first, GRACE_SECONDS / 2);
    const again = await refresh(first.refreshToken, second);
    expect([again.status, again.body.refreshToken]).toEqual([200, lost.refreshToken]);
    expect(sessionOf(again.body as Tokens)).toBe(sessionOf(first));
    expect((await me(again.body.accessToken as string)).status).toBe(200);
    expect((await eventsOf(first)).at(-1)).toMatchObject({
      kind: 'replay',
      username: 'doctor',
      detail: { route: 'POST /api/v1/auth/refresh', why: 'refresh asked again' },
    });
    expect((await refresh(lost.refreshToken, second)).status).toBe(200);
  });

  it('does not make its grace longer', async () => {
    const first = await signIn();
    const next = (await refresh(first.refreshToken)).body as Tokens;
    for (let asked = 0; asked < 2; asked++) {
      expect((await refresh(first.refreshToken)).status).toBe(200);
      await later(first, GRACE_SECONDS / 2);
    }
    expectProblem(await refresh(first.refreshToken), 401, 'refresh-refused');
    await expectEndedAsStolen(first, next);
  });

  it('after the grace ends the session, for the thief and for its owner, in every process', async () => {
    const stolen = await signIn();
    const owner = (await refresh(stolen.refreshToken)).body as Tokens;
    expect((await me(owner.accessToken)).status).toBe(200);
    expect((await me(owner.accessToken, second)).status).toBe(200);
    await later(stolen, GRACE_SECONDS);
    expectProblem(await refresh(stolen.refreshToken, second), 401, 'refresh-refused');
    await expectEndedAsStolen(stolen, owner);
  });

  it('after its successor was used ends the session, within the grace as well', async () => {
    const first = await signIn();
    const next = (await refresh(first.refreshToken)).body as Tokens;
    const newest = (await refresh(next.refreshToken)).body as Tokens;
    expectProblem(await refresh(first.refreshToken), 401, 'refresh-refused');
    await expectEndedAsStolen(first, newest);
  });

  it('ends the session however old it is', async () => {
    const chain = [await signIn()];
    for (let n = 0; n < 4; n++) chain.push((await refresh(chain[n]!.refreshToken)).body as Tokens);
    expectProblem(await refresh(chain[1]!.refreshToken), 401, 'refresh-refused');
    await expectEndedAsStolen(chain[0]!, chain[4]!);
  });

  it('at once in two processes, when it was used up long ago, ends the session once', async () => {
    const first = await signIn();
    const next = (await refresh(first.refreshToken)).body as Tokens;
    await later(first, 600);
    const answers = await Promise.all([refresh(first.refreshToken), refresh(first.refreshToken, second)]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect((await eventsOf(first)).filter(({ changes }) => changes?.revoked_at)).toHaveLength(1);
    expectProblem(await refresh(next.refreshToken), 401, 'refresh-refused');
  });
});

describe('Two processes at once', () => {
  it('give one successor for one token', async () => {
    for (let n = 0; n < 5; n++) {
      const { refreshToken } = await signIn();
      const answers = await Promise.all([
        refresh(refreshToken),
        refresh(refreshToken, second),
        refresh(refreshToken),
        refresh(refreshToken, second),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(new Set(answers.map(({ body }) => (body as Tokens).refreshToken)).size).toBe(1);
    }
  });
});

describe('A refresh token', () => {
  it('is new each time, and names its chain', async () => {
    const first = await signIn();
    const next = (await refresh(first.refreshToken)).body as Tokens;
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(next.refreshToken.split('.')[0]).toBe(first.refreshToken.split('.')[0]);
    expect((await signIn()).refreshToken.split('.')[0]).not.toBe(first.refreshToken.split('.')[0]);
  });

  it('that was made up for a chain counts as one used before; one of no chain harms nobody', async () => {
    const first = await signIn();
    const [family, secret] = first.refreshToken.split('.');
    for (const made of [`${secret}.${family}`, secret, `.${secret}`, `${family}x.${secret}`, `${family}${secret}`]) {
      expectProblem(await refresh(made!), 401, 'refresh-refused');
      expect((await me(first.accessToken)).status).toBe(200);
    }
    expectProblem(await refresh(`${family}.made-up`), 401, 'refresh-refused');
    await expectEndedAsStolen(first, first);
  });

  it('stands nowhere in the database or on the trail, nor what would make one', async () => {
    const first = await signIn();
    const next = (await refresh(first.refreshToken)).body as Tokens;
    const row = elementAt(await world.sql('SELECT * FROM session WHERE id = $1', [sessionOf(first)]), 0);
    const kept = JSON.stringify([row, await eventsOf(first)]);
    for (const secret of [...first.refreshToken.split('.'), ...next.refreshToken.split('.')]) {
      expect(kept).not.toContain(secret);
    }
    const trail = JSON.stringify(await eventsOf(first));
    for (const column of ['refresh_family', 'refresh_hash', 'previous_refresh_hash', 'refresh_salt']) {
      expect([column, trail.includes(row[column] as string)]).toEqual([column, false]);
    }
  });

  it('of a person who left, lost the role, or whose session ran out is refused within the grace too', async () => {
    const first = await signIn('lab');
    await refresh(first.refreshToken);
    await changeBehind(world, `UPDATE staff_role SET revoked_at = now() WHERE role = 'lab'`);
    expectProblem(await refresh(first.refreshToken), 401, 'refresh-refused');
    await changeBehind(world, `UPDATE staff_role SET revoked_at = NULL WHERE role = 'lab'`);
    await changeBehind(
      world,
      `UPDATE session SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE id = '${sessionOf(first)}'`,
    );
    expectProblem(await refresh(first.refreshToken), 401, 'refresh-refused');
  });
});

describe('A session that nobody used', () => {
  it('for two hours asks for the password again, and one used in between goes on', async () => {
    const [idle, used] = [await signIn(), await signIn()];
    for (const session of [idle, used]) await later(session, 119 * 60);
    const { body } = await refresh(used.refreshToken);
    await later(idle, 2 * 60);
    await later(used, 2 * 60);
    expectProblem(await refresh(idle.refreshToken), 401, 'refresh-refused');
    expect((await refresh((body as Tokens).refreshToken)).status).toBe(200);
  });
});
