import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayBegan } from '../../src/clinical/observations/bedside/fluid.rules.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { dayText } from '../../src/views/documents/printed-text.js';
import { sheetOf } from '../doses/a-sheet.js';
import { aMedicine, anAdmission, anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { print } from './printed.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  const { id: patientId } = await aPatient(world, { fullName: 'Lê Thị Hoa', sex: 'female', birthDate: '1996-01-15' });
  ({ id: encounterId } = await anAdmission(world, { patientId }));
});
afterAll(() => world.close());

async function signed(type: string, sections: object[]): Promise<string> {
  const doctor = world.as('doctor');
  const { body } = await doctor.post(`/api/v1/encounters/${encounterId}/notes`, { type, sections });
  const answer = await doctor.post(`/api/v1/notes/${body.id}/sign`, {}, { 'If-Match': `"${body.version}"` });
  expect([answer.body, answer.status]).toEqual([expect.anything(), 200]);
  return body.id;
}
const paper = (form: string) => print(world, `/api/v1/encounters/${encounterId}/documents/${form}.pdf`);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('Papers draw what paper draws', () => {
  it('a partograph with its alert and action lines, whatever order its rows came in', async () => {
    const rows = [
      { at: minutesAgo(60), fetalHeartRate: 130, dilatation: 8, contractions: 4, contractionSeconds: 50, liquor: 'M' },
      {
        at: minutesAgo(300),
        fetalHeartRate: 140,
        dilatation: 4,
        descent: 3,
        oxytocin: 4,
        systolic: 118,
        diastolic: 74,
      },
    ];
    await signed('labour', [
      { code: 'onset', text: 'Đau bụng từng cơn' },
      { code: 'partograph', data: { rows } },
    ]);
    const { status, text } = await paper('labour');
    expect(status).toBe(200);
    expect(text).toMatch(/Báo động.*Hành động/);
    expect(text).toContain('118/74');
    expect(text).toContain('Phân su');
    expect(text).toContain('mU/phút');
  });

  it('an anaesthesia, and of a checklist each question with its box; each note under its own title', async () => {
    const times = { code: 'times', data: { began: minutesAgo(90), ended: minutesAgo(30) } };
    await signed('anaesthesia', [
      { code: 'assessment', data: { asa: 1, weight: 50, fasted: true } },
      { code: 'method', text: 'Mê nội khí quản' },
      times,
      { code: 'course', data: { rows: [{ at: minutesAgo(80), heartRate: 90, systolic: 120, diastolic: 70 }] } },
      { code: 'recovery', text: 'Tỉnh, bàn giao hồi tỉnh' },
    ]);
    await signed('procedure', [{ code: 'description', text: 'Chọc dịch màng phổi' }]);
    const { status, text } = await paper('operations');
    expect(status).toBe(200);
    expect(text).toMatch(/PHIẾU GÂY MÊ HỒI SỨC.*HA tâm trương.*PHIẾU THỦ THUẬT.*Chọc dịch màng phổi/);
  });

  it('the three stops of the checklist, each with when, who read it out and who answered; in their order or not signed', async () => {
    const stop = (minutes: number, codes: readonly string[]) => ({
      ...{ at: minutesAgo(minutes), by: 'ĐD. Đọc Bảng', 'answered-by': 'BS. Trả Lời' },
      ...Object.fromEntries(codes.map((code) => [code, true])),
    });
    const signIn = [
      'identity',
      'site-marked',
      'anaesthesia-check',
      'pulse-oximeter',
      'allergy',
      'difficult-airway',
      'blood-loss',
    ];
    const timeOut = ['team', 'patient-site', 'antibiotic', 'critical-events', 'sterility', 'imaging'];
    const signOut = ['procedure-named', 'counts', 'specimens', 'equipment', 'recovery'];
    const texts = ['diagnosis-before', 'diagnosis-after', 'method', 'description'];
    const doctor = world.as('doctor');
    const begun = {
      type: 'surgery',
      sections: [
        { code: 'sign-in', data: stop(100, signIn) },
        { code: 'time-out', data: stop(120, timeOut) },
        { code: 'sign-out', data: stop(40, signOut) },
        { code: 'times', data: { began: minutesAgo(90), ended: minutesAgo(50) } },
        ...texts.map((code) => ({ code, text: `Nội dung ${code}` })),
      ],
    };
    const { body: draft } = await doctor.post(`/api/v1/encounters/${encounterId}/notes`, begun);
    const words = '“Trước khi rạch da (Time out), Lúc” không thể trước “Trước khi gây mê (Sign in), Lúc”.';
    expect(draft.missing).toEqual([{ code: 'time-out', message: words }]);
    const sign = (version: number) => doctor.post(`/api/v1/notes/${draft.id}/sign`, {}, { 'If-Match': `"${version}"` });
    const refused = await sign(1);
    expect([refused.status, refused.body.type, refused.body.errors]).toEqual([
      409,
      expect.stringMatching(/moments-out-of-order$/),
      [{ pointer: '/sections/time-out', rule: 'out-of-order', message: words }],
    ]);
    const right = { sections: [{ code: 'time-out', data: stop(95, timeOut) }] };
    const saved = await doctor.patch(`/api/v1/notes/${draft.id}`, right, { 'If-Match': '"1"' });
    expect(saved.body.missing).toEqual([]);
    expect((await sign(2)).status).toBe(200);
    const { text } = await paper('operations');
    expect(text).toMatch(
      /Trước khi gây mê \(Sign in\).*ĐD\. Đọc Bảng.*BS\. Trả Lời.*Trước khi rạch da.*Trước khi rời phòng mổ/,
    );
  });

  it('room for the signature of a patient, and what they signed at a screen', async () => {
    const sections = ['intervention', 'reason', 'risks'].map((code) => ({ code, text: `Nội dung ${code}` }));
    const id = await signed('consent', sections);
    expect((await paper('consent')).text).toContain('NGƯỜI BỆNH HOẶC NGƯỜI ĐẠI DIỆN');
    const drawing = { strokes: ['10,20 14,26 40,12', '30,31 60,40'] };
    const body = { meaning: 'consent', fullName: 'Lê Văn Chồng', relation: 'spouse', drawing };
    expect((await world.as('nurse').post(`/api/v1/notes/${id}/patient-signatures`, body)).status).toBe(201);
    const { status, text } = await paper('consent');
    expect(status).toBe(200);
    expect(text).toMatch(/Vợ, chồng đã ký, xác nhận Lê Văn Chồng/);
    expect(text).not.toContain('NGƯỜI BỆNH HOẶC NGƯỜI ĐẠI DIỆN');
  });
});

