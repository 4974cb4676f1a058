import type { Relation } from '../../clinical/notes/patient-signature.rules.js';
import type { Localised } from '../../kernel/language.js';
import type { FormName, LabelName, Recipient } from './forms.js';
import { labelWords } from './labels.words.js';

/** What each paper is called. */
export const FORM_TITLES: Readonly<Record<FormName | LabelName | 'record', Localised>> = {
  admission: { vi: 'Bệnh án', en: 'Admission record' },
  'vital-signs': { vi: 'Phiếu theo dõi chức năng sống', en: 'Vital-sign chart' },
  treatment: { vi: 'Tờ điều trị', en: 'Treatment sheet' },
  care: { vi: 'Phiếu chăm sóc', en: 'Nursing care sheet' },
  fluids: { vi: 'Phiếu theo dõi dịch vào, dịch ra', en: 'Fluid balance' },
  orders: { vi: 'Chỉ định và thuốc', en: 'Orders and medicines' },
  results: { vi: 'Kết quả cận lâm sàng', en: 'Results' },
  consultation: { vi: 'Trích biên bản hội chẩn', en: 'Consultation minutes' },
  operations: { vi: 'Phiếu phẫu thuật, thủ thuật, gây mê', en: 'Operations, procedures, anaesthesia' },
  labour: { vi: 'Phiếu theo dõi chuyển dạ', en: 'Labour record' },
  handover: { vi: 'Phiếu bàn giao người bệnh', en: 'Handover' },
  medicines: { vi: 'Phiếu công khai dịch vụ và thuốc', en: 'Medicines and services of the day' },
  consent: { vi: 'Giấy cam kết', en: 'Consent' },
  'discharge-summary': { vi: 'Tổng kết bệnh án', en: 'Discharge summary' },
  summary: { vi: 'Bản tóm tắt hồ sơ bệnh án', en: 'Summary of the record' },
  death: { vi: 'Biên bản kiểm điểm tử vong', en: 'Death record' },
  discharge: { vi: 'Giấy ra viện', en: 'Discharge paper' },
  referral: { vi: 'Giấy chuyển cơ sở khám bệnh, chữa bệnh', en: 'Referral to another hospital' },
  prescription: { vi: 'Đơn thuốc', en: 'Prescription' },
  record: { vi: 'Hồ sơ bệnh án', en: 'Medical record' },
  ...labelWords.titles,
};

export const RECIPIENT_WORDS: Readonly<Record<Recipient, Localised>> = {
  patient: { vi: 'người bệnh', en: 'the patient' },
  representative: { vi: 'người đại diện của người bệnh', en: 'who stands in for the patient' },
  court: { vi: 'tòa án, cơ quan tố tụng', en: 'a court' },
  authority: { vi: 'cơ quan quản lý nhà nước', en: 'an authority' },
  insurer: { vi: 'cơ quan bảo hiểm', en: 'an insurer' },
  hospital: { vi: 'cơ sở khám bệnh, chữa bệnh khác', en: 'another hospital' },
};

export const SEX_WORDS: Readonly<Record<string, string>> = {
  male: 'nam',
  female: 'nữ',
  other: 'khác',
  unknown: 'không rõ',
};

export const CLASS_WORDS: Readonly<Record<string, string>> = {
  inpatient: 'nội trú',
  outpatient: 'ngoại trú',
  emergency: 'cấp cứu',
  day: 'ban ngày',
};

/** Kinds of fluid, in the words of the ward. */
export const FLUID_WORDS: Readonly<Record<string, string>> = {
  oral: 'Uống',
  'tube-feed': 'Ăn qua ống thông',
  intravenous: 'Truyền tĩnh mạch',
  infusion: 'Thuốc truyền (tính theo tốc độ)',
  blood: 'Máu, chế phẩm máu',
  irrigation: 'Dịch rửa',
  urine: 'Nước tiểu',
  stool: 'Phân',
  vomit: 'Nôn',
  gastric: 'Dịch dạ dày',
  drain: 'Dẫn lưu',
  'blood-loss': 'Máu mất',
  dialysis: 'Siêu lọc, lọc máu',
  sweat: 'Mồ hôi',
  other: 'Khác',
};

