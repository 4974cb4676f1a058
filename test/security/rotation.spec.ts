import { spawnSync } from 'node:child_process';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codeAt } from '../../src/platform/security/second-factor/second-factor.rules.js';
import { aMachine, ask, assertion, form, PUBLIC_URL } from '../clients/machines.js';
import { startBeside } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, SECOND_FACTOR_KEYS, startWorld, TOKEN_SECRET, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const NEXT_SECRET = 'the next secret of tests, as long as it must be';
const NEXT_KEY = `2:${Buffer.alloc(32, 'n').toString('base64')}`;
const PIN = '407159';
const BADGE = '04:A2:24:5B:6C:7D:80';

let world: World;
afterEach(() => {
  jest.restoreAllMocks();
});

const login = (app: NestFastifyApplication, username = 'nurse') =>
  clientOf(app).post('/api/v1/auth/login', { username, password: PASSWORD });
const me = (app: NestFastifyApplication, token: string) => clientOf(app, token).get('/api/v1/auth/me');

describe('While the secret that signs tokens is replaced', () => {
  let learning: NestFastifyApplication;
  let signing: NestFastifyApplication;
  let after: NestFastifyApplication;
  beforeAll(async () => {
    world = await startWorld({ PUBLIC_URL });
    learning = await startBeside(world, { TOKEN_SECRET_ACCEPTED: NEXT_SECRET });
    signing = await startBeside(world, { TOKEN_SECRET: NEXT_SECRET, TOKEN_SECRET_ACCEPTED: TOKEN_SECRET });
    after = await startBeside(world, { TOKEN_SECRET: NEXT_SECRET });
  });
  afterAll(async () => {
    for (const app of [learning, signing, after]) await app.close();
    await world.close();
  });

  it('every process takes the tokens of the step before its own and the step after', async () => {
    const steps = [world.app, learning, signing, after];
    for (const [at, app] of steps.entries()) {
      const { accessToken } = (await login(app)).body;
      for (const other of steps.slice(Math.max(at - 1, 0), at + 2)) {
        expect((await me(other, accessToken)).status).toBe(200);
      }
    }
  });

  it('and so it is with the tokens of machines', async () => {
    const machine = await aMachine(world, ['system/Patient.rs']);
    const { access_token: token } = (await ask(world, form(await assertion(machine)))).body;
    const search = (app: NestFastifyApplication) => clientOf(app, token as string).get('/fhir/R4/Patient?name=khong');
    for (const app of [world.app, learning, signing]) expect((await search(app)).status).toBe(200);
    expect((await search(after)).status).toBe(401);
  });

  it('a token of the old secret is refused once that is gone, and a refresh goes on', async () => {
    const { accessToken, refreshToken } = (await login(world.app)).body;
    expectProblem(await me(after, accessToken), 401, 'unauthenticated');
    const renewed = await clientOf(after).post('/api/v1/auth/refresh', { refreshToken });
    expect((await me(after, renewed.body.accessToken)).status).toBe(200);
    expectProblem(await me(world.app, renewed.body.accessToken), 401, 'unauthenticated');
  });
});

describe('When the key that seals is replaced', () => {
  let both: NestFastifyApplication;
  let seed: string;
  let terminal: { key: string };
  beforeAll(async () => {
    world = await startWorld();
    both = await startBeside(world, { SECOND_FACTOR_KEYS: `${SECOND_FACTOR_KEYS},${NEXT_KEY}` });
    expect((await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN })).status).toBe(204);
    await world.as('admin').post(`/api/v1/staff/${world.staff.nurse.id}/badges`, { badge: BADGE });
    terminal = (await world.as('admin').post('/api/v1/terminals', { code: 'NOI-1', name: 'Bàn điều dưỡng' })).body;
    seed = (await world.as('doctor').post('/api/v1/auth/totp/enrol', { password: PASSWORD })).body.secret;
    const code = codeAt(seed, Math.floor(Date.now() / 1000));
    expect((await world.as('doctor').post('/api/v1/auth/totp/confirm', { code })).status).toBe(200);
  });
  afterAll(async () => {
    await both.close();
    await world.close();
  });

  const switchTo = (app: NestFastifyApplication, body: object) =>
    clientOf(app).post('/api/v1/auth/switch', body, { 'X-Terminal-Key': terminal.key });
  let steps = 0;
  const withCode = async (app: NestFastifyApplication) => {
    const { challenge } = (await login(app, 'doctor')).body;
    const at = Date.now() + ++steps * 30_000;
    jest.spyOn(Date, 'now').mockReturnValue(at);
    return clientOf(app).post('/api/v1/auth/login/second-factor', { challenge, code: codeAt(seed, at / 1000) });
  };
  const opensAll = async (app: NestFastifyApplication) => {
    expect((await switchTo(app, { username: 'nurse', pin: PIN })).status).toBe(200);
    expect((await switchTo(app, { badge: BADGE })).status).toBe(200);
    expect((await withCode(app)).status).toBe(200);
  };
  const versions = async () =>
    (
      await world.sql<{ versions: string[] }>(`SELECT array_agg(DISTINCT split_part(sealed, '.', 1)) AS versions FROM (
        SELECT pin_hash FROM staff_pin UNION ALL SELECT badge_hash FROM staff_badge
        UNION ALL SELECT badge_sealed FROM staff_badge UNION ALL SELECT seed FROM second_factor) AS kept (sealed)`)
    )[0]!.versions;

  it('PIN, badge and authenticator still let in, and nobody gets the badge a second time', async () => {
    await opensAll(both);
    const other = `/api/v1/staff/${world.staff['head-nurse'].id}/badges`;
    const { accessToken } = (await login(both, 'admin')).body;
    expectProblem(await clientOf(both, accessToken).post(other, { badge: BADGE }), 409, 'badge-taken');
  });

  it('what is older is sealed anew by one command, on the trail, and then the old key can go', async () => {
    expect(await versions()).toContain('1');
    const reseal = () =>
      spawnSync(process.execPath, ['dist/cli/main.js', 'secrets', 'reseal'], {
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          DATABASE_URL: world.database.appUrl,
          DATABASE_OWNER_URL: world.database.ownerUrl,
          TOKEN_SECRET,
          SECOND_FACTOR_KEYS: `${SECOND_FACTOR_KEYS},${NEXT_KEY}`,
        },
      });
    const { stdout, stderr, status } = reseal();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^pins +1 sealed anew, 0 that no key opens$/m);
    expect(stdout).toMatch(/^badges +1 sealed anew/m);
    expect(await versions()).toEqual(['2']);
    expect(reseal().stdout).toMatch(/^pins +0 sealed anew/m);
    const event = elementAt(
      await world.sql(`SELECT username, changes FROM audit.event
      WHERE entity = 'staff_badge' AND kind = 'update' ORDER BY id DESC LIMIT 1`),
      0,
    );
    expect(event.username).toBe('system:emr');
    expect(JSON.stringify(event.changes)).not.toMatch(/2\.[\w-]{8}/);

    const newOnly = await startBeside(world, { SECOND_FACTOR_KEYS: NEXT_KEY });
    await opensAll(newOnly);
    await newOnly.close();
  });

  it('whoever was sealed with a key that is gone is refused like a stranger', async () => {
    const stranger = await startBeside(world, { SECOND_FACTOR_KEYS: `3:${Buffer.alloc(32, 's').toString('base64')}` });
    expectProblem(await switchTo(stranger, { username: 'nurse', pin: PIN }), 401, 'switch-refused');
    expectProblem(await switchTo(stranger, { badge: BADGE }), 401, 'switch-refused');
    await stranger.close();
  });
});
