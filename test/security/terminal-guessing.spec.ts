import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { expectProblem } from '../support/problems.js';
import { startBeside } from '../support/processes.js';
import { aTerminal, type WardTerminal } from '../support/ward-terminal.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PIN = '407159';
const WRONG = '111222';
const PEOPLE = ['nurse', 'head-nurse', 'doctor', 'pharmacist', 'lab', 'radiographer'] as const;

let world: World;
let second: NestFastifyApplication;
let terminal: WardTerminal;
beforeAll(async () => {
  world = await startWorld();
  second = await startBeside(world, { RATE_LIMIT_SIGN_IN: '2' });
  for (const role of PEOPLE) await world.as(role).post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
});
beforeEach(async () => {
  terminal = await aTerminal(world);
});
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => {
  await second.close();
  await world.close();
});

let made = 0;
const unknownBadge = () => ({ badge: `04A2245B${String(++made).padStart(6, '0')}` });
const right = { username: 'nurse', pin: PIN };
/** Wrong ones, one after the other. @returns their statuses */
async function guess(times: number, what: (n: number) => object = unknownBadge, app = world.app): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n++) statuses.push((await terminal.switchTo(what(n), app)).status);
  return statuses;
}
const refused = (times: number): number[] => Array(times).fill(401);
const lastEvent = async () => (await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'))[0];
/** As if so much time had passed since. */
const later = (seconds: number) =>
  world.sql(
    `UPDATE sign_in_tally SET last_failed_at = last_failed_at - make_interval(secs => $1), paused_until = paused_until - make_interval(secs => $1)`,
    [seconds],
  );

describe('Guesses at a terminal', () => {
  it('spread over badges and people make it pause, in every process, for right ones too', async () => {
    expect(await guess(8)).toEqual(refused(8));
    const spread = (n: number) => ({ username: PEOPLE[n % PEOPLE.length], pin: WRONG });
    expect(await guess(12, spread)).toEqual(refused(12));
    for (const app of [world.app, second]) {
      const answer = await terminal.switchTo(right, app);
      expectProblem(answer, 429, 'sign-in-paused');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(await lastEvent()).toMatchObject({
        kind: 'sign-in-failed',
        terminal: terminal.code,
        detail: { method: 'pin', why: 'paused', username: 'nurse' },
      });
    }
    expect((await terminal.switchTo(unknownBadge())).status).toBe(429);
  });

  it('leave a full sign-in there, and other terminals', async () => {
    await guess(20);
    expect((await terminal.switchTo(right)).status).toBe(429);
    expect((await terminal.signIn('nurse')).status).toBe(200);
    expect((await (await aTerminal(world)).switchTo(right)).status).toBe(200);
  });

  it('and a guesser’s elsewhere behind the same address do not pause each other: who guesses at the door of a network keeps nobody from a terminal', async () => {
    const guessAt = (headers: Record<string, string>) =>
      world.anonymous.post('/api/v1/auth/login', { username: 'doctor', password: 'sai' }, headers);
    for (let n = 0; n < 5; n++) expect((await guessAt({})).status).toBe(401);
    const right = { username: 'doctor', password: PASSWORD };
    expectProblem(await world.anonymous.post('/api/v1/auth/login', right), 429, 'sign-in-paused');
    const { status, body } = await terminal.signIn('doctor');
    expect(status).toBe(200);
    // What is asked again of who is signed in there counts there as well.
    const pin = await terminal.as(body).post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
    expect(pin.status).toBe(204);
    // And not where nobody has its key, or in the place of one that pauses.
    expect((await guessAt({ 'X-Terminal': terminal.code })).status).toBe(429);
    for (let n = 0; n < 5; n++) expect((await guessAt({ 'X-Terminal-Key': terminal.key })).status).toBe(401);
    expect((await terminal.signIn('doctor')).status).toBe(429);
    await world.sql('DELETE FROM sign_in_tally');
  });

  it('count alike for names that nobody has and people without a PIN', async () => {
    const names = (n: number) => ({ username: n % 2 ? `nobody-${n}` : 'registrar', pin: WRONG });
    expect(await guess(21, names)).toEqual([...refused(20), 429]);
  });

  it('write as much for names that nobody has as for a person, so that they take as long', async () => {
    const writes = async (username: string) => {
      await world.sql('DELETE FROM sign_in_tally');
      const before = await world.sql('SELECT xmin::text FROM staff_pin ORDER BY id');
      await terminal.switchTo({ username, pin: WRONG });
      const after = await world.sql('SELECT xmin::text FROM staff_pin ORDER BY id');
      const { n } = elementAt(await world.sql('SELECT count(*)::int AS n FROM sign_in_tally'), 0);
      return n + Number(JSON.stringify(before) !== JSON.stringify(after));
    };
    expect([await writes('nurse'), await writes('nobody'), await writes('registrar')]).toEqual([2, 2, 2]);
  });

  it('in two processes count as one', async () => {
    const odd = await startBeside(world);
    expect([...(await guess(10)), ...(await guess(10, unknownBadge, odd))]).toEqual(refused(20));
    for (const app of [world.app, odd]) expect((await terminal.switchTo(right, app)).status).toBe(429);
    await odd.close();
  });

  it('that come at once are looked at no more often', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => terminal.switchTo(unknownBadge())));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  it('are not made good by a right PIN in between', async () => {
    for (let n = 0; n < 19; n++) {
      await guess(1);
      expect((await terminal.switchTo(right)).status).toBe(200);
    }
    expect(await guess(1)).toEqual([401]);
    expect((await terminal.switchTo(right)).status).toBe(429);
  });

  it('pause it longer each time, and are forgotten one by one', async () => {
    await guess(20);
    for (const longest of [5, 10, 20, 40, 80, 160, 300]) {
      const { headers } = await terminal.switchTo(unknownBadge());
      expect(Number(headers['retry-after'])).toBeGreaterThan(longest > 20 ? longest / 2 : 0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(longest);
      await world.sql('UPDATE sign_in_tally SET paused_until = now()');
      if (longest < 300) expect(await guess(1)).toEqual([401]);
    }
    await later(8 * 300);
    expect(await guess(3)).toEqual([401, 401, 429]);
    await later(20 * 300);
    expect(await guess(21)).toEqual([...refused(20), 429]);
  });
});

describe('A switch', () => {
  it('counts as a sign-in of its address', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Math.ceil(Date.now() / 60_000) * 60_000 + 20_000);
    const from = { 'X-Forwarded-For': '203.0.113.1', 'X-Terminal-Key': terminal.key };
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await clientOf(second).post('/api/v1/auth/switch', right, from));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expectProblem(answers[2]!, 429, 'rate-limited');
  });
});

