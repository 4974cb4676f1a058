import type { Localised } from '../../kernel/language.js';

export const lateEntryWords = {
  momentNeeded: { vi: 'Ghi muộn phải nêu thời điểm thực hiện.', en: 'A late entry says when it was.' },
  thereAlready: {
    vi: 'Hệ thống đã có mục như vậy lúc {at}, {by} ghi. Nếu đây là lần khác, hãy xác nhận.',
    en: 'One like this is on record already, of {at} by {by}. Confirm it when this was another.',
  },
  noNewWound: {
    vi: 'Hãy chọn vết thương đã ghi, hoặc một vết thương mới trên chính phiếu này.',
    en: 'Name a wound that is on record, or one that is new on this paper.',
  },
  nothing: { vi: 'Chưa có mục nào để ghi.', en: 'There is nothing to chart.' },
} as const satisfies Record<string, Localised>;
