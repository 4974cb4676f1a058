import { faultOfPdf } from './pdf.rules.js';
import { readJpeg, readPng, readWebp } from './picture.rules.js';
import type { fileWords } from './files.words.js';

export const MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** What is wrong with a file, as its words are called. */
export type FileFault = Extract<
  keyof typeof fileWords,
  'empty' | 'damaged' | 'trailing' | 'active' | 'locked' | 'tooManyPixels'
>;

/** A file that may be kept: what it is, and its size in pixels when it is a picture. */
export interface SoundFile {
  readonly mediaType: MediaType;
  readonly width: number | null;
  readonly height: number | null;
}

const MOST_A_SIDE = 20_000;
const MOST_PIXELS = 100_000_000;

/** Markup that a browser would run, were a picture ever taken for a page. */
const MARKUP = /<(?:script|html|!doctype|iframe|\?php)/i;

/** Piece by piece: as a text of its own it would be in memory twice. */
function hasMarkup(bytes: Buffer): boolean {
  for (let from = 0; from < bytes.length; from += PIECE) {
    if (MARKUP.test(bytes.toString('latin1', from, from + PIECE + OVERLAP))) return true;
  }
  return false;
}
const PIECE = 1_048_576;
const OVERLAP = 16;

/** What a file is, by its first bytes: its name and what it was sent as are anybody's. */
export function mediaTypeOf(bytes: Buffer): MediaType | undefined {
  const begins = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  if (begins('%PDF-')) return 'application/pdf';
  if (begins('\xff\xd8\xff')) return 'image/jpeg';
  if (begins('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins('RIFF') && begins('WEBP', 8)) return 'image/webp';
  return undefined;
}

/** Looks at the whole of it. @returns what it is, or what speaks against it */
export async function checkContent(bytes: Buffer, mediaType: MediaType): Promise<SoundFile | FileFault> {
  if (mediaType === 'application/pdf') {
    return (await faultOfPdf(bytes)) ?? { mediaType, width: null, height: null };
  }
  const read = { 'image/jpeg': readJpeg, 'image/png': readPng, 'image/webp': readWebp }[mediaType];
  const picture = read(bytes);
  if (!picture.ok) return picture.wrong;
  const { width, height } = picture;
  if (width === 0 || height === 0) return 'damaged';
  if (width > MOST_A_SIDE || height > MOST_A_SIDE || width * height > MOST_PIXELS) return 'tooManyPixels';
  return hasMarkup(bytes) ? 'active' : { mediaType, width, height };
}
