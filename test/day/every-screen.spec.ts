import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaultsOf, contrastFaultsOf } from '../support/accessibility.js';
import { expectNoFaults } from '../support/browser.js';
import { type EveryScreen, everyScreen, faultsAt, faultsOnWalk, WALKERS, whoWalks } from '../support/every-screen.js';
import { languageFaultsOf, namesHeard, unfold } from '../support/language-faults.js';
import { focusFaultsOf, reflowFaultsOf, smallFaultsOf } from '../support/reflow.js';

let every: EveryScreen;
beforeAll(async () => {
  every = await everyScreen();
});
afterAll(() => every?.close());

/** By day and by night: the night has its own colours. */
async function faultsInBothThemes(page: Page): Promise<string[]> {
  const byDay = await accessibilityFaultsOf(page);
  // Without motion: colours on their way to others are judged for neither.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const byNight = await contrastFaultsOf(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...byDay, ...byNight.map((fault) => `at night: ${fault}`)];
}

describe('Every screen, in Vietnamese', () => {
  it.each(WALKERS)(
    'can be used by everyone, be read at 400 %%, on a telephone and with letters spaced out, and has words for people only, as %s',
    async (walker) => {
      const screen = await every.screens.as(whoWalks(walker));
      const names = namesHeard(screen.page);
      const faultsOf = async (page: Page) => {
        const found = [
          ...(await faultsInBothThemes(page)),
          ...(await reflowFaultsOf(page)),
          ...(await smallFaultsOf(page)),
        ];
        await unfold(page);
        return [...found, ...(await languageFaultsOf(page, 'vi', names))];
      };
      expect(await faultsOnWalk(every, walker, { screen }, faultsOf)).toEqual({});
    },
    240_000,
  );

  it('hides nothing that the keyboard is at under what sticks to the top, forth and back', async () => {
    const screen = await every.screens.as('doctor');
    const paths = every.patients('/vitals', '/stay', '/nursing', '/background', '/person');
    expect(await faultsAt(every, paths, { screen }, focusFaultsOf)).toEqual({});
  });

  it('shows what is chosen in colours of the reader’s own, and moves nothing for who wants no motion', async () => {
    const screen = await every.screens.as('nurse');
    const { page, context } = screen;
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${every.screens.url}/app${every.wards('')[0]}`);
    await page.locator('.mantine-SegmentedControl-label[data-active]').first().waitFor();
    const style = await page.evaluate<string[]>(`(() => {
      const { outlineStyle, transitionDuration } = getComputedStyle(document.querySelector('.mantine-SegmentedControl-label[data-active]'));
      return [outlineStyle, transitionDuration];
    })()`);
    expect(style).toEqual(['solid', '0s']);
    await context.close();
  });

  it('is called by its name in the window, and keeps the place of the keyboard when a part of it goes', async () => {
    const screen = await every.screens.as('nurse');
    const { page, context } = screen;
    const title = () => page.title();
    await page.goto(`${every.screens.url}/app${every.patients('/vitals')[0]}`);
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
    await page.locator('[aria-label="Phím tắt"]:focus').waitFor();
    expectNoFaults(screen);
    await context.close();
  });

  it('of signing in takes a password, a PIN and a code that are pasted', async () => {
    const { page, context } = await every.screens.open('/');
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
      const { page, context } = await every.screens.open('/', { language });
      await page.getByRole('button', { name: language === 'vi-VN' ? 'Đăng nhập' : 'Sign in' }).waitFor();
      expect(await accessibilityFaultsOf(page)).toEqual([]);
      await context.close();
    }
  });
});
