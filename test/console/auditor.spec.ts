import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld();
  await anAdmission(world);
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

describe('An auditor', () => {
  it('asks in words, and reads who did what in words', async () => {
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await page.getByLabel('Tên đăng nhập của người làm').fill('doctor');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('cell', { name: 'Người thử doctor' }).first().waitFor();
    const shown = await page.locator('main table').innerText();
    expect(shown).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|undefined|null/);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
