import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
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
  const screen = await screens.as('doctor', `/app/patients/${patientId}/notes`);
  const { page } = screen;
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
    const screen = await screens.as('doctor', `/app/patients/${patientId}/files`);
    const { page } = screen;
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

  it('comes back to what was saved last, and writes over no section that was saved at another machine', async () => {
    const { screen, page, text, noteId } = await newNote();
    const elsewhere = async (code: string, said: string) => {
      const { version } = await noteOf(noteId);
      const body = { sections: [{ code, text: said }] };
      await world.as('doctor').patch(`/api/v1/notes/${noteId}`, body, { 'If-Match': `"${version}"` });
    };
    const said = async () =>
      Object.fromEntries(
        (await noteOf(noteId)).sections.map((one: { code: string; text: string }) => [one.code, one.text]),
      );
    await text.fill('Ho ít.');
    await page.getByText('Đã lưu lúc').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Viết phiếu' }).waitFor();
    await page.goForward();
    await text.waitFor();
    expect(await text.inputValue()).toBe('Ho ít.');

    await elsewhere('plan', 'Thở khí dung.');
    await text.fill('Ho ít, hết sốt.');
    await page.getByRole('button', { name: 'Lưu bản của bạn' }).click();
    const plan = page.getByLabel('Chỉ định, hướng xử trí');
    await until(async () => (await plan.inputValue()) === 'Thở khí dung.');
    expect(await said()).toMatchObject({ course: 'Ho ít, hết sốt.', plan: 'Thở khí dung.' });

    // A tab that is closed before somebody chose asks again.
    await elsewhere('course', 'Khó thở tăng.');
    await text.fill('Ăn ngủ được.');
    await page.getByRole('alert').locator('del', { hasText: 'tăng' }).waitFor();
    await page.close();
    const again = await screen.context.newPage();
    await again.goto(screens.url);
    await signIn(again, 'doctor');
    await again.goto(`${screens.url}/app/patients/${patientId}/notes/${noteId}`);
    await again.getByRole('alert').locator('del', { hasText: 'tăng' }).waitFor();
    expect(await again.locator('textarea').first().inputValue()).toBe('Ăn ngủ được.');
    expect(await said()).toMatchObject({ course: 'Khó thở tăng.', plan: 'Thở khí dung.' });
    await screen.context.close();
  });

  it('fills in the rows of a table, as of a partograph, and reads them once they are signed', async () => {
    await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 97 });
    const sections = [{ code: 'onset', text: 'Chuyển dạ tự nhiên từ 6 giờ' }];
    const drafted = await world
      .as('doctor')
      .post(`/api/v1/encounters/${encounterId}/notes`, { type: 'labour', sections });
    const { id } = drafted.body;
    const screen = await screens.as('doctor', `/app/patients/${patientId}/notes/${id}`);
    const { page } = screen;
    await page.getByText(/Lấy từ hồ sơ, được ký cùng phiếu:.*Mạch 97 lần\/phút/).waitFor();
    const row = (place: number) => page.getByRole('group', { name: `Dòng ${place}`, exact: true });
    for (const [place, open] of ['4', '9', '6'].entries()) {
      await page.getByRole('button', { name: 'Thêm dòng' }).click();
      await row(place + 1)
        .getByLabel('Độ mở cổ tử cung (cm)')
        .fill(open);
      await row(place + 1)
        .getByLabel('Tim thai (lần/phút)')
        .fill('138');
    }
    await page.getByRole('button', { name: 'Xóa dòng 2' }).click();
    await row(1).getByLabel('Oxytocin (mU/phút)').fill('2,5');
    expect(await row(2).getByLabel('Độ mở cổ tử cung (cm)').inputValue()).toBe('6');
    await page.getByText('Đã lưu lúc').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ký', exact: true }).click();
    await page.getByText('ký lúc').waitFor();
    const { data } = (await noteOf(id)).sections.find(({ code }: { code: string }) => code === 'partograph');
    expect(data.rows).toMatchObject([{ dilatation: 4, oxytocin: 2.5, at: expect.any(String) }, { dilatation: 6 }]);
    await page.getByText(/được ký cùng phiếu:.*Mạch 97/).waitFor();
    const read = page.getByRole('table').filter({ hasText: 'Độ mở cổ tử cung (cm)' });
    expect(await read.getByRole('row').count()).toBe(3);
    await read.getByRole('cell', { name: '2,5', exact: true }).waitFor();
    expectNoFaults(screen);
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
    const { page, context } = await screens.as('doctor', `/app/patients/${patientId}/orders`);
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

  it('orders every kind and a set in one signature, with a reason where a check stops it, and stops one again', async () => {
    const doctor = world.as('doctor');
    await doctor.post(`/api/v1/patients/${patientId}/allergies`, {
      code: { display: 'Paracetamol' },
      criticality: 'high',
    });
    const screen = await screens.as('doctor', `/app/patients/${patientId}/orders`);
    const { page } = screen;
    const choose = async (name: string, option: string | RegExp, typed?: string) => {
      const field = page.getByRole('combobox', { name });
      await field.click();
      if (typed) await field.fill(typed);
      await page.getByRole('option', { name: option }).click();
    };
    const line = (name: string) => page.getByRole('article', { name });
    await choose('Loại chỉ định', 'Chẩn đoán hình ảnh');
    await choose('Chẩn đoán hình ảnh', 'X quang ngực thẳng');
    await line('X quang ngực').getByLabel('Câu hỏi lâm sàng').fill('Viêm phổi?');
    await choose('Loại chỉ định', 'Máu, chế phẩm máu');
    await choose('Máu, chế phẩm máu', 'Khối hồng cầu');
    await choose('Loại chỉ định', 'Chế độ ăn');
    await choose('Chế độ ăn', /Ghi đúng như đã gõ/, 'Cháo thịt băm');
    await choose('Loại chỉ định', 'Thuốc');
    await choose('Thuốc', 'Paracetamol', 'parac');
    await choose('Thêm cả bộ chỉ định', 'Tăng huyết áp');
    await line('Ăn nhạt').getByRole('button').click();
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await line('Khối hồng cầu').getByText('Cần điền.').waitFor();
    await line('Khối hồng cầu').getByLabel('Số đơn vị').fill('2');
    const medicine = line('Paracetamol');
    await medicine.getByLabel('Liều mỗi lần').fill('500');
    await medicine.getByRole('combobox', { name: 'Đơn vị liều' }).click();
    await page.getByRole('option', { name: 'mg', exact: true }).click();
    await medicine.getByRole('combobox', { name: 'Khi nào' }).click();
    await page.getByRole('option', { name: 'vào các giờ' }).click();
    await medicine.getByLabel('Các giờ').fill('8h, 20:00');
    await medicine.getByRole('combobox', { name: 'Cách cho liều' }).click();
    await page.getByRole('option', { name: 'liều nạp rồi duy trì' }).click();
    await medicine.getByLabel('Liều nạp').fill('1000');
    // What the checks find pushes what stands below it down.
    await medicine.getByRole('status').waitFor();
    await choose('Thuốc', /Ghi đúng như đã gõ/, 'Insulin');
    const insulin = line('Insulin');
    const inInsulin = async (name: string, option: string) => {
      await insulin.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await inInsulin('Cách cho liều', 'theo thang đường huyết');
    await inInsulin('Đường huyết tính bằng', 'mmol/L');
    await insulin.getByLabel('Thang').fill('4-8: 0; 8-12,5: 4; 12,5-15');
    await inInsulin('Đơn vị liều', 'đơn vị');
    await inInsulin('Đường dùng', 'tiêm dưới da');
    await inInsulin('Khi nào', 'cách mỗi');
    await insulin.getByLabel('Mỗi (giờ)').fill('6');
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await insulin.getByText('Viết thang như').waitFor();
    await insulin.getByLabel('Thang').fill('4-8: 0; 8-12,5: 4; 12,5-15: 6');
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    const stopped = page.getByRole('alert').filter({ hasText: 'Kiểm tra an toàn' });
    await stopped.getByText('Paracetamol:').first().waitFor();
    for (const reason of await stopped.getByRole('textbox').all()) await reason.fill('Đã test, không dị ứng');
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await page.getByText('Đã gửi 10 chỉ định').waitFor();

    const list = async () => (await doctor.get(`/api/v1/encounters/${encounterId}/orders?limit=50`)).body.items;
    const named = async (name: string) =>
      (await list()).find(({ code }: { code: { display: string } }) => code.display === name);
    const [insulinOrder] = (await list()).filter(({ slidingScale }: { slidingScale: object | null }) => slidingScale);
    expect(insulinOrder).toMatchObject({
      dose: { value: 6, unit: '[iU]' },
      slidingScale: { unit: 'mmol/L', ranges: expect.arrayContaining([{ from: 8, to: 12.5, dose: 4 }]) },
    });
    expect(await named('Paracetamol')).toMatchObject({
      loadingDose: { value: 1000, unit: 'mg' },
      timing: { times: ['08:00', '20:00'] },
      checks: expect.arrayContaining([expect.objectContaining({ overrideReason: 'Đã test, không dị ứng' })]),
    });
    expect(await named('Amlodipin 5 mg')).toMatchObject({ status: 'active', orderSet: { code: 'hypertension' } });
    expect(await named('Cháo thịt băm')).toMatchObject({ kind: 'diet', orderSet: null });
    expect(await named('Khối hồng cầu')).toMatchObject({ units: 2 });
    const { number } = await named('Khối hồng cầu');
    await page.getByRole('button', { name: `Xử lý ${number}` }).click();
    await page.getByLabel('Lý do').fill('Hết chảy máu');
    await page.getByRole('button', { name: 'Ngừng', exact: true }).click();
    await page.getByText(`${number}: Ngừng.`).waitFor();
    expect(await named('Khối hồng cầu')).toMatchObject({ status: 'cancelled', statusReason: 'Hết chảy máu' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A doctor who reconciles medicines', () => {
  it('is told on the chart, decides of each with a reason, and is told no more', async () => {
    const items = ['Amlodipin 5 mg', 'Metformin 850 mg'].map((display) => ({
      medication: { display },
      source: 'family',
    }));
    const address = `/api/v1/encounters/${encounterId}/reconciliations`;
    expect((await world.as('nurse').post(address, { point: 'admission', items })).status).toBe(201);
    const screen = await screens.as('doctor', `/app/patients/${patientId}`);
    const { page } = screen;
    await page.getByText('còn 2/2 thuốc chờ bác sĩ quyết định').waitFor();
    await page.getByRole('link', { name: 'Mở bảng đối chiếu' }).click();
    const medicine = (name: string) => page.getByRole('article', { name });
    await medicine('Amlodipin').getByText('Dùng tiếp').click();
    await medicine('Metformin').getByText('Ngừng').click();
    await page.getByLabel('Lý do đổi hoặc ngừng Metformin').fill('Suy thận');
    await page.getByRole('button', { name: 'Lưu quyết định' }).click();
    await page.getByText('Ngừng: Suy thận').waitFor();
    expect((await world.as('nurse').get(address)).body.items).toMatchObject([{ status: 'completed' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Whoever takes pictures', () => {
  it('has a worklist of imaging alone, and reports in words', async () => {
    const { page, context } = await screens.as('radiographer');
    const order = page.getByRole('article').filter({ hasText: 'X quang ngực thẳng' });
    await order.getByText('Viêm phổi?').waitFor();
    expect(await page.getByText('Kali').count()).toBe(0);
    await order.getByRole('button', { name: 'Trả kết quả' }).click();
    await order.getByLabel('Kết luận').fill('Mờ đáy phổi phải');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.waitFor({ state: 'detached' });
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`)).body;
    expect(items).toMatchObject([{ conclusion: 'Mờ đáy phổi phải' }]);
    await context.close();
  });
});

/** As it is typed beside another value. */
const SODIUM = { code: '2951-2', value: 138, unit: 'mmol/L' };

describe('The laboratory', () => {
  it('takes the specimen of an order, and reports its value by hand', async () => {
    const screen = await screens.as('lab');
    const { page } = screen;
    const inList = page.getByRole('article').filter({ hasText: 'Kali huyết thanh' });
    await inList.getByRole('button', { name: 'Đã lấy mẫu' }).click();
    await inList.getByText('đã lấy mẫu', { exact: true }).waitFor();
    const label = (await inList.getByText(/^XN\d+-\d+$/).innerText()).toLowerCase();
    const scan = async (number: string) => {
      await page.getByRole('textbox', { name: 'Quét mã trên ống' }).fill(number);
      await page.getByRole('textbox', { name: 'Quét mã trên ống' }).press('Enter');
    };
    await scan('XN99-000001');
    await page.getByText('Không có chỉ định nào của nơi này mang số XN99-000001').waitFor();
    await scan(label);
    const order = page.getByRole('region', { name: 'Quét mã trên ống' }).getByRole('article');
    await order.getByRole('button', { name: 'Đã nhận mẫu' }).click();
    await order.getByText(/^bắt đầu/).waitFor();
    await order.getByLabel('Kết quả', { exact: true }).fill('5,90');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.getByText('Kết quả là số: ghi đơn vị').waitFor();
    await order.getByLabel('Đơn vị', { exact: true }).fill('mmol/L');
    // A bound that is no number would be left out of the report without a word.
    await order.getByLabel('Từ', { exact: true }).fill('3,5-5,1');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.getByText('Hãy nhập một số.').waitFor();
    await order.getByLabel('Từ', { exact: true }).fill('3,5');
    await order.getByRole('button', { name: 'Thêm một chỉ số' }).click();
    await order.getByLabel('Tên chỉ số').fill('Natri huyết thanh');
    await order.getByRole('textbox', { name: 'Kết quả' }).last().fill('138');
    await order.getByRole('textbox', { name: 'Đơn vị' }).last().fill('mmol/L');
    await order.getByRole('button', { name: 'Gửi kết quả' }).click();
    await order.waitFor({ state: 'detached' });
    await page.getByText(/: đã xong\. Không còn chờ làm\.$/).waitFor();
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`)).body;
    expect(items[0]).toMatchObject({
      status: 'final',
      observations: [{ value: 5.9, valueText: '5.90', unit: 'mmol/L' }, SODIUM],
    });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A doctor in another ward', () => {
  it('opens the chart of a stranger in an emergency, with a reason', async () => {
    const stranger = (await aPatient(world, { fullName: 'Người Khoa Khác' })).id;
    await worksOnlyIn(world, 'department-head', world.wards[1].id);
    const { page, context } = await screens.as('department-head', `/app/patients/${stranger}`);
    await page.getByRole('heading', { name: 'Mở bệnh án khẩn cấp' }).waitFor();
    await page.getByLabel('Vì sao cần xem ngay').fill('Ngừng tuần hoàn tại sảnh, cần biết dị ứng');
    await page.getByRole('button', { name: 'Mở bệnh án' }).click();
    await page.getByText('Người Khoa Khác').first().waitFor();
    const opened = await world.sql(`SELECT 1 FROM access_grant WHERE patient_id = $1`, [stranger]);
    expect(opened).toHaveLength(1);
    await context.close();
  });
});
