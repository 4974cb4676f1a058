import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { BrowserContext, Page } from 'playwright-core';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { elementAt } from '../../src/kernel/list.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { signIn, startScreens, type Screen, type Screens } from '../support/browser.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

const WHO = ['nurse', 'head-nurse', 'doctor', 'pharmacist', 'lab'] as const;
const [MAI, LAN] = ['Hoàng Thị Mai', 'Bạch Thị Lan'];

let world: World;
let service: NestFastifyApplication;
let screens: Screens;
let port: number;
let at: Readonly<Record<(typeof WHO)[number], Screen>>;
const of: Record<string, { readonly patientId: string; readonly encounterId: string }> = {};

/** The service as a process of its own would be: on the same database, at the same port, gone and back while people work. */
async function startService(): Promise<NestFastifyApplication> {
  const app = await createApplication(loadSettings(settingsOfWorld(world.database)), pino({ level: 'silent' }));
  await app.init();
  return app;
}

beforeAll(async () => {
  world = await startWorld();
  const [ward] = world.wards;
  for (const [bed, name] of [MAI, LAN].entries()) {
    const { id: patientId } = await aPatient(world, { fullName: name });
    const { id: encounterId } = await anAdmission(world, { patientId, bedId: elementAt(ward.beds, bed).id });
    of[name] = { patientId, encounterId };
  }
  for (const who of ['nurse', 'head-nurse', 'doctor'] as const) await worksOnlyIn(world, who, ward.id);
  const orders = `/api/v1/encounters/${of[LAN]!.encounterId}/orders`;
  const medication = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
  const dose = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { once: true } };
  await world.as('doctor').post(orders, { kind: 'medication', medication, ...dose, priority: 'routine', sign: true });
  const test = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
  await world.as('doctor').post(orders, { kind: 'laboratory', code: test, priority: 'routine', sign: true });
  port = await freePort();
  service = await startService();
  screens = await startScreens({ ...world, app: service }, port);
  const opened = WHO.map(async (who) => [who, await screens.as(who)] as const);
  at = Object.fromEntries(await Promise.all(opened)) as typeof at;
});
afterAll(async () => {
  await screens?.close();
  await service?.close();
  await world?.close();
});

const goTo = (page: Page, name: string, part: string) =>
  page.goto(`${screens.url}/app/patients/${of[name]!.patientId}${part}`);
const countOf = async (table: string, name: string) =>
  (await world.sql(`SELECT 1 FROM ${table} WHERE encounter_id = $1`, [of[name]!.encounterId])).length;

async function typeVitals(page: Page, pulse: string): Promise<void> {
  await page.getByLabel('Mạch').fill(pulse);
  await page.getByLabel('Nhịp thở').fill('18');
  await page.getByLabel('SpO₂').fill('97');
}
const away = (page: Page) => page.locator('.offline');
const save = (page: Page) => page.getByRole('button', { name: 'Lưu', exact: true });

/** Everybody presses everything twice. */
const ACTS = {
  nurse: async (page: Page) => {
    await goTo(page, MAI, '/vitals');
    await typeVitals(page, '81');
    await save(page).dblclick();
    await page.getByText(`Đã lưu cho ${MAI}`).waitFor();
  },
  'head-nurse': async (page: Page, context: BrowserContext) => {
    await goTo(page, LAN, '/vitals');
    await typeVitals(page, '82');
    await context.setOffline(true);
    await away(page).waitFor();
    await save(page).dblclick();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('82');
    await context.setOffline(false);
    await away(page).waitFor({ state: 'detached' });
    await save(page).dblclick();
    await page.getByText(`Đã lưu cho ${LAN}`).waitFor();
  },
  doctor: async (page: Page) => {
    await goTo(page, MAI, '/orders');
    await page.getByRole('combobox', { name: 'Xét nghiệm' }).click();
    await page.getByRole('option', { name: 'Kali huyết thanh' }).click();
    await page.getByRole('button', { name: /^Ký và gửi/ }).dblclick();
    await page.getByText('Đã gửi 1 chỉ định').waitFor();
  },
  pharmacist: async (page: Page) => {
    await page.goto(`${screens.url}/app/pharmacy`);
    const order = page.getByRole('article').or(page.getByRole('listitem')).filter({ hasText: LAN });
    await order.getByRole('button', { name: /Xem/ }).click();
    await order.getByRole('button', { name: 'Duyệt', exact: true }).dblclick();
    await until(async () => (await verified()) > 0);
  },
  lab: async (page: Page) => {
    const order = page.getByRole('article').filter({ hasText: LAN });
    await order.getByRole('button', { name: 'Đã lấy mẫu' }).dblclick();
    await order.getByText('đã lấy mẫu', { exact: true }).waitFor();
    await order.getByRole('button', { name: 'Trả kết quả' }).click();
    await order.getByLabel('Kết quả', { exact: true }).fill('4,1');
    await order.getByLabel('Đơn vị', { exact: true }).fill('mmol/L');
    await order.getByRole('button', { name: 'Gửi kết quả' }).dblclick();
    await order.waitFor({ state: 'detached' });
  },
} satisfies Readonly<Record<(typeof WHO)[number], (page: Page, context: BrowserContext) => Promise<void>>>;

