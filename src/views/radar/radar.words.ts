import type { Localised } from '../../kernel/language.js';

/** What people read of exceptions and thresholds: the broken rules of what was typed. */
export const radarWords = {
  patientOrRule: {
    vi: 'Phải nêu người bệnh hoặc quy tắc.',
    en: 'Name a patient or a rule.',
  },
  unknownActor: {
    vi: 'Không có nhân viên hay hệ thống kết nối nào như vậy.',
    en: 'There is no such person or other system.',
  },
  withinAYear: {
    vi: 'Phải nằm trong một năm tới.',
    en: 'Must lie within the coming year.',
  },
  unknownThreshold: { vi: 'Quy tắc này không có ngưỡng ấy.', en: 'The rule has no such threshold.' },
  thresholdRange: {
    vi: 'Phải là số nguyên từ {least} đến {most}.',
    en: 'Must be a whole number from {least} to {most}.',
  },
} as const satisfies Record<string, Localised>;
