import type { Page, Response } from 'playwright-core';
import { VIETNAMESE } from './words-in-sources.js';

/** Fields of answers that hold what people typed or what somebody or something is called: in whichever language they are. */
const NAMED =
  /^(?:fullName|username|name|headline|wardName|roomName|display|targetDisplay|sender|reason|answer|purpose|contact|comment|note|title|question|conclusion|allergen|line|city|district|ward|province|occupation|workplace|ethnicGroup|nationality|tallMan|instructions|fileName|content|source|version|brand)$/;
/** The words of the language that the page is not in, as nobody would write them in the other one. */
const ENGLISH =
  /\b(?:the|and|with|without|not|are|was|been|from|this|that|patients?|wards?|orders?|results?|doses?|doctors?|nurses?|show|save|cancel|close|error|unknown|loading|active|draft|signed)\b/i;
/** What no reader of any language should see. */
const MACHINE = /\b(?:undefined|null|NaN|Invalid Date)\b|\[object |\{\{/;
/** A code of an interface; in English words are written so too. */
const CODE = /\b[a-z]{2,}(?:-[a-z]{2,})+\b/;
/** What is typed into the chart that the screens are walked with. */
const TYPED = ['Tỉnh, không sốt'];

/** Run in the page, whose words the types of Node do not know: each text that is seen, or read out, once. */
const TEXTS = `(() => {
  const seen = (e) => e && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden' && !e.closest('script, style, .hash, code, kbd, .mantine-Loader-root');
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) found.add(walker.currentNode.textContent.trim());
  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (seen(e)) for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (e.getAttribute(name)) found.add(e.getAttribute(name).trim());
  }
  found.add(document.title);
  return [...found].filter((text) => text !== '');
})()`;

/** Lists of provinces, peoples and countries: their texts are names too. */
const LISTS_OF_NAMES = /code-lists\/(?:province|ethnic-group|nationality)/;

/** What the answers that a page gets call people, places and things, collected while it is used. */
export function namesHeard(page: Page): ReadonlySet<string> {
  const names = new Set<string>(TYPED);
  const hear = (value: unknown, url: string, key = ''): void => {
    if (typeof value === 'string') {
      const isCode = url.includes('/code-lists') && key === 'code';
      if (NAMED.test(key) || isCode || (LISTS_OF_NAMES.test(url) && key === 'text')) names.add(value.trim());
    } else if (Array.isArray(value)) value.forEach((item) => hear(item, url, key));
    else if (value !== null && typeof value === 'object') {
      Object.entries(value).forEach(([name, part]) => hear(part, url, name));
    }
  };
  page.on('response', (answer: Response) => {
    const url = answer.url();
    if (url.includes('/api/')) {
      void answer.json().then(
        (body) => hear(body, url),
        () => undefined,
      );
    }
  });
  return names;
}

/** Texts of a page that are not in its language, or for machines only; without what people and things are called. */
export async function languageFaultsOf(
  page: Page,
  language: 'vi' | 'en',
  names: ReadonlySet<string>,
): Promise<string[]> {
  const texts = await page.evaluate<string[]>(TEXTS);
  const longestFirst = [...names].filter((name) => name.length > 1).sort((one, other) => other.length - one.length);
  const own = (text: string) =>
    longestFirst.reduce((rest, name) => rest.replaceAll(name, ' '), text.replaceAll('Bệnh Án', ' '));
  const isOther = (text: string) =>
    language === 'en'
      ? VIETNAMESE.test(text.normalize('NFD')) && text !== 'Tiếng Việt'
      : ENGLISH.test(text) && text !== 'English';
  return texts
    .filter((text) => {
      const rest = own(text);
      return isOther(rest) || MACHINE.test(rest) || (language === 'vi' && CODE.test(rest));
    })
    .map((text) => `${language === 'en' ? 'not English' : 'not Vietnamese'}, or a code: ${text.slice(0, 120)}`);
}

/** Opens what is folded on a page, so that its words are seen too; choices and menus stay closed. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator('main button[aria-expanded="false"]:not([role="combobox"]):not([aria-haspopup])');
  for (let left = Math.min(await folded.count(), 12); left > 0 && (await folded.count()) > 0; left -= 1) {
    await folded.first().click();
  }
}
