import type { Segment } from './er7/message.js';

/** What became of a message by its content: application accept, error, reject (HL7 table 0008). */
export type AckCode = 'AA' | 'AE' | 'AR';
/** Whether it is safely kept: commit accept, error, reject (HL7 table 0008, enhanced mode). */
export type CommitCode = 'CA' | 'CE' | 'CR';

const COMMITS: Readonly<Record<AckCode, CommitCode>> = { AA: 'CA', AE: 'CE', AR: 'CR' };

/**
 * The codes with which a message is answered, by what its sender asks for in MSH-15 and MSH-16 (HL7 v2, chapter 2.9; table 0155: AL, NE, ER, SU).
 * With neither, by the application's (original mode). With MSH-15 alone, by the commit's: what is kept is CA, what is refused CE or CR. With both,
 * by one after the other where the line can carry two, and a message that is not even kept by the first alone. A line that waits for an answer
 * before it sends on would stand still without one: who asks for none gets the application's.
 *
 * @param several whether one message may be answered by two, as MLLP can and HTTP cannot
 */
export function codesAsked(header: Segment | undefined, code: AckCode, several: boolean): readonly string[] {
  const wants = (field: number): boolean => {
    const asked = header?.text(field).toUpperCase() ?? '';
    return asked === 'AL' || asked === (code === 'AA' ? 'SU' : 'ER');
  };
  const [commit, application] = [wants(15), wants(16)];
  if (!commit || (application && !several)) return [code];
  if (!application) return [COMMITS[code]];
  // What was not understood was kept all the same; what was not even looked at was not.
  return code === 'AR' ? ['CR'] : ['CA', code];
}
