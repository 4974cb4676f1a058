import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FORM_NAMES } from '../../src/views/documents/forms.js';
import { MOST_ROWS } from '../../src/views/documents/documents.sql.js';
import { FORM_TITLES } from '../../src/views/documents/documents.words.js';
import { anAdmission, anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { getDocumentProxy } from 'unpdf';
import type { Test } from 'supertest';
import { farOf, print, stagesOf, type Printed } from './printed.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { elementAt } from '../../src/kernel/list.js';

const LONG_NAME = `Công Tằng Tôn Nữ ${'Thị Ngọc Quỳnh Như '.repeat(8)}Ngân`;

let world: World;
let encounterId: string;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: patientId } = await aPatient(world, { fullName: 'Nguyễn Thị Ễn Đượm', birthDate: '1990-03-12' }));
  ({ id: encounterId } = await anAdmission(world, { patientId }));
});
afterAll(() => world.close());

const formOf = (form: string, encounter = encounterId, role: 'doctor' | 'nurse' = 'doctor') =>
  print(world, `/api/v1/encounters/${encounter}/documents/${form}.pdf`, role);
const recordOf = (query = '', patient = patientId) =>
  print(world, `/api/v1/patients/${patient}/documents/record.pdf${query}`);
const verify = async (code: string, query = '') => (await world.anonymous.get(`/verify/${code}${query}`)).body;

async function signedNote(type: string, sections: object[], encounter = encounterId): Promise<string> {
  const doctor = world.as('doctor');
  const { body: draft } = await doctor.post(`/api/v1/encounters/${encounter}/notes`, { type, sections });
  const signed = await doctor.post(`/api/v1/notes/${draft.id}/sign`, {}, { 'If-Match': `"${draft.version}"` });
  if (signed.status !== 200) throw new Error(signed.text);
  return draft.id;
}