const verified = async () =>
  (
    await world.sql(`SELECT 1 FROM audit.event WHERE username = 'pharmacist' AND kind <> 'read' AND patient_id = $1`, [
      of[LAN]!.patientId,
    ])
  ).length;

describe('A rough day: five people at once, who press everything twice', () => {
  it('the network goes for one of them in the middle; nothing is lost and nothing is there twice', async () => {
    await Promise.all(WHO.map((who) => ACTS[who](at[who].page, at[who].context)));
    expect(await countOf('vital_signs', MAI)).toBe(1);
    expect(await countOf('vital_signs', LAN)).toBe(1);
    expect(await countOf('service_order', MAI)).toBe(1);
    expect(await countOf('service_order', LAN)).toBe(2);
    const { patientId } = of[LAN]!;
    expect(await world.sql(`SELECT 1 FROM diagnostic_report WHERE patient_id = $1`, [patientId])).toHaveLength(1);
  });

  it('the server goes while two are typing: one waits, one loads the page anew; both find what they typed, and it is sent once', async () => {
    const [nurse, head] = [at.nurse.page, at['head-nurse'].page];
    for (const [page, name, pulse] of [
      [nurse, MAI, '91'],
      [head, LAN, '92'],
    ] as const) {
      await goTo(page, name, '/vitals');
      await typeVitals(page, pulse);
    }
    service.getHttpServer().closeAllConnections();
    await service.close();
    await save(nurse).dblclick();
    await away(nurse).waitFor();
    service = await startService();
    await service.listen(port, '127.0.0.1');
    await head.reload();
    for (const [page, name, pulse] of [
      [nurse, MAI, '91'],
      [head, LAN, '92'],
    ] as const) {
      await until(async () => (await page.getByLabel('Mạch').inputValue()) === pulse);
      await save(page).dblclick();
      await page.getByText(`Đã lưu cho ${name}`).waitFor();
    }
    expect(await countOf('vital_signs', MAI)).toBe(2);
    expect(await countOf('vital_signs', LAN)).toBe(2);
  });

  it('another tab of the same person finds what was begun in the first, with the form and the patient, and sends it once', async () => {
    const { page, context } = at.nurse;
    await goTo(page, LAN, '/fluids');
    await page.getByLabel('Thể tích').fill('250');
    const other = await context.newPage();
    await other.goto(screens.url);
    await signIn(other, 'nurse');
    await other.getByRole('link', { name: new RegExp(`^Cân bằng dịch · ${LAN}`) }).click();
    expect(await other.getByLabel('Thể tích').inputValue()).toBe('250');
    await other.getByRole('button', { name: 'Ghi dịch' }).dblclick();
    await other.getByRole('cell', { name: '250 ml', exact: true }).waitFor();
    await until(async () => (await page.getByLabel('Thể tích').inputValue()) === '');
    expect(await countOf('fluid_entry', LAN)).toBe(1);
  });

  it('and no screen had an error of its own, nor asked anybody but the service', () => {
    // What the browser says of a server or a network that is away is no fault of the page.
    const isAway = (fault: string) => /net::ERR_/.test(fault);
    for (const who of WHO) expect(at[who].faults.filter((fault) => !isAway(fault))).toEqual([]);
  });
});
