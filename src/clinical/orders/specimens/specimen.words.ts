import type { Localised } from '../../../kernel/language.js';
import type { RejectionReason } from './rejection.rules.js';

/** Why specimens are rejected, as people read it. */
export const REJECTION_WORDS: Readonly<Record<RejectionReason, Localised>> = {
  haemolysed: { vi: 'Mẫu tan máu', en: 'Haemolysed' },
  clotted: { vi: 'Mẫu bị đông', en: 'Clotted' },
  insufficient: { vi: 'Không đủ thể tích', en: 'Too little' },
  'wrong-container': { vi: 'Sai loại ống', en: 'Wrong tube' },
  unlabelled: { vi: 'Không có nhãn hoặc nhãn thiếu', en: 'No label, or not enough on it' },
  'wrong-patient': { vi: 'Không khớp người bệnh', en: 'Of another patient' },
  contaminated: { vi: 'Nhiễm bẩn, hoặc lẫn dịch truyền', en: 'Contaminated, or mixed with infusion' },
  'broken-container': { vi: 'Ống vỡ hoặc rò', en: 'Broken or leaking tube' },
  'improper-storage': { vi: 'Bảo quản, vận chuyển không đúng', en: 'Wrongly stored or carried' },
  'too-old': { vi: 'Để quá lâu', en: 'Too old' },
  other: { vi: 'Lý do khác', en: 'Another reason' },
};

export const specimenWords = {
  noteNeeded: { vi: 'Lý do khác: ghi rõ là gì.', en: 'Another reason: say which.' },
} as const satisfies Record<string, Localised>;
