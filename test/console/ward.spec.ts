import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Route } from 'playwright-core';
import { hoursAgo, potassium, report, send } from '../results/reports.js';
import { aMedicine, anAdmission, anOrder, aPatient } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, firstOf } from '../../src/kernel/list.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Trần Thị Mười', birthDate: '1950-05-01' })).id;
  const bed = elementAt(world.wards[0].beds, 0);
  encounterId = (await anAdmission(world, { patientId, bedId: bed.id })).id;
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

describe('A nurse at the ward terminal', () => {
  it('sees the board first, and charts a set of vital signs by keyboard alone', async () => {
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.getByRole('heading', { name: 'Bảng Khoa NOI' }).waitFor();
    await page.getByRole('link', { name: 'Trần Thị Mười' }).click();
    await page.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();

    let keys = 0;
    const type = async (text: string) => {
      for (const key of text) await page.keyboard.press(key);
      keys += text.length;
    };
    const enter = async () => {
      await page.keyboard.press('Enter');
      keys += 1;
    };
    await type('v');
    await page.getByLabel('Nhịp thở').waitFor();
    for (const value of ['22', '91', '104', '66', '112', '38,4']) {
      await type(value);
      await enter();
    }
    await type('k');
    await enter();
    await type('a');
    await enter();

    await page.getByText('Đã lưu cho Trần Thị Mười').waitFor();
    await page.getByText('NEWS2 9').waitFor();
    process.stdout.write(`A set of vital signs by keyboard: ${keys} keys\n`);
    expect(keys).toBeLessThan(32);
    const [set] = (await world.as('nurse').get(`/api/v1/encounters/${encounterId}/vitals`)).body.items;
    expect(set).toMatchObject({
      respiratoryRate: 22,
      temperature: 38.4,
      supplementalOxygen: false,
      consciousness: 'A',
    });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is asked once about a rare value, again about another one, and saves it when it is confirmed', async () => {
    const screen = await screens.as('nurse', `/app/patients/${patientId}/vitals`);
    const { page } = screen;
    await page.getByLabel('Nhiệt độ').fill('41,9');
    await page.getByRole('button', { name: 'Lưu' }).click();
    const again = page.getByLabel('Nhiệt độ đã đo lại, đúng');
    await again.check();
    await page.getByLabel('Nhiệt độ (').fill('31,9');
    expect(await again.isChecked()).toBe(false);
    await again.check();
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu cho Trần Thị Mười').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('saves once, however often the button is pressed', async () => {
    const before = await sets();
    const screen = await screens.as('nurse', `/app/patients/${patientId}/vitals`);
    const { page } = screen;
    await page.getByLabel('Mạch').fill('77');
    await page.getByRole('button', { name: 'Lưu' }).dblclick();
    await page.getByText('Đã lưu cho').waitFor();
    expect(await sets()).toBe(before + 1);
    await screen.context.close();
  });

  it('loses nothing that was typed when the network goes, and saves it once when it is back', async () => {
    const before = await sets();
    const { page, context } = await screens.as('nurse', `/app/patients/${patientId}/vitals`);
    await page.getByLabel('Mạch').fill('81');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Không gửi được').waitFor();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('81');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu cho').waitFor();
    expect(await sets()).toBe(before + 1);
    await context.close();
  });

  it('goes through the ward bed after bed', async () => {
    const { page, context } = await screens.as('nurse');
    await page.getByRole('link', { name: 'Đo sinh hiệu cả khoa' }).click();
    await page.getByText('Trần Thị Mười').waitFor();
    await page.getByRole('button', { name: 'Bỏ qua' }).click();
    await page.getByText('Đã đi hết danh sách').waitFor();
    await context.close();
  });
});

