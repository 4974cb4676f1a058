import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Hash } from '../sealing/merkle.js';
import type { TrailLine } from './trail-check.js';

/** Files of an exported trail. */
export const EXPORT_FILES = {
  events: 'events.ndjson',
  checkpoints: 'checkpoints.ndjson',
  keys: 'keys.json',
  archives: 'archives.json',
} as const;

/**
 * A line of an export or archive: the leaf's number and hash in base64, then the very characters that were hashed. It is
 * JSON, yet whoever verifies must cut the leaf out of the line, not parse and write it again.
 * @param leaf null for an event that lies in an archive
 * @param proof audit path to the checkpoint named at the top of the export
 */
export function exportLine(index: number, hash: Hash, leaf: string | null, proof?: readonly Hash[]): string {
  const path = proof ? `"proof":${JSON.stringify(proof.map((one) => one.toString('base64')))},` : '';
  return `{"index":${index},"hash":"${hash.toString('base64')}",${path}"leaf":${leaf}}`;
}

/** The line of an event that lies in an archive. @param eventId tells in which */
export const archivedLine = (index: number, hash: Hash, eventId: string): string =>
  `{"index":${index},"hash":"${hash.toString('base64')}","event":"${eventId}","leaf":null}`;

const LINE =
  /^\{"index":(\d+),"hash":"([A-Za-z0-9+/]{43}=)"(?:,"proof":(\[[^\]]*\]))?(?:,"event":"([0-9a-f-]{36})")?,"leaf":(\{.*\}|null)\}$/s;
const EVENT_ID = /"id":"([0-9a-f-]{36})"/;

/** @returns undefined when the line is not a leaf */
export function readExportLine(line: string): (TrailLine & { proof?: Hash[] }) | undefined {
  const [, index, hash, proof, eventId, leaf] = LINE.exec(line) ?? [];
  if (!leaf || hash === undefined) return undefined;
  const place = { index: Number(index), hash: Buffer.from(hash, 'base64') };
  if (leaf === 'null') return { ...place, eventId };
  return { ...place, leaf, eventId: EVENT_ID.exec(leaf)?.[1], ...(proof ? { proof: hashesOf(proof) } : {}) };
}

const hashesOf = (list: string): Hash[] => (JSON.parse(list) as string[]).map((hash) => Buffer.from(hash, 'base64'));

/** SHA-256 of the bytes of a file, as archives are known by. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Longest line, in characters; the event of a list names each patient it showed, in 39. */
const LONGEST_LINE = 1 << 24;

/**
 * The lines of a text file, one at a time: what stands between line feeds, and nothing else ends one, since other ends of lines may stand in an
 * event. @throws Error for a file that is no text of lines
 */
export async function* linesOf(file: string): AsyncGenerator<string, void> {
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + (piece as string)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error(`${file} is no text of lines: one is longer than 16 MiB.`);
    for (const line of lines) yield line;
  }
  if (rest !== '') yield rest;
}

/** @throws Error for a line that a copy as text has given another end: what was exported are bytes */
export function requireAsWritten(file: string, line: string): void {
  if (line.endsWith('\r')) {
    throw new Error(`${file} is not as it was written: its lines end in CR LF. Copy it as a file of bytes.`);
  }
}
