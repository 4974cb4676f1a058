import type { Observation } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { Coding } from '../datatypes/coding.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import { inWords } from './judging/coded-words.js';
import { judgeWhole, saysItsPartsAlone, type ResultComponent } from './judging/components.rules.js';
import { toldOf, type Told } from './judging/judged-report.js';
import { judge, MAY_BE_ASKED } from './judging/judgement.rules.js';
import { isWithdrawn } from './report-state.rules.js';

/** A value that is in no report, and what somebody is told or asked because of it. */
export interface AloneTold {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly correctsId: string | null;
  /** Null of one that only takes the place of another. */
  readonly told: Told | null;
}

/** What of a stored value says whether somebody is told of it. */
export type StoredValue = Pick<
  Observation,
  | 'status'
  | 'criticality'
  | 'notJudgedBecause'
  | 'codeSystem'
  | 'code'
  | 'display'
  | 'valueNumber'
  | 'valueComparator'
  | 'valueUnit'
  | 'valueText'
  | 'valueCode'
  | 'components'
  | 'details'
>;

/** What somebody was told because of a value: its judgement is kept, what may be critical is seen in what it says. */
export function toldStored(row: StoredValue): Told | undefined {
  const { criticality, notJudgedBecause, status } = row;
  if (isWithdrawn(status)) return undefined;
  if (criticality === 'critical' || notJudgedBecause === 'impossible') {
    return criticality === 'critical' ? 'critical' : 'impossible';
  }
  if (criticality !== 'not-judged') return undefined;
  const coded = row.valueCode as Coding | null;
  const text = row.valueText ?? (coded && inWords(coded));
  const components = (row.components ?? undefined) as ResultComponent[] | undefined;
  const value = row.valueNumber?.toNumber();
  const own = judge({
    system: row.codeSystem,
    code: row.code,
    display: row.display,
    value,
    comparator: row.valueComparator,
    unit: row.valueUnit,
    unitWritten: (row.details as ResultDetails | null)?.unitWritten,
    text,
  });
  const whole = judgeWhole(saysItsPartsAlone({ value, text, components }) ? undefined : own, components ?? []);
  return whole && whole.criticality === 'not-judged' ? toldOf(whole, status) : undefined;
}

const IS_ASKED = { OR: [{ criticality: 'critical' }, { notJudgedBecause: { in: [...MAY_BE_ASKED] } }] };

/** Those of these values that were stored before and of which somebody is told at once. */
export async function toldAmong(
  tx: Tx,
  ids: readonly string[] = [],
): Promise<{ readonly id: string; readonly told: Told }[]> {
  if (ids.length === 0) return [];
  const rows = await tx.observation.findMany({ where: { id: { in: [...ids] }, ...IS_ASKED } });
  return rows.flatMap((row) => {
    const told = toldStored(row);
    return told ? [{ id: row.id, told }] : [];
  });
}

/** Those of these values that are in no report and are told of, or take the place of one that may have been. */
export async function toldAlone(tx: Tx, ids: readonly string[]): Promise<AloneTold[]> {
  const isNow = { supersededAt: null, ...IS_ASKED };
  const rows = await tx.observation.findMany({
    where: { id: { in: [...ids] }, reportId: null, OR: [isNow, { correctsId: { not: null } }] },
  });
  return rows.flatMap((row) => {
    const { id, patientId, encounterId, correctsId, supersededAt } = row;
    const told = (supersededAt === null && toldStored(row)) || null;
    return told === null && correctsId === null ? [] : [{ id, patientId, encounterId, correctsId, told }];
  });
}
