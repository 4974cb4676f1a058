import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const { id: patientId } = await aPatient(world, { fullName: 'Võ Thị Sáng' });
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id })).id;
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

describe('A board that stands open', () => {
  it('shows what somebody else charts, long before it would ask by the clock', async () => {
    const screen = await screens.open();
    const { page } = screen;
    const listening = page.waitForResponse('**/api/v1/stream');
    await signIn(page, 'nurse');
    expect((await listening).status()).toBe(200);
    const row = page.getByRole('row').filter({ hasText: 'Võ Thị Sáng' });
    await row.waitFor();
    const charted = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 87 });
    expect(charted.status).toBe(201);
    await row.getByText('87').waitFor({ timeout: 15_000 });
    expectNoFaults(screen);
    await screen.context.close();
  });
});
