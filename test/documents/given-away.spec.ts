import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { FORM_NAMES, type FormName } from '../../src/views/documents/forms.js';
import { FORM_TITLES } from '../../src/views/documents/documents.words.js';
import { anAdmission, aMedicine, anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { print } from './printed.js';

/** What Vietnamese has and English has not. */
const VIETNAMESE = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu;
const PASSPORT = { system: 'passport', value: 'C01X00T47' };

let world: World;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  const foreigner = { fullName: 'Anna Muller', sex: 'female', birthDate: '1990-03-07', occupation: undefined };
  ({ id: patientId } = await aPatient(world, { ...foreigner, identifiers: [PASSPORT] }));
  ({ id: encounterId } = await anAdmission(world, { patientId }));
  const set = {
    heartRate: 88,
    temperature: 37.5,
    respiratoryRate: 18,
    oxygenSaturation: 97,
    systolic: 120,
    diastolic: 70,
  };
  await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, set);
  const fluid = { direction: 'in', kind: 'oral', volume: 250 };
  await world.as('nurse').post(`/api/v1/encounters/${encounterId}/fluids`, fluid);
  await aMedicine(world, {
    encounterId,
    dose: { value: 1, unit: '{tablet}' },
    timing: { times: ['08:00'], durationDays: 2 },
  });
  await note('progress', { course: 'Awake, no fever', plan: 'Go on' });
  await note('discharge', {
    ...{ course: 'Fever for two days', results: 'Normal', diagnosis: 'Viral fever', treatment: 'Paracetamol' },
    ...{ state: 'Well', 'follow-up': 'Drink enough' },
  });
}, 120_000);
afterAll(() => world.close());

async function note(type: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const doctor = world.as('doctor');
  const sections = Object.entries(texts).map(([code, text]) => ({ code, text }));
  const { body } = await doctor.post(`/api/v1/encounters/${encounterId}/notes`, { type, sections });
  const signed = await doctor.post(
    `/api/v1/notes/${body.id}/sign`,
    { confirmed: ['stay-open'] },
    { 'If-Match': `"${body.version}"` },
  );
  if (signed.status !== 200) throw new Error(signed.text);
  return body.id;
}
const paper = (form: string, query = '?language=en', role: Role = 'doctor', headers = {}) =>
  print(world, `/api/v1/encounters/${encounterId}/documents/${form}.pdf${query}`, role, headers);
const verify = async (code: string) => (await world.anonymous.get(`/verify/${code}`)).body;
const page = async (code: string, query = '', language = 'vi') =>
  (await world.anonymous.get(`/verify/${code}${query}`, { Accept: 'text/html', 'Accept-Language': language })).text;
const printed = async (whose = patientId) =>
  (await world.as('doctor').get(`/api/v1/patients/${whose}/documents`)).body.items;

