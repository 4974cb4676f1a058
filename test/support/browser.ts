import type { BrowserContext, Page } from 'playwright-core';
import { expect } from '@jest/globals';
import { launchChromium } from '../../scripts/chromium.mjs';
import { PASSWORD, type World } from './world.js';

/** A page somebody works at, and what went wrong in it meanwhile. */
export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page's console, uncaught errors, and requests to anywhere but the service. */
  readonly faults: string[];
}

interface ScreenOptions {
  readonly language?: 'vi-VN' | 'en-GB';
  /** Whether the browser keeps the page for when no server answers: specs whose requests are caught do without. */
  readonly keepsShell?: boolean;
  /** A tablet held upright, used by a finger. */
  readonly isTablet?: boolean;
}

/** A browser on a world's service. */
export interface Screens {
  readonly url: string;
  /** A page of its own, nobody signed in. */
  open(path?: string, options?: ScreenOptions): Promise<Screen>;
  /** A page of its own at which this person has signed in, and is shown what lies at the path. */
  as(username: string, path?: string): Promise<Screen>;
  close(): Promise<void>;
}

/** Starts a browser for a world; its service listens on a port of its own meanwhile, or on the one that is named. */
export async function startScreens(world: World, port = 0): Promise<Screens> {
  await world.app.listen(port, '127.0.0.1');
  const url = (await world.app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser = await launchChromium();
  const open: Screens['open'] = async (
    path = '/',
    { language = 'vi-VN', keepsShell = false, isTablet = false } = {},
  ) => {
    const serviceWorkers = keepsShell ? 'allow' : 'block';
    const viewport = isTablet ? { width: 768, height: 1024 } : { width: 1366, height: 768 };
    // Without motion, which nothing here is about and each press would wait for.
    const still = { reducedMotion: 'reduce' } as const;
    const context = await browser.newContext({
      ...still,
      locale: language,
      viewport,
      serviceWorkers,
      hasTouch: isTablet,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const faults = watch(page, url);
    await page.goto(url + path);
    return { page, context, faults };
  };
  return {
    url,
    open,
    as: async (username, path) => {
      const screen = await open(path);
      await signIn(screen.page, username);
      return screen;
    },
    close: () => browser.close(),
  };
}

/** Up to how late an answer comes, in ms. */
const LATEST = 400;

/**
 * Has answers to questions come late, each by another while, as a busy server or a bad network has it; what is written is not held.
 * @param seed the whiles are those of this seed
 * @returns how many answers are awaited
 */
export async function lateAnswers(context: BrowserContext, seed: number): Promise<() => number> {
  let [state, awaited] = [seed, 0];
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32) * LATEST;
  };
  await context.route('**/api/v1/**', async (route) => {
    const request = route.request();
    if (request.method() !== 'GET' || request.url().endsWith('/stream')) return route.continue();
    awaited += 1;
    await new Promise((come) => setTimeout(come, next()));
    // Whoever has left the screen meanwhile waits for it no more.
    await route.continue().catch(() => undefined);
    await request.response().catch(() => undefined);
    awaited -= 1;
  });
  return () => awaited;
}

/** A screen whose parts have come, as far as they come within seconds. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main:not([data-settling])').locator('h1, h2, p, table').first().waitFor();
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
}

/** Signs in by the form, in Vietnamese. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
}

/** Refusals are answers, which a browser also writes to its console; everything else there is a fault. */
function watch(page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    const isAnswer = /Failed to load resource: the server responded with a status of 4/.test(message.text());
    if (message.type() === 'error' && !isAnswer) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) faults.push(`asked ${request.url()}`);
  });
  return faults;
}

/** Nothing went wrong in the page while it was used. */
export const expectNoFaults = ({ faults }: Screen): void => expect(faults).toEqual([]);
