import type { Localised } from '../../kernel/language.js';

/** What people read of orders: the broken rules of what was typed. */
export const orderWords = {
  codeSpaces: {
    vi: 'Không được có khoảng trắng ở đầu, ở cuối hoặc hai khoảng trắng liền nhau.',
    en: 'Must not begin or end with a space, nor have two in a row.',
  },
} as const satisfies Record<string, Localised>;
