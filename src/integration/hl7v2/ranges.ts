import type { SentRange } from '../../clinical/results/judging/sent-range.rules.js';

const NUMBER = String.raw`[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?`;
const BETWEEN = new RegExp(
  String.raw`^[[(]?\s*(${NUMBER})\s*(?:-|–|—|÷|_|\.\.|to|đến|tới|bis|à|al|até|tot|~|～|〜)\s*(${NUMBER})\s*[\])]?(?:\s+(\S+))?$`,
  'iu',
);
const BESIDE = new RegExp(
  String.raw`^(<=|>=|≤|≥|<|>|up to|under|below|dưới|trên|above|over)\s*(${NUMBER})(?:\s*([^\d\s:;,()]\S*?))?(?::(?!\d)|\s|$)(.*)$`,
  'isu',
);
/** `<9` and `up to 9` have no value of 9 in common, but what is that exactly at the limit nobody alarms for. */
const UPPER = /^(?:<|≤|up to|under|below|dưới)/i;
const WHOSE: readonly (readonly [RegExp, Pick<SentRange, 'sex'>])[] = [
  [/^(?:m|male|nam|men)\s*[:=]?\s*(?=[\d<>≤≥[])/iu, { sex: 'male' }],
  [/^(?:f|female|nữ|women)\s*[:=]?\s*(?=[\d<>≤≥[])/iu, { sex: 'female' }],
];

/** Where one range ends and another begins: `;`, a comma before words, and the next of the sexes. */
const PARTS = new RegExp(
  String.raw`[;\n~]|(?<=[\d)])\s*,\s+(?=\p{L})|(?:\s*[/|]\s*|\s+)(?=(?:male|female|nam|nữ|men|women|m|f)\s*[:=]\s*[\d<>≤≥[(])`,
  'iu',
);

/** Longer ones are told in words anyway. */
const LONGEST = 500;

const toNumber = (text: string): number => Number(text.replace(',', '.'));
/** "1,234" may be a thousand or one: it is no limit that anybody should be judged by. */
const isUnclear = (text: string): boolean => /^[-+]?\d{1,3}[.,]\d{3}$/.test(text) && text.includes(',');

/**
 * Normal ranges from OBX-7: `3.5-5.1`, `<5.0`, `>40`, `Nam: 13-17; Nữ: 12-15`, each with or without its unit. Everything else is kept as words,
 * and judges nothing.
 */
export function rangesIn(text: string): SentRange[] {
  if (text.length > LONGEST) return [{ text: text.trim() }];
  // A range whose sign is also one that parts ranges: `0.35 ~ 5.10`.
  if (BETWEEN.test(text.trim())) return [rangeOf(text.trim())];
  const parts = text
    .split(PARTS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const ranges = parts.map(rangeOf);
  // A list of which one part is not understood may say for whom the others are.
  return parts.length > 1 && ranges.some(({ low, high }) => low === undefined && high === undefined)
    ? [{ text: text.trim() }]
    : ranges;
}

function rangeOf(whole: string): SentRange {
  const [prefix, whose] = WHOSE.find(([pattern]) => pattern.test(whole)) ?? [undefined, {}];
  const text = prefix ? whole.replace(prefix, '') : whole;
  const [, low, high, unit] = BETWEEN.exec(text) ?? [];
  if (low !== undefined && high !== undefined && !isUnclear(low) && !isUnclear(high)) {
    const limits = { low: toNumber(low), high: toNumber(high) };
    if (limits.low <= limits.high) return { ...limits, ...whose, ...(unit && { unit }) };
  }
  const [, sign, limit, ofUnit, rest] = BESIDE.exec(text) ?? [];
  if (sign === undefined || limit === undefined || isUnclear(limit)) return { text: whole };
  const end = UPPER.test(sign) ? { high: toNumber(limit) } : { low: toNumber(limit) };
  const more = rest?.trim();
  return { ...end, ...whose, ...(ofUnit && { unit: ofUnit }), ...(more && { text: whole }) };
}