describe('Five wrong PINs of one person', () => {
  it('in two processes are five, until the next full sign-in', async () => {
    const other = await startBeside(world);
    const doctor = { username: 'doctor', pin: PIN };
    const wrong = async (times: number) => {
      for (let n = 0; n < times; n++) {
        const answer = await terminal.switchTo({ ...doctor, pin: WRONG }, n % 2 ? other : world.app);
        expectProblem(answer, 401, 'switch-refused');
      }
    };
    await world.anonymous.post('/api/v1/auth/login', { username: 'doctor', password: PASSWORD });
    await wrong(4);
    expect((await terminal.switchTo(doctor, other)).status).toBe(200);
    await wrong(5);
    for (const app of [world.app, other]) expectProblem(await terminal.switchTo(doctor, app), 401, 'switch-refused');
    await terminal.signIn('doctor');
    expect((await terminal.switchTo(doctor, other)).status).toBe(200);
    await other.close();
  });
});

describe('A badge', () => {
  const give = (badge: string) => world.as('admin').post(`/api/v1/staff/${world.staff.nurse.id}/badges`, { badge });

  it.each(['04A2', '04A2245', '04:A2:24', '04-A2-24-5', '::::::::', '04A2245B_', ' 04A2245B', 'A'.repeat(65)])(
    'that says %j is refused',
    async (badge) => {
      expectProblem(await give(badge), 400, 'validation');
      expectProblem(await terminal.switchTo({ badge }), 400, 'validation');
    },
  );

  it.each(['04A2245B', '04:a2:24:5c', '04-A2-24-5D-6C-7D-80', 'NV2026000123'])(
    'that says %j is good',
    async (badge) => {
      expect((await give(badge)).status).toBe(204);
      expect((await terminal.switchTo({ badge })).status).toBe(200);
    },
  );
});
