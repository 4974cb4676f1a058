import type { Localised } from '../../kernel/language.js';
import type { VitalRefusal } from './vital-signs.rules.js';

/** What each vital sign is called. */
export const vitalWords = {
  heartRate: { vi: 'Mạch', en: 'Heart rate' },
  respiratoryRate: { vi: 'Nhịp thở', en: 'Respiratory rate' },
  systolic: { vi: 'Huyết áp tâm thu', en: 'Systolic blood pressure' },
  diastolic: { vi: 'Huyết áp tâm trương', en: 'Diastolic blood pressure' },
  temperature: { vi: 'Nhiệt độ', en: 'Body temperature' },
  oxygenSaturation: { vi: 'SpO₂', en: 'Oxygen saturation by pulse oximetry' },
  weight: { vi: 'Cân nặng', en: 'Body weight' },
  height: { vi: 'Chiều cao', en: 'Body height' },
  glucose: { vi: 'Đường huyết mao mạch', en: 'Capillary blood glucose by glucometer' },
  supplementalOxygen: { vi: 'Thở oxy', en: 'Supplemental oxygen' },
  consciousness: { vi: 'Tri giác', en: 'Level of consciousness' },
} as const satisfies Record<string, Localised>;

/** What is wrong with a value that was charted. */
export const VITAL_MESSAGES: Readonly<Record<VitalRefusal | 'improbable', Localised>> = {
  impossible: { vi: 'Giá trị phải từ {low} đến {high} {unit}.', en: 'Must be from {low} to {high} {unit}.' },
  improbable: {
    vi: 'Thường từ {low} đến {high} {unit}; kiểm tra lại và xác nhận.',
    en: 'Usually from {low} to {high} {unit}: look again and confirm.',
  },
  'not-allowed': { vi: 'Giá trị không được phép.', en: 'This value is not allowed.' },
  'diastolic-not-below-systolic': {
    vi: 'Huyết áp tâm trương phải thấp hơn tâm thu ({high}).',
    en: 'The diastolic pressure must be below the systolic ({high}).',
  },
  'no-value': { vi: 'Nhập ít nhất một giá trị.', en: 'Give at least one value.' },
};

/** Other broken rules of charting. */
export const observationWords = {
  beforeEncounter: {
    vi: 'Thời điểm đo trước khi đợt điều trị bắt đầu.',
    en: 'This is before the encounter began.',
  },
} as const satisfies Record<string, Localised>;
