import { decode, type CharacterSet } from './character-sets.js';
import { Segment, type Message } from './message.js';
import { separatorsOf } from './separators.js';

/** Why bytes are no message. */
export type Unreadable = 'no-header' | 'separators' | 'character-set-unknown' | 'character-set-unfit';

export type Parsed =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly why: Unreadable; readonly named?: string; readonly header?: Segment };

const [START, END] = [0x0b, 0x1c];

/**
 * The messages in some bytes: one, a batch (FHS, BHS), or several one after the other; with or without the frames of MLLP, lines ended by CR, LF
 * or both. Bytes that hold no header are one that cannot be read.
 */
export function messagesIn(bytes: Buffer): { readonly messages: Buffer[]; readonly isBatch: boolean } {
  const text = bytes.toString('latin1');
  const starts = [...text.matchAll(/MSH(?=[^\p{L}\p{N}\r\n])/gu)]
    .map(({ index }) => index)
    .filter((at) => beginsLine(text, at));
  if (starts.length === 0) return { messages: [bytes], isBatch: false };
  const messages = starts.map((start, at) => withoutTrailers(withinFrame(bytes.subarray(start, starts[at + 1]))));
  return { messages, isBatch: /^[\s\x0b\xef\xbb\xbf]*(?:FHS|BHS)/.test(text) };
}

/** Whether only blanks stand between here and the start of a line, of a frame or of the text. Looked back by hand: patterns look again from every blank. */
function beginsLine(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && /[^\S\r\n\x0b]/.test(text[before - 1]!)) before--;
  return before === 0 || /[\r\n\x0b\x1c]/.test(text[before - 1]!) || text.slice(before - 3, before) === BYTE_ORDER_MARK;
}
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** What stands behind the end of a frame is noise of the line. */
function withinFrame(bytes: Buffer): Buffer {
  const end = bytes.indexOf(END);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Without the end of its frame, and what belongs to the batch: whole lines, from the last one up. */
function withoutTrailers(bytes: Buffer): Buffer {
  let end = bytes.length;
  for (;;) {
    while (end > 0 && endsLine(bytes[end - 1]!)) end--;
    let line = end;
    while (line > 0 && !endsLine(bytes[line - 1]!)) line--;
    const isBlank = bytes.subarray(line, end).every((byte) => byte === 0x20 || byte === 0x09);
    if (line === 0 || !(isBlank || BATCH_SEGMENTS.includes(bytes.toString('latin1', line, line + 3)))) break;
    end = line;
  }
  return bytes.subarray(0, end).filter((byte) => byte !== START && byte !== END) as Buffer;
}
/** Whether the last line is ended, as HL7 v2 asks of each. */
export const isEnded = (bytes: Buffer): boolean => bytes.length > 0 && endsLine(bytes[bytes.length - 1]!);

const BATCH_SEGMENTS = ['BTS', 'FTS', 'BHS', 'FHS'];
const endsLine = (byte: number): boolean => byte === 0x0d || byte === 0x0a || byte === START || byte === END;

/** The header of a message, or of the first of several, read as far as its names: they are ASCII, whatever else it is in. */
export function headerOf(bytes: Buffer): Segment | undefined {
  const [first] = messagesIn(bytes).messages;
  const line =
    first
      ?.subarray(0, LONGEST_HEADER)
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? '';
  const signs = line.startsWith('MSH') ? separatorsOf(line) : undefined;
  return signs && new Segment(line, 1, signs, '8859/1');
}
const LONGEST_HEADER = 4000;

/** Reads one message; the character set of its sender counts where the message names none. */
export function parse(bytes: Buffer, ofSender?: CharacterSet): Parsed {
  const ahead = bytes.toString('latin1');
  if (isOfTwoBytes(bytes)) return { ok: false, why: 'character-set-unknown', named: 'UTF-16' };
  if (!/^MSH/.test(ahead)) return { ok: false, why: 'no-header' };
  const signs = separatorsOf(ahead.split(/[\r\n]/, 1)[0]!);
  if (!signs) return { ok: false, why: 'separators' };
  // Its names are ASCII, whatever else the message is in.
  const header = new Segment(ahead.split(/[\r\n]/, 1)[0]!, 1, signs, '8859/1');
  const named = header.all(18)[0]?.text() ?? '';
  const decoded = decode(bytes, named, ofSender);
  if (!decoded.ok) {
    return { ok: false, why: `character-set-${decoded.why}`, named: decoded.named, header };
  }
  const counts = new Map<string, number>();
  const segments = linesOf(decoded.text, signs.field).map((line) => {
    const name = line.slice(0, 3);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return new Segment(line, counts.get(name)!, signs, decoded.characterSet);
  });
  const { characterSet } = decoded;
  return { ok: true, message: { segments, header: segments[0]!, separators: signs, characterSet } };
}

/** UTF-16, with its mark or without: lines and frames of HL7 are of single bytes. */
const isOfTwoBytes = (bytes: Buffer): boolean =>
  /^(?:\xff\xfe|\xfe\xff|[\s\x0b]?M\0S\0H\0|[\s\x0b]?\0M\0S\0H)/.test(bytes.toString('latin1', 0, 8));

/** Segments that are known by their name though it is not in capitals. */
const READ = 'PID|PD1|PV1|PV2|NK1|ORC|OBR|OBX|NTE|SPM|SAC|TXA|EVN|DSC|ADD|TQ1|MRG|IN1|SFT';
const NAMED = new RegExp(`^(?:${READ})$`, 'i');

/** The segments: a line that begins like none belongs to the text of the one before, and what ADD adds to its last field (HL7 v2, chapter 2.10.2). */
export function linesOf(text: string, field: string): string[] {
  const lines: string[] = [];
  for (const given of text.split(/\r\n|\r|\n/)) {
    const line = given.trimStart();
    const name = line.slice(0, 3);
    const isSegment = (/^[A-Z][A-Z0-9]{2}$/.test(name) || NAMED.test(name)) && (line.length === 3 || line[3] === field);
    if (isSegment && name.toUpperCase() === 'ADD' && lines.length > 0) lines.push(lines.pop()! + line.slice(4));
    else if (isSegment) lines.push(name.toUpperCase() + line.slice(3));
    else if (line !== '' && lines.length > 0) lines.push(`${lines.pop()!}\n${given}`);
  }
  return lines;
}
