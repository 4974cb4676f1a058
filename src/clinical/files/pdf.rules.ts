import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

/** What is wrong with a PDF; undefined when nothing was found. */
export type PdfFault = 'damaged' | 'trailing' | 'active' | 'locked';

const inflated = promisify(inflate);

/** Names that make a PDF do something (ISO 32000-2, sections 12.6, 12.7.8 and 7.11.4), each letter plain or as its number after `#`. */
const ACTIVE = namesOf(
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'Rendition',
  'XFA',
);
const LOCKED = namesOf('Encrypt');

const MOST_STREAMS = 50_000;
/** What all object streams of a file may come to, in bytes. */
const MOST_INFLATED = 67_108_864;
const LONGEST_DICTIONARY = 2_048;
/** Files are looked through piece by piece: as a text of its own, one would be in memory twice. No name is longer than the overlap. */
const PIECE = 1_048_576;
const OVERLAP = 256;

/**
 * A simple look for what a paper does not do: scripts, launches, attachments, forms that send themselves; also in compressed object streams.
 * What cannot be looked into (encrypted, compressed otherwise) is refused. It is no virus scanner, and no proof that a viewer is safe.
 */
export async function faultOfPdf(bytes: Buffer): Promise<PdfFault | undefined> {
  const end = bytes.lastIndexOf('%%EOF');
  if (end === -1) return 'damaged';
  if (!/^\s*\0*$/.test(bytes.toString('latin1', end + 5, end + 4_096)) || bytes.length > end + 4_096) return 'trailing';
  return holds(bytes, ACTIVE) ? 'active' : holds(bytes, LOCKED) ? 'locked' : faultOfStreams(bytes);
}

function holds(bytes: Buffer, names: RegExp): boolean {
  for (let from = 0; from < bytes.length; from += PIECE) {
    if (names.test(bytes.toString('latin1', from, from + PIECE + OVERLAP))) return true;
  }
  return false;
}

/** Looks at every stream that holds objects, whatever it is called: readers go by their tables, not by `/Type`. */
async function faultOfStreams(bytes: Buffer): Promise<PdfFault | undefined> {
  let left = MOST_INFLATED;
  let at = 0;
  for (let count = 0; (at = bytes.indexOf('stream', at)) !== -1; count++) {
    if (count === MOST_STREAMS) return 'locked';
    const dictionary = dictionaryBefore(bytes, at);
    const from = at + 'stream'.length + (bytes[at + 'stream'.length] === 0x0d ? 2 : 1);
    if (dictionary === undefined) {
      at = from;
      continue;
    }
    const ends = bytes.indexOf('endstream', from);
    if (ends === -1) return 'damaged';
    at = ends + 'endstream'.length;
    if (!/\/(?:ObjStm|First)\b/i.test(dictionary)) continue;
    const content = await contentOf(bytes.subarray(from, ends), dictionary, left);
    if (content === undefined) return 'locked';
    left -= content.length;
    if (ACTIVE.test(content.toString('latin1'))) return 'active';
  }
  return undefined;
}

/** The dictionary of the stream that begins here, with its names plain; undefined where no dictionary ends. */
function dictionaryBefore(bytes: Buffer, at: number): string | undefined {
  const before = bytes.toString('latin1', Math.max(0, at - LONGEST_DICTIONARY), at);
  if (!/>>\s*$/.test(before)) return undefined;
  return before.slice(before.lastIndexOf('obj') + 1).replace(/#([0-9a-f]{2})/gi, (_, code: string) => {
    return String.fromCharCode(Number.parseInt(code, 16));
  });
}

/** @returns undefined when it is packed in no way known here, or becomes too much */
async function contentOf(stream: Buffer, dictionary: string, most: number): Promise<Buffer | undefined> {
  const filters = dictionary.match(/\/(?:Filter|F|FFilter)\b/g) ?? [];
  // Not packed at all, it was looked at with the rest.
  if (filters.length === 0) return stream;
  const isDeflated = /\/Filter\s*(?:\/FlateDecode\b|\[\s*\/FlateDecode\s*\])/.test(dictionary);
  const isPredicted = /\/Predictor\b/.test(dictionary) && !/\/Predictor\s+1\b/.test(dictionary);
  const isReferred = /\/DecodeParms\s*\d/.test(dictionary);
  if (filters.length > 1 || !isDeflated || isPredicted || isReferred || dictionary.includes('%')) return undefined;
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