describe('Whoever leaves the terminal', () => {
  it('leaves nothing of a patient behind, and no token', async () => {
    const { page, context } = await screens.as('nurse');
    await page.getByRole('link', { name: 'Trần Thị Mười' }).click();
    await page.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
    const left = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerText])',
    );
    expect(left).not.toMatch(/Trần Thị Mười|refresh|eyJ/);
    await page.goBack().catch(() => undefined);
    await page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
    expect(await page.getByText('Trần Thị Mười').count()).toBe(0);
    await context.close();
  });

  it('keeps tokens out of what outlives the tab', async () => {
    const { page, context } = await screens.as('nurse');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/eyJ|refresh/);
    await context.close();
  });

  it('goes on after the page was loaded again', async () => {
    const { page, context } = await screens.as('nurse');
    await page.reload();
    await page.getByRole('heading', { name: 'Bảng Khoa NOI' }).waitFor();
    await context.close();
  });

  it('is signed out when the session was ended elsewhere, and keeps what was being written', async () => {
    const { page, context } = await screens.as('nurse');
    const toVitals = async () => {
      await page.getByRole('link', { name: 'Trần Thị Mười', exact: true }).click();
      await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    };
    await toVitals();
    await page.getByLabel('Mạch').fill('83');
    const ended = await world
      .as('admin')
      .post(`/api/v1/staff/${world.staff.nurse.id}/sessions/revoke`, { reason: 'Mất máy' });
    expect(ended.status).toBeLessThan(300);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Phiên làm việc đã kết thúc').waitFor();
    await signIn(page, 'doctor');
    await toVitals();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await signIn(page, 'nurse');
    await toVitals();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('83');
    await context.close();
  });
});

describe('An answer that comes after its person has left', () => {
  it('neither signs the next one out nor is done in their name', async () => {
    const before = await sets();
    const { page, context } = await screens.as('nurse', `/app/patients/${patientId}/vitals`);
    await page.getByLabel('Mạch').fill('61');
    const held = new Promise<Route>((resolve) => void context.route('**/vitals', resolve, { times: 1 }));
    await page.getByRole('button', { name: 'Lưu' }).click();
    const request = await held;
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await signIn(page, 'doctor');
    const answered = page.waitForResponse('**/vitals');
    await request.fulfill({ status: 401, json: { type: 'https://benhan.vn/problems/session-ended', status: 401 } });
    await answered;
    await page.getByRole('link', { name: 'Trần Thị Mười' }).click();
    await page.getByRole('heading', { name: 'Dấu hiệu sinh tồn' }).waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    expect(await sets()).toBe(before);
    await context.close();
  });
});

const sets = async () => (await world.sql(`SELECT 1 FROM vital_signs`)).length;