describe('Papers', () => {
  it('are printed of a chart in which nothing stands yet, each with its title, the patient and page numbers', async () => {
    for (const form of FORM_NAMES) {
      const { status, headers, pdf, pages, text } = await formOf(form);
      expect([form, status, headers['content-type']]).toEqual([form, 200, 'application/pdf']);
      expect(text).toContain(FORM_TITLES[form].vi.toLocaleUpperCase('vi'));
      expect(text).toContain('NGUYỄN THỊ ỄN ĐƯỢM');
      expect(text).toContain(`Trang 1 / ${pages.length}`);
      // PDF/A says what it is, and brings its font.
      expect(pdf.toString('latin1')).toContain('pdfaid:part>3<');
      expect(pdf.toString('latin1')).toMatch(/FontFile[23]?/);
    }
  }, 120_000);

  it('print what was signed, with who signed it, and no draft', async () => {
    await signedNote('progress', [
      { code: 'course', text: 'Tỉnh, sốt 38,4 °C\nho đờm đục' },
      { code: 'plan', text: 'Ceftriaxon 2 g' },
    ]);
    const body = { type: 'progress', sections: [{ code: 'course', text: 'Chưa xong đâu nhé' }] };
    await world.as('doctor').post(`/api/v1/encounters/${encounterId}/notes`, body);
    const { text } = await formOf('treatment');
    expect(text).toMatch(/Tỉnh, sốt 38,4 °C ho đờm đục.*Ceftriaxon 2 g.*Đã ký điện tử/);
    expect(text).not.toContain('KHÔNG KHỚP');
    expect(text).not.toContain('Chưa xong');
    expect(text).toContain('Còn 1 bản nháp chưa ký');
  });

  it('are stuck on patients and tubes too: who it is, whose child, what is dangerous, what is drawn', async () => {
    const { body: mother } = await world.as('doctor').get(`/api/v1/patients/${patientId}`);
    const bornAt = new Date(Date.now() - 7_200_000).toISOString();
    const newborn = { motherId: patientId, bornAt, weightGrams: 3100 };
    const registered = await world.as('registrar').post('/api/v1/patients', { sex: 'female', newborn });
    const baby = registered.body;
    const { id } = await anAdmission(world, { patientId: baby.id, bedId: null });
    await world.as('doctor').post(`/api/v1/patients/${baby.id}/allergies`, { code: { display: 'Penicillin' } });
    const { text, pages } = await formOf('wristband', id, 'nurse');
    expect(pages).toHaveLength(1);
    for (const part of [baby.mrn, baby.fullName.toLocaleUpperCase('vi'), mother.mrn, 'DỊ ỨNG: Penicillin']) {
      expect(text).toContain(part);
    }
    expect((await formOf('specimen-labels', id)).text).toContain('Không có xét nghiệm nào');
    const order = {
      kind: 'laboratory',
      code: { system: 'http://loinc.org', code: '718-7', display: 'Hemoglobin' },
      sign: true,
    };
    const { body: ordered } = await world.as('doctor').post(`/api/v1/encounters/${id}/orders`, order);
    const labels = await formOf('specimen-labels', id);
    expect(labels.text).toContain(ordered.number);
    expect(labels.text).toContain(baby.mrn);
  });

  it('tell of a medicine how it is given', async () => {
    const { id } = await anAdmission(world);
    const medication = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
    const how = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6 } };
    const order = { kind: 'medication', medication, ...how, instructions: 'Uống sau ăn', sign: true };
    await world.as('doctor').post(`/api/v1/encounters/${id}/orders`, order);
    expect((await formOf('orders', id)).text).toMatch(/Paracetamol 500 mg 500 mg, uống, mỗi 6 giờ\. Uống sau ăn/);
  });

  it('say of a note that was altered in the database that it is not what was signed', async () => {
    const { id: encounter } = await anEncounter(world);
    const id = await signedNote('consultation', ['summary', 'conclusion', 'plan'].map(said), encounter);
    // In one transaction: a service that looks at its database meanwhile sees every trigger in its place.
    await world.sql(`ALTER TABLE note DISABLE TRIGGER USER;
      UPDATE note SET sections = replace(sections::text, 'Mổ', 'Về')::jsonb WHERE id = '${id}';
      ALTER TABLE note ENABLE TRIGGER USER`);
    expect((await formOf('consultation', encounter)).text).toContain('NỘI DUNG KHÔNG KHỚP CHỮ KÝ');
  });

  it('plot pulse and temperature, and write the rest below: every set that counts, twenty a sheet', async () => {
    const { id: encounter } = await anEncounter(world);
    for (let hours = 42; hours > 0; hours -= 2) {
      const effectiveAt = new Date(Date.now() - hours * 3_600_000).toISOString();
      const set = { effectiveAt, heartRate: 60 + hours, temperature: 37 + hours / 20, systolic: 120, diastolic: 70 };
      const { status } = await world.as('nurse').post(`/api/v1/encounters/${encounter}/vitals`, set);
      expect(status).toBe(201);
    }
    const { pages } = await formOf('vital-signs', encounter, 'nurse');
    expect(pages).toHaveLength(2);
    expect(elementAt(pages, 0).match(/120 70/g)).toHaveLength(20);
  });

  it('are printed whatever is known of the patient and the stay: each number of short facts before a long one', async () => {
    const known = [
      {},
      { birthDate: undefined },
      { birthDate: '1938', fullName: LONG_NAME },
      { birthDate: '1938', phones: ['0903123456'], occupation: undefined },
    ];
    for (const fields of known) {
      for (const bedId of [undefined, null]) {
        const { id: patient } = await aPatient(world, fields);
        const { id } = await anAdmission(world, { patientId: patient, bedId });
        const code = { system: 'icd-10', code: 'J44.1', display: 'Bệnh phổi tắc nghẽn mạn tính có đợt cấp' };
        await world.as('doctor').post(`/api/v1/patients/${patient}/problems`, { code, encounterId: id });
        await signedNote('progress', [{ code: 'course', text: 'Tỉnh' }, said('plan')], id);
        for (const form of ['treatment', 'vital-signs', 'referral'] as const) {
          const { status, text } = await formOf(form, id);
          expect([fields, bedId, form, status]).toEqual([fields, bedId, form, 200]);
          expect(text).toContain('Chẩn đoán: Bệnh phổi tắc nghẽn');
        }
        expect((await recordOf('', patient)).status).toBe(200);
      }
    }
  }, 120_000);

  it('of a patient with a very long name keep to their pages', async () => {
    const { id } = await aPatient(world, { fullName: LONG_NAME });
    const { id: encounter } = await anEncounter(world, { patientId: id });
    const { text, pages } = await formOf('discharge', encounter);
    expect(pages).toHaveLength(1);
    expect(text).toContain('QUỲNH NHƯ NGÂN');
  });

  it('that are not final are marked: who has not left has no valid discharge paper, who was not sent no referral', async () => {
    for (const form of ['discharge', 'referral']) {
      const { text, code } = await formOf(form);
      expect(text).toContain('BẢN NHÁP');
      expect(await verify(code)).toMatchObject({ genuine: true, draft: true });
    }
  });

  it('are the whole record as one document, whose first page says what it holds', async () => {
    const { pages, text } = await recordOf();
    expect(pages[0]).toMatch(/HỒ SƠ BỆNH ÁN.*Hồ sơ gồm.*Tờ điều trị/);
    expect(text).toContain('Ceftriaxon 2 g');
    expect((await recordOf('', '019a1b2c-0000-7000-8000-000000000001')).status).toBe(404);
    expect((await formOf('nonsense')).problem.type).toMatch('form-not-found');
  });

  it('of a long record are printed by periods, each saying that it is a part', async () => {
    const { id: own } = await aPatient(world);
    const stays = [{ hoursAgo: 24 * 900 }, { hoursAgo: 24 * 400 }, { hoursAgo: 48 }];
    for (const { hoursAgo } of stays) {
      const { id } = await anEncounter(world, { patientId: own, hoursAgo });
      await signedNote('progress', [{ code: 'course', text: `Đợt ${hoursAgo} giờ trước` }, said('plan')], id);
      if (hoursAgo > 48) {
        const ended = new Date(Date.now() - (hoursAgo - 24) * 3_600_000);
        await world.sql(
          `WITH who AS (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true))
           UPDATE encounter SET status = 'finished', ended_at = $2 FROM who WHERE id = $1`,
          [id, ended],
        );
      }
    }
    const day = (daysAgo: number) => hospitalDate(new Date(Date.now() - daysAgo * 86_400_000));
    const whole = await recordOf('', own);
    expect(whole.text).not.toContain('đây là một phần của hồ sơ');
    const part = await recordOf(`?from=${day(500)}&to=${day(100)}`, own);
    expect(part.text).toMatch(
      /Chỉ gồm các đợt điều trị từ \d\d\/\d\d\/\d{4} đến \d\d\/\d\d\/\d{4}; đây là một phần của hồ sơ/,
    );
    expect(part.text).toContain('Đợt 9600 giờ trước');
    expect(part.text).not.toMatch(/Đợt (21600|48) giờ trước/);
    expect((await recordOf(`?to=${day(800)}`, own)).text).toContain('Đợt 21600 giờ trước');
    expect((await recordOf(`?from=${day(30)}`, own)).text).toContain('Đợt 48 giờ trước');
    expect((await recordOf(`?from=${day(1)}&to=${day(3)}`, own)).status).toBe(400);
    expect((await recordOf('?from=2024', own)).status).toBe(400);
  }, 120_000);

  it('of a record of hundreds of stays are one document still, in volumes, of which no stay is missing', async () => {
    const { id: own } = await aPatient(world);
    const STAYS = 305;
    const context = `set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true)`;
    await world.sql(
      `WITH who AS (SELECT ${context}), stays AS (
         INSERT INTO encounter (visit_number, patient_id, class, status, started_at, ended_at, ward_id)
         SELECT 'DAI-' || n, $1, 'inpatient', 'finished', now() - (n + 1) * interval '10 days', now() - n * interval '10 days', $2
         FROM who, generate_series(1, ${STAYS}) n RETURNING id, started_at, visit_number)
       INSERT INTO vital_signs (patient_id, encounter_id, effective_at, recorded_by, heart_rate, temperature)
       SELECT $1, stays.id, stays.started_at + m * interval '1 hour', $3, 60 + m, 37 FROM stays, generate_series(1, 2) m WHERE stays.visit_number LIKE '%7'`,
      [own, world.wards[0].id, world.staff.nurse.id],
    );
    const asked = world.as('doctor').get(`/api/v1/patients/${own}/documents/record.pdf`) as unknown as Test;
    let isMade = false;
    const made = asked.responseType('blob').then((answer) => {
      isMade = true;
      return answer;
    });
    const { told, toOthers } = await stagesOf(world, own, () => isMade);
    const { status, body: pdf } = await made;
    expect(status).toBe(200);
    const [row] = await world.sql(`SELECT pages, sha256 FROM issued_document WHERE patient_id = $1`, [own]);
    // A discharge paper of each stay, a chart of those that have one, and the contents, some pages long.
    const charts = 30;
    expect(row!.pages).toBeGreaterThan(STAYS + charts + 5);
    expect(row!.pages).toBeLessThan(STAYS + charts + 20);
    expect(row!.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    const file = pdf.toString('latin1');
    expect(file).toContain('pdfaid:part>3<');
    expect(file).toContain(`NPages>${row!.pages}<`);
    const read = await getDocumentProxy(new Uint8Array(pdf));
    expect(read.numPages).toBe(row!.pages);
    const outline = await read.getOutline();
    const titles = outline.map(({ title }) => title);
    expect(titles).toEqual(titles.map((_, place) => `Tập ${place + 1}/${titles.length}`));
    // How far it was is told to who waited for it, and to nobody else.
    expect(told).toMatchObject({ reading: { of: STAYS }, setting: { of: titles.length } });
    expect([[...toOthers], (await farOf(world, own)).stage]).toEqual([['none'], 'none']);
    // Each volume has its own papers below it, which lead to the pages that they begin on.
    expect(outline.reduce((sum, { items }) => sum + items.length, 0)).toBe(1 + STAYS + charts);
    const [first] = outline.at(-1)!.items;
    const place = await read.getPageIndex((first!.dest as object[])[0] as never);
    const { items } = await (await read.getPage(place + 1)).getTextContent();
    const text = items
      .map((item) => ('str' in item ? item.str : ''))
      .join(' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain(first!.title.toLocaleUpperCase('vi'));
    expect(text).toMatch(new RegExp(`Tập ${titles.length}/${titles.length} · Trang 1 /`));
  }, 120_000);

  it('are bounded: a stay of more rows than a document takes is refused, not cut', async () => {
    const { id: encounter, patientId: own } = await anEncounter(world);
    await world.sql(
      `WITH who AS (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true))
       INSERT INTO fluid_entry (patient_id, encounter_id, direction, kind, volume, effective_at, recorded_by)
       SELECT $1, $2, 'in', 'oral', 100, now() - n * interval '1 minute', $3 FROM who, generate_series(1, 2999) n`,
      [own, encounter, world.staff.nurse.id],
    );
    const started = Date.now();
    expect((await world.as('doctor').get(`/api/v1/encounters/${encounter}/documents/fluids.pdf`)).status).toBe(200);
    const row = elementAt(
      await world.sql('SELECT pages FROM issued_document WHERE printed_encounter_id = $1', [encounter]),
      0,
    );
    expect(row.pages).toBeGreaterThan(60);
    expect(Date.now() - started).toBeLessThan(60_000);
    await world.sql(
      `WITH who AS (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test","purpose":"OPERATIONS"}', true))
       INSERT INTO fluid_entry (patient_id, encounter_id, direction, kind, volume, effective_at, recorded_by)
       SELECT $1, $2, 'in', 'oral', 100, now() - n * interval '1 second', $3 FROM who, generate_series(1, ${MOST_ROWS - 2998}) n`,
      [own, encounter, world.staff.nurse.id],
    );
    expect((await formOf('fluids', encounter)).problem.type).toMatch('document-too-long');
  }, 120_000);
});

