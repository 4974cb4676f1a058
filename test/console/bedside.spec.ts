import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const ward = world.wards[0];
  const { id: patientId } = await aPatient(world, { fullName: 'Vũ Thị Thuốc' });
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(ward.beds, 0).id })).id;
  for (const who of ['nurse', 'head-nurse', 'doctor'] as const) await worksOnlyIn(world, who, ward.id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const ORAL = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { once: true } };

/** A signed order of one dose, due now. */
async function prescribe(code: string, display: string, detail: object = ORAL): Promise<void> {
  const medication = { system: 'http://www.whocc.no/atc', code, display };
  const body = { kind: 'medication', medication, priority: 'routine', ...detail, sign: true };
  const answer = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, body);
  expect(answer.body).toMatchObject({ status: 'active' });
}
const mar = async () => (await world.as('nurse').get(`/api/v1/encounters/${encounterId}/mar`)).body.items;
const doseOf = async (display: string) =>
  (await mar()).find(({ medication }: { medication: { display: string } }) => medication.display === display);
const toRound = (page: Page) => page.getByRole('link', { name: 'Đi thuốc' }).click();

describe('A nurse on the medicine round', () => {
  it('gives what is due by keyboard alone, once, and says why something was not given', async () => {
    await prescribe('N02BE01', 'Paracetamol 500 mg');
    await prescribe('J01CA04', 'Amoxicillin 500 mg');
    const screen = await screens.as('nurse');
    const { page } = screen;
    await toRound(page);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('Paracetamol').getByRole('button', { name: /^Ghi/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Quét vòng tay').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Paracetamol 500 mg: Cho thuốc').waitFor();
    await row('Paracetamol')
      .getByText(/Đã dùng · .* lúc/)
      .waitFor();
    expect(await doseOf('Paracetamol 500 mg')).toMatchObject({ status: 'given', recorded: { dose: { value: 500 } } });

    await row('Amoxicillin').getByRole('button', { name: /^Ghi/ }).click();
    await page.getByText('Từ chối').click();
    await page.getByLabel('Lý do').fill('Buồn nôn, không uống được');
    await page.getByRole('button', { name: 'Từ chối' }).click();
    await row('Amoxicillin').getByText('Người bệnh từ chối').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('is told who gave it and when, where somebody was first, and gives nothing', async () => {
    await prescribe('A02BC01', 'Omeprazole 20 mg', { ...ORAL, dose: { value: 20, unit: 'mg' } });
    const { page, context } = await screens.as('nurse');
    await toRound(page);
    await page.getByRole('button', { name: /^Ghi: .* Omeprazole/ }).click();
    const { id } = await doseOf('Omeprazole 20 mg');
    const first = await world.as('head-nurse').post(`/api/v1/doses/${id}/give`, {}, { 'If-Match': '"0"' });
    expect(first.status).toBe(200);
    await page.getByRole('button', { name: 'Cho thuốc' }).click();
    await page.getByText('Người thử head-nurse đã cho dùng lúc').waitFor();
    expect(await world.sql(`SELECT 1 FROM dose WHERE id = $1`, [id])).toHaveLength(1);
    await context.close();
  });

  it('names the second person for a high-alert medicine, and corrects what was wrong on the sheet', async () => {
    await prescribe('A10AB01', 'Insulin 8 đơn vị', {
      dose: { value: 8, unit: '[iU]' },
      route: 'subcutaneous',
      timing: { once: true },
    });
    const screen = await screens.as('nurse');
    const { page } = screen;
    await toRound(page);
    await page.getByRole('button', { name: /^Ghi: .* Insulin/ }).click();
    await page.getByRole('combobox', { name: 'Người thứ hai' }).click();
    await page.getByRole('option', { name: 'head-nurse' }).click();
    await page.getByRole('button', { name: 'Cho thuốc' }).click();
    await page.getByText('cùng Người thử head-nurse').waitFor();

    await page.getByRole('link', { name: 'Vũ Thị Thuốc' }).click();
    await page.getByRole('heading', { name: 'Phiếu thực hiện thuốc' }).waitFor();
    await page.getByRole('region', { name: 'Insulin' }).getByRole('button').first().click();
    await page.getByRole('combobox', { name: 'Thực tế là' }).click();
    await page.getByRole('option', { name: 'Liều này chưa được dùng' }).click();
    await page.getByLabel('Lý do').fill('Ghi nhầm giường bên cạnh');
    await page.getByRole('button', { name: 'Đính chính' }).click();
    await page.getByRole('region', { name: 'Insulin' }).getByText('Đến giờ').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Whoever has a critical result to see to', () => {
  it('sees in the head that something waits, reads the value back, and it waits no longer', async () => {
    const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
    const order = { kind: 'laboratory', code, priority: 'urgent', sign: true };
    const { body } = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, order);
    const observations = [{ code, value: 7.1, unit: 'mmol/L' }];
    const report = { status: 'final', effectiveAt: new Date().toISOString(), observations };
    expect((await world.as('lab').post(`/api/v1/orders/${body.id}/results`, report)).status).toBe(201);

    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.getByRole('link', { name: 'Việc chờ (1)' }).click();
    const critical = page.getByRole('article').filter({ hasText: 'Vũ Thị Thuốc' });
    await critical.getByText('7,1', { exact: true }).waitFor();
    await critical.getByLabel('Đọc lại giá trị').fill('Kali 1,7');
    await critical.getByRole('button', { name: 'Tôi đã nhận' }).click();
    await critical.getByText('Giá trị đọc lại không khớp').waitFor();
    await critical.getByLabel('Đọc lại giá trị').fill('Kali 7,1');
    await critical.getByRole('button', { name: 'Tôi đã nhận' }).click();
    await page.getByText('Đã xác nhận cho Vũ Thị Thuốc').waitFor();
    await page.getByRole('link', { name: 'Việc chờ', exact: true }).waitFor();
    const [task] = await world.sql(`SELECT status, read_back FROM task`);
    expect(task).toEqual({ status: 'acknowledged', read_back: 'Kali 7,1' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});
