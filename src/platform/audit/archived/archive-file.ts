import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { readExportLine } from '../verification/export-format.js';
import type { Archive } from '../verification/archives.js';

/** An event of an archived month: its leaf's number and hash, and the very characters that were hashed. */
export interface ArchivedEvent {
  readonly id: string;
  readonly index: number;
  readonly hash: Buffer;
  readonly leaf: string;
}

/** Bytes read at a time; hashing and searching them takes a millisecond or two, and others have their turn in between. */
const CHUNK = 1 << 18;

/** Longest line, in bytes; the event of a list names each patient it showed, in 39. */
const LONGEST_LINE = 16 << 20;

const LINE_END = 0x0a;
const NAME = /^event_\d{4}_\d{2}\.ndjson$/;

/** The file of an archive in a folder; undefined when it is not one's name. */
export const pathOf = (folder: string, { fileName }: Pick<Archive, 'fileName'>): string | undefined =>
  NAME.test(fileName) ? join(folder, fileName) : undefined;

/**
 * Reads a file once, hashes it and hands on the events whose lines hold a text. What is handed on is to be believed only when the
 * answer is the SHA-256 that was kept: both are of the same bytes.
 * @param needle as it stands in the line, such as a UUID in lower case
 * @param found `false` ends the reading: the answer is then undefined
 * @returns SHA-256 in hex; undefined when the reading was ended, or a line is longer than 16 MiB
 * @throws what the operating system says when the file cannot be read
 */
export async function searchFile(
  path: string,
  needle: string,
  found: (event: ArchivedEvent) => boolean,
): Promise<string | undefined> {
  const file = await open(path);
  const hash = createHash('sha256');
  const wanted = Buffer.from(needle);
  try {
    let rest = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      const end = bytesRead === 0 ? 0 : chunk.lastIndexOf(LINE_END) + 1;
      const lines = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, end)]) : chunk.subarray(0, end);
      if (end === 0 && bytesRead > 0) {
        rest = Buffer.concat([rest, chunk]);
        if (rest.length > LONGEST_LINE) return undefined;
        continue;
      }
      if (!searchLines(lines, wanted, found)) return undefined;
      if (bytesRead === 0) return hash.digest('hex');
      rest = chunk.subarray(end);
    }
  } finally {
    await file.close();
  }
}

function searchLines(lines: Buffer, wanted: Buffer, found: (event: ArchivedEvent) => boolean): boolean {
  for (let at = lines.indexOf(wanted); at >= 0;) {
    const start = lines.lastIndexOf(LINE_END, at) + 1;
    const next = lines.indexOf(LINE_END, at);
    const end = next < 0 ? lines.length : next;
    const { leaf, eventId: id, index, hash } = readExportLine(lines.toString('utf8', start, end)) ?? {};
    if (leaf && id && hash && index !== undefined && !found({ id, index, hash, leaf })) return false;
    at = lines.indexOf(wanted, end);
  }
  return true;
}
