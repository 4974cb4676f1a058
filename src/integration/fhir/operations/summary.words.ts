import type { Localised } from '../../../kernel/language.js';

/** What an International Patient Summary says in words. */
export const summaryWords = {
  title: { vi: 'Tóm tắt hồ sơ người bệnh', en: 'International Patient Summary' },
  allergies: { vi: 'Dị ứng và không dung nạp', en: 'Allergies and intolerances' },
  problems: { vi: 'Vấn đề sức khỏe hiện có', en: 'Active problems' },
  medications: { vi: 'Thuốc đang dùng', en: 'Medication summary' },
  results: { vi: 'Kết quả xét nghiệm gần đây', en: 'Recent results' },
  vitalSigns: { vi: 'Sinh hiệu gần đây', en: 'Recent vital signs' },
  immunizations: { vi: 'Tiêm chủng', en: 'Immunizations' },
  procedures: { vi: 'Thủ thuật, phẫu thuật', en: 'Procedures' },
  unknown: {
    vi: 'Hồ sơ không ghi gì. Điều này không có nghĩa là không có.',
    en: 'Nothing is on record. That does not mean there is none.',
  },
  unnamed: { vi: '(không ghi tên)', en: '(not named)' },
  cut: { vi: 'Chỉ gồm {most} mục mới nhất.', en: 'Only the newest {most} are told.' },
} as const satisfies Record<string, Localised>;

export type SummaryWord = keyof typeof summaryWords;
