import { httpProblems, type Problem } from '../../../kernel/problem.js';
import { orderProblems } from '../../../clinical/orders/orders.errors.js';
import { resultProblems } from '../../../clinical/results/results.errors.js';
import type { Reason } from '../facts.js';

/** Why the chart does not take a report, as a reason for a person; undefined of what is no answer to the report, such as a busy database. */
export function refusedBy({ kind, options }: Problem): Reason | undefined {
  const { status, code } = kind;
  if (status < 400 || status >= 500 || status === 401 || kind === httpProblems.busy) return undefined;
  if (kind === resultProblems.reportOfOtherTest) return { code: 'order-of-another-test', of: orderedIn(options) };
  const isOfOrder = Object.values(orderProblems).includes(kind);
  return { code: isOfOrder ? 'order-refuses' : 'report-refuses', of: code };
}

/** What was ordered, as the refusal of a report of another test has it. */
export const orderedIn = ({ params }: Problem['options']): string => String(params?.ordered);
