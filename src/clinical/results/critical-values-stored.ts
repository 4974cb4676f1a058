import type { Tx } from '../../platform/database/prisma.js';

/** A critical value that is in no report. */
export interface AloneCritical {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly correctsId: string | null;
}

/** Those of these values that were stored before and have to be told at once. */
export async function criticalAmong(tx: Tx, ids: readonly string[] = []): Promise<string[]> {
  if (ids.length === 0) return [];
  const where = { id: { in: [...ids] }, criticality: 'critical' };
  return (await tx.observation.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/** Those of these values that are critical, count now, and are in no report. */
export const criticalAlone = (tx: Tx, ids: readonly string[]): Promise<AloneCritical[]> =>
  tx.observation.findMany({
    where: { id: { in: [...ids] }, reportId: null, criticality: 'critical', supersededAt: null },
    select: { id: true, patientId: true, encounterId: true, correctsId: true },
  });
