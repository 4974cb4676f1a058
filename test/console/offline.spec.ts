import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { signIn, startScreens, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const { id: patientId } = await aPatient(world, { fullName: 'Lưu Văn Mạng' });
  await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id });
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

/** Run in the page, whose words the types of Node do not know. */
const CONTROLLED = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ?? new Promise((done) =>
  navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true }))).then(() => true)`;
const KEPT = `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name))))
  .then((all) => Promise.all(all.map((cache) => cache.keys())))
  .then((requests) => requests.flat().map(({ url }) => new URL(url).pathname))`;
const UPDATE = 'navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)';

/** Waits until the browser keeps the page; what it keeps, by address. */
async function kept(page: Page): Promise<string[]> {
  await page.evaluate(CONTROLLED);
  return page.evaluate<string[]>(KEPT);
}

describe('Without a network', () => {
  it('the page opens and says so, nothing of a patient was kept, and the session goes on when the network is back', async () => {
    const { page, context } = await screens.open('/', { keepsShell: true });
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).click();
    await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    await page.getByLabel('Mạch').fill('64');
    const addresses = await kept(page);
    expect(addresses).toContain('/app/');
    expect(addresses.filter((path) => path !== '/app/' && !path.startsWith('/assets/'))).toEqual([]);

    await context.setOffline(true);
    await page.getByText('MẤT KẾT NỐI với máy chủ').waitFor();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('64');
    await page.reload();
    await page.getByText('MẤT MẠNG hoặc máy chủ không trả lời').waitFor();

    await context.setOffline(false);
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    await until(async () => (await page.getByLabel('Mạch').inputValue()) === '64');
    await page.getByRole('button', { name: 'Khóa máy' }).click();
    await page.getByText('Máy đã khóa').waitFor();
    expect((await kept(page)).filter((path) => path.includes('/api/'))).toEqual([]);
    await context.setOffline(true);
    await page.reload();
    await page.getByText('MẤT MẠNG hoặc máy chủ không trả lời').waitFor();
    await context.close();
  });

  it('the board that was last seen opens with its time and nothing else, sealed, until somebody locks the page', async () => {
    const { page, context } = await screens.open('/', { keepsShell: true });
    const beside = await context.newPage();
    await beside.goto(page.url());
    await beside.getByLabel('Tên đăng nhập').waitFor();
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).waitFor();
    await kept(page);
    await until(() => page.evaluate<boolean>(`sessionStorage.getItem('benhan.board') !== null`));
    const stored = await page.evaluate<string>(
      `JSON.stringify([sessionStorage, localStorage].map((all) => ({ ...all })))`,
    );
    expect(stored).not.toMatch(/Lưu|Mạng/);
    await signIn(beside, 'nurse');
    await until(() => beside.evaluate<boolean>(`sessionStorage.getItem('benhan.board') !== null`));

    await context.setOffline(true);
    for (const tab of [beside, page]) await tab.reload();
    await beside.getByText('Lưu Văn Mạng').waitFor();
    const copy = page.getByText(/^BẢN CŨ, của lúc \d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}/);
    await copy.waitFor();
    expect(await page.getByText('Lưu Văn Mạng').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Lưu Văn Mạng' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Khóa máy' }).click();
    for (const tab of [page, beside]) {
      await tab.getByText('Máy đã khóa').waitFor();
      expect(await tab.getByText('Lưu Văn Mạng').count()).toBe(0);
    }
    await page.reload();
    await page.getByLabel('Tên đăng nhập').waitFor();
    expect([await copy.count(), await page.evaluate(`sessionStorage.getItem('benhan.board')`)]).toEqual([0, null]);
    await context.setOffline(false);
    await context.close();
  });

  it('a new version waits until somebody takes it up, and loses nothing that is being typed', async () => {
    const builds = await anotherBuild(screens.url);
    const { page, context } = await screens.open('/about', { keepsShell: true });
    await page.goto(builds.url);
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).click();
    await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    await page.getByLabel('Mạch').fill('65');
    await kept(page);
    builds.change();
    await page.evaluate(UPDATE);
    await page.getByText('Đã có bản mới').waitFor();
    expect(await page.getByLabel('Mạch').inputValue()).toBe('65');
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Dùng bản mới' }).click()]);
    await until(async () => (await page.getByLabel('Mạch').inputValue()) === '65');
    await context.close();
    await builds.close();
  });
});

describe('A page that stands open while the service gets a newer console', () => {
  it('says that a screen cannot be loaded, keeps what is typed, and opens the screen when somebody says so', async () => {
    const { page, context } = await screens.open('/');
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).click();
    await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    await page.getByLabel('Mạch').fill('66');
    const files = '**/assets/results-screen-*.js';
    await page.route(files, (route) => route.fulfill({ status: 404, body: '' }));
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.getByRole('link', { name: 'Kết quả', exact: true }).click();
    await page.getByRole('alert').getByText('Phần bạn đang viết dở vẫn được giữ.').waitFor();
    expect(loads).toBe(0);

    const asked = '**/app/';
    await page.route(asked, (route) => route.abort());
    await page.getByRole('button', { name: 'Tải lại và mở' }).click();
    await page.getByText('Máy chủ chưa trả lời.').waitFor();
    expect(loads).toBe(0);

    await page.unroute(asked);
    await page.unroute(files);
    await page.getByRole('button', { name: 'Tải lại và mở' }).click();
    await page.getByRole('heading', { name: 'Một trị số theo thời gian' }).waitFor();
    await page.getByRole('link', { name: 'Ghi dấu hiệu sinh tồn', exact: true }).click();
    await until(async () => (await page.getByLabel('Mạch').inputValue()) === '66');
    await context.close();
  });

  it('opens with less than 300 kB of scripts, compressed, and no script in the page', () => {
    const page = readFileSync('dist/web/index.html', 'utf8');
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => `dist/web${path}`);
    expect(files.length).toBeGreaterThan(0);
    const bytes = files.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
    process.stdout.write(`Scripts of the first screen: ${Math.round(bytes / 1000)} kB compressed\n`);
    expect(bytes).toBeLessThan(300_000);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/https?:\/\//);
  });
});

describe('A board that is opened anew', () => {
  it('asks the service few things, one after another as rarely as can be, and loads little beside the first screen', async () => {
    const { page, context } = await screens.open('/');
    await signIn(page, 'nurse');
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await page.getByRole('link', { name: 'Lưu Văn Mạng' }).waitFor();
    const calls = asked.filter((path) => path.startsWith('/api/'));
    const scripts = asked.filter((path) => path.endsWith('.js'));
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(`dist/web${path}`)).length, 0);
    process.stdout.write(`The board, opened anew: ${calls.length} calls, ${Math.round(bytes / 1000)} kB of scripts\n`);
    expect(calls.length).toBeLessThanOrEqual(10);
    expect(bytes).toBeLessThan(350_000);
    await context.close();
  });
});

/** The service at another address, whose console can become another build: browsers ask for the script past what a page could catch. */
async function anotherBuild(url: string) {
  let added = '';
  const server = createServer((asked, answer) => {
    const { method, headers } = asked;
    const passed = request(url + asked.url, { method, headers }, (found) => {
      const isScript = asked.url === '/sw.js';
      const { 'content-length': length, ...rest } = found.headers;
      answer.writeHead(
        found.statusCode ?? 500,
        isScript ? rest : { ...rest, ...(length && { 'content-length': length }) },
      );
      found.pipe(answer, { end: false });
      found.on('end', () => answer.end(isScript ? added : ''));
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change: () => {
      added = '\n// another build';
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