const said = (code: string) => ({ code, text: 'Mổ cấp cứu' });

describe('A print is a disclosure', () => {
  const events = async (query: string) => (await world.as('auditor').get(`/api/v1/audit/events?${query}`)).body.items;

  it('on the trail as printed, with its row', async () => {
    await formOf('care', encounterId, 'nurse');
    const [event] = await events(`patientId=${patientId}&output=print&limit=1`);
    expect(event).toMatchObject({ kind: 'read', entity: 'issued_document', encounterId, actor: { username: 'nurse' } });
    const [row] = await world.sql('SELECT form, printed_encounter_id FROM issued_document WHERE id = $1', [
      event.entityId,
    ]);
    expect(row).toEqual({ form: 'care', printed_encounter_id: encounterId });
  });

  it('and a complete copy names for whom it is and why, or is not made', async () => {
    expect((await recordOf('?recipient=court')).problem.type).toMatch('copy-needs-reason');
    const { text } = await recordOf(`?recipient=court&reason=${encodeURIComponent('Quyết định 12/2026/QĐ-TA')}`);
    expect(text).toContain('cấp cho tòa án, cơ quan tố tụng. Lý do: Quyết định 12/2026/QĐ-TA');
    const [row] = await world.sql(
      `SELECT recipient, reason, purpose FROM issued_document WHERE patient_id = $1 ORDER BY id DESC LIMIT 1`,
      [patientId],
    );
    expect(row).toEqual({ recipient: 'court', reason: 'Quyết định 12/2026/QĐ-TA', purpose: 'TREAT' });
  });

  it('refused as the chart is, and that is on the trail too', async () => {
    const { id, patientId: other } = await anAdmission(world, { wardId: world.wards[0].id, bedId: null });
    const { status } = await print(world, `/api/v1/encounters/${id}/documents/treatment.pdf`, 'registrar');
    expect(status).toBe(403);
    const [refusal] = await events(`patientId=${other}&kind=refusal`);
    expect(refusal).toMatchObject({ actor: { username: 'registrar' } });
    expect((await world.sql('SELECT 1 FROM issued_document WHERE patient_id = $1', [other])).length).toBe(0);
  });
});

