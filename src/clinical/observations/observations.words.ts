import type { Localised } from '../../kernel/language.js';
import type { NotMeasuredReason } from './not-measured.js';
import type { OxygenDevice } from './oxygen.js';
import type { Consciousness, RespiratoryEffort, VitalQuestion, VitalRefusal } from './vital-signs.rules.js';

/** What each vital sign is called. */
export const vitalWords = {
  heartRate: { vi: 'Mạch', en: 'Heart rate' },
  respiratoryRate: { vi: 'Nhịp thở', en: 'Respiratory rate' },
  bloodPressure: { vi: 'Huyết áp', en: 'Blood pressure' },
  systolic: { vi: 'Huyết áp tâm thu', en: 'Systolic blood pressure' },
  diastolic: { vi: 'Huyết áp tâm trương', en: 'Diastolic blood pressure' },
  temperature: { vi: 'Nhiệt độ', en: 'Body temperature' },
  oxygenSaturation: { vi: 'SpO₂', en: 'Oxygen saturation by pulse oximetry' },
  weight: { vi: 'Cân nặng', en: 'Body weight' },
  height: { vi: 'Chiều cao', en: 'Body height' },
  glucose: { vi: 'Đường huyết mao mạch', en: 'Capillary blood glucose by glucometer' },
  supplementalOxygen: { vi: 'Thở oxy', en: 'Supplemental oxygen' },
  consciousness: { vi: 'Tri giác', en: 'Level of consciousness' },
  pain: { vi: 'Mức đau (0–10)', en: 'Pain (0–10)' },
  oxygenDevice: { vi: 'Dụng cụ thở oxy', en: 'Oxygen device' },
  oxygenFlow: { vi: 'Lưu lượng oxy', en: 'Inhaled oxygen flow rate' },
  fio2: { vi: 'FiO₂', en: 'Inhaled oxygen concentration' },
  capillaryRefill: { vi: 'Thời gian đổ đầy mao mạch', en: 'Capillary refill time' },
  respiratoryEffort: { vi: 'Gắng sức thở', en: 'Respiratory effort' },
  gcsEye: { vi: 'Glasgow: mắt', en: 'GCS: eye' },
  gcsVerbal: { vi: 'Glasgow: lời', en: 'GCS: verbal' },
  gcsMotor: { vi: 'Glasgow: vận động', en: 'GCS: motor' },
  gcsTotal: { vi: 'Glasgow: tổng', en: 'GCS: total' },
  bmi: { vi: 'BMI', en: 'Body mass index' },
} as const satisfies Record<string, Localised>;

/** What is wrong with a value that was charted. */
export const VITAL_MESSAGES: Readonly<Record<VitalRefusal | VitalQuestion, Localised>> = {
  impossible: { vi: 'Giá trị phải từ {low} đến {high} {unit}.', en: 'Must be from {low} to {high} {unit}.' },
  improbable: {
    vi: 'Thường từ {low} đến {high} {unit}; kiểm tra lại và xác nhận.',
    en: 'Usually from {low} to {high} {unit}: look again and confirm.',
  },
  'not-allowed': { vi: 'Giá trị không được phép.', en: 'This value is not allowed.' },
  'consciousness-contradicts': {
    vi: 'Tri giác và điểm Glasgow không khớp nhau; kiểm tra lại và xác nhận.',
    en: 'The level of consciousness and the Glasgow scale do not agree: look again and confirm.',
  },
  'systolic-missing': {
    vi: 'Nhập cả huyết áp tâm thu.',
    en: 'Give the systolic pressure too.',
  },
  'diastolic-not-below-systolic': {
    vi: 'Huyết áp tâm trương phải thấp hơn tâm thu ({high}).',
    en: 'The diastolic pressure must be below the systolic ({high}).',
  },
  'measured-and-not': {
    vi: 'Một chỉ số vừa có giá trị vừa ghi là không đo.',
    en: 'A value is given of something said not to be measured.',
  },
  'not-measured-why': {
    vi: 'Ghi rõ lý do khác.',
    en: 'Say what the other reason is.',
  },
  'no-value': { vi: 'Nhập ít nhất một giá trị.', en: 'Give at least one value.' },
  'oxygen-contradicts': {
    vi: 'Không khớp với dụng cụ, lưu lượng hoặc FiO₂ đã ghi.',
    en: 'This contradicts the device, the flow or the FiO₂ given.',
  },
};

/** Answers of rows of the sheet that are yes or no. */
export const YES_NO = {
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
} as const satisfies Record<string, Localised>;

