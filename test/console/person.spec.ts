import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
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

const read = async (id: string, part = '') => (await world.as('registrar').get(`/api/v1/patients/${id}${part}`)).body;

describe('The data of a person', () => {
  it('are put right by a registrar, who sees both values where somebody else was first', async () => {
    const { id } = await aPatient(world, { fullName: 'Đỗ Thị Nhầm', sex: 'female', birthDate: '1980-03-05' });
    const screen = await screens.as('registrar', '/app/patients');
    const { page } = screen;
    await page.getByRole('searchbox').fill('Đỗ Thị Nhầm');
    await page.getByRole('link', { name: 'Hành chính' }).click();
    await page.getByText('Chưa sửa gì.').waitFor();
    await page.getByRole('textbox', { name: 'Họ và tên', exact: true }).fill('Đỗ Thị Đúng');
    await page.getByRole('textbox', { name: 'Ngày sinh' }).fill('310280x');
    await page.getByText('Viết ngày sinh như').first().waitFor();
    await page.getByRole('textbox', { name: 'Ngày sinh' }).fill('6/3/1980');
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click();
    await page.getByRole('textbox', { name: 'Địa chỉ 1', exact: true }).fill('12 Lê Văn Chí');
    await page.getByRole('combobox', { name: 'Tỉnh, thành phố' }).fill('ha noi');
    await page.getByRole('option', { name: /Hà Nội/ }).click();
    await page.getByRole('button', { name: 'Thêm người nhà' }).click();
    await page.getByRole('textbox', { name: 'Họ tên người nhà 1', exact: true }).fill('Đỗ Văn Anh');
    await page.getByRole('textbox', { name: 'Điện thoại người nhà' }).fill('0903 111 333');
    await page.getByRole('combobox', { name: 'Dân tộc' }).fill('tay');
    await page.getByRole('option', { name: 'Tày' }).click();

    const others = { fullName: 'Đỗ Thị Khác', phones: ['0903123999'] };
    expect(
      (await world.as('records-officer').patch(`/api/v1/patients/${id}`, others, { 'If-Match': '"1"' })).status,
    ).toBe(200);
    await page.getByRole('button', { name: 'Lưu thông tin' }).click();
    await page.getByText('Người khác vừa sửa thành: Đỗ Thị Khác.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Họ và tên', exact: true }).inputValue()).toBe('Đỗ Thị Đúng');
    expect(await page.getByRole('textbox', { name: 'Số điện thoại' }).inputValue()).toBe('+84903123999');
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu thông tin' }).dblclick();
    await page.getByText('Đã lưu thông tin người bệnh.').waitFor();
    expect(await read(id)).toMatchObject({
      fullName: 'Đỗ Thị Đúng',
      birthDate: '1980-03-06',
      phones: ['+84903123999'],
      addresses: [{ text: '12 Lê Văn Chí', provinceCode: expect.any(String) }],
      contacts: [{ name: 'Đỗ Văn Anh', phone: '+84903111333' }],
      ethnicGroup: { text: 'Tày' },
      version: 3,
    });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('have the time of birth of a child put right, which its birth date follows', async () => {
    const { id: motherId } = await aPatient(world, {
      fullName: 'Sầm Thị Sinh',
      sex: 'female',
      birthDate: '1999-04-05',
    });
    const bornAt = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 26 * 3_600_000);
    const given = { sex: 'male', newborn: { motherId, bornAt: bornAt.toISOString(), weightGrams: 2900 } };
    const { id } = (await world.as('registrar').post('/api/v1/patients', given)).body;
    const screen = await screens.as('registrar', '/app/patients');
    const { page } = screen;
    await page.getByRole('searchbox').fill('Con bà Sầm Thị Sinh');
    await page.getByRole('link', { name: 'Hành chính' }).click();
    const field = page.getByRole('textbox', { name: 'Giờ sinh' });
    const typed = await field.inputValue();
    await field.fill(typed.slice(0, 10));
    await page.getByText('Viết ngày giờ sinh như').first().waitFor();
    const later = new Date(bornAt.getTime() + 25 * 3_600_000);
    const onTheWard = new Date(later.getTime() + 7 * 3_600_000).toISOString();
    const [year, month, day] = onTheWard.slice(0, 10).split('-');
    await field.fill(`${day}/${month}/${year} ${onTheWard.slice(11, 16)}`);
    await page.getByRole('button', { name: 'Lưu thông tin' }).click();
    await page.getByText('Đã lưu thông tin người bệnh.').waitFor();
    const newborn = { motherId, bornAt: later.toISOString(), weightGrams: 2900 };
    expect(await read(id)).toMatchObject({ birthDate: onTheWard.slice(0, 10), newborn });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of twins are corrected with what they are called by, and a place that is the other’s is asked about', async () => {
    const mother = { fullName: 'Tẩn Thị Đôi', sex: 'female', birthDate: '1999-04-05' };
    const { id: motherId } = await aPatient(world, mother);
    const bornAt = new Date(Date.now() - 3_600_000).toISOString();
    const twin = async (birthOrder: number) =>
      (
        await world
          .as('registrar')
          .post('/api/v1/patients', { sex: 'male', newborn: { motherId, bornAt, birthOrder, birthCount: 2 } })
      ).body.id as string;
    const [one, two] = [await twin(1), await twin(2)];
    const screen = await screens.as('registrar', `/app/patients/${one}/person`);
    const { page } = screen;
    await page.getByRole('textbox', { name: 'Cân nặng lúc sinh (g)' }).fill('2450');
    await page.getByRole('textbox', { name: 'Con thứ mấy trong lần sinh' }).fill('2');
    await page.getByRole('button', { name: 'Lưu thông tin' }).click();
    await page.getByText('hai trẻ đổi thứ tự cho nhau').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Đã xem lại, đúng như vậy' }).click();
    await page.getByText('Đã lưu thông tin người bệnh.').waitFor();
    const name = page.getByRole('textbox', { name: 'Họ và tên', exact: true });
    await until(async () => (await name.inputValue()) === 'Con bà Tẩn Thị Đôi 2');
    expect([await read(one), await read(two)]).toMatchObject([
      { fullName: 'Con bà Tẩn Thị Đôi 2', newborn: { birthOrder: 2, weightGrams: 2450 } },
      { fullName: 'Con bà Tẩn Thị Đôi 1', newborn: { birthOrder: 1 } },
    ]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('have their numbers added and taken back, and their insurance corrected and marked in error', async () => {
    const identifiers = [{ system: 'cmnd', value: '023456789' }];
    const { id } = await aPatient(world, {
      fullName: 'Kiều Văn Thẻ',
      sex: 'male',
      birthDate: '1970-01-01',
      identifiers,
    });
    const screen = await screens.as('registrar', `/app/patients/${id}/person`);
    const { page } = screen;
    await page.getByRole('button', { name: 'Không phải của người này: CMND: 023456789' }).click();
    await page.getByLabel('Vì sao').fill('Gõ nhầm số của người khác');
    await page.getByRole('button', { name: 'Không phải của người này', exact: true }).click();
    await page.getByText('Gõ nhầm số của người khác').waitFor();
    await page.getByRole('button', { name: 'Thêm giấy tờ' }).first().click();
    await page.getByRole('textbox', { name: 'Số', exact: true }).fill('079070001234');
    await page.getByRole('button', { name: 'Thêm giấy tờ' }).last().click();
    await page.getByText('CCCD, số định danh: 079070001234').waitFor();

    await page.getByRole('button', { name: 'Thêm thời hạn thẻ' }).click();
    await page.getByLabel('Số thẻ BHYT').fill('DN4797912345678');
    await page.getByLabel('Giá trị từ ngày').fill('010125');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('chưa rõ ngày hết hạn').waitFor();
    await page.getByRole('button', { name: 'Thêm thời hạn thẻ' }).click();
    await page.getByRole('button', { name: /^Sửa thời hạn: DN4797912345678/ }).click();
    await page.getByLabel('Giá trị đến ngày').fill('311225');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('01/01/2025 đến 31/12/2025').waitFor();
    await page.getByText('Không có giá trị hôm nay').waitFor();
    await page.getByRole('button', { name: /^Ghi nhầm thẻ: DN4797912345678/ }).click();
    await page.getByLabel('Vì sao').fill('Thẻ của người khác');
    await page.getByRole('button', { name: 'Ghi nhầm thẻ', exact: true }).click();
    await page.getByText('ghi nhầm: Thẻ của người khác').waitFor();
    const { items } = await read(id, '/insurance');
    expect(items).toMatchObject([{ validTo: '2025-12-31', status: 'entered-in-error' }]);
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('tell of a death outside of the hospital, recorded by a doctor and taken back when it was a mistake', async () => {
    const { id } = await aPatient(world, { fullName: 'Hồ Văn Còn', sex: 'male', birthDate: '1940-01-01' });
    await anAdmission(world, { patientId: id });
    const screen = await screens.as('doctor', `/app/patients/${id}`);
    const { page } = screen;
    await page.getByRole('link', { name: 'Hành chính' }).click();
    await page.getByRole('button', { name: 'Ghi tử vong' }).click();
    await page.getByLabel('Nguyên nhân').fill('Nhồi máu cơ tim');
    await page.getByLabel('Nơi mất').fill('Tại nhà');
    await page.getByRole('button', { name: 'Ghi tử vong' }).last().click();
    await page.getByText('Đã ghi tử vong.').waitFor();
    await page.getByText('Nguyên nhân: Nhồi máu cơ tim · Nơi mất: Tại nhà').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ghi nhầm, người bệnh còn sống' }).click();
    await page.getByLabel('Vì sao').fill('Nhầm với người cùng tên');
    await page.getByRole('button', { name: 'Ghi nhầm, người bệnh còn sống' }).last().click();
    await page.getByText('Đã bỏ ghi tử vong.').waitFor();
    expect(await read(id)).toMatchObject({ deceased: false, deathCause: null });
    expectNoFaults(screen);
    await screen.context.close();
  });
});
