import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { hoursAgo, potassium, report } from '../results/reports.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { aDoseGiven, anAdmission, anOrder, aPatient, aReconciliation } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  const ward = world.wards[0];
  ({ id: patientId } = await aPatient(world, { fullName: 'Trịnh Thị Sử' }));
  ({ id: encounterId } = await anAdmission(world, { patientId, bedId: elementAt(ward.beds, 0).id }));
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const at = (part: string) => `${screens.url}/app/patients/${patientId}${part}`;
const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option }).click();
};
const created = async (path: string, body: object, who: 'doctor' | 'nurse' | 'lab' = 'doctor') => {
  const answer = await world.as(who).post(path, body);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body as { id: string; version: number };
};

describe('What was known before', () => {
  it('is recorded by kind, warns in the banner, ends, and is marked as entered in error', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at('/background'));
    await page.getByText('Chưa ghi tiền sử nào.').waitFor();
    const record = async () => {
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
      await page.getByText('Đã ghi vào tiền sử.').waitFor();
    };
    await page.getByRole('button', { name: 'Ghi tiền sử, cảnh báo' }).click();
    await page.getByLabel('Bệnh gì').fill('Đái tháo đường típ 2');
    await choose(page, 'Người thân', 'Mẹ');
    await page.getByLabel('Mắc khi bao nhiêu tuổi').fill('50');
    await page.getByLabel('Đã mất vì bệnh này').check();
    await record();
    await page.getByText('Mẹ · mắc lúc 50 tuổi · Đã mất vì bệnh này').waitFor();

    await page.getByRole('button', { name: 'Ghi tiền sử, cảnh báo' }).click();
    await choose(page, 'Loại', 'Cảnh báo');
    await choose(page, 'Về việc gì', 'Đường thở khó');
    await page.getByLabel('Cần lưu ý gì').fill('Đặt nội khí quản khó, năm 2024');
    await page.getByLabel('Từ khi nào').fill('30/2024');
    await page.getByText('Viết ngày như 05/03/2026, 03/2026 hoặc 2026.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Lưu', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Từ khi nào').fill('3/2024');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    const banner = page.getByRole('region', { name: 'Người bệnh' });
    await banner.getByText('Đặt nội khí quản khó, năm 2024').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Sửa tình trạng: Đái tháo đường típ 2' }).click();
    await choose(page, 'Tình trạng', 'GHI NHẦM');
    await page.getByLabel('Vì sao').fill('Của người khác');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã sửa: Đái tháo đường típ 2.').waitFor();
    await page.getByLabel('Chỉ những điều còn đúng').uncheck();
    await page.getByText('GHI NHẦM: Của người khác').waitFor();
    expect((await world.as('doctor').get(`/api/v1/patients/${patientId}/history`)).body.items).toMatchObject([
      { kind: 'alert', since: '2024-03', details: { topic: 'difficult-airway' }, status: 'active' },
      {
        kind: 'family',
        details: { relationship: 'mother', ageAtOnset: 50, deceased: true },
        status: 'entered-in-error',
      },
    ]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Who changed something', () => {
  it('is told of an allergy, a problem and an order: who, when and which fields, in words', async () => {
    const allergy = await created(`/api/v1/patients/${patientId}/allergies`, { code: { display: 'Tôm' } });
    const changed = await world
      .as('nurse')
      .patch(`/api/v1/allergies/${allergy.id}`, { reaction: 'Nổi mề đay' }, { 'If-Match': '"1"' });
    expect(changed.status).toBe(200);
    await created(`/api/v1/patients/${patientId}/problems`, {
      code: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.9', display: 'Viêm phổi' },
    });
    const order = await anOrder(world, { encounterId });
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at(''));
    await page.getByRole('button', { name: 'Sửa dị ứng đã ghi' }).click();
    await page.getByRole('button', { name: 'Ai đã sửa, khi nào: Tôm' }).click();
    await page.getByText(/· Người thử nurse, điều dưỡng/).waitFor();
    await page.getByText('Đã sửa: phản ứng').waitFor();
    await page.getByRole('button', { name: 'Sửa chẩn đoán đã ghi' }).click();
    await page.getByRole('button', { name: 'Ai đã sửa, khi nào: Viêm phổi' }).click();
    await page.getByText('Chưa ai sửa từ khi ghi.').waitFor();
    await page.goto(at('/orders'));
    await page.getByRole('button', { name: `Ai đã sửa, khi nào: ${order.number}` }).click();
    await page.getByText('Ghi lần đầu').waitFor();
    const said = await page
      .getByText(/^Đã sửa: /)
      .first()
      .innerText();
    expect(said).not.toMatch(/[a-z][A-Z]|_/);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('can be read by who may change nothing: a records officer sees past allergies and their changes', async () => {
    const screen = await screens.as('records-officer');
    const { page } = screen;
    await page.goto(at(''));
    await page.getByRole('button', { name: 'Xem mọi dị ứng đã ghi' }).click();
    await page.getByRole('button', { name: 'Ai đã sửa, khi nào: Tôm' }).click();
    await page.getByText('Đã sửa: phản ứng').waitFor();
    expect(await page.getByRole('button', { name: /^Sửa: / }).count()).toBe(0);
    await screen.context.close();
  });

  it('is told of a dose: every time that something was recorded of it, with why it was corrected', async () => {
    const doseId = await aDoseGiven(world, encounterId);
    const body = { reason: 'Ghi nhầm giờ', outcome: 'given', givenAt: new Date(Date.now() - 60_000).toISOString() };
    const corrected = await world.as('doctor').post(`/api/v1/doses/${doseId}/correct`, body, { 'If-Match': '"1"' });
    expect([corrected.status, corrected.text]).toEqual([200, corrected.text]);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(at('/medicines'));
    await page.getByRole('region', { name: 'Paracetamol' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Các lần đã ghi của liều này' }).click();
    await page.getByText(/^Lần 2: Đã dùng · Người thử doctor ghi lúc/).waitFor();
    await page.getByText('Sửa vì: Ghi nhầm giờ').waitFor();
    await page.getByText(/^Lần 1: Đã dùng/).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('An author', () => {
  const draft = (text: string) =>
    created(`/api/v1/encounters/${encounterId}/notes`, { type: 'progress', sections: [{ code: 'course', text }] });
  const refusedOf = async (id: string) =>
    (await world.as('doctor').get(`/api/v1/notes/${id}/refused-texts`)).body.items;

  it('finds what could not be saved at another machine, and puts it into the note, or away', async () => {
    const { id } = await draft('Buổi sáng.');
    const save = (text: string, version: number) =>
      world
        .as('doctor')
        .patch(`/api/v1/notes/${id}`, { sections: [{ code: 'course', text }] }, { 'If-Match': `"${version}"` });
    expect((await save('Buổi sáng, đã khám.', 1)).status).toBe(200);
    for (const text of ['Buổi chiều sốt lại.', 'Viết ở máy cũ.']) expect((await save(text, 1)).status).toBe(412);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Phiếu viết dở' }).click();
    await page.getByText('2 đoạn bạn viết chưa lưu được').waitFor();
    await page.goto(at(`/notes/${id}`));
    const lost = page.getByRole('alert').filter({ hasText: 'chiều sốt lại.' });
    await page
      .getByRole('alert')
      .filter({ hasText: 'Viết ở máy cũ.' })
      .getByRole('button', { name: 'Bỏ bản này' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ bản này' }).click();
    await page.getByText('Đã bỏ bản không lưu được.').waitFor();
    await lost.getByRole('button', { name: 'Đưa bản này vào phiếu' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đưa bản này vào phiếu' }).click();
    await page.getByText('Đã đưa bản của bạn vào phiếu.').waitFor();
    expect(await refusedOf(id)).toEqual([]);
    const { sections } = (await world.as('doctor').get(`/api/v1/notes/${id}`)).body;
    expect(sections).toMatchObject([{ code: 'course', text: 'Buổi chiều sốt lại.' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is offered nothing again of which they chose in the conflict itself', async () => {
    const { id } = await draft('Một.');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at(`/notes/${id}`));
    const text = page.getByRole('textbox').filter({ hasText: 'Một.' });
    await text.waitFor();
    const elsewhere = { sections: [{ code: 'course', text: 'Viết ở máy khác.' }] };
    await world.as('doctor').patch(`/api/v1/notes/${id}`, elsewhere, { 'If-Match': '"1"' });
    await text.fill('Viết ở máy này.');
    await page.getByRole('button', { name: 'Dùng bản trên máy chủ' }).click();
    const taken = page.getByRole('textbox').filter({ hasText: 'Viết ở máy khác.' });
    await taken.waitFor();
    await page.reload();
    await taken.waitFor();
    expect(await page.getByText('KHÔNG LƯU ĐƯỢC').count()).toBe(0);
    expect(await refusedOf(id)).toEqual([]);
    await screen.context.close();
  });

  it('takes along what was signed, as a file that is verified without the service', async () => {
    const { id } = await draft('Ổn định.');
    const signed = await world.as('doctor').post(`/api/v1/notes/${id}/sign`, {}, { 'If-Match': '"1"' });
    expect(signed.status).toBe(200);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(at(`/notes/${id}`));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải bản đã ký' }).click(),
    ]);
    const told = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect(told).toMatchObject({ id, signatures: [{ noteId: id, jws: expect.any(String) }] });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A value', () => {
  it('is followed through time: a test from every report, a vital sign as it was charted', async () => {
    for (const value of [3.1, 4.4]) {
      const order = await anOrder(world, { encounterId });
      const found = report([potassium(value)], { effectiveAt: hoursAgo(0) });
      await created(`/api/v1/orders/${order.id}/results`, found, 'lab');
    }
    await created(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 91 }, 'nurse');
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at('/results'));
    const section = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Một trị số theo thời gian' }) });
    const shown = section.getByRole('table');
    await section.getByRole('combobox', { name: 'Trị số' }).click();
    await page.getByRole('option', { name: /Kali/ }).click();
    await shown.getByText('3,1').waitFor();
    await shown.getByText('4,4').waitFor();
    await section.getByRole('img').first().waitFor();
    await section.getByRole('combobox', { name: 'Trị số' }).click();
    await page.getByRole('option', { name: 'Mạch' }).click();
    await shown.getByText('91').waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A list of medicines', () => {
  it('grows by what the family remembers later', async () => {
    await aReconciliation(world, encounterId);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(at('/reconciliation'));
    await page.getByRole('button', { name: 'Thêm thuốc vào danh sách này' }).click();
    await page.getByText('Ghi ít nhất một thuốc.').waitFor();
    await page.getByLabel('Thuốc đang dùng').fill('Metformin 500 mg; ngày 2 viên\nAspirin 81 mg');
    await page.getByRole('button', { name: 'Thêm thuốc', exact: true }).click();
    await page.getByText('Đã thêm thuốc vào danh sách.').waitFor();
    await page.getByRole('article', { name: 'Metformin 500 mg' }).getByText('ngày 2 viên').waitFor();
    await page.getByRole('article', { name: 'Aspirin 81 mg' }).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A person', () => {
  it('sees their own duties, the one that runs first', async () => {
    const hour = (from: number) => new Date(Date.now() + from * 3_600_000).toISOString();
    const duties = [
      { staffId: world.staff.nurse.id, startsAt: hour(-2), endsAt: hour(6) },
      { staffId: world.staff.nurse.id, startsAt: hour(22), endsAt: hour(30) },
    ];
    const planned = await world.as('admin').post(`/api/v1/wards/${world.wards[1].id}/duties`, { duties });
    expect(planned.status).toBe(201);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/me`);
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Ca trực của tôi' }) });
    await section.getByText('ĐANG TRỰC').waitFor();
    expect(await section.getByRole('row').count()).toBe(2);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is found by any part of the name by an administrator', async () => {
    const screen = await screens.as('admin');
    const { page } = screen;
    await page.goto(`${screens.url}/app/admin/staff`);
    await page.getByLabel('Tìm theo họ tên, tên đăng nhập').fill('thử pharm');
    await page.getByRole('link', { name: 'Người thử pharmacist' }).waitFor();
    await until(async () => (await page.getByRole('row').count()) === 1);
    await screen.context.close();
  });
});

describe('Who opens a record in an emergency', () => {
  it('sees until when and why at the banner of every screen, and ends it before its time', async () => {
    await worksOnlyIn(world, 'doctor', world.wards[1].id);
    // Ties by what was written before are of another time here: somebody else's patient.
    const { id } = await aPatient(world, { fullName: 'Người Nơi Khác' });
    const admitted = await world
      .as('nurse')
      .post('/api/v1/encounters', { patientId: id, class: 'inpatient', wardId: world.wards[0].id, reason: 'Sốt' });
    expect(admitted.status).toBe(201);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${id}`);
    await page.getByLabel('Vì sao cần xem ngay').fill('Ngừng tuần hoàn tại sảnh');
    await page.getByRole('button', { name: 'Mở bệnh án' }).click();
    const clock = page.getByRole('status').filter({ hasText: 'Đang mở KHẨN CẤP đến' });
    await clock.getByText('còn 3 giờ').waitFor();
    await clock.getByText('Lý do đã ghi: Ngừng tuần hoàn tại sảnh').waitFor();
    await page.getByRole('link', { name: 'Kết quả' }).click();
    await clock.waitFor();
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Kết thúc mở khẩn cấp' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Kết thúc mở khẩn cấp' }).click();
    await page.getByText('Đã kết thúc mở khẩn cấp.').waitFor();
    await page.getByRole('button', { name: 'Mở bệnh án' }).waitFor();
    expect((await world.as('doctor').get(`/api/v1/patients/${id}`)).status).toBe(403);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
