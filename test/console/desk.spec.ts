import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld({ CARE_TIE_DAYS: '0' });
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const found = async (q: string) =>
  (await world.as('registrar').get(`/api/v1/patients?q=${encodeURIComponent(q)}`)).body.items;

describe('A registrar at the desk', () => {
  it('registers somebody with the administrative part and the time of the insurance card', async () => {
    const screen = await screens.as('registrar', '/app/patients/new');
    const { page } = screen;
    await page.getByLabel('Họ và tên').fill('Đinh Thị Thẻ');
    await page.getByLabel('Ngày sinh').fill('5/3/50');
    await page.getByLabel('Ngày sinh').blur();
    expect(await page.getByLabel('Ngày sinh').inputValue()).toBe('05/03/1950');
    await page.getByLabel('Ngày sinh').fill('310250');
    await page.getByText('Viết ngày sinh như').waitFor();
    await page.getByLabel('Ngày sinh').fill('13/1950');
    await page.getByText('Viết ngày sinh như').waitFor();
    await page.getByLabel('Ngày sinh').fill('1/1/2050');
    await page.getByText('Ngày sinh này chưa tới').waitFor();
    await page.getByLabel('Ngày sinh').fill('050350');
    await page.getByLabel('Số thẻ BHYT').fill('DN4797912345678');
    await page.getByLabel('Giá trị từ ngày').fill('010126');
    await page.getByText('Phần hành chính').click();
    await page.getByRole('combobox', { name: 'Dân tộc' }).fill('tay');
    await page.getByRole('option', { name: 'Tày' }).click();
    await page.getByLabel('Địa chỉ', { exact: true }).fill('Bản Pác Bó, xã Trường Hà');
    await page.getByLabel('Phường, xã').fill('Xã Trường Hà');
    await page.getByLabel('Quận, huyện').fill('Huyện Hà Quảng');
    await page.getByLabel('Người nhà khi cần báo').fill('Nông Văn Con');
    await page.getByLabel('Là gì của người bệnh').fill('con trai');
    await page.getByRole('combobox', { name: 'Vai trò' }).click();
    await page.getByRole('option', { name: 'Người giám hộ' }).click();
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('Đã đăng ký, mã BN').waitFor();
    const [{ id }] = await found('Đinh Thị Thẻ');
    const { body: patient } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    expect(patient).toMatchObject({ birthDate: '1950-03-05', ethnicGroup: { text: 'Tày' } });
    expect([patient.addresses, patient.contacts]).toMatchObject([
      [{ text: 'Bản Pác Bó, xã Trường Hà', commune: 'Xã Trường Hà', district: 'Huyện Hà Quảng' }],
      [{ name: 'Nông Văn Con', relationship: 'con trai', role: 'guardian' }],
    ]);
    const { body: cards } = await world.as('registrar').get(`/api/v1/patients/${id}/insurance`);
    expect(cards.items).toMatchObject([{ cardNumber: 'DN4797912345678', validFrom: '2026-01-01' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('reads on beyond the first people found, and never sees those of another question as the answer', async () => {
    for (let n = 1; n <= 23; n++) {
      await aPatient(world, { fullName: `Khổng Thị Dài ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}`, birthDate: '1971-03-12' });
    }
    await aPatient(world, { fullName: 'Mạc Văn Khác', birthDate: '1980-07-09', sex: 'male' });
    const screen = await screens.as('registrar', '/app/patients');
    const { page } = screen;
    const box = page.getByRole('searchbox');
    await box.fill('Khổng Thị Dài 12/3');
    const people = page.getByRole('link', { name: /^Khổng Thị Dài/ });
    await page.getByRole('button', { name: 'Xem thêm' }).click();
    await page.getByRole('link', { name: 'Khổng Thị Dài X' }).waitFor();
    expect(await people.count()).toBe(23);
    expect(await page.getByRole('button', { name: 'Xem thêm' }).count()).toBe(0);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(/api\/v1\/patients\?.*Kh%C3%A1c/, async (route) => {
      await held;
      await route.continue();
    });
    await box.fill('Mạc Văn Khác');
    await people.first().waitFor({ state: 'detached' });
    goOn();
    await page.getByRole('link', { name: 'Mạc Văn Khác' }).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('registers somebody by the keyboard alone: the text, and a key or two a field', async () => {
    const { page, context } = await screens.as('registrar', '/app/patients/new');
    await page.getByLabel('Họ và tên').waitFor();
    const begun = Date.now();
    let keys = 0;
    const press = async (...names: string[]) => {
      for (const name of names) {
        await page.keyboard.press(name);
        keys += 1;
      }
    };
    const type = (text: string) => page.keyboard.type(text);
    await type('Ma Thị Bàn Phím');
    await press('Tab');
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await press('Tab');
    await type('090378');
    await press('Tab');
    await type('0944556677');
    await press('Tab');
    await type('004178001234');
    await press('Enter');
    await page.getByText('Đã đăng ký, mã BN').waitFor();
    const [{ id }] = await found('Ma Thị Bàn Phím');
    const { body: patient } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    expect(patient).toMatchObject({ sex: 'female', birthDate: '1978-03-09', phones: ['+84944556677'] });
    expect([keys <= 9, Date.now() - begun < 60_000]).toEqual([true, true]);
    await context.close();
  });

  it('registers who nobody knows, and a newborn under the mother, who is looked up', async () => {
    const mother = await aPatient(world, { fullName: 'Lò Thị Mẹ', sex: 'female', birthDate: '1998-02-03' });
    const { page, context } = await screens.as('registrar');
    const choose = async (name: string, option: string) => {
      await page.getByRole('combobox', { name }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await page.goto(`${screens.url}/app/patients/new`);
    await choose('Người đến đăng ký', 'Chưa rõ là ai');
    await choose('Giới tính', 'Nam');
    await page.getByLabel('Tuổi ước đoán').fill('60');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('Chưa rõ tên nam').waitFor();

    await choose('Người đến đăng ký', 'Trẻ mới sinh');
    await page.getByRole('combobox', { name: 'Người mẹ' }).fill('Lò Thị Mẹ');
    await page.getByRole('option', { name: /Lò Thị Mẹ/ }).click();
    await page.getByText('Mẹ: Lò Thị Mẹ').waitFor();
    await page.getByLabel('Cân nặng lúc sinh').fill('3100');
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByText('Con bà Lò Thị Mẹ').waitFor();
    const children = await world.as('registrar').get(`/api/v1/patients?motherId=${mother.id}`);
    const [{ id }] = children.body.items;
    const { body: child } = await world.as('registrar').get(`/api/v1/patients/${id}`);
    expect(child.newborn).toMatchObject({ weightGrams: 3100 });
    await context.close();
  });
});

describe('A records officer', () => {
  it('tells two people apart with a reason, and merges one person after a look, and takes it back', async () => {
    const same = { fullName: 'Cao Văn Trùng', sex: 'male', birthDate: '1971-07-07', phones: ['0903111222'] };
    const card = (value: string) => ({ ...same, identifiers: [{ system: 'cccd', value }] });
    const first = await aPatient(world, card('079071000011'));
    const second = await aPatient(world, card('079071000012'));
    const screen = await screens.as('records-officer', '/app/patients/duplicates');
    const { page } = screen;
    const pair = page.getByRole('article').filter({ hasText: 'Cao Văn Trùng' });
    await pair.getByText('Vì sao nghi trùng').waitFor();
    await pair.getByRole('button', { name: 'Xem trước khi gộp' }).click();
    // Two cards of one kind are what tells two people apart.
    const papers = pair.getByRole('row').filter({ hasText: 'Giấy tờ' });
    for (const value of ['079071000011', '079071000012']) await papers.getByText(value).waitFor();
    await pair.getByLabel('Lý do').fill('Cùng một người, đăng ký hai lần');
    await pair.getByRole('button', { name: 'Gộp hồ sơ' }).click();
    await pair.getByText('Đã gộp vào hồ sơ').waitFor();
    expect((await found('Cao Văn Trùng')).length).toBe(1);
    await pair.getByLabel('Lý do').fill('Nhầm, là hai anh em');
    await pair.getByRole('button', { name: 'Hủy gộp' }).click();
    await pair.getByText('Đã tách lại hai hồ sơ.').waitFor();

    await pair.getByRole('button', { name: 'Là hai người' }).click();
    await pair.getByLabel('Lý do').fill('Hai anh em họ cùng tên');
    await pair.getByRole('button', { name: 'Lưu' }).click();
    await pair.waitFor({ state: 'detached' });
    const { body } = await world.as('records-officer').get(`/api/v1/patients/${first.id}/duplicates`);
    expect(body).toMatchObject({ items: [], dismissed: [{ reason: 'Hai anh em họ cùng tên' }] });

    await page.goto(`${screens.url}/app/patients/${first.id}/person`);
    await page.getByRole('button', { name: 'Hồ sơ nghi trùng với người này' }).click();
    await page.getByRole('button', { name: 'Xem lại cặp với Cao Văn Trùng' }).click();
    const apart = page.locator('section').filter({ hasText: 'Đã xác định là người khác' });
    await apart.getByLabel('Lý do').fill('Có thêm giấy tờ');
    await page.getByRole('button', { name: 'Xem lại cặp này', exact: true }).click();
    await page.getByText('lại nằm trong danh sách nghi trùng').waitFor();

    // A merge is taken back on another day as well, at the record that stayed.
    const path = `/api/v1/patients/${first.id}`;
    const { version } = (await world.as('records-officer').get(path)).body;
    const merge = { otherId: second.id, reason: 'Trùng CCCD' };
    const headers = { 'If-Match': `"${version}"` };
    expect((await world.as('records-officer').post(`${path}/merge`, merge, headers)).status).toBe(201);
    await page.reload();
    await page.getByRole('button', { name: 'Hồ sơ đã gộp vào hồ sơ này' }).click();
    await page.getByText('Trùng CCCD').waitFor();
    await page.getByRole('button', { name: `Hủy gộp ${second.mrn}` }).click();
    await page.getByLabel('Lý do').fill('Hai anh em họ');
    await page.getByRole('button', { name: 'Hủy gộp', exact: true }).click();
    await page.getByText('Đã tách lại hai hồ sơ.').waitFor();
    expect((await found('Cao Văn Trùng')).length).toBe(2);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A chart', () => {
  it('shows a pregnancy with its weeks, alerts and allergies of one class, and takes an allergy and a diagnosis', async () => {
    const { patientId } = await anAdmission(world, {
      patientId: (await aPatient(world, { fullName: 'Mai Thị Thai', sex: 'female', birthDate: '1996-01-01' })).id,
    });
    const doctor = world.as('doctor');
    const history = `/api/v1/patients/${patientId}/history`;
    await doctor.post(history, { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 24 });
    await doctor.post(history, { kind: 'alert', topic: 'difficult-airway', text: 'Đặt nội khí quản khó' });
    await doctor.post(`/api/v1/patients/${patientId}/allergies`, { code: { display: 'Amoxicillin' } });
    const screen = await screens.as('doctor', `/app/patients/${patientId}`);
    const { page } = screen;
    await page.getByText('Đang mang thai, thai 24 tuần').waitFor();
    await page.getByText('Đặt nội khí quản khó').waitFor();
    await page.getByRole('button', { name: 'Ghi dị ứng' }).click();
    await page.getByLabel('Chất gây dị ứng').fill('Ampicillin');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('status').getByText('Amoxicillin').waitFor();
    await page.getByRole('button', { name: 'Ghi dị ứng' }).click();
    await page.getByRole('button', { name: 'Ghi chẩn đoán' }).click();
    await page.getByRole('combobox', { name: 'Tìm theo mã ICD-10' }).fill('J18');
    // Nothing of the list that stood there before may be chosen by who types fast.
    for (const option of await page.getByRole('option').allTextContents()) expect(option).toMatch(/^J18/);
    await page.getByRole('option', { name: /^J18/ }).first().click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã ghi.').waitFor();
    // What hardly fits is asked about, and looked at again by the button that every form has for it.
    await page.getByRole('combobox', { name: 'Tìm theo mã ICD-10' }).fill('N40');
    await page.getByRole('option', { name: /^N40/ }).first().click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('button', { name: 'Đã xem lại, đúng như vậy' }).click();
    await page.getByText('Đã ghi.').waitFor();
    const { body } = await doctor.get(`/api/v1/patients/${patientId}/chart`);
    const codes = body.problems.map(({ code }: { code: { code: string } }) => code.code);
    expect(codes).toEqual(expect.arrayContaining([expect.stringMatching(/^J18/), 'N40']));
    expect(body.allergies[0].overlaps).toHaveLength(1);
    expect(body.pregnancy).toMatchObject({ state: 'pregnant', gestationalWeeks: 24 });
    expectNoFaults(screen);
    await screen.context.close();
  });
});
