import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { aMedicine, anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, type Screen, signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

/** A night on the ward: dim, by the keyboard alone, until somebody gets worse and the network goes. */
let world: World;
let screens: Screens;
let screen: Screen;
let page: Page;
const WORSE = 'Bùi Văn Đêm';
const CALM = 'Đỗ Thị Ngủ';
const of: Record<string, { patientId: string; encounterId: string }> = {};
let medicine: { id: string };
beforeAll(async () => {
  world = await startWorld();
  for (const [at, fullName] of [WORSE, CALM].entries()) {
    const { id: patientId } = await aPatient(world, { fullName, birthDate: '1951-03-02' });
    const bedId = elementAt(world.wards[0].beds, at).id;
    of[fullName] = { patientId, encounterId: (await anAdmission(world, { patientId, bedId })).id };
  }
  medicine = await aMedicine(world, { encounterId: of[WORSE]!.encounterId });
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
  screens = await startScreens(world);
  screen = await screens.open();
  page = screen.page;
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const type = async (text: string) => press(...text);
/** What the keyboard stands on, by its words. */
const standsOn = () =>
  page.evaluate<string>(
    `((at) => (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim())(document.activeElement)`,
  );
/** Goes on by Tab until it stands on what is called so; nothing on the way is out of reach. */
async function tabTo(name: string, most = 60): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    if ((await standsOn()).startsWith(name)) return;
    await press('Tab');
  }
  throw new Error(`"${name}" is not reached by ${most} steps of Tab; it ends on "${await standsOn()}"`);
}
const faults = async () => ({ where: page.url(), faults: await accessibilityFaultsOf(page) });
const noFaults = async () => expect((await faults()).faults).toEqual([]);
const sets = async (name: string) =>
  (await world.as('nurse').get(`/api/v1/encounters/${of[name]!.encounterId}/vitals`)).body.items;

describe('A night, by the keyboard alone and dim', () => {
  it('begins at the board, and the round goes bed after bed', async () => {
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: WORSE }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await noFaults();
    await press('?');
    await page.getByRole('dialog', { name: 'Phím tắt' }).getByText('Khóa máy').waitFor();
    await press('Escape');
    await tabTo('Đo sinh hiệu cả khoa');
    await press('Enter');
    await page.getByRole('heading', { name: /^Đo sinh hiệu: / }).waitFor();
    await until(async () => (await page.getByLabel('Nhịp thở').count()) === 1);
    for (const value of ['26', '90', '92', '58', '128', '39,2']) {
      await type(value);
      await press('Enter');
    }
    await press('o', 'Enter', 'c', 'Enter');
    await page.getByText(`Đã lưu cho ${WORSE}`).waitFor();
    await page.getByText(CALM).waitFor();
    expect(await sets(WORSE)).toMatchObject([{ respiratoryRate: 26, consciousness: 'C', supplementalOxygen: true }]);
    await noFaults();
  });

  it('shows who got worse: values far from usual stand out by weight and digit, never alike', async () => {
    await press('Escape', 'b');
    const row = page.getByRole('row', { name: new RegExp(WORSE) });
    await row.getByRole('cell', { name: /CAO/ }).waitFor();
    await until(async () => (await row.locator('.judged[data-points="3"]').count()) >= 3);
    await row.locator('.judged', { hasText: '26 (3 điểm NEWS2)' }).waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.judged')).fontWeight`)).toBe('700');
    await press('w');
    await page.getByText(WORSE).first().waitFor();
    await noFaults();
  });

  it('keeps what is typed while the network is gone, says what is not sent, and sends it once', async () => {
    await press('b');
    await tabTo(CALM);
    await press('Enter');
    await page.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();
    await press('v');
    await page.getByLabel('Nhịp thở').waitFor();
    await type('17');
    await screen.context.setOffline(true);
    await press('Enter');
    await type('97');
    await page.getByText('MẤT KẾT NỐI').first().waitFor();
    await noFaults();
    await screen.context.setOffline(false);
    await page.getByText('MẤT KẾT NỐI').first().waitFor({ state: 'detached' });
    await press('Enter');
    for (const value of ['121', '74', '71', '36,6']) {
      await type(value);
      await press('Enter');
    }
    await press('k', 'Enter', 'a', 'Enter');
    await page.getByText(`Đã lưu cho ${CALM}`).waitFor();
    expect(await sets(CALM)).toMatchObject([{ respiratoryRate: 17, oxygenSaturation: 97, heartRate: 71 }]);
  });

  it('gives a medicine on the round by arrows and Enter', async () => {
    await press('Escape', 'b');
    await tabTo('Đi thuốc');
    await press('Enter');
    await page
      .getByRole('button', { name: /^Ghi: / })
      .first()
      .waitFor();
    await tabTo('Ghi: ');
    await press('Enter');
    await page.getByLabel('Quét vòng tay').waitFor();
    await noFaults();
    await press('Enter');
    await page.getByText(/: Cho thuốc/).waitFor();
    const mar = await world.as('nurse').get(`/api/v1/encounters/${of[WORSE]!.encounterId}/mar`);
    expect(mar.body.items).toEqual(expect.arrayContaining([expect.objectContaining({ status: 'given' })]));
  });

  it('is locked by one key with nothing of a patient left, and goes on where its author was', async () => {
    await press('b');
    await tabTo(WORSE);
    await press('Enter');
    await page.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();
    await press('v');
    await page.getByLabel('Nhịp thở').waitFor();
    await type('28');
    await press('Escape', 'l');
    await page.getByText('Máy đã khóa').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(WORSE);
    await noFaults();
    await signIn(page, 'nurse');
    await page.getByText('Còn một chỗ bạn viết dở').waitFor();
    await page
      .getByRole('link', { name: new RegExp(WORSE) })
      .first()
      .waitFor();
    await noFaults();
  });

  it('ends with the handover of who got worse', async () => {
    await page.goto(`${screens.url}/app/wards/${world.wards[0].id}/handover`);
    const card = page.getByRole('article', { name: WORSE });
    await card.getByText('có chỉ số đỏ').waitFor();
    await noFaults();
    await tabTo(`Viết bàn giao`);
    await press('Enter');
    await page
      .getByRole('textbox', { name: /^Tình huống/ })
      .first()
      .waitFor();
    await noFaults();
    expectNoFaults(screen);
  });
});

