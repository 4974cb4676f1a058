import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rangeOver,
  rootOf,
} from '../../src/platform/audit/sealing/merkle.js';
import { signNote, verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { expectNoFaults, startScreens, type Screens } from '../support/browser.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let screens: Screens;
let patientId: string;
/** Of web/src/audit/grown.ts, which is compiled for browsers. */
interface Grown {
  readonly hasGrown: (proof: ReturnType<typeof growth>) => Promise<boolean | undefined>;
}
let hasGrown: Grown['hasGrown'];
/** Of web/src/audit/exported.ts. */
interface Exported {
  readonly verifyExported: (lines: readonly string[], keys: readonly string[]) => Promise<object | undefined>;
}
let verifyExported: Exported['verifyExported'];
beforeAll(async () => {
  ({ hasGrown } = (await import(pathToFileURL(resolve('web/src/audit/grown.ts')).href)) as Grown);
  ({ verifyExported } = (await import(pathToFileURL(resolve('web/src/audit/exported.ts')).href)) as Exported);
  world = await startWorld({ RADAR_EVERY_MINUTES: '0' });
  ({ id: patientId } = await aPatient(world, { fullName: 'Đặng Thị Mơ' }));
  await anAdmission(world, { patientId });
  screens = await startScreens(world);
});
afterAll(async () => {
  await screens?.close();
  await world.close();
});

const signer = { name: 'benh-an/79016/audit', privateKey: generateKeyPairSync('ed25519').privateKey };
const leavesOf = (size: number) => Array.from({ length: size }, (_, at) => leafHash(`{"v":1,"id":"${at}"}`));
const rootAt = (size: number) => rootOf(leavesOf(size)).toString('base64');

function sealOf(size: number) {
  const root = rootAt(size);
  const note = signNote(`${signer.name}\n${size}\n${root}\ntime 2026-11-28T10:00:00.000Z\n`, signer);
  return { size, root, createdAt: '2026-11-28T10:00:00.000Z', note };
}
function growth(from: number, to: number) {
  const path = consistencyProof(from, to, rangeOver(leavesOf(to))).map((hash) => hash.toString('base64'));
  return { from, to, fromRoot: rootAt(from), toRoot: rootAt(to), path };
}

describe('What the browser works out of a trail that has grown', () => {
  it('fits for every two sizes, and for no altered proof', async () => {
    for (let to = 1; to <= 17; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = growth(from, to);
        expect([from, to, await hasGrown(proof)]).toEqual([from, to, true]);
        expect(await hasGrown({ ...proof, toRoot: rootAt(to + 1) })).toBe(false);
        if (from < to) expect(await hasGrown({ ...proof, fromRoot: rootAt(to) })).toBe(false);
        if (proof.path.length > 0) expect(await hasGrown({ ...proof, path: proof.path.slice(1) })).toBe(false);
      }
    }
  });
});

