import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { aPng } from '../support/files.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld({ CARE_TIE_DAYS: '0' });
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Lý Văn Tám' })).id;
  encounterId = (await anAdmission(world, { patientId })).id;
  await worksOnlyIn(world, 'doctor', world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const newNote = async () => {
  const screen = await screens.as('doctor');
  const { page } = screen;
  await page.goto(`${screens.url}/app/patients/${patientId}/notes`);
  await page.getByRole('button', { name: 'Viết phiếu' }).click();
  await page.locator('textarea').first().waitFor();
  return {
    screen,
    page,
    text: page.locator('textarea').first(),
    noteId: new URL(page.url()).pathname.split('/').pop()!,
  };
};
const noteOf = async (id: string) => (await world.as('doctor').get(`/api/v1/notes/${id}`)).body;

describe('Papers and pictures', () => {
  it('are added with what they are, and open on the screen under its strict policy', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/files`);
    await page.getByRole('combobox', { name: 'Loại' }).click();
    await page.getByRole('option', { name: 'Ảnh vết thương' }).click();
    await page.getByLabel('Tên giấy tờ, hình ảnh').fill('Vết mổ ngày ba');
    await page.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: aPng() });
    await page.getByRole('button', { name: 'Thêm giấy tờ, hình ảnh' }).click();
    await page.getByText('Đã thêm “Vết mổ ngày ba”').waitFor();
    await page.getByRole('button', { name: 'Mở Vết mổ ngày ba' }).click();
    const picture = page.getByRole('img', { name: 'Vết mổ ngày ba' });
    await until(() => picture.evaluate((shown) => (shown as unknown as { naturalWidth: number }).naturalWidth === 2));
    const { body } = await world.as('doctor').get(`/api/v1/patients/${patientId}/files`);
    expect(body.items).toMatchObject([{ kind: 'wound-photograph', encounterId, mediaType: 'image/png' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A doctor who writes a note', () => {
  it('needs no button to save it, and signs it', async () => {
    const { screen, page, text, noteId } = await newNote();
    await text.fill('Đỡ khó thở. Tiếp tục điều trị.');
    await page.getByText('Đã lưu lúc').waitFor();
    expect((await noteOf(noteId)).sections[0].text).toBe('Đỡ khó thở. Tiếp tục điều trị.');
    await page.getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByText('ký lúc').waitFor();
    expect((await noteOf(noteId)).status).toBe('signed');
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('sees what differs, word by word, when it was saved elsewhere meanwhile, and loses neither before choosing', async () => {
    const { screen, page, text, noteId } = await newNote();
    const { version } = await noteOf(noteId);
    const body = { sections: [{ code: 'course', text: 'Viết ở máy khác.' }] };
    await world.as('doctor').patch(`/api/v1/notes/${noteId}`, body, { 'If-Match': `"${version}"` });
    await text.fill('Viết ở máy này.');
    const conflict = page.getByRole('alert');
    await conflict.locator('del', { hasText: 'khác' }).waitFor();
    await conflict.locator('ins', { hasText: 'này' }).waitFor();
    await page.getByRole('button', { name: 'Lưu bản của bạn' }).click();
    await page.getByText('Đã lưu lúc').waitFor();
    expect((await noteOf(noteId)).sections[0].text).toBe('Viết ở máy này.');
    await screen.context.close();
  });

  it('is told what is not saved while the network is away, and has it saved when it is back', async () => {
    const { screen, page, text, noteId } = await newNote();
    await screen.context.setOffline(true);
    await text.fill('Viết lúc mất mạng.');
    await page.getByText('CHƯA LƯU').waitFor();
    await page.getByText('Không gửi được').waitFor();
    await screen.context.setOffline(false);
    await page.getByText('Đã lưu lúc').waitFor();
    expect((await noteOf(noteId)).sections[0].text).toBe('Viết lúc mất mạng.');
    await screen.context.close();
  });
});

describe('A doctor who orders', () => {
  it('signs a basket once, however often the button is pressed', async () => {
    const { page, context } = await screens.as('doctor');
    await page.goto(`${screens.url}/app/patients/${patientId}/orders`);
    for (const test of ['Kali', 'Natri']) {
      await page.getByRole('combobox', { name: 'Xét nghiệm' }).click();
      await page.getByRole('option', { name: new RegExp(test) }).click();
    }
    await page.getByRole('button', { name: 'Ký và gửi' }).dblclick();
    await page.getByText('Đã gửi 2 chỉ định').waitFor();
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/orders`)).body;
    expect(items.map(({ status }: { status: string }) => status)).toEqual(['active', 'active']);
    await context.close();
  });
});

describe('The laboratory', () => {
  it('takes the specimen of an order, and reports its value by hand', async () => {
    const screen = await screens.as('lab');
    const { page } = screen;
    const order = page.getByRole('article').filter({ hasText: 'Kali' });
    await order.getByRole('button', { name: 'Đã lấy mẫu' }).click();
    await order.getByText('đã lấy mẫu', { exact: true }).waitFor();
    await order.getByRole('button', { name: 'Trả kết quả' }).click();
    await order.getByLabel('Kết quả', { exact: true }).fill('5,9');
    await order.getByLabel('Đơn vị').fill('mmol/L');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.waitFor({ state: 'detached' });
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`)).body;
    expect(items).toMatchObject([{ status: 'final', observations: [{ value: 5.9, unit: 'mmol/L' }] }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A doctor in another ward', () => {
  it('opens the chart of a stranger in an emergency, with a reason', async () => {
    const stranger = (await aPatient(world, { fullName: 'Người Khoa Khác' })).id;
    await worksOnlyIn(world, 'department-head', world.wards[1].id);
    const { page, context } = await screens.as('department-head');
    await page.goto(`${screens.url}/app/patients/${stranger}`);
    await page.getByRole('heading', { name: 'Mở bệnh án khẩn cấp' }).waitFor();
    await page.getByLabel('Vì sao cần xem ngay').fill('Ngừng tuần hoàn tại sảnh, cần biết dị ứng');
    await page.getByRole('button', { name: 'Mở bệnh án' }).click();
    await page.getByText('Người Khoa Khác').first().waitFor();
    const opened = await world.sql(`SELECT 1 FROM access_grant WHERE patient_id = $1`, [stranger]);
    expect(opened).toHaveLength(1);
    await context.close();
  });
});
