import { hospitalDate } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import type { HeldOrder } from '../orders/orders.service.js';
import { answersTest } from './answers-test.rules.js';
import type { NewReport } from './new-report.js';
import { isOfOldSpecimen } from './old-specimen.rules.js';
import { isWithdrawn } from './report-state.rules.js';
import type { HeldReport } from './report-store.js';
import { resultProblems } from './results.errors.js';

/**
 * Whether a report, the one that it takes further and the order that it answers belong together.
 * @throws Problem resultNotFound, reportOfAnother, reportOfOtherTest, reportOfOldSpecimen
 */
export function requireTogether(report: NewReport, order: HeldOrder | undefined, held: HeldReport | undefined): void {
  if (report.reportId && !held) throw new Problem(resultProblems.resultNotFound);
  const patients = [order?.patientId, held?.patientId].filter((id) => id !== undefined);
  const ofAnother = patients.some((id) => id !== report.patientId);
  if (ofAnother || (held && order && held.orderId !== order.id)) {
    throw new Problem(resultProblems.reportOfAnother);
  }
  const values = [...report.observations.map(({ code }) => code), ...(held?.values ?? []).map(codeOf)];
  if (
    order &&
    !isWithdrawn(report.status) &&
    !answersTest(
      order.code,
      values.map((code) => ({ code })),
    )
  ) {
    throw new Problem(resultProblems.reportOfOtherTest, { params: { ordered: order.code.display } });
  }
  if (order && isOfOldSpecimen(order, report)) {
    const ordered = hospitalDate(order.signedAt ?? order.encounterStartedAt);
    throw new Problem(resultProblems.reportOfOldSpecimen, { params: { ordered } });
  }
}

const codeOf = ({ codeSystem: system, code, display }: HeldReport['values'][number]) => ({
  system: system ?? undefined,
  code: code ?? undefined,
  display,
});
