import type { Localised } from '../../kernel/language.js';
import type { Tx } from '../../platform/database/prisma.js';
import { unitText } from '../datatypes/ucum.js';
import type { NewTask, TasksService } from '../tasks/tasks.service.js';
import { toldStored, type StoredValue } from './critical-values-stored.js';
import { toldByValue, type Surroundings, type Told } from './judging/judged-report.js';
import type { NewReport } from './new-report.js';

/** The task that somebody gets for what a value says. */
export const TELLS = {
  critical: 'critical-result',
  impossible: 'impossible-result',
  unclear: 'unclear-result',
} as const satisfies Record<Told, NewTask['kind']>;

/** The values of a report of which somebody is asked, as whoever asks reads them; undefined of those that are told with their result. */
export function askedOf(told: Told, report: NewReport, around: Surroundings | undefined): Localised | undefined {
  if (told === 'critical' || !around) return undefined;
  const said = report.observations
    .filter((sent) => toldByValue(sent, report, around) === told)
    .map(({ code, value, text, valueAsSent, comparator, unit }) =>
      [code.display, `${comparator ?? ''}${valueAsSent ?? value ?? text ?? ''}`, (unit && unitText(unit)) ?? unit]
        .filter(Boolean)
        .join(' '),
    );
  return said.length > 0 ? { vi: said.join('; '), en: said.join('; ') } : undefined;
}

/**
 * Settles what was asked of a report, once it shows no such value any more.
 * @param before what it showed
 */
export async function settleAnswered(
  tx: Tx,
  tasks: TasksService,
  reportId: string,
  before: readonly StoredValue[],
): Promise<void> {
  const asked = (['impossible', 'unclear'] as const).filter((told) => before.some((row) => toldStored(row) === told));
  if (asked.length === 0) return;
  const now = await tx.observation.findMany({ where: { reportId, supersededAt: null } });
  const answered = asked.filter((told) => !now.some((row) => toldStored(row) === told));
  if (answered.length > 0) {
    await tasks.settleWithin(
      tx,
      reportId,
      answered.map((told) => TELLS[told]),
    );
  }
}