export const SHIFT_WORDS: Readonly<Record<string, string>> = {
  morning: 'Sáng',
  afternoon: 'Chiều',
  night: 'Đêm',
  day: '24 giờ (6–6 h)',
};

export const ORDER_STATUS_WORDS: Readonly<Record<string, string>> = {
  active: 'đang hiệu lực',
  'on-hold': 'tạm ngừng',
  completed: 'đã thực hiện',
  revoked: 'đã ngừng',
  stopped: 'đã ngừng',
  cancelled: 'đã hủy',
};

/** What a report is while it is not simply final. */
export const RESULT_STATUS_WORDS: Readonly<Record<string, string>> = {
  partial: '(một phần)',
  preliminary: '(sơ bộ)',
  amended: '(đã sửa)',
  corrected: '(đã sửa)',
  appended: '(đã bổ sung)',
};

export const resultWords = {
  conclusion: 'Kết luận',
  caution: 'Lưu ý',
  performer: 'Nơi trả kết quả',
} as const;

/** Where a result is from that names no laboratory and was recorded here, by its category. */
export const DEPARTMENT_WORDS: Readonly<Record<string, string>> = {
  laboratory: 'Khoa Xét nghiệm',
  imaging: 'Khoa Chẩn đoán hình ảnh',
};

/** Rows of the vital-sign chart below the plot. */
export const CHART_LINES = [
  { field: 'pressure', label: 'Huyết áp (mmHg)' },
  { field: 'breath', label: 'Nhịp thở (lần/ph)' },
  { field: 'saturation', label: 'SpO₂ (%)' },
  { field: 'oxygen', label: 'Oxy (L/ph)' },
  { field: 'alert', label: 'Tri giác' },
  { field: 'pain', label: 'Đau (0–10)' },
  { field: 'glucose', label: 'Đường huyết (mmol/L)' },
  { field: 'weight', label: 'Cân nặng (kg)' },
  { field: 'score', label: 'NEWS2 / PEWS' },
  { field: 'by', label: 'Người ghi' },
] as const;

