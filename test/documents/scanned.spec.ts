import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { getDocumentProxy, renderPageAsImage } from 'unpdf';
import { anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { print } from './printed.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  const { id: patientId } = await aPatient(world, { fullName: 'Nguyễn Thị Ễn Đượm', birthDate: '1990-03-12' });
  ({ id: encounterId } = await anEncounter(world, { patientId }));
});
afterAll(() => world.close());

/** jsqr is a CommonJS module whose function is its default. */
const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

/** What the QR code of a page says, as a scanner reads the picture of it. */
async function scanned(pdf: Buffer, page: number): Promise<string | undefined> {
  const picture = await renderPageAsImage(await getDocumentProxy(new Uint8Array(pdf)), page, {
    canvasImport: () => import('@napi-rs/canvas'),
    // 200 dots an inch, as an office scanner makes.
    scale: 200 / 72,
  });
  const image = await loadImage(Buffer.from(picture));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return (decode as unknown as typeof jsqr.default)(data, width, height)?.data;
}

describe('The QR code of a paper', () => {
  it('is read from the picture of each page, and leads to the page that says that it is genuine', async () => {
    for (let hours = 44; hours > 0; hours--) {
      const effectiveAt = new Date(Date.now() - hours * 3_600_000).toISOString();
      await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { effectiveAt, heartRate: 60 + hours });
    }
    const { pdf, pages, code } = await print(world, `/api/v1/encounters/${encounterId}/documents/vital-signs.pdf`);
    expect(pages.length).toBeGreaterThan(2);
    for (let page = 1; page <= pages.length; page++) {
      const address = new URL((await scanned(pdf, page)) ?? 'about:blank');
      expect(address.pathname).toBe(`/verify/${code.replaceAll('-', '')}`);
      const { body } = await world.anonymous.get(address.pathname);
      expect(body).toMatchObject({ genuine: true, draft: false, withdrawn: false });
      // Who holds one page knows whose it is, and which of how many.
      expect(pages[page - 1]).toContain('NGUYỄN THỊ ỄN ĐƯỢM');
      expect(pages[page - 1]).toContain(`Trang ${page} / ${pages.length}`);
    }
  }, 120_000);
});
