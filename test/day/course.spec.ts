import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const ward = world.wards[0];
  patientId = (await aPatient(world, { fullName: 'Bùi Văn Nằm', birthDate: '1960-01-01' })).id;
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(ward.beds, 0).id })).id;
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, ward.id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const encounter = async () => (await world.as('doctor').get(`/api/v1/encounters/${encounterId}`)).body;

describe('During a stay', () => {
  it('a nurse begins isolation, sends a patient on leave and takes them back, and has a bed cleaned', async () => {
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/stay`);
    await page.getByLabel('Cách ly tiếp xúc').check();
    await page.getByRole('textbox', { name: 'Lý do' }).first().fill('Nghi nhiễm khuẩn đa kháng');
    await page.getByRole('button', { name: 'Lưu cách ly' }).click();
    await page.getByText('Đã sửa.').waitFor();
    // At once: the next act is about the stay as the answer has it.
    await page.getByRole('textbox', { name: 'Lý do' }).fill('Về lo việc gia đình');
    // Over two nights.
    const [year = '', month = '', day = ''] = hospitalDate(new Date(Date.now() + 2 * 86_400_000)).split('-');
    await page.getByRole('textbox', { name: 'Hẹn về lúc' }).fill(`${day}/${month} 06:30`);
    await page.getByRole('button', { name: 'Cho ra ngoài' }).click();
    await page.getByText('Đang ra ngoài từ').waitFor();
    const until = new Date(`${year}-${month}-${day}T06:30:00+07:00`).toISOString();
    expect(await encounter()).toMatchObject({
      isolation: ['contact'],
      leave: { reason: 'Về lo việc gia đình', until },
    });
    await page.getByRole('button', { name: 'Đã trở lại khoa' }).click();
    await page.getByRole('button', { name: 'Cho ra ngoài' }).waitFor();

    await page.getByRole('link', { name: 'Khoa', exact: true }).click();
    await page.getByText('Cách ly tiếp xúc').waitFor();
    await page.getByRole('link', { name: 'Giường', exact: true }).click();
    const bed = elementAt(world.wards[0].beds, 1).code;
    await page.getByRole('button', { name: new RegExp(`^Đổi .*${bed}$`) }).click();
    await page.getByRole('combobox', { name: 'Tình trạng' }).click();
    await page.getByRole('option', { name: 'Đang vệ sinh' }).click();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('row', { name: bed }).getByText('Đang vệ sinh').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('a nurse corrects a set of vital signs, and marks another as entered in error', async () => {
    const chart = (body: object) => world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, body);
    await chart({ heartRate: 38, weight: 52, confirmed: ['heartRate'] });
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/sheet`);
    await page.getByText('Từng lần đo').click();
    await page.getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.getByLabel('Mạch').fill('83');
    await page.getByLabel('Lý do').fill('Gõ nhầm 83 thành 38');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Ghi nhầm: Gõ nhầm 83 thành 38').waitFor();
    const [right] = await world.sql(`SELECT heart_rate, weight::float FROM vital_signs WHERE status = 'final'`);
    expect(right).toEqual({ heart_rate: 83, weight: 52 });
    await page.getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.getByText('Ghi nhầm', { exact: true }).click();
    await page.getByLabel('Lý do').fill('Đo của người khác');
    await page.getByRole('button', { name: 'Ghi nhầm' }).click();
    await page.getByText('Ghi nhầm: Đo của người khác').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('What went wrong at the beginning of a stay', () => {
  it('is put right: why the patient came, a transfer to the wrong ward, a stay that was begun by mistake', async () => {
    const wrong = await anAdmission(world, { patientId: (await aPatient(world, { fullName: 'Vi Thị Lạc' })).id });
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${wrong.patientId}/stay`);
    await page.getByLabel('Đến khám, vào viện vì').fill('Sốt cao ba ngày');
    await page.getByRole('button', { name: 'Sửa điều đã ghi' }).click();
    await page.getByText('Đã sửa lý do đến khám').waitFor();

    const read = async () => (await world.as('records-officer').get(`/api/v1/encounters/${wrong.id}`)).body;
    const { version, wardId: first } = await read();
    const bed = elementAt(world.wards[0].beds, 2);
    const moved = { wardId: world.wards[0].id, bedId: bed.id };
    const ifMatch = { 'If-Match': `"${version}"` };
    expect((await world.as('doctor').post(`/api/v1/encounters/${wrong.id}/transfer`, moved, ifMatch)).status).toBe(200);
    await page.reload();
    await page.getByRole('button', { name: 'Rút lại lần chuyển vừa rồi' }).click();
    await page.getByLabel('Vì sao rút lại').fill('Chọn nhầm giường');
    await page.getByRole('button', { name: 'Rút lại lần chuyển vừa rồi' }).last().click();
    await page.getByText('Đã chuyển đến').waitFor();
    expect(await read()).toMatchObject({ wardId: first, bedId: null, reason: 'Sốt cao ba ngày' });

    await page.getByRole('button', { name: 'Hủy lượt tiếp nhận nhầm' }).click();
    await page.getByLabel('Vì sao hủy').fill('Nhận nhầm người');
    await page.getByRole('button', { name: 'Hủy lượt tiếp nhận nhầm' }).last().click();
    await page.getByText('Đã hủy lượt tiếp nhận.').waitFor();
    expect(await read()).toMatchObject({ status: 'cancelled', cancelReason: 'Nhận nhầm người' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('The end of a stay', () => {
  it('asks how the patient leaves and shows what is open; it can be taken back', async () => {
    const sections = [{ code: 'course', text: 'Chưa ký' }];
    await world.as('doctor').post(`/api/v1/encounters/${encounterId}/notes`, { type: 'progress', sections });
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/stay`);
    const open = page.getByRole('alert').filter({ hasText: 'Cần xem trước khi cho ra viện' });
    await open.getByRole('link', { name: /^Mở: / }).click();
    await page.getByRole('button', { name: 'Ký', exact: true }).waitFor();
    await page.goBack();
    const leave = page.getByRole('button', { name: 'Cho ra viện' });
    await open.waitFor();
    expect(await leave.isDisabled()).toBe(true);
    await open.getByRole('textbox').fill('Ký sau khi có kết quả');
    await page.getByRole('combobox', { name: 'Hình thức ra viện' }).click();
    await page.getByRole('option', { name: 'Ra viện', exact: true }).click();
    await leave.click();
    await page.getByText('Đã cho ra viện.').waitFor();

    await page.getByRole('link', { name: 'Hồ sơ', exact: true }).click();
    const reopen = page.getByRole('button', { name: 'Mở lại đợt điều trị' });
    await reopen.waitFor();
    await page.getByRole('textbox', { name: 'Lý do' }).first().fill('Cho ra viện nhầm người bệnh');
    await reopen.click();
    await page.getByText('Đã mở lại.').waitFor();
    expect(await encounter()).toMatchObject({ status: 'in-progress' });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is followed by the records officer, who closes the record, with a reason for what it lacks', async () => {
    const { version } = await encounter();
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/open-items`)).body;
    const passedOver = items.map(({ id }: { id: string }) => ({ item: id, reason: 'Để lại' }));
    const body = { disposition: 'home', passedOver };
    await world.as('doctor').post(`/api/v1/encounters/${encounterId}/discharge`, body, { 'If-Match': `"${version}"` });
    const screen = await screens.as('records-officer');
    const { page } = screen;
    await page.getByRole('searchbox').fill('Bùi Văn Nằm');
    await page.getByRole('link', { name: 'Bùi Văn Nằm' }).click();
    await page.getByRole('link', { name: 'Hồ sơ', exact: true }).click();
    const missing = page.getByRole('alert').filter({ hasText: 'Hồ sơ còn thiếu' });
    await missing.waitFor();
    for (const reason of await missing.getByRole('textbox').all()) await reason.fill('Theo quyết định của hội đồng');
    await page.getByRole('button', { name: 'Khóa hồ sơ' }).click();
    await page.getByText('Nội dung còn nguyên như lúc khóa').waitFor();
    await page.getByText('Đã khóa hồ sơ.').waitFor();
    await page.getByText(/^Đã ký điện tử khi khóa: .*Chữ ký đúng/).waitFor();
    expect((await encounter()).closing).not.toBeNull();
    // What was kept at the closing is no longer what was hashed: that is said, and not that nothing changed.
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    await withoutTriggers(superuser, `UPDATE encounter SET content_hash = repeat('0', 64) WHERE id = '${encounterId}'`);
    await superuser.end();
    await page.reload();
    await page.getByText('Danh mục lưu khi khóa không còn khớp với mã băm của nó.').waitFor();
    expect(await page.getByText(/mục đã thay đổi sau khi khóa/).count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A newborn', () => {
  it('is handed over once the bracelets match; another mother’s stops the nurse, and the doctor is asked before it goes', async () => {
    const mother = await aPatient(world, { fullName: 'Nguyễn Thị Ánh' });
    const stranger = await aPatient(world, { fullName: 'Lê Thị Lạ' });
    const born = { motherId: mother.id, bornAt: new Date(Date.now() - 3_600_000).toISOString() };
    const { body: child } = await world.as('registrar').post('/api/v1/patients', { sex: 'female', newborn: born });
    await anAdmission(world, { patientId: child.id, bedId: null });
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${child.id}/stay`);
    const scan = async (whose: string) => {
      await page.getByLabel('Quét vòng tay mẹ').fill(whose);
      await page.getByLabel('Quét vòng tay bé').fill(child.mrn);
      await page.getByLabel('Quét vòng tay bé').press('Enter');
    };
    await page.getByRole('combobox', { name: 'Dịp đối chiếu' }).click();
    await page.getByRole('option', { name: 'Giao bé' }).click();
    await scan(stranger.mrn);
    await page.getByRole('alert').getByText('KHÔNG giao bé').waitFor();
    expect(await page.getByLabel('Quét vòng tay mẹ').inputValue()).toBe('');
    await scan(mother.mrn);
    await page.getByText('KHỚP: đúng mẹ, đúng bé').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByText('Giao bé · KHÔNG KHỚP: sai vòng mẹ').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
    const doctor = await screens.as('doctor');
    await doctor.page.goto(`${screens.url}/app/patients/${child.id}/stay`);
    await doctor.page.getByText('Chưa đối chiếu vòng tay mẹ và bé: lúc ra viện').waitFor();
    await doctor.context.close();
  });
});

describe('A record of long ago', () => {
  it('is opened, however many stays came after it', async () => {
    const { id } = await aPatient(world, { fullName: 'Lường Thị Lâu' });
    for (let days = 9; days > 0; days--) {
      const startedAt = new Date(Date.now() - days * 86_400_000).toISOString();
      const visit = { patientId: id, class: 'outpatient', wardId: world.wards[0].id, reason: `Lần ${days}`, startedAt };
      expect((await world.as('doctor').post('/api/v1/encounters', visit)).status).toBe(201);
    }
    const { page, context } = await screens.as('records-officer');
    await page.goto(`${screens.url}/app/patients/${id}/record`);
    await page.getByRole('combobox', { name: 'Đợt điều trị' }).click();
    await page.getByRole('option').nth(8).waitFor();
    expect(await page.getByRole('option').count()).toBe(9);
    await context.close();
  });
});

describe('The desk', () => {
  it('sees whom it admits, and where somebody lies already', async () => {
    const { id } = await aPatient(world, { fullName: 'Tô Thị Mới' });
    const { page, context } = await screens.as('registrar');
    await page.goto(`${screens.url}/app/patients/${id}/stay`);
    await page.getByText('Tô Thị Mới').waitFor();
    await page.getByRole('combobox', { name: 'Khoa' }).click();
    await page.getByRole('option', { name: 'Khoa NOI' }).click();
    await page.getByRole('textbox', { name: 'Lý do', exact: true }).fill('Sốt cao');
    await page.getByRole('button', { name: 'Nhận vào khoa' }).click();
    await page.getByText('Đã nhận Tô Thị Mới vào').waitFor();
    await page.reload();
    await page.getByText('Không nhận thêm lần nữa').waitFor();
    expect(await page.getByRole('button', { name: 'Nhận vào khoa' }).count()).toBe(0);
    await context.close();
  });
});

describe('Papers', () => {
  it('are printed in English where somebody asks for it, stand in a list, and are taken back with a reason', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/record`);
    await page.getByText('Chưa in giấy nào.').waitFor();
    await page.getByRole('combobox', { name: 'Ngôn ngữ của giấy' }).click();
    await page.getByRole('option', { name: 'Tiếng Anh' }).click();
    await page.getByText('Mẫu bằng tiếng Anh, tên giấy tiếng Việt ở dưới.').waitFor();
    await page.getByRole('button', { name: 'Đơn thuốc', exact: true }).click();
    await page.getByText('Đơn thuốc đã mở ở thẻ mới.').waitFor();
    const paper = page.getByRole('article', { name: /^Đơn thuốc, / });
    await paper.getByText('Tiếng Anh', { exact: true }).waitFor();
    await paper.getByText(/^Người thử doctor in lúc .* · Mã [0-9A-Z-]+$/).waitFor();
    await paper.getByRole('button', { name: 'Thu hồi Đơn thuốc' }).click();
    await paper.getByLabel('Vì sao thu hồi').fill('In nhầm người bệnh');
    await page.mouse.move(0, 0);
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await paper.getByRole('button', { name: 'Thu hồi', exact: true }).click();
    await page.getByText('Đã thu hồi Đơn thuốc.').waitFor();
    await paper.getByText(/^Người thử doctor thu hồi lúc .*: In nhầm người bệnh$/).waitFor();
    const kept = await world.sql('SELECT language, withdrawn_reason FROM issued_document WHERE patient_id = $1', [
      patientId,
    ]);
    expect(kept).toEqual([{ language: 'en', withdrawn_reason: 'In nhầm người bệnh' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('The boards of two wards, open at once in two browsers', () => {
  it('both see a change of bed, isolation, cleaning, a transfer, a swap, a discharge and that it is taken back', async () => {
    const [here, there] = [world.wards[0], world.wards[1]];
    await worksOnlyIn(world, 'head-nurse', there.id);
    await worksOnlyIn(world, 'doctor', here.id, there.id);
    const [one, other] = await Promise.all([screens.as('nurse'), screens.as('head-nurse')]);
    const ours = await anAdmission(world, {
      patientId: (await aPatient(world, { fullName: 'Lý Thị Hai Bảng' })).id,
      bedId: elementAt(here.beds, 2).id,
    });
    const theirs = await anAdmission(world, {
      patientId: (await aPatient(world, { fullName: 'Phàn Văn Bên Kia' })).id,
      ...{ wardId: there.id, bedId: elementAt(there.beds, 0).id },
    });
    const rowOf = ({ page }: typeof one, fullName: string) => page.getByRole('row').filter({ hasText: fullName });
    const lies = (screen: typeof one, fullName: string, bed: { code: string }) =>
      rowOf(screen, fullName).getByRole('rowheader', { name: bed.code }).waitFor();
    const gone = (screen: typeof one, fullName: string) => rowOf(screen, fullName).waitFor({ state: 'detached' });
    const act = async (id: string, what: string, body: object) => {
      const { version } = (await world.as('doctor').get(`/api/v1/encounters/${id}`)).body;
      const answer = await world
        .as('doctor')
        .post(`/api/v1/encounters/${id}/${what}`, body, { 'If-Match': `"${version}"` });
      expect([what, answer.status, answer.body.detail]).toEqual([what, 200, undefined]);
    };
    const [ourName, theirName] = ['Lý Thị Hai Bảng', 'Phàn Văn Bên Kia'];
    await lies(one, ourName, elementAt(here.beds, 2));
    await lies(other, theirName, elementAt(there.beds, 0));

    await act(ours.id, 'isolation', { isolation: ['airborne'], reason: 'Nghi lao' });
    await rowOf(one, ourName).getByText('Cách ly không khí').waitFor();
    await act(ours.id, 'transfer', { wardId: there.id, bedId: elementAt(there.beds, 1).id });
    await Promise.all([gone(one, ourName), lies(other, ourName, elementAt(there.beds, 1))]);
    await rowOf(other, ourName).getByText('Cách ly không khí').waitFor();
    const left = elementAt(here.beds, 2);
    const mark = async (state: 'cleaning' | 'free', said: string) => {
      const [bed] = await world.sql<{ version: number }>('SELECT version FROM bed WHERE id = $1', [left.id]);
      const body = { state, ...(state === 'cleaning' && { reason: 'Khử khuẩn' }) };
      const marked = await world
        .as('nurse')
        .post(`/api/v1/beds/${left.id}/state`, body, { 'If-Match': `"${bed!.version}"` });
      expect([state, marked.status]).toEqual([state, 200]);
      await one.page.getByRole('row', { name: left.code }).getByText(said).waitFor();
    };
    await mark('cleaning', 'Đang vệ sinh');
    await act(ours.id, 'transfer', { wardId: there.id, bedId: elementAt(there.beds, 2).id });
    await lies(other, ourName, elementAt(there.beds, 2));
    await act(ours.id, 'swap', { withId: theirs.id });
    await Promise.all([
      lies(other, ourName, elementAt(there.beds, 0)),
      lies(other, theirName, elementAt(there.beds, 2)),
    ]);
    await mark('free', 'Trống');
    await act(theirs.id, 'transfer', { wardId: here.id, bedId: left.id });
    await Promise.all([gone(other, theirName), lies(one, theirName, left)]);
    // Of two wards: each is on the other board at once.
    await act(ours.id, 'swap', { withId: theirs.id });
    await Promise.all([
      lies(one, ourName, left),
      lies(other, theirName, elementAt(there.beds, 0)),
      gone(one, theirName),
      gone(other, ourName),
    ]);
    await act(ours.id, 'discharge', { disposition: 'home' });
    await gone(one, ourName);
    await act(ours.id, 'reopen', { reason: 'Cho ra viện nhầm người bệnh' });
    await rowOf(one, ourName).waitFor();
    await act(ours.id, 'isolation', { isolation: [], reason: 'Xét nghiệm âm tính' });
    await rowOf(one, ourName).getByText('Cách ly không khí').waitFor({ state: 'detached' });
    for (const screen of [one, other]) {
      expectNoFaults(screen);
      await screen.context.close();
    }
  });
});
