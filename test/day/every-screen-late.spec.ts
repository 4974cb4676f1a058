import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lateAnswers } from '../support/browser.js';
import { type EveryScreen, everyScreen, faultsOnWalk, WALKERS, whoWalks } from '../support/every-screen.js';
import { NOTE_MOVES, pressFaultsOf } from '../support/late-answers.js';

let every: EveryScreen;
beforeAll(async () => {
  every = await everyScreen();
});
afterAll(() => every?.close());

describe('Every screen', () => {
  it.each(WALKERS.map((walker, seed) => [walker, seed] as const))(
    'stands still once it is there, and keeps each list open that is pressed, however late its parts come, as %s',
    async (walker, seed) => {
      const screen = await every.screens.as(whoWalks(walker));
      const awaited = await lateAnswers(screen.context, seed);
      await screen.page.addInitScript(NOTE_MOVES);
      const faultsOf = async (page: Page) => [
        ...(await pressFaultsOf(page, awaited)),
        ...(await page.evaluate<string[]>('[...window.movedByItself]')),
      ];
      expect(await faultsOnWalk(every, walker, { screen }, faultsOf)).toEqual({});
    },
    240_000,
  );
});
