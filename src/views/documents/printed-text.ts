import { hospitalTime } from '../../kernel/hospital-time.js';
import { partsOfDate } from './documents.words.js';

type Moment = Date | string;
const local = (moment: Moment): string => hospitalTime(new Date(moment));

/** DD/MM/YYYY by the ward's clock. */
export const dayText = (moment: Moment): string => dateText(local(moment).slice(0, 10));
/** HH:MM by the ward's clock. */
export const clockText = (moment: Moment): string => local(moment).slice(11, 16);
export const momentText = (moment: Moment): string => `${dayText(moment)} ${clockText(moment)}`;
/** DD/MM, for narrow columns. */
export const shortDayText = (moment: Moment): string => dayText(moment).slice(0, 5);

/** A date of which perhaps only the year or month is known, as it is written in Vietnam: 07/03/1950, 03/1950, 1950. */
export const dateText = (date: string): string => date.split('-').reverse().join('/');

/** The line above the signature of a paper. */
export const dayInWords = (moment: Moment): string => {
  const [year = '', month = '', day = ''] = local(moment).slice(0, 10).split('-');
  return partsOfDate(day, month, year);
};

/** A number with the comma of Vietnamese. */
export const numberText = (value: number, digits?: number): string =>
  (digits === undefined ? String(value) : value.toFixed(digits)).replace('.', ',');

export const optional = (value: number | string | null | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'number' ? numberText(value) : value;
