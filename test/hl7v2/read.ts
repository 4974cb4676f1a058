import { expect } from '@jest/globals';
import { parse } from '../../src/integration/hl7v2/er7/parse.js';
import { Reading } from '../../src/integration/hl7v2/reading.js';
import { reportsIn } from '../../src/integration/hl7v2/report.reader.js';
import type { IncomingFacts } from '../../src/integration/import/facts.js';

const SETTINGS = { offset: 7 * 60, house: ['79016'] };

/** The facts of a message that is all right. */
export function factsOf(bytes: Buffer): IncomingFacts {
  const parsed = parse(bytes);
  if (!parsed.ok) throw new Error(parsed.why);
  const reading = new Reading();
  const facts = reportsIn(parsed.message, reading, SETTINGS);
  expect(reading.errors).toEqual([]);
  return facts;
}
/** The bytes of a message, its header made up. */
export const message = (segments: readonly string[], signs = '|^~\\&', end = '\r', set = 'UNICODE UTF-8') => {
  const f = signs[0]!;
  return (
    [
      `MSH${signs}${f}A${f}B${f}C${f}D${f}20261123${f}${f}ORU^R01${f}1${f}P${f}2.5.1${f.repeat(6)}${set}`,
      ...segments,
    ].join(end) + end
  );
};
/** The facts of a message about somebody, by its segments behind PID. */
export const read = (...segments: string[]) => factsOf(Buffer.from(message(['PID|1||1^^^MRN', ...segments])));
