import { dueOf } from '../../clinical/observations/due.rules.js';
import type { DueResponse, DueRowResponse } from './dto/due.response.js';
import type { BoardRowResponse, WardBoardResponse } from './dto/ward-board.response.js';

const MINUTE = 60_000;
/** Where neither score nor level of care says anything: as for somebody who cares for themselves. */
const LEAST_LEVEL = 'III';

/** Who of a board is to be measured, the longest overdue first. */
export function toDue({ items, complete, ...ward }: WardBoardResponse, now: Date): DueResponse {
  const rows = items.flatMap((row) => toRow(row, now) ?? []).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const overdue = rows.filter(({ overdueMinutes }) => overdueMinutes > 0).length;
  return { ...ward, asOf: now.toISOString(), overdue, items: rows, complete };
}

function toRow({ bed, encounter }: BoardRowResponse, now: Date): DueRowResponse | undefined {
  if (!encounter) return undefined;
  const { id: encounterId, patientId, patient, vitals } = encounter;
  const score = vitals?.news2 ?? vitals?.pews ?? null;
  const due = dueIn(encounter);
  return {
    ...{ bed, encounterId, patientId, patient },
    lastSetAt: vitals?.effectiveAt ?? null,
    score: vitals?.news2 ? 'NEWS2' : vitals?.pews ? 'PEWS' : null,
    total: score?.total ?? null,
    risk: vitals?.shownSince?.risk ?? score?.risk ?? null,
    trend: score?.trend ?? null,
    careLevel: vitals?.careLevel ?? null,
    ...due,
    overdueMinutes: Math.max(0, Math.floor((now.getTime() - Date.parse(due.dueAt)) / MINUTE)),
    escalation: vitals?.escalation ?? null,
  };
}

function dueIn({
  vitals,
  startedAt,
}: NonNullable<BoardRowResponse['encounter']>): Pick<DueRowResponse, 'dueAt' | 'because'> {
  const told = { recheckMinutes: null, careLevel: vitals?.careLevel ?? LEAST_LEVEL, first: !vitals };
  const { at, by } = dueOf(new Date(vitals?.effectiveAt ?? startedAt), told)!;
  const byLevel = at.toISOString();
  if (!vitals?.dueAt || vitals.dueAt >= byLevel) return { dueAt: byLevel, because: by };
  return { dueAt: vitals.dueAt, because: 'score' };
}
