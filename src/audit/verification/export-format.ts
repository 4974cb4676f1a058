import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
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
 */
export const exportLine = (index: number, hash: Hash, leaf: string | null): string =>
  `{"index":${index},"hash":"${hash.toString('base64')}","leaf":${leaf}}`;

const LINE = /^\{"index":(\d+),"hash":"([A-Za-z0-9+/]{43}=)"(?:,"proof":\[[^\]]*\])?,"leaf":(\{.*\}|null)\}$/;
const EVENT_ID = /"id":"([0-9a-f-]{36})"/;

/** @returns undefined when the line is not a leaf */
export function readExportLine(line: string): TrailLine | undefined {
  const [, index, hash, leaf] = LINE.exec(line) ?? [];
  if (!leaf) return undefined;
  const place = { index: Number(index), hash: Buffer.from(hash, 'base64') };
  return leaf === 'null' ? place : { ...place, leaf, eventId: EVENT_ID.exec(leaf)?.[1] };
}

/** The lines of a text file, one at a time. */
export const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file), crlfDelay: Infinity });
