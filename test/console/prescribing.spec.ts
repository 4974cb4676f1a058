import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Đỗ Thị Sáu', sex: 'female', birthDate: '1998-05-01' })).id;
  encounterId = (await anAdmission(world, { patientId })).id;
}, 180_000);
afterAll(async () => {
  await screens?.close();
  await world?.close();
});

const stored = async (): Promise<
  { id: string; version: number; code: { display: string }; infusion: object | null; titration: object | null }[]
> => (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/orders`)).body.items;

async function openBasket() {
  const screen = await screens.as('doctor', `/app/patients/${patientId}/orders`);
  const { page } = screen;
  await page.getByRole('combobox', { name: 'Loại chỉ định' }).click();
  await page.getByRole('option', { name: 'Thuốc', exact: true }).click();
  const choose = async (typed: string, option: RegExp) => {
    await page.getByRole('combobox', { name: 'Thuốc', exact: true }).fill(typed);
    await page.getByRole('option', { name: option }).first().click();
  };
  const line = (name: string) => page.getByRole('article', { name, exact: true });
  const pick = async (of: string, field: string, option: string) => {
    await line(of).getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  return { screen, page, choose, line, pick };
}

describe('A doctor who prescribes', () => {
  it('is told of names that are alike where they are chosen, and of a dose while it is typed', async () => {
    const { screen, page, choose, line, pick } = await openBasket();
    await choose('cefazol', /ceFAZolin.*Dễ nhầm với cefTRIAXone/);
    await line('Cefazolin').getByText('Dễ nhầm với cefTRIAXone').waitFor();
    await choose('metoclop', /Metoclopramide/);
    const metoclopramide = line('Metoclopramide');
    await metoclopramide.getByLabel('Liều mỗi lần').fill('100');
    await pick('Metoclopramide', 'Đơn vị liều', 'mg');
    await pick('Metoclopramide', 'Khi nào', 'một lần');
    const told = metoclopramide.getByRole('status', { name: 'Kiểm tra trước khi ký: Metoclopramide' });
    await told.getByText('CHỐNG CHỈ ĐỊNH').waitFor();
    await told.getByText('gấp từ mười lần mức tối đa').waitFor();
    await metoclopramide.getByLabel('Liều mỗi lần').fill('10');
    await told.getByText('gấp từ mười lần').waitFor({ state: 'detached' });
    // Of the patient, not of each medicine.
    await line('Cefazolin').getByLabel('Liều mỗi lần').fill('1');
    await pick('Cefazolin', 'Đơn vị liều', 'g');
    await pick('Cefazolin', 'Khi nào', 'một lần');
    await line('Cefazolin').getByRole('status').waitFor();
    // What was found of one line stands while another is typed.
    await line('Cefazolin').getByLabel('Liều mỗi lần').fill('2');
    expect([await told.count(), await line('Cefazolin').getByRole('status').count()]).toEqual([1, 0]);
    await line('Cefazolin').getByRole('status').waitFor();
    const nobodyAsked = page.getByText('Chưa ai hỏi tiền sử dị ứng của người bệnh');
    await nobodyAsked.waitFor();
    expect(await nobodyAsked.count()).toBe(1);
    expect(await stored()).toEqual([]);
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    const sent = page.getByRole('status').filter({ hasText: 'Đã gửi 2 chỉ định' });
    await sent.waitFor();
    expect(await sent.getByText('Chưa ai hỏi tiền sử dị ứng của người bệnh').count()).toBe(1);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('says what an infusion is diluted in and how it runs, and hears that it runs too fast', async () => {
    const { screen, page, choose, line, pick } = await openBasket();
    await choose('oxyto', /Oxytocin/);
    const oxytocin = line('Oxytocin');
    await pick('Oxytocin', 'Cách cho liều', 'pha truyền');
    await oxytocin.getByLabel('Liều mỗi lần').fill('20');
    await pick('Oxytocin', 'Đơn vị liều', 'đơn vị');
    await oxytocin.getByLabel('Pha trong').fill('Ringer lactat');
    await oxytocin.getByLabel('Thể tích (mL)').fill('500');
    await oxytocin.getByRole('textbox', { name: 'Tốc độ', exact: true }).fill('300');
    await pick('Oxytocin', 'Đơn vị tốc độ', 'mL/giờ');
    await pick('Oxytocin', 'Khi nào', 'một lần');
    await oxytocin.getByText('Tốc độ truyền Oxytocin là 12 đơn vị mỗi giờ').waitFor();
    await oxytocin.getByRole('textbox', { name: 'Tốc độ', exact: true }).fill('90');
    await oxytocin.getByText('Tốc độ truyền Oxytocin').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await page.getByText('Đã gửi 1 chỉ định').waitFor();
    await page.getByText('pha trong Ringer lactat đủ 500 mL, 90 mL/giờ').first().waitFor();
    const order = (await stored()).find(({ code }) => code.display === 'Oxytocin');
    expect(order?.infusion).toEqual({ fluid: 'Ringer lactat', volume: 500, rate: { value: 90, unit: 'mL/h' } });
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('says between which rates an infusion is set, is judged by the highest, and told what contradicts itself', async () => {
    // A second one beside it would be stopped as the same therapy.
    for (const { id, version } of (await stored()).filter(({ code }) => code.display === 'Oxytocin')) {
      const because = { reason: 'Đổi cách truyền' };
      await world.as('doctor').post(`/api/v1/orders/${id}/discontinue`, because, { 'If-Match': `"${version}"` });
    }
    const { screen, page, choose, line, pick } = await openBasket();
    await choose('oxyto', /Oxytocin/);
    const oxytocin = line('Oxytocin');
    await pick('Oxytocin', 'Cách cho liều', 'pha truyền');
    await oxytocin.getByLabel('Liều mỗi lần').fill('10');
    await pick('Oxytocin', 'Đơn vị liều', 'đơn vị');
    await oxytocin.getByLabel('Pha trong').fill('Glucose 5 %');
    await oxytocin.getByLabel('Thể tích (mL)').fill('500');
    await oxytocin.getByRole('textbox', { name: 'Tốc độ', exact: true }).fill('24');
    await pick('Oxytocin', 'Đơn vị tốc độ', 'mL/giờ');
    await pick('Oxytocin', 'Khi nào', 'một lần');
    const [low, high] = [
      oxytocin.getByLabel('Chỉnh tốc độ từ'),
      oxytocin.getByRole('textbox', { name: 'đến', exact: true }),
    ];
    await low.fill('12');
    await high.fill('620');
    await oxytocin.getByLabel('Chỉnh theo đích').fill('3 cơn co trong 10 phút');
    await oxytocin.getByText('Tốc độ truyền Oxytocin là 12,4 đơn vị mỗi giờ').waitFor();
    await high.fill('60');
    await oxytocin.getByText('Tốc độ truyền Oxytocin').waitFor({ state: 'detached' });
    await low.fill('30');
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await page.getByText('Tốc độ ban đầu phải nằm trong khoảng được chỉnh').first().waitFor();
    await low.fill('12');
    await page.getByRole('button', { name: /^Ký và gửi/ }).click();
    await page.getByText('Đã gửi 1 chỉ định').waitFor();
    const order = (await stored()).find(({ titration }) => titration !== null);
    expect(order?.titration).toEqual({ low: 12, high: 60, target: '3 cơn co trong 10 phút' });
    expectNoFaults(screen);
    await screen.context.close();
  });
});
