import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: patientId } = await aPatient(world, { fullName: 'Hà Thị Nhung' }));
  ({ id: encounterId } = await anAdmission(world, { patientId }));
  const low = { respiratoryRate: 26, oxygenSaturation: 90, heartRate: 120, systolic: 95, consciousness: 'A' };
  const charted = await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, {
    ...low,
    diastolic: 60,
    temperature: 38.5,
    supplementalOxygen: false,
  });
  expect(charted.status).toBe(201);
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const nursing = () => `${screens.url}/app/patients/${patientId}/nursing`;
const of = async (part: string) => (await world.as('nurse').get(`/api/v1/encounters/${encounterId}/${part}`)).body;
const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option }).click();
};

/** Keeps the next request to an address from going on until it is let. */
async function holdNext(page: Page, address: string) {
  const sent = Promise.withResolvers<undefined>();
  const go = Promise.withResolvers<undefined>();
  await page.route(
    address,
    async (route) => {
      sent.resolve(undefined);
      await go.promise;
      await route.continue();
    },
    { times: 1 },
  );
  return { sent: sent.promise, let: () => go.resolve(undefined) };
}

describe('A pregnancy that hardly fits the age', () => {
  it('is asked about before it is recorded, and recorded once it is said to be so', async () => {
    const { id } = await aPatient(world, { fullName: 'Hà Thị Cao Tuổi', birthDate: '1956-01-01' });
    const stay = await anAdmission(world, { patientId: id, bedId: null });
    const screen = await screens.as('nurse', `/app/patients/${id}/nursing`);
    const { page } = screen;
    await page.getByRole('button', { name: 'Ghi tình trạng thai' }).click();
    await choose(page, 'Có thai', 'Đang có thai');
    const form = page.locator('form').filter({ has: page.getByLabel('Biết bằng cách nào') });
    await form.getByRole('button', { name: 'Lưu', exact: true }).click();
    await form.getByText('Tình trạng này thường không gặp ở tuổi của người bệnh.').waitFor();
    const sure = form.getByRole('button', { name: 'Đã xem lại, đúng như vậy' });
    const held = await holdNext(page, '**/pregnancy');
    await sure.click();
    await held.sent;
    // It is on its way: the button is there still, and turns.
    expect(await sure.getAttribute('data-loading')).toBe('true');
    held.let();
    await page.getByText('Có thai: Đang có thai').waitFor();
    expect(await sure.count()).toBe(0);
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${stay.id}/observation-settings`);
    expect(body.pregnancy).toBe('pregnant');
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('How a patient is looked after', () => {
  it('is recorded by a nurse: whom they called, the risk of falling, a drain and its end', async () => {
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(nursing());
    await page.getByRole('button', { name: 'Gọi người đến vì sinh hiệu' }).click();
    await page.getByLabel('Nói gì với người được gọi').fill('SpO₂ tụt còn 90 %');
    await page.getByRole('button', { name: 'Gọi', exact: true }).dblclick();
    await page.getByText('CHƯA TRẢ LỜI').waitFor();
    expect((await of('escalations')).items).toMatchObject([{ status: 'raised', note: 'SpO₂ tụt còn 90 %' }]);

    await page.getByRole('button', { name: /Nhận định nguy cơ ngã/ }).click();
    const item = (name: string, option: string) =>
      page.getByRole('radiogroup', { name }).getByLabel(option, { exact: true }).check();
    await item('Đã ngã trong 3 tháng qua', 'Có (25)');
    await page.getByText('25 điểm, còn 5 mục chưa chọn').waitFor();
    await item('Có từ hai chẩn đoán', 'Không (0)');
    await item('Dụng cụ giúp đi lại', 'Không, nằm giường, hoặc có người đỡ (0)');
    await item('Có đường truyền tĩnh mạch', 'Có (20)');
    await item('Dáng đi', 'Yếu (10)');
    await item('Biết sức mình', 'Biết rõ (0)');
    await page.getByRole('button', { name: 'Lưu nhận định' }).click();
    await page.getByText('Đã lưu: 55 điểm, NGUY CƠ CAO.').waitFor();
    expect((await of('assessments')).items).toMatchObject([{ kind: 'morse', total: 55, risk: 'high' }]);

    await page.getByRole('button', { name: 'Ghi vết thương hoặc dẫn lưu' }).click();
    await choose(page, 'Loại', 'Dẫn lưu');
    await page.getByLabel('Là gì').fill('Dẫn lưu ổ bụng');
    await page.getByLabel('Ở đâu').fill('Hố chậu phải');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: 'Đã rút: Dẫn lưu: Dẫn lưu ổ bụng' }).click();
    await page.getByLabel('Ghi thế nào').fill('Rút ống, không còn dịch');
    await page.getByRole('button', { name: 'Đã rút', exact: true }).click();
    await page.getByText('Rút ống, không còn dịch').waitFor();
    expect((await of('sites')).items).toMatchObject([{ kind: 'drain', endedReason: 'Rút ống, không còn dịch' }]);
    expect(await page.getByRole('button', { name: 'Đặt cấp chăm sóc' }).count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is recorded of a wound: its size and what is seen, each time anew, until it has healed', async () => {
    const site = { kind: 'wound', type: 'Loét tì đè độ II', location: 'Cùng cụt' };
    await world.as('nurse').post(`/api/v1/encounters/${encounterId}/sites`, site);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(nursing());
    await page.getByRole('button', { name: 'Nhận định vết thương: Vết thương: Loét tì đè độ II, Cùng cụt' }).click();
    const save = page.getByRole('button', { name: 'Lưu nhận định vết thương' });
    await page.getByText('Ghi ít nhất một mục.').waitFor();
    await page.getByLabel('Dài (mm)').fill('bốn');
    await page.getByText('Ghi kích thước bằng số, theo milimét.').first().waitFor();
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel('Dài (mm)').fill('45,5');
    await page.getByLabel('Dịch tiết').fill('ít, trong');
    await page.getByLabel('Kế hoạch chăm sóc vết thương').fill('Thay băng mỗi ngày');
    await save.click();
    await page.getByText('Đã lưu nhận định vết thương.').waitFor();
    await page.getByText(/^Dài \(mm\): 45,5; Dịch tiết: ít, trong/).waitFor();
    const items = { lengthMm: 45.5, exudate: 'ít, trong' };
    expect((await of('assessments')).items[0]).toMatchObject({ kind: 'wound', items, plan: 'Thay băng mỗi ngày' });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is decided by a doctor, who answers the call', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(nursing());
    await page.getByLabel('Làm gì cho người bệnh').fill('Đã khám, cho thở oxy mặt nạ');
    await page.getByRole('button', { name: 'Trả lời', exact: true }).click();
    await page.getByText('Đã khám, cho thở oxy mặt nạ').waitFor();
    await page.getByRole('button', { name: 'Đặt cấp chăm sóc' }).click();
    await choose(page, 'Cấp chăm sóc', /^Cấp I:/);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Cấp chăm sóc: Cấp I: cần chăm sóc liên tục').waitFor();
    await page.getByRole('button', { name: 'Đổi thang SpO₂' }).click();
    await page.getByLabel('Lý do').last().fill('COPD, PaCO₂ 58 mmHg, đích SpO₂ 88–92 %');
    await page.getByRole('button', { name: /^Thang 2/ }).click();
    await page.getByText('Thang SpO₂ của NEWS2: Thang 2').waitFor();
    expect(await of('observation-settings')).toMatchObject({ careLevel: 'I', spo2Scale: 2 });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A head nurse', () => {
  it('sees who is due and who came, plans a duty for a colleague, and cancels it', async () => {
    await worksOnlyIn(world, 'head-nurse', world.wards[0].id);
    const screen = await screens.as('head-nurse', `/app/wards/${world.wards[0].id}/team`);
    const { page } = screen;
    await page.getByText('Không ai được ghi là đang trực khoa này.').waitFor();
    await page
      .getByRole('row', { name: /Hà Thị Nhung/ })
      .getByText('cấp I')
      .waitFor();
    await page.getByText('Vào và ra khoa trong bảy ngày').waitFor();
    await page.getByRole('button', { name: 'Thêm ca trực' }).click();
    await choose(page, 'Ai', 'Người thử nurse · điều dưỡng');
    await page.getByLabel('Ngày').fill(inDays(2));
    await choose(page, 'Ca', /^Đêm/);
    await page.getByRole('button', { name: 'Thêm ca trực' }).last().click();
    await page.getByText('Đã thêm ca trực của Người thử nurse.').waitFor();
    const address = `/api/v1/wards/${world.wards[0].id}/duties`;
    expect((await world.as('head-nurse').get(address)).body.items).toMatchObject([{ staff: { username: 'nurse' } }]);
    await page.getByRole('button', { name: /^Hủy ca: Người thử nurse/ }).click();
    await page.getByLabel('Vì sao hủy').fill('Đổi ca với đồng nghiệp');
    await page.getByRole('button', { name: 'Hủy ca', exact: true }).last().click();
    await page.getByText('Đã hủy ca trực; quyền xem').waitFor();
    const { body } = await world.as('head-nurse').get(address);
    expect(body.items).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

/** A day of the hospital's calendar, as Vietnam writes it. */
const inDays = (days: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + days * 86_400_000);
