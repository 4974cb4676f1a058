import { isWithdrawn, type ReportState } from '../../clinical/results/report-state.rules.js';
import type { SentValue } from '../import/filing.service.js';
import type { Segment } from './er7/message.js';
import type { Reading } from './reading.js';

/** That the order is over without a result: cancelled or discontinued, asked for or not, or not accepted. */
const ENDS: ReadonlySet<string> = new Set(['CA', 'CR', 'DC', 'DR', 'OC', 'OD', 'UA']);
/** That it rests: its result is to come. */
const RESTS: ReadonlySet<string> = new Set(['HD', 'HR', 'OH']);
/** All others say nothing that OBR-25 does not say: RE, and what requesters and laboratories tell each other besides. */
const OTHERS: ReadonlySet<string> = new Set(
  'AF CH CN DE DF FU LI MC NA NW OE OF OK OP OR PA PR PY RE RF RL RO RP RQ RR RU SC SN SR SS UC UD UF UH UM UN UR UX XO XR XX'.split(
    ' ',
  ),
);
/** Of a status that changed (SC), what it is now. */
const ENDED: ReadonlySet<string> = new Set(['CA', 'DC']);
const UNDER_WAY: ReadonlySet<string> = new Set(['A', 'HD', 'IP', 'SC']);

/**
 * The status of a report after what its ORC says of the order (HL7 v2.5.1, 4.5.1: ORC-1, table 0119; ORC-5, table 0038). In an ORU that is RE, the
 * results follow; where the laboratory has ended the order there are none, and who brings some all the same is told that both cannot be.
 * @param told by OBR-25
 */
export function stateByOrder(
  orc: Segment | undefined,
  { told, values }: { readonly told: ReportState | undefined; readonly values: readonly SentValue[] },
  reading: Reading,
): ReportState | undefined {
  const control = orc?.text(1).toUpperCase() ?? '';
  if (!orc || control === '') return told;
  const now = control === 'SC' ? orc.text(5).toUpperCase() : '';
  const isResult = values.some(saysAResult);
  if (ENDS.has(control) || ENDED.has(now)) {
    if (isResult) return reading.refuse('tableValue', orc.at(ENDS.has(control) ? 1 : 5), 'orderControlContradicts');
    return values.length > 0 ? (told ?? 'cancelled') : 'cancelled';
  }
  if (RESTS.has(control) || UNDER_WAY.has(now)) return told ?? (isResult ? undefined : 'registered');
  if (!OTHERS.has(control)) reading.warn('tableValue', orc.at(1), 'orderControlUnknown');
  return told;
}

const saysAResult = ({ value, text, status }: SentValue): boolean =>
  (value !== undefined || text !== undefined) && !(status && isWithdrawn(status));
