import type { Language, Localised } from '../../kernel/language.js';
import type { Age } from './age.js';

/** Units that are words, or hold one. */
export const unitsInWords = {
  perMinute: { vi: 'lần/phút', en: '/min' },
  mlPerHour: { vi: 'mL/giờ', en: 'mL/h' },
  litresPerMinute: { vi: 'L/phút', en: 'L/min' },
  milliunitsPerMinute: { vi: 'mU/phút', en: 'mU/min' },
  score: { vi: 'điểm', en: 'points' },
  mlPerMinute: { vi: 'mL/phút', en: 'mL/min' },
  clearance: { vi: 'mL/phút/1,73 m²', en: 'mL/min/1.73 m²' },
  hours: { vi: 'giờ', en: 'h' },
  days: { vi: 'ngày', en: 'd' },
} as const satisfies Record<string, Localised>;

/** Units of an age, of one and of many. */
export const AGE_WORDS: Readonly<
  Record<Language, Readonly<Record<Age['unit'], readonly [one: string, many: string]>>>
> = {
  vi: { year: ['tuổi', 'tuổi'], month: ['tháng tuổi', 'tháng tuổi'], day: ['ngày tuổi', 'ngày tuổi'] },
  en: { year: ['year', 'years'], month: ['month', 'months'], day: ['day', 'days'] },
};

/** "Cells" before their volume, as laboratories write it: tế bào/mm3. */
export const CELLS = /(?:tế\s*bào|(?<!\p{L})tb)(?=\s*\/)/giu;
/** A litre that is written out behind what is in it: mmol/lít. */
export const LITRE = /\/\s*l[íi]t(?:re|er)?$/iu;
/** Thousands and millions before their volume: nghìn/µL, triệu/mm3. */
export const THOUSANDS = /^(?:nghìn|ngàn)(?=\s*\/)/iu;
export const MILLIONS = /^triệu(?=\s*\/)/iu;
/** Amounts that are written out. */
export const MICROMOLE = /\bmicromole?s?(?=\s*\/)/iu;
export const MILLIMOLE = /\bmil{1,2}imole?s?(?=\s*\/)/iu;
