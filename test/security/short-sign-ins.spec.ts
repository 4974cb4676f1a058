import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { changeBehind, startBeside } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';

const PIN = '407159';

let world: World;
let second: NestFastifyApplication;
let key: Record<string, string>;
const signIn = () => world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password: PASSWORD });
const switchAt = (app: NestFastifyApplication, pin = PIN) =>
  clientOf(app).post('/api/v1/auth/switch', { username: 'nurse', pin }, key);
beforeAll(async () => {
  world = await startWorld();
  second = await startBeside(world, { SHIFT_HOURS: '8' });
  await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
  const { body } = await world.as('admin').post('/api/v1/terminals', { code: 'NOI-1', name: 'Bàn điều dưỡng' });
  key = { 'X-Terminal-Key': body.key };
});
beforeEach(signIn);
afterAll(async () => {
  await second.close();
  await world.close();
});

describe('Wrong PINs', () => {
  it('are counted together by all processes, and a new one does not begin anew', async () => {
    for (const [app, pin] of [
      [world.app, '500001'],
      [second, '500002'],
      [world.app, '500003'],
      [second, '500004'],
      [world.app, '500005'],
    ] as const) {
      expectProblem(await switchAt(app, pin), 401, 'switch-refused');
    }
    const restarted = await startBeside(world);
    for (const app of [world.app, second, restarted]) expectProblem(await switchAt(app), 401, 'switch-refused');
    await signIn();
    expect((await switchAt(restarted)).status).toBe(200);
    await restarted.close();
  });
});

describe('The short ways in', () => {
  it('count for SHIFT_HOURS after a full sign-in, and for as long as that by default', async () => {
    await changeBehind(
      world,
      `UPDATE session SET created_at = now() - interval '9 hours' WHERE staff_id = '${world.staff.nurse.id}'
         AND method = 'password'`,
    );
    expectProblem(await switchAt(second), 401, 'switch-refused');
    expect((await switchAt(world.app)).status).toBe(200);
    await signIn();
    expect((await switchAt(second)).status).toBe(200);
  });
});