describe('The sheet of fluids', () => {
  it('counts what ran in with what was charted, each in its shift, in a day from 6:00 to 6:00', async () => {
    const { give, sheet, signedAgo } = sheetOf(() => world);
    const { id: encounter } = await anEncounter(world, { hoursAgo: 72 });
    const bag = { fluid: 'Natri clorid 0,9 %', volume: 500, rate: { value: 100, unit: 'mL/h' } };
    const order = await aMedicine(world, {
      ...{ encounterId: encounter, dose: { value: 1000, unit: 'mg' } },
      ...{ medication: { system: 'http://www.whocc.no/atc', code: 'J01DB04', display: 'Cefazolin 1 g' } },
      more: { route: 'intravenous', infusion: bag },
    });
    // The bag is empty after five hours. From 4:00 of a day that is over, two hours of its last night and three of its morning.
    const six = dayBegan(new Date(Date.now() - 86_400_000)).getTime();
    const at = (hours: number) => new Date(six + hours * 3_600_000).toISOString();
    await signedAgo(order.id, Math.ceil((Date.now() - Date.parse(at(-2))) / 60_000) / 60);
    const [dose] = await sheet(encounter, `?date=${hospitalDate(new Date(at(-2)))}`);
    expect((await give(dose!.id, { givenAt: at(-2), reason: 'Ghi sau' })).status).toBe(200);
    const charted = { direction: 'out', kind: 'urine', volume: 120, effectiveAt: at(-1) };
    expect((await world.as('nurse').post(`/api/v1/encounters/${encounter}/fluids`, charted)).status).toBe(201);
    const { text } = await print(world, `/api/v1/encounters/${encounter}/documents/fluids.pdf`);
    const [before, day] = [six - 86_400_000, six].map((from) => dayText(new Date(from)));
    expect(text).toMatch(new RegExp(`${before} Đêm[^/]*? 200 120 \\+80 ${before} 24 giờ \\(6–6 h\\) 200 120 \\+80`));
    expect(text).toMatch(new RegExp(`${day} Sáng[^/]*? 300 0 \\+300 ${day} 24 giờ \\(6–6 h\\) 300 0 \\+300`));
    expect(text).toMatch(/Thuốc truyền[^/]* 200 Cefazolin 1 g/);
  });
});
