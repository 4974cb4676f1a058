import { unitText } from '../../clinical/datatypes/ucum.js';
import { ORDER_STATUS_WORDS } from './documents.words.js';
import { printedDosage } from './printed-dosage.js';
import { momentText, optional } from './printed-text.js';
import type { OrderSource, ResultSource } from './source.js';

/** Orders that were signed and medicines, one a line. */
export const printedOrders = (rows: readonly OrderSource[]): object[] =>
  rows.map(({ at, number, display, dosage, detail, instructions, status, by }) => ({
    at: at ? momentText(at) : '',
    number: number ?? '',
    what: display,
    dosage: [dosage ?? printedDosage(detail ?? {}), instructions].filter(Boolean).join('. '),
    status: ORDER_STATUS_WORDS[status] ?? status,
    by: by ?? '',
  }));

/** Values of reports, one a line; a report without values says its conclusion. */
export function printedResults(rows: readonly ResultSource[]): object[] {
  return rows.map((row, place) => {
    const before = rows[place - 1];
    const isNew = before?.report !== row.report || before.at.getTime() !== row.at.getTime();
    const value =
      row.value === null
        ? (row.text ?? '')
        : `${row.comparator ?? ''}${row.asSent?.replace('.', ',') ?? optional(row.value)}`;
    const { low, high, reference } = row;
    return {
      at: isNew ? momentText(row.at) : '',
      report: isNew ? row.report : '',
      what: row.display ?? row.conclusion ?? '',
      value: row.unit && value ? `${value} ${unitText(row.unit) ?? row.unit}` : value,
      flag: row.interpretation && row.interpretation !== 'N' ? row.interpretation : '',
      range: reference ?? (low === null && high === null ? '' : `${optional(low)} – ${optional(high)}`),
    };
  });
}
