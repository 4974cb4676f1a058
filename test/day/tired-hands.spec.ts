import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { elementAt } from '../../src/kernel/list.js';
import { aMedicine, anAdmission, aPatient } from '../support/builders.js';
import { signIn, startScreens, type Screen, type Screens } from '../support/browser.js';
import { until } from '../support/until.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
let encounterId: string;
let somebodyElse: string;
let leaving: { readonly patientId: string; readonly id: string };
beforeAll(async () => {
  world = await startWorld();
  screens = await startScreens(world);
  patientId = (await aPatient(world, { fullName: 'Kiều Thị Mệt' })).id;
  encounterId = (await anAdmission(world, { patientId, bedId: elementAt(world.wards[0].beds, 0).id })).id;
  somebodyElse = (await aPatient(world, { fullName: 'Tạ Văn Ngoài' })).id;
  const { id } = await aPatient(world, { fullName: 'Ông Thị Về' });
  leaving = await anAdmission(world, { patientId: id, bedId: elementAt(world.wards[0].beds, 1).id });
  await aMedicine(world, { encounterId });
  const set = { effectiveAt: new Date().toISOString(), heartRate: 118 };
  expect((await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, set)).status).toBe(201);
  for (const who of ['nurse', 'doctor'] as const) await worksOnlyIn(world, who, world.wards[0].id);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const choose = async (page: Page, name: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name, exact: true }).first().click();
  await page.getByRole('option', { name: option }).first().click();
};

/** A form in which somebody types: where it is, how it is filled, what stands in it then, and what says that it was saved. */
interface Form {
  readonly who: 'nurse' | 'doctor' | 'registrar';
  readonly path: () => string;
  readonly open?: (page: Page) => Promise<void>;
  readonly fill: (page: Page) => Promise<void>;
  readonly typed: (page: Page) => Promise<string>;
  readonly save: string | RegExp;
  readonly done: string | RegExp;
  readonly count: () => Promise<number>;
  /** What is chosen and not typed is chosen again after the page was loaded anew. */
  readonly chooseAgain?: (page: Page) => Promise<void>;
}

const rows = async (sql: string, values: unknown[] = []) => (await world.sql(sql, values)).length;
const valueOf = (page: Page, label: string) => page.getByLabel(label).first().inputValue();
const unfold = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();

