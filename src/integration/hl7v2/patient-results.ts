import type { Message, Segment } from './er7/message.js';
import { linesOf } from './er7/parse.js';

/** What a message says of one of its patients: with the header, and with what stands before all of them. */
export interface PatientResult {
  readonly message: Message;
  /** Its lines as they came. */
  readonly content: Buffer;
}

/** Messages that may be about several patients, one behind the other (HL7 v2, chapter 7: PATIENT_RESULT repeats). */
const OF_SEVERAL: ReadonlySet<string> = new Set(['ORU', 'OUL']);

/** Whether a PID names another than the one before: senders say the same one again before each of its requests. */
export const isAnother = (pid: Segment, before: Segment): boolean => personSaid(pid) !== personSaid(before);

/** The first PID that names another than the first of all, of a message that may be about one patient only. */
export const anotherIn = ([first, ...more]: readonly Segment[]): Segment | undefined =>
  more.find((one) => first && isAnother(one, first));

/** PID-1 only counts. */
const personSaid = ({ line, signs }: Segment): string => line.split(signs.field).slice(2).join(signs.field);

/**
 * A message by its patients, each as a message of its own, whose segments keep their numbers in the whole.
 *
 * @param content the bytes of the message
 * @returns undefined where it is about one patient, or nobody, or of a kind that is never about several; `unclear` where results stand before the
 * first PID, so that nobody knows whose they are
 */
export function patientResultsIn(message: Message, content: Buffer): readonly PatientResult[] | 'unclear' | undefined {
  const { segments, header } = message;
  if (!OF_SEVERAL.has(header.text(9, 1).toUpperCase())) return undefined;
  const starts: number[] = [];
  for (const [at, segment] of segments.entries()) {
    const before = segments[starts.at(-1) ?? -1];
    if (segment.name === 'PID' && (!before || isAnother(segment, before))) starts.push(at);
  }
  const [first = 0] = starts;
  if (starts.length < 2) return undefined;
  const common = segments.slice(0, first);
  if (common.some(({ name }) => OF_SOMEBODY.has(name))) return 'unclear';
  // Every character set has the signs of ASCII where ASCII has them: lines are the same before and after they are decoded.
  const lines = linesOf(content.toString('latin1'), message.separators.field);
  return starts.map((start, index) => {
    const end = starts[index + 1];
    const own = [...lines.slice(0, first), ...lines.slice(start, end)];
    return {
      message: { ...message, segments: [...common, ...segments.slice(start, end)] },
      content: Buffer.from(`${own.join('\r')}\r`, 'latin1'),
    };
  });
}

/** Segments that say something of a person. */
const OF_SOMEBODY: ReadonlySet<string> = new Set(['ORC', 'OBR', 'OBX', 'SPM', 'SAC', 'PV1', 'PD1', 'NK1']);

/**
 * The acknowledgements of what was said of each patient as one: all are accepted, and what waits for a person is told with each.
 *
 * @param answers each one message, or as many as the sender asks for
 */
export function acknowledgedTogether(answers: readonly Buffer[]): Buffer {
  const each = answers.map((answer) => acknowledgementsIn(answer.toString('latin1')));
  // MSA-3 says that something waits: of one that does.
  const base = each.find((messages) => messages.some(({ errors }) => errors.length > 0)) ?? each[0] ?? [];
  const whole = base.flatMap(({ lines }, at) => [
    ...lines,
    ...new Set(each.flatMap((messages) => messages[at]?.errors ?? [])),
  ]);
  return Buffer.from(whole.map((line) => `${line}\r`).join(''), 'latin1');
}

const isError = (line: string): boolean => line.startsWith('ERR');
const acknowledgementsIn = (text: string) =>
  text
    .split(/(?<=\r)(?=MSH)/)
    .map((one) => one.split('\r').filter((line) => line !== ''))
    .map((all) => ({ lines: all.filter((line) => !isError(line)), errors: all.filter(isError) }));
