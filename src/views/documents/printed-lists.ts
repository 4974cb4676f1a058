import { unitText } from '../../clinical/datatypes/ucum.js';
import { unjudgedWords } from '../../clinical/results/results.words.js';
import { flagOf } from './flag-text.js';
import { DEPARTMENT_WORDS, ORDER_STATUS_WORDS, RESULT_STATUS_WORDS, RESULT_WORDS } from './listed.words.js';
import { paperLanguage } from './paper-language.js';
import { printedDosage } from './printed-dosage.js';
import { digitsText, momentText, optional } from './printed-text.js';
import type { OrderSource, ResultSource } from './source.js';

/** Orders that were signed and medicines, one a line. */
export const printedOrders = (rows: readonly OrderSource[]): object[] =>
  rows.map(({ at, number, display, dosage, detail, instructions, status, by }) => ({
    at: at ? momentText(at) : '',
    number: number ?? '',
    what: display,
    dosage: [dosage ?? printedDosage(detail ?? {}), instructions].filter(Boolean).join('. '),
    status: ORDER_STATUS_WORDS[status]?.[paperLanguage()] ?? status,
    by: by ?? '',
  }));

/** Longer than this in words, a result takes the width of the columns beside it. */
const LONG = 40;

/**
 * Values of reports, one a line, and then what the report concludes. What is long stands in `wide`, over the columns of value, flag and range.
 */
export const printedResults = (rows: readonly ResultSource[]): object[] =>
  rows.flatMap((row, place) => {
    const isFirst = rows[place - 1]?.reportId !== row.reportId;
    const isLast = rows[place + 1]?.reportId !== row.reportId;
    const head = { at: isFirst ? momentText(row.at) : '', report: isFirst ? reportText(row) : '' };
    const concluded = isLast && row.conclusion ? [row.conclusion] : [];
    if (row.display === null) {
      return [{ ...NOTHING, ...head, what: RESULT_WORDS.conclusion[paperLanguage()], wide: row.conclusion ?? '' }];
    }
    const conclusions = concluded.map((wide) => ({ ...NOTHING, what: RESULT_WORDS.conclusion[paperLanguage()], wide }));
    const cautions = cautionOf(row).map((wide) => ({ ...NOTHING, what: RESULT_WORDS.caution[paperLanguage()], wide }));
    return [{ ...NOTHING, ...head, ...valueOf(row) }, ...cautions, ...conclusions];
  });

const NOTHING = { at: '', report: '', what: '', value: '', flag: '', range: '', wide: '' };

/** A value that nobody may act on says so on paper too, where nothing else stands beside it. */
const cautionOf = ({ notJudgedBecause: because }: ResultSource): string[] =>
  because === 'impossible' || because === 'unit-contradicts' ? [unjudgedWords[because][paperLanguage()]] : [];

/** What it is, and who answers for it: the laboratory that it names, else the department here; and the person who recorded it. */
function reportText({ report, status, category, performer, by }: ResultSource): string {
  const name = [report, RESULT_STATUS_WORDS[status]?.[paperLanguage()] ?? ''].filter(Boolean).join(' ');
  const from = [performer ?? DEPARTMENT_WORDS[category]?.[paperLanguage()], by].filter(Boolean).join(', ');
  return from ? `${name}\n${RESULT_WORDS.performer[paperLanguage()]}: ${from}` : name;
}

function valueOf(row: ResultSource): object {
  const what = row.display ?? '';
  // Neither high nor low is somebody's value that nobody can have.
  const flag = row.notJudgedBecause === 'impossible' ? '' : flagOf(row.interpretation);
  if (row.value === null && (row.text?.length ?? 0) > LONG) {
    return { what, wide: [row.text, flag && `(${flag})`].filter(Boolean).join(' ') };
  }
  const number = `${row.comparator ?? ''}${(row.asSent === null ? undefined : digitsText(row.asSent)) ?? optional(row.value)}`;
  const value = row.value === null ? (row.text ?? '') : number;
  return {
    what,
    value: row.unit && value ? `${value} ${unitText(row.unit) ?? row.unit}` : value,
    flag,
    range: row.reference ?? rangeText(row),
  };
}

function rangeText({ low, high }: ResultSource): string {
  if (low === null) return high === null ? '' : `≤ ${optional(high)}`;
  return high === null ? `≥ ${optional(low)}` : `${optional(low)} – ${optional(high)}`;
}
