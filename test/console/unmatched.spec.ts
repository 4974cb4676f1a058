import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { message, obr, pid, potassiumOf, sendAs } from '../hl7v2/messages.js';
import { anOrder, anEncounter, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patient: { readonly id: string; readonly mrn: string };
let order: { readonly id: string; readonly number: string };
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh', birthDate: '1980-02-03', sex: 'female' });
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  order = await anOrder(world, { encounterId });
  const { body } = await world.anonymous.post('/api/v1/auth/login', { username: 'lab', password: PASSWORD });
  const send = async (filler: string, whom: object, value: number | string) => {
    const ack = await sendAs(
      world,
      body.accessToken,
      message([pid({ mrn: '', ...whom }), obr('', filler), potassiumOf(value)]),
    );
    expect(ack.code).toBe('AA');
  };
  await send('U1', { mrn: patient.mrn, name: 'Trần^Bê^Thị', birthDate: '19810203', sex: 'F' }, '6.70');
  await send('U2', { name: 'Đỗ^Ẩn^Văn' }, 4.1);
  await send('U3', { name: 'Mẫu^Kiểm^Chuẩn' }, 4.2);
  await send('U4', { name: 'Đinh^Lạ^Thị' }, 4.3);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const waiting = async () => (await world.as('lab').get('/api/v1/results/unmatched')).body.items;
const ofName = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name });

describe('Whoever settles results that belong to nobody yet', () => {
  it('sees from the menu that some wait, why, and who may be meant side by side, and files one with its order', async () => {
    const screen = await screens.as('lab');
    const { page } = screen;
    // What was asked for at once leads there.
    await page.getByRole('link', { name: /^Việc chờ/ }).click();
    const asked = ofName(page, 'Kết quả báo động, hoặc có thể báo động, chưa biết của người bệnh nào');
    await asked.getByRole('link', { name: 'Kết quả chờ ghép' }).click();
    await page.getByRole('link', { name: 'Chờ ghép (4)' }).waitFor();
    const entry = ofName(page, 'Trần Thị Bê');
    await entry.getByText('Họ tên trong bản tin khác hồ sơ.').waitFor();
    await entry.getByText('Ngày sinh trong bản tin khác hồ sơ. 03/02/1981').waitFor();
    await entry.getByText('Giá trị báo động: Kali 6,70 mmol/L. Báo ngay cho khoa').waitFor();
    await entry.getByRole('button', { name: 'Xem và xử lý' }).click();
    await entry.getByText('6,70 mmol/L').waitFor();
    const born = entry.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Ngày sinh' }) });
    expect((await born.getByRole('cell').allInnerTexts()).slice(0, 2)).toEqual(['03/02/1981', '03/02/1980 (khác)']);
    await entry.getByRole('button', { name: 'Chọn Lê Thị Ngọc Ánh' }).first().click();
    await entry.getByText('Người bệnh: Lê Thị Ngọc Ánh').waitFor();
    await entry.getByRole('button', { name: 'Thôi' }).first().click();

    await entry.getByRole('combobox', { name: 'Tìm người bệnh khác' }).fill('Ngọc Ánh');
    await page.getByRole('option', { name: /Lê Thị Ngọc Ánh/ }).click();
    await entry.getByRole('combobox', { name: 'Chỉ định được trả lời' }).fill(order.number);
    await page.getByRole('option', { name: order.number }).click();
    await entry.getByLabel('Lý do').fill('Đã gọi phòng xét nghiệm xác nhận');
    const file = entry.getByRole('button', { name: 'Đưa vào hồ sơ Lê Thị Ngọc Ánh' });
    await file.click();
    // The message names somebody else: only who was told so files it all the same.
    await entry.getByText('Bản tin ghi khác với người bệnh này').waitFor();
    await file.click();
    await page.getByText('Đã đưa kết quả vào hồ sơ của Lê Thị Ngọc Ánh.').waitFor();
    await page.getByRole('link', { name: 'Chờ ghép (3)' }).waitFor();
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`);
    expect(body.items).toMatchObject([{ orderNumber: order.number, observations: [{ value: 6.7 }] }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('dismisses with a reason, and is told who was faster and when', async () => {
    const screen = await screens.as('records-officer');
    const { page } = screen;
    await page.getByRole('link', { name: /^Chờ ghép/ }).click();
    const dismiss = async (name: string, meanwhile: () => Promise<void>) => {
      const entry = ofName(page, name);
      await entry.getByRole('button', { name: 'Xem và xử lý' }).click();
      await entry.getByRole('button', { name: 'Bỏ qua' }).click();
      await entry.getByLabel('Lý do').fill('Mẫu kiểm chuẩn');
      await meanwhile();
      await entry.getByRole('button', { name: 'Bỏ qua' }).last().click();
      await entry.waitFor({ state: 'detached' });
    };
    await dismiss('Mẫu Chuẩn Kiểm', () => Promise.resolve());
    await page.getByRole('status').getByText('Đã bỏ qua.').waitFor();
    await dismiss('Đinh Thị Lạ', async () => {
      const { id, version } = (await waiting()).at(-1);
      const reason = { reason: 'Không phải người bệnh ở đây' };
      const headers = { 'If-Match': `"${version}"` };
      expect((await world.as('lab').post(`/api/v1/results/unmatched/${id}/dismiss`, reason, headers)).status).toBe(200);
    });
    await page.getByRole('alert').getByText('Người thử lab đã xử lý mục này lúc').waitFor();
    const about = (await waiting()).map((one: { about: { names: string[] } }) => one.about.names);
    expect(about).toEqual([expect.arrayContaining(['Đỗ Văn Ẩn'])]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