const FORMS: Readonly<Record<string, Form>> = {
  'vital signs': {
    who: 'nurse',
    path: () => `/patients/${patientId}/vitals`,
    fill: (page) => page.getByLabel('Mạch').fill('73'),
    typed: (page) => valueOf(page, 'Mạch'),
    save: 'Lưu',
    done: 'Đã lưu cho Kiều Thị Mệt',
    count: () => rows('SELECT 1 FROM vital_signs WHERE patient_id = $1', [patientId]),
  },
  fluids: {
    who: 'nurse',
    path: () => `/patients/${patientId}/fluids`,
    fill: (page) => page.getByLabel('Thể tích').fill('350'),
    typed: (page) => valueOf(page, 'Thể tích'),
    save: 'Ghi dịch',
    done: '350 ml',
    count: () => rows('SELECT 1 FROM fluid_entry WHERE patient_id = $1', [patientId]),
  },
  'an order in the basket': {
    who: 'doctor',
    path: () => `/patients/${patientId}/orders`,
    fill: async (page) => {
      await choose(page, 'Xét nghiệm', /Kali huyết thanh/);
      await page.getByRole('article', { name: 'Kali huyết thanh' }).getByLabel('Câu hỏi lâm sàng').fill('Yếu cơ?');
    },
    typed: (page) =>
      page.getByRole('article', { name: 'Kali huyết thanh' }).getByLabel('Câu hỏi lâm sàng').inputValue(),
    save: /^Ký và gửi/,
    done: 'Đã gửi 1 chỉ định',
    count: () => rows(`SELECT 1 FROM service_order WHERE patient_id = $1 AND kind = 'laboratory'`, [patientId]),
  },
  'a dose that was not given': {
    who: 'nurse',
    path: () => `/patients/${patientId}/medicines`,
    open: (page) =>
      page
        .getByRole('region', { name: /Paracetamol/ })
        .getByRole('button')
        .first()
        .click(),
    fill: async (page) => {
      await page.getByText('Từ chối', { exact: true }).first().click();
      await page.getByLabel('Lý do').fill('Buồn nôn');
    },
    typed: (page) => valueOf(page, 'Lý do'),
    chooseAgain: (page) => page.getByText('Từ chối', { exact: true }).first().click(),
    save: 'Từ chối',
    done: /Người bệnh từ chối/,
    count: () => rows('SELECT 1 FROM dose WHERE patient_id = $1', [patientId]),
  },
  'an admission': {
    who: 'registrar',
    path: () => `/patients/${somebodyElse}/stay`,
    fill: async (page) => {
      await choose(page, 'Khoa', 'Khoa NOI');
      await page.getByLabel('Lý do').first().fill('Sốt ba ngày');
    },
    typed: (page) => valueOf(page, 'Lý do'),
    chooseAgain: (page) => choose(page, 'Khoa', 'Khoa NOI'),
    save: 'Nhận vào khoa',
    done: /^Đã nhận Tạ Văn Ngoài/,
    count: () => rows('SELECT 1 FROM encounter WHERE patient_id = $1', [somebodyElse]),
  },
  'a discharge': {
    who: 'doctor',
    path: () => `/patients/${leaving.patientId}/stay`,
    fill: async (page) => {
      await choose(page, 'Hình thức ra viện', 'Ra viện');
      await page.getByLabel('Ghi chú').last().fill('Hẹn khám lại sau một tuần');
      const open = page.getByRole('alert').filter({ hasText: 'Cần xem trước khi cho ra viện' });
      for (const reason of await open.getByRole('textbox').all()) await reason.fill('Làm ở lần khám sau');
    },
    typed: (page) => page.getByLabel('Ghi chú').last().inputValue(),
    save: 'Cho ra viện',
    done: 'Đã cho ra viện.',
    count: () => rows(`SELECT 1 FROM encounter WHERE id = $1 AND status = 'finished'`, [leaving.id]),
  },
  'a registration': {
    who: 'registrar',
    path: () => '/patients/new',
    fill: async (page) => {
      await page.getByLabel('Họ và tên').fill('Nông Văn Mới');
      await choose(page, 'Giới tính', 'Nam');
      await page.getByLabel('Ngày sinh').fill('02/09/1955');
    },
    typed: (page) => valueOf(page, 'Họ và tên'),
    save: 'Đăng ký',
    done: 'Đã đăng ký, mã BN',
    count: () => rows(`SELECT 1 FROM patient WHERE full_name = 'Nông Văn Mới'`),
  },
  'an allergy': {
    who: 'nurse',
    path: () => `/patients/${patientId}`,
    open: unfold('Ghi dị ứng'),
    fill: async (page) => {
      await page.getByLabel('Chất gây dị ứng').fill('Tôm biển');
      await page.getByLabel('Phản ứng').fill('Nổi mẩn');
    },
    typed: (page) => valueOf(page, 'Phản ứng'),
    save: 'Lưu',
    done: 'Đã ghi.',
    count: () => rows('SELECT 1 FROM allergy WHERE patient_id = $1', [patientId]),
  },
  'a call to a doctor': {
    who: 'nurse',
    path: () => `/patients/${patientId}/nursing`,
    open: unfold('Gọi người đến vì sinh hiệu'),
    fill: (page) => page.getByLabel('Nói gì với người được gọi').fill('Khó thở tăng, môi tím'),
    typed: (page) => valueOf(page, 'Nói gì với người được gọi'),
    save: 'Gọi',
    done: 'Đã gọi. Người được gọi thấy',
    count: () => rows('SELECT 1 FROM escalation WHERE patient_id = $1', [patientId]),
  },
};

/** Requests that write, as the page sends them. */
function writesOf(page: Page): Request[] {
  const writes: Request[] = [];
  page.on('request', (request) => {
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(request.method());
    if (isWrite && request.url().includes('/api/') && !request.url().includes('/auth/')) writes.push(request);
  });
  return writes;
}

const keyOf = (request: Request) => request.headers()['idempotency-key'] ?? request.headers()['if-match'];
const openAt = async ({ page }: Screen, form: Form) => {
  await page.goto(`${screens.url}/app${form.path()}`);
  await page.locator('main form, main article, main section').first().waitFor();
  await form.open?.(page);
};

