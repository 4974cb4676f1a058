import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const choose = async (page: Page, name: string, option: string) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const wardOf = async (code: string) =>
  (await world.as('admin').get('/api/v1/wards?limit=100')).body.items.find(
    (ward: { code: string }) => ward.code === code,
  );

describe('An administrator', () => {
  it('opens a ward with its beds, adds a nurse to it, and lends them a password', async () => {
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.getByRole('link', { name: 'Khoa và giường' }).click();
    await page.getByRole('button', { name: 'Thêm khoa' }).click();
    await page.getByLabel('Mã').fill('CC');
    await page.getByLabel('Tên').fill('Khoa Cấp cứu');
    await choose(page, 'Loại', 'Cấp cứu');
    await page.getByRole('button', { name: 'Thêm khoa' }).last().click();
    const row = page.getByRole('row', { name: 'Khoa Cấp cứu' });
    await row.getByRole('button', { name: 'Đổi Khoa Cấp cứu' }).click();
    await row.getByLabel('Phòng').fill('P1');
    await row.getByLabel('Mã các giường').fill('P1.1, P1.2');
    await row.getByRole('button', { name: 'Thêm giường' }).click();
    const { id } = await wardOf('CC');
    const beds = async () =>
      (await world.as('admin').get(`/api/v1/beds?wardId=${id}`)).body.items as { code: string }[];
    await until(async () => (await beds()).length > 0);
    expect((await beds()).map(({ code }) => code)).toEqual(['P1.1', 'P1.2']);

    await page.getByRole('link', { name: 'Giường của Khoa Cấp cứu' }).click();
    await page.getByRole('button', { name: 'Đổi P1.2' }).click();
    await page.getByLabel('Mã giường').fill('P1.9');
    await page.getByRole('button', { name: 'Đổi tên' }).click();
    await page.getByRole('button', { name: 'Đổi P1.9' }).click();
    await page.getByRole('button', { name: 'Bỏ giường này' }).click();
    await page.getByRole('row', { name: 'P1.9' }).getByText('ngừng dùng').waitFor();

    await page.getByRole('link', { name: 'Nhân viên' }).click();
    await page.getByRole('button', { name: 'Thêm nhân viên' }).click();
    await page.getByLabel('Họ và tên').fill('ĐD. Lò Thị Mới');
    await page.getByRole('textbox', { name: 'Tên đăng nhập', exact: true }).fill('moi.lo');
    await page.getByLabel('điều dưỡng', { exact: true }).check();
    await page.getByRole('textbox', { name: 'Mật khẩu đầu tiên' }).fill('mot-cau-de-nho-2026');
    await page.getByRole('button', { name: 'Thêm nhân viên' }).last().click();
    await page.getByText('Đã thêm ĐD. Lò Thị Mới').waitFor();
    await page.getByRole('link', { name: 'ĐD. Lò Thị Mới' }).click();
    await choose(page, 'Khoa', 'Khoa Cấp cứu');
    await page.getByRole('button', { name: 'Thêm vào khoa' }).click();
    await page.getByRole('button', { name: 'Rút khỏi khoa CC' }).waitFor();
    const [added] = (await world.as('admin').get('/api/v1/staff?username=moi.lo')).body.items;
    expect(added).toMatchObject({ roles: ['nurse'], wards: [{ code: 'CC' }] });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('gives a terminal its key anew, when the old one may be known', async () => {
    const enrolled = await world.as('admin').post('/api/v1/terminals', { code: 'MAY-77', name: 'Bàn tiếp đón' });
    expect(enrolled.status).toBe(201);
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.getByRole('link', { name: 'Máy trạm' }).click();
    const row = page.getByRole('row', { name: /MAY-77/ });
    await row.getByRole('button', { name: 'Cấp khóa mới cho máy này' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cấp khóa mới cho máy này' }).click();
    await row.getByText('Máy này', { exact: true }).waitFor();
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('benhan.terminal') ?? '{}') as object);
    expect(kept).toMatchObject({ code: 'MAY-77', key: expect.any(String) });
    expect(kept).not.toMatchObject({ key: enrolled.body.key });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('registers a machine, which the privacy officer approves', async () => {
    const admin = await screens.as('admin');
    const { page } = admin;
    await page.getByRole('link', { name: 'Hệ thống kết nối' }).click();
    await page.getByRole('button', { name: 'Đăng ký hệ thống' }).click();
    await page.getByRole('textbox', { name: /^Tên/ }).fill('LIS khoa Xét nghiệm');
    await page.getByLabel('Liên hệ khi có sự cố').fill('Phòng CNTT');
    await page.getByLabel('Dùng để làm gì').fill('Trả kết quả xét nghiệm');
    await page.getByLabel('Quyền').fill('system/DiagnosticReport.c');
    await page.getByLabel('Địa chỉ khóa công khai').fill('https://lis.benhvien.vn/jwks.json');
    await page.getByLabel('Hệ thống gửi (MSH-3)').fill('LIS');
    await page.getByLabel('Gửi từ địa chỉ mạng nào').fill('10.20.3.7, 10.20.4.0/24');
    await page.getByRole('combobox', { name: 'Bảng mã khi bản tin không ghi' }).click();
    await page.getByRole('option', { name: 'TCVN3' }).click();
    await page.getByRole('button', { name: 'Đăng ký hệ thống' }).last().click();
    await page.getByText('Đã đăng ký LIS khoa Xét nghiệm').waitFor();
    await page.getByText('Gửi từ địa chỉ mạng nào: 10.20.3.7, 10.20.4.0/24 · Bảng mã').waitFor();
    await page.getByRole('button', { name: 'Sửa LIS khoa Xét nghiệm' }).click();
    await page.getByLabel('Liên hệ khi có sự cố').last().fill('Phòng CNTT, 0901234567');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã sửa LIS khoa Xét nghiệm.').waitFor();
    await page.getByLabel('Nơi gửi (MSH-4)').last().fill('XN');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Nơi gửi (MSH-4): XN').waitFor();
    const { items } = (await world.as('admin').get('/api/v1/clients')).body;
    expect(items.find(({ name }: { name: string }) => name === 'LIS khoa Xét nghiệm')).toMatchObject({
      contact: 'Phòng CNTT, 0901234567',
      hl7v2: { application: 'LIS', facility: 'XN', addresses: ['10.20.3.7', '10.20.4.0/24'], characterSet: 'TCVN3' },
    });
    await page.getByRole('button', { name: 'Thôi nhận bản tin HL7 v2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi nhận bản tin HL7 v2' }).click();
    await page.getByText('LIS khoa Xét nghiệm không còn gửi bản tin HL7 v2.').waitFor();
    await until(async () => (await page.getByRole('button', { name: 'Thôi nhận bản tin HL7 v2' }).count()) === 0);
    const { items: after } = (await world.as('admin').get('/api/v1/clients')).body;
    expect(after).toMatchObject([{ name: 'LIS khoa Xét nghiệm', status: 'active', hl7v2: null }]);
    expectNoFaults(admin);
    await admin.context.close();

    const officer = await screens.as('privacy-officer');
    await officer.page.getByRole('link', { name: 'Hệ thống kết nối' }).click();
    await officer.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await officer.page.getByRole('dialog').getByRole('button', { name: 'Duyệt' }).click();
    await officer.page.getByText('đã duyệt').waitFor();
    await officer.context.close();
  });
});

describe('Lists and formulary', () => {
  it('are looked into: where they come from, how much they know, and what of a medicine is not checked', async () => {
    const screen = await screens.as('pharmacist');
    const { page } = screen;
    await page.getByRole('link', { name: 'Danh mục thuốc' }).click();
    await page.getByText('CHƯA ai xác nhận đã đối chiếu').waitFor();
    await page.getByLabel('Tên thuốc hoặc mã ATC').fill('paracet');
    await page
      .getByRole('row', { name: /^Paracetamol/ })
      .getByText('uống')
      .waitFor();
    await page.getByText(/^1 trong 1 thuốc$/).waitFor();
    // Numbers and units as people write them.
    await page.getByLabel('Tên thuốc hoặc mã ATC').fill('digoxin');
    await page
      .getByRole('row', { name: /^Digoxin/ })
      .getByText('0,25 mg; 0,25 mg/mL')
      .waitFor();
    await page.getByLabel('Tên thuốc hoặc mã ATC').fill('heparin');
    await page
      .getByRole('row', { name: /^Heparin/ })
      .getByText('đơn vị', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: 'Danh mục', exact: true }).click();
    await page.getByRole('heading', { name: /^bệnh tật \(ICD-10\) · \d+ mã$/ }).waitFor();
    await page.getByRole('button', { name: 'Tìm trong danh mục: bệnh tật (ICD-10)' }).click();
    await page.getByLabel('Tìm trong danh mục: bệnh tật (ICD-10)').last().fill('viem phoi');
    await page.getByRole('row', { name: /^J1\d/ }).first().waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('The queue of an emergency department', () => {
  it('is triaged, called in and written by the doctor, down to the note to sign', async () => {
    const ward = await wardOf('CC');
    const { id, version } = (await world.as('admin').get(`/api/v1/staff/${world.staff.doctor.id}`)).body;
    const joined = await world
      .as('admin')
      .post(`/api/v1/staff/${id}/wards/join`, { wardId: ward.id }, { 'If-Match': `"${version}"` });
    expect(joined.status).toBeLessThan(300);
    const { id: patientId } = await aPatient(world, { fullName: 'Đào Văn Gấp', sex: 'male', birthDate: '2007-05-02' });
    const visit = { patientId, class: 'emergency', wardId: ward.id, reason: 'Đau ngực' };
    expect((await world.as('registrar').post('/api/v1/encounters', visit)).status).toBe(201);

    const screen = await screens.as('doctor', `/app/wards/${ward.id}`);
    const { page } = screen;
    await page.getByRole('link', { name: 'Chờ khám' }).click();
    const row = page.getByRole('article').filter({ hasText: 'Đào Văn Gấp' });
    await row.getByText('CHƯA PHÂN LOẠI').waitFor();
    await row.getByRole('button', { name: 'Phân loại' }).click();
    await row.getByText('2 · Rất khẩn').click();
    await row.getByLabel('Dấu hiệu cho thấy mức này').fill('Đau sau xương ức 30 phút, vã mồ hôi');
    await row.getByRole('button', { name: 'Phân loại', exact: true }).last().click();
    await row.getByRole('button', { name: 'Phân loại lại' }).waitFor();
    await row.getByRole('button', { name: 'Gọi vào khám' }).click();
    await row.getByRole('button', { name: 'Đưa lại hàng chờ' }).click();
    await row.getByRole('button', { name: 'Gọi vào khám' }).click();
    await row.getByRole('link', { name: 'Ghi khám' }).click();
    await page.getByLabel('Khám thấy').fill('Huyết áp 100/60, phổi trong');
    await page.getByRole('combobox', { name: 'Chẩn đoán' }).fill('N40');
    await page.getByRole('option', { name: /^N40/ }).first().click();
    await page.getByLabel('Xử trí').fill('Aspirin, điện tim, chuyển can thiệp');
    await page.getByRole('button', { name: 'Lưu, rồi ký phiếu' }).click();
    // Hardly anybody has it at 19: asked about once, by the button that every form has for it.
    await page.getByRole('button', { name: 'Đã xem lại, đúng như vậy' }).click();
    await page.getByRole('button', { name: 'Ký', exact: true }).waitFor();
    const chart = (await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`)).body;
    expect(chart.problems).toMatchObject([{ code: { code: expect.stringMatching(/^N40/) } }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
