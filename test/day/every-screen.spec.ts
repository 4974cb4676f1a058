import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaultsOf, contrastFaultsOf } from '../support/accessibility.js';
import { expectNoFaults, type Screen, signIn, startScreens, type Screens } from '../support/browser.js';
import { languageFaultsOf, namesHeard, unfold } from '../support/language-faults.js';
import { focusFaultsOf, MAGNIFIED, reflowFaultsOf } from '../support/reflow.js';
import { tabletFaultsOf } from '../support/tablet.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let whole: WholeChart;
beforeAll(async () => {
  world = await startWorld();
  whole = await aWholeChart(world);
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const PATIENT = [
  '',
  '/vitals',
  '/nursing',
  '/background',
  '/sheet',
  '/medicines',
  '/fluids',
  '/late',
  '/reconciliation',
  '/notes',
  '/orders',
  '/results',
  '/transfusions',
  '/stay',
  '/files',
  '/record',
  '/person',
  '/visit',
];

const ward = (part: string) => `/wards/${world.wards[0].id}${part}`;
const ofPatient = (part: string) => `/patients/${whole.patientId}${part}`;

/** Who looks at what; told when the world is there. */
const WALKS: Readonly<Record<string, () => readonly string[]>> = {
  'head-nurse': () => [ward(''), ward('/team'), ward('/beds'), '/inbox', ofPatient('')],
  'department-head': () => [ward(''), ward('/team'), '/cosign', ofPatient('/orders'), ofPatient('/record')],
  trainee: () => [ward(''), '/notes', ofPatient('/notes'), ofPatient('/orders')],
  nurse: () => ['/round', '/medicines', '/beds', '/queue', '/handover', '/team'].map(ward),
  doctor: () => [
    ward(''),
    '/me',
    '/inbox',
    '/patients',
    ...PATIENT.map(ofPatient),
    ofPatient(`/notes/${whole.ids.notes}`),
  ],
  registrar: () => [ofPatient('/stay'), ofPatient('/person'), '/patients/new'],
  'records-officer': () => [ofPatient('/record'), ofPatient('/person'), '/patients/duplicates'],
  lab: () => ['/worklist', '/unmatched', '/untied', '/messages', '/code-mappings', '/inbox'],
  pharmacist: () => ['/pharmacy', '/formulary', '/code-lists'],
  auditor: () => [
    ...['/audit', '/audit/seals', '/reviews', '/messages', '/sensitive-codes'],
    ...[`/audit${ofPatient('')}`, `/audit/records/patient/${whole.patientId}`],
    `/audit/people/${world.staff.doctor.id}/${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)}`,
  ],
  admin: () => ['', `/${world.staff.nurse.id}`].map((id) => `/admin/staff${id}`),
  radiographer: () => ['/worklist'],
  'privacy-officer': () => ['/admin/clients', '/radar', '/access-review'],
};
const PLACES = ['/admin/wards', '/admin/clients', '/admin/terminals', '/admin/subscriptions'];

/** The faults of a person's screens, by their addresses. */
async function faultsAt(
  screen: Screen,
  language: string,
  paths: readonly string[],
  faultsOf: (page: Page) => Promise<string[]>,
) {
  const found: Record<string, string[]> = {};
  const { page, context } = screen;
  await page.evaluate((chosen) => localStorage.setItem('benhan.language', chosen), language);
  for (const path of paths) {
    await page.goto(`${screens.url}/app${path}`);
    await page.locator('main').locator('h1, h2, p, table').first().waitFor();
    await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
    const faults = await faultsOf(page);
    if (faults.length > 0) found[path] = faults;
  }
  expectNoFaults(screen);
  await context.close();
  return found;
}

const pathsOf = (who: string) => [...(WALKS[who]?.() ?? []), ...(who === 'admin' ? PLACES : [])];

/** By day and by night: the night has its own colours. */
async function faultsInBothThemes(page: Page): Promise<string[]> {
  const byDay = await accessibilityFaultsOf(page);
  // Without motion: colours on their way to others are judged for neither.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const byNight = await contrastFaultsOf(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...byDay, ...byNight.map((fault) => `at night: ${fault}`)];
}

describe('Every screen', () => {
  describe.each(['vi', 'en'])('in %s', (language) => {
    it.each(Object.keys(WALKS))('can be used by everyone who works as %s', async (who) => {
      const faultsOf = language === 'vi' ? faultsInBothThemes : accessibilityFaultsOf;
      expect(await faultsAt(await screens.as(who), language, pathsOf(who), faultsOf)).toEqual({});
    });
  });

  it.each(Object.keys(WALKS))('can be used with a finger on a tablet as %s', async (who) => {
    const screen = await screens.open('/', { isTablet: true });
    await signIn(screen.page, who);
    expect(await faultsAt(screen, 'vi', pathsOf(who), tabletFaultsOf)).toEqual({});
  });

  describe.each(['vi', 'en'] as const)('in %s, with what is folded opened', (language) => {
    it.each(Object.keys(WALKS))('has no word of the other language, and none for machines, as %s', async (who) => {
      const screen = await screens.as(who);
      const names = namesHeard(screen.page);
      const faultsOf = async (page: Page) => {
        await unfold(page);
        return languageFaultsOf(page, language, names);
      };
      expect(await faultsAt(screen, language, pathsOf(who), faultsOf)).toEqual({});
    });
  });

  it.each(Object.keys(WALKS))('can be read at 400 %% and with letters spaced out as %s', async (who) => {
    const screen = await screens.as(who);
    await screen.page.setViewportSize(MAGNIFIED);
    expect(await faultsAt(screen, 'vi', pathsOf(who), reflowFaultsOf)).toEqual({});
  });

  it('hides nothing that the keyboard is at under what sticks to the top, forth and back', async () => {
    const screen = await screens.as('doctor');
    const paths = ['/vitals', '/stay', '/nursing', '/background', '/person'].map(ofPatient);
    expect(await faultsAt(screen, 'vi', paths, focusFaultsOf)).toEqual({});
  });

  it('shows what is chosen in colours of the reader’s own, and moves nothing for who wants no motion', async () => {
    const screen = await screens.as('nurse');
    const { page, context } = screen;
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${screens.url}/app${ward('')}`);
    await page.locator('.mantine-SegmentedControl-label[data-active]').first().waitFor();
    const style = await page.evaluate<string[]>(`(() => {
      const { outlineStyle, transitionDuration } = getComputedStyle(document.querySelector('.mantine-SegmentedControl-label[data-active]'));
      return [outlineStyle, transitionDuration];
    })()`);
    expect(style).toEqual(['solid', '0s']);
    await context.close();
  });

  it('is called by its name in the window, and keeps the place of the keyboard when a part of it goes', async () => {
    const screen = await screens.as('nurse');
    const { page, context } = screen;
    const title = () => page.title();
    await page.goto(`${screens.url}/app${ofPatient('/vitals')}`);
    await page.getByLabel('Mạch').waitFor();
    expect(await title()).toBe('Ghi dấu hiệu sinh tồn · Bệnh Án');
    const tab = page.getByRole('link', { name: 'Cân bằng dịch', exact: true });
    await tab.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Thể tích').waitFor();
    expect(await title()).toBe('Cân bằng dịch · Bệnh Án');
    expect(await page.evaluate('document.activeElement !== document.body')).toBe(true);
    // A dialog gives the keyboard back to where it was opened.
    await page.getByRole('button', { name: 'Phím tắt' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('Phím tắt');
    expectNoFaults(screen);
    await context.close();
  });

  it('of signing in takes a password, a PIN and a code that are pasted', async () => {
    const { page, context } = await screens.open('/');
    const field = page.getByRole('textbox', { name: 'Mật khẩu' });
    await field.focus();
    const wasTaken = await page.evaluate<boolean>(
      `document.activeElement.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))`,
    );
    expect([wasTaken, await field.getAttribute('autocomplete')]).toEqual([true, 'current-password']);
    await context.close();
  });

  it('of signing in can too, in both languages', async () => {
    for (const language of ['vi-VN', 'en-GB'] as const) {
      const { page, context } = await screens.open('/', { language });
      await page.getByRole('button', { name: language === 'vi-VN' ? 'Đăng nhập' : 'Sign in' }).waitFor();
      expect(await accessibilityFaultsOf(page)).toEqual([]);
      await context.close();
    }
  });
});
