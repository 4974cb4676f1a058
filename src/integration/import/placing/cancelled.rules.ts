import { isSameAnalyte } from '../../../clinical/results/analyte.rules.js';
import { LOINC } from '../../../clinical/results/code-systems.js';
import { isOfPartsAlone } from '../../../clinical/results/panel-parts.rules.js';
import { isOfPanel } from '../../../clinical/results/panels.rules.js';
import { isIssued, isWithdrawn } from '../../../clinical/results/report-state.rules.js';
import type { SentReport } from '../facts.js';
import { meant, type Mappings } from './codes.rules.js';
import type { Placeable } from './new-reports.js';

/**
 * Whether a laboratory says "no results available, order cancelled" (HL7 table 0123, X) of what it has issued as final. That is no correction: it may
 * take the result back, which a value of its own says better (OBX-11), or tidy up a request, and a person has to ask which.
 */
export const cancelsIssued = (placeable: Placeable, mappings: Mappings): boolean =>
  placeable.report.status === 'cancelled' && stands(placeable, mappings) && !saysOfEach(placeable.report);

/** The same where each value says of itself that it cannot be had: that corrects what was issued. */
export const correctsByCancelling = (placeable: Placeable, mappings: Mappings): boolean =>
  placeable.report.status === 'cancelled' && stands(placeable, mappings) && saysOfEach(placeable.report);

const saysOfEach = ({ values }: SentReport): boolean =>
  values.length > 0 && values.every(({ status }) => status !== undefined && isWithdrawn(status));

/** Whether what a report is of was issued. Of a panel whose tests come one by one: the tests that it names. */
function stands({ report, order, before }: Placeable, mappings: Mappings): boolean {
  const standing = order ? order.report : before;
  if (!standing || !isIssued(standing.status)) return false;
  const told = meant(report.codes, mappings);
  if (!order?.report || !isOfPartsAlone(order.code, told)) return true;
  return order.report.codes.some((code) => told.some((one) => code !== null && isOfOne(code, one.code ?? '')));
}

/** Whether a value of a code is of a test, or of the smaller panel that a test is. */
const isOfOne = (code: string, test: string): boolean =>
  code === test ||
  isSameAnalyte(code, test) ||
  isOfPanel({ system: LOINC, code, display: '' }, { system: LOINC, code: test, display: '' });

/**
 * Whether a laboratory brings results, without an order, under the number of a report that it has cancelled or taken back. With an order they would be
 * the answer to that; of these alone nobody knows whether the withdrawal holds, and a person has to ask.
 */
export const takesUpWithdrawn = ({ report, order, before }: Placeable): boolean =>
  before !== undefined &&
  order === undefined &&
  before.orderId === null &&
  isWithdrawn(before.status) &&
  !isWithdrawn(report.status);
