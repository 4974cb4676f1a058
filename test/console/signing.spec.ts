import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { CLIENT, startIdentityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { freePort } from '../support/free-port.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
let provider: IdentityProvider;
beforeAll(async () => {
  // The provider says that it is one for tests.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  const port = await freePort();
  const back = `http://127.0.0.1:${port}/app/signed-in`;
  provider = await startIdentityProvider(back);
  world = await startWorld({
    SIGNATURE_ASKS: 'password',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_REDIRECT_URIS: `https://elsewhere.test/app,${back}`,
    OIDC_USERNAME_CLAIM: 'preferred_username',
  });
  screens = await startScreens(world, port);
  patientId = (await aPatient(world, { fullName: 'Phan Thị Chín' })).id;
  encounterId = (await anAdmission(world, { patientId })).id;
});
afterAll(async () => {
  await screens?.close();
  await world.close();
  await provider.stop();
});

const draft = async (role: 'doctor' | 'trainee', text: string): Promise<string> => {
  const body = { type: 'progress', sections: [{ code: 'course', text }] };
  return (await world.as(role).post(`/api/v1/encounters/${encounterId}/notes`, body)).body.id;
};
const statusOf = async (id: string) => (await world.as('doctor').get(`/api/v1/notes/${id}`)).body.status;

describe('Where the hospital has an identity provider', () => {
  it('one button leads there and back, and a refusal is told', async () => {
    const { page, context } = await screens.open();
    const button = page.getByRole('button', { name: 'Đăng nhập qua Tài khoản bệnh viện' });
    provider.next = { subject: 'a-1', username: 'nobody-here' };
    await button.click();
    await page.getByRole('alert').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await context.clearCookies();
    provider.next = { subject: 'n-1', username: 'nurse' };
    await button.click();
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    await page.getByText('Người thử nurse').waitFor();
    await context.close();
  });
});

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