/** Labels of what stands on papers, and sentences that are put together. */
export const paperWords = {
  basis: 'Theo Thông tư 32/2023/TT-BYT',
  basisOfReferral: 'Theo Thông tư 01/2025/TT-BYT',
  name: 'Họ và tên',
  born: 'Ngày sinh',
  age: 'Tuổi',
  sex: 'Giới',
  ethnicGroup: 'Dân tộc',
  occupation: 'Nghề nghiệp',
  address: 'Địa chỉ',
  insurance: 'Số thẻ BHYT',
  citizen: 'Số CCCD',
  phone: 'Điện thoại',
  weight: 'Cân nặng',
  guardian: 'Người giám hộ, cha mẹ',
  /** How a mother or father stands among those to be told. */
  parent: /^(mẹ|má|me|cha|bố|ba|mother|father)$/iu,
  ward: 'Khoa',
  bed: 'Giường',
  doctor: 'Bác sĩ điều trị',
  admitted: 'Vào viện lúc',
  discharged: 'Ra viện lúc',
  outcome: 'Tình trạng ra viện',
  closed: 'Khóa hồ sơ',
  closedBy: (at: string, by: string, hash: string, isSigned: boolean): string =>
    [`${at}, ${by}`, ...(isSigned ? ['đã ký điện tử'] : []), `mã niêm phong ${hash}`].join(' · '),
  afterClosing: (why: string, at: string, hash: string): string =>
    `${why} · sau khi khóa hồ sơ lúc ${at} (mã niêm phong ${hash})`,
  reason: 'Lý do vào viện',
  diagnosis: 'Chẩn đoán',
  treatment: 'Phương pháp điều trị',
  state: 'Tình trạng người bệnh',
  advice: 'Hướng điều trị tiếp, hẹn khám',
  course: 'Dấu hiệu lâm sàng, diễn biến',
  tests: 'Kết quả cận lâm sàng',
  remark: 'Ghi chú',
  transferredAt: 'Chuyển lúc',
  unknownDestination: '………………………………………………',
  nothing: 'Chưa có ghi chép đã ký.',
  nothingCharted: 'Chưa ghi nhận.',
  nothingFound: 'Không có.',
  notKnown: 'không rõ',
  missing: '……………',
  notDischarged: 'Người bệnh chưa ra viện: bản nháp, không có giá trị.',
  notTransferred: 'Người bệnh chưa được chuyển đi: bản nháp, không có giá trị.',
  unsigned: (count: number): string => `Còn ${count} bản nháp chưa ký, không in ở đây.`,
  part: (from: string, to: string): string =>
    `Chỉ gồm các đợt điều trị${from && ` từ ${from}`}${to && ` đến ${to}`}; đây là một phần của hồ sơ.`,
  copyFor: (recipient: string, reason: string): string =>
    `Bản sao toàn bộ hồ sơ, cấp cho ${recipient}. Lý do: ${reason}.`,
  printed: (at: string, by: string): string => `In lúc ${at}, người in: ${by}`,
  /** Printed before, word for word. */
  reprinted: (times: number, first: string): string => `Bản in lại lần ${times}, bản đầu in lúc ${first}`,
  /** Printed before, and changed since. */
  replaces: (before: string): string => `Thay cho bản in lúc ${before}`,
  notMeasured: (at: string, field: string, reason: string): string => `${at}: ${field} không đo, ${reason}`,
  recordedLate: (recorded: string): string => `Ghi muộn lúc ${recorded}`,
  lateEntry: (at: string, recorded: string): string => `${at}: ghi muộn lúc ${recorded}`,
  comment: (at: string, text: string): string => `${at}: ${text}`,
  witnessed: (name: string): string => `Xác nhận trước người làm chứng: ${name}`,
  initials: (who: string): string => `Người ghi: ${who}`,
  yes: 'có',
  no: 'không',
  copies: 'Cấp cho',
  whyCopied: 'Lý do cấp',
  period: 'Thời gian',
  allergy: (name: string, reaction: string): string => (reaction ? `${name}: ${reaction}` : name),
} as const;

/** What is wrong with the part of a record that was asked for. */
export const dateWords = {
  day: { vi: 'Cần một ngày đầy đủ.', en: 'A whole date is needed.' },
  upsideDown: { vi: 'Ngày cuối phải sau ngày đầu.', en: 'The last day must be after the first.' },
} as const satisfies Record<string, Localised>;

export const partsOfDate = (day: string, month: string, year: string): string =>
  `Ngày ${day} tháng ${month} năm ${year}`;

/** When a medicine is given, on paper. */
export const DOSAGE_WORDS = {
  at: (times: string): string => `lúc ${times}`,
  every: (hours: string): string => `mỗi ${hours} giờ`,
  once: 'một lần',
  forDays: (days: number): string => `trong ${days} ngày`,
  diluted: (fluid: string, volume: string): string => `pha trong ${fluid} đủ ${volume} mL`,
  whenNeeded: (why: string, gap: string, most: number): string =>
    `khi cần${why}, cách ít nhất ${gap} giờ, tối đa ${most} lần mỗi 24 giờ`,
} as const;

/** What who signs for a patient is to them. */
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  self: 'Người bệnh',
  parent: 'Cha, mẹ',
  spouse: 'Vợ, chồng',
  child: 'Con',
  guardian: 'Người giám hộ',
  other: 'Người đại diện',
};
