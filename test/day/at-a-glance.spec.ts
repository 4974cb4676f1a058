import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { aMedicine, anAdmission, anEncounter, aPatient, PARACETAMOL } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

const LONG = 'Công Tằng Tôn Nữ Huyền Trân Nguyễn Phước Thị Thanh Phương Thảo Bích Ngọc Lan Hương';
const WITHOUT = 'Kiều Văn Chờ';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld({ TRIAGE_MINUTES: '0,5,15,60,240' });
  ({ id: patientId } = await aPatient(world, { fullName: LONG, birthDate: '1951-03-02' }));
  const bedId = elementAt(world.wards[0].beds, 0).id;
  ({ id: encounterId } = await anAdmission(world, { patientId, bedId }));
  await anAdmission(world, { patientId: (await aPatient(world, { fullName: WITHOUT })).id, bedId: null });
  await world.as('doctor').post(`/api/v1/patients/${patientId}/allergies`, {
    ...{ code: { display: 'Penicilin và mọi kháng sinh nhóm beta-lactam đã từng dùng' }, criticality: 'high' },
  });
  const charted = await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, {
    ...{ respiratoryRate: 18, oxygenSaturation: 97, systolic: 128, diastolic: 74, heartRate: 131, temperature: 37.1 },
    ...{ consciousness: 'A', supplementalOxygen: false },
  });
  expect([charted.status, charted.text]).toEqual([201, charted.text]);
  screens = await startScreens(world);
}, 180_000);
afterAll(async () => {
  await screens?.close();
  await world?.close();
});

/** Text that ends at an edge without a sign: beyond its box, which hides it, and without an ellipsis. */
const CUT = `[...document.querySelectorAll('main *, header *')].filter((one) => {
  const { overflowX, overflowY, textOverflow, position } = getComputedStyle(one);
  const hides = (flow) => flow === 'hidden' || flow === 'clip';
  const has = [...one.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
  if (!has || position === 'absolute' || one.clientWidth < 3 || textOverflow === 'ellipsis') return false;
  return (hides(overflowX) && one.scrollWidth > one.clientWidth + 1) || (hides(overflowY) && one.scrollHeight > one.clientHeight + 2);
}).map(({ textContent }) => textContent)`;

interface Curve {
  readonly shape: string;
  readonly colour: string;
  /** Against the ground of the page. */
  readonly contrast: number;
  readonly isDrawn: boolean;
}
/** Each curve by its shape and colour, and whether its plot is drawn in that colour. */
const curvesOf = (page: Page) =>
  page.evaluate<Curve[][]>(`(() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number).slice(0, 3);
    const light = (colour) => numbers(colour).map((part) => part / 255).map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = light(getComputedStyle(document.body).backgroundColor);
    return [...document.querySelectorAll('figure.curves')].map((figure) => {
      const canvas = figure.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const isDrawn = ([red, green, blue]) => {
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] > 250 && Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 6) return true;
        }
        return false;
      };
      return [...figure.querySelectorAll('.curve-key svg')].map((mark) => {
        const { color } = getComputedStyle(mark);
        const [high, low] = [light(color), ground].sort((one, other) => other - one);
        return { shape: mark.firstElementChild.getAttribute('d'), colour: color, contrast: (high + 0.05) / (low + 0.05), isDrawn: isDrawn(numbers(color)) };
      });
    });
  })()`);