describe('What the browser works out of an export', () => {
  const SIZE = 6;
  const lineOf = (index: number) => {
    const leaf = `{"v":1,"id":"${index}"}`;
    const path = inclusionProof(index, SIZE, rangeOver(leavesOf(SIZE))).map((hash) => hash.toString('base64'));
    const hash = leafHash(leaf).toString('base64');
    return `{"index":${index},"hash":"${hash}","proof":${JSON.stringify(path)},"leaf":${leaf}}`;
  };
  const unsealed = '{"index":null,"hash":null,"leaf":{"v":1,"id":"later"}}';
  const file = () => [
    JSON.stringify({ export: { checkpoint: sealOf(SIZE).note } }),
    ...[unsealed, lineOf(5), lineOf(2)],
    '{"end":{"events":3}}',
    '',
  ];
  const verdictOf = (lines: readonly string[]) => verifyExported(lines, [verifierKey(signer)]);

  it('is that every line has its hash, and that sealed ones are in the signed trail', async () => {
    const verdict = { events: 3, isWhole: true, altered: 0, proven: 2, size: SIZE, signedBy: verifierKey(signer) };
    expect(await verdictOf(file())).toEqual(verdict);
  });

  it('is told of an altered event, of another place, of a missing line and of one behind the end', async () => {
    const [head = '', first = '', second = '', third = '', end = ''] = file();
    const altered = second.replace('"id":"5"', '"id":"4"');
    expect(await verdictOf([head, first, altered, third, end])).toMatchObject({ altered: 1, proven: 1 });
    expect(await verdictOf([head, first, second.replace('"index":5', '"index":4'), third, end])).toMatchObject({
      altered: 1,
    });
    expect(await verdictOf([head, first, second, end])).toMatchObject({ isWhole: false });
    expect(await verdictOf([head, first, second, third])).toMatchObject({ isWhole: false });
    expect(await verdictOf([...file(), lineOf(3)])).toMatchObject({ altered: 1 });
    expect(await verdictOf([head, second, second, end.replace('3', '2')])).toMatchObject({ altered: 1, proven: 1 });
    expect(await verdictOf(['{"id":"no export"}'])).toBeUndefined();
  });

  it('is told of an event whose proof was taken away or is none, and proves nothing of a file without proofs', async () => {
    const [head = '', first = '', second = '', third = '', end = ''] = file();
    const forged = '{"v":1,"id":"forged"}';
    const bare = `{"index":5,"hash":"${leafHash(forged).toString('base64')}","leaf":${forged}}`;
    expect(await verdictOf([head, first, bare, third, end])).toMatchObject({ isWhole: true, altered: 1, proven: 1 });
    expect(await verdictOf([head, bare, '{"end":{"events":1}}'])).toMatchObject({ altered: 0, proven: 0, events: 1 });
    for (const proof of ['"?"', 'x', '7']) {
      const broken = second.replace(/"proof":\[.*?\]/, `"proof":[${proof}]`);
      expect(await verdictOf([head, first, broken, third, end])).toMatchObject({ altered: 1, proven: 1 });
    }
    const unsigned = head.replace(/(— \S+ )[^\\]+/, '$1?');
    expect(await verdictOf([unsigned, first, second, third, end])).toMatchObject({ signedBy: null });
  });
});

