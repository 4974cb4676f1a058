import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayBegan } from '../../src/clinical/observations/bedside/fluid.rules.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { dayText } from '../../src/views/documents/printed-text.js';
import { Typesetter } from '../../src/views/documents/typesetter.js';
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

describe('What was given', () => {
  it('of blood stands on a sheet: unit, groups, who compared, what went in and what was seen', async () => {
    const { id: patientId } = await aPatient(world, { fullName: 'Phạm Văn Máu' });
    const { id: encounter } = await anAdmission(world, { patientId, bedId: null });
    const code = { system: 'https://benhan.vn/codes', code: 'KHC', display: 'Khối hồng cầu' };
    const order = { kind: 'blood', code, units: 2, sign: true };
    const { body: ordered } = await world.as('doctor').post(`/api/v1/encounters/${encounter}/orders`, order);
    const [patient] = await world.sql('SELECT mrn FROM patient WHERE id = $1', [patientId]);
    const begin = (unitNumber: string) =>
      world.as('nurse').post(`/api/v1/orders/${ordered.id}/transfusions`, {
        ...{ patientMrn: patient!.mrn, unitNumber, product: 'red-cells', witnessId: world.staff['head-nurse'].id },
        ...{ unitGroup: { abo: 'O', rhd: 'positive' }, patientGroup: { abo: 'A', rhd: 'positive' } },
        expiresAt: new Date(Date.now() + 864_000_000).toISOString(),
      });
    const end = ({ body }: { body: { id: string } }, said: object) =>
      world.as('nurse').post(`/api/v1/transfusions/${body.id}/end`, said, { 'If-Match': '"1"' });
    await end(await begin('V0161-26-7001'), { outcome: 'completed', volume: 250 });
    const why = { reaction: 'Rét run, mẩn đỏ ở ngực', reason: 'Nghi phản ứng tan máu' };
    await end(await begin('V0161-26-7002'), { outcome: 'stopped', volume: 30, ...why });
    const { text, pages } = await print(world, `/api/v1/encounters/${encounter}/documents/transfusions.pdf`);
    expect(pages).toHaveLength(1);
    expect(text).toMatch(/PHIẾU TRUYỀN MÁU.*V0161-26-7001 Khối hồng cầu.*Túi: O Rh\(D\)\+ Người bệnh: A Rh\(D\)\+/);
    expect(text).toMatch(/PHẢN ỨNG: Rét run, mẩn đỏ ở ngực Lý do: Nghi phản ứng tan máu/);
    expect(text).toContain('Tổng cộng 2 đơn vị, 280 mL.');
    const record = await print(world, `/api/v1/patients/${patientId}/documents/record.pdf`);
    expect(record.text).toContain('V0161-26-7002');
  });

  it('of an infusion stands step by step, with what went in; of each dose who gave it, and what is said of it', async () => {
    const { act, give, sheet } = sheetOf(() => world);
    const { id: encounter, patientId } = await anEncounter(world);
    const bag = { fluid: 'Natri clorid 0,9 %', volume: 500, rate: { value: 100, unit: 'mL/h' } };
    const drips = await aMedicine(world, {
      ...{ encounterId: encounter, dose: { value: 1000, unit: 'mg' } },
      ...{ medication: { system: 'http://www.whocc.no/atc', code: 'J01DB04', display: 'Cefazolin 1 g' } },
      more: { route: 'intravenous', infusion: bag },
    });
    const tablets = await aMedicine(world, { encounterId: encounter });
    const doses = await sheet(encounter);
    const [drip, tablet] = [drips, tablets].map((order) => doses.find(({ orderId }) => orderId === order.id));
    expect((await give(drip!.id)).status).toBe(200);
    const fast = { value: 150, reason: 'Khóa dây bị trượt', happened: true, at: minutesAgo(0) };
    expect((await act(drip!.id, 'rate', fast, 1)).status).toBe(200);
    expect((await act(drip!.id, 'stop', { volume: 120, reason: 'Sưng chỗ tiêm' }, 2)).status).toBe(200);
    const [patient] = await world.sql('SELECT mrn FROM patient WHERE id = $1', [patientId]);
    expect((await give(tablet!.id, { comment: 'Uống sau ăn', scan: { patient: patient!.mrn } })).status).toBe(200);
    const infused = await print(world, `/api/v1/encounters/${encounter}/documents/infusions.pdf`);
    expect(infused.text).toMatch(
      /PHIẾU THEO DÕI TRUYỀN DỊCH.*Cefazolin 1 g.*Bắt đầu 100 mL\/giờ 100 chai 500 mL.*Ngừng hẳn đã vào 120 mL.*Sưng chỗ tiêm.*Tổng lượng đã vào: 120 mL\./,
    );
    // Which step went against the order, and no other.
    expect(infused.text).toMatch(
      /Đổi tốc độ 150 mL\/giờ 150 .*KHÔNG ĐÚNG CHỈ ĐỊNH: đã truyền nhanh hơn chỉ định \(chỉ định 100 mL\/giờ, đã dùng 150 mL\/giờ\)\. Khóa dây bị trượt/,
    );
    expect(infused.text.match(/KHÔNG ĐÚNG CHỈ ĐỊNH/g)).toHaveLength(1);
    const given = await print(world, `/api/v1/encounters/${encounter}/documents/doses.pdf`);
    expect(given.text).toMatch(/PHIẾU THỰC HIỆN THUỐC/);
    expect(given.text).toMatch(/Paracetamol 500 mg.*đã dùng Người thử nurse đã quét vòng tay Uống sau ăn/);
    expect(given.text.match(/đã quét/g)).toHaveLength(1);
    expect(given.text).toMatch(/Cefazolin 1 g.*đã ngừng/);
  });
});

