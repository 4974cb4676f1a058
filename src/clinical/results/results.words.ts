import type { Localised } from '../../kernel/language.js';

/** What the tests with critical values are called. */
export const testWords = {
  potassium: { vi: 'Kali', en: 'Potassium' },
  sodium: { vi: 'Natri', en: 'Sodium' },
  glucose: { vi: 'Glucose', en: 'Glucose' },
  calcium: { vi: 'Calci toàn phần', en: 'Calcium' },
  haemoglobin: { vi: 'Hemoglobin', en: 'Haemoglobin' },
  platelets: { vi: 'Tiểu cầu', en: 'Platelets' },
  leucocytes: { vi: 'Bạch cầu', en: 'Leucocytes' },
  inr: { vi: 'INR', en: 'INR' },
  creatinine: { vi: 'Creatinin', en: 'Creatinine' },
  lactate: { vi: 'Lactat', en: 'Lactate' },
  bloodPh: { vi: 'pH máu', en: 'Blood pH' },
} as const satisfies Record<string, Localised>;

/** What people read of results: the broken rules of what was sent. */
export const resultWords = {
  codeSpaces: {
    vi: 'Không được có khoảng trắng ở đầu, ở cuối hoặc hai khoảng trắng liền nhau.',
    en: 'Must not begin or end with a space, nor have two in a row.',
  },
} as const satisfies Record<string, Localised>;
