import type { Localised } from '../../kernel/language.js';

/** What people read of visits: the broken rules of what was typed. */
export const visitWords = {
  day: {
    vi: 'Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-11-30.',
    en: 'Write the day as year-month-day, such as 2026-11-30.',
  },
  followUp: {
    vi: 'Ngày tái khám từ ngày mai, trong vòng một năm.',
    en: 'The patient comes again from tomorrow on, within a year.',
  },
} as const satisfies Record<string, Localised>;
