import type { Localised } from '../../kernel/language.js';

/** What people read of staff: the broken rules of what was typed. */
export const staffWords = {
  username: {
    vi: 'Gồm 2 đến 64 chữ thường không dấu, số, dấu chấm, gạch ngang và gạch dưới.',
    en: '2 to 64 lower-case letters, digits, dots, hyphens and underscores.',
  },
  certificate: { vi: 'Phải có ít nhất một chữ hoặc số.', en: 'Must have at least one letter or digit.' },
  certificateNeeded: {
    vi: 'Bác sĩ và trưởng khoa cần chứng chỉ hành nghề.',
    en: 'Doctors and department heads need a practising certificate.',
  },
} as const satisfies Record<string, Localised>;