describe('A paper in English', () => {
  it('is English throughout, of every form: the Vietnamese title stands below its own, and names stay as they are', async () => {
    for (const form of FORM_NAMES) {
      const { status, text } = await paper(form);
      expect([form, status]).toEqual([form, 200]);
      const title = titleOf(form);
      expect(text.toUpperCase()).toContain(title.en.toUpperCase());
      expect(text).toContain(title.vi);
      expect(text).toContain('stand as they were recorded, in Vietnamese');
      expect(text).toMatch(/Page 1 \/ \d+/);
      expect(text).toContain('born 7 Mar 1990');
      // What is left is what people wrote, names of this hospital, and what the law calls the paper.
      const rest = NAMES.reduce((left, name) => left.replaceAll(name, ''), text.replaceAll(title.vi, ''));
      expect([form, rest.split(' ').filter((word) => VIETNAMESE.test(word))]).toEqual([form, []]);
    }
  }, 120_000);

  it('writes days, numbers and doses as English does, and who the patient is by their passport', async () => {
    const { text } = await paper('prescription');
    expect(text).toMatch(/Passport: C01X00T47/);
    expect(text).toMatch(/by mouth, 1 tablet each time, 1 time a day: 08:00, for 2 days\s+02 tablets/);
    expect((await paper('vital-signs')).text).toContain('Respiration (/min)');
    const { text: fluids } = await paper('fluids');
    expect(fluids).toMatch(/By mouth 250/);
    expect(fluids).toMatch(/\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d/);
  });

  it('is Vietnamese for whoever asks for none, whatever they read on the screen', async () => {
    const { text } = await paper('fluids', '', 'doctor', { 'Accept-Language': 'en' });
    expect(text).toContain('PHIẾU THEO DÕI DỊCH VÀO, DỊCH RA');
    expect(text).toMatch(/Uống 250/);
    expect(text).not.toMatch(/By mouth|Page 1/);
    expect((await paper('fluids', '?language=fr')).status).toBe(400);
  });

  it('of the whole record is one document in English, with its contents', async () => {
    const query = `?language=en&recipient=insurer&reason=${encodeURIComponent('Claim 12/2026')}`;
    const { status, text } = await print(world, `/api/v1/patients/${patientId}/documents/record.pdf${query}`);
    expect(status).toBe(200);
    expect(text).toContain('Copy of the whole record, given to an insurer. Reason: Claim 12/2026.');
    expect(text).toMatch(/What the record holds.*Progress note/);
  });

  it('is kept with its language, in its row and on the trail, and takes the place of none in Vietnamese', async () => {
    const { id, patientId: own } = await anEncounter(world);
    const care = (query = '') => print(world, `/api/v1/encounters/${id}/documents/care.pdf${query}`);
    const vi = await care();
    const en = await care('?language=en');
    expect(en.text).not.toMatch(/In place of|Reprint/);
    expect(await verify(vi.code)).toMatchObject({ genuine: true, replacedAt: null });
    expect((await care('?language=en')).text).toContain('Reprint no. 1 of what was first printed');
    const [, latest, first] = await printed(own);
    expect([latest.language, first.language]).toEqual(['en', 'vi']);
    const [event] = await world.sql(
      `SELECT changes->>'language' AS language FROM audit.event WHERE entity = 'issued_document' AND kind = 'create' AND entity_id = $1`,
      [latest.id],
    );
    expect(event).toEqual({ language: 'en' });
  });

  it('leads to a page in English, which leads to itself in Vietnamese', async () => {
    const { code } = await paper('care');
    expect(await page(code, '?language=en')).toMatch(
      /This document is genuine[\s\S]*href="\?language=vi"[^>]*>Tiếng Việt</,
    );
    expect(await page(code, '?language=vi', 'en')).toContain('Giấy tờ này là thật');
    expect(await page(code)).toMatch(/Giấy tờ này là thật[\s\S]*href="\?language=en"[^>]*>English</);
  });
});

const titleOf = (form: FormName) => ({ ...FORM_TITLES[form], ...OF_NOTES[form] });
/** Papers of one note are called as its form is. */
const OF_NOTES: Partial<Record<FormName, object>> = {
  treatment: { en: 'Progress note' },
  'discharge-summary': { vi: 'Tổng kết bệnh án khi ra viện' },
};
/** Of wards, people and medicines, as the test hospital has them. */
const NAMES = ['Bệnh viện Đa khoa Demo', 'Người thử', 'Khoa Nội', 'Sốt cao'];

