import type { Localised } from '../../kernel/language.js';

/** What people read of wards and beds: the broken rules of what was typed. */
export const wardWords = {
  code: {
    vi: 'Gồm chữ và số; giữa các chữ có thể có dấu chấm, gạch ngang hoặc gạch dưới.',
    en: 'Letters and digits; a dot, hyphen or underscore may stand between them.',
  },
  unknownWard: { vi: 'Không có khoa này.', en: 'There is no such ward.' },
  unknownBed: {
    vi: 'Khoa này không có giường đó.',
    en: 'There is no such bed in this ward.',
  },
} as const satisfies Record<string, Localised>;
