import type { Localised } from '../../kernel/language.js';

export const labelWords = {
  titles: {
    wristband: { vi: 'Vòng đeo tay người bệnh', en: 'Wristband' },
    'specimen-labels': { vi: 'Nhãn bệnh phẩm', en: 'Specimen labels' },
  },
  noSpecimens: 'Không có xét nghiệm nào đang chờ lấy mẫu.',
  birthOrder: (order: number): string => `Con thứ ${order}`,
} as const satisfies Record<string, string | ((order: number) => string) | Record<string, Localised>>;
