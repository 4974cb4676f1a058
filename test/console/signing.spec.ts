import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anAdmission, aPatient } from '../support/builders.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { CLIENT, startIdentityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { worksOnlyIn } from '../support/ward-staff.js';
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
    const screen = await screens.as('doctor', `/app/patients/${patientId}/notes/${id}`);
    const { page } = screen;
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

describe('A signed note', () => {
  it('is found by its words without marks, shows what each version changed, and is signed by the patient', async () => {
    const id = await draft('doctor', 'Đau bụng âm ỉ, không sốt');
    const saved = { sections: [{ code: 'course', text: 'Đau bụng dữ dội, không sốt' }] };
    await world.as('doctor').patch(`/api/v1/notes/${id}`, saved, { 'If-Match': '"1"' });
    const signed = await world
      .as('doctor')
      .post(`/api/v1/notes/${id}/sign`, { password: PASSWORD }, { 'If-Match': '"2"' });
    expect(signed.status).toBe(200);
    const screen = await screens.as('doctor', `/app/patients/${patientId}/notes`);
    const { page } = screen;
    await page.getByLabel('Tìm trong các phiếu').fill('du doi');
    const found = page.getByRole('region', { name: 'Phiếu có “du doi”' });
    await found.getByText('Đau bụng dữ dội').waitFor();
    await found.getByText('Diễn biến bệnh:').waitFor();
    await found.getByRole('link').click();
    await page.getByRole('button', { name: 'Các bản đã lưu' }).click();
    const second = page.getByRole('article').filter({ hasText: 'Bản 2 ·' });
    await second.waitFor();
    expect((await second.locator('del').allInnerTexts()).join(' ')).toContain('âm');
    expect((await second.locator('ins').allInnerTexts()).join(' ')).toContain('dữ');

    await page.getByRole('button', { name: 'Người bệnh ký' }).click();
    await page.getByRole('combobox', { name: 'Ký để' }).click();
    await page.getByRole('option', { name: 'Xác nhận đã được giải thích' }).click();
    await page.getByText('Còn thiếu: Ký vào ô.').waitFor();
    const field = page.getByRole('img', { name: 'Ký vào ô' });
    await field.scrollIntoViewIfNeeded();
    const { x, y } = (await field.boundingBox())!;
    await page.mouse.move(x + 20, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 90, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('img', { name: 'Chữ ký đã vẽ' }).waitFor();
    await page.getByLabel('Nhập mật khẩu để ký').last().fill(PASSWORD);
    await page.getByRole('button', { name: 'Ghi nhận chữ ký' }).click();
    await page.getByText('Phan Thị Chín (người bệnh hoặc người đại diện) xác nhận lúc').waitFor();
    const { body } = await world.as('doctor').get(`/api/v1/notes/${id}`);
    expect(body.signatures.at(-1)).toMatchObject({ kind: 'patient', patient: { fullName: 'Phan Thị Chín' } });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A colleague of another ward', () => {
  it('is asked into the care of a patient at the stay, with what and until when, and is let go', async () => {
    await worksOnlyIn(world, 'nurse', world.wards[0].id);
    const screen = await screens.as('nurse', `/app/patients/${patientId}/stay`);
    const { page } = screen;
    const ask = page.locator('section').filter({ hasText: 'Mời hội chẩn, chuyển khám' }).last();
    await ask.getByText('Không có ai.').waitFor();
    await ask.getByRole('combobox', { name: 'Đồng nghiệp được mời' }).fill('department');
    await page.getByRole('option', { name: /department-head/ }).click();
    await ask.getByText('Còn thiếu: Xin ý kiến về.').waitFor();
    await ask.getByLabel('Xin ý kiến về').fill('Suy thận cấp');
    const until = new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
    await ask.getByLabel('Xem được đến').fill(until);
    await ask.getByRole('button', { name: 'Mời', exact: true }).click();
    await ask.getByText('Đã mời Người thử department-head.').waitFor();
    const { body } = await world.as('nurse').get(`/api/v1/patients/${patientId}/grants`);
    expect(body.items).toMatchObject([{ kind: 'consultation', reason: 'Suy thận cấp' }]);
    expect(new Date(body.items[0].until).toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' })).toBe(until);
    await ask.getByRole('button', { name: 'Thôi cho xem' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi cho xem' }).click();
    await ask.getByText('Người thử department-head không còn xem được hồ sơ này.').waitFor();
    await ask.getByText('Không có ai.').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A key that this machine makes', () => {
  const makeKey = async (page: Page, machine: string) => {
    await page.goto(`${screens.url}/app/me`);
    await page.getByText('bạn ký bằng khóa do bệnh viện giữ cho bạn').waitFor();
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Tạo khóa trên máy này' }) });
    await form.getByLabel('Tên gọi của máy này').fill(machine);
    await form.locator('input[type=password]').fill(PASSWORD);
    await form.getByRole('button', { name: 'Tạo khóa trên máy này' }).click();
    await page.getByText('Đã tạo khóa.').waitFor();
    await page.getByText('bạn ký bằng khóa do chính máy này giữ').waitFor();
  };
  const press = async (page: Page) => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nhập mật khẩu để ký').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Ký', exact: true }).click();
  };
  const sign = async (page: Page, note: string) => {
    await page.goto(`${screens.url}/app/patients/${patientId}/notes/${note}`);
    await page.getByRole('button', { name: 'Ký', exact: true }).click();
    await press(page);
  };
  const heldAt = async (note: string) =>
    (
      await world.sql(
        'SELECT k.held_at FROM note_signature s JOIN staff_signing_key k ON k.id = s.key_id WHERE s.note_id = $1',
        [note],
      )
    )[0]?.held_at;

  it('is made by its person, signs here, and cannot be taken out of the browser; out of use, the hospital’s signs again', async () => {
    const id = await draft('doctor', 'Ký bằng khóa của máy');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await makeKey(page, 'Máy bàn khoa Nội');
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    const lies: unknown = await page.evaluate(`(async () => {
      const answered = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
      const base = await answered(indexedDB.open('benhan.signing'));
      const keys = await answered(base.transaction('keys').objectStore('keys').getAll());
      const { privateKey } = keys[0];
      const taken = await crypto.subtle.exportKey('pkcs8', privateKey).catch((error) => error.name);
      return { count: keys.length, extractable: privateKey.extractable, taken };
    })()`);
    expect(lies).toEqual({ count: 1, extractable: false, taken: 'InvalidAccessError' });

    await sign(page, id);
    await page.getByText('ký lúc').waitFor();
    expect(await heldAt(id)).toBe('Máy bàn khoa Nội');
    expect((await world.as('doctor').get(`/api/v1/notes/${id}/verify`)).body).toMatchObject({ state: 'valid' });

    await page.goto(`${screens.url}/app/me`);
    await page.getByRole('button', { name: 'Thôi dùng khóa: Máy bàn khoa Nội' }).click();
    await page.getByText('Khóa ở Máy bàn khoa Nội không còn dùng để ký.').waitFor();
    const other = await draft('doctor', 'Ký lại bằng khóa bệnh viện giữ');
    await sign(page, other);
    await page.getByText('ký lúc').waitFor();
    expect(await heldAt(other)).toBeNull();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('and that was taken out of use elsewhere is told at its first refusal and dropped: pressed again, the hospital’s signs', async () => {
    const id = await draft('doctor', 'Ăn được, hết nôn');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await makeKey(page, 'Máy tính bảng buồng 4');
    const { body } = await world.as('doctor').get('/api/v1/auth/signing-keys');
    const key = body.items.find((one: { heldAt: string }) => one.heldAt === 'Máy tính bảng buồng 4');
    expect((await world.as('doctor').post(`/api/v1/auth/signing-keys/${key.id}/retire`, {})).status).toBe(204);
    await sign(page, id);
    const told = page.getByRole('dialog').getByRole('alert');
    await told.getByText('Khóa ký trên máy này không còn dùng được').waitFor();
    await told.getByText('Hãy ký lại').waitFor();
    expect(await statusOf(id)).toBe('draft');
    await press(page);
    await page.getByText('ký lúc').waitFor();
    expect(await heldAt(id)).toBeNull();
    await page.goto(`${screens.url}/app/me`);
    await page.getByText('bạn ký bằng khóa do bệnh viện giữ cho bạn').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});