describe('The sheet of doses', () => {
  it('says what the screen says: what went against the order, why it was late, less or not given, and what nobody recorded', async () => {
    const { act, give, sheet, signedAgo } = sheetOf(() => world);
    const { id: encounter, patientId } = await anEncounter(world);
    const named = async (display: string, code: string, timing: object = { once: true }) => {
      const medication = { system: 'http://www.whocc.no/atc', code, display };
      return aMedicine(world, { encounterId: encounter, medication, timing });
    };
    const [double, late, held, less] = [
      await named('Paracetamol 500 mg', 'N02BE01'),
      await named('Levetiracetam 500 mg', 'N03AX14'),
      await named('Cefuroxim 500 mg', 'J01DC02'),
      await named('Metformin 500 mg', 'A10BA02'),
    ];
    const missed = await named('Acid tranexamic 500 mg', 'B02AA02', { everyHours: 6 });
    await signedAgo(late.id, 5);
    await signedAgo(missed.id, 20);
    const doses = await sheet(encounter);
    const doseOf = ({ id }: { id: string }) => doses.find(({ orderId }) => orderId === id)!.id;
    const twice = { dose: { value: 1000, unit: 'mg' }, happened: true, reason: 'Lấy nhầm hai viên' };
    expect((await give(doseOf(double), { ...twice, givenAt: minutesAgo(0) })).status).toBe(200);
    const why = { reason: 'Người bệnh đi chụp phim' };
    expect((await give(doseOf(late), { ...why, givenAt: minutesAgo(30) })).status).toBe(200);
    expect((await act(doseOf(held), 'hold', { reason: 'Nôn nhiều' }, 0)).status).toBe(200);
    const half = { dose: { value: 250, unit: 'mg' }, reason: 'Ăn ít' };
    expect((await give(doseOf(less), half)).status).toBe(200);
    const { text } = await print(world, `/api/v1/encounters/${encounter}/documents/doses.pdf`);
    expect(text).toMatch(
      /KHÔNG ĐÚNG CHỈ ĐỊNH: liều đã dùng lớn hơn chỉ định \(chỉ định 500 mg, đã dùng 1000 mg\)\. Lý do: Lấy nhầm hai viên/,
    );
    expect(text).toMatch(
      /Levetiracetam 500 mg dự kiến .*, muộn 4 giờ (?:29|30|31) phút .*Lý do: Người bệnh đi chụp phim/,
    );
    expect(text).toMatch(/Cefuroxim 500 mg.*tạm hoãn.*Lý do: Nôn nhiều/);
    expect(text).toMatch(/Metformin 500 mg.*Chỉ định 500 mg\. Lý do: Ăn ít/);
    expect(text).toMatch(/Acid tranexamic 500 mg.*KHÔNG CÓ GHI NHẬN.*4 liều đến giờ mà không ai ghi/);
    expect(text.match(/KHÔNG CÓ GHI NHẬN/g)).toHaveLength(1);
    const record = await print(world, `/api/v1/patients/${patientId}/documents/record.pdf?language=en`);
    expect(record.text).toContain('AGAINST THE ORDER: more was given than was ordered (ordered 500 mg, given 1000 mg)');
    expect(record.text).toContain('NOTHING RECORDED');
  });
});

