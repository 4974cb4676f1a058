import type { Localised } from '../../kernel/language.js';

/** What people read of the pharmacy's work beside problems. */
export const pharmacyWords = {
  expired: { vi: 'Thuốc đã hết hạn.', en: 'It has expired.' },
  tooFar: { vi: 'Hạn dùng không quá {years} năm kể từ nay.', en: 'At most {years} years from now.' },
  notARate: { vi: 'Đơn vị của thuốc cấp phát, không phải tốc độ truyền.', en: 'A unit of amount, not a rate.' },
} as const satisfies Record<string, Localised>;

/** What the records are called. */
export const pharmacyRecordWords = {
  review: {
    words: { vi: 'ý kiến dược sĩ về chỉ định thuốc', en: "the pharmacist's review of a medicine order" },
    deeds: {
      create: { vi: 'xem xét chỉ định thuốc', en: 'reviewed a medicine order' },
      update: { vi: 'cập nhật ý kiến về chỉ định thuốc', en: 'changed the review of a medicine order' },
    },
  },
  dispensing: {
    words: { vi: 'thuốc cấp phát', en: 'medicines dispensed' },
    deeds: {
      create: { vi: 'cấp phát thuốc', en: 'dispensed a medicine' },
      update: { vi: 'nhận lại thuốc đã cấp phát', en: 'took back a dispensed medicine' },
    },
  },
} as const;
