import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld({ SIGNATURE_ASKS: 'password' });
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Phan Thị Chín' })).id;
  encounterId = (await anAdmission(world, { patientId })).id;
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const draft = async (role: 'doctor' | 'trainee', text: string): Promise<string> => {
  const body = { type: 'progress', sections: [{ code: 'course', text }] };
  return (await world.as(role).post(`/api/v1/encounters/${encounterId}/notes`, body)).body.id;
};
const statusOf = async (id: string) => (await world.as('doctor').get(`/api/v1/notes/${id}`)).body.status;

describe('Where signing asks for the password', () => {
  it('the console asks for it, says that it was wrong, and signs with the right one', async () => {
    const id = await draft('doctor', 'Tỉnh, hết sốt');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/notes/${id}`);
    await page.getByRole('button', { name: 'Ký', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const password = dialog.getByLabel('Nhập mật khẩu để ký');
    await password.fill('không phải mật khẩu');
    await dialog.getByRole('button', { name: 'Ký', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await statusOf(id)).toBe('draft');
    await password.fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByText('ký lúc').waitFor();
    expect(await statusOf(id)).toBe('signed');
    await page.getByRole('button', { name: 'Kiểm tra chữ ký' }).click();
    await page.getByText('nội dung còn nguyên như lúc ký').waitFor();
    await page.getByText('không phải chữ ký số').waitFor();
    await screen.context.close();
  });

  it('a doctor finds what a trainee signed in the queue, and confirms it', async () => {
    const id = await draft('trainee', 'Trẻ bú khá');
    const at = { 'If-Match': '"1"' };
    const signed = await world.as('trainee').post(`/api/v1/notes/${id}/sign`, { password: PASSWORD }, at);
    expect(signed.body.status).toBe('awaiting-cosignature');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Chờ ký xác nhận' }).click();
    await page.getByRole('row', { name: 'Trẻ bú khá' }).getByRole('link').click();
    await page.getByText('cần một bác sĩ khác đọc và ký xác nhận').waitFor();
    await page.getByRole('button', { name: 'Ký xác nhận' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nhập mật khẩu để ký').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Ký xác nhận' }).click();
    await page.getByText('ký xác nhận lúc').waitFor();
    expect(await statusOf(id)).toBe('signed');
    expectNoFaults(screen);
    await screen.context.close();
  });
});
