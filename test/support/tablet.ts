import type { Page } from 'playwright-core';

/** Run in the page, whose words the types of Node do not know: what is too small for a finger, wider than the screen, or grey without a reason. */
const FAULTS = `(() => {
  const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && getComputedStyle(e).visibility !== 'hidden'; };
  const named = (e) => e.tagName + ' ' + (e.textContent || e.getAttribute('aria-label') || e.type || '').trim().slice(0, 40);
  const box = (e) => (e.closest('.mantine-Checkbox-root, .mantine-Radio-root, .mantine-Switch-root') ?? e).getBoundingClientRect();
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  const pressed = [...document.querySelectorAll('button, a, input, select, textarea, summary, label.mantine-SegmentedControl-label')];
  const inSentence = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  const hidden = (e) => e.matches('.skip, .mantine-SegmentedControl-input, input[type=file]');
  return [
    ...(wide > 1 ? ['wider than the screen by ' + wide] : []),
    ...pressed.filter((e) => seen(e) && !hidden(e) && !inSentence(e) && box(e).height < 43.5).map((e) => 'small: ' + named(e)),
    ...[...document.querySelectorAll('button:disabled:not([data-loading])')].filter(seen)
      .filter((e) => !document.getElementById(e.getAttribute('aria-describedby'))?.textContent).map((e) => 'grey without a reason: ' + named(e)),
  ];
})()`;

/** What of a page cannot be used on a tablet with a finger: targets below 44 px (WCAG 2.2, 2.5.5), and what only scrolling sideways shows. */
export const tabletFaultsOf = (page: Page): Promise<string[]> => page.evaluate(FAULTS);
