import type { Tx } from '../../platform/database/prisma.js';
import type { Told } from './judging/judged-report.js';

/** A value that is in no report, and what somebody is told or asked because of it. */
export interface AloneTold {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly correctsId: string | null;
  /** Null of one that only takes the place of another. */
  readonly told: Told | null;
}

const IS_TOLD = { OR: [{ criticality: 'critical' }, { notJudgedBecause: 'impossible' }] };
const COLUMNS = { id: true, criticality: true } as const;
const toldOf = ({ criticality }: { readonly criticality: string | null }): Told =>
  criticality === 'critical' ? 'critical' : 'impossible';

/** Those of these values that were stored before and of which somebody is told at once. */
export async function toldAmong(
  tx: Tx,
  ids: readonly string[] = [],
): Promise<{ readonly id: string; readonly told: Told }[]> {
  if (ids.length === 0) return [];
  const rows = await tx.observation.findMany({ where: { id: { in: [...ids] }, ...IS_TOLD }, select: COLUMNS });
  return rows.map((row) => ({ id: row.id, told: toldOf(row) }));
}

/** Those of these values that are in no report and are told of, or take the place of one that may have been. */
export async function toldAlone(tx: Tx, ids: readonly string[]): Promise<AloneTold[]> {
  const isNow = { supersededAt: null, ...IS_TOLD };
  const rows = await tx.observation.findMany({
    where: { id: { in: [...ids] }, reportId: null, OR: [isNow, { correctsId: { not: null } }] },
    select: {
      ...COLUMNS,
      notJudgedBecause: true,
      supersededAt: true,
      patientId: true,
      encounterId: true,
      correctsId: true,
    },
  });
  return rows.map(({ criticality, notJudgedBecause, supersededAt, ...row }) => {
    const isTold = supersededAt === null && (criticality === 'critical' || notJudgedBecause === 'impossible');
    return { ...row, told: isTold ? toldOf({ criticality }) : null };
  });
}

/** Whether a report still shows a value that no living person has. */
export async function showsImpossible(tx: Tx, reportId: string): Promise<boolean> {
  const where = { reportId, supersededAt: null, notJudgedBecause: 'impossible' };
  return (await tx.observation.findFirst({ where, select: { id: true } })) !== null;
}