describe('An auditor', () => {
  it('takes the answer along as a file, which the browser checks, now and when it comes back altered', async () => {
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await page.getByRole('button', { name: 'Thêm điều kiện' }).click();
    await page.getByRole('combobox', { name: 'Vai trò lúc làm' }).click();
    await page.getByRole('option', { name: 'nhân viên tiếp đón' }).click();
    await page.getByRole('combobox', { name: 'Mục đã ghi' }).fill('họ và tên');
    await page.getByRole('option', { name: 'họ và tên', exact: true }).click();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page
      .getByRole('row', { name: /registrar/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Mang kết quả đi' }).click();
    await page.getByRole('combobox', { name: 'Loại tệp' }).click();
    await page.getByRole('option', { name: /^Nguyên văn/ }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải tệp' }).click();
    const path = await (await download).path();
    await page.getByText(/^✓ Tệp trọn vẹn: [1-9]\d* sự việc/).waitFor();

    await page.getByRole('button', { name: 'Kiểm một tệp nguyên văn đã mang đi' }).click();
    const text = readFileSync(path, 'utf8');
    const choose = async (content: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Chọn tệp NDJSON' }).click();
      await (await chooser).setFiles({ name: 'audit.ndjson', mimeType: 'text/plain', buffer: Buffer.from(content) });
    };
    await choose(text.replace(/\n\{"end".*\n$/, '\n'));
    await page.getByText('✗ Tệp KHÔNG trọn vẹn').waitFor();
    // Whoever makes up a whole file signs it too, and not as the hospital.
    await choose(`${JSON.stringify({ export: { checkpoint: sealOf(6).note } })}\n{"end":{"events":0}}\n`);
    await page.getByText('✗ Chữ ký').waitFor();
    expect(await page.getByText('Tệp trọn vẹn').count()).toBe(1);
    await choose('{}');
    await page.getByText('✗ Đây không phải tệp nguyên văn').waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('gives a patient the paper of who looked at them', async () => {
    const screen = await screens.as('privacy-officer', `/app/audit/patients/${patientId}`);
    const { page } = screen;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Bản in cho người bệnh' }).click();
    expect((await download).suggestedFilename()).toMatch(/^ai-da-xem-\S+-1\.html$/);
    await page.getByText('Đã tải 1 tệp.').waitFor();
    await page.getByLabel('Từ ngày').fill('01/01/2020');
    await page.getByLabel('Đến hết ngày').fill('02/01/2020');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByText('Không có ai.').nth(2).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });

  it('checks the signature of a seal, and what was written down before against the trail of today', async () => {
    const screen = await screens.as('auditor');
    const { page, context } = screen;
    await context.route('**/audit/checkpoints*', (route) =>
      route.fulfill({ json: { items: [sealOf(13)], next: null } }),
    );
    const keys = { items: [{ number: 1, verifierKey: verifierKey(signer), endorsement: null }], next: null };
    await context.route('**/audit/keys*', (route) => route.fulfill({ json: keys }));
    await context.route('**/audit/consistency*', (route) => route.fulfill({ json: growth(6, 13) }));
    await page.getByRole('link', { name: 'Niêm phong' }).click();
    await page.getByRole('button', { name: 'Kiểm chữ ký: 13 sự việc' }).click();
    await page.getByText('✓ Chữ ký trên con số niêm phong đúng').waitFor();
    expect(await page.getByText('con số trên màn hình không phải con số đã được ký').count()).toBe(0);
    await page.getByLabel('Số sự việc').fill('6');
    await page.getByLabel('Con số đã chép').fill(rootAt(7));
    await page.getByRole('button', { name: 'Kiểm', exact: true }).click();
    await page.getByText('✗ KHÔNG khớp: con số đã chép khác').waitFor();
    await page.getByLabel('Con số đã chép').fill(rootAt(6));
    await page.getByRole('button', { name: 'Kiểm', exact: true }).click();
    await page.getByText('✓ Khớp: 6 sự việc đầu còn nguyên').waitFor();
    await page.getByText('Chưa có lần so nào.').waitFor();
    // A number that was put in place of the signed one, whose signature is right for the other.
    await context.route('**/audit/checkpoints*', (route) =>
      route.fulfill({ json: { items: [{ ...sealOf(13), root: rootAt(7) }], next: null } }),
    );
    await page.reload();
    await page.getByRole('button', { name: 'Kiểm chữ ký: 13 sự việc' }).click();
    await page.getByText('✗ KHÔNG khớp: con số trên màn hình không phải con số đã được ký').waitFor();
    expectNoFaults(screen);
    await context.close();
  });

  it('follows an event to every version of its record and who read it, and to the day of who did it', async () => {
    const corrected = { 'If-Match': '"1"' };
    const renamed = await world
      .as('registrar')
      .patch(`/api/v1/patients/${patientId}`, { fullName: 'Đặng Thị Mơ Mộng' }, corrected);
    expect(renamed.status).toBe(200);
    const screen = await screens.as('auditor');
    const { page } = screen;
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await page.getByRole('combobox', { name: 'Người làm' }).fill('registrar');
    await page.getByRole('option', { name: /^Người thử registrar / }).click();
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    await page.getByRole('row', { name: /sửa/ }).getByRole('link').first().click();
    await page.getByRole('link', { name: 'Đời của bản ghi' }).click();
    await page.getByRole('heading', { name: 'Đời của bản ghi: thông tin hành chính' }).waitFor();
    await page.getByRole('heading', { name: 'Phiên bản 1 · được tạo' }).waitFor();
    const first = page.locator('section').filter({ hasText: 'Phiên bản 1 · được tạo' });
    const sex = first.getByRole('row', { name: /^giới tính/ }).getByRole('cell');
    expect(await sex.last().innerText()).toMatch(/^(Nam|Nữ)$/);
    const second = page.locator('section').filter({ hasText: 'Phiên bản 2 · được sửa' });
    const name = second.getByRole('row', { name: /^họ và tên/ });
    expect(await name.getByRole('cell').allInnerTexts()).toEqual(['Đặng Thị Mơ', 'Đặng Thị Mơ Mộng']);
    await second.getByText('Người thử registrar').waitFor();
    await second.getByRole('link', { name: 'Sự việc và bằng chứng' }).click();
    await page.getByRole('link', { name: 'Một ngày của người này' }).click();
    await page.getByRole('heading', { name: 'Một ngày của Người thử registrar' }).waitFor();
    await page.getByText('người bệnh', { exact: true }).click();
    await page.getByRole('heading', { name: 'Đặng Thị Mơ Mộng' }).waitFor();
    expectNoFaults(screen);
    await screen.context.close();
  });
});

describe('How confidential a record is', () => {
  const level = async () =>
    (await world.as('privacy-officer').get(`/api/v1/patients/${patientId}/confidentiality`)).body;

  it('is raised by the ward, opens to the records office with a reason, and is lowered with one', async () => {
    const doctor = await screens.as('doctor');
    await doctor.page.goto(`${screens.url}/app/patients/${patientId}/record`);
    await doctor.page.getByText('Thường').waitFor();
    await doctor.page.getByRole('combobox', { name: 'Độ mật mới' }).click();
    expect(await doctor.page.getByRole('option').allInnerTexts()).not.toContain('Rất hạn chế');
    await doctor.page.getByRole('option', { name: 'Hạn chế' }).click();
    await doctor.page.getByRole('button', { name: 'Đổi độ mật' }).click();
    await doctor.page.getByText('Độ mật của hồ sơ bây giờ: Hạn chế.').waitFor();
    // Whoever is on call for the whole hospital has closed the record to themselves: what they did is said all the same.
    await doctor.page.getByRole('heading', { name: 'Mở bệnh án khẩn cấp' }).waitFor();
    await doctor.page.getByText('Độ mật của hồ sơ bây giờ: Hạn chế.').waitFor();
    expect(await level()).toMatchObject({ confidentiality: 'R' });
    expectNoFaults(doctor);
    await doctor.context.close();

    const records = await screens.as('records-officer');
    await records.page.goto(`${screens.url}/app/patients/${patientId}/record`);
    await records.page.getByText('Hồ sơ bảo mật').waitFor();
    await records.page.getByLabel('Vì sao cần xem').fill('Mã hóa bệnh án ra viện');
    await records.page.getByRole('button', { name: 'Mở hồ sơ' }).click();
    await records.page.getByRole('heading', { name: 'Giữ hồ sơ theo yêu cầu pháp lý' }).waitFor();
    const reasons = `SELECT DISTINCT reason FROM audit.event WHERE username = 'records-officer' AND patient_id = $1 AND kind = 'read'`;
    expect(await world.sql(reasons, [patientId])).toEqual([{ reason: 'Mã hóa bệnh án ra viện' }]);
    expectNoFaults(records);
    await records.context.close();

    const officer = await screens.as('privacy-officer');
    await officer.page.goto(`${screens.url}/app/audit/patients/${patientId}`);
    await officer.page.getByRole('combobox', { name: 'Độ mật mới' }).click();
    await officer.page.getByRole('option', { name: 'Thường' }).click();
    await officer.page.getByLabel('Vì sao đổi độ mật').fill('Người bệnh đã đồng ý, biên bản ngày 28/11');
    await officer.page.getByRole('button', { name: 'Đổi độ mật' }).click();
    await officer.page.getByText('Độ mật của hồ sơ bây giờ: Thường.').waitFor();
    expect(await level()).toMatchObject({ confidentiality: 'N' });

    await officer.page.getByRole('link', { name: 'Mã nhạy cảm' }).click();
    await officer.page.getByRole('button', { name: 'Thêm mã' }).click();
    await officer.page.getByRole('textbox', { name: 'Mã', exact: true }).fill('Z65');
    await officer.page.getByRole('combobox', { name: 'Vì sao nhạy cảm' }).click();
    await officer.page.getByRole('option', { name: 'bạo lực' }).click();
    await officer.page.getByLabel('Căn cứ').fill('Quyết định của hội đồng, 11/2026');
    await officer.page.getByRole('button', { name: 'Thêm mã' }).last().click();
    await officer.page.getByText('Đã lưu mã Z65.').waitFor();
    expect(await officer.page.locator('main').innerText()).not.toContain('http');
    await officer.page.getByRole('button', { name: 'Bỏ khỏi danh sách: Z65' }).click();
    await officer.page.getByRole('button', { name: 'Đưa lại vào danh sách: Z65' }).waitFor();
    expectNoFaults(officer);
    await officer.context.close();
  });
});
