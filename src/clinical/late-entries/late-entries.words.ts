import type { Localised } from '../../kernel/language.js';

export const lateEntryWords = {
  momentNeeded: { vi: 'Ghi muộn phải nêu thời điểm thực hiện.', en: 'A late entry says when it was.' },
  nothing: { vi: 'Chưa có mục nào để ghi.', en: 'There is nothing to chart.' },
} as const satisfies Record<string, Localised>;