describe('What nursing recorded', () => {
  it('is on a sheet: risks item by item with their plans, wounds and drains, who was called and who came', async () => {
    const { id: patientId } = await aPatient(world, { fullName: 'Vũ Thị Chăm', sex: 'male' });
    const { id: encounter } = await anAdmission(world, { patientId, bedId: null });
    const nurse = world.as('nurse');
    const post = async (path: string, body: object, headers = {}) => {
      const answer = await nurse.post(`/api/v1/${path}`, body, headers);
      expect([answer.status < 300, answer.body]).toEqual([true, expect.anything()]);
      return answer.body;
    };
    const fall = { fallHistory: 25, secondaryDiagnosis: 15, ambulatoryAid: 15, intravenousAccess: 20 };
    await post(`encounters/${encounter}/assessments`, { kind: 'morse', items: { ...fall, gait: 10, mentalStatus: 0 } });
    const skin = { sensoryPerception: 3, moisture: 2, activity: 1, mobility: 2, nutrition: 2, frictionAndShear: 1 };
    await post(`encounters/${encounter}/assessments`, { kind: 'braden', items: skin, plan: 'Nệm hơi, xoay mỗi 2 giờ' });
    const sore = { kind: 'wound', type: 'Loét tì đè độ II', location: 'Cùng cụt' };
    const { id: wound } = await post(`encounters/${encounter}/sites`, sore);
    const seen = { kind: 'wound', siteId: wound, items: { lengthMm: 45, exudate: 'ít, trong', Mùi: 'không' } };
    await post(`encounters/${encounter}/assessments`, seen);
    const drain = { kind: 'drain', type: 'Dẫn lưu màng phổi', location: 'Ngực trái' };
    const { id: tube } = await post(`encounters/${encounter}/sites`, drain);
    await post(`sites/${tube}/end`, { reason: 'Phổi nở tốt, rút ống' }, { 'If-Match': '"1"' });
    const set = { heartRate: 130, respiratoryRate: 30, systolic: 85, diastolic: 50, temperature: 39.5 };
    const ill = { ...set, oxygenSaturation: 88, supplementalOxygen: true, consciousness: 'V' };
    const [{ id: first }, { id: second }] = [
      await post(`encounters/${encounter}/vitals`, ill),
      await post(`encounters/${encounter}/vitals`, { ...ill, heartRate: 132 }),
    ];
    const call = { note: 'SpO₂ tụt còn 88 %', staffId: world.staff.doctor.id };
    const { id: raised } = await post(`vitals/${first}/escalate`, call);
    const answer = { response: 'Đã khám, cho thở mặt nạ' };
    await world.as('doctor').post(`/api/v1/escalations/${raised}/acknowledge`, answer, { 'If-Match': '"1"' });
    // What the doctor was called about is theirs; the next set asks for somebody again.
    await post(`encounters/${encounter}/vitals`, { ...ill, heartRate: 134 });
    await post(`vitals/${second}/escalate`, {});
    const path = `/api/v1/encounters/${encounter}/documents/nursing.pdf`;
    const { text } = await print(world, path);
    const [doctor, who] = ['Người thử doctor', 'Người thử nurse'];
    for (const said of [
      'PHIẾU NHẬN ĐỊNH, THEO DÕI ĐIỀU DƯỠNG',
      '85 điểm NGUY CƠ CAO Đã ngã trong 3 tháng qua: Có (25)',
      'Biết sức mình: Biết rõ (0) Thêm: thanh chắn giường',
      '11 điểm NGUY CƠ CAO Cảm giác: Giảm nhẹ (3)',
      'Cọ xát và trượt: Có vấn đề (1) Nệm hơi, xoay mỗi 2 giờ',
      'Vết thương Loét tì đè độ II, Cùng cụt',
      'Loét tì đè độ II, Cùng cụt Dài (mm): 45 Dịch tiết: ít, trong Mùi: không',
      `Phổi nở tốt, rút ống, ${who}`,
      `${who} gọi ${doctor}`,
      'SpO₂ tụt còn 88 %',
      'Đã khám, cho thở mặt nạ',
      `${who} gọi người đang trực`,
      `${doctor}: ${dayText(new Date())}`,
      'CHƯA AI TRẢ LỜI',
      'NEWS2 từ 7 điểm: cần bác sĩ khám ngay',
      `${doctor}, ${dayText(new Date())}`,
      'CHƯA AI XÁC NHẬN',
    ]) {
      expect(text).toContain(said);
    }
    expect(text.match(/\(sau 0 phút\)/g)).toHaveLength(2);
    expect(text.match(/CHƯA AI XÁC NHẬN/g)).toHaveLength(1);
    const record = await print(world, `/api/v1/patients/${patientId}/documents/record.pdf`);
    expect(record.text).toContain('Nệm hơi, xoay mỗi 2 giờ');
    const english = await print(world, `${path}?language=en`);
    expect(english.text).toMatch(/Risk of falling \(Morse\).*85 points HIGH RISK Fell within 3 months: Yes \(25\)/);
    expect(english.text).toMatch(/NOT ANSWERED/);
  });
});

