import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, signIn, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const { id: patientId } = await aPatient(world, { fullName: 'Võ Thị Sáng' });
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id })).id;
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

describe('A board that stands open', () => {
  it('shows what somebody else charts, long before it would ask by the clock', async () => {
    const screen = await screens.open();
    const { page } = screen;
    const listening = page.waitForResponse('**/api/v1/stream');
    await signIn(page, 'nurse');
    expect((await listening).status()).toBe(200);
    const row = page.getByRole('row').filter({ hasText: 'Võ Thị Sáng' });
    await row.waitFor();
    const charted = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 87 });
    expect(charted.status).toBe(201);
    await row.getByText('87').waitFor({ timeout: 15_000 });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('Two boards of one ward', () => {
  it('both see who comes, leaves for a while and is back, dies, and is gone', async () => {
    const boards = await Promise.all([screens.as('nurse'), screens.as('doctor')]);
    const { id: patientId } = await aPatient(world, { fullName: 'Giàng Thị Ở Lại' });
    const row = { hasText: 'Giàng Thị Ở Lại' };
    const seen = (text: string | undefined, state: 'visible' | 'detached' = 'visible') =>
      Promise.all(
        boards.map(({ page }) => {
          const found = page.getByRole('row').filter(row);
          return (text ? found.getByText(text) : found).waitFor({ state });
        }),
      );
    const doctor = world.as('doctor');
    const act = async (path: string, version: number, body: object) => {
      const answer = await doctor.post(`/api/v1/${path}`, body, { 'If-Match': `"${version}"` });
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.body.version as number;
    };
    const { id, version } = await anAdmission(world, { patientId });
    await seen(undefined);
    const left = await act(`encounters/${id}/leave`, version, { reason: 'Về thăm nhà' });
    await seen('Đang ra ngoài từ');
    const back = await act(`encounters/${id}/return`, left, {});
    await seen('Đang ra ngoài từ', 'detached');
    await act(`patients/${patientId}/death`, 1, { at: new Date().toISOString(), cause: 'Suy hô hấp cấp' });
    await seen('Đã tử vong');
    await act(`encounters/${id}/discharge`, back, { disposition: 'exp' });
    await seen(undefined, 'detached');
    for (const screen of boards) {
      expectNoFaults(screen);
      await screen.context.close();
    }
  });
});

describe('A ward that is asked to take somebody', () => {
  it('sees them in a strip above its beds, with where they lie, who asks and why, until they have come', async () => {
    const [asking, asked] = [world.wards[0].id, world.wards[1].id];
    await worksOnlyIn(world, 'head-nurse', asked);
    const screen = await screens.as('head-nurse');
    const { page } = screen;
    await page.locator('.board').waitFor();
    expect(await page.locator('.incoming').count()).toBe(0);
    const { id: patientId } = await aPatient(world, { fullName: 'Sùng Thị Sắp Đến' });
    const stay = await anAdmission(world, { patientId, wardId: asking, bedId: elementAt(world.wards[0].beds, 2).id });
    const referral = { wardId: asked, reason: 'Suy thận tiến triển, xin nhận điều trị' };
    expect((await world.as('doctor').post(`/api/v1/patients/${patientId}/referrals`, referral)).status).toBe(201);
    const strip = page.getByRole('region', { name: '1 người được đề nghị chuyển đến hoặc mời khám' });
    const row = strip.getByRole('listitem').filter({ hasText: 'Sùng Thị Sắp Đến' });
    await row.waitFor();
    const { code } = elementAt(world.wards[0].beds, 2);
    for (const said of [referral.reason, `giường ${code}`, 'Người thử doctor']) await row.getByText(said).waitFor();
    await row.getByRole('link', { name: 'Nhận vào khoa: Sùng Thị Sắp Đến' }).waitFor();
    const moved = { wardId: asked, bedId: elementAt(world.wards[1].beds, 0).id };
    const ifMatch = { 'If-Match': `"${stay.version}"` };
    expect((await world.as('doctor').post(`/api/v1/encounters/${stay.id}/transfer`, moved, ifMatch)).status).toBe(200);
    await page.getByRole('row').filter({ hasText: 'Sùng Thị Sắp Đến' }).waitFor();
    await strip.waitFor({ state: 'detached' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});

/** Two buttons that count their presses; `moved` puts the second where the first stood. */
const TWO_BUTTONS = `(() => {
  const made = (name) => {
    const button = Object.assign(document.createElement('button'), { textContent: name, className: 'pressed-' + name });
    button.style.cssText = 'display: block; width: 200px; height: 60px';
    button.addEventListener('click', () => (window.presses[name] += 1));
    return button;
  };
  window.presses = { first: 0, second: 0 };
  const place = document.createElement('div');
  place.style.cssText = 'position: fixed; left: 20px; top: 20px; z-index: 999';
  place.append(made('first'), made('second'));
  document.body.append(place);
})()`;
const MOVED = `document.querySelector('.pressed-first').before(document.querySelector('.pressed-second'))`;
const ON_FIRST = { x: 100, y: 50 };

describe('A press under which the page moves', () => {
  it.each([
    ['counts for what it began on', MOVED, [0, 0], { first: 1, second: 0 }],
    ['counts for nothing when the pointer was drawn away', MOVED, [150, 0], { first: 0, second: 0 }],
    [
      'counts for nothing when it is gone',
      `document.querySelector('.pressed-first').remove()`,
      [0, 0],
      { first: 0, second: 0 },
    ],
    [
      'counts for nothing when it may not be pressed any more',
      `${MOVED}; document.querySelector('.pressed-first').disabled = true`,
      [0, 0],
      { first: 0, second: 0 },
    ],
  ] as const)('%s', async (_, meanwhile, [dx, dy], presses) => {
    const { page, context } = await screens.open('/');
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor();
    await page.evaluate(TWO_BUTTONS);
    await page.mouse.move(ON_FIRST.x, ON_FIRST.y);
    await page.mouse.down();
    await page.evaluate(meanwhile);
    await page.mouse.move(ON_FIRST.x + dx, ON_FIRST.y + dy);
    await page.mouse.up();
    expect(await page.evaluate('window.presses')).toEqual(presses);
    // The next one is a press of its own.
    const { first } = presses;
    const last = page.locator('.pressed-second');
    await last.click();
    expect(await page.evaluate('window.presses')).toEqual({ first, second: 1 });
    await context.close();
  });

  it('of a finger too, and never for what has come to stand there', async () => {
    const { page, context } = await screens.open('/', { isTablet: true });
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).waitFor();
    await page.evaluate(TWO_BUTTONS);
    const finger = await context.newCDPSession(page);
    const tapped = async (meanwhile: string) => {
      await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [ON_FIRST] });
      await page.evaluate(meanwhile);
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      return page.evaluate('window.presses');
    };
    expect(await tapped('0')).toEqual({ first: 1, second: 0 });
    expect(await tapped(MOVED)).toEqual({ first: 2, second: 0 });
    expect(await tapped(`document.querySelector('.pressed-second').remove()`)).toEqual({ first: 2, second: 0 });
    // Where nothing stood: what is shown under the finger that moment is not what was meant.
    await page.evaluate(`document.querySelector('.pressed-first').style.display = 'none'`);
    expect(await tapped(`document.querySelector('.pressed-first').style.display = 'block'`)).toEqual({
      first: 2,
      second: 0,
    });
    expect(await tapped('0')).toEqual({ first: 3, second: 0 });
    await context.close();
  });
});

/** Opens a chart whose answers are held; tells whether the screen waits for them, and whether it can be seen, before and after a key. */
const KEY_WHILE_HELD = `new Promise((tell) => {
  const main = document.getElementById('main');
  const part = () => [...main.children].find((e) => !e.matches('.banner, nav'));
  const look = () => [main.hasAttribute('data-settling'), getComputedStyle(part()).opacity];
  new MutationObserver((_, observer) => {
    if (!main.hasAttribute('data-settling')) return;
    observer.disconnect();
    setTimeout(() => {
      const before = look();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
      tell([before, look()]);
    }, 50);
  }).observe(main, { attributes: true });
  document.querySelector('.board td a').click();
})`;

describe('A screen whose answers are late', () => {
  it('is seen at once by who goes on by keyboard, and on paper', async () => {
    const { page, context } = await screens.as('nurse');
    await page.locator('.board td a').first().waitFor();
    const held: (() => void)[] = [];
    await context.route('**/api/v1/patients/**', async (route) => {
      await new Promise<void>((go) => held.push(go));
      await route.continue().catch(() => undefined);
    });
    expect(await page.evaluate(KEY_WHILE_HELD)).toEqual([
      [true, '0'],
      [false, '1'],
    ]);
    for (const go of held) go();
    await context.unroute('**/api/v1/patients/**');
    await page.emulateMedia({ media: 'print' });
    const opacity = `(() => {
      const main = document.getElementById('main');
      main.setAttribute('data-settling', '');
      return getComputedStyle([...main.children].find((e) => !e.matches('.banner, nav'))).opacity;
    })()`;
    expect(await page.evaluate(opacity)).toBe('1');
    await context.close();
  });
});

describe('A double click whose second press comes after the answer', () => {
  it('acknowledges one task, and not the one that has come to stand in its place', async () => {
    const worse = { respiratoryRate: 28, oxygenSaturation: 88, supplementalOxygen: true, heartRate: 135, systolic: 88 };
    for (const [index, fullName] of ['Mùa A Một', 'Mùa A Hai'].entries()) {
      const { id: patientId } = await aPatient(world, { fullName, birthDate: '1970-01-01' });
      const bedId = elementAt(world.wards[0].beds, index + 1).id;
      const { id } = await anAdmission(world, { patientId, bedId });
      const set = { ...worse, diastolic: 50, temperature: 39.4, consciousness: 'V' };
      expect((await world.as('doctor').post(`/api/v1/encounters/${id}/vitals`, set)).status).toBe(201);
    }
    const screen = await screens.as('nurse', '/app/inbox');
    const { page } = screen;
    const buttons = page.getByRole('button', { name: 'Tôi đã nhận, sẽ xử trí' });
    await buttons.nth(1).waitFor();
    const waiting = await buttons.count();
    await buttons.first().click();
    await buttons.nth(waiting - 1).waitFor({ state: 'detached' });
    // As a browser tells of the second press of a double click.
    await buttons.first().dispatchEvent('click', { detail: 2 });
    await page.reload();
    await buttons.nth(waiting - 2).waitFor();
    expect(await world.sql(`SELECT 1 FROM task WHERE status = 'acknowledged'`)).toHaveLength(1);
    // A press of its own does what it says.
    await buttons.first().click();
    await buttons.nth(waiting - 2).waitFor({ state: 'detached' });
    expect(await world.sql(`SELECT 1 FROM task WHERE status = 'acknowledged'`)).toHaveLength(2);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
