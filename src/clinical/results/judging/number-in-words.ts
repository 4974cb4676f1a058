import { NEGATIVE, POSITIVE } from './culture.words.js';

/** A number that stood in a result's words. */
export interface NumberInWords {
  readonly value: number;
  readonly comparator?: string;
  readonly unit?: string;
}

/** What laboratories put behind a value that is high or low: no unit, though henry and litre are written so: what is measured in litres has no limits. */
const MARK = String.raw`(?:\(?[HL]{1,2}\)?|[↑↓]+)`;
const NUMBER = new RegExp(
  String.raw`^\s*(<=|>=|≤|≥|<|>)?\s*(-?\d+(?:[.,]\d+)?)\s*((?!${MARK}\s*$)(?:[\p{L}%‰°µ/[{*]|[×x]\s?10(?![.,]))[^\s,;]*(?:\s?\/\s?\S+)?)?\s*(?:${MARK}|\*+)?\s*$`,
  'u',
);
const SIGNS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=' };

/**
 * Reads a result that is one number and perhaps a sign and a unit ("7,1 mmol/L", "< 0.5"), with a comma or a point; undefined for all other words.
 * Two numbers, as of a range or of a value that was measured twice (`3.1–7.5`, `4.1~7.9`), are not one. `1,234` and `1.234` may be a thousand in one country and one in the other: they are not read.
 */
export function numberIn(text: string): NumberInWords | undefined {
  const [, sign, number, unit] = NUMBER.exec(text) ?? [];
  if (number === undefined || /^-?\d{1,3}[.,]\d{3}$/.test(number)) return undefined;
  const comparator = sign && (SIGNS[sign] ?? sign);
  return { value: Number(number.replace(',', '.')), ...(comparator && { comparator }), ...(unit && { unit }) };
}

/** Whether the words of a culture say that something grew; undefined when they say both or neither. */
export function isPositive(words: string): boolean | undefined {
  const text = words.normalize('NFC');
  // "Không mọc" has "mọc" in it.
  if (NEGATIVE.some((word) => word.test(text))) {
    const rest = NEGATIVE.reduce((left, word) => left.replace(word, ' '), text);
    return POSITIVE.some((word) => word.test(rest)) ? undefined : false;
  }
  return POSITIVE.some((word) => word.test(text)) ? true : undefined;
}
