import type { CodingResponse } from '../api/generated/index.ts';
import { readFigure } from '../words/moments.ts';

type Coded = Pick<CodingResponse, 'system' | 'code' | 'display'>;
/** A bound that is typed and is no number: it would be left out of the report without a word. */
export const isBadBound = (text: string): boolean => text.trim() !== '' && Number.isNaN(readFigure(text));

type Typed = Readonly<Record<'value' | 'unit' | 'low' | 'high', string>>;

/** A number is sent with its unit; without one only when somebody said that it has none (UCUM calls that "1"). */
export function observationOf(code: Coded, { value, unit, low, high }: Typed) {
  const number = readFigure(value);
  const said = Number.isNaN(number) ? { text: value } : { value: number, unit: unit.trim() || '1' };
  const bound = (text: string) => (Number.isNaN(readFigure(text)) ? undefined : readFigure(text));
  const [referenceLow, referenceHigh] = [bound(low), bound(high)];
  return {
    code: { system: code.system ?? undefined, code: code.code ?? undefined, display: code.display },
    ...said,
    ...(referenceLow !== undefined && { referenceLow }),
    ...(referenceHigh !== undefined && { referenceHigh }),
  };
}
