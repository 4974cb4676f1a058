import {
  WOUND_ITEMS,
  WOUND_SIZES,
  type WoundItem,
} from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { readFigure } from '../words/moments.ts';

/** What was typed of a wound, item by item. */
export type TypedSeen = Readonly<Partial<Record<WoundItem, string>>>;

export const isSize = (item: WoundItem): boolean => (WOUND_SIZES as readonly WoundItem[]).includes(item);

/** A size that was typed, and is none. */
export const isBadSize = (item: WoundItem, typed = ''): boolean =>
  isSize(item) && typed.trim() !== '' && !(readFigure(typed) >= 0);

/** What is filled in, in the order in which it is asked. */
export const filledItems = (typed: TypedSeen): readonly WoundItem[] =>
  WOUND_ITEMS.filter((item) => (typed[item] ?? '').trim() !== '');

/** Whether a size among it cannot be read. */
export const isUnreadableWound = (typed: TypedSeen): boolean =>
  filledItems(typed).some((item) => isBadSize(item, typed[item]));

/** As the service takes it: sizes as numbers, all else in words. */
export const seenOf = (typed: TypedSeen): Record<string, string | number> =>
  Object.fromEntries(
    filledItems(typed).map((item) => {
      const said = (typed[item] ?? '').trim();
      return [item, isSize(item) ? readFigure(said) : said];
    }),
  );