describe('A paper that is printed again', () => {
  it('says that it is a reprint, of which and how many times; a changed one what it takes the place of', async () => {
    const { id } = await anEncounter(world);
    await signedNote('progress', [{ code: 'course', text: 'Tỉnh, ăn được' }, said('plan')], id);
    const first = await formOf('treatment', id);
    expect(first.text).not.toMatch(/In lại|Thay cho/);
    expect((await formOf('treatment', id)).text).toContain('Bản in lại lần 1, bản đầu in lúc');
    expect((await formOf('treatment', id)).text).toContain('Bản in lại lần 2');
    await signedNote('progress', [{ code: 'course', text: 'Sốt lại 39 °C' }, said('plan')], id);
    const later = await formOf('treatment', id);
    expect(later.text).toContain('Thay cho bản in lúc');
    expect(await verify(first.code)).toMatchObject({ genuine: true, withdrawn: false, replacedAt: expect.any(String) });
    expect(await verify(later.code)).toMatchObject({ genuine: true, withdrawn: false, replacedAt: null });
  });

  it('says so when what it says was taken back: a note that was an error, a discharge that was undone', async () => {
    const { id, patientId: own } = await anAdmission(world, { bedId: null });
    const note = await signedNote('progress', [{ code: 'course', text: 'Của người bệnh khác' }, said('plan')], id);
    const sheet = await formOf('treatment', id);
    const record = await recordOf('', own);
    const care = await formOf('care', id);
    const doctor = world.as('doctor');
    const marked = await doctor.post(
      `/api/v1/notes/${note}/mark-in-error`,
      { reason: 'Nhầm người' },
      { 'If-Match': '"2"' },
    );
    expect(marked.status).toBe(200);
    for (const { code } of [sheet, record]) {
      expect(await verify(code)).toMatchObject({ genuine: true, withdrawn: true });
    }
    expect(await verify(care.code)).toMatchObject({ genuine: true, withdrawn: false });
    const { body: stay } = await doctor.get(`/api/v1/encounters/${id}`);
    const left = await doctor.post(
      `/api/v1/encounters/${id}/discharge`,
      { disposition: 'home' },
      { 'If-Match': `"${stay.version}"` },
    );
    expect(left.status).toBe(200);
    const paper = await formOf('discharge', id);
    expect(await verify(paper.code)).toMatchObject({ genuine: true, draft: false, withdrawn: false });
    const undone = { reason: 'Ra viện nhầm người' };
    const reopened = await doctor.post(`/api/v1/encounters/${id}/reopen`, undone, {
      'If-Match': `"${left.body.version}"`,
    });
    expect([reopened.status, reopened.body]).toEqual([200, expect.anything()]);
    expect(await verify(paper.code)).toMatchObject({ genuine: true, withdrawn: true });
    const page = await world.anonymous.get(`/verify/${paper.code}`, { Accept: 'text/html' });
    expect(page.text).toContain('không còn giá trị');
    expect(page.text).not.toContain('Giấy tờ này là thật');
  });
});

