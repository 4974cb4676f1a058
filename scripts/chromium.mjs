// The browser in which the console is tested and its pictures are taken.
import { chromium } from 'playwright-core';

/**
 * Where Chromium is: the machine's own (CHROMIUM_PATH), or the one that comes as a package, which unpacks itself into the temporary folder.
 * The package was made for a cloud's small machines: told it runs on one, it brings the libraries that a bare machine lacks.
 */
async function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

const FLAGS = ['--no-sandbox', '--no-zygote', '--font-render-hinting=none', '--disable-gpu', '--hide-scrollbars'];
let executable;

/**
 * Starts Chromium.
 * @param {readonly string[]} [more] flags besides those that every machine needs
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium(more = []) {
  executable ??= chromiumPath();
  return chromium.launch({ executablePath: await executable, args: [...FLAGS, ...more] });
}
