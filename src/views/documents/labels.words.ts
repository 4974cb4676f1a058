import type { Localised } from '../../kernel/language.js';

export const labelWords = {
  titles: {
    wristband: { vi: 'Vòng đeo tay người bệnh', en: 'Wristband' },
    'specimen-labels': { vi: 'Nhãn bệnh phẩm', en: 'Specimen labels' },
  },
  noSpecimens: { vi: 'Không có xét nghiệm nào đang chờ lấy mẫu.', en: 'No test waits for a specimen.' },
  birthOrder: { vi: 'Con thứ {order}', en: 'Child no. {order}' },
} as const satisfies Record<string, Localised | Record<string, Localised>>;
