import type { AuditEventFilter } from '../dto/audit-events.dto.js';
import type { ArchivedMonth } from '../archived/archived-events.js';

/**
 * The id that stands in the line of every event a question asks for, so that archived months can be searched for it. Undefined
 * when there is none: such questions are answered from the database alone.
 */
export function idSought({ patientId, entityId, encounterId, actorId }: AuditEventFilter): string | undefined {
  return (entityId ?? patientId ?? encounterId ?? actorId)?.toLowerCase();
}

/** Archived months that follow one another, of which nothing is in the database. */
export interface Run {
  readonly months: readonly ArchivedMonth[];
  readonly firstId: string;
  readonly pastId: string;
}

/** The newest run with ids before one. @param months newest first */
export function newestRun(months: readonly ArchivedMonth[], before: string | undefined): Run | undefined {
  const [newest, ...others] = months.filter(({ firstId }) => !before || firstId < before);
  if (!newest) return undefined;
  const run = [newest];
  for (const month of others) {
    if (month.pastId !== run.at(-1)?.firstId) break;
    run.push(month);
  }
  return { months: run, firstId: run.at(-1)?.firstId ?? newest.firstId, pastId: newest.pastId };
}
