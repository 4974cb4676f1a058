const SEPARATORS = /[\s.()\-\u2010-\u2015]/gu;

/** After +84: nine digits (mobile), or ten beginning with 2 (landline: area code 2x or 2xx and the number). */
const VIETNAMESE_SUBSCRIBER = /^(?:[1-9]\d{8}|2\d{9})$/;

/**
 * Mobile numbers of eleven digits, as old papers have them, by what they were changed into in 2018 (Decision 2036/QĐ-BTTTT, 2017):
 * 0168 became 038, 0121 became 079.
 */
const OF_ELEVEN_DIGITS: Readonly<Record<string, string>> = {
  ...{ 120: '70', 121: '79', 122: '77', 126: '76', 128: '78' },
  ...{ 123: '83', 124: '84', 125: '85', 127: '81', 129: '82' },
  ...{ 162: '32', 163: '33', 164: '34', 165: '35', 166: '36', 167: '37', 168: '38', 169: '39' },
  ...{ 186: '56', 188: '58', 199: '59' },
};

/** E.164: + and 7–15 digits, country code first. */
const FOREIGN_NUMBER = /^\+(?!84)[1-9]\d{6,14}$/;

/**
 * A phone number in E.164 (`+84912345678`), or undefined when it is none. Vietnamese numbers come as 10 digits
 * (0912 345 678), as 11-digit landlines (024 3825 3531) or in the +84 form, also written 84…, 0084… or +84 (0)…;
 * mobile numbers of eleven digits become those of ten; foreign ones need + or 00. Which prefixes are in use is not checked: they change by decision of the ministry.
 * Sources: ITU-T E.164; numbering plan of Circular 22/2014/TT-BTTTT.
 */
export function normalisePhone(text: string): string | undefined {
  const compact = text.normalize('NFKC').replace(SEPARATORS, '').replace(/^00/, '+');
  const written = /^(?:\+840?|84(?=\d{9,10}$)|0)(\d+)$/.exec(compact)?.[1];
  const national = written && inTenDigits(written);
  if (national !== undefined) return VIETNAMESE_SUBSCRIBER.test(national) ? `+84${national}` : undefined;
  return FOREIGN_NUMBER.test(compact) ? compact : undefined;
}

/** The subscriber's number as it is dialled now. */
function inTenDigits(subscriber: string): string {
  const now = subscriber.length === 10 ? OF_ELEVEN_DIGITS[subscriber.slice(0, 3)] : undefined;
  return now === undefined ? subscriber : `${now}${subscriber.slice(3)}`;
}