describe('What a note took from the chart', () => {
  it('is on its paper as it was signed, in its section, though the chart has been put right since; altered behind it, it fits no signature', async () => {
    const { id: encounter } = await anEncounter(world);
    const nurse = world.as('nurse');
    const set = { heartRate: 88, systolic: 120, diastolic: 70, consciousness: 'A', supplementalOxygen: false };
    const { body: charted } = await nurse.post(`/api/v1/encounters/${encounter}/vitals`, set);
    const doctor = world.as('doctor');
    const sections = [
      { code: 'plan', text: 'Theo dõi tiếp' },
      { code: 'course', text: 'Tỉnh, đỡ mệt' },
    ];
    const { body } = await doctor.post(`/api/v1/encounters/${encounter}/notes`, { type: 'progress', sections });
    expect((await doctor.post(`/api/v1/notes/${body.id}/sign`, {}, { 'If-Match': '"1"' })).status).toBe(200);
    const right = { ...set, heartRate: 98, reason: 'Gõ nhầm' };
    expect((await nurse.post(`/api/v1/vitals/${charted.id}/correct`, right, { 'If-Match': '"1"' })).status).toBe(200);
    const path = `/api/v1/encounters/${encounter}/documents/treatment.pdf`;
    const { text } = await print(world, path);
    expect(text).toMatch(
      /Tỉnh, đỡ mệt Lấy từ hồ sơ, được ký cùng phiếu: \d\d\/\d\d\/\d{4} \d\d:\d\d: Mạch 88 lần\/phút, Huyết áp 120\/70 mmHg, Thở oxy không, Tri giác tỉnh/,
    );
    expect(text).not.toContain('KHÔNG KHỚP');
    await world.sql(`ALTER TABLE note DISABLE TRIGGER USER;
      UPDATE note SET pulled = replace(pulled::text, '88', '58')::jsonb WHERE id = '${body.id}';
      ALTER TABLE note ENABLE TRIGGER USER`);
    const altered = await print(world, path);
    expect(altered.text).toContain('NỘI DUNG KHÔNG KHỚP CHỮ KÝ');
    expect(altered.text).toContain('Mạch 88 lần/phút');
  });
});

describe('The thread that sets papers', () => {
  it('is begun again once when it ended while a paper was set, and the paper is printed', async () => {
    const typesetter = world.app.get(Typesetter, { strict: false });
    const own = typesetter as unknown as { worker?: Worker; start: () => Worker };
    const start = own.start.bind(typesetter);
    await own.worker?.terminate();
    let begun = 0;
    own.start = () => {
      const worker = start();
      if (++begun === 1) void worker.terminate();
      return worker;
    };
    expect((await paper('care')).status).toBe(200);
    expect(begun).toBe(2);
    own.start = start;
  });
});
