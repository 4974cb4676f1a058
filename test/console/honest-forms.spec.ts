import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

/** Forms say what is wrong, keep what was typed, and never do something else than they say. */
let world: World;
let screens: Screens;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: patientId } = await aPatient(world, { fullName: 'Quách Thị Thật', sex: 'female', birthDate: '1996-02-03' }));
  const { beds } = world.wards[0];
  await anAdmission(world, { patientId, bedId: elementAt(beds, 0).id });
  const other = await aPatient(world, { fullName: 'Quách Thị Đổi' });
  await anAdmission(world, { patientId: other.id, bedId: elementAt(beds, 1).id });
  screens = await startScreens(world);
}, 180_000);
afterAll(async () => {
  await screens?.close();
  await world?.close();
});

const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
};
const blocked = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).isDisabled();

describe('A form', () => {
  it('of an auditor keeps the shift that was refused, and forgets a usual question that is asked no more', async () => {
    const screen = await screens.as('auditor', '/app/audit');
    const { page } = screen;
    const usual = page.getByRole('combobox', { name: 'Câu hỏi thường gặp' });
    await usual.click();
    await page.getByRole('option', { name: 'Ai đã bị từ chối' }).click();
    expect(await usual.inputValue()).toBe('Ai đã bị từ chối');
    await page.getByRole('combobox', { name: 'Loại việc' }).click();
    await page.getByRole('option', { name: 'xem', exact: true }).click();
    expect(await usual.inputValue()).toBe('');

    await page.goto(`${screens.url}/app/audit/people/${world.staff.doctor.id}/2026-11-28`);
    const from = page.getByLabel('Hoặc một ca trực, từ lúc');
    await from.fill('26/11/2026 22:00');
    await page.getByLabel('đến lúc (dài nhất 24 giờ)').fill('28/11/2026 06:30');
    await page.getByRole('button', { name: 'Xem ca trực' }).click();
    await page.getByRole('button', { name: 'Thử lại' }).waitFor();
    expect(await from.inputValue()).toBe('26/11/2026 22:00');
    await from.fill('27/11/2026 22:00');
    await page.getByRole('button', { name: 'Xem ca trực' }).click();
    await page.getByText('Đang xem: từ 27/11/2026 22:00:00').waitFor();
    expect(await from.inputValue()).toBe('27/11/2026 22:00');
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of history says what is wrong of an age and of weeks, and sends neither', async () => {
    const screen = await screens.as('doctor', `/app/patients/${patientId}/background`);
    const { page } = screen;
    await page.getByRole('button', { name: 'Ghi tiền sử, cảnh báo' }).click();
    await page.getByLabel('Mắc khi bao nhiêu tuổi').fill('200');
    const why = page.locator('.why');
    await why.getByText('Ghi tuổi bằng số, từ 0 đến 130.').waitFor();
    await choose(page, 'Loại', 'Thai nghén');
    await choose(page, 'Hiện nay', 'Đang mang thai');
    for (const [weeks, days] of [
      ['60', ''],
      ['', '3'],
    ] as const) {
      await page.getByLabel('Tuổi thai: số tuần').fill(weeks);
      await page.getByLabel('và số ngày').fill(days);
      await why.getByText('Ghi số tuần từ 1 đến 44').waitFor();
    }
    await page.getByLabel('Tuổi thai: số tuần').fill('20');
    await why.waitFor({ state: 'detached' });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of a copy gives nothing while a day cannot be read or nobody says why, also when its fields are folded away', async () => {
    const screen = await screens.as('records-officer', `/app/patients/${patientId}/record`);
    const { page } = screen;
    const fold = page.getByRole('button', { name: 'Cấp cho ai, hoặc in một phần' });
    await fold.click();
    await page.getByLabel('Từ ngày').fill('31/02/2026');
    await fold.click();
    const [button] = await page.locator('form').filter({ has: fold }).locator('button[type=submit]').all();
    expect(await button!.isDisabled()).toBe(true);
    await fold.click();
    await page.getByLabel('Từ ngày').fill('');
    await choose(page, 'Cấp cho', 'Tòa án, cơ quan tố tụng');
    await page.locator('.why').getByText('Lý do cấp').waitFor();
    expect(await button!.isDisabled()).toBe(true);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of a whole record says that it is being put together and how far it is, and is given up', async () => {
    const screen = await screens.as('records-officer', `/app/patients/${patientId}/record`);
    const { page } = screen;
    // Nobody answers.
    await page.route('**/documents/record.pdf*', () => undefined);
    const json = { stage: 'reading', done: 120, of: 500 };
    await page.route('**/documents/record/progress*', (route) => route.fulfill({ json }));
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Toàn bộ hồ sơ (PDF)' }).click();
    await page.getByText('Đang lập hồ sơ.').waitFor();
    await (await opened).getByText('Đang lập hồ sơ.').waitFor();
    // How far it is stands on the screen, and in the tab in which the paper will be.
    await page.getByText('Đã đọc 120/500 đợt điều trị.').waitFor();
    await (await opened).getByText('Đã đọc 120/500 đợt điều trị.').waitFor();
    await page.getByRole('button', { name: 'Thôi, không in' }).click();
    await page.getByText('Đang lập hồ sơ.').waitFor({ state: 'detached' });
    expect(await blocked(page, 'Toàn bộ hồ sơ (PDF)')).toBe(false);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of a machine never saves a sender of messages without its name, and says so', async () => {
    const machine = {
      ...{ name: 'LIS cũ', purpose: 'Trả kết quả', contact: '0901234567', scopes: ['system/Patient.rs'] },
      ...{ jwksUrl: 'https://lis.benhvien.vn/jwks.json', hl7v2: { application: 'LIS', facility: 'XN' } },
    };
    expect((await world.as('admin').post('/api/v1/clients', machine)).status).toBe(201);
    const screen = await screens.as('admin', '/app/admin/clients');
    const { page } = screen;
    await page.getByRole('button', { name: 'Sửa LIS cũ' }).click();
    for (const label of ['Hệ thống gửi (MSH-3)', 'Nơi gửi (MSH-4)']) await page.getByLabel(label).last().fill('');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByLabel('Hệ thống gửi (MSH-3)').last().and(page.locator('input:invalid')).waitFor();
    expect(await page.getByText('Đã sửa LIS cũ.').count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of a swap asks who lies in the ward when somebody looks for whom to change with, not before', async () => {
    const screen = await screens.as('nurse', `/app/patients/${patientId}/stay`);
    const { page } = screen;
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/board') && asked.push(request.url()));
    await page.reload();
    const field = page.getByRole('combobox', { name: 'Đổi giường với', exact: true });
    await field.waitFor();
    await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
    expect(asked).toEqual([]);
    expect(await blocked(page, 'Đổi giường với người khác')).toBe(true);
    await field.click();
    await page.getByRole('option', { name: /Quách Thị Đổi/ }).click();
    expect(await blocked(page, 'Đổi giường với người khác')).toBe(false);

    // Of another ward: who was chosen in this one is let go, and both are transferred.
    const [ours, theirs] = [elementAt(world.wards[0].beds, 0), elementAt(world.wards[1].beds, 2)];
    const far = await anAdmission(world, {
      patientId: (await aPatient(world, { fullName: 'Quách Văn Xa' })).id,
      ...{ wardId: world.wards[1].id, bedId: theirs.id },
    });
    const { code } = world.wards[1];
    await choose(page, 'Khoa của người kia', `Khoa ${code}`);
    await page.getByText('Mỗi người được chuyển sang khoa của người kia').waitFor();
    expect(await blocked(page, 'Đổi giường với người khác')).toBe(true);
    await choose(page, 'Đổi giường với', /Quách Văn Xa/);
    await page.getByRole('button', { name: 'Đổi giường với người khác' }).dblclick();
    await page
      .getByText(new RegExp(`giường .*${theirs.code}`))
      .first()
      .waitFor();
    const lies = await world.sql(
      `SELECT patient_id, bed_id FROM stay WHERE patient_id = ANY($1) AND ended_at IS NULL ORDER BY bed_id = $2 DESC`,
      [[patientId, far.patientId], theirs.id],
    );
    expect(lies).toEqual([
      { patient_id: patientId, bed_id: theirs.id },
      { patient_id: far.patientId, bed_id: ours.id },
    ]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of a discharge asks how somebody leaves once it is known what is unfinished, and stands still from then on', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    let answer: () => void = () => undefined;
    await page.route('**/open-items', async (route) => {
      await new Promise<void>((resolve) => (answer = resolve));
      await route.continue();
    });
    await page.goto(`${screens.url}/app/patients/${patientId}/stay`);
    await page.getByRole('heading', { name: 'Cho ra viện', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Đồng nghiệp được mời' }).waitFor();
    const field = page.getByRole('combobox', { name: 'Hình thức ra viện', exact: true });
    expect([await field.count(), await page.getByRole('button', { name: 'Cho ra viện' }).count()]).toEqual([0, 0]);
    answer();
    await choose(page, 'Hình thức ra viện', 'Ra viện');
    expect(await field.inputValue()).toBe('Ra viện');
    // Nor is it there with what an earlier look has found.
    await page.getByRole('link', { name: 'Hồ sơ', exact: true }).click();
    await field.waitFor({ state: 'detached' });
    const asked = page.waitForRequest('**/open-items');
    await page.getByRole('link', { name: 'Nằm viện', exact: true }).click();
    await asked;
    await page.getByRole('combobox', { name: 'Đồng nghiệp được mời' }).waitFor();
    expect(await field.count()).toBe(0);
    answer();
    await field.waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is shown with the rest of its screen, and not before parts that stand above it have come', async () => {
    const screen = await screens.as('nurse');
    const { page } = screen;
    const newborn = { motherId: patientId, bornAt: new Date(Date.now() - 3_600_000).toISOString(), weightGrams: 2450 };
    const { id } = await aPatient(world, { fullName: undefined, birthDate: undefined, newborn });
    await anAdmission(world, { patientId: id, bedId: elementAt(world.wards[0].beds, 2).id });
    let answers = 0;
    await page.route(`**/api/v1/patients/${id}`, async (route) => {
      await page.waitForTimeout(400);
      answers += 1;
      await route.continue();
    });
    await page.goto(`${screens.url}/app/patients/${id}/stay`);
    await page.getByRole('combobox', { name: 'Khoa', exact: true }).click();
    expect(answers).toBe(1);
    expect(await page.getByRole('heading', { name: 'Đối chiếu vòng tay mẹ và bé' }).count()).toBe(1);
    await page.getByRole('option', { name: 'Khoa NGOAI' }).click();
    expectNoFaults(screen);
    await screen.context.close();
  });
});