describe('The code of a paper', () => {
  let paper: Printed;
  beforeAll(async () => {
    paper = await formOf('treatment');
  });

  it('tells everyone that it is genuine, by whom and when, and nothing else', async () => {
    const answer = await verify(paper.code);
    expect(answer).toEqual({
      genuine: true,
      draft: false,
      withdrawn: false,
      withdrawnAt: null,
      replacedAt: null,
      hospital: 'Bệnh viện Đa khoa Demo',
      issuedBy: expect.any(String),
      issuedAt: expect.any(String),
      sha256: createHash('sha256').update(paper.pdf).digest('hex'),
      fingerprint: expect.stringMatching(/^([0-9A-F]{4} ){3}[0-9A-F]{4}$/),
    });
    expect(paper.text).toContain(answer.fingerprint);
    const page = await world.anonymous.get(`/verify/${paper.code}`, { Accept: 'text/html', 'Accept-Language': 'en' });
    expect(page.text).toContain('This document is genuine');
    expect(page.text).not.toMatch(/Nguyễn Thị Ễn|NGUYỄN THỊ ỄN|Tờ điều trị|Treatment/);
    const vi = await world.anonymous.get(`/verify/${paper.code}`, { Accept: 'text/html' });
    expect(vi.text).toContain('Giấy tờ này là thật');
  });

  it('does not make an altered file genuine', async () => {
    const altered = createHash('sha256')
      .update(Buffer.concat([paper.pdf, Buffer.from('x')]))
      .digest('hex');
    expect(await verify(paper.code, `?sha256=${altered}`)).toMatchObject({ genuine: false });
    // Nor does a letter of it, wherever in the file, or a page that is missing.
    for (const part of [0.2, 0.5, 0.9]) {
      const bytes = Buffer.from(paper.pdf);
      const place = Math.floor(bytes.length * part);
      bytes[place] = bytes[place]! ^ 1;
      const other = createHash('sha256').update(bytes).digest('hex');
      expect(await verify(paper.code, `?sha256=${other}`)).toMatchObject({ genuine: false });
    }
    const cut = createHash('sha256').update(paper.pdf.subarray(0, -100)).digest('hex');
    expect(await verify(paper.code, `?sha256=${cut}`)).toMatchObject({ genuine: false });
    const same = createHash('sha256').update(paper.pdf).digest('hex');
    expect(await verify(paper.code, `?sha256=${same}`)).toMatchObject({ genuine: true });
  });

  it('is read as people type it, and any other is nobody’s', async () => {
    expect(await verify(paper.code.toLowerCase().replaceAll('-', ''))).toMatchObject({ genuine: true });
    for (const code of ['0'.repeat(26), 'x', '%20']) {
      expect(await verify(code)).toMatchObject({ genuine: false, issuedBy: null, issuedAt: null });
    }
  });

  it('cannot be taken back or changed, not even by the service', async () => {
    await expect(world.appSql(`UPDATE issued_document SET issuer_name = 'x'`)).resolves.toEqual([]);
    await expect(world.appSql('DELETE FROM issued_document')).rejects.toThrow(/permission denied/);
    expect(await world.appSql('SELECT code FROM issued_document')).toEqual([]);
  });
});
