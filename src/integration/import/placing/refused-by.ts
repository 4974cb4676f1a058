import { httpProblems, type Problem } from '../../../kernel/problem.js';
import { orderProblems } from '../../../clinical/orders/orders.errors.js';
import type { Reason } from '../facts.js';

/** Why the chart does not take a report, as a reason for a person; undefined of what is no answer to the report, such as a busy database. */
export function refusedBy({ kind }: Problem): Reason | undefined {
  const { status, code } = kind;
  if (status < 400 || status >= 500 || status === 401 || kind === httpProblems.busy) return undefined;
  const isOfOrder = Object.values(orderProblems).includes(kind);
  return { code: isOfOrder ? 'order-refuses' : 'report-refuses', of: code };
}
