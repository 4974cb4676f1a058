import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { launchChromium } from '../../scripts/chromium.mjs';
import { signIn } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

const pem = join(import.meta.dirname, '..', 'hl7v2', 'certificates', 'server.pem');
/** As a hospital's terminals know it: under a name, by a certificate that they trust. */
const NAME = 'emr.benhvien.example';

let world: World;
let port: number;
let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  world = await startWorld({ TLS_CERTIFICATE: pem, TLS_KEY: pem });
  await world.app.listen(0, '127.0.0.1');
  port = (world.app.getHttpServer().address() as { port: number }).port;
  const { publicKey } = new X509Certificate(readFileSync(pem));
  const trusted = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  browser = await launchChromium([
    `--host-resolver-rules=MAP ${NAME} 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${trusted}`,
  ]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

it('over its own TLS a browser elsewhere than on this machine gets WebCrypto and the service worker, and works', async () => {
  const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
  await page.goto(`https://${NAME}:${port}/`);
  expect(await page.evaluate('[isSecureContext, typeof crypto.subtle.encrypt]')).toEqual([true, 'function']);
  await signIn(page, 'nurse');
  const worker = `navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)`;
  expect(await page.evaluate(worker)).toBe(`https://${NAME}:${port}/sw.js`);
});
