import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaultsOf } from '../support/accessibility.js';
import { signIn } from '../support/browser.js';
import { type EveryScreen, everyScreen, faultsOnWalk, WALKERS, whoWalks } from '../support/every-screen.js';
import { languageFaultsOf, namesHeard, unfold } from '../support/language-faults.js';
import { tabletFaultsOf } from '../support/tablet.js';

let every: EveryScreen;
beforeAll(async () => {
  every = await everyScreen();
});
afterAll(() => every?.close());

describe('Every screen', () => {
  it.each(WALKERS)(
    'in English can be used by everyone, and has words for people only, as %s',
    async (walker) => {
      const screen = await every.screens.as(whoWalks(walker));
      const names = namesHeard(screen.page);
      const faultsOf = async (page: Page) => {
        const found = await accessibilityFaultsOf(page);
        await unfold(page);
        return [...found, ...(await languageFaultsOf(page, 'en', names))];
      };
      expect(await faultsOnWalk(every, walker, { screen, language: 'en' }, faultsOf)).toEqual({});
    },
    240_000,
  );

  it.each(WALKERS)(
    'can be used with a finger on a tablet as %s',
    async (walker) => {
      const screen = await every.screens.open('/', { isTablet: true });
      await signIn(screen.page, whoWalks(walker));
      expect(await faultsOnWalk(every, walker, { screen }, tabletFaultsOf)).toEqual({});
    },
    240_000,
  );
});
