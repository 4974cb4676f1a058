import type { Localised } from '../../kernel/language.js';

/** What people read of the list of sensitive codes: the broken rules of what was typed. */
export const sensitivityWords = {
  notBlank: { vi: 'Không được để trống.', en: 'Must not be empty.' },
  code: {
    vi: 'Gồm 2 đến 50 chữ, số, dấu chấm và gạch ngang.',
    en: '2 to 50 letters, digits, points and hyphens.',
  },
} as const satisfies Record<string, Localised>;
