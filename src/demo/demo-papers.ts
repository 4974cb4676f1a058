import type { DraftNoteDto } from '../clinical/notes/dto/note.dto.js';
import type { Role } from '../platform/routes/policy.js';

/** A note of the demo hospital: by whom, of which inpatient, and how long ago. */
export interface DemoNote extends DraftNoteDto {
  readonly by: Role;
  /** Place of the inpatient in the demo's list. */
  readonly of: number;
  readonly signed: boolean;
  /** What it is about lies so far back; now by default. */
  readonly hoursAgo?: number;
}

export const said = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([code, text]) => ({ code, text }));
const answered = (code: string, data: object) => ({ code, data: data as Readonly<Record<string, unknown>> });
const HOUR_MS = 3_600_000;
const at = (hoursAgo: number): string => new Date(Date.now() - hoursAgo * HOUR_MS).toISOString();
const yes = (...codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, true]));
const no = (...codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, false]));

const consent = (): DemoNote => ({
  by: 'doctor',
  of: 3,
  signed: true,
  hoursAgo: 44,
  type: 'consent',
  sections: said({
    intervention: 'Phẫu thuật nội soi cắt ruột thừa, gây mê nội khí quản.',
    reason: 'Viêm ruột thừa cấp giờ thứ 18; mổ sớm để tránh vỡ ruột thừa và viêm phúc mạc.',
    risks: 'Chảy máu, nhiễm trùng vết mổ, áp xe tồn lưu, phải chuyển mổ mở, tai biến gây mê.',
    alternatives: 'Điều trị kháng sinh đơn thuần: nguy cơ tái phát hoặc vỡ ruột thừa. Không làm: viêm phúc mạc.',
    questions: 'Bao lâu được ăn, khi nào đi làm lại: đã giải thích.',
  }),
});

const anaesthesia = (): DemoNote => ({
  by: 'doctor',
  of: 3,
  signed: true,
  hoursAgo: 41,
  type: 'anaesthesia',
  sections: [
    answered('assessment', { asa: 2, mallampati: 2, weight: 62, fasted: true }),
    ...said({ method: 'Mê nội khí quản, ống số 7,5, đặt một lần, dễ (Cormack 1).' }),
    answered('times', { began: at(43), ended: at(41.75) }),
    answered('course', { rows: ANAESTHESIA.map((row, place) => ({ at: at(43 - place / 6), ...row })) }),
    ...said({
      complications: 'Hạ huyết áp thoáng qua sau khởi mê, ephedrin 6 mg, đáp ứng tốt.',
      recovery: 'Rút nội khí quản tại phòng mổ, Aldrete 9, chuyển hồi tỉnh.',
    }),
  ],
});

const surgery = (): DemoNote => ({
  by: 'doctor',
  of: 3,
  signed: true,
  hoursAgo: 41,
  type: 'surgery',
  sections: [
    answered('sign-in', {
      ...{ at: at(43.1), by: 'ĐD. Lê Thị Hồng', 'answered-by': 'BS. Trần Văn Minh' },
      ...yes('identity', 'site-marked', 'anaesthesia-check', 'pulse-oximeter'),
      ...no('allergy', 'difficult-airway', 'blood-loss'),
    }),
    answered('time-out', {
      ...{ at: at(42.8), by: 'ĐD. Lê Thị Hồng', 'answered-by': 'BSCKII. Huỳnh Quang Phúc' },
      ...yes('team', 'patient-site', 'antibiotic', 'critical-events', 'sterility', 'imaging'),
    }),
    answered('sign-out', {
      ...{ at: at(41.95), by: 'ĐD. Lê Thị Hồng', 'answered-by': 'BSCKII. Huỳnh Quang Phúc' },
      ...yes('procedure-named', 'counts', 'specimens', 'recovery'),
      ...no('equipment'),
    }),
    answered('team', {
      surgeon: 'BSCKII. Huỳnh Quang Phúc',
      assistants: 'BS. Nguyễn Gia Bảo',
      anaesthetist: 'BS. Trần Văn Minh',
      'scrub-nurse': 'ĐD. Lê Thị Hồng',
    }),
    answered('times', { began: at(42.75), ended: at(41.9) }),
    ...said({
      'diagnosis-before': 'K35.8 Viêm ruột thừa cấp',
      'diagnosis-after': 'K35.8 Viêm ruột thừa cấp mưng mủ, chưa vỡ',
      method: 'Phẫu thuật nội soi cắt ruột thừa',
      'anaesthesia-method': 'Mê nội khí quản',
      description:
        'Đặt ba trocar: rốn 10 mm, hố chậu trái 5 mm, trên xương mu 5 mm. Ruột thừa sau manh tràng, dài 8 cm, căng mọng, có giả mạc, hố chậu phải ít dịch đục.\nĐốt mạc treo, cột gốc hai nút chỉ Vicryl 2-0, cắt, lấy ruột thừa trong túi. Hút sạch dịch, kiểm tra không chảy máu. Đóng các lỗ trocar.',
      drains: 'Không',
      specimens: 'Ruột thừa gửi giải phẫu bệnh',
      complications: 'Không',
    }),
  ],
});

