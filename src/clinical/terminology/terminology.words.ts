import type { Localised } from '../../kernel/language.js';

/** What people read about lists of codes. */
export const terminologyWords = {
  codeNotOnList: { vi: 'Mã này không có trong danh mục.', en: 'This code is not on the list.' },
} as const satisfies Record<string, Localised>;
