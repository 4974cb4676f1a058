import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { hoursAgo, potassium, report, send } from '../results/reports.js';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { anAdmission, anEncounter, anOrder, aPatient, PANEL } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { tabletFaultsOf } from '../support/tablet.js';
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

const at = (patientId: string, part: string) => `${screens.url}/app/patients/${patientId}${part}`;
const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name }).click();
  await page.getByRole('option', { name: option }).click();
};
const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

describe('A value that no living person has', () => {
  it('waits for the laboratory, who says what came of it; no click alone makes it go', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([potassium(410)]));
    const screen = await screens.as('lab');
    const { page } = screen;
    await page.goto(`${screens.url}/app/inbox`);
    await page.getByText('Kali 410 mmol/L').waitFor();
    await page.getByText('Kết quả xét nghiệm không thể có ở người sống').waitFor();
    // Whoever cares for nobody has work, and no patients to go to.
    await page.getByRole('heading', { name: 'Việc cần xử lý', exact: true }).waitFor();
    expect(await page.getByRole('heading', { name: 'Người bệnh cần xem ngay' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Tôi đã nhận, sẽ xử trí' }).count()).toBe(0);
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    await page.getByLabel('Phòng xét nghiệm trả lời').fill('Gõ nhầm, đúng là 4,1; gửi lại ngay');
    await page.getByRole('button', { name: 'Ghi kết quả kiểm tra' }).dblclick();
    await page.getByText('Kali 410 mmol/L').waitFor({ state: 'detached' });
    const tasks = await world.sql('SELECT status, read_back FROM task WHERE focus_id = $1', [body.id]);
    expect(tasks).toEqual([{ status: 'acknowledged', read_back: 'Gõ nhầm, đúng là 4,1; gửi lại ngay' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is said not to be used wherever it is shown, and is drawn in no curve', async () => {
    const order = await anOrder(world);
    await send(world, order, report([potassium(410)]));
    for (const value of [4.1, 4.2]) {
      const { encounterId } = order;
      await send(world, await anOrder(world, { encounterId }), report([potassium(value)]));
    }
    const screen = await screens.as('doctor');
    const { page } = screen;
    const told = [
      ['', /^CHƯA DÙNG ĐƯỢC/],
      ['/results', /^Không người sống nào có trị số này/],
    ] as const;
    for (const [part, said] of told) {
      await page.goto(at(order.patientId, part));
      const line = page.getByRole('row', { name: /^Kali 410/ }).first();
      await line.getByText(said).waitFor();
      // The flag of a value that cannot be is no alarm.
      expect(await line.getByText('BÁO ĐỘNG').count()).toBe(0);
    }
    const curve = page.getByRole('img', { name: /4,1/ });
    expect(await curve.getAttribute('aria-label')).not.toContain('410');
    await choose(page, 'Trị số', /Kali/);
    const row = page.getByRole('row', { name: /410 mmol\/L/ });
    await row.getByText('CHƯA DÙNG ĐƯỢC: hỏi lại phòng xét nghiệm').waitFor();
    await page.goto(`${screens.url}/app/inbox`);
    await page
      .getByText(/Kali 410 mmol\/L \(CHƯA DÙNG ĐƯỢC/)
      .first()
      .waitFor();
    for (const name of ['Người bệnh cần xem ngay', 'Việc khác cần xử lý']) {
      await page.getByRole('heading', { name, exact: true }).waitFor();
    }
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A result', () => {
  it('that changed suddenly says so, with the value before it and where the limit is from', async () => {
    const { id: encounterId, patientId } = await anEncounter(world);
    for (const [value, hours] of [
      [3.6, 20],
      [5.3, 4],
    ] as const) {
      const order = await anOrder(world, { encounterId });
      await send(world, order, report([potassium(value)], { effectiveAt: hoursAgo(hours) }));
    }
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at(patientId, '/results'));
    const said = page.getByText(/^Thay đổi đột ngột so với 3,6 mmol\/L trước đó/);
    await said.first().waitFor();
    expect(await said.count()).toBe(1);
    await page
      .getByText(/lớn hơn mức tự dao động/)
      .first()
      .waitFor();
    // All of it is read without scrolling sideways.
    const table = page.getByRole('article').filter({ has: said }).locator('.scroll');
    expect(await table.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('of parts shows each part judged, and says flags in words: no codes of a message', async () => {
    const order = await anOrder(world, { code: PANEL });
    const subject = { reference: `Patient/${order.patientId}` };
    const shared = { status: 'final', subject, effectiveDateTime: hoursAgo(1) };
    const flag = (code: string) => ({
      interpretation: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }] },
      ],
    });
    const part = (code: string, display: string, said: object) => ({
      ...{ code: { coding: [{ system: 'http://loinc.org', code, display }], text: display }, ...said },
    });
    const quantity = { value: 7.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' };
    const component = [
      part('2823-3', 'Kali', { valueQuantity: quantity }),
      part('18906-8', 'Ciprofloxacin', { valueString: 'Kháng', ...flag('R') }),
      part('18895-3', 'Ceftazidim', { valueString: '≤ 1', ...flag('S') }),
    ];
    const plain = { resourceType: 'Observation', ...shared, valueString: 'Có phản ứng', ...flag('POS') };
    const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
      ...{ resourceType: 'DiagnosticReport', ...shared, code: { text: 'Khí máu' } },
      result: [{ reference: '#v' }, { reference: '#p' }],
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
      contained: [
        { resourceType: 'Observation', id: 'v', ...shared, ...part('24336-0', 'Khí máu', { component }) },
        { ...plain, id: 'p', ...part('5196-1', 'HBsAg', {}) },
      ],
    });
    expect([answer.status, answer.body.issue]).toEqual([201, undefined]);
    const screen = await screens.as('doctor');
    const { page } = screen;
    for (const path of ['/results', '']) {
      await page.goto(at(order.patientId, path));
      const card = page.getByRole('article').filter({ hasText: 'HBsAg' }).first();
      await card.getByText('Có phản ứng').waitFor();
      expect(await card.innerText()).not.toMatch(/\bPOS\b/);
    }
    await page.goto(at(order.patientId, '/results'));
    const card = page.getByRole('article').filter({ hasText: 'HBsAg' }).first();
    const lineOf = async (name: string) => {
      const line = card.locator('td div', { hasText: `${name}:` });
      return (await line.innerText()).replaceAll(/\s+/g, ' ').trim();
    };
    expect(await lineOf('Kali')).toMatch(/^Kali: 7,1 mmol\/L.* BÁO ĐỘNG$/i);
    // Each stands once, not also in a line of all of them.
    expect((await card.innerText()).match(/Ciprofloxacin/g)).toHaveLength(1);
    expect(await card.innerText()).not.toMatch(/\b(R|S)\b/);
    expect([await lineOf('Ciprofloxacin'), await lineOf('Ceftazidim')]).toEqual([
      'Ciprofloxacin: Kháng',
      'Ceftazidim: ≤ 1 nhạy cảm',
    ]);
    await page.goto(`${screens.url}/app/inbox`);
    await page.getByText(/Có phản ứng \(dương tính\)/).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('The chart', () => {
  it('says who charted each set, and how old the last weight is; or that nobody weighed', async () => {
    const { id, patientId } = await anAdmission(world);
    const chart = (who: 'nurse' | 'doctor', body: object) =>
      world.as(who).post(`/api/v1/encounters/${id}/vitals`, body);
    expect((await chart('nurse', { heartRate: 80 })).status).toBe(201);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at(patientId, ''));
    await page.getByText('Chưa cân lần nào.').waitFor();
    expect((await chart('doctor', { heartRate: 84, weight: 52.5 })).status).toBe(201);
    await page.reload();
    await page.getByText(/^Cân nặng 52,5 kg, lúc .* trước\), Người thử doctor ghi$/).waitFor();
    const row = page.getByRole('row', { name: /^Người ghi/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['Người thử doctor', 'Người thử nurse']);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A nurse who charts a set that lacks values', () => {
  it('is told what the score is at least, and what it asks for already', async () => {
    const { patientId } = await anAdmission(world);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(at(patientId, '/vitals'));
    await page.getByLabel(/^Nhịp thở/).fill('22');
    await page.getByLabel(/^SpO₂ \(/).fill('94');
    await page.getByLabel(/^Mạch/).fill('112');
    await page.getByLabel(/^Nhiệt độ/).fill('38,4');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    const saved = page.getByRole('status').filter({ hasText: 'Đã lưu cho' });
    await saved.getByText(/NEWS2 chưa tính được: thiếu .* · đã biết ít nhất 6 điểm · trung bình$/).waitFor();
    await saved.getByText(/bác sĩ/).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A child who gets worse', () => {
  it('has a score on the board by its own name, also while values are missing, and their doctor is told', async () => {
    const born = new Date(Date.now() - 3 * 365 * 86_400_000).toISOString().slice(0, 10);
    const { id: patientId } = await aPatient(world, { fullName: 'Giàng Thị Bé', birthDate: born });
    await anAdmission(world, { patientId });
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(at(patientId, '/vitals'));
    await page.getByLabel('Lưu lượng oxy (L/phút)').waitFor();
    await page.getByLabel(/^Nhịp thở/).fill('60');
    await page.getByLabel(/^SpO₂ \(/).fill('85');
    await page.getByLabel(/^Mạch/).fill('190');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    const sure = page.getByRole('checkbox', { name: /SpO₂|Mạch|Nhịp thở/ });
    const saved = page.getByRole('status').filter({ hasText: 'Đã lưu cho Giàng Thị Bé' });
    await saved.or(sure.first()).first().waitFor();
    if (!(await saved.isVisible())) {
      for (const one of await sure.all()) await one.check();
      await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    }
    await saved.getByText(/PEWS chưa tính được: .* · đã biết ít nhất \d+ điểm/).waitFor();
    await page.goto(`${screens.url}/app/wards/${world.wards[0].id}`);
    const row = page.getByRole('row', { name: /Giàng Thị Bé/ });
    await row.getByText(/PEWS trung bình|PEWS cao/).waitFor();
    await page.goto(`${screens.url}/app/inbox`);
    await page
      .getByText(/^PEWS .* điểm: trẻ cần bác sĩ khám/)
      .first()
      .waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Two patients of a ward', () => {
  it('change beds by one act, at the screen of either, also on a tablet', async () => {
    const ward = world.wards[1];
    const [left, right] = [elementAt(ward.beds, 0), elementAt(ward.beds, 1)];
    const { id: patientId } = await aPatient(world, { fullName: 'Lò Thị Cửa Sổ' });
    const one = await anAdmission(world, { patientId, wardId: ward.id, bedId: left.id });
    const { id: otherPatient } = await aPatient(world, { fullName: 'Vàng A Cửa Ra' });
    const other = await anAdmission(world, { patientId: otherPatient, wardId: ward.id, bedId: right.id });
    const screen = await screens.open('/', { isTablet: true });
    const { page } = screen;
    await signIn(page, 'doctor');
    await page.goto(at(patientId, '/stay'));
    const button = page.getByRole('button', { name: 'Đổi giường với người khác' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await choose(page, 'Đổi giường với', /Vàng A Cửa Ra/);
    expect(await tabletFaultsOf(page)).toEqual([]);
    const card = page.locator('section').filter({ has: button });
    expect(await card.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await button.dblclick();
    await page
      .getByText(new RegExp(`giường .*${right.code}`))
      .first()
      .waitFor();
    const bedOf = async ({ id }: { id: string }) =>
      (await world.as('doctor').get(`/api/v1/encounters/${id}`)).body.bedId;
    expect([await bedOf(one), await bedOf(other)]).toEqual([right.id, left.id]);
    await page.goto(`${screens.url}/app/wards/${ward.id}`);
    await until(async () => (await page.getByRole('row', { name: /Lò Thị Cửa Sổ/ }).innerText()).includes(right.code));
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('A closed record', () => {
  it('says who changed what of it since, when and why', async () => {
    const { id, patientId } = await anAdmission(world);
    const doctor = world.as('doctor');
    const { body: problem } = await doctor.post(`/api/v1/patients/${patientId}/problems`, {
      ...{ code: { system: 'icd-10', code: 'J18.9' }, encounterId: id, rank: 'main' },
    });
    expect((await doctor.post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, ifMatch(1))).status).toBe(
      200,
    );
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(at(patientId, '/record'));
    await page.getByText(/^Hình thức ra viện: Ra viện, lúc/).waitFor();
    const { missing } = (await doctor.get(`/api/v1/encounters/${id}/completeness`)).body;
    const passedOver = missing.map(({ code }: { code: string }) => ({ code, reason: 'Không có trong lần này' }));
    expect((await doctor.post(`/api/v1/encounters/${id}/close`, { passedOver }, ifMatch(2))).status).toBe(200);
    await page.reload();
    await page.getByText('Nội dung còn nguyên như lúc khóa.').waitFor();
    const changed = await doctor.patch(
      `/api/v1/problems/${problem.id}`,
      { rank: 'additional', lateReason: 'Sửa theo hội chẩn' },
      ifMatch(1),
    );
    expect(changed.status).toBe(200);
    await page.reload();
    await page.getByText('Có 1 mục đã thay đổi sau khi khóa:').waitFor();
    const line = await page.getByText(/Người thử doctor, .*: Sửa theo hội chẩn$/).innerText();
    expect(line).not.toMatch(/[a-z][A-Z]|_|undefined/);
    expect(await accessibilityFaultsOf(page)).toEqual([]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
