import type { Localised } from '../../kernel/language.js';

/** What senders and searchers of FHIR are told beside refusals. */
export const importWords = {
  stored: { vi: 'Đã lưu.', en: 'Stored.' },
  notUnderstood: {
    vi: 'Được lưu nguyên văn, chưa đưa vào hồ sơ.',
    en: 'Kept whole as sent; not part of the chart.',
  },
  leadsNowhere: {
    vi: 'Tham chiếu không có trong Bundle; được lưu nguyên văn.',
    en: 'The reference names nothing in the Bundle; kept as sent.',
  },
  searchedTo: {
    vi: 'Đã tìm ngược về đến {moment}; phần trước đó ở liên kết next.',
    en: 'Searched back to {moment}; what is older is behind the link next.',
  },
} as const satisfies Record<string, Localised>;

/** Displays of the signs of a round. A resource holds one, the Vietnamese, whoever asks: systems keep what they were sent. */
export const signWords = {
  heartRate: { vi: 'Nhịp tim', en: 'Heart rate' },
  respiratoryRate: { vi: 'Nhịp thở', en: 'Respiratory rate' },
  bloodPressure: { vi: 'Huyết áp', en: 'Blood pressure' },
  systolic: { vi: 'Huyết áp tâm thu', en: 'Systolic blood pressure' },
  diastolic: { vi: 'Huyết áp tâm trương', en: 'Diastolic blood pressure' },
  temperature: { vi: 'Nhiệt độ', en: 'Body temperature' },
  oxygenSaturation: { vi: 'SpO₂', en: 'Oxygen saturation by pulse oximetry' },
  supplementalOxygen: { vi: 'Thở oxy', en: 'Supplemental oxygen' },
  consciousness: { vi: 'Tri giác (ACVPU)', en: 'Level of consciousness (ACVPU)' },
  weight: { vi: 'Cân nặng', en: 'Body weight' },
  height: { vi: 'Chiều cao', en: 'Body height' },
  glucose: { vi: 'Đường huyết', en: 'Blood glucose' },
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
} as const satisfies Record<string, Localised>;

/** What there is to see to, in the resource itself; see {@link signWords}. */
export const taskWords = {
  'critical-result': { vi: 'Kết quả báo động chờ xác nhận', en: 'Critical result to be acknowledged' },
  'news2-high': { vi: 'NEWS2 từ 7 điểm: cần bác sĩ khám ngay', en: 'NEWS2 of 7 or more: emergency assessment' },
  'news2-red': { vi: 'Một chỉ số ở mức báo động đỏ (NEWS2)', en: 'One red parameter (NEWS2)' },
} as const satisfies Record<string, Localised>;
