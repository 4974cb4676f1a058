import type { Localised } from '../../kernel/language.js';
import type { DutyFault } from './duty.rules.js';

/** Why times are none of a duty. */
export const DUTY_FAULTS: Readonly<Record<DutyFault, Localised>> = {
  'in-order': { vi: 'Ca trực phải kết thúc sau khi bắt đầu.', en: 'A duty ends after it begins.' },
  'too-long': { vi: 'Ca trực không dài quá {hours} giờ.', en: 'A duty is no longer than {hours} hours.' },
  past: { vi: 'Ca trực đã qua.', en: 'The duty is over already.' },
  'too-far': { vi: 'Chỉ xếp lịch trước {days} ngày.', en: 'No more than {days} days ahead.' },
};

/** Other broken rules of the roster. */
export const rosterWords = {
  span: {
    vi: 'Khoảng thời gian phải từ trước đến sau và không quá {days} ngày.',
    en: 'The span must be in order and no longer than {days} days.',
  },
} as const satisfies Record<string, Localised>;
