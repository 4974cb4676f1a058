import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { expectNoFaults, lateAnswers, startScreens, type Screen, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

const WHO = ['registrar', 'nurse', 'doctor', 'lab', 'auditor'] as const;
const NAME = 'Trịnh Thị Ngày';

let world: World;
let screens: Screens;
let at: Readonly<Record<(typeof WHO)[number], Screen>>;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const admin = world.as('admin');
  const emergency = { code: 'CC', name: 'Khoa Cấp cứu', kind: 'emergency' };
  const { body: ward } = await admin.post('/api/v1/wards', emergency);
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id, ward.id);
  // The answers come late to all of them, to each at their own times.
  const opened = WHO.map(async (who, seed) => {
    const screen = await screens.as(who);
    await lateAnswers(screen.context, seed);
    return [who, screen] as const;
  });
  at = Object.fromEntries(await Promise.all(opened)) as typeof at;
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const choose = async (page: Page, name: string | RegExp, option: string | RegExp) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option }).click();
};
const main = (page: Page) => page.locator('main');

/** Each part ends by what only the answer of the service shows. */
const PARTS = {
  'the registrar registers her and brings her to emergency': async () => {
    const { page } = at.registrar;
    await page.getByRole('link', { name: 'Tiếp nhận' }).click();
    await page.getByLabel('Họ và tên').fill(NAME);
    await choose(page, 'Giới tính', 'Nữ');
    await page.getByLabel('Ngày sinh').fill('05/03/1961');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('Đã đăng ký, mã BN').waitFor();
    await main(page).getByRole('link', { name: 'Nhận vào khoa' }).click();
    await choose(page, 'Hình thức', 'Cấp cứu');
    await choose(page, 'Khoa', 'Khoa Cấp cứu');
    await page.getByLabel('Lý do').fill('Khó thở từ đêm qua');
    await page.getByRole('button', { name: 'Nhận vào khoa' }).click();
    await page.getByText(`Đã nhận ${NAME} vào`).waitFor();
  },
  'the nurse triages her': async () => {
    const { page } = at.nurse;
    await choose(page, 'Chọn khoa', /Khoa Cấp cứu/);
    await page.getByRole('link', { name: 'Chờ khám' }).click();
    const row = page.getByRole('article').filter({ hasText: NAME });
    await row.getByRole('button', { name: 'Phân loại' }).click();
    await row.getByText('2 · Rất khẩn').click();
    await row.getByLabel('Dấu hiệu cho thấy mức này').fill('SpO₂ 90 %, nói từng câu ngắn');
    await row.getByRole('button', { name: 'Phân loại', exact: true }).last().click();
    await row.getByRole('button', { name: 'Phân loại lại' }).waitFor();
  },
  'the doctor calls her in, and takes her into a bed of the ward': async () => {
    const { page } = at.doctor;
    await choose(page, 'Chọn khoa', /Khoa Cấp cứu/);
    await page.getByRole('link', { name: 'Chờ khám' }).click();
    const row = page.getByRole('article').filter({ hasText: NAME });
    await row.getByRole('button', { name: 'Gọi vào khám' }).click();
    await row.getByRole('link', { name: 'Ghi khám' }).waitFor();
    await row.getByRole('link', { name: NAME }).click();
    await page.getByRole('link', { name: 'Nằm viện' }).click();
    await choose(page, 'Khoa', 'Khoa NOI');
    await page.getByRole('combobox', { name: 'Giường' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Chuyển khoa, giường' }).click();
    await page.getByText('Đã chuyển đến Khoa NOI').waitFor();
  },
  'the nurse finds her on the board and charts her vital signs': async () => {
    const { page } = at.nurse;
    await page.getByRole('link', { name: 'Khoa', exact: true }).click();
    await choose(page, 'Chọn khoa', /Khoa NOI/);
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    const values = {
      'Nhịp thở': '24',
      'SpO₂': '93',
      'HA tâm thu': '118',
      'HA tâm trương': '70',
      Mạch: '104',
      'Nhiệt độ': '38,2',
    };
    for (const [name, value] of Object.entries(values)) await page.getByLabel(name).fill(value);
    await page.getByText('Oxy', { exact: true }).click();
    await page.getByText('A · Tỉnh').click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText(`Đã lưu cho ${NAME}`).waitFor();
  },
  'the doctor orders a test and a medicine in one signature': async () => {
    const { page } = at.doctor;
    await page.getByRole('link', { name: 'Chỉ định', exact: true }).click();
    await choose(page, 'Xét nghiệm', 'Kali huyết thanh');
    await choose(page, 'Loại chỉ định', 'Thuốc');
    await page.getByRole('combobox', { name: 'Thuốc', exact: true }).fill('furos');
    await page.getByRole('option', { name: 'Furosemide' }).click();
    const line = page.getByRole('article', { name: 'Furosemide' });
    await line.getByLabel('Liều mỗi lần').fill('40');
    await line.getByRole('combobox', { name: 'Đơn vị liều' }).click();
    await page.getByRole('option', { name: 'mg', exact: true }).click();
    await line.getByRole('combobox', { name: 'Đường dùng' }).click();
    await page.getByRole('option', { name: 'uống' }).click();
    await line.getByRole('combobox', { name: 'Khi nào' }).click();
    await page.getByRole('option', { name: 'một lần' }).click();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await page.getByText('Đã gửi 2 chỉ định').waitFor();
  },
  'the laboratory takes the specimen and reports a critical value': async () => {
    const { page } = at.lab;
    const order = page.getByRole('article').filter({ hasText: NAME });
    await order.getByRole('button', { name: 'Đã lấy mẫu' }).click();
    await order.getByText('đã lấy mẫu', { exact: true }).waitFor();
    await order.getByRole('button', { name: 'Trả kết quả' }).click();
    await order.getByLabel('Kết quả', { exact: true }).fill('2,4');
    await order.getByLabel('Đơn vị', { exact: true }).fill('mmol/L');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.waitFor({ state: 'detached' });
  },
  'the doctor is told at once, and reads it back': async () => {
    const { page } = at.doctor;
    await page.getByRole('link', { name: /^Việc chờ \(/ }).click();
    const critical = page.getByRole('article').filter({ hasText: '2,4' });
    await critical.getByLabel('Đọc lại giá trị').fill('Kali 2,4');
    await critical.getByRole('button', { name: 'Tôi đã nhận' }).click();
    await page.getByText(`Đã xác nhận cho ${NAME}`).waitFor();
  },
  'the nurse gives the medicine': async () => {
    const { page } = at.nurse;
    await page.getByRole('link', { name: 'Khoa', exact: true }).click();
    await choose(page, 'Chọn khoa', /Khoa NOI/);
    await page.getByRole('link', { name: 'Đi thuốc' }).click();
    await page.getByRole('button', { name: /^Ghi: .* Furosemide/ }).click();
    await page.getByRole('button', { name: 'Cho thuốc' }).click();
    await page.getByText('Furosemide: Cho thuốc').waitFor();
  },
  'the nurse hands her over': async () => {
    const { page } = at.nurse;
    await page.getByRole('link', { name: 'Bàn giao ca' }).click();
    const card = page.getByRole('article', { name: NAME });
    await card.getByRole('button', { name: /^Viết bàn giao/ }).click();
    for (const [part, text] of Object.entries({
      'Tình huống': 'Khó thở, đỡ sau lợi tiểu',
      'Bối cảnh': 'Vào từ cấp cứu',
      'Nhận định': 'Kali 2,4, đã báo bác sĩ',
      'Đề nghị': 'Theo dõi điện tim, kiểm tra lại kali',
    })) {
      await page
        .getByRole('textbox', { name: new RegExp(`^${part}`) })
        .first()
        .fill(text);
    }
    await page.getByText('Đã lưu lúc').waitFor();
    await page.getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByText('ký lúc').waitFor();
    await page.getByRole('link', { name: 'Khoa', exact: true }).click();
    await choose(page, 'Chọn khoa', /Khoa NOI/);
    await page.getByRole('link', { name: 'Bàn giao ca' }).click();
    await card.getByText('Kali 2,4, đã báo bác sĩ').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
  },
  'the doctor discharges her, with a reason for what is open': async () => {
    const { page } = at.doctor;
    await page
      .getByRole('searchbox')
      .or(page.getByRole('link', { name: 'Tìm', exact: true }))
      .first()
      .click();
    await page.getByRole('searchbox').fill(NAME);
    await page.getByRole('link', { name: NAME }).click();
    await page.getByRole('link', { name: 'Nằm viện' }).click();
    await choose(page, 'Hình thức ra viện', 'Ra viện');
    const leave = page.getByRole('button', { name: 'Cho ra viện' });
    const open = page.getByRole('alert').filter({ hasText: 'Cần xem trước khi cho ra viện' });
    for (const reason of await open.getByRole('textbox').all()) await reason.fill('Hẹn khám lại sau ba ngày');
    await leave.click();
    await page.getByText('Đã cho ra viện.').waitFor();
  },
} satisfies Readonly<Record<string, () => Promise<void>>>;

describe('A day on the ward, at five screens at once', () => {
  it.each(Object.entries(PARTS))('%s', (_, play) => play());

  it('the auditor finds all of it, each by its person', async () => {
    const { page } = at.auditor;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    const [patient] = await world.sql<{ id: string }>(`SELECT id FROM patient WHERE full_name = $1`, [NAME]);
    const events = await world.sql<{ deed: string }>(
      `SELECT DISTINCT username || ' ' || kind || ' ' || entity AS deed FROM audit.event WHERE patient_id = $1`,
      [patient!.id],
    );
    expect(events.map(({ deed }) => deed)).toEqual(
      expect.arrayContaining([
        'registrar create patient',
        'registrar create encounter',
        'nurse update encounter',
        'doctor create stay',
        'nurse create vital_signs',
        'doctor create service_order',
        'lab create diagnostic_report',
        'doctor update task',
        'nurse create dose',
        'nurse create note',
        'doctor update encounter',
      ]),
    );
    await page.getByLabel('Người bệnh (mã BN hoặc họ tên)').fill(NAME);
    await page.keyboard.press('Enter');
    await choose(page, 'Người bệnh', new RegExp(NAME));
    for (const who of ['registrar', 'nurse', 'doctor', 'lab']) {
      await page.getByRole('combobox', { name: 'Người làm' }).fill(who);
      await page.getByRole('option', { name: new RegExp(`^Người thử ${who} `) }).click();
      await page.getByRole('button', { name: 'Xem', exact: true }).click();
      await page
        .getByRole('cell', { name: `Người thử ${who}` })
        .first()
        .waitFor();
    }
  });

  it('and no screen had an error, nor asked anybody but the service', () => {
    for (const who of WHO) expectNoFaults(at[who]);
  });
});
