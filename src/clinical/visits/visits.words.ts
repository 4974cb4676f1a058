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

/** Days on which clinics are mostly closed. */
export const CLOSED_DAY_WORDS = {
  asked: {
    vi: 'Ngày hẹn {day} là {what}; hỏi lại phòng khám có làm việc không.',
    en: 'The patient is to come again on {day}, which is {what}: ask whether the clinic is open.',
  },
  what: {
    sunday: { vi: 'Chủ nhật', en: 'a Sunday' },
    'new-year': { vi: 'Tết Dương lịch', en: 'New Year’s Day' },
    tet: { vi: 'ngày Tết', en: 'in the Tet holidays' },
    ancestors: { vi: 'ngày Giỗ Tổ Hùng Vương', en: 'the day of the Hung Kings' },
    victory: { vi: 'ngày lễ 30/4', en: 'Reunification Day' },
    labour: { vi: 'ngày lễ 1/5', en: 'Labour Day' },
    national: { vi: 'ngày Quốc khánh', en: 'National Day' },
  },
} as const satisfies { asked: Localised; what: Record<string, Localised> };
export type ClosedDay = keyof typeof CLOSED_DAY_WORDS.what;
