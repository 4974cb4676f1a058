import type { Localised } from '../../kernel/language.js';

/** What people read of reconciliations beside problems. */
export const reconciliationWords = {
  reasonNeeded: { vi: 'Đổi hoặc ngừng thuốc: nêu lý do.', en: 'Say why it is changed or stopped.' },
  noSuchItem: { vi: 'Không có thuốc này trong bảng.', en: 'The list has no such medicine.' },
  decidedTwice: { vi: 'Thuốc này đã có quyết định trong cùng yêu cầu.', en: 'This medicine is decided twice.' },
  noSuchOrder: { vi: 'Không phải chỉ định thuốc của đợt điều trị này.', en: 'No order of a medicine in this stay.' },
  nothingListed: {
    vi: 'Nêu các thuốc đang dùng, hoặc xác nhận người bệnh không dùng thuốc nào.',
    en: 'List the medicines, or say that there are none.',
  },
  tooMany: { vi: 'Không quá 100 thuốc.', en: 'At most 100 medicines.' },
} as const satisfies Record<string, Localised>;

export const reconciliationRecordWords = {
  words: { vi: 'bảng đối chiếu thuốc', en: 'a reconciliation of medicines' },
  deeds: {
    create: { vi: 'lập bảng đối chiếu thuốc', en: 'listed the medicines taken' },
    update: { vi: 'quyết định trong bảng đối chiếu thuốc', en: 'decided in a reconciliation of medicines' },
  },
  open: { vi: 'Đối chiếu thuốc chưa xong', en: 'Medicines not reconciled' },
  points: {
    admission: { vi: 'lúc vào viện', en: 'at the admission' },
    transfer: { vi: 'lúc chuyển khoa', en: 'at a transfer' },
    discharge: { vi: 'lúc ra viện', en: 'at the discharge' },
  },
} as const;
