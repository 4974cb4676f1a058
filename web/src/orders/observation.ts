import type { CodingResponse } from '../api/generated/index.ts';
import { narrow } from '../../../src/clinical/datatypes/written-number.ts';
import { readAmount } from '../words/moments.ts';

type Coded = Pick<CodingResponse, 'system' | 'code' | 'display'>;
/** A bound that is typed and is no number: it would be left out of the report without a word. */
export const isBadBound = (text: string): boolean => text.trim() !== '' && Number.isNaN(readAmount(text));

type Typed = Readonly<Record<'value' | 'unit' | 'low' | 'high', string>>;

const { rawJSON } = JSON as unknown as { rawJSON?: (text: string) => unknown };

/** A number with the digits that were typed: 5,90 was measured to two places, and 5,9 to one. */
function asTyped(typed: string, number: number): number {
  const digits = narrow(typed).trim().replace(',', '.');
  const saysMore = /^\d+\.\d+$/.test(digits) && digits !== String(number);
  return saysMore && rawJSON ? (rawJSON(digits) as number) : number;
}

/** A number is sent with its unit; without one only when somebody said that it has none (UCUM calls that "1"). */
export function observationOf(code: Coded, { value, unit, low, high }: Typed) {
  const number = readAmount(value);
  const said = Number.isNaN(number) ? { text: value } : { value: asTyped(value, number), unit: unit.trim() || '1' };
  const bound = (text: string) => (Number.isNaN(readAmount(text)) ? undefined : readAmount(text));
  const [referenceLow, referenceHigh] = [bound(low), bound(high)];
  return {
    code: { system: code.system ?? undefined, code: code.code ?? undefined, display: code.display },
    ...said,
    ...(referenceLow !== undefined && { referenceLow }),
    ...(referenceHigh !== undefined && { referenceHigh }),
  };
}
