#!/usr/bin/env node
// Pictures of the console's screens, of a running demo hospital:  DEMO_PASSWORD=… PORT=3000 npm run screens [-- folder]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.mjs';

const url = `http://127.0.0.1:${process.env.PORT ?? 3000}`;
const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'docs', 'pictures');
const password = process.env.DEMO_PASSWORD;
if (!password) throw new Error('DEMO_PASSWORD is not set: it is printed when the demo hospital starts.');
mkdirSync(folder, { recursive: true });

const browser = await launchChromium();

async function as(username, walk) {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByRole('textbox', { name: 'Mật khẩu' }).fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  const picture = async (name) => {
    await page.locator('main:not([data-settling])').waitFor();
    await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${name}.png`) });
    process.stdout.write(`${name}.png\n`);
  };
  await walk(page, picture);
  await context.close();
}

try {
  await as('nurse', async (page, picture) => {
    await page.locator('.board td:nth-child(2) a').first().waitFor();
    await page.locator('main nav strong:not(:empty)').waitFor();
    await picture('board');
    await page.locator('.board td:nth-child(2) a').first().click();
    await page.locator('.banner').waitFor();
    await picture('chart');
    await page.locator('nav a[href$="/vitals"]').click();
    await page.locator('input[inputmode="decimal"]').first().waitFor();
    await picture('vitals');
    await page.locator('nav a[href$="/sheet"]').click();
    await page.locator('.u-wrap, main p').first().waitFor();
    await picture('sheet');
    await page.locator('nav a[href$="/medicines"]').click();
    await page.locator('main h1').waitFor();
    await picture('medicines');
    await page.goto(`${url}/app/`);
    await page.locator('main nav a[href$="/medicines"]').click();
    await page.locator('.dose').first().waitFor();
    await picture('medicine-round');
    await page.goto(`${url}/app/`);
    await page.locator('main nav a[href$="/handover"]').click();
    await page.locator('.handover').first().waitFor();
    await picture('handover');
    await page.goto(`${url}/app/`);
    await page.locator('.board td:nth-child(2) a').nth(1).click();
    await page.locator('nav a[href$="/transfusions"]').click();
    await page
      .getByRole('button', { name: /^Bắt đầu truyền một đơn vị/ })
      .first()
      .click();
    await picture('transfusion');
    await page.locator('nav a[href$="/medicines"]').click();
    await page.locator('.slots button').first().click();
    await page.getByRole('button', { name: 'Diễn biến truyền' }).click();
    await page.locator('.order-form ol li').first().waitFor();
    await picture('infusion');
    await page.goto(`${url}/app/inbox`);
    await page.locator('main h2').first().waitFor();
    await picture('inbox');
  });
  await as('doctor', async (page, picture) => {
    await page.locator('.board td:nth-child(2) a').first().click();
    await page.locator('nav a[href$="/stay"]').click();
    await page.locator('main form').first().waitFor();
    await picture('stay');
    await page.locator('nav a[href$="/record"]').click();
    await page.locator('main section').first().waitFor();
    await picture('record');
  });
  await as('doctor', async (page, picture) => {
    await page.locator('.board td:nth-child(2) a').nth(2).click();
    await page.locator('nav a[href$="/orders"]').click();
    await page.getByRole('combobox', { name: 'Thêm cả bộ chỉ định' }).click();
    await page.getByRole('option', { name: 'Viêm phổi cộng đồng' }).click();
    await page.locator('.basket-line').first().waitFor();
    await picture('orders');
  });
  await as('privacy-officer', async (page, picture) => {
    await page.goto(`${url}/app/radar`);
    await page.locator('main section').last().waitFor();
    await picture('radar');
    await page.goto(`${url}/app/access-review`);
    await page.locator('main table').waitFor();
    await picture('access-review');
  });
  await as('admin', async (page, picture) => {
    await page.locator('main table').waitFor();
    await picture('staff');
  });
  await as('auditor', async (page, picture) => {
    await page.goto(`${url}/app/audit`);
    await page.locator('main table a').nth(8).click();
    await page.locator('main h2').last().waitFor();
    await page.getByRole('button', { name: 'Chứng minh sự việc này' }).click();
    await page
      .getByText('✓')
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
    await picture('proof');
  });
} finally {
  await browser.close();
}