describe('A paper that should not have been given', () => {
  const withdraw = (id: string, role: Role = 'doctor', version = 1, reason = 'Đưa nhầm người') =>
    world.as(role).post(`/api/v1/documents/${id}/withdraw`, { reason }, { 'If-Match': `"${version}"` });
  const printedBy = async (role: Role) => {
    const { code } = await paper('treatment', '', role);
    const [newest] = await printed();
    return { code, id: newest.id as string };
  };

  it('is taken back by hand, once, with a reason: its code says so, and when, and not why', async () => {
    const { code, id } = await printedBy('nurse');
    expect(await verify(code)).toMatchObject({ withdrawn: false, withdrawnAt: null });
    const { status, body, headers } = await withdraw(id, 'nurse');
    expect([status, headers.etag]).toEqual([200, '"2"']);
    expect(body).toMatchObject({
      ...{ title: 'Tờ điều trị', withdrawnAt: expect.any(String), withdrawnReason: 'Đưa nhầm người', version: 2 },
      withdrawnBy: { fullName: 'Người thử nurse' },
    });
    expect(await verify(code)).toMatchObject({ genuine: true, withdrawn: true, withdrawnAt: body.withdrawnAt });
    const [vi, en] = [await page(code), await page(code, '?language=en')];
    expect(vi).toMatch(/đã thu hồi: không còn giá trị[\s\S]*Thu hồi lúc/);
    expect(en).toMatch(/took it back since: it is no longer valid[\s\S]*Taken back at/);
    expect(vi + en).not.toMatch(/Đưa nhầm người|là thật|is genuine/);
    expect((await withdraw(id, 'nurse', 2)).body.type).toMatch('document-withdrawn');
    const [event] = await world.sql(
      `SELECT username, changes FROM audit.event WHERE entity = 'issued_document' AND kind = 'update' AND entity_id = $1`,
      [id],
    );
    expect(event).toMatchObject({ username: 'nurse' });
    expect(Object.keys(event!.changes)).toEqual(
      expect.arrayContaining(['withdrawn_at', 'withdrawn_by', 'withdrawn_reason']),
    );
  });

  it('is taken back by who printed it, a doctor or the records office; not by others, not unread, not without a reason', async () => {
    const { id } = await printedBy('doctor');
    expect((await withdraw(id, 'nurse')).body.type).toMatch('document-not-yours');
    expect((await withdraw(id, 'doctor', 7)).status).toBe(412);
    expect((await withdraw(id, 'doctor', 1, '  ')).status).toBe(400);
    expect((await withdraw('019a1b2c-0000-7000-8000-000000000001')).status).toBe(404);
    expect((await withdraw(id, 'department-head')).status).toBe(200);
  });

  it('is not put right again, not even behind the service', async () => {
    const { id } = await printedBy('doctor');
    await withdraw(id);
    const context = `set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true)`;
    const change = (what: string) =>
      world.sql(`WITH who AS (SELECT ${context}) UPDATE issued_document SET ${what} FROM who WHERE id = '${id}'`);
    await expect(change('withdrawn_at = NULL, withdrawn_by = NULL, withdrawn_reason = NULL')).rejects.toThrow();
    await expect(change(`sha256 = repeat('0', 64)`)).rejects.toThrow();
    const other = await printedBy('doctor');
    for (const gone of [id, other.id]) {
      const remove = `WITH who AS (SELECT ${context}) DELETE FROM issued_document USING who WHERE id = '${gone}'`;
      await expect(world.sql(remove)).rejects.toThrow(/stays as it was written/);
    }
  });

  it('stands in the list of what was printed, which says for whom, by whom, and in which language', async () => {
    const { status, body } = await world.as('nurse').get(`/api/v1/patients/${patientId}/documents?limit=2`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ patientId, next: expect.stringContaining('cursor=') });
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ form: 'treatment', issuedBy: { fullName: 'Người thử doctor' } });
    const all = await printed();
    expect(all).toContainEqual(
      expect.objectContaining({ form: 'record', recipientText: 'cơ quan bảo hiểm', reason: 'Claim 12/2026' }),
    );
    const nobody = await world.as('nurse').get('/api/v1/patients/019a1b2c-0000-7000-8000-000000000001/documents');
    expect(nobody.status).toBe(404);
  });
});

describe('A paper by templates that the hospital made its own', () => {
  it('takes from the service what the copy lacks; of an old copy without English it is told, and Vietnamese prints as ever', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'templates-'));
    cpSync('templates/documents', folder, { recursive: true });
    const own = await startWorld({ DOCUMENT_TEMPLATES: folder });
    const { id } = await anEncounter(own);
    const care = (query = '') => print(own, `/api/v1/encounters/${id}/documents/care.pdf${query}`);
    rmSync(join(folder, 'words.typ'));
    rmSync(join(folder, 'charts.typ'));
    const [vi, en] = [await care(), await care('?language=en')];
    expect([vi.text, en.text]).toEqual([expect.stringContaining('Trang 1'), expect.stringContaining('Page 1')]);
    // As it was copied before there were sheets of what was given.
    rmSync(join(folder, 'given.typ'));
    const main = readFileSync(join(folder, 'main.typ'), 'utf8').replace(
      /^.*(?:"given\.typ"|"doses"|"infusions"|"transfusions").*\n/gm,
      '',
    );
    writeFileSync(join(folder, 'main.typ'), main);
    const given = await print(own, `/api/v1/encounters/${id}/documents/doses.pdf`);
    expect([given.status, given.text]).toEqual([200, expect.stringContaining('PHIẾU THỰC HIỆN THUỐC')]);
    // As it was copied before there were words of both languages.
    const text = readFileSync(join(folder, 'paper.typ'), 'utf8').replace('#import "words.typ": words as said\n', '');
    const words = [...new Set(text.match(/said\.[a-z-]+/g))].map((name) => `${name.slice(5)}: "cũ"`).join(', ');
    writeFileSync(join(folder, 'paper.typ'), `#let said = (${words.replace('tag: "cũ"', 'tag: "vi"')})\n${text}`);
    expect((await care()).text).toContain('cũ 1 /');
    const refused = await care('?language=en');
    expect([refused.status, refused.problem.type]).toEqual([422, expect.stringMatching('document-only-vietnamese')]);
    expect(await own.sql('SELECT FROM issued_document')).toHaveLength(4);
    rmSync(folder, { recursive: true });
    await own.close();
  }, 120_000);
});