/** What is done in an operating theatre: consent, the anaesthesia sheet, the operation with its checklist. */
const operation = (): readonly DemoNote[] => [consent(), anaesthesia(), surgery()];

/** Every ten minutes, from the induction on. */
const ANAESTHESIA = [
  {
    heartRate: 92,
    systolic: 128,
    diastolic: 78,
    oxygenSaturation: 100,
    etco2: 35,
    given: 'Fentanyl 0,1 mg; propofol 130 mg; rocuronium 35 mg',
  },
  {
    heartRate: 76,
    systolic: 92,
    diastolic: 54,
    oxygenSaturation: 100,
    etco2: 33,
    given: 'Ephedrin 6 mg; Ringer lactat 500 mL',
  },
  { heartRate: 84, systolic: 112, diastolic: 68, oxygenSaturation: 100, etco2: 36, given: 'Sevofluran 2 %' },
  { heartRate: 88, systolic: 118, diastolic: 72, oxygenSaturation: 99, etco2: 41, given: '' },
  { heartRate: 86, systolic: 121, diastolic: 74, oxygenSaturation: 100, etco2: 39, given: 'Fentanyl 0,05 mg' },
  { heartRate: 80, systolic: 116, diastolic: 70, oxygenSaturation: 100, etco2: 37, given: 'Paracetamol 1 g' },
  { heartRate: 82, systolic: 124, diastolic: 76, oxygenSaturation: 100, etco2: 36, given: 'Sugammadex 120 mg' },
  { heartRate: 90, systolic: 131, diastolic: 80, oxygenSaturation: 98, etco2: 38, given: '' },
];

/** A labour of nine hours, of twins who were born three hours ago. */
const labour = (): DemoNote => ({
  by: 'doctor',
  of: 5,
  signed: true,
  hoursAgo: 2.5,
  type: 'labour',
  sections: [
    ...said({ onset: 'Thai 37 tuần, song thai, ngôi đầu – đầu. Đau bụng từng cơn từ 5 giờ, ra nhớt hồng, ối còn.' }),
    answered('partograph', { rows: PARTOGRAPH.map(([hours, row]) => ({ at: at(3 + 8 - hours), ...row })) }),
    ...said({ course: 'Pha tích cực từ 4 cm. Bấm ối khi mở 7 cm, nước ối trong. Rặn tốt, tim thai đều.' }),
    answered('birth', { at: at(2.8), mode: 'vaginal', weight: 2450, apgar1: 8, apgar5: 9, bloodLoss: 350 }),
    ...said({ placenta: 'Rau sổ tự nhiên, đủ. Tầng sinh môn rách độ I, khâu một lớp.' }),
  ],
});

