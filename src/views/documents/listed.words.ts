import type { Relation } from '../../clinical/notes/patient-signature.rules.js';
import type { RespiratoryEffort } from '../../clinical/observations/vital-signs.rules.js';
import type { Localised } from '../../kernel/language.js';

/** What codes of a chart are called on paper. */
export const SEX_WORDS: Readonly<Record<string, Localised>> = {
  male: { vi: 'nam', en: 'male' },
  female: { vi: 'nữ', en: 'female' },
  other: { vi: 'khác', en: 'other' },
  unknown: { vi: 'không rõ', en: 'not known' },
};

export const CLASS_WORDS: Readonly<Record<string, Localised>> = {
  inpatient: { vi: 'nội trú', en: 'inpatient' },
  outpatient: { vi: 'ngoại trú', en: 'outpatient' },
  emergency: { vi: 'cấp cứu', en: 'emergency' },
  day: { vi: 'ban ngày', en: 'day care' },
};

/** Kinds of fluid, in the words of the ward. */
export const FLUID_WORDS: Readonly<Record<string, Localised>> = {
  oral: { vi: 'Uống', en: 'By mouth' },
  'tube-feed': { vi: 'Ăn qua ống thông', en: 'Tube feeding' },
  intravenous: { vi: 'Truyền tĩnh mạch', en: 'Intravenous' },
  infusion: { vi: 'Thuốc truyền (tính theo tốc độ)', en: 'Infused medicines (by their rate)' },
  blood: { vi: 'Máu, chế phẩm máu', en: 'Blood, blood products' },
  irrigation: { vi: 'Dịch rửa', en: 'Irrigation' },
  urine: { vi: 'Nước tiểu', en: 'Urine' },
  stool: { vi: 'Phân', en: 'Stool' },
  vomit: { vi: 'Nôn', en: 'Vomit' },
  gastric: { vi: 'Dịch dạ dày', en: 'Gastric fluid' },
  drain: { vi: 'Dẫn lưu', en: 'Drain' },
  'blood-loss': { vi: 'Máu mất', en: 'Blood loss' },
  dialysis: { vi: 'Siêu lọc, lọc máu', en: 'Ultrafiltration, dialysis' },
  sweat: { vi: 'Mồ hôi', en: 'Sweat' },
  other: { vi: 'Khác', en: 'Other' },
};

/** Of an infusion that was set above its order. */
export const RAN_TOO_FAST: Localised = {
  vi: 'có lúc truyền nhanh hơn chỉ định',
  en: 'it ran faster than was ordered for a while',
};

export const SHIFT_WORDS: Readonly<Record<string, Localised>> = {
  morning: { vi: 'Sáng', en: 'Morning' },
  afternoon: { vi: 'Chiều', en: 'Afternoon' },
  night: { vi: 'Đêm', en: 'Night' },
  day: { vi: '24 giờ (6–6 h)', en: '24 hours (6–6)' },
};

export const ORDER_STATUS_WORDS: Readonly<Record<string, Localised>> = {
  active: { vi: 'đang hiệu lực', en: 'in force' },
  'on-hold': { vi: 'tạm ngừng', en: 'on hold' },
  completed: { vi: 'đã thực hiện', en: 'done' },
  revoked: { vi: 'đã ngừng', en: 'stopped' },
  stopped: { vi: 'đã ngừng', en: 'stopped' },
  cancelled: { vi: 'đã hủy', en: 'cancelled' },
};

/** What a report is while it is not simply final. */
export const RESULT_STATUS_WORDS: Readonly<Record<string, Localised>> = {
  partial: { vi: '(một phần)', en: '(partial)' },
  preliminary: { vi: '(sơ bộ)', en: '(preliminary)' },
  amended: { vi: '(đã sửa)', en: '(amended)' },
  corrected: { vi: '(đã sửa)', en: '(corrected)' },
  appended: { vi: '(đã bổ sung)', en: '(appended)' },
};

export const RESULT_WORDS = {
  conclusion: { vi: 'Kết luận', en: 'Conclusion' },
  caution: { vi: 'Lưu ý', en: 'Caution' },
  performer: { vi: 'Nơi trả kết quả', en: 'Reported by' },
} as const satisfies Record<string, Localised>;

/** Where a result is from that names no laboratory and was recorded here, by its category. */
export const DEPARTMENT_WORDS: Readonly<Record<string, Localised>> = {
  laboratory: { vi: 'Khoa Xét nghiệm', en: 'Laboratory' },
  imaging: { vi: 'Khoa Chẩn đoán hình ảnh', en: 'Department of imaging' },
};

/** Rows of the vital-sign chart below the plot, from its top. */
export const CHART_LINES: Readonly<Record<string, Localised>> = {
  pressure: { vi: 'Huyết áp (mmHg)', en: 'BP (mmHg)' },
  breath: { vi: 'Nhịp thở (lần/ph)', en: 'Respiration (/min)' },
  saturation: { vi: 'SpO₂ (%)', en: 'SpO₂ (%)' },
  oxygen: { vi: 'Oxy (L/ph, FiO₂)', en: 'Oxygen (L/min, FiO₂)' },
  effort: { vi: 'Gắng sức thở', en: 'Work of breathing' },
  refill: { vi: 'Đổ đầy mao mạch (giây)', en: 'Capillary refill (s)' },
  alert: { vi: 'Tri giác', en: 'Consciousness' },
  gcs: { vi: 'Glasgow', en: 'Glasgow' },
  pain: { vi: 'Đau (0–10)', en: 'Pain (0–10)' },
  glucose: { vi: 'Đường huyết (mmol/L)', en: 'Glucose (mmol/L)' },
  weight: { vi: 'Cân nặng (kg)', en: 'Weight (kg)' },
  height: { vi: 'Chiều cao (cm)', en: 'Height (cm)' },
  score: { vi: 'NEWS2 / PEWS', en: 'NEWS2 / PEWS' },
  by: { vi: 'Người ghi', en: 'Recorded by' },
};

/** How hard a child works to breathe, in a narrow column. */
export const EFFORT_WORDS: Readonly<Record<RespiratoryEffort, Localised>> = {
  normal: { vi: 'BT', en: 'none' },
  mild: { vi: 'nhẹ', en: 'mild' },
  moderate: { vi: 'vừa', en: 'mod.' },
  severe: { vi: 'nặng', en: 'sev.' },
};

/** How awake somebody is (ACVPU), where there is room for words. */
export const CONSCIOUSNESS_WORDS: Readonly<Record<string, Localised>> = {
  A: { vi: 'tỉnh', en: 'alert' },
  C: { vi: 'lú lẫn mới', en: 'new confusion' },
  V: { vi: 'đáp ứng lời gọi', en: 'responds to voice' },
  P: { vi: 'đáp ứng đau', en: 'responds to pain' },
  U: { vi: 'không đáp ứng', en: 'unresponsive' },
};

/** What who signs for a patient is to them. */
export const RELATION_WORDS: Readonly<Record<Relation, Localised>> = {
  self: { vi: 'Người bệnh', en: 'The patient' },
  parent: { vi: 'Cha, mẹ', en: 'Parent' },
  spouse: { vi: 'Vợ, chồng', en: 'Spouse' },
  child: { vi: 'Con', en: 'Child' },
  guardian: { vi: 'Người giám hộ', en: 'Guardian' },
  other: { vi: 'Người đại diện', en: 'Representative' },
};