describe('Tired hands', () => {
  it.each(Object.keys(FORMS))(
    'lose nothing of %s by going back, loading anew or a network that goes, and save it once however often they press',
    async (name) => {
      const form = FORMS[name]!;
      const before = await form.count();
      const screen = await screens.as(form.who);
      const { page, context } = screen;
      const writes = writesOf(page);
      await openAt(screen, form);
      await form.fill(page);
      const typed = await form.typed(page);
      expect(typed).not.toBe('');

      await page.getByTitle('Tài khoản của tôi').click();
      await page.getByRole('heading', { name: 'Tài khoản của tôi' }).waitFor();
      await page.goBack();
      await form.open?.(page);
      await form.chooseAgain?.(page);
      expect(await form.typed(page)).toBe(typed);

      await page.reload();
      await form.open?.(page);
      await form.chooseAgain?.(page);
      await until(async () => (await form.typed(page)) === typed);

      const button = page.getByRole('button', { name: form.save, exact: typeof form.save === 'string' }).last();
      await context.setOffline(true);
      await page.locator('.offline').waitFor();
      await button.dblclick();
      await page
        .getByRole('alert')
        .getByText('Không gửi được')
        .or(page.getByText('Chưa chắc đã được lưu'))
        .first()
        .waitFor();
      expect(await form.typed(page)).toBe(typed);
      await context.setOffline(false);
      await page.locator('.offline').waitFor({ state: 'detached' });
      writes.splice(0);
      await button.dblclick();
      await page.getByText(form.done).first().waitFor();
      expect(await form.count()).toBe(before + 1);
      const keys = writes.map((request) => `${request.method()} ${new URL(request.url()).pathname} ${keyOf(request)}`);
      expect(keys).toEqual([...new Set(keys)]);
      expect(writes.every((request) => keyOf(request) !== undefined)).toBe(true);
      await context.close();
    },
  );

  it('keep a note that is being written when the page is loaded anew and when somebody else signs in at the terminal', async () => {
    const { page, context } = await screens.as('nurse');
    await page.goto(`${screens.url}/app/wards/${world.wards[0].id}/handover`);
    await page
      .getByRole('article', { name: 'Kiều Thị Mệt' })
      .getByRole('button', { name: /^Viết bàn giao/ })
      .dblclick();
    const situation = page.getByRole('textbox', { name: /^Tình huống/ }).first();
    await situation.fill('Đêm qua khó thở hai lần');
    await page.getByText('Đã lưu lúc').waitFor();
    await page.reload();
    await until(async () => (await situation.inputValue()) === 'Đêm qua khó thở hai lần');
    expect(await rows(`SELECT 1 FROM note WHERE patient_id = $1 AND type = 'handover'`, [patientId])).toBe(1);
    const address = page.url();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await signIn(page, 'doctor');
    expect(await page.getByText('Đêm qua khó thở').count()).toBe(0);
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await signIn(page, 'nurse');
    await page.goto(address);
    await until(async () => (await situation.inputValue()) === 'Đêm qua khó thở hai lần');
    await context.close();
  });
});

describe('A terminal whose clock is ten minutes slow', () => {
  it('says so, and what is late and when something was done goes by the hospital’s clock', async () => {
    const { page, context } = await screens.open('/');
    await page.clock.setSystemTime(new Date(Date.now() - 10 * 60_000));
    await signIn(page, 'nurse');
    await page.getByText('Đồng hồ của máy này chậm 10 phút').waitFor();
    // What the wall's clock shows now is now, not yesterday.
    const inVietnam = new Date(Date.now() + 7 * 3_600_000).toISOString();
    await page.goto(`${screens.url}/app/patients/${patientId}/vitals`);
    await page.getByText(/^Thêm: đau/).click();
    await page.getByLabel('Mạch').fill('88');
    await page.getByLabel(/^Lúc đo/).fill(inVietnam.slice(11, 16));
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã lưu cho Kiều Thị Mệt').waitFor();
    const [charted] = await world.sql<{ ago: number }>(
      `SELECT extract(epoch FROM now() - effective_at)::int AS ago FROM vital_signs WHERE heart_rate = 88 AND patient_id = $1`,
      [patientId],
    );
    expect(charted!.ago).toBeLessThan(120);
    await context.close();
  });
});

describe('Letters that an input method composes', () => {
  it('save nothing by the Enter that ends a word, and are found however they were composed', async () => {
    const { page, context } = await screens.as('nurse');
    const writes = writesOf(page);
    await page.goto(`${screens.url}/app/patients/${patientId}/fluids`);
    const volume = page.getByLabel('Thể tích');
    await volume.fill('120');
    // What a browser tells of Enter while an input method composes (UI Events 1.1, 5.7).
    await volume.focus();
    await page.evaluate(`(() => {
      const field = document.activeElement;
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      const enter = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', enter));
    })()`);
    expect(writes).toEqual([]);
    await page.getByRole('link', { name: 'Tìm', exact: true }).click();
    const box = page.getByRole('searchbox');
    for (const text of ['Kiều Thị Mệt'.normalize('NFD'), 'kieu thi met']) {
      await box.fill(text);
      await page.getByRole('link', { name: 'Kiều Thị Mệt' }).waitFor();
      await box.fill('');
      await page.getByRole('link', { name: 'Kiều Thị Mệt' }).waitFor({ state: 'detached' });
    }
    await page.getByRole('link', { name: 'Khoa', exact: true }).click();
    const wards = page.getByRole('combobox', { name: 'Chọn khoa' });
    for (const text of ['Khoa NOI'.normalize('NFD'), 'khoa noi']) {
      await wards.click();
      await wards.fill(text);
      await page.getByRole('option', { name: /Khoa NOI/ }).waitFor();
      await page.keyboard.press('Escape');
    }
    await context.close();
  });
});