const MOTHER = { pulse: 84, systolic: 118, diastolic: 74, temperature: 37 };
/** Hours since the first look, and what was seen. */
const PARTOGRAPH: readonly (readonly [number, object])[] = [
  [
    0,
    {
      fetalHeartRate: 138,
      dilatation: 3,
      descent: 4,
      contractions: 2,
      contractionSeconds: 25,
      liquor: 'I',
      moulding: 0,
      ...MOTHER,
    },
  ],
  [1, { fetalHeartRate: 142, contractions: 2, contractionSeconds: 30, liquor: 'I' }],
  [2, { fetalHeartRate: 140, contractions: 3, contractionSeconds: 30, liquor: 'I', ...MOTHER, pulse: 88 }],
  [3, { fetalHeartRate: 136, contractions: 3, contractionSeconds: 35, liquor: 'I' }],
  [
    4,
    {
      fetalHeartRate: 144,
      dilatation: 5,
      descent: 3,
      contractions: 3,
      contractionSeconds: 40,
      liquor: 'I',
      moulding: 0,
      ...MOTHER,
      pulse: 90,
    },
  ],
  [5, { fetalHeartRate: 148, contractions: 4, contractionSeconds: 40, liquor: 'I' }],
  [
    6,
    {
      fetalHeartRate: 140,
      dilatation: 7,
      descent: 2,
      contractions: 4,
      contractionSeconds: 45,
      liquor: 'C',
      moulding: 1,
      oxytocin: 4,
      ...MOTHER,
      pulse: 92,
      systolic: 124,
    },
  ],
  [7, { fetalHeartRate: 132, contractions: 4, contractionSeconds: 50, liquor: 'C', oxytocin: 8 }],
  [
    8,
    {
      fetalHeartRate: 126,
      dilatation: 10,
      descent: 0,
      contractions: 5,
      contractionSeconds: 55,
      liquor: 'C',
      moulding: 1,
      oxytocin: 8,
      ...MOTHER,
      pulse: 98,
      systolic: 128,
      temperature: 37.4,
    },
  ],
];

const wardPapers = (): readonly DemoNote[] => [
  {
    by: 'doctor',
    of: 0,
    signed: true,
    hoursAgo: 20,
    type: 'consultation',
    sections: [
      answered('meeting', {
        at: at(20),
        place: 'Phòng giao ban Khoa Nội tổng hợp',
        chair: 'BSCKII. Huỳnh Quang Phúc',
        secretary: 'ĐD. Lê Thị Hồng',
        members: 'BS. Trần Văn Minh, BS. Nguyễn Gia Bảo, DS. Trương Mỹ Dung',
      }),
      ...said({
        summary:
          'Nam 68 tuổi, COPD nhóm E, đợt cấp ngày 3, còn khó thở khi gắng sức, SpO₂ 90 % với oxy 1 l/phút, PaCO₂ 58 mmHg.',
        discussion: 'Chưa có chỉ định thở máy không xâm nhập. Kháng sinh đáp ứng. Cần đánh giá lại kỹ thuật hít.',
        conclusion: 'Đợt cấp COPD mức độ trung bình, đáp ứng điều trị.',
        plan: 'Tiếp tục phác đồ, chuyển corticoid uống ngày 4, khí máu lại sau 24 giờ, tập phục hồi chức năng hô hấp.',
      }),
    ],
  },
  {
    by: 'nurse',
    of: 0,
    signed: true,
    hoursAgo: 12,
    type: 'medicines',
    sections: [
      answered('given', {
        rows: [
          { name: 'Paracetamol 500 mg', unit: 'viên', amount: 4 },
          { name: 'Salbutamol 5 mg/2,5 mL khí dung', unit: 'ống', amount: 4 },
          { name: 'Methylprednisolon 40 mg tiêm', unit: 'lọ', amount: 1 },
          { name: 'Thở oxy gọng kính', unit: 'giờ', amount: 24, note: '1 l/phút' },
        ],
      }),
    ],
  },
];

/** Papers of a theatre, a delivery room and a ward that are worth printing. */
export const demoPapers = (): readonly DemoNote[] => [...operation(), labour(), ...wardPapers()];
