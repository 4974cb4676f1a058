import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { follow } from '../../../platform/database/advisory-locks.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { orderProblems } from '../orders.errors.js';
import { findingsOf } from './check.rules.js';
import { factsOf } from './facts.queries.js';
import type { CheckedOrder } from './facts.js';
import { type CheckRule, type Finding, stops } from './finding.js';
import { shown } from './finding.mapper.js';
import { formulary, namedVersion } from './formulary.js';

/** Why somebody signs although a check speaks against it. */
export interface Override {
  readonly rule: CheckRule;
  readonly reason: string;
}

/** What is kept with an order of the checks at its signing. */
export interface Judged {
  readonly formulary: string;
  readonly findings: readonly (Omit<Finding, 'order'> & { readonly override: string | null })[];
}

/**
 * What the checks say of orders that are about to be signed, for each order in turn. Whoever signs for the same patient at the same time
 * follows, so that neither misses the other's.
 * @throws Problem checkFailed when a check stops the signature and is not signed over
 */
export async function judge(
  tx: Tx,
  patientId: string,
  orders: readonly CheckedOrder[],
  overrides: readonly Override[] = [],
  without?: string,
): Promise<Judged[]> {
  await follow(tx, `orders of ${patientId}`);
  const findings = findingsOf(orders, await factsOf(tx, patientId, without));
  const reasons = new Map(overrides.map(({ rule, reason }) => [rule, reason]));
  const stopping = findings.filter((finding) => stops(finding) && !reasons.has(finding.rule));
  if (stopping.length > 0) {
    const { language } = requestContext();
    const checks = stopping.map((finding) => ({ ...shown(finding, language), order: finding.order }));
    throw new Problem(orderProblems.checkFailed, { extra: { checks } });
  }
  return orders.map((_, at) => ({
    formulary: namedVersion(formulary()),
    findings: findings
      .filter(({ order }) => order === at)
      .map(({ order: _order, ...finding }) => ({
        ...finding,
        override: stops({ ...finding, order: at }) ? (reasons.get(finding.rule) ?? null) : null,
      })),
  }));
}
