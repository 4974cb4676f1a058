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

describe('A ward that is asked to take somebody', () => {
  it('sees them in a strip above its beds, with where they lie, who asks and why, until they have come', async () => {
    const [asking, asked] = [world.wards[0].id, world.wards[1].id];
    await worksOnlyIn(world, 'head-nurse', asked);
    const screen = await screens.as('head-nurse');
    const { page } = screen;
    await page.locator('.board').waitFor();
    expect(await page.locator('.incoming').count()).toBe(0);
    const { id: patientId } = await aPatient(world, { fullName: 'Sùng Thị Sắp Đến' });
    const stay = await anAdmission(world, { patientId, wardId: asking, bedId: elementAt(world.wards[0].beds, 2).id });
    const referral = { wardId: asked, reason: 'Suy thận tiến triển, xin nhận điều trị' };
    expect((await world.as('doctor').post(`/api/v1/patients/${patientId}/referrals`, referral)).status).toBe(201);
    const strip = page.getByRole('region', { name: '1 người được đề nghị chuyển đến hoặc mời khám' });
    const row = strip.getByRole('listitem').filter({ hasText: 'Sùng Thị Sắp Đến' });
    await row.waitFor();
    const { code } = elementAt(world.wards[0].beds, 2);
    for (const said of [referral.reason, `giường ${code}`, 'Người thử doctor']) await row.getByText(said).waitFor();
    await row.getByRole('link', { name: 'Nhận vào khoa: Sùng Thị Sắp Đến' }).waitFor();
    const moved = { wardId: asked, bedId: elementAt(world.wards[1].beds, 0).id };
    const ifMatch = { 'If-Match': `"${stay.version}"` };
    expect((await world.as('doctor').post(`/api/v1/encounters/${stay.id}/transfer`, moved, ifMatch)).status).toBe(200);
    await page.getByRole('row').filter({ hasText: 'Sùng Thị Sắp Đến' }).waitFor();
    await strip.waitFor({ state: 'detached' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A double click whose second press comes after the answer', () => {
  it('acknowledges one task, and not the one that has come to stand in its place', async () => {
    const worse = { respiratoryRate: 28, oxygenSaturation: 88, supplementalOxygen: true, heartRate: 135, systolic: 88 };
    for (const [index, fullName] of ['Mùa A Một', 'Mùa A Hai'].entries()) {
      const { id: patientId } = await aPatient(world, { fullName, birthDate: '1970-01-01' });
      const bedId = elementAt(world.wards[0].beds, index + 1).id;
      const { id } = await anAdmission(world, { patientId, bedId });
      const set = { ...worse, diastolic: 50, temperature: 39.4, consciousness: 'V' };
      expect((await world.as('doctor').post(`/api/v1/encounters/${id}/vitals`, set)).status).toBe(201);
    }
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/inbox`);
    const buttons = page.getByRole('button', { name: 'Tôi đã nhận, sẽ xử trí' });
    await buttons.nth(1).waitFor();
    const waiting = await buttons.count();
    await buttons.first().click();
    await buttons.nth(waiting - 1).waitFor({ state: 'detached' });
    // As a browser tells of the second press of a double click.
    await buttons.first().dispatchEvent('click', { detail: 2 });
    await page.reload();
    await buttons.nth(waiting - 2).waitFor();
    expect(await world.sql(`SELECT 1 FROM task WHERE status = 'acknowledged'`)).toHaveLength(1);
    // A press of its own does what it says.
    await buttons.first().click();
    await buttons.nth(waiting - 2).waitFor({ state: 'detached' });
    expect(await world.sql(`SELECT 1 FROM task WHERE status = 'acknowledged'`)).toHaveLength(2);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
