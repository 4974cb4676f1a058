import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

/** What is wrong with a PDF; undefined when nothing was found. */
export type PdfFault = 'damaged' | 'trailing' | 'active' | 'locked';

const inflated = promisify(inflate);

/** Names that make a PDF do something (ISO 32000-2, sections 12.6 and 7.11.4), each letter plain or as its number after `#`. */
const ACTIVE = namesOf('JavaScript', 'Launch', 'EmbeddedFile', 'RichMedia', 'SubmitForm', 'ImportData', 'Rendition');
const LOCKED = namesOf('Encrypt');
const OBJECT_STREAM = new RegExp(namesOf('ObjStm'), 'gi');

const MOST_OBJECT_STREAMS = 1_000;
/** What all object streams of a file may come to, in bytes. */
const MOST_INFLATED = 67_108_864;
const LONGEST_DICTIONARY = 2_048;

/**
 * A simple look for what a paper does not do: scripts, launches, attachments, forms that send themselves; also in compressed object streams.
 * What cannot be looked into (encrypted, compressed otherwise) is refused. It is no virus scanner, and no proof that a viewer is safe.
 */
export async function faultOfPdf(bytes: Buffer): Promise<PdfFault | undefined> {
  const end = bytes.lastIndexOf('%%EOF');
  if (end === -1) return 'damaged';
  if (!/^\s*\0*$/.test(bytes.toString('latin1', end + 5, end + 4_096)) || bytes.length > end + 4_096) return 'trailing';
  const text = bytes.toString('latin1');
  if (ACTIVE.test(text)) return 'active';
  if (LOCKED.test(text)) return 'locked';
  return faultOfStreams(bytes, text);
}

async function faultOfStreams(bytes: Buffer, text: string): Promise<PdfFault | undefined> {
  let left = MOST_INFLATED;
  let count = 0;
  for (const { index: at } of text.matchAll(OBJECT_STREAM)) {
    if (++count > MOST_OBJECT_STREAMS) return 'locked';
    const begins = bytes.subarray(at, at + LONGEST_DICTIONARY).indexOf('stream');
    if (begins === -1) return 'damaged';
    const from = at + begins + 'stream'.length + (bytes[at + begins + 'stream'.length] === 0x0d ? 2 : 1);
    const ends = bytes.indexOf('endstream', from);
    if (ends === -1) return 'damaged';
    const content = await contentOf(bytes.subarray(from, ends), left);
    if (content === undefined) return 'locked';
    left -= content.length;
    if (ACTIVE.test(content.toString('latin1'))) return 'active';
  }
  return undefined;
}

/** @returns undefined when it is compressed in no way known here, or becomes too much */
async function contentOf(stream: Buffer, most: number): Promise<Buffer | undefined> {
  // Not compressed at all, it was looked at with the rest.
  if (/^\s*\d+\s+\d+\s/.test(stream.toString('latin1', 0, 64))) return stream;
  try {
    return await inflated(stream, { maxOutputLength: Math.max(most, 1) });
  } catch {
    return undefined;
  }
}

function namesOf(...names: string[]): RegExp {
  const letter = (one: string) => `(?:${one}|#${one.charCodeAt(0).toString(16)})`;
  return new RegExp(`/(?:${names.map((name) => [...name].map(letter).join('')).join('|')})`, 'i');
}
