import { firstRow } from './rows.js';

/**
 * Takes the next number of the gap-free series named by the first of `rows`, and answers it as `last`; none where there are none.
 * The series' row stays locked until the transaction ends, so that a number whose transaction fails is issued again: whoever takes
 * one does so last, in the statement that stores it, and nobody waits for round trips at that lock.
 */
export const takeNumber = (rows: string): string =>
  `INSERT INTO number_counter (name, last) ${rows}
   ON CONFLICT (name) DO UPDATE SET last = number_counter.last + 1 RETURNING last`;

/** SQL of a number as text with at least so many digits. */
export const digits = (number: string, least: number): string =>
  `lpad(${number}::text, greatest(${least}, length(${number}::text)), '0')`;

const YEARLY_DIGITS = 6;

/** Name of the series that begins anew with a year. */
export const yearlySeries = (series: string, year: string): string => `${series}-${year}`;

/** What the numbers of a year's series begin with: the letters of the series, and the last two digits of the year. */
export const yearlyPrefix = (letters: string, year: string): string => `${letters}${year.slice(2)}`;

/** A number of such a series as people read it: XN26-000001. */
export const yearlyNumber = (prefix: string, number: number): string =>
  `${prefix}-${String(number).padStart(YEARLY_DIGITS, '0')}`;

/** SQL of the same. */
export const yearlyNumberSql = (prefix: string, number: string): string =>
  `${prefix} || '-' || ${digits(number, YEARLY_DIGITS)}`;

/**
 * The hospital's numbers that begin anew each year: visits (số vào viện) 26-000001, laboratory orders (xét nghiệm) XN26-000001, and
 * so each kind of order by its Vietnamese letters.
 */
export const YEARLY_SERIES = {
  visits: { series: 'visit', letters: '' },
  laboratoryOrders: { series: 'lab-order', letters: 'XN' },
  imagingOrders: { series: 'imaging-order', letters: 'HA' },
  procedureOrders: { series: 'procedure-order', letters: 'TT' },
  nursingOrders: { series: 'nursing-order', letters: 'CS' },
  dietOrders: { series: 'diet-order', letters: 'DD' },
  consultationOrders: { series: 'consultation-order', letters: 'HC' },
  bloodOrders: { series: 'blood-order', letters: 'TM' },
  medicationOrders: { series: 'medication-order', letters: 'TH' },
} as const satisfies Record<string, YearlySeries>;

export interface YearlySeries {
  readonly series: string;
  readonly letters: string;
}

/**
 * Takes the next `count` numbers of a gap-free series at once, for imports; its row stays locked until the transaction ends.
 * @returns the number before the first of them
 */
export async function reserveNumbers(
  query: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>,
  series: string,
  count: number,
): Promise<number> {
  const rows = await query<{ before: string }>(
    `INSERT INTO number_counter (name, last) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET last = number_counter.last + $2 RETURNING (last - $2)::text AS before`,
    [series, count],
  );
  return Number(firstRow(rows).before);
}
