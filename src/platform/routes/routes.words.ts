import type { Localised } from '../../kernel/language.js';

/** What people read of rules that routes share. */
export const routeWords = {
  versionUnclear: {
    vi: 'Không rõ bạn đang sửa bản nào; hãy tải lại hồ sơ rồi sửa.',
    en: 'It is not clear which version you are changing: load the record again, then change it.',
  },
  pastInstant: {
    vi: 'Phải là thời điểm đã qua, đủ ngày, giờ và múi giờ.',
    en: 'Must be a moment that has passed, with its day, time and time zone.',
  },
  instant: {
    vi: 'Phải là thời điểm đủ ngày, giờ và múi giờ.',
    en: 'Must be a moment with its day, time and time zone.',
  },
  pageUnclear: {
    vi: 'Không rõ trang tiếp theo là trang nào; hãy mở lại danh sách.',
    en: 'It is not clear which page comes next: open the list again.',
  },
} as const satisfies Record<string, Localised>;
