import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PINS = { nurse: '407159', doctor: '831604' } as const;
type Who = keyof typeof PINS;

let world: World;
let screens: Screens;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Hồ Thị Máy' })).id;
  await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id });
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

/** What a machine keeps of a terminal that is no more. */
const STALE = JSON.stringify({ code: 'MAY-02', key: 'x'.repeat(32) });

const lock = (page: Page) => page.getByRole('button', { name: 'Khóa máy' }).click();

async function choosePin(page: Page, who: Who): Promise<void> {
  await page.getByTitle('Tài khoản của tôi').click();
  await page.getByRole('textbox', { name: 'Mật khẩu hiện tại' }).first().fill(PASSWORD);
  await page.getByRole('textbox', { name: 'Mã PIN mới' }).fill(PINS[who]);
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã đặt mã PIN').waitFor();
}

async function switchTo(page: Page, who: Who, pin: string = PINS[who]): Promise<void> {
  await page.getByLabel('Tên đăng nhập, hoặc quẹt thẻ').fill(who);
  await page.getByRole('textbox', { name: 'Mã PIN' }).fill(pin);
  await page.keyboard.press('Enter');
}

async function pulseOf(page: Page) {
  await page.getByRole('link', { name: 'Khoa', exact: true }).click();
  await page.getByRole('link', { name: 'Hồ Thị Máy', exact: true }).click();
  await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
  return page.getByLabel('Mạch');
}

describe('A terminal of a ward', () => {
  it('is enrolled in two clicks, and then changes hands by PIN without showing or losing what was typed', async () => {
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.getByRole('link', { name: 'Máy trạm' }).click();
    await page.getByRole('button', { name: 'Đăng ký máy này' }).click();
    await page.getByText('Máy này nay là máy trạm MAY-01').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();

    await signIn(page, 'doctor');
    await choosePin(page, 'doctor');
    await lock(page);
    await page.getByRole('button', { name: 'Đăng nhập bằng mật khẩu' }).click();
    await signIn(page, 'nurse');
    await choosePin(page, 'nurse');
    await (await pulseOf(page)).fill('83');
    await lock(page);

    await switchTo(page, 'doctor', '111111');
    await page.getByText('Không đổi người dùng được').waitFor();
    await switchTo(page, 'doctor');
    expect(await (await pulseOf(page)).inputValue()).toBe('');
    await lock(page);
    await switchTo(page, 'nurse');
    expect(await (await pulseOf(page)).inputValue()).toBe('83');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu cho Hồ Thị Máy').waitFor();
    const [charted] = await world.sql(
      `SELECT terminal, username FROM audit.event WHERE entity = 'vital_signs' AND kind = 'create'`,
    );
    expect(charted).toEqual({ terminal: 'MAY-01', username: 'nurse' });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is an ordinary machine again once it was taken out of use, and nobody is shut out', async () => {
    const { page, context } = await screens.as('admin');
    await page.getByRole('link', { name: 'Máy trạm' }).click();
    await page.getByRole('button', { name: 'Đăng ký máy này' }).click();
    await page.getByText('Máy này nay là máy trạm MAY-02').waitFor();
    await page.getByRole('row', { name: 'MAY-02' }).getByRole('button', { name: 'Ngừng dùng' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ngừng dùng' }).click();
    await page.getByRole('row', { name: 'MAY-02' }).getByText('Ngừng dùng từ').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.evaluate((kept) => localStorage.setItem('benhan.terminal', kept), STALE);
    await page.getByLabel('Tên đăng nhập').fill('nurse');
    await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    await lock(page);
    expect(await page.getByText('Máy trạm').count()).toBe(0);
    await context.close();
  });

  it('that is locked leaves nothing of a patient open beside it: no paper, and no other tab', async () => {
    const screen = await screens.as('nurse');
    const { page, context } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/record`);
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Phiếu chăm sóc', exact: true }).click();
    await page.getByText('Phiếu chăm sóc đã mở ở thẻ mới.').waitFor();
    const paper = await opened;
    expect(paper.isClosed()).toBe(false);
    const other = await context.newPage();
    await other.goto(`${screens.url}/app/patients/${patientId}`);
    await signIn(other, 'nurse');
    await other.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();
    await lock(page);
    await page.getByText('Máy đã khóa').waitFor();
    await until(() => paper.isClosed());
    await other.getByText('Máy đã khóa').waitFor();
    expect(await other.getByText('Hồ Thị Máy').count()).toBe(0);
    // Who signs out is gone from every tab of theirs, too.
    for (const tab of [page, other]) await signIn(tab, 'nurse');
    await other.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor();
    expectNoFaults(screen);
    await context.close();
  });

  it('offers a paper to be saved as long as its file is there', async () => {
    const { page, context } = await screens.open('/');
    await page.clock.install();
    await page.goto(`${screens.url}/app/patients/${patientId}/record`);
    await signIn(page, 'nurse');
    await page.getByRole('button', { name: 'Phiếu chăm sóc', exact: true }).click();
    const save = page.getByRole('link', { name: 'Tải tệp về' });
    await save.waitFor();
    await page.clock.fastForward('06:00');
    expect(await save.count()).toBe(1);
    // Somebody is at work here meanwhile.
    await page.keyboard.press('Shift');
    await page.clock.fastForward('05:00');
    await save.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Phiếu chăm sóc', exact: true }).waitFor();
    await context.close();
  });

  it('whose clock is hours wrong says so in hours', async () => {
    const { page, context } = await screens.open('/');
    await page.clock.setSystemTime(new Date(Date.now() - 9 * 3_600_000));
    await signIn(page, 'nurse');
    await page.getByText('Đồng hồ của máy này chậm 9 giờ.').waitFor();
    await context.close();
  });
});
