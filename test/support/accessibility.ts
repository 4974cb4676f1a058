import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Letters that do not stand out from their ground; for a page in another theme, whose parts are the same. */
export async function contrastFaultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** What of a page does not meet WCAG 2.2 AA, as far as a machine can judge it. */
export async function accessibilityFaultsOf(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
