import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine } from '../clients/machines.js';
import { message, obr, pid, sendAs } from '../hl7v2/messages.js';
import { aWebhook, send, withoutJobs } from '../outgoing/receivers.js';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let webhook: Awaited<ReturnType<typeof aWebhook>>;
let patientId: string;
let orderNumber: string;
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await withoutJobs(world);
  screens = await startScreens(world);
  webhook = await aWebhook();
  const patient = await aPatient(world, { fullName: 'Vũ Thị Thu', birthDate: '1975-04-30', sex: 'female' });
  patientId = patient.id;
  const { id: encounterId } = await anEncounter(world, { patientId });
  const order = await anOrder(world, { encounterId });
  orderNumber = order.number;
  const { body } = await world.anonymous.post('/api/v1/auth/login', { username: 'lab', password: PASSWORD });
  const whom = pid({ mrn: patient.mrn, name: 'Vũ^Thu^Thị', birthDate: '1975-04-30', sex: 'F' });
  const potassium = 'OBX|1|NM|K^Kali^L||7.5|mmol/L|3.5-5.1|HH|||F';
  const sent = message([whom, obr(order.number, 'F1', { code: 'K^Kali^L' }), potassium], { id: 'KALI-1' });
  expect((await sendAs(world, body.accessToken, sent)).code).toBe('AA');
});
afterAll(async () => {
  await screens?.close();
  await webhook?.close();
  await world.close();
});

describe('Messages from other systems', () => {
  it('are found by their number or an order’s and read in words; a code that nobody knew is said once, and what waited is filed', async () => {
    const screen = await screens.as('lab');
    const { page } = screen;
    await page.getByRole('link', { name: 'Bản tin đến' }).click();
    const sender = page.getByRole('combobox', { name: 'Bên gửi' });
    await sender.fill('không có bên này');
    await page.getByText('Không có bên gửi nào tên như vậy.').waitFor();
    await sender.fill('');
    await page.getByRole('option').first().click();
    expect(await sender.inputValue()).not.toBe('');
    await page.getByLabel('Số bản tin').fill('NO-SUCH');
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByText('Không có bản tin nào như vậy.').waitFor();
    await page.getByLabel('Số bản tin').fill('');
    await page.getByLabel('Số chỉ định').fill(orderNumber);
    await page.getByRole('button', { name: 'Tìm', exact: true }).click();
    await page.getByRole('link', { name: 'Bản tin KALI-1' }).click();
    await page.getByRole('main').getByText('Mở danh sách chờ ghép').waitFor();
    const says = page.getByRole('table', { name: 'Bản tin nói gì' });
    await says.getByText('Vũ Thị Thu · 30/04/1975 · Nữ').waitFor();
    await says.getByText('Kali: 7.5 mmol/L · bình thường 3.5-5.1 · RẤT CAO').waitFor();

    await page.getByRole('link', { name: 'Mã chưa khớp' }).click();
    const code = page.getByRole('article', { name: 'Kali (K)' });
    await code.getByRole('combobox', { name: 'Hoặc chọn xét nghiệm hay gặp' }).click();
    await page.getByRole('option', { name: 'Kali huyết thanh' }).click();
    await code.getByRole('button', { name: 'Lưu mã khớp' }).click();
    await page.getByText('Đã khớp K. 1 kết quả đang chờ đã vào hồ sơ.').waitFor();
    await page.getByText('Không có mã nào chờ khớp').waitFor();
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patientId}/results`);
    expect(body.items).toMatchObject([{ observations: [{ code: '2823-3', value: 7.5 }] }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('are told to an administrator by number and sender alone, without what they say', async () => {
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.getByRole('link', { name: 'Bản tin đến' }).click();
    await page.getByRole('link', { name: 'Bản tin KALI-1' }).click();
    await page.getByText('chỉ hiện cho người được xem hồ sơ').waitFor();
    expect(await page.getByText('Vũ Thị Thu').count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A system that is told what happens', () => {
  it('is added with a secret shown once, approved by a second person, and sent again what it did not take', async () => {
    await aMachine(world, ['system/Patient.rs'], { name: 'LIS khoa Xét nghiệm' });
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.getByRole('link', { name: 'Báo ra ngoài' }).click();
    await page.getByText('Chưa có hệ thống nào được báo.').waitFor();
    await page.getByRole('button', { name: 'Thêm nơi được báo' }).click();
    await page.getByRole('combobox', { name: 'Hệ thống (quyền' }).click();
    await page.getByRole('option', { name: 'LIS khoa Xét nghiệm' }).click();
    await page.getByRole('textbox', { name: 'Tên' }).fill('Báo người bệnh mới');
    await page.getByLabel('Địa chỉ nhận').fill(webhook.address);
    await page.getByLabel('người bệnh').check();
    await page.getByRole('button', { name: 'Thêm nơi được báo' }).last().click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'Đã chép, giấu đi' }).click();
    expect(await page.getByText(/^whsec_/).count()).toBe(0);

    const officer = await screens.as('privacy-officer');
    await officer.page.getByRole('link', { name: 'Báo ra ngoài' }).click();
    await officer.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Duyệt' }).click();
    await officer.page.getByText('đã duyệt, privacy-officer').waitFor();
    expectNoFaults(officer);
    await officer.context.close();

    webhook.answers.push(410);
    await aPatient(world);
    await send(world);
    await page.getByRole('link', { name: 'Các tin đã báo: Báo người bệnh mới' }).click();
    await page.getByRole('row', { name: /người bệnh: mới.*bên nhận trả lời mã 410/ }).waitFor();
    await page.getByRole('button', { name: /^Gửi lại tin này/ }).click();
    await page.getByText('Không có tin chết').waitFor();
    await send(world);
    expect(webhook.got).toHaveLength(1);

    await page.getByRole('link', { name: 'Về danh sách' }).click();
    await page.getByRole('button', { name: 'Gửi lại từ một lúc' }).click();
    await page.getByLabel('Gửi lại từ').last().fill('01/01/2026');
    await page.getByRole('button', { name: 'Gửi lại', exact: true }).click();
    await page.getByText('1 tin sẽ được gửi lại.').waitFor();
    await send(world);
    expect(webhook.got).toHaveLength(2);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
