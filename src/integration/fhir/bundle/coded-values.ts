import type { Observation } from '../../../generated/prisma/client.js';
import { Problem } from '../../../kernel/problem.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { isIssued } from '../../../clinical/results/report-state.rules.js';
import { resultProblems } from '../../../clinical/results/results.errors.js';
import type { DiagnosticReportFacts } from '../maps/diagnostic-report.map.js';
import type { ObservationFacts } from '../maps/observation.map.js';
import type { NewRecord } from './record-writer.js';

/** A value of a report that is an observation before the report has it, and the one in the report that it takes the place of, or that says the same. */
export interface CodedValue {
  readonly facts: ObservationFacts;
  readonly replaces?: Observation;
  readonly same?: Observation;
}

/**
 * Codes, and values made of parts, beside those that stand in the report already: what is sent again is the same value, and what says something else of
 * one code takes its place, as the numbers of a report do.
 * @throws Problem reportNeedsCorrection where an issued value is contradicted by a report that does not say that it corrects
 */
export async function besideStored(
  tx: Tx,
  { orderId, facts: { status, effectiveAt } }: NewRecord<DiagnosticReportFacts>,
  coded: readonly ObservationFacts[],
  reportId?: string,
): Promise<CodedValue[]> {
  if (coded.length === 0 || (reportId ?? orderId) === undefined) return coded.map((facts) => ({ facts }));
  const open = new Set(await storedIn(tx, reportId, orderId));
  return coded.map((facts) => {
    const alike = [...open].filter((stored) => keyOf(facts.code) === keyOf(codeOf(stored)));
    const at = new Date(facts.effectiveAt ?? effectiveAt).getTime();
    const several = alike.length > 1 || coded.filter(({ code }) => keyOf(code) === keyOf(facts.code)).length > 1;
    const near = several ? alike.filter((stored) => stored.effectiveAt.getTime() === at) : alike;
    const found = near.find((stored) => saysTheSame(facts, stored)) ?? near[0];
    if (!found) return { facts };
    open.delete(found);
    if (saysTheSame(facts, found)) return { facts, same: found };
    if (isIssued(found.status) && status === 'final') throw new Problem(resultProblems.reportNeedsCorrection);
    return { facts, replaces: found };
  });
}

const storedIn = (tx: Tx, reportId: string | undefined, orderId: string | undefined): Promise<Observation[]> =>
  tx.observation.findMany({
    where: {
      supersededAt: null,
      ...(reportId ? { reportId } : { report: { orderId, status: { notIn: ['cancelled', 'entered-in-error'] } } }),
      OR: [{ valueCode: { not: Prisma.DbNull } }, { components: { not: Prisma.DbNull } }],
    },
    orderBy: { id: 'asc' },
  });

type Code = ObservationFacts['code'];
const codeOf = ({ codeSystem, code, display }: Observation): Code => ({
  ...(codeSystem && { system: codeSystem }),
  ...(code && { code }),
  display,
});
const keyOf = ({ system, code, display }: Code): string => (code ? `${system ?? ''}|${code}` : display.toLowerCase());

function saysTheSame(facts: ObservationFacts, stored: Observation): boolean {
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [facts.value, stored.valueNumber?.toNumber()],
    [facts.comparator, stored.valueComparator],
    [facts.unit, stored.valueUnit],
    [facts.text, stored.valueText],
    [said(facts.coded), said(stored.valueCode)],
    [parts(facts.components), parts(stored.components)],
    [facts.interpretation ?? stored.interpretation, stored.interpretation],
    [facts.details?.note, (stored.details as { note?: string } | null)?.note],
    [new Date(facts.effectiveAt).getTime(), stored.effectiveAt.getTime()],
    [isIssued(facts.status), isIssued(stored.status)],
  ];
  return pairs.every(([now, before]) => (now ?? null) === (before ?? null));
}

const SAID = ['value', 'valueAsSent', 'comparator', 'unit', 'text', 'interpretation'] as const;
const said = (coding: unknown): string | undefined => {
  const { system, code, display } = (coding ?? {}) as Partial<Code>;
  return coding ? JSON.stringify([system, code, display]) : undefined;
};
const parts = (components: unknown): string | undefined =>
  Array.isArray(components)
    ? JSON.stringify(
        (components as Record<string, unknown>[]).map((part) => [
          said(part.code),
          said(part.coded),
          ...SAID.map((name) => part[name]),
        ]),
      )
    : undefined;
