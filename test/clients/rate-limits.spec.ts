import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { Housekeeping } from '../../src/platform/operations/housekeeping.js';
import { RateLimits } from '../../src/platform/limits/rate-limits.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { aMachine, ask, assertion, connect, form, PUBLIC_URL } from './machines.js';

const LIMITS = {
  PUBLIC_URL,
  WORKERS: '2',
  RATE_LIMIT_ADDRESS: '40',
  RATE_LIMIT_PERSON: '10',
  RATE_LIMIT_CLIENT: '6',
  RATE_LIMIT_SIGN_IN: '5',
  RATE_LIMIT_TOKEN: '2',
};
let world: World;
let second: NestFastifyApplication;
beforeAll(async () => {
  world = await startWorld(LIMITS);
  const settings = { DATABASE_URL: world.database.appUrl, DATABASE_POOL_SIZE: '4', PASSWORD_MEMORY_KIB: '1024' };
  second = await createApplication(
    loadSettings({ ...settings, ...LIMITS, TOKEN_SECRET: 'a secret of tests that is long enough' }),
    pino({ level: 'silent' }),
  );
  await second.init();
  await second.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await second.close();
  await world.close();
});
afterEach(() => void jest.restoreAllMocks());

let address = 0;
/** As from an address of its own, behind the proxy of this machine. */
const from = () => ({ 'X-Forwarded-For': `203.0.113.${++address}` });
/** Within one minute, whatever the clock does meanwhile. @returns how to go on in the next */
function inOneMinute(): () => void {
  const start = Math.ceil(Date.now() / 60_000) * 60_000 + 20_000;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
  return () => void clock.mockReturnValue(start + 40_000);
}
const many = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let done = 0; done < count; done++) answers.push(await work());
  return answers;
};

