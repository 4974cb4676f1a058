import type { Localised } from '../../kernel/language.js';

/** What people read of questions to the trail: the broken rules of what was typed. */
export const auditWords = {
  afterNeedsSealed: {
    vi: 'Chỉ dùng after cùng với order=sealed.',
    en: 'after goes only with order=sealed.',
  },
  endAfterBeginning: {
    vi: 'Thời điểm cuối phải sau thời điểm đầu.',
    en: 'The end must be after the beginning.',
  },
  calendarDay: {
    vi: 'Phải là ngày có thật từ năm 2000, ví dụ 2026-11-23.',
    en: 'Must be a day of the calendar from 2000 on, such as 2026-11-23.',
  },
  lastDayFirst: {
    vi: 'Ngày cuối không được trước ngày đầu, và ngày đầu không ở tương lai.',
    en: 'The last day must not be before the first, and the first not in the future.',
  },
  periodTooLong: {
    vi: 'Khoảng thời gian dài nhất là {years} năm.',
    en: 'The period may be {years} years at most.',
  },
  shift: {
    vi: 'Ca làm việc cần lúc bắt đầu và lúc kết thúc, dài nhất 24 giờ, và không kèm ngày.',
    en: 'A shift needs its beginning and its end, lasts 24 hours at most, and goes without a day.',
  },
} as const satisfies Record<string, Localised>;
