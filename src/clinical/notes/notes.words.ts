import type { Localised } from '../../kernel/language.js';

/** What people read of notes: what each kind is called, and the broken rules of what was typed. */
export const noteWords = {
  admission: { vi: 'Bệnh án', en: 'Admission record' },
  progress: { vi: 'Tờ điều trị', en: 'Progress note' },
  consultation: { vi: 'Biên bản hội chẩn', en: 'Consultation record' },
  procedure: { vi: 'Phiếu phẫu thuật, thủ thuật', en: 'Procedure note' },
  nursing: { vi: 'Phiếu chăm sóc', en: 'Nursing note' },
  discharge: { vi: 'Tóm tắt hồ sơ bệnh án', en: 'Discharge summary' },
  sectionCode: {
    vi: 'Gồm tối đa 40 chữ thường không dấu, số và gạch ngang, bắt đầu bằng chữ.',
    en: 'Up to 40 lower-case letters, digits and hyphens, beginning with a letter.',
  },
} as const satisfies Record<string, Localised>;
