/** Words without capitals and marks, as they are compared. */
export const folded = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(MARKS, '').replaceAll('\u0111', 'd');
const MARKS = /[\u0300-\u036f]/g;

/** SQL of the same. */
export const foldedSql = (text: string): string =>
  `replace(regexp_replace(normalize(lower(${text}), NFD), '[\u0300-\u036f]', '', 'g'), '\u0111', 'd')`;

/** SQL's pattern of what begins so. */
export const beginning = (text: string): string => `${folded(text).replace(/[\\%_]/g, '\\$&')}%`;
