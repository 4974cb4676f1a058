import { hospitalTime } from '../../kernel/hospital-time.js';
import { paperLanguage } from './paper-language.js';
import { MONTHS, paperWords } from './paper.words.js';

type Moment = Date | string;
const local = (moment: Moment): string => hospitalTime(new Date(moment));

/** The day by the ward's clock: 07/03/2026, or 7 Mar 2026. */
export const dayText = (moment: Moment): string => dateText(local(moment).slice(0, 10));
/** HH:MM by the ward's clock. */
export const clockText = (moment: Moment): string => local(moment).slice(11, 16);
export const momentText = (moment: Moment): string => `${dayText(moment)} ${clockText(moment)}`;
/** Without the year, for narrow columns: 07/03, or 7 Mar. */
export const shortDayText = (moment: Moment): string => dayText(moment).replace(/.\d{4}$/, '');

/** A date of which perhaps only the year or month is known, as it is written in Vietnam: 07/03/1950, 03/1950, 1950; in English 7 Mar 1950. */
export function dateText(date: string): string {
  const parts = date.split('-').reverse();
  if (paperLanguage() === 'vi') return parts.join('/');
  const [year = '', month, day] = parts.reverse();
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1]?.slice(0, 3), year].filter(Boolean).join(' ');
}

/** The line above the signature of a paper. */
export const dayInWords = (moment: Moment): string => {
  const [year = '', month = '', day = ''] = local(moment).slice(0, 10).split('-');
  return paperWords().dayInWords(day, month, year);
};

/** Digits with the comma of Vietnamese, or the point of English. */
export const digitsText = (digits: string): string => (paperLanguage() === 'vi' ? digits.replace('.', ',') : digits);

/** A number without what arithmetic leaves behind it (37.09999999999999). */
export const plainNumber = (value: number): number => Number(value.toPrecision(12));

export const numberText = (value: number, digits?: number): string =>
  digitsText(digits === undefined ? String(plainNumber(value)) : value.toFixed(digits));

export const optional = (value: number | string | null | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'number' ? numberText(value) : value;