export const LEVEL_WORDS: Readonly<Record<Consciousness, Localised>> = {
  A: { vi: 'Tỉnh (A)', en: 'Alert (A)' },
  C: { vi: 'Mới lú lẫn (C)', en: 'New confusion (C)' },
  V: { vi: 'Đáp ứng lời gọi (V)', en: 'Responds to voice (V)' },
  P: { vi: 'Đáp ứng đau (P)', en: 'Responds to pain (P)' },
  U: { vi: 'Không đáp ứng (U)', en: 'Unresponsive (U)' },
};

export const EFFORT_WORDS: Readonly<Record<RespiratoryEffort, Localised>> = {
  normal: { vi: 'bình thường', en: 'normal' },
  mild: { vi: 'tăng nhẹ', en: 'mild increase' },
  moderate: { vi: 'tăng vừa', en: 'moderate increase' },
  severe: { vi: 'tăng nhiều hoặc có cơn ngừng thở', en: 'severe increase or any apnoea' },
};

export const DEVICE_WORDS: Readonly<Record<OxygenDevice, Localised>> = {
  'room-air': { vi: 'khí phòng', en: 'room air' },
  'nasal-cannula': { vi: 'gọng mũi', en: 'nasal cannula' },
  'simple-mask': { vi: 'mặt nạ đơn giản', en: 'simple mask' },
  'venturi-mask': { vi: 'mặt nạ Venturi', en: 'Venturi mask' },
  'non-rebreather-mask': { vi: 'mặt nạ có túi dự trữ', en: 'non-rebreather mask' },
  'head-box': { vi: 'chụp đầu', en: 'head box' },
  incubator: { vi: 'lồng ấp', en: 'incubator' },
  'high-flow-nasal': { vi: 'oxy dòng cao qua mũi (HFNC)', en: 'high-flow nasal cannula' },
  cpap: { vi: 'CPAP', en: 'CPAP' },
  niv: { vi: 'thở máy không xâm nhập', en: 'non-invasive ventilation' },
  ventilator: { vi: 'thở máy xâm nhập', en: 'invasive ventilation' },
  'tracheostomy-mask': { vi: 'mặt nạ mở khí quản', en: 'tracheostomy mask' },
};

/** Why something was not measured. */
export const NOT_MEASURED_WORDS: Readonly<Record<NotMeasuredReason, Localised>> = {
  refused: { vi: 'người bệnh từ chối', en: 'the patient declined' },
  asleep: { vi: 'người bệnh đang ngủ', en: 'the patient is asleep' },
  absent: { vi: 'người bệnh không có tại giường', en: 'the patient is not in bed' },
  unable: { vi: 'không thực hiện được', en: 'it could not be done' },
  'not-measurable': { vi: 'đo nhưng không ra trị số', en: 'tried, and no reading' },
  equipment: { vi: 'thiết bị hỏng hoặc thiếu', en: 'equipment broken or missing' },
  'not-indicated': { vi: 'không cần đo lần này', en: 'not needed this time' },
  other: { vi: 'lý do khác', en: 'another reason' },
};

/** Other broken rules of charting. */
export const observationWords = {
  /** Why scale 2 of the SpO₂ ended, as it is kept. */
  becamePregnant: { vi: 'Người bệnh mang thai', en: 'She is pregnant' },
  scale2Ended: {
    vi: 'Thang SpO₂ 2 đã hết hiệu lực vì người bệnh mang thai; hãy báo bác sĩ.',
    en: 'Scale 2 of the SpO₂ has ended because she is pregnant: tell the doctor.',
  },
  /** Why the others ended, as it is kept. */
  sexCorrected: { vi: 'Giới tính được sửa thành nam', en: 'The sex was corrected to male' },
  ageCorrected: { vi: 'Ngày sinh được sửa: dưới 16 tuổi', en: 'The birth date was corrected: under 16 years' },
  pregnancyEnded: {
    vi: 'Tình trạng thai ghi trong đợt điều trị đã kết thúc vì giới tính được sửa thành nam.',
    en: 'The pregnancy recorded in the stay has ended because the sex was corrected to male.',
  },
  scale2EndedByAge: {
    vi: 'Thang SpO₂ 2 đã hết hiệu lực vì người bệnh dưới 16 tuổi; hãy báo bác sĩ.',
    en: 'Scale 2 of the SpO₂ has ended because the patient is under 16 years: tell the doctor.',
  },
  beforeEncounter: {
    vi: 'Thời điểm đo trước khi đợt điều trị bắt đầu.',
    en: 'This is before the encounter began.',
  },
} as const satisfies Record<string, Localised>;

/** The same round by the scale that holds now. */
export const judgedAnew = (before: string, now: string): Localised => ({
  vi: `Lần đo gần nhất tính lại theo thang hiện tại: NEWS2 ${now} (trước: ${before}).`,
  en: `By the scale that holds now, the last round scores NEWS2 ${now} (before: ${before}).`,
});
