import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { anUntied } from '../support/untied.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: patientId } = await aPatient(world, { fullName: 'Vi Thị Sửa', sex: 'female', birthDate: '1975-05-05' }));
  ({ id: encounterId } = await anAdmission(world, { patientId }));
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const of = async (part: string) => (await world.as('doctor').get(`/api/v1/patients/${patientId}/${part}`)).body;

describe('What was written of a patient', () => {
  it('is changed, or marked as entered in error, where it stands: an allergy, a problem', async () => {
    const doctor = world.as('doctor');
    await doctor.post(`/api/v1/patients/${patientId}/allergies`, { code: { display: 'Penicillin' } });
    await doctor.post(`/api/v1/patients/${patientId}/allergies`, { code: { display: 'Tôm' } });
    const code = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.9', display: 'Viêm phổi' };
    expect((await doctor.post(`/api/v1/patients/${patientId}/problems`, { code })).status).toBe(201);
    const screen = await screens.as('doctor');
    const { page } = screen;
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await page.goto(`${screens.url}/app/patients/${patientId}`);
    await page.getByRole('button', { name: 'Sửa dị ứng đã ghi' }).click();
    await page.getByRole('button', { name: 'Sửa: Penicillin' }).click();
    await page.getByLabel('Phản ứng đã gặp').fill('Phù mạch');
    await choose('Mức nguy hiểm nếu gặp lại', 'Cao');
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã sửa: Penicillin.').waitFor();
    await page.getByRole('button', { name: 'Sửa: Tôm' }).click();
    await choose('Chắc chắn đến đâu', 'GHI NHẦM');
    await page.getByText('Mục ghi nhầm vẫn đọc được').waitFor();
    await page.getByRole('button', { name: 'Ghi nhầm', exact: true }).click();
    await page.getByText('Đã sửa: Tôm.').waitFor();
    expect((await of('allergies')).items).toMatchObject([
      { code: { display: 'Tôm' }, verificationStatus: 'entered-in-error' },
      { code: { display: 'Penicillin' }, reaction: 'Phù mạch', criticality: 'high', version: 2 },
    ]);
    await page.getByRole('button', { name: 'Sửa dị ứng đã ghi' }).click();

    await page.getByRole('button', { name: 'Sửa chẩn đoán đã ghi' }).click();
    await page.getByRole('button', { name: /^Sửa: / }).click();
    await page.getByLabel('Hết từ').fill('hôm qua');
    await page.getByText('Viết ngày như 05/03/2026').first().waitFor();
    await page.getByLabel('Hết từ').fill('10/2026');
    await choose('Diễn biến', 'Đã khỏi, đã hết');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText(/Hết từ 10\/2026/).waitFor();
    expect((await of('problems')).items).toMatchObject([{ clinicalStatus: 'resolved', abatement: '2026-10' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is a diagnosis of a stay whose record is closed: the form then asks why, and takes no empty words', async () => {
    const doctor = world.as('doctor');
    const { id, patientId: whose } = await anAdmission(world);
    const at = (version: number) => ({ 'If-Match': `"${version}"` });
    await doctor.post(`/api/v1/patients/${whose}/problems`, {
      ...{ code: { system: 'icd-10', code: 'I10' }, encounterId: id },
    });
    await doctor.post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, at(1));
    const { missing } = (await doctor.get(`/api/v1/encounters/${id}/completeness`)).body;
    const passedOver = missing.map(({ code }: { code: string }) => ({ code, reason: 'Không có trong lần này' }));
    expect((await doctor.post(`/api/v1/encounters/${id}/close`, { passedOver }, at(2))).status).toBe(200);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${whose}`);
    await page.getByRole('button', { name: 'Sửa chẩn đoán đã ghi' }).click();
    await page.getByRole('button', { name: /^Sửa: / }).click();
    const why = page.getByLabel('Vì sao sửa sau khi khóa hồ sơ');
    expect(await why.count()).toBe(0);
    await page.getByRole('combobox', { name: 'Chắc chắn đến đâu' }).click();
    await page.getByRole('option', { name: 'Đã loại trừ', exact: true }).click();
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Hồ sơ bệnh án đã khóa').waitFor();
    await why.fill('...');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Hãy nêu rõ vì sao').waitFor();
    await why.fill('Xem lại phim, không có bệnh này');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText(/^Đã sửa: /).waitFor();
    const { items } = (await doctor.get(`/api/v1/patients/${whose}/problems`)).body;
    expect(items).toMatchObject([{ verificationStatus: 'refuted' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is corrected or marked with why: a volume of fluid by a nurse', async () => {
    const nurse = world.as('nurse');
    const fluids = `/api/v1/encounters/${encounterId}/fluids`;
    await nurse.post(fluids, { direction: 'in', kind: 'oral', volume: 2000 });
    await nurse.post(fluids, { direction: 'out', kind: 'urine', volume: 350 });
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/fluids`);
    await page.getByRole('button', { name: /^Sửa lượng: Uống 2000 ml/ }).click();
    await page
      .getByRole('row', { name: /2000 ml/ })
      .getByLabel('Thể tích (ml)')
      .fill('200');
    await page.getByLabel('Vì sao').fill('Gõ thừa một số không');
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sửa lượng', exact: true }).click();
    await page.getByText('Đã sửa; lượng cũ vẫn đọc được.').waitFor();
    await page.getByText('Ghi nhầm: Gõ thừa một số không').waitFor();
    await page.getByRole('button', { name: /^Ghi nhầm: Nước tiểu 350 ml/ }).click();
    await page.getByLabel('Vì sao').fill('Của giường bên');
    await page.getByRole('button', { name: 'Ghi nhầm', exact: true }).click();
    await page.getByText('Ghi nhầm: Của giường bên').waitFor();
    const { items } = (await nurse.get(fluids)).body;
    const counted = items.filter(({ status }: { status: string }) => status !== 'entered-in-error');
    expect(counted).toMatchObject([{ kind: 'oral', volume: 200 }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is marked with why: a signed note by its author', async () => {
    const doctor = world.as('doctor');
    const { body } = await doctor.post(`/api/v1/encounters/${encounterId}/notes`, {
      type: 'progress',
      sections: [{ code: 'course', text: 'Viết nhầm người bệnh' }],
    });
    const signed = await doctor.post(`/api/v1/notes/${body.id}/sign`, {}, { 'If-Match': '"1"' });
    expect(signed.status).toBe(200);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/notes/${body.id}`);
    await page.getByRole('button', { name: /^Ghi nhầm: / }).click();
    await page.getByLabel('Vì sao').fill('Nhầm người bệnh');
    await page.getByRole('button', { name: 'Ghi nhầm', exact: true }).click();
    await page.getByText('Nhầm người bệnh', { exact: true }).waitFor();
    expect((await doctor.get(`/api/v1/notes/${body.id}`)).body.status).toBe('entered-in-error');
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is replaced where it has effect: an order by a revised one, signed with it', async () => {
    const doctor = world.as('doctor');
    const code = { system: 'http://loinc.org', code: '2345-7', display: 'Glucose' };
    const orders = `/api/v1/encounters/${encounterId}/orders`;
    const { body: order } = await doctor.post(orders, { kind: 'laboratory', code, sign: true });
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/orders`);
    await page.getByRole('button', { name: `Xử lý ${order.number}` }).click();
    await page.getByRole('button', { name: 'Thay bằng chỉ định sửa lại' }).click();
    await page.getByText('Còn thiếu: Vì sao sửa.').waitFor();
    const revised = page.getByRole('article', { name: 'Glucose' });
    await revised.getByRole('textbox', { name: 'Câu hỏi lâm sàng' }).fill('Hạ đường huyết?');
    await page.getByRole('textbox', { name: 'Vì sao sửa' }).fill('Ghi thêm câu hỏi');
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Thay bằng chỉ định sửa lại' }).last().dblclick();
    await page.getByText(`Đã thay ${order.number} bằng`).waitFor();
    const { items } = (await doctor.get(orders)).body;
    expect(items.filter(({ kind }: { kind: string }) => kind === 'laboratory')).toMatchObject([
      { status: 'active', replaces: order.id, question: 'Hạ đường huyết?' },
      { id: order.id, statusReason: 'Ghi thêm câu hỏi' },
    ]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A resource from elsewhere that nobody could tie', () => {
  it('is seen beside the patient it is taken for, and assigned with what says so', async () => {
    const named = { patient: { display: 'VI THI SUA KHAC' } };
    await anUntied(world, named);
    const screen = await screens.as('records-officer');
    const { page } = screen;
    await page.goto(`${screens.url}/app/untied`);
    await page.getByRole('button', { name: /^Xem người được nêu: Tiêm chủng/ }).click();
    await page.getByText('VI THI SUA KHAC').first().waitFor();
    await page.getByRole('combobox', { name: 'Người bệnh (mã BN hoặc họ tên)' }).fill('Vi Thị Sửa');
    await page.getByRole('option', { name: /Vi Thị Sửa/ }).click();
    await page.getByText('So sánh, họ tên: KHÁC').waitFor();
    await page.getByLabel('Căn cứ').fill('Nơi gửi xác nhận tên gõ nhầm');
    await page.getByLabel('Đã kiểm tra: vẫn là của người bệnh này').check();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Gán cho người bệnh này' }).click();
    await page.getByText('Đã gán cho Vi Thị Sửa.').waitFor();
    expect((await world.as('records-officer').get('/api/v1/untied-resources')).body.items).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A session of my own', () => {
  it('is ended alone, by a password, and no other', async () => {
    const other = await screens.as('pharmacist');
    const screen = await screens.as('pharmacist');
    const { page } = screen;
    await page.goto(`${screens.url}/app/me`);
    const ends = page.getByRole('button', { name: /^Kết thúc phiên này: / });
    await ends.first().waitFor();
    const before = await ends.count();
    await ends.first().click();
    const end = page.getByRole('button', { name: 'Kết thúc phiên này', exact: true });
    await page.getByRole('listitem').filter({ has: end }).getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
    await end.click();
    await end.waitFor({ state: 'detached' });
    expect(await ends.count()).toBe(before - 1);
    await other.context.close();
    await screen.context.close();
  });
});
