/** Letters, digits and signs of the full width, and units in one sign (㎎), as keyboards of Asia write them: the same in usual width. */
const WIDE = /[\u3000\u3380-\u33df\uff01-\uff5e]/g;
export const narrow = (text: string): string => text.replace(WIDE, (sign) => sign.normalize('NFKC'));

/** No number that people write is longer; what is read letter by letter must not be a megabyte. */
const LONGEST = 40;
const DECIMAL = /^[-+]?\d+(?:[.,]\d+)?$/;
/** "1.000" is a thousand to one reader and one to another; "0.125" is not, nor is "1234.567". */
const UNCLEAR = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;
/** Thousands by blanks; by points or commas where nothing else can be meant: several of them, or one before a decimal sign of the other kind. */
const BY_BLANKS = /^[-+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/;
const BY_POINTS = /^[-+]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)$/;
const BY_COMMAS = /^[-+]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/;

function withoutGroups(plain: string): string | undefined {
  if (BY_BLANKS.test(plain)) return plain.replaceAll(' ', '');
  if (BY_POINTS.test(plain)) return plain.replaceAll('.', '');
  return BY_COMMAS.test(plain) ? plain.replaceAll(',', '') : undefined;
}

/**
 * The number that people wrote, with a comma or a point before its decimals: on paper either is used, and thousands are parted by the other one. What can
 * be read as two numbers is none.
 * @returns 'unclear' where it may be two numbers; undefined where it is none
 */
export function writtenNumber(text: string): number | 'unclear' | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = narrow(text)
    .trim()
    .replace(/[\u00a0\u202f]/g, ' ');
  if (UNCLEAR.test(plain)) return 'unclear';
  const decimal = DECIMAL.test(plain) ? plain : withoutGroups(plain);
  return decimal === undefined ? undefined : Number(decimal.replace(',', '.'));
}

/** A number as a text that can be read as no other: 0.5, and 2.1250 for what has three decimals. */
export const unmistakable = (value: number): string => {
  const text = String(value);
  return UNCLEAR.test(text) ? `${text}0` : text;
};
