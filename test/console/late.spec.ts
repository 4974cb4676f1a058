import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sheetOf } from '../doses/a-sheet.js';
import { aMedicine, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  const startedAt = new Date(Date.now() - 6 * 3_600_000).toISOString();
  patientId = (await aPatient(world, { fullName: 'Bùi Văn Giấy', birthDate: '1960-01-01' })).id;
  const { id: wardId } = world.wards[0];
  const stay = { patientId, class: 'inpatient', wardId, reason: 'Sốt cao', startedAt };
  encounterId = (await world.as('doctor').post('/api/v1/encounters', stay)).body.id;
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

/** The ward's clock so many hours ago, with the day. */
const typedAt = (hoursAgo: number) => {
  const [day = '', clock = ''] = new Date(Date.now() - hoursAgo * 3_600_000 + 7 * 3_600_000).toISOString().split('T');
  return `${day.split('-').reverse().join('/')} ${clock.slice(0, 5)}`;
};

describe('After a downtime', () => {
  it('a nurse charts a paper in one go: two rounds and a fluid, one of them looked at again, as often as it changes', async () => {
    const screen = await screens.as('nurse', `/app/patients/${patientId}/late`);
    const { page } = screen;
    await page.getByLabel('Lý do chỉ ghi lúc này').fill('Mất điện từ 14 h đến 16 h');
    await page.getByRole('button', { name: 'Thêm lần đo' }).click();
    await page.getByRole('button', { name: 'Thêm dịch' }).click();
    const [first, second, fluid] = ['Lần đo 1', 'Lần đo 2', 'Dịch 1'].map((name) => page.getByRole('group', { name }));
    await first!.getByLabel('Lúc', { exact: true }).fill(typedAt(4));
    await first!.getByLabel('Mạch').fill('84');
    await second!.getByLabel('Mạch').fill('cao');
    await second!.getByText('Hãy nhập một số').waitFor();
    // The page has it, and Node's types do not.
    const isMissing = (field: unknown) => (field as { validity: { valueMissing: boolean } }).validity.valueMissing;
    expect(await second!.getByLabel('Lúc', { exact: true }).evaluate(isMissing)).toBe(true);
    await second!.getByLabel('Lúc', { exact: true }).fill('chiều qua');
    await second!.getByText('Ghi giờ như 23:30').waitFor();
    const save = page.getByRole('button', { name: /^Ghi tất cả/ });
    expect(await save.isDisabled()).toBe(true);
    await second!.getByLabel('Lúc', { exact: true }).fill(typedAt(2));
    await second!.getByLabel('Mạch').fill('182');
    await fluid!.getByLabel('Lúc', { exact: true }).fill(typedAt(3));
    await fluid!.getByLabel('Thể tích').fill('250');
    await save.click();
    const again = page.getByLabel('Mạch đã đo lại, đúng');
    await again.check();
    await second!.getByLabel('Mạch').fill('183');
    expect(await again.isChecked()).toBe(false);
    await again.check();
    await save.click();
    await page.getByText('Đã ghi 3 mục').waitFor();
    const rounds = await world.sql(
      'SELECT heart_rate, effective_at < now() - interval $$1 hour$$ AS earlier FROM vital_signs WHERE encounter_id = $1 ORDER BY effective_at',
      [encounterId],
    );
    expect(rounds).toEqual([
      { heart_rate: 84, earlier: true },
      { heart_rate: 183, earlier: true },
    ]);
    expect(await world.sql('SELECT volume::int FROM fluid_entry WHERE encounter_id = $1', [encounterId])).toEqual([
      { volume: 250 },
    ]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('what was seen of wounds and risks goes with it, each at its time', async () => {
    const screen = await screens.as('nurse', `/app/patients/${patientId}/late`);
    const { page } = screen;
    await page.getByLabel('Lý do chỉ ghi lúc này').fill('Mất mạng');
    await page.getByRole('button', { name: 'Thêm vết thương, dẫn lưu' }).click();
    for (let n = 0; n < 2; n++) await page.getByRole('button', { name: 'Thêm nhận định nguy cơ' }).click();
    const [wound, morse, braden] = ['Vết thương, dẫn lưu 1', 'Nhận định 1', 'Nhận định 2'].map((name) =>
      page.getByRole('group', { name }),
    );
    await wound!.getByLabel('Lúc', { exact: true }).fill(typedAt(4));
    await wound!.getByLabel('Là gì').fill('Loét tì đè độ II');
    await wound!.getByLabel('Ở đâu').fill('Vùng cùng cụt');
    await morse!.getByLabel('Lúc', { exact: true }).fill(typedAt(3));
    const points = { 'Đã ngã trong 3 tháng qua': '25', 'Có từ hai chẩn đoán': '15', 'Dụng cụ giúp đi lại': '0' };
    const more = { 'Có đường truyền tĩnh mạch': '20', 'Dáng đi': '0' };
    for (const [item, value] of Object.entries({ ...points, ...more })) {
      await morse!.getByLabel(item).selectOption(value);
    }
    await morse!.getByText('60 điểm, còn 1 mục chưa chọn').waitFor();
    await morse!.getByLabel('Biết sức mình').selectOption('0');
    await braden!.getByLabel('Thang điểm').selectOption('braden');
    await braden!.getByLabel('Lúc', { exact: true }).fill(typedAt(2));
    for (const item of [
      'Cảm giác',
      'Ẩm ướt của da',
      'Hoạt động',
      'Cử động trên giường',
      'Dinh dưỡng',
      'Cọ xát và trượt',
    ]) {
      await braden!.getByLabel(item).selectOption('2');
    }
    // How a wound looked that is new on the same paper.
    await page.getByRole('button', { name: 'Thêm nhận định vết thương' }).click();
    const seen = page.getByRole('group', { name: 'Nhận định vết thương 1' });
    await seen.getByLabel('Lúc', { exact: true }).fill(typedAt(3));
    await seen.getByText('Ghi ít nhất một mục.').waitFor();
    await seen.getByLabel('Vết thương nào').selectOption('Vết thương, dẫn lưu 1: Loét tì đè độ II, Vùng cùng cụt');
    await seen.getByLabel('Dài (mm)').fill('45,5');
    await seen.getByLabel('Dịch tiết').fill('ít, trong');
    await seen.getByLabel('Kế hoạch chăm sóc vết thương').fill('Thay băng mỗi ngày');
    // On a telephone it is no wider than the screen.
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.scrollingElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(1);
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.getByRole('button', { name: 'Ghi tất cả (4 mục)' }).click();
    await page.getByText('Đã ghi 4 mục').waitFor();
    const looked = await world.sql(
      `SELECT b.type, a.items, a.plan, a.effective_at < now() - interval '2 hours' AS earlier FROM nursing_assessment a
        JOIN bedside_site b ON b.id = a.site_id WHERE a.encounter_id = $1`,
      [encounterId],
    );
    const items = { lengthMm: 45.5, exudate: 'ít, trong' };
    expect(looked).toEqual([{ type: 'Loét tì đè độ II', items, plan: 'Thay băng mỗi ngày', earlier: true }]);
    const assessed = await world.sql(
      `SELECT kind, total, risk, effective_at < now() - interval '1 hour' AS earlier FROM nursing_assessment
        WHERE encounter_id = $1 AND kind <> 'wound' ORDER BY effective_at`,
      [encounterId],
    );
    expect(assessed).toEqual([
      { kind: 'morse', total: 60, risk: 'high', earlier: true },
      { kind: 'braden', total: 12, risk: 'high', earlier: true },
    ]);
    const sites = await world.sql('SELECT kind, type, location FROM bedside_site WHERE encounter_id = $1', [
      encounterId,
    ]);
    expect(sites).toEqual([{ kind: 'wound', type: 'Loét tì đè độ II', location: 'Vùng cùng cụt' }]);
    // That it has healed meanwhile is said on the nursing screen, with when.
    await page.goto(`${screens.url}/app/patients/${patientId}/nursing`);
    await page.getByRole('button', { name: 'Đã lành: Vết thương: Loét tì đè độ II' }).click();
    await page.getByLabel('Ghi thế nào').fill('Đã lên da non');
    await page.getByLabel('Lúc nào').fill('trưa nay');
    await page.getByText('Ghi giờ như 23:30').first().waitFor();
    await page.getByLabel('Lúc nào').fill(typedAt(2));
    await page.getByRole('button', { name: 'Đã lành', exact: true }).click();
    await page.getByText('Đã lên da non').waitFor();
    const ended = `SELECT ended_at BETWEEN now() - interval '122 minutes' AND now() - interval '119 minutes' AS then FROM bedside_site WHERE encounter_id = $1`;
    expect(await world.sql(ended, [encounterId])).toEqual([{ then: true }]);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('what is on record already is asked about, line by line, and a medicine as needed is taken with the rest', async () => {
    const timing = { asNeeded: { reason: 'Đau', minimumGapHours: 4, maximumPerDay: 4 } };
    const order = await aMedicine(world, { encounterId, timing });
    await sheetOf(() => world).signedAgo(order.id, 5);
    const screen = await screens.as('nurse', `/app/patients/${patientId}/late`);
    const { page } = screen;
    await page.getByLabel('Lý do chỉ ghi lúc này').fill('Mất điện, người khác đã ghi một phần');
    await page.getByRole('button', { name: 'Thêm dịch' }).click();
    const fluid = page.getByRole('group', { name: 'Dịch 1' });
    await fluid.getByLabel('Lúc', { exact: true }).fill(typedAt(3));
    await fluid.getByLabel('Thể tích').fill('250');
    await page.getByLabel('Paracetamol 500 mg, khi cần').selectOption('given');
    await page.getByLabel('Lúc', { exact: true }).last().fill(typedAt(1));
    await page.getByRole('button', { name: 'Ghi tất cả (2 mục)' }).click();
    await page.getByText(/Hệ thống đã có mục như vậy lúc \d\d:\d\d/).waitFor();
    expect(await world.sql('SELECT FROM dose WHERE order_id = $1', [order.id])).toEqual([]);
    await page.getByLabel('Dịch 1 là lần khác, chưa có trong hệ thống').check();
    await page.getByRole('button', { name: 'Ghi tất cả (2 mục)' }).click();
    await page.getByText('Đã ghi 2 mục').waitFor();
    expect(await world.sql('SELECT volume::int FROM fluid_entry WHERE encounter_id = $1', [encounterId])).toEqual([
      { volume: 250 },
      { volume: 250 },
    ]);
    expect(await world.sql('SELECT status FROM dose WHERE order_id = $1', [order.id])).toEqual([{ status: 'given' }]);
    expectNoFaults(screen);
    await screen.context.close();
  });
});
