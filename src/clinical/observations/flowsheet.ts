import { currentContext } from '../../kernel/request-context.js';
import type { FlowsheetResponse, FlowsheetRowResponse, VitalsResponse } from './dto/vitals.response.js';
import { unitText } from '../datatypes/ucum.js';
import { CONSCIOUSNESS_LOINC, VITAL_PARAMETERS } from './vital-signs.rules.js';
import { vitalWords } from './observations.words.js';

const ROWS = {
  ...VITAL_PARAMETERS,
  supplementalOxygen: { code: '3151-8', display: vitalWords.supplementalOxygen, unit: null },
  consciousness: { code: CONSCIOUSNESS_LOINC, display: vitalWords.consciousness, unit: null },
} as const;
type Parameter = keyof typeof ROWS;

/** Turns sets in the order of time into rows of parameters; a parameter never taken has no row. */
export function flowsheetOf(
  sets: readonly VitalsResponse[],
): Pick<FlowsheetResponse, 'times' | 'recordedBy' | 'rows' | 'news2'> {
  const language = currentContext()?.language ?? 'vi';
  const rows = (Object.keys(ROWS) as Parameter[])
    .filter((parameter) => sets.some((set) => set[parameter] !== null))
    .map((parameter): FlowsheetRowResponse => {
      const { code, display, unit } = ROWS[parameter];
      const values = sets.map((set) => set[parameter]);
      return { parameter, code, display: display[language], unit, unitText: unitText(unit), values };
    });
  return {
    times: sets.map(({ effectiveAt }) => effectiveAt),
    recordedBy: sets.map(({ recordedBy }) => recordedBy),
    rows,
    news2: sets.map(({ news2 }) => news2?.total ?? null),
  };
}
