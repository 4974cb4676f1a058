import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Đỗ Thị Dở' })).id;
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id })).id;
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

/** Opens the form of vital signs by its address, as whoever is signed in there. */
async function pulseOf(page: Page) {
  await page.goto(`${screens.url}/app/patients/${patientId}/vitals`);
  const field = page.getByLabel('Mạch');
  await field.waitFor();
  return field;
}

/** Run in the page, whose words the types of Node do not know. */
const ON_THE_DISK = `new Promise((resolve) => {
  const said = (part) => (part instanceof ArrayBuffer ? new TextDecoder('latin1').decode(part) : String(part));
  const opened = indexedDB.open('benhan.unsent');
  opened.onsuccess = () => {
    const all = opened.result.transaction('unsent').objectStore('unsent').getAll();
    all.onsuccess = () => {
      opened.result.close();
      resolve(all.result.map((entry) => Object.values(entry).map(said).join(' ')).join('\\n'));
    };
  };
})`;
/** What lies on the machine, as somebody reads it who has the disk. */
const onTheDisk = (page: Page): Promise<string> => page.evaluate<string>(ON_THE_DISK);

const setsCharted = async () =>
  (await world.sql('SELECT id FROM vital_signs WHERE encounter_id = $1', [encounterId])).length;

describe('What was typed and not sent', () => {
  it('is found again by its author after the tab was closed, and by nobody else', async () => {
    const { page, context } = await screens.as('nurse');
    await (await pulseOf(page)).fill('83');
    await page.getByText('Thêm').first().waitFor();
    await until(async () => (await onTheDisk(page)).length > 0);
    expect(await onTheDisk(page)).not.toMatch(/83"|Dở|vitals|heartRate/);
    await page.close();

    const again = await context.newPage();
    await again.goto(screens.url);
    await signIn(again, 'doctor');
    expect(await again.getByText('viết dở, chưa gửi').count()).toBe(0);
    expect(await (await pulseOf(again)).inputValue()).toBe('');
    await again.getByRole('button', { name: 'Đăng xuất' }).click();

    await signIn(again, 'nurse');
    await again.getByText('Còn một chỗ bạn viết dở, chưa gửi:').waitFor();
    // Which form, of whom, and when.
    await again.getByRole('link', { name: /^Ghi dấu hiệu sinh tồn · Đỗ Thị Dở, lúc/ }).click();
    expect(await again.getByLabel('Mạch').inputValue()).toBe('83');
    await again.getByRole('button', { name: 'Lưu', exact: true }).click();
    await again.getByText('Đã lưu cho Đỗ Thị Dở').waitFor();
    await until(async () => (await onTheDisk(again)) === '');
    await context.close();
  });

  it('is empty in another tab once it was sent here, and is not sent twice', async () => {
    const screen = await screens.as('nurse');
    const { page, context } = screen;
    const other = await context.newPage();
    await other.goto(screens.url);
    await signIn(other, 'nurse');
    const theirs = await pulseOf(other);
    await (await pulseOf(page)).fill('91');
    await until(async () => (await theirs.inputValue()) === '91');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã lưu cho Đỗ Thị Dở').waitFor();
    await until(async () => (await theirs.inputValue()) === '');
    expectNoFaults(screen);
    await context.close();
  });

  it('is done once when its answer was lost, the tab closed, and it is sent again later', async () => {
    const before = await setsCharted();
    const { page, context } = await screens.as('nurse');
    await (await pulseOf(page)).fill('77');
    await page.route('**/vitals', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Chưa chắc đã được lưu').waitFor();
    expect(await setsCharted()).toBe(before + 1);
    await page.close();

    const again = await context.newPage();
    await again.goto(screens.url);
    await signIn(again, 'nurse');
    expect(await (await pulseOf(again)).inputValue()).toBe('77');
    await again.getByRole('button', { name: 'Lưu', exact: true }).click();
    await again.getByText('Đã lưu cho Đỗ Thị Dở').waitFor();
    expect(await setsCharted()).toBe(before + 1);
    await context.close();
  });

  it('is under a key that the service gives to its author alone', async () => {
    const keysOf = async (who: 'nurse' | 'doctor') => {
      const { body, headers } = await world.as(who).get('/api/v1/auth/unsent-keys');
      expect(headers['cache-control']).toMatch(/no-store/);
      return (body as { keys: readonly { version: string; key: string }[] }).keys;
    };
    const nurse = await keysOf('nurse');
    expect(elementAt(nurse, 0).key).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(await keysOf('nurse')).toEqual(nurse);
    expect(elementAt(await keysOf('doctor'), 0).key).not.toBe(elementAt(nurse, 0).key);
  });
});