describe('Too many requests', () => {
  it('of one person are refused until the next minute', async () => {
    const nextMinute = inOneMinute();
    const read = () => world.as('doctor').get('/api/v1/wards', from());
    expect((await many(10, read)).map(({ status }) => status)).toEqual(Array(10).fill(200));
    const refused = await read();
    expectProblem(refused, 429, 'rate-limited');
    expect(refused.headers['retry-after']).toBe('40');
    expect((await world.as('nurse').get('/api/v1/wards', from())).status).toBe(200);
    nextMinute();
    expect((await read()).status).toBe(200);
  });

  it('of one machine are refused likewise, below /fhir as an OperationOutcome', async () => {
    inOneMinute();
    const machine = await connect(world, await aMachine(world, ['system/Patient.rs']));
    const search = () => machine.get('/fhir/R4/Patient?name=khong', from());
    expect((await many(6, search)).map(({ status }) => status)).toEqual(Array(6).fill(200));
    const refused = await search();
    expect([refused.status, refused.body.issue[0].code, refused.headers['retry-after']]).toEqual([
      429,
      'throttled',
      '40',
    ]);
  });

  it('from one address are refused, signed in or not; probes and other addresses are not', async () => {
    inOneMinute();
    const one = from();
    const get = (path: string, headers: Record<string, string>) => world.anonymous.get(path, headers);
    await many(40, () => get('/fhir/R4/metadata', one));
    expect((await get('/fhir/R4/metadata', one)).status).toBe(429);
    expectProblem(await get('/api/v1/wards', one), 429, 'rate-limited');
    expect((await get('/health/live', one)).status).toBe(200);
    expect((await get('/fhir/R4/metadata', from())).status).toBe(200);
  });

  it('of one person are counted in all processes together, which tell each other', async () => {
    inOneMinute();
    const { body } = await clientOf(world.app).post('/api/v1/auth/login', {
      username: 'pharmacist',
      password: PASSWORD,
    });
    const reads = async (app: NestFastifyApplication, count: number) => {
      const client = clientOf(app, body.accessToken as string);
      const answers = await many(count, () => client.get('/api/v1/wards', from()));
      await app.get(RateLimits, { strict: false }).flush();
      return answers.filter(({ status }) => status === 200).length;
    };
    const first = [await reads(world.app, 6), await reads(second, 3)];
    expect(first).toEqual([6, 3]);
    expect(await reads(second, 5)).toBe(1);
    // What the others let in is learnt with the next that is told.
    expect([await reads(world.app, 1), await reads(world.app, 3), await reads(second, 3)]).toEqual([1, 0, 0]);
    expect(await world.sql('SELECT hits FROM rate_tally')).toContainEqual({ hits: 11 });
  });

  it('of one IPv6 network count together, whichever of its addresses they come from', async () => {
    inOneMinute();
    const get = (address: string) => world.anonymous.get('/fhir/R4/metadata', { 'X-Forwarded-For': address });
    let host = 0;
    const answers = await many(40, () => get(`2001:db8:7:7::${(++host).toString(16)}`));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await get('2001:db8:7:7:ffff::1')).status).toBe(429);
    expect((await get('2001:db8:7:8::1')).status).toBe(200);
  });

  it('are told of again when the database could not be told', async () => {
    inOneMinute();
    const limits = world.app.get(RateLimits, { strict: false });
    await limits.flush();
    const one = from();
    // The watch over the definitions would stop writing, until it looks again.
    const answers = await withoutBackgroundJobs(world.app, async () => {
      await world.sql('ALTER TABLE rate_tally RENAME TO elsewhere');
      const asked = await many(3, () => world.anonymous.get('/fhir/R4/metadata', one));
      await limits.flush();
      await world.sql('ALTER TABLE elsewhere RENAME TO rate_tally');
      return asked;
    });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const before = await world.sql('SELECT bucket FROM rate_tally');
    await limits.flush();
    const after = await world.sql('SELECT bucket, hits FROM rate_tally');
    const told = after.filter(({ bucket }) => !before.some((row) => row.bucket === bucket));
    expect(told).toEqual([expect.objectContaining({ hits: 3 })]);
  });

  it('are counted on for who keeps asking, when very many others ask', () => {
    inOneMinute();
    const limits = world.app.get(RateLimits, { strict: false });
    const ask = (id: string) => limits.admitActor({ kind: 'client', id, username: id }, '203.0.113.1');
    for (let n = 0; n < 3; n++) ask('eager');
    for (let n = 0; n < 60_000; n++) {
      ask(`other-${n}`);
      if (n % 20_000 === 0) ask('eager');
    }
    expect(() => ask('eager')).toThrow();
  });

  it('of the machine itself are not counted', async () => {
    inOneMinute();
    const answers = await many(45, () => world.as('nurse').get('/api/v1/wards'));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('Too many sign-ins from one address', () => {
  it('are refused after exactly as many as allowed, in all processes together', async () => {
    inOneMinute();
    const one = from();
    const signIn = (app: NestFastifyApplication) =>
      clientOf(app).post('/api/v1/auth/login', { username: 'khong-ai', password: 'x' }, one);
    const statuses = [];
    for (const app of [world.app, second, world.app, second, second]) statuses.push((await signIn(app)).status);
    expect(statuses).not.toContain(429);
    expectProblem(await signIn(second), 429, 'rate-limited');
    expectProblem(await signIn(world.app), 429, 'rate-limited');
  });

  it('and too many tokens for one client, in the form of OAuth', async () => {
    inOneMinute();
    const machine = await aMachine(world, ['system/Patient.rs']);
    const exp = Math.floor(Date.now() / 1000) + 60;
    const get = async (app: NestFastifyApplication) => ask({ app }, form(await assertion(machine, { exp })), from());
    const answers = [await get(world.app), await get(second), await get(world.app), await get(second)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    expect(answers[3]!.body.error).toBe('temporarily_unavailable');
    expect(answers[3]!.headers['retry-after']).toBe('40');
  });

  it('are forgotten when their minute is over', async () => {
    await world.app.get(Housekeeping, { strict: false }).clean();
    const later = Date.now() + 600_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    // What was counted a moment ago may still be on its way to the database.
    await until(async () => {
      await world.app.get(Housekeeping, { strict: false }).clean();
      return (await world.sql('SELECT FROM rate_tally')).length === 0;
    });
  });
});
