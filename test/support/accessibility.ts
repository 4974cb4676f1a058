import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Judged within the page, which has no frames: nothing is opened beside it, and what is in order is not written out. */
const judge = (page: Page) => new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();

async function violationsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Letters that do not stand out from their ground; for a page in another theme, whose parts are the same. */
export const contrastFaultsOf = (page: Page): Promise<string[]> =>
  violationsOf(judge(page).withRules(['color-contrast']));

/** What of a page does not meet WCAG 2.2 AA, as far as a machine can judge it. */
export async function accessibilityFaultsOf(page: Page): Promise<string[]> {
  // From the top: wherever a page was scrolled to, its head covers half of something.
  await page.evaluate('scrollTo(0, 0)');
  return violationsOf(judge(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']));
}
