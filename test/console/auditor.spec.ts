import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inclusionProof, leafHash, rangeOver, rootOf } from '../../src/platform/audit/sealing/merkle.js';
import { signNote, verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let screens: Screens;
beforeAll(async () => {
  world = await startWorld({ RADAR_EVERY_MINUTES: '0', CARE_RELATIONSHIP: 'observed' });
  await anAdmission(world);
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const signer = { name: 'benh-an/79016/audit', privateKey: generateKeyPairSync('ed25519').privateKey };
const stranger = { name: signer.name, privateKey: generateKeyPairSync('ed25519').privateKey };

/** What was sealed of an event of the trail, as far as it is shown. */
async function sealedTextOf(eventId: string): Promise<string> {
  const { body } = await world.as('auditor').get(`/api/v1/audit/events/${eventId}`);
  const { id, kind, actor, terminal, reason, entity, entityId, patientId, patientIds, changes, occurredAt } = body;
  const said = {
    ...{ v: 1, id, occurred_at: occurredAt.replace('Z', '000Z'), kind, actor_id: actor.id, username: actor.username },
    ...{ role: actor.role, terminal, reason, entity, entity_id: entityId, patient_id: patientId },
    ...{ patient_ids: patientIds, changes },
  };
  // What is not there is not sealed either.
  return JSON.stringify(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)));
}

/** What the service answers about an event, whose sealed text this is. */
type Proven = (sealedText: string) => object;

function proofOf(sealedText: string, index: number, size: number, signedBy = signer) {
  const texts = Array.from({ length: size }, (_, at) => (at === index ? sealedText : `{"v":1,"id":"${at}"}`));
  const leaves = texts.map(leafHash);
  const root = rootOf(leaves).toString('base64');
  const path = inclusionProof(index, size, rangeOver(leaves)).map((hash) => hash.toString('base64'));
  const note = signNote(`${signer.name}\n${size}\n${root}\ntime 2026-11-28T10:00:00.000Z\n`, signedBy);
  const checkpoint = { size, root, createdAt: '2026-11-28T10:00:00.000Z', note };
  return {
    eventId: 'e',
    index,
    leaf: texts[index],
    leafHash: elementAt(leaves, index).toString('base64'),
    path,
    checkpoint,
  };
}

/** Opens an event of the trail whose proof is this one, and has the browser work it out. */
async function proving(proof: Proven, prove: (page: Page) => Promise<void>): Promise<void> {
  const screen = await screens.as('auditor');
  const { page, context } = screen;
  await context.route('**/audit/events/*/proof*', async (route) => {
    const [, id = ''] = /events\/([^/]+)\/proof/.exec(route.request().url()) ?? [];
    await route.fulfill({ json: proof(await sealedTextOf(id)) });
  });
  const keys = { items: [{ number: 1, verifierKey: verifierKey(signer), endorsement: null }], next: null };
  await context.route('**/audit/keys*', (route) => route.fulfill({ json: keys }));
  await page.getByRole('link', { name: 'Nhật ký' }).click();
  await page.locator('main table a').first().click();
  await page.getByRole('button', { name: 'Chứng minh sự việc này' }).click();
  await prove(page);
  expectNoFaults(screen);
  await context.close();
}

const GOOD = '✓ Khớp: sự việc này';
const BAD = '✗ KHÔNG khớp: bằng chứng không dẫn đến';
const PROVEN = 'Kết luận: đã chứng minh.';
const NOT_PROVEN = 'Kết luận: CHƯA chứng minh được.';

describe('An auditor', () => {
  it('asks in words, and reads who did what in words', async () => {
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    // A name of which nobody is chosen asks nothing: the answer would be about everybody.
    await page.getByLabel('Người bệnh (mã BN hoặc họ tên)').fill('Nguyễn');
    await page.locator('button:disabled', { hasText: 'Xem' }).waitFor();
    await page.getByLabel('Người bệnh (mã BN hoặc họ tên)').fill('');
    await page.getByRole('combobox', { name: 'Người làm' }).fill('doctor');
    await page.getByRole('option', { name: /^Người thử doctor / }).click();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('cell', { name: 'Người thử doctor' }).first().waitFor();
    const shown = await page.locator('main table').innerText();
    expect(shown).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|undefined|null/);
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('chooses a usual question, reads whom it is about by name, and what was so then; and a shift over midnight', async () => {
    const { id, mrn } = await aPatient(world, { fullName: 'Người Được Giữ Kín' });
    await markConfidential(world, id, 'V');
    expect((await world.as('registrar').get(`/api/v1/patients/${id}`)).status).toBe(200);
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await page.getByRole('combobox', { name: 'Câu hỏi thường gặp' }).click();
    await page.getByRole('option', { name: 'Ai đã mở hồ sơ bảo mật' }).click();
    expect(await page.getByLabel('Chỉ hồ sơ bảo mật').isChecked()).toBe(true);
    await page.getByRole('combobox', { name: 'Loại việc' }).click();
    await page.getByRole('option', { name: 'xem', exact: true }).click();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    const row = page.locator('main tbody tr').filter({ hasText: 'Người thử registrar' }).first();
    await row.getByRole('link', { name: 'Người Được Giữ Kín' }).waitFor();
    expect(await row.innerText()).toContain(mrn);
    expect(await page.locator('main tbody tr').count()).toBe(1);
    // Another question takes the conditions of the one before along.
    await page.getByRole('combobox', { name: 'Câu hỏi thường gặp' }).click();
    await page.getByRole('option', { name: 'Ai đã in ra giấy' }).click();
    expect(await page.getByLabel('Chỉ hồ sơ bảo mật').isChecked()).toBe(false);
    await row.getByRole('link').first().click();
    const about = page.getByRole('table', { name: 'Về ai, về bản ghi nào' });
    await about.getByRole('link', { name: 'Người Được Giữ Kín' }).waitFor();
    await about.getByRole('row', { name: 'Độ mật lúc đó Rất hạn chế' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|undefined|null/);

    await page.getByRole('link', { name: 'Một ngày của người này' }).click();
    const today = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
    const yesterday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(
      Date.now() - 24 * 3_600_000,
    );
    await page.getByLabel('Hoặc một ca trực, từ lúc').fill(`${yesterday} 22:00`);
    await page.getByLabel('đến lúc (dài nhất 24 giờ)').fill(`${today} 06:30`);
    await page.getByRole('button', { name: 'Xem ca trực' }).click();
    await page.getByText(`Đang xem: từ ${yesterday} 22:00:00 đến ${today} 06:30:00`).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('finds whoever it is by name, and asks about them', async () => {
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await page.getByRole('combobox', { name: 'Người làm', exact: true }).fill('registrar');
    await page.getByRole('option', { name: /Người thử registrar/ }).click();
    await page.getByRole('link', { name: 'Một ngày của người này' }).waitFor();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('cell', { name: 'Người thử registrar' }).first().waitFor();
    for (const who of await page.locator('main tbody tr td:nth-child(2)').allInnerTexts()) {
      expect(who).toContain('registrar');
    }
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('has the trail searched for strangers, follows one to the event, concludes; and reads who holds which rights', async () => {
    await worksOnlyIn(world, 'nurse', world.wards[1].id);
    const { id } = await aPatient(world, { fullName: 'Người Bị Tò Mò' });
    expect((await world.as('nurse').get(`/api/v1/patients/${id}`)).status).toBe(200);
    const screen = await screens.as('privacy-officer');
    const { page } = screen;
    await page.getByRole('link', { name: 'Radar' }).click();
    await page.getByRole('button', { name: 'Dò ngay' }).click();
    await page.getByText(/^Đã dò/).waitFor();
    const found = page.getByRole('article').filter({ hasText: 'Người Bị Tò Mò' });
    await found.getByText('Người thử nurse').waitFor();
    expect(await found.getByRole('link', { name: 'Sự việc 1' }).count()).toBe(1);
    const [year, month, date] = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10).split('-');
    await found.getByRole('button', { name: 'Thêm ngoại lệ' }).click();
    await found.getByLabel('Đến hết ngày').fill(`${date}/${month}/${year}`);
    await found.getByLabel('Vì sao không cần nêu').fill('Được mời hội chẩn hằng tuần');
    await found.getByRole('button', { name: 'Thêm ngoại lệ' }).last().click();
    await page.getByText('Đã thêm ngoại lệ.').waitFor();
    await page.getByText('Được mời hội chẩn hằng tuần').waitFor();
    const exceptions = await world.as('auditor').get('/api/v1/radar/exceptions');
    expect(exceptions.body.items).toMatchObject([{ patientId: id, reason: 'Được mời hội chẩn hằng tuần' }]);
    await found.getByRole('button', { name: 'Kết luận' }).click();
    await page.getByRole('combobox', { name: 'Kết luận' }).click();
    await page.getByRole('option', { name: 'Không hợp lý' }).click();
    await found.getByLabel('Đã hỏi gì').fill('Là hàng xóm, thừa nhận');
    await found.getByRole('button', { name: 'Lưu kết luận' }).click();
    await page.getByText('Đã lưu kết luận').waitFor();
    const { body } = await world.as('auditor').get(`/api/v1/radar/cases?patientId=${id}`);
    expect(body.items).toMatchObject([{ state: 'closed', outcome: 'unjustified' }]);

    await page.getByRole('link', { name: 'Rà soát quyền' }).click();
    await page.getByRole('row', { name: 'Người thử pharmacist' }).getByText('dược sĩ').waitFor();
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải bảng' }).click();
    expect((await file).suggestedFilename()).toBe('access-review.csv');
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('has reviews of access as work in the inbox, and who has none of it waits for nothing there', async () => {
    for (const [username, sections] of [
      ['privacy-officer', ['Việc cần xử lý']],
      ['pharmacist', ['Kết quả báo động chờ xác nhận', 'Kết quả mới trong 30 ngày']],
    ] as const) {
      const { page, context } = await screens.as(username);
      await page.goto(`${screens.url}/app/inbox`);
      await page.getByRole('heading', { name: 'Việc chờ' }).waitFor();
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(sections);
      await page.getByText('Đang tải').first().waitFor({ state: 'detached' });
      await context.close();
    }
  });

  it('has the browser itself work out that an event is in the signed trail', async () => {
    for (const [index, size] of [
      [0, 1],
      [4, 7],
      [6, 7],
    ] as const) {
      await proving(
        (text) => proofOf(text, index, size),
        async (page) => {
          await page.getByText(PROVEN).waitFor();
          await page.getByText('✓ Nội dung trên màn hình đúng').waitFor();
          await page.getByText(GOOD).waitFor();
          await page.getByText('Chữ ký trên con số niêm phong đúng').waitFor();
          await page.getByText('so khóa ở trên, từng ký tự').waitFor();
        },
      );
    }
  });

  it('is told when the event is not the one that was sealed', async () => {
    await proving(
      (text) => ({ ...proofOf(text, 2, 5), leaf: '{"v":1,"id":"another"}' }),
      async (page) => {
        await page.getByText(NOT_PROVEN).waitFor();
        await page.getByText(BAD).waitFor();
      },
    );
  });

  it('is told when the proof is of another event, or somebody changed what stands on the screen', async () => {
    const other = '{"v":1,"id":"another"}';
    for (const shown of [() => other, (text: string) => text.replace(/"username":"[^"]+"/, '"username":"somebody"')]) {
      await proving(
        (text) => proofOf(shown(text), 2, 5),
        async (page) => {
          await page.getByText(NOT_PROVEN).waitFor();
          await page.getByText('✗ KHÔNG khớp: nội dung trên màn hình khác').waitFor();
          await page.getByText(GOOD).waitFor();
        },
      );
    }
  });

  it('is told when the path leads elsewhere, or the note says another root than the answer', async () => {
    const isBad = async (page: Page) => {
      await page.getByText(NOT_PROVEN).waitFor();
      await page.getByText(BAD).waitFor();
    };
    await proving((text) => ({ ...proofOf(text, 2, 5), path: proofOf(text, 2, 5).path.slice(1) }), isBad);
    await proving((text) => {
      const { checkpoint, ...right } = proofOf(text, 2, 5);
      return { ...right, checkpoint: { ...checkpoint, note: proofOf(text, 2, 6).checkpoint.note } };
    }, isBad);
  });

  it('is told when nobody the hospital knows has signed', async () => {
    await proving(
      (text) => proofOf(text, 2, 5, stranger),
      async (page) => {
        await page.getByText(NOT_PROVEN).waitFor();
        await page.getByText(GOOD).waitFor();
        await page.getByText('KHÔNG đúng với khóa nào').waitFor();
      },
    );
  });
});