describe('What the pharmacy changes of a medicine', () => {
  it('is verified, substituted and given out at its screen; the sheet shows both', async () => {
    const at = await screens.as('pharmacist');
    const list = (state: string) => at.page.getByText(state, { exact: true }).first().click();
    await at.page.goto(`${screens.url}/app/pharmacy`);
    const order = at.page.getByRole('article').or(at.page.getByRole('listitem')).filter({ hasText: WORSE });
    await order.getByRole('button', { name: /^Xem/ }).click();
    await order.getByText('Thay thuốc', { exact: true }).click();
    // Found by its name, in the formulary: nobody types a code.
    await order.getByRole('combobox', { name: 'Tìm thuốc thay theo tên' }).fill('paracet');
    await at.page
      .getByRole('option', { name: /^Paracetamol/ })
      .first()
      .click();
    await order.getByText('Thuốc thay: Paracetamol').waitFor();
    await order.getByLabel('Hàm lượng').fill('500 mg (Hapacol)');
    await order.getByLabel('Lý do').fill('Kho hết biệt dược đang dùng');
    await order.getByRole('button', { name: 'Thay thuốc', exact: true }).click();
    await at.page.getByText(/^Đã ghi · .*: Thay thuốc/).waitFor();
    await list('Đã thay thuốc');
    await order.getByRole('button', { name: /^Xem/ }).click();
    await order.getByLabel('Số lượng').fill('10');
    await order.getByLabel('Số lô').fill('HP2611');
    await order.getByLabel('Hạn dùng').fill('31/12/2028');
    await order.getByRole('button', { name: 'Cấp phát', exact: true }).dblclick();
    // Another amount than was ordered is asked about, and taken with why.
    await order.getByLabel('Lý do').fill('Đủ dùng đến hết ngày mai');
    await order.getByRole('button', { name: 'Cấp phát', exact: true }).dblclick();
    await at.page.getByText(/^Đã ghi · .*: Cấp phát/).waitFor();
    expect((await world.as('doctor').get(`/api/v1/orders/${medicine.id}`)).body.status).toBe('active');
    expect(await world.sql(`SELECT lot FROM dispensing`)).toEqual([{ lot: 'HP2611' }]);
    expectNoFaults(at);
    await at.context.close();
    await page.goto(`${screens.url}/app/patients/${of[WORSE]!.patientId}/medicines`);
    await page.getByText('Dược sĩ thay bằng').first().waitFor();
    await page.getByText('Hapacol').first().waitFor();
    await page.getByText('Paracetamol 500 mg').first().waitFor();
  });
});

describe('A record that an authority asks for', () => {
  it('is held with why by the records office, and let go with why', async () => {
    const at = await screens.as('records-officer');
    await at.page.goto(`${screens.url}/app/patients/${of[CALM]!.patientId}/record`);
    const held = at.page.locator('section').filter({ has: at.page.getByRole('heading', { name: /^Giữ hồ sơ/ }) });
    const legalHold = async () =>
      (await world.as('records-officer').get(`/api/v1/encounters/${of[CALM]!.encounterId}`)).body.legalHold;
    await held.getByLabel('Lý do').fill('Công văn 123/TA ngày 29/11/2026');
    await held.getByRole('button', { name: 'Giữ hồ sơ theo yêu cầu pháp lý' }).click();
    await at.page.getByText('Hồ sơ được giữ nguyên từ nay.').waitFor();
    expect(await legalHold()).toMatchObject({ reason: 'Công văn 123/TA ngày 29/11/2026' });
    await held.getByLabel('Lý do').fill('Tòa án trả hồ sơ');
    await held.getByRole('button', { name: 'Thôi giữ' }).click();
    await at.page.getByText('Hồ sơ không còn phải giữ nguyên.').waitFor();
    expect(await legalHold()).toBeNull();
    expectNoFaults(at);
    await at.context.close();
  });
});
