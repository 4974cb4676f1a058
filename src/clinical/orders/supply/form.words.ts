import type { Localised } from '../../../kernel/language.js';

/** What a product is counted in when it is handed out and taken. */
export type Piece = '{tablet}' | '{capsule}' | '{suppository}' | '{sachet}' | '{ampoule}' | '{vial}';

/** Words by which a product's name tells its form; the first that it says counts. */
export const FORM_WORDS: readonly (readonly [RegExp, Piece])[] = [
  [/viên (?:đặt|đạn)|thuốc đạn|suppositor/iu, '{suppository}'],
  [/viên nang|nang (?:cứng|mềm)|capsule/iu, '{capsule}'],
  [/viên|tablet/iu, '{tablet}'],
  [/(?<!\p{L})gói(?!\p{L})|sachet/iu, '{sachet}'],
  [/(?<!\p{L})ống(?!\p{L})|ampoule|ampule/iu, '{ampoule}'],
  [/(?<!\p{L})lọ(?!\p{L})|vial/iu, '{vial}'],
];

/** A tablet that lets its substance out slowly, or only behind the stomach, is swallowed whole. Source: the labels of such forms. */
export const WHOLE_ONLY =
  /phóng thích|giải phóng|tan trong ruột|kháng dịch vị|(?<!\p{L})(?:sr|xr|mr|er|cr|xl|retard)(?!\p{L})|modified.release|prolonged.release|extended.release|enteric|gastro.resistant/iu;

/** What is counted, of more than one. */
export const SEVERAL_WORDS = {
  '{tablet}': { vi: 'viên', en: 'tablets' },
  '{capsule}': { vi: 'viên nang', en: 'capsules' },
  '{suppository}': { vi: 'viên đặt', en: 'suppositories' },
  '{sachet}': { vi: 'gói', en: 'sachets' },
  '{ampoule}': { vi: 'ống', en: 'ampoules' },
  '{vial}': { vi: 'lọ', en: 'vials' },
  '{drop}': { vi: 'giọt', en: 'drops' },
  '{puff}': { vi: 'nhát xịt', en: 'puffs' },
  '[iU]': { vi: 'đơn vị', en: 'units' },
} as const satisfies Readonly<Record<string, Localised>>;

/** How a product's words tell how many units are in a mL of it: 100 IU/mL, 25000 UI/5 mL. */
export const UNITS_PER_ML =
  /(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:IU|UI|đơn vị)\s*\/\s*(\d+(?:[.,]\d+)?)?\s*ml(?!\p{L})/giu;
