import type { Localised } from '../../kernel/language.js';
import { unitText } from '../datatypes/ucum.js';
import type { NewTask } from '../tasks/tasks.service.js';
import { judgementColumns, type Surroundings, type Told } from './judging/judged-report.js';
import type { NewReport } from './new-report.js';

/** The task that somebody gets for what a value says. */
export const TELLS = { critical: 'critical-result', impossible: 'impossible-result' } as const satisfies Record<
  Told,
  NewTask['kind']
>;

/** The values of a report that no living person has, as whoever asks reads them; undefined where the message has none. */
export function impossibleIn(report: NewReport, around: Surroundings): Localised | undefined {
  const said = report.observations
    .filter((sent) => judgementColumns(sent, report, around).notJudgedBecause === 'impossible')
    .map(({ code, value, text, valueAsSent, comparator, unit }) =>
      [code.display, `${comparator ?? ''}${valueAsSent ?? value ?? text ?? ''}`, (unit && unitText(unit)) ?? unit]
        .filter(Boolean)
        .join(' '),
    );
  return said.length > 0 ? { vi: said.join('; '), en: said.join('; ') } : undefined;
}
