import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

const MANY = 104;

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const admin = world.as('admin');
  for (let n = 1; n <= MANY; n++) {
    const code = `X${String(n).padStart(3, '0')}`;
    const ward = await admin.post('/api/v1/wards', { code, name: `Khoa số ${n}`, kind: 'inpatient' });
    expect(ward.status).toBe(201);
  }
  const wardId = world.wards[0].id;
  const beds = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ roomCode: 'P9', code: `P9.${String(from + n).padStart(3, '0')}` }));
  for (const [from, to] of [
    [0, 60],
    [60, MANY],
  ] as const) {
    const added = await admin.post(`/api/v1/wards/${wardId}/beds/batch`, { beds: beds(from, to) });
    expect([added.status, added.body.errors]).toEqual([201, undefined]);
  }
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

describe('A list that has more than a hundred', () => {
  it('of wards shows the last one, which can be chosen for an admission', async () => {
    const screen = await screens.as('admin');
    await screen.page.getByRole('link', { name: 'Khoa và giường' }).click();
    await screen.page.getByText(`Khoa số ${MANY}`, { exact: true }).waitFor();
    expectNoFaults(screen);
  });

  it('of beds shows and counts every one', async () => {
    const screen = await screens.as('nurse');
    await screen.page.goto(`${screens.url}/app/wards/${world.wards[0].id}/beds`);
    await screen.page.getByText(`P9.${MANY - 1}`, { exact: true }).waitFor();
    expect(await screen.page.getByRole('row').count()).toBeGreaterThanOrEqual(MANY);
    expectNoFaults(screen);
  });
});