describe('At a glance', () => {
  it('the board has patients without a bed in a strip of their own, counted, before the beds', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/wards/${world.wards[0].id}`);
    const groups = page.locator('.board tbody');
    await groups.first().locator('th[scope=rowgroup]', { hasText: '1 chưa xếp giường' }).waitFor();
    await groups.first().getByRole('link', { name: WITHOUT }).waitFor();
    expect(await groups.nth(1).getByRole('link', { name: WITHOUT }).count()).toBe(0);
    await groups.nth(1).getByRole('link', { name: LONG }).waitFor();
    await page.getByText(/· 1 chưa xếp giường/).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('the chart shows five sets of vital signs beside each other, with whoever charted them', async () => {
    const { id, patientId: whose } = await anEncounter(world, { hoursAgo: 48 });
    for (const hours of [25, 20, 15, 10, 5]) {
      const effectiveAt = new Date(Date.now() - hours * 3_600_000).toISOString();
      const set = { heartRate: 88, temperature: 37.1, systolic: 128, diastolic: 74, effectiveAt };
      const charted = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, set);
      expect([charted.status, charted.text]).toEqual([201, charted.text]);
    }
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${whose}`);
    const table = page.locator('.chart-column').first().locator('table.figures');
    await table.getByRole('cell', { name: 'Người thử nurse' }).nth(4).waitFor();
    const hidden = await page.evaluate(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.chart table.figures').parentElement)`,
    );
    expect(hidden).toBeLessThanOrEqual(1);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('the banner reads name, birth date, sex, number, and allergies last, as it is seen; the Tab key has nothing to stop at', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}`);
    const banner = page.getByRole('region', { name: 'Người bệnh' });
    await banner.waitFor();
    const read = (await banner.innerText()).replaceAll(/\s+/g, ' ');
    const order = [LONG, '02/03/1951', 'Giới', 'Mã', 'Penicilin'].map((part) => read.indexOf(part));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order.includes(-1)).toBe(false);
    const places = await page.evaluate<{ top: number; left: number; bottom: number; right: number }[]>(
      `[...document.querySelectorAll('.banner .name, .banner dd, .banner .allergies')].map((one) => one.getBoundingClientRect().toJSON())`,
    );
    for (const [at, next] of places.slice(1).entries()) {
      const before = elementAt(places, at);
      expect(next.left >= before.right - 1 || next.top >= before.bottom - 1).toBe(true);
    }
    expect(await banner.locator('a, button, input, [tabindex]').count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('curves that share a plot differ by shape and colour, and are seen by day and by night', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/sheet`);
    await page.locator('figure.curves canvas').last().waitFor();
    const seen: Curve[][][] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const coloursOf = (plots: Curve[][] = []) => plots.flat().map(({ colour }) => colour);
      const [day] = seen;
      // The night comes a moment after it was asked for.
      await until(async () => {
        const now = await curvesOf(page);
        return now.flat().every(({ isDrawn }) => isDrawn) && coloursOf(now).join() !== coloursOf(day).join();
      });
      const curves = await curvesOf(page);
      seen.push(curves);
      expect(curves.flat()).toHaveLength(6);
      for (const shared of curves.filter((plot) => plot.length > 1)) {
        expect(new Set(shared.map(({ shape }) => shape)).size).toBe(shared.length);
      }
      expect(new Set(curves.flat().map(({ colour }) => colour)).size).toBe(6);
      expect(Math.min(...curves.flat().map(({ contrast }) => contrast))).toBeGreaterThanOrEqual(3);
    }
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('a medicine is found in a short list that says of how many, and is never taken by itself', async () => {
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/patients/${patientId}/orders`);
    await page.getByRole('combobox', { name: 'Loại chỉ định' }).click();
    await page.getByRole('option', { name: 'Thuốc', exact: true }).click();
    const field = page.getByRole('combobox', { name: 'Thuốc', exact: true });
    await field.fill('a');
    const [, shown, all] =
      /(\d+) trong (\d+) thuốc/.exec(await page.getByText(/\d+ trong \d+ thuốc/).innerText()) ?? [];
    expect(Number(shown)).toBeLessThan(Number(all));
    await until(async () => (await page.getByRole('option').count()) === Number(shown));
    await field.fill('paracet');
    await page.getByText(/\d+ trong \d+ thuốc/).waitFor({ state: 'detached' });
    await page
      .getByRole('option', { name: /Paracetamol/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.getByRole('article').count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('what the pharmacy changed stands on the sheet in both versions, and its doctor is told', async () => {
    const order = await aMedicine(world, { encounterId });
    const medication = { ...PARACETAMOL, code: 'VN-123', display: 'Hapacol (paracetamol)' };
    const product = { medication, form: 'gói', strength: '250 mg' };
    const done = await world
      .as('pharmacist')
      .post(`/api/v1/orders/${order.id}/pharmacy/substitute`, { product, reason: 'Hết viên' }, { 'If-Match': '"0"' });
    expect([done.status, done.text]).toEqual([200, done.text]);
    const screen = await screens.as('doctor');
    const { page } = screen;
    await page.goto(`${screens.url}/app/inbox`);
    const told = page.getByText('Dược sĩ đã thay thuốc được chỉ định');
    await told.waitFor();
    await page.getByText(LONG).first().waitFor();
    await page.goto(`${screens.url}/app/patients/${patientId}/medicines`);
    await page.getByText('Paracetamol 500 mg').first().waitFor();
    await page
      .getByText(/Hapacol/)
      .first()
      .waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it.each([false, true])('long names and texts are never cut without a sign, on a tablet: %s', async (isTablet) => {
    const screen = await screens.open('/', { isTablet });
    const { page } = screen;
    await signIn(page, 'doctor');
    const ofPatient = ['', '/orders', '/stay', '/medicines'].map((part) => `/patients/${patientId}${part}`);
    for (const path of [`/wards/${world.wards[0].id}`, ...ofPatient]) {
      await page.goto(`${screens.url}/app${path}`);
      await page.getByText(LONG).first().waitFor();
      await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
      expect({ path, cut: await page.evaluate(CUT) }).toEqual({ path, cut: [] });
    }
    await screen.context.close();
  });
});

describe('Who waits for a doctor', () => {
  it('is late by the times that the hospital has set, in red and in words', async () => {
    const ward = await world.as('admin').post('/api/v1/wards', { code: 'CC', name: 'Cấp cứu', kind: 'emergency' });
    await worksOnlyIn(world, 'nurse', ward.body.id);
    const arrive = async (fullName: string, level: number) => {
      const { id } = await aPatient(world, { fullName });
      const startedAt = new Date(Date.now() - 12 * 60_000).toISOString();
      const visit = { patientId: id, class: 'emergency', wardId: ward.body.id, reason: 'Đau ngực', startedAt };
      const { body } = await world.as('registrar').post('/api/v1/encounters', visit);
      const said = { level, reason: 'Mạch 130' };
      const answer = await world.as('nurse').post(`/api/v1/encounters/${body.id}/triage`, said, { 'If-Match': '"1"' });
      expect([answer.status, answer.text]).toEqual([200, answer.text]);
    };
    await arrive('Tạ Văn Trễ', 2);
    await arrive('Tạ Văn Kịp', 3);
    const screen = await screens.as('nurse');
    const { page } = screen;
    await page.goto(`${screens.url}/app/wards/${ward.body.id}/queue`);
    const row = (name: string) => page.getByRole('article').filter({ hasText: name });
    // By the Australasian scale 2 minutes late, by that of this hospital 7.
    await row('Tạ Văn Trễ')
      .locator('.severe')
      .getByText(/^QUÁ [78] phút/)
      .waitFor();
    await row('Tạ Văn Kịp').getByText('bác sĩ khám trước').waitFor();
    expect(await row('Tạ Văn Kịp').locator('.severe').count()).toBe(0);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
