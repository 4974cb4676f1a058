import type { Page } from 'playwright-core';

/** 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10). */
const MAGNIFIED = { width: 320, height: 256 };

/** A telephone held upright, and 1366 × 768 at 200 %. */
const SMALL = [
  { width: 390, height: 844 },
  { width: 683, height: 384 },
];

/** Spaces that readers may set for themselves (WCAG 2.2, 1.4.12). */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`;

/** Run in the page, whose words the types of Node do not know. */
const WIDER = `(() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide <= 1) return [];
  const over = [...document.querySelectorAll('main *, header *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, table'));
  const outer = over.filter((e) => !over.includes(e.parentElement)).slice(0, 3);
  return ['wider than the screen by ' + wide + ': ' + outer.map((e) => e.tagName + '.' + e.className + ' ' + (e.textContent ?? '').slice(0, 40)).join(' | ')];
})()`;
const CUT = `[...document.querySelectorAll('main *, header *')].filter((e) => {
  const style = getComputedStyle(e);
  const hides = [style.overflowX, style.overflowY].some((one) => one === 'hidden' || one === 'clip');
  return hides && !e.matches('input, textarea, svg, svg *, .skip') && e.getClientRects().length > 0 && (e.textContent ?? '').trim() !== '' && e.clientHeight > 1
    && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2);
}).slice(0, 5).map((e) => 'cut: ' + e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 60))`;
/** Fields that cut what stands in them although the screen is far wider: a name of which half is read. */
const TIGHT = `(() => {
  const room = document.querySelector('main')?.clientWidth ?? innerWidth;
  return [...document.querySelectorAll('main input, main textarea')].filter((e) => e.getClientRects().length > 0 && e.value !== '' && !e.closest('table')
    && e.scrollWidth > e.clientWidth + 2 && e.clientWidth < room * 0.55).slice(0, 5)
    .map((e) => 'tight: ' + (e.labels?.[0]?.textContent ?? e.name) + ' ' + e.value.slice(0, 40));
})()`;
/** Whether what the keyboard is at lies wholly under what sticks to the top (WCAG 2.2, 2.4.11). */
const HIDDEN = `(() => {
  const e = document.activeElement;
  if (!e || e === document.body || e.id === 'main') return undefined;
  const b = e.getBoundingClientRect();
  if (b.width === 0 || b.height === 0) return undefined;
  const seen = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.9], [0.1, 0.9], [0.9, 0.1]].some(([x, y]) => {
    const at = document.elementFromPoint(b.left + b.width * x, b.top + b.height * y);
    return at && (e.contains(at) || at.contains(e) || at.closest('label')?.contains(e));
  });
  return seen ? undefined : 'hidden when the keyboard is at it: ' + e.tagName + ' ' + (e.textContent || e.getAttribute('aria-label') || e.name || '').slice(0, 40);
})()`;

/** What moves sideways or is cut when the page is magnified to 400 %, and what is cut at its usual size when its letters are spaced out. */
export async function reflowFaultsOf(page: Page): Promise<string[]> {
  const usual = page.viewportSize()!;
  await page.setViewportSize(MAGNIFIED);
  const wider = [...(await lasting(page, WIDER)), ...(await lasting(page, CUT))];
  await page.setViewportSize(usual);
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(SPACED)});
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  })()`);
  const cut = await lasting(page, CUT);
  await page.evaluate('document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)');
  return [...wider, ...cut];
}

/** What moves sideways, is cut, or cuts what was typed, on a telephone and magnified to 200 %. */
export async function smallFaultsOf(page: Page): Promise<string[]> {
  const usual = page.viewportSize()!;
  const found: string[] = [];
  for (const size of SMALL) {
    await page.setViewportSize(size);
    for (const faultsIn of [WIDER, CUT, TIGHT]) {
      const faults = await lasting(page, faultsIn);
      found.push(...faults.map((fault) => `at ${size.width}: ${fault}`));
    }
  }
  await page.setViewportSize(usual);
  return found;
}

/** What is found, and is found still when the parts that follow a new size a moment later have followed it. */
async function lasting(page: Page, faultsIn: string): Promise<string[]> {
  let found = await page.evaluate<string[]>(faultsIn);
  for (let looks = 1; found.length > 0 && looks < 20; looks += 1) {
    await page.waitForTimeout(100);
    found = await page.evaluate<string[]>(faultsIn);
  }
  return found;
}

/** What is hidden while the keyboard walks through a page. @param steps how often Tab is pressed, then back */
export async function focusFaultsOf(page: Page, steps = 45): Promise<string[]> {
  const faults = new Set<string>();
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let step = 0; step < steps; step += 1) {
      await page.keyboard.press(key);
      const fault = await page.evaluate<string | undefined>(HIDDEN);
      if (fault) faults.add(fault);
    }
  }
  return [...faults];
}
