import type { Page } from 'playwright-core';
import { settled } from './browser.js';
import { until } from './until.js';

/**
 * Run in the page, whose words the types of Node do not know: notes what moves under somebody's eyes while nobody does anything. A screen that was
 * shown while answers were still on their way, because they took longer than is waited for (web/src/shell/settling.ts), is not judged: on a
 * busy machine some do.
 */
export const NOTE_MOVES = `(() => {
  window.movedByItself = new Set();
  const SHORTEST_WAIT = 390;
  let [onTheirWay, since, isShownUnready] = [0, undefined, false];
  const ask = window.fetch;
  window.fetch = (...asked) => {
    onTheirWay += 1;
    return ask(...asked).finally(() => { onTheirWay -= 1; });
  };
  new MutationObserver(() => {
    const isSettling = document.querySelector('main[data-settling]') !== null;
    if (isSettling) [since, isShownUnready] = [since ?? performance.now(), false];
    else if (since !== undefined) [since, isShownUnready] = [undefined, onTheirWay > 0 && performance.now() - since > SHORTEST_WAIT];
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-settling'] });
  const places = new Map();
  const named = (e) => (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || e.name || '').trim().slice(0, 40);
  const look = () => {
    // Letters that come late have another width, and move what stands beside them.
    const isSettling = document.fonts.status !== 'loaded' || document.querySelector('main[data-settling]') !== null;
    for (const e of document.querySelectorAll('main button, main a[href], main input, main select, main textarea')) {
      const { left, top, width, height } = e.getBoundingClientRect();
      const at = [left + scrollX, top + scrollY];
      const before = places.get(e);
      const isShown = !isSettling && width > 0 && height > 0;
      if (before && isShown && !isShownUnready && Math.hypot(at[0] - before[0], at[1] - before[1]) > 4) {
        window.movedByItself.add(e.tagName + ' ' + named(e) + ' by ' + Math.round(at[0] - before[0]) + ', ' + Math.round(at[1] - before[1]));
      }
      if (isShown) places.set(e, at);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/**
 * Presses each field of a screen that has a list, as soon as the screen is there and while answers still come.
 * @param awaited how many answers are on their way
 * @returns what moved by itself, and the fields whose list did not open, or did not stay open until all answers had come
 */
export async function pressFaultsOf(page: Page, awaited: () => number): Promise<string[]> {
  const faults: string[] = [];
  const fields = page.locator('main input[aria-haspopup="listbox"]:not(:disabled):visible');
  for (let at = 0; at < (await fields.count()); at += 1) {
    const field = fields.nth(at);
    await field.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await field.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.up();
    const isOpen = async () => (await field.getAttribute('aria-expanded')) === 'true';
    const wasOpen = await isOpen();
    await until(() => awaited() === 0);
    if (!wasOpen || !(await isOpen())) faults.push(`${wasOpen ? 'closed by itself' : 'not opened'}: field ${at + 1}`);
    await page.keyboard.press('Escape');
  }
  await until(() => awaited() === 0);
  await settled(page);
  return faults;
}