describe('Whoever looks at a score', () => {
  it('sees the score of a child, and oxygen by the scale that was set', async () => {
    const child = (await aPatient(world, { fullName: 'Bé An', birthDate: '2022-05-01' })).id;
    const [, childBed, copdBed] = firstOf(world.wards[0].beds, 3);
    const copd = (await aPatient(world, { fullName: 'Lê Văn Hen', birthDate: '1950-05-01', sex: 'male' })).id;
    const ofChild = (await anAdmission(world, { patientId: child, bedId: childBed.id })).id;
    const ofCopd = (await anAdmission(world, { patientId: copd, bedId: copdBed.id })).id;
    await world.as('doctor').post(`/api/v1/encounters/${ofCopd}/spo2-scale`, { scale: 2, reason: 'COPD' });
    const both = { oxygenSaturation: 90, supplementalOxygen: false, consciousness: 'A', temperature: 37 };
    const small = {
      heartRate: 100,
      respiratoryRate: 22,
      systolic: 100,
      capillaryRefill: 1,
      respiratoryEffort: 'normal',
    };
    const old = { heartRate: 80, respiratoryRate: 16, systolic: 120 };
    const confirmed = ['oxygenSaturation'];
    await world.as('doctor').post(`/api/v1/encounters/${ofChild}/vitals`, { ...both, ...small, confirmed });
    await world.as('doctor').post(`/api/v1/encounters/${ofCopd}/vitals`, { ...both, ...old, confirmed });

    const screen = await screens.as('nurse');
    const { page } = screen;
    const row = page.getByRole('row').filter({ hasText: 'Bé An' });
    await row.getByText('PEWS').waitFor();
    await row.getByRole('link', { name: 'Bé An' }).click();
    await page.getByRole('rowheader', { name: 'PEWS' }).waitFor();
    await page.goto(`${screens.url}/app/patients/${copd}/sheet`);
    await page.getByText('Biểu đồ NEWS2').click();
    const saturation = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'SpO₂' }) });
    await page.getByText('thang 2').waitFor();
    expect(await saturation.getByRole('cell').allInnerTexts()).toEqual(['90 0']);
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Who looks at the board', () => {
  it('sees what waits, with the trend of the score; a doctor looks at the results over time, and they are new no more', async () => {
    const { id } = await aPatient(world, { fullName: 'Võ Thị Chờ', birthDate: '1961-05-01' });
    const waiting = await anAdmission(world, { patientId: id, bedId: null });
    const doctor = world.as('doctor');
    const well = { respiratoryRate: 16, oxygenSaturation: 97, supplementalOxygen: false, consciousness: 'A' };
    const signs = { systolic: 120, diastolic: 75, temperature: 37, ...well };
    for (const heartRate of [80, 118]) {
      await doctor.post(`/api/v1/encounters/${waiting.id}/vitals`, { ...signs, heartRate });
    }
    await aMedicine(world, { encounterId: waiting.id });
    for (const value of [4.1, 4.9]) {
      await send(
        world,
        await anOrder(world, { encounterId: waiting.id }),
        report([potassium(value)], { effectiveAt: hoursAgo(6 - value) }),
      );
    }
    const nurse = await screens.as('nurse');
    const row = nurse.page.getByRole('row').filter({ hasText: 'Võ Thị Chờ' });
    await row.getByText('tăng', { exact: true }).waitFor();
    await row.getByRole('link', { name: '1 liều đến giờ' }).waitFor();
    await row.getByRole('link', { name: '2 kết quả mới' }).click();
    await nurse.page.getByText('Chưa bác sĩ nào xem').first().waitFor();
    expectNoFaults(nurse);
    await nurse.context.close();

    const screen = await screens.as('doctor', `/app/patients/${id}/results`);
    const { page } = screen;
    await page.getByRole('img', { name: 'Đường diễn biến: 4,1; 4,9' }).waitFor();
    for (const left of [1, 0]) {
      await page
        .getByRole('button', { name: /^Đã xem Kali/ })
        .first()
        .click();
      await until(async () => (await page.getByRole('button', { name: /^Đã xem Kali/ }).count()) === left);
    }
    await page.getByText('Người thử doctor đã xem lúc').first().waitFor();
    const { body } = await doctor.get(`/api/v1/wards/${world.wards[0].id}/board`);
    const encounters = (body.items as { encounter: { id: string; results: object } | null }[]).map(
      (one) => one.encounter,
    );
    expect(encounters.find((one) => one?.id === waiting.id)?.results).toEqual({ unread: 0, critical: 0 });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is told which tests of a panel are still awaited', async () => {
    const { id } = await aPatient(world, { fullName: 'Võ Thị Đợi' });
    const { id: encounterId } = await anAdmission(world, { patientId: id, bedId: null });
    const panel = await anOrder(world, { encounterId, code: { code: '24326-1', display: 'Điện giải đồ' } });
    const sent = await world.as('lab').post('/fhir/R4/Observation', {
      ...{ resourceType: 'Observation', status: 'final', effectiveDateTime: hoursAgo(1) },
      ...{ subject: { reference: `Patient/${id}` }, basedOn: [{ reference: `ServiceRequest/${panel.id}` }] },
      code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
      valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    });
    expect(sent.status).toBe(201);
    const screen = await screens.as('doctor');
    await screen.page.goto(`${screens.url}/app/patients/${id}/results`);
    await screen.page.getByText('Còn chờ kết quả: Natri, Clo.').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});
